/** Questions as Adaptive Cards, and what their buttons send back. */
import type { Attachment } from 'botbuilder';
import { text as sentence } from '../../../forms/text/index.ts';
import { CARD_BYTES, card, type Element, line, paragraph, sizeOf } from './elements.ts';

/** A button: what it says, and what it says in the person's name. */
export interface Button {
  readonly title: string;
  readonly value: string;
}

/** What a button sends back, its verb telling what of. */
export type Submitted =
  | { readonly verb: typeof ANSWER; readonly value: string; readonly activity: string }
  /** An answer is to be changed, by its path. */
  | { readonly verb: typeof EDIT; readonly path: string; readonly activity: string }
  /** A form, of which so many fields were shown; what was entered stands beside it. */
  | { readonly verb: typeof FORM; readonly shown: number; readonly activity: string };

export const ANSWER = 'answer';
export const EDIT = 'edit';
export const FORM = 'form';

/** Titles up to so many characters stand side by side, so many in a row. */
const SHORT = 8;
const ROW = 3;
/** On a phone so many characters stand side by side, of which a button's frame takes some. */
const WIDTH = 20;
const FRAME = 2;

/** A message of the bot by its number in the conversation: short, since every button carries it. */
export function nameOf(activity: string): string {
  return activity.slice(activity.lastIndexOf('|') + 1);
}

/** The message of that name in a conversation. */
export function activityNamed(conversation: string, name: string): string {
  return `${conversation}|${name}`;
}

/** A question with its buttons. */
export function questionCard(words: string, buttons: readonly Button[], activity: string): Attachment {
  return card([...paragraph(words), ...buttonRows(buttons, activity)]);
}

/** Buttons that answer. */
export function buttonRows(buttons: readonly Button[], activity: string): Element[] {
  return rowsOf(buttons).map((row) => ({
    type: 'ActionSet',
    actions: row.map(({ title, value }) => ({
      type: 'Action.Submit',
      title,
      data: { verb: ANSWER, value, activity: nameOf(activity) } satisfies Submitted,
    })),
  }));
}

/** A card that is over: nothing can be pressed, and below stands what became of it. */
export function pastCard(body: readonly Element[], became: string): Attachment {
  const note = { ...line(became), spacing: 'Medium', separator: true };
  const whole = card([...body, note]);
  return sizeOf(whole.content) <= CARD_BYTES ? whole : card([note]);
}

/** What became of a card. */
export function pastWords(chosen: string | undefined): string {
  return chosen === undefined ? sentence('teams.card_past') : sentence('teams.card_chosen', { chosen });
}

/** Short ones side by side, long ones each in a row of its own: a button never cuts its title off. */
function rowsOf(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const last = rows.at(-1);
    const together = [...(last ?? []), button];
    const short = together.every(({ title }) => [...title].length <= SHORT);
    const width = together.reduce((sum, { title }) => sum + [...title].length + FRAME, 0);
    if (last && last.length < ROW && short && width <= WIDTH) last.push(button);
    else rows.push([button]);
  }
  return rows;
}
