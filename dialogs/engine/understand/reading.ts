/** One message at one moment, prepared once for all readers. */

import type { PlannedSlot } from '../../../forms/plan.ts';
import { politeHeads } from '../../../forms/text/zh-CN/lexicon/phrases.ts';
import type { Intent, Moment, Place } from './intent.ts';
import { fits, isStrict, leafOf, takesLongText } from './plausible.ts';
import { bareForms, fold, headOf } from './words.ts';

/** From this length on, or with a line break, a message at a long-text question is an answer unless marked. */
const LONG = 30;

export interface Reading {
  readonly moment: Moment;
  /** The person's words, spaces at both ends taken off. */
  readonly text: string;
  /** The same, folded: positions are those of `text`. */
  readonly folded: string;
  /** The same without politeness, see `bareForms`. */
  readonly forms: readonly string[];
  /** The question takes long text and this is one: only unmistakable forms are commands. */
  readonly prose: boolean;
  /** The question's kind reads any words, so that these may be an answer. */
  readonly free: boolean;
}

export function readingOf(message: string, moment: Moment): Reading {
  const text = message.trim();
  const { slot, today } = moment;
  const prose = takesLongText(slot) && (text.length > LONG || text.includes('\n'));
  const free = slot !== null && leafOf(slot) !== undefined && !isStrict(slot, today);
  return { moment, text, folded: fold(text), forms: bareForms(text), prose, free };
}

/** Politeness of two and more characters in front of a request. */
const heads = politeHeads.filter((each) => each.length >= 2 || each === '请');

/** Where the request begins, after 请, 麻烦, 我想. */
export function afterPoliteness(folded: string): number {
  let at = 0;
  for (let round = 0; round < 3; round++) {
    while (/[\s,，。!]/.test(folded.charAt(at))) at++;
    const head = headOf(folded.slice(at, at + 8), heads);
    if (!head) break;
    at += head.length;
  }
  return at;
}

export function answer(text: string): Intent {
  return { kind: 'answer', text };
}

export function unclear(...readings: readonly Intent[]): Intent {
  return { kind: 'unclear', readings };
}

/** Of several places those that have been answered, if any. */
export function answered(moment: Moment, places: readonly Place[]): readonly Place[] {
  if (places.length < 2) return places;
  const given = places.filter((place) => isAnswered(moment, place));
  return given.length > 0 ? given : places;
}

/** Whether something at that place has been answered. */
export function isAnswered(moment: Moment, place: Place): boolean {
  return slotsIn(moment, place).some((slot) => moment.plan.book.get(slot.path) !== undefined);
}

/** The slots that a place stands for. */
function slotsIn({ plan }: Moment, place: Place): readonly PlannedSlot[] {
  return plan.slots.filter((slot) => {
    if (slot.control) return false;
    if (place.kind === 'section') return slot.section?.id === place.id;
    return slot.path === place.id || slot.path.startsWith(`${place.id}/`);
  });
}

/**
 * For a section, question or row, the slots in it whose kind reads the new words, answered ones first: "减排率…，是
 * 35%" goes to the value of that row, not to its name.
 */
export function narrowed(moment: Moment, places: readonly Place[], text: string): readonly Place[] {
  return places.flatMap((place) => {
    if (place.kind === 'slot') return [place];
    const fitting = slotsIn(moment, place).filter((slot) => fits(slot, text, moment.today));
    const given = fitting.filter((slot) => moment.plan.book.get(slot.path) !== undefined);
    const cells = given.length > 0 ? given : fitting;
    if (cells.length === 0) return [place];
    return cells.map((slot) => {
      const label = slot.row ? `${place.label} ${slot.leaf.label}` : slot.leaf.label;
      return { kind: 'slot' as const, id: slot.path, path: slot.path, label };
    });
  });
}
