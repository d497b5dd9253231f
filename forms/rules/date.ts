/** Dates before or after a day, a deadline, another date or today. */
import { z } from 'zod';
import { DeadlineRef, ValueRef } from '../reference.ts';
import { define, type Found, labelOf, ownPlain, plainOf, textsOf } from './define.ts';
import type { RuleContext } from './rule.ts';

const DAY = /^\d{4}(?:-\d{2}){0,2}$/;
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'day');

interface Limit {
  readonly day: string;
  readonly name: string;
}

/** First and last day of a date or a range of dates, as its kind gives it to conditions. */
function span(plain: unknown): { first: string; last: string } | undefined {
  const days = (
    Array.isArray(plain)
      ? plain
      : typeof plain === 'object' && plain !== null
        ? Object.values(plain)
        : [plain]
  ).filter((each): each is string => typeof each === 'string' && DAY.test(each));
  const [first] = days;
  const last = days.at(-1);
  return first && last ? { first, last } : undefined;
}

/** 2025年4月8日: Arabic numerals, month and day not padded (GB/T 9704 7.3.5.4). */
export function shownDay(day: string): string {
  const [year = '', month = '', date] = day.split('-');
  return `${Number(year)}年${month ? `${Number(month)}月` : ''}${date ? `${Number(date)}日` : ''}`;
}

const side = (word: string) => ({
  [word]: Day.optional(),
  [`${word}_deadline`]: DeadlineRef.optional(),
  [`${word}_date_of`]: ValueRef.optional(),
  [`${word}_today`]: z.literal(true).optional(),
});

function limits(context: RuleContext, params: Readonly<Record<string, unknown>>, word: string): Limit[] {
  const found: Limit[] = [];
  const day = params[word];
  if (typeof day === 'string') found.push({ day, name: '' });
  const deadline = context.call.deadlines.find((each) => each.id === params[`${word}_deadline`]);
  if (deadline?.date) found.push({ day: deadline.date, name: deadline.name });
  const other = params[`${word}_date_of`];
  if (typeof other === 'string') {
    const there = span(plainOf(context, other));
    if (there)
      found.push({ day: word === 'not_after' ? there.first : there.last, name: labelOf(context, other) });
  }
  if (params[`${word}_today`]) found.push({ day: context.today, name: '' });
  return found;
}

/** Compares as far as both are told: a month is within its month. */
function later(left: string, right: string): boolean {
  const length = Math.min(left.length, right.length);
  return left.slice(0, length) > right.slice(0, length);
}

/** A date not after or not before a day, a deadline of the call, another date, today. */
export const dateLimit = define(
  'date_limit',
  'must',
  { ...side('not_after'), ...side('not_before') },
  (context, params) => {
    const own = span(context.at?.answer.value) ?? span(ownPlain(context));
    if (!own) return [];
    const found: Found[] = [];
    for (const { day, name } of limits(context, params, 'not_after')) {
      if (later(own.last, day))
        found.push({
          code: 'date_too_late',
          params: { date: shownDay(own.last), limit: shownDay(day), name },
        });
    }
    for (const { day, name } of limits(context, params, 'not_before')) {
      if (later(day, own.first))
        found.push({
          code: 'date_too_early',
          params: { date: shownDay(own.first), limit: shownDay(day), name },
        });
    }
    return found;
  },
);

/** 2013年9月, 2013-09-05, 2013.9; a bare year where the call says that it will do. */
const DATES = {
  year: /(?:19|20)\d{2}(?=\s*[年./-])/u,
  month: /(?:19|20)\d{2}\s*(?:年\s*(?:1[0-2]|0?[1-9])\s*月|[./-]\s*(?:1[0-2]|0?[1-9])(?!\d))/u,
} as const;

/** A text says when: it names a date (004 三2: 活动时间). */
export const hasDate = define(
  'has_date',
  'must',
  { precision: z.enum(['year', 'month']).default('month').describe('How exact at least') },
  (context, { precision }) => {
    const places = textsOf(context);
    if (places.length === 0 || places.some(({ text }) => DATES[precision].test(text.normalize('NFKC'))))
      return [];
    return [{ code: `no_date_${precision}` }];
  },
);
