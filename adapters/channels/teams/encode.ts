/** A message of the bot as the messages that Teams is sent for it, in order: text, files, then the cards. */
import type { Activity, Attachment } from 'botbuilder';
import type { FormSheet, SaidSheet } from '../../../forms/sheet.ts';
import { text as sentence } from '../../../forms/text/index.ts';
import { fileHash } from '../activity.ts';
import { cleanFileName } from '../filename.ts';
import { splitText } from '../split.ts';
import { type Button, buttonRows, questionCard } from './card.ts';
import { CARD_BYTES, card, type Element, paragraph, sizeOf } from './elements.ts';
import { fieldBlocks, formFoot, formHead } from './form.ts';
import { type Block, blocksOf, heading } from './sheet.ts';

/**
 * Longest text of one message, in UTF-8 bytes. A Chinese character has three of them and two in UTF-16, by which Teams
 * counts its 40 KB; a message of this length stays below half of that.
 */
const TEXT_BYTES = 20_000;

/** A form with fewer fields on its card leaves the words above it to a message of their own. */
const FEW = 4;

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

/** What is painted with a message. */
export function sheetOf({ channelData }: Partial<Activity>): SaidSheet | undefined {
  return (channelData as { sheet?: SaidSheet } | undefined)?.sheet;
}

export function partsOf(activity: Partial<Activity>): Part[] {
  const { id = '' } = activity;
  const words = (activity.text ?? '').trim();
  const buttons = buttonsOf(activity);
  const sheet = sheetOf(activity);
  const files = (activity.attachments ?? []).map((each): Part => {
    const { bytes = 0 } = (each.content ?? {}) as { bytes?: number };
    return { kind: 'file', name: cleanFileName(each.name), hash: fileHash(each.contentUrl) ?? '', bytes };
  });
  if (sheet?.kind === 'form') return [...files, ...formParts(sheet, id, words)];
  if (sheet) {
    const blocks = [...(words === '' ? [] : [paragraph(words)]), ...blocksOf(sheet, id)];
    return [...files, ...packed(blocks, buttonRows(buttons, id), buttons)];
  }
  if (buttons.length === 0) return [...texts(words), ...files];
  const { shown, inCard } = cardOf(id, words, buttons, files.length === 0);
  // Past the limit only buttons with endless titles are left: they are numbered, and answered by typing.
  if (!shown) return [...texts(`${words}\n\n${numbered(buttons)}`), ...files];
  return [...texts(inCard ? '' : words), ...files, shown];
}

/** What a message looks like once it is over, where it was one card. */
export function pastBody(said: Partial<Activity>): Element[] {
  const sheet = sheetOf(said);
  const words = (said.text ?? '').trim();
  if (sheet?.kind === 'form') return [heading(sheet.title)];
  if (partsOf(said).length !== 1) return sheet ? [heading(sheet.title)] : [];
  return [...paragraph(words), ...(sheet ? blocksOf(sheet).flat() : [])];
}

/** How many of a form's fields its card shows. */
export function fieldsShown(sheet: FormSheet, activity: string, words: string): number {
  const fit = fitting(sheet, activity, words);
  return fit >= Math.min(FEW, sheet.fields.length) ? fit : fitting(sheet, activity, '');
}

/** The form with as many of its fields as fit. */
function formParts(sheet: SaidSheet & FormSheet, activity: string, words: string): Part[] {
  const shown = fieldsShown(sheet, activity, words);
  if (shown === 0) return texts([words, sheet.words].join('\n\n').trim());
  const inside = fitting(sheet, activity, words) === shown ? words : '';
  const attachment = card(formBody(sheet, activity, inside, shown));
  return [...texts(inside === '' ? words : ''), part(attachment, sheet.title, sheet.words)];
}

function fitting(sheet: FormSheet, activity: string, words: string): number {
  let shown = sheet.fields.length;
  while (shown > 0 && sizeOf(card(formBody(sheet, activity, words, shown)).content) > CARD_BYTES) shown -= 1;
  return shown;
}

function formBody(sheet: FormSheet, activity: string, words: string, shown: number): Element[] {
  return [
    ...paragraph(words),
    ...formHead(sheet, shown),
    ...fieldBlocks(sheet).slice(0, shown).flat(),
    ...formFoot(sheet, shown, activity),
  ];
}

/** Blocks on as few cards as they need, the buttons on the last. */
function packed(blocks: readonly Block[], tail: Block, buttons: readonly Button[]): Part[] {
  const bodies: Element[][] = [[]];
  const parts: Part[] = [];
  const fits = (body: readonly Element[]): boolean => sizeOf(card(body).content) <= CARD_BYTES;
  for (const block of [...blocks, tail]) {
    const last = bodies.at(-1) ?? [];
    if (fits([...last, ...block])) last.push(...block);
    else if (fits(block)) bodies.push([...block]);
    else parts.push(...texts(wordsIn(block).join('\n')));
  }
  for (const body of bodies.filter(({ length }) => length > 0)) {
    const [summary = ''] = wordsIn(body);
    parts.push(part(card(body), summary, wordsIn(body).join('\n')));
  }
  const end = parts.at(-1);
  if (end?.kind === 'card' && buttons.length > 0)
    parts[parts.length - 1] = { ...end, words: `${end.words}\n\n${numbered(buttons)}`.trim() };
  return parts;
}

/** The words that elements show, line by line. */
export function wordsIn(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    const { inlines, columns, items } = element as Record<string, readonly Element[] | undefined>;
    if (inlines) return [inlines.map((run) => run.text).join('')];
    return wordsIn(columns ?? items ?? []);
  });
}

function part(attachment: Attachment, summary: string, words: string): Part {
  const message = { type: 'message', summary: summary.slice(0, 100), attachments: [attachment] };
  return { kind: 'card', message, words };
}

/** The card, with the words where they fit. */
function cardOf(activity: string, words: string, buttons: readonly Button[], alone: boolean) {
  const whole = (inside: string): Part | undefined => {
    const attachment = questionCard(inside, buttons, activity);
    if (sizeOf(attachment.content) > CARD_BYTES) return undefined;
    const inWords = inside === '' ? numbered(buttons) : `${inside}\n\n${numbered(buttons)}`;
    return part(attachment, inside.split('\n', 1)[0] ?? '', inWords);
  };
  const withWords = alone ? whole(words) : undefined;
  return { inCard: withWords !== undefined, shown: withWords ?? whole(sentence('teams.choose')) };
}

function texts(words: string): Part[] {
  if (words === '') return [];
  return splitText(words, TEXT_BYTES).map((piece) => ({ kind: 'text', message: textMessage(piece) }));
}

function numbered(buttons: readonly Button[]): string {
  return buttons.map(({ title }, at) => sentence('option.numbered', { number: at + 1, title })).join('\n');
}
