/** Turns a reply of the engine into a Bot Framework activity, within what the channel can show. */
import type { Activity, TurnContext } from 'botbuilder-core';
import { findKind } from '../forms/kinds/index.ts';
import type { Option } from '../forms/kinds/kind.ts';
import type { Capabilities } from '../forms/ports.ts';
import type { SaidSheet } from '../forms/sheet.ts';
import { text } from '../forms/text/index.ts';
import { button } from './engine/ask.ts';
import type { Reply } from './engine/situation.ts';
import { type MadeDocument, turnOf } from './turn.ts';

/** Sends replies as one message: texts one below the other, the options and question of the last that has any. */
export async function say(
  context: TurnContext,
  replies: readonly Reply[],
  documents: readonly MadeDocument[] = [],
): Promise<void> {
  if (replies.length === 0 && documents.length === 0) return;
  const { capabilities } = turnOf(context);
  await context.sendActivity(activityOf(offering(replies, capabilities), capabilities, documents));
}

/** What the channel has beyond the question's own quick replies, or lacks. */
function offering(replies: readonly Reply[], capabilities: Capabilities): readonly Reply[] {
  return offeringForm(offeringLink(replies, capabilities), capabilities);
}

/** Where a form can be painted, the first question of a section offers it. */
function offeringForm(replies: readonly Reply[], { cards }: Capabilities): readonly Reply[] {
  const last = replies.at(-1);
  if (!cards || !last?.question?.form) return replies;
  const options = [...(last.options ?? []), button('form')];
  return [...replies.slice(0, -1), { ...last, options, question: { ...last.question, options } }];
}

/** Where a question wants files that the channel cannot carry, the way round stands below it. */
function offeringLink(replies: readonly Reply[], { filesIn }: Capabilities): readonly Reply[] {
  const last = replies.at(-1);
  const kind = last?.question && findKind(last.question.kind);
  if (filesIn || !last?.question || kind?.shape !== 'leaf' || !kind.takesFiles) return replies;
  const options = [...(last.options ?? []), button('upload_link')];
  const offered: Reply = {
    text: [last.text, text('link.offer')].filter(Boolean).join('\n'),
    options,
    question: { ...last.question, options },
  };
  return [...replies.slice(0, -1), offered];
}

/** Says what must not be stored as it is said: `once` is cut out of the log. */
export async function sayOnce(context: TurnContext, reply: Reply, once: string): Promise<void> {
  const activity = activityOf([reply], turnOf(context).capabilities, []);
  await context.sendActivity({ ...activity, channelData: { ...activity.channelData, once } });
}

function activityOf(
  replies: readonly Reply[],
  capabilities: Capabilities,
  documents: readonly MadeDocument[],
): Partial<Activity> {
  const options = replies.findLast((reply) => reply.options && reply.options.length > 0)?.options ?? [];
  const question = replies.findLast((reply) => reply.question)?.question;
  const painted = capabilities.cards ? replies.findLast((reply) => reply.sheet) : undefined;
  const words = replies
    .map((reply) => (reply === painted ? (reply.sheet?.lead ?? '') : reply.text))
    .filter((each) => each !== '');
  const sheet = painted?.sheet && ({ ...painted.sheet, words: painted.text } satisfies SaidSheet);
  const data = { ...(question ? { question } : {}), ...(sheet ? { sheet } : {}) };
  const asButtons = options.length <= capabilities.buttons;
  if (options.length > 0 && !asButtons) words.push(numbered(options));
  return {
    type: 'message',
    text: words.join('\n\n'),
    textFormat: 'plain',
    ...(asButtons && options.length > 0
      ? { suggestedActions: { to: [], actions: options.map((option) => ({ type: 'imBack', ...option })) } }
      : {}),
    ...(documents.length > 0 ? { attachments: documents.map(attachment) } : {}),
    ...(question || sheet ? { channelData: data } : {}),
  };
}

function numbered(options: readonly Option[]): string {
  return options
    .map((option, at) => text('option.numbered', { number: at + 1, title: option.title }))
    .join('\n');
}

/** The list of options at the end of a text, where they are no buttons. */
const LISTED = /\n\n1\. [^\n]+(?:\n\d{1,2}\. [^\n]+)*$/;

/** A message's words with more below them, but above the options: those stay last. */
export function wordsBelow(said: string, more: string): string {
  const [listed = ''] = LISTED.exec(said) ?? [];
  return [said.slice(0, said.length - listed.length), more].filter(Boolean).join('\n\n') + listed;
}

function attachment(document: MadeDocument): NonNullable<Activity['attachments']>[number] {
  const { hash, bytes, mediaType } = document;
  return {
    name: document.fileName,
    contentType: mediaType,
    contentUrl: `file:${hash}`,
    content: { hash, bytes, mediaType },
  };
}
