/** A message of the bot as the messages that Teams is sent for it, in order: text, files, then the buttons. */
import type { Activity } from 'botbuilder';
import { text as sentence } from '../../../forms/text/index.ts';
import { fileHash } from '../activity.ts';
import { cleanFileName } from '../filename.ts';
import { splitText } from '../split.ts';
import { type Button, CARD_BYTES, questionCard, sizeOf } from './card.ts';

/**
 * Longest text of one message, in UTF-8 bytes. A Chinese character has three of them and two in UTF-16, by which Teams
 * counts its 40 KB; a message of this length stays below half of that.
 */
const TEXT_BYTES = 20_000;

export type Part =
  | { readonly kind: 'text'; readonly message: Partial<Activity> }
  /** `words` say the same without buttons. */
  | { readonly kind: 'card'; readonly message: Partial<Activity>; readonly words: string }
  | { readonly kind: 'file'; readonly name: string; readonly hash: string; readonly bytes: number };

export function textMessage(words: string): Partial<Activity> {
  return { type: 'message', text: words, textFormat: 'plain' };
}

/** The buttons of a message. */
export function buttonsOf({ suggestedActions }: Partial<Activity>): Button[] {
  return (suggestedActions?.actions ?? []).map(({ title, value }) => ({ title, value: String(value) }));
}

export function partsOf(activity: Partial<Activity>): Part[] {
  const words = (activity.text ?? '').trim();
  const buttons = buttonsOf(activity);
  const files = (activity.attachments ?? []).map((each): Part => {
    const { bytes = 0 } = (each.content ?? {}) as { bytes?: number };
    return { kind: 'file', name: cleanFileName(each.name), hash: fileHash(each.contentUrl) ?? '', bytes };
  });
  if (buttons.length === 0) return [...texts(words), ...files];
  const { shown, inCard } = cardOf(activity.id ?? '', words, buttons, files.length === 0);
  // Past the limit only buttons with endless titles are left: they are numbered, and answered by typing.
  if (!shown) return [...texts(`${words}\n\n${numbered(buttons)}`), ...files];
  return [...texts(inCard ? '' : words), ...files, shown];
}

/** The card, with the words where they fit. */
function cardOf(activity: string, words: string, buttons: readonly Button[], alone: boolean) {
  const card = (inside: string): Part | undefined => {
    const attachment = questionCard(inside, buttons, activity);
    if (sizeOf(attachment.content) > CARD_BYTES) return undefined;
    const summary = inside.split('\n', 1)[0]?.slice(0, 100) ?? '';
    const inWords = inside === '' ? numbered(buttons) : `${inside}\n\n${numbered(buttons)}`;
    return { kind: 'card', message: { type: 'message', summary, attachments: [attachment] }, words: inWords };
  };
  const whole = alone ? card(words) : undefined;
  return { inCard: whole !== undefined, shown: whole ?? card(sentence('teams.choose')) };
}

function texts(words: string): Part[] {
  if (words === '') return [];
  return splitText(words, TEXT_BYTES).map((piece) => ({ kind: 'text', message: textMessage(piece) }));
}

function numbered(buttons: readonly Button[]): string {
  return buttons.map(({ title }, at) => sentence('option.numbered', { number: at + 1, title })).join('\n');
}
