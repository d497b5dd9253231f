/**
 * Questions as Adaptive Cards. Words are text runs, which no client reads as markup: what a person wrote stays as it is.
 * https://adaptivecards.io/explorer/ , version 1.5 at most:
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
import { type Attachment, CardFactory } from 'botbuilder';
import { text as sentence } from '../../../forms/text/index.ts';

/** A button: what it says, and what it says in the person's name. */
export interface Button {
  readonly title: string;
  readonly value: string;
}

/** What a button sends back. */
export interface Submitted {
  readonly verb: typeof ANSWER;
  readonly value: string;
  /** Id of the bot's message that it stands in. */
  readonly activity: string;
}

export const ANSWER = 'answer';

/** Largest card, in bytes of its JSON as UTF-16; larger messages are refused by some clients' versions. */
export const CARD_BYTES = 20 * 1024;

/** Titles up to so many characters stand side by side, so many in a row. */
const SHORT = 8;
const ROW = 3;

type Element = Readonly<Record<string, unknown>>;

/** Size as Teams counts it. */
export function sizeOf(content: unknown): number {
  return JSON.stringify(content).length * 2;
}

/** A question with its buttons. */
export function questionCard(words: string, buttons: readonly Button[], activity: string): Attachment {
  const rows = rowsOf(buttons).map((row) => ({
    type: 'ActionSet',
    actions: row.map(({ title, value }) => ({
      type: 'Action.Submit',
      title,
      data: { verb: ANSWER, value, activity } satisfies Submitted,
    })),
  }));
  return card([...paragraph(words), ...rows]);
}

/** A question that is over: no button is left, and below stands what became of it. */
export function pastCard(words: string, chosen: string | undefined): Attachment {
  const said = chosen === undefined ? sentence('teams.card_past') : sentence('teams.card_chosen', { chosen });
  const note = { ...line(said), spacing: 'Medium', separator: true };
  const whole = card([...paragraph(words), note]);
  return sizeOf(whole.content) <= CARD_BYTES ? whole : card([note]);
}

function card(body: readonly Element[]): Attachment {
  return CardFactory.adaptiveCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    msteams: { width: 'Full' },
    body,
  });
}

/** One block per line: no client agrees with another on what a line break within a block is. */
function paragraph(words: string): Element[] {
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

function line(words: string): Element {
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

/** Short ones side by side, long ones each in a row of its own: a button never cuts its title off. */
function rowsOf(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const last = rows.at(-1);
    const fits = [...(last ?? []), button].every(({ title }) => [...title].length <= SHORT);
    if (last && last.length < ROW && fits) last.push(button);
    else rows.push([button]);
  }
  return rows;
}
