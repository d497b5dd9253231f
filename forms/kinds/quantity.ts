/**
 * A number with what was said around it: about, at least, from–to, and a unit. Number and money are read and shown
 * through here.
 */
import { Big } from 'big.js';
import { z } from 'zod';
import { type Issue, must } from '../issue.ts';
import * as words from '../text/zh-CN/lexicon/quantities.ts';
import { type Numeral, plainNumber, readNumeral } from './numerals.ts';
import { excerpt, LINE_LIMIT, squeezed } from './reading.ts';

/** A stored quantity. `number` has at most 15 significant digits, so that JSON keeps it exactly. */
export const Quantity = z.strictObject({
  number: z.number(),
  /** Upper end of a range. */
  to: z.number().optional(),
  unit: z.string().min(1).optional(),
  /** Said as about, or rounded while converting. */
  approx: z.literal(true).optional(),
  bound: z.enum(['at_least', 'at_most', 'over', 'under', 'equal']).optional(),
  /** Decimals written where the number itself does not keep them: 3.20. */
  decimals: z.int().min(1).max(8).optional(),
});
export type Quantity = z.infer<typeof Quantity>;

/** What was read; the unit still as written, not yet looked up. */
export interface Amount {
  readonly low: Numeral;
  readonly high?: Numeral;
  readonly approx: boolean;
  readonly bound?: words.Bound;
  /** What stands between the number and the end: the unit as written, half-width, without spaces. */
  readonly rest: string;
}

export type AmountRead = { readonly amount: Amount } | { readonly issue: Issue };

const byLength = (list: readonly string[]): string[] => [...list].sort((a, b) => b.length - a.length);
const ABOUT = byLength(words.about);
const ABOUT_AFTER = byLength(words.aboutAfter);
const LEAD = byLength(words.lead);
const TAIL = byLength(words.tail);
const BOUNDS = Object.entries(words.bounds)
  .flatMap(([bound, list]) => list.map((word) => [word, bound as words.Bound] as const))
  .sort((a, b) => b[0].length - a[0].length);
const BOUNDS_AFTER = Object.entries(words.boundsAfter).sort((a, b) => b[0].length - a[0].length);

/**
 * Reads one amount out of a whole message. `skip` are words before the number that belong to the kind (¥); `equal`
 * keeps the word that says the number is meant exactly.
 */
export function readAmount(text: string, skip: readonly string[] = [], equal = false): AmountRead {
  if (text.length > LINE_LIMIT) return { issue: must('number.too_long') };
  const squeezedText = squeezed(text);
  if (squeezedText === '') return { issue: must('text.empty') };
  const head = takeHead(stripTail(squeezedText), [...LEAD, ...skip]);
  const low = readNumeral(head.rest);
  if (!low) return { issue: noNumber(text) };
  const range = readRange(head.rest.slice(low.length), low);
  if (range.high?.value.lte(range.low.value)) return { issue: must('number.range_order') };
  const end = takeEnd(range.rest);
  const said = head.bound ?? end.bound ?? (low.more ? 'over' : undefined);
  const bound = said === 'equal' && !equal ? undefined : said;
  const approx = head.approx || end.approx;
  return {
    amount: {
      low: range.low,
      ...(range.high ? { high: range.high } : {}),
      approx,
      ...(bound ? { bound } : {}),
      rest: end.rest,
    },
  };
}

function noNumber(text: string): Issue {
  const word = words.uncounted.find((each) => text.includes(each));
  return word ? must('number.uncounted', { word }) : must('number.not_a_number', { text: excerpt(text) });
}

/** 约, 不低于, 一共 … in any order before the number. */
function takeHead(
  text: string,
  fillers: readonly string[],
): { rest: string; approx: boolean; bound?: words.Bound } {
  let rest = text;
  let approx = false;
  let bound: words.Bound | undefined;
  for (;;) {
    const limit = BOUNDS.find(([word]) => rest.startsWith(word));
    const near = ABOUT.find((word) => rest.startsWith(word));
    const filler = fillers.find((word) => rest.startsWith(word));
    if (limit) bound = limit[1];
    else if (near) approx = true;
    else if (!filler) return { rest, approx, ...(bound ? { bound } : {}) };
    rest = rest.slice((limit?.[0] ?? near ?? filler ?? '').length);
  }
}

