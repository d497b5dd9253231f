/** Turns a reply of the engine into a Bot Framework activity, within what the channel can show. */
import type { Activity, TurnContext } from 'botbuilder-core';
import type { Option } from '../forms/kinds/kind.ts';
import type { Capabilities } from '../forms/ports.ts';
import { text } from '../forms/text/index.ts';
import type { Reply } from './engine/situation.ts';
import { type MadeDocument, turnOf } from './turn.ts';

/** Sends replies as one message: texts one below the other, the options and question of the last that has any. */
export async function say(
  context: TurnContext,
  replies: readonly Reply[],
  documents: readonly MadeDocument[] = [],
): Promise<void> {
  if (replies.length === 0 && documents.length === 0) return;
  await context.sendActivity(activityOf(replies, turnOf(context).capabilities, documents));
}

function activityOf(
  replies: readonly Reply[],
  capabilities: Capabilities,
  documents: readonly MadeDocument[],
): Partial<Activity> {
  const options = replies.findLast((reply) => reply.options && reply.options.length > 0)?.options ?? [];
  const question = replies.findLast((reply) => reply.question)?.question;
  const words = replies.map((reply) => reply.text).filter((each) => each !== '');
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
    ...(question ? { channelData: { question } } : {}),
  };
}

function numbered(options: readonly Option[]): string {
  return options
    .map((option, at) => text('option.numbered', { number: at + 1, title: option.title }))
    .join('\n');
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
