/**
 * The elements that cards are made of. Words are text runs, which no client reads as markup: what a person wrote stays as
 * it is. https://adaptivecards.io/explorer/ , version 1.5 at most:
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
import { type Attachment, CardFactory } from 'botbuilder';

export type Element = Readonly<Record<string, unknown>>;

/** Largest card, in bytes of its JSON as UTF-16; larger messages are refused by some clients' versions. */
export const CARD_BYTES = 20 * 1024;

/** Size as Teams counts it. */
export function sizeOf(content: unknown): number {
  return JSON.stringify(content).length * 2;
}

export function card(body: readonly Element[]): Attachment {
  return CardFactory.adaptiveCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    msteams: { width: 'Full' },
    body,
  });
}

/** How a run of words looks. */
export interface Look {
  readonly weight?: 'Bolder';
  readonly size?: 'Small' | 'Medium';
  readonly color?: 'Accent' | 'Good' | 'Warning' | 'Attention';
  readonly isSubtle?: true;
}

/** Runs of words on one line, each with its look. */
export function runs(parts: readonly (readonly [words: string, look?: Look])[]): Element {
  const inlines = parts
    .filter(([words]) => words !== '')
    .map(([text, look = {}]) => ({ type: 'TextRun', text, ...look }));
  return { type: 'RichTextBlock', inlines };
}

/** One block per line: no client agrees with another on what a line break within a block is. */
export function paragraph(words: string): Element[] {
  const blocks: Element[] = [];
  let gap = false;
  for (const each of words.split('\n')) {
    if (each.trim() === '') gap = true;
    else {
      const spacing = blocks.length === 0 || gap ? 'Default' : 'Small';
      blocks.push({ ...line(each), spacing });
      gap = false;
    }
  }
  return blocks;
}

const LINK = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/g;

/** Words in which links can be opened. */
export function line(words: string): Element {
  const inlines: Element[] = [];
  let from = 0;
  const run = (text: string): void => {
    if (text !== '') inlines.push({ type: 'TextRun', text });
  };
  for (const found of words.matchAll(LINK)) {
    const [url] = found;
    run(words.slice(from, found.index));
    inlines.push({ type: 'TextRun', text: url, selectAction: { type: 'Action.OpenUrl', url } });
    from = found.index + url.length;
  }
  run(words.slice(from));
  return { type: 'RichTextBlock', inlines };
}