/** 3到5, 3-5%, 100万~200万. The lower end takes the scale of the upper one where only that has one. */
function readRange(text: string, low: Numeral): { low: Numeral; high?: Numeral; rest: string } {
  const unit = /^[^\d\-~至到一二两三四五六七八九十]{0,8}/.exec(text)?.[0] ?? '';
  for (const skipped of unit === '' ? [''] : ['', unit]) {
    const after = text.slice(skipped.length);
    const mark = words.rangeMarks.find((each) => after.startsWith(each));
    const high = mark ? readNumeral(after.slice(mark.length)) : undefined;
    if (!mark || !high) continue;
    const rest = after.slice(mark.length + high.length);
    if (skipped !== '' && !rest.startsWith(skipped)) continue;
    const bare = skipped === '' && low.scale === '' && high.scale !== '' && low.mantissa.lt(high.mantissa);
    const factor = bare ? high.value.div(high.mantissa) : Big(1);
    const scaled = bare ? { ...low, value: low.mantissa.times(factor), scale: high.scale } : low;
    return { low: scaled, high, rest };
  }
  return { low, rest: text };
}

/** 左右, 以上 … after the unit. */
function takeEnd(text: string): { rest: string; approx: boolean; bound?: words.Bound } {
  let rest = text;
  let approx = false;
  let bound: words.Bound | undefined;
  for (;;) {
    const near = ABOUT_AFTER.find((word) => rest.endsWith(word));
    const limit = BOUNDS_AFTER.find(([word]) => rest.endsWith(word));
    if (near) approx = true;
    else if (limit) bound = limit[1];
    else return { rest: stripTail(rest), approx, ...(bound ? { bound } : {}) };
    rest = stripTail(rest.slice(0, -(near ?? limit?.[0] ?? '').length));
  }
}

function stripTail(text: string): string {
  let rest = text;
  for (;;) {
    const word = TAIL.find((each) => rest.endsWith(each));
    if (!word) return rest;
    rest = rest.slice(0, -word.length);
  }
}

/** Most significant digits that a JSON number keeps exactly. */
const PRECISION = 15;
const LARGEST = Big('1e15');

/** Whether a number can be stored exactly and shown plainly. */
export function storable(value: Big): boolean {
  return value.abs().lt(LARGEST) && value.c.length <= PRECISION && (value.eq(0) || value.abs().gte('1e-12'));
}

/** The parts of a stored quantity that do not depend on the unit. */
export function marks(amount: Amount, exact = true): Pick<Quantity, 'approx' | 'bound'> {
  return {
    ...(amount.approx || !exact ? { approx: true } : {}),
    ...(amount.bound ? { bound: amount.bound } : {}),
  };
}

/** Trailing zeros that a number alone would lose. */
export function keptDecimals(value: Big, written: number): Pick<Quantity, 'decimals'> {
  const own = value.toFixed().split('.')[1]?.length ?? 0;
  return written > own && written <= 8 ? { decimals: written } : {};
}

/** 约 不低于 3.20–5: everything but the unit. */
export function showNumber(value: Pick<Quantity, 'number' | 'to' | 'approx' | 'bound' | 'decimals'>): string {
  const bound = value.bound ? words.bounds[value.bound][0] : '';
  const first = plainNumber(value.number, value.decimals);
  const range = value.to === undefined ? first : `${first}～${plainNumber(value.to)}`;
  // 大概三千多: 约 beside 超过 says two things; the bound is the one that was meant.
  return `${value.approx && !bound ? '约' : ''}${bound}${range}`;
}

/** Limits of a number, as every kind that holds one states them. */
export interface Limits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly above?: number | undefined;
  readonly integer?: boolean | undefined;
}

/** Findings about the limits. `unit` is for the sentence. */
export function checkLimits(value: Pick<Quantity, 'number' | 'to'>, limits: Limits, unit: string): Issue[] {
  const issues: Issue[] = [];
  const { min, max, above } = limits;
  const high = value.to ?? value.number;
  if (min !== undefined && value.number < min)
    issues.push(must('number.too_small', { min: plainNumber(min), unit }));
  if (above !== undefined && value.number <= above) {
    issues.push(must('number.not_above', { above: plainNumber(above), unit }));
  }
  if (max !== undefined && high > max) issues.push(must('number.too_large', { max: plainNumber(max), unit }));
  if (limits.integer && !(Number.isInteger(value.number) && Number.isInteger(high))) {
    issues.push(must('number.not_integer', { unit }));
  }
  if (value.to !== undefined && value.to <= value.number) issues.push(must('number.range_order'));
  return issues;
}
