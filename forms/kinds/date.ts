/** A day, month or year. */
import { z } from 'zod';
import { type Issue, must } from '../issue.ts';
import { type Day, inMonth, isDay, isMonthWord, readDate, showDay } from './calendar.ts';
import type { LeafKind, Parsed, ParseEnv } from './kind.ts';
import { excerpt } from './reading.ts';

export const Precision = z.enum(['day', 'month', 'year']);
export type Precision = z.infer<typeof Precision>;
const Limit = z.string().refine(isDay, { error: 'YYYY-MM-DD, YYYY-MM or YYYY' });

export const dateFields = {
  precision: Precision.default('day'),
  min: Limit.optional().describe('Not before'),
  max: Limit.optional().describe('Not after'),
};
const Config = z.strictObject({
  type: z.literal('date'),
  ...dateFields,
  least: Precision.optional().describe('A date as exact as this will do, though more is kept'),
});
type Config = z.infer<typeof Config>;
export const DayValue = z.string().refine(isDay, { error: 'date' });

const LENGTH: Readonly<Record<Precision, number>> = { year: 4, month: 7, day: 10 };

/** One date as precise as asked: cut where more was said, an issue where less than `least` was. */
export function readPrecise(
  text: string,
  precision: Precision,
  today: Day,
  least: Precision = precision,
): Parsed<Day> {
  const read = readDate(text, today);
  if (read.kind === 'impossible')
    return { kind: 'issue', issue: must('date.impossible', { text: excerpt(text) }) };
  if (read.kind === 'none')
    return { kind: 'issue', issue: must('date.not_a_date', { text: excerpt(text), to: least }) };
  if (read.kind === 'part') {
    if (least === 'year' && read.year && isDay(read.year)) return { kind: 'value', value: read.year };
    const meant = [...new Set(least === 'day' ? read.days : least === 'month' ? read.months : [])];
    const [only] = meant;
    if (only !== undefined)
      return meant.length > 1 ? { kind: 'readings', values: meant } : { kind: 'value', value: only };
    return { kind: 'issue', issue: must(`date.need_${least}`, { text: excerpt(text) }) };
  }
  const length = LENGTH[precision];
  const dates = [...new Set(read.dates.map((day) => day.slice(0, length)))];
  const [first] = dates;
  // 上个月 where a day is asked: its first or last day is what people mean.
  if (least === 'day' && first?.length === LENGTH.month && isMonthWord(text))
    return { kind: 'readings', values: [inMonth(first, 1), inMonth(first, 31)] };
  if (first === undefined || first.length < LENGTH[least]) {
    return { kind: 'issue', issue: must(`date.need_${least}`, { text: excerpt(text) }) };
  }
  return dates.length > 1 ? { kind: 'readings', values: dates } : { kind: 'value', value: first };
}

/** Whether a date lies between limits, each compared as precisely as both are given. */
export function checkDay(day: Day, limits: { min?: string | undefined; max?: string | undefined }): Issue[] {
  const { min, max } = limits;
  if (min !== undefined && day.slice(0, min.length) < min.slice(0, day.length))
    return [must('date.too_early', { min: showDay(min) })];
  if (max !== undefined && day.slice(0, max.length) > max.slice(0, day.length))
    return [must('date.too_late', { max: showDay(max) })];
  return [];
}

/** Readings outside the limits are none. */
function within(parsed: Parsed<Day>, config: Config): Parsed<Day> {
  if (parsed.kind !== 'readings') return parsed;
  const fitting = parsed.values.filter((day) => checkDay(day, config).length === 0);
  const [only] = fitting;
  if (only === undefined) return parsed;
  return fitting.length > 1 ? { kind: 'readings', values: fitting } : { kind: 'value', value: only };
}

export const date: LeafKind<Config, Day> = {
  shape: 'leaf',
  type: 'date',
  config: Config,
  value: DayValue,
  parse: (text: string, config: Config, env: ParseEnv) =>
    within(readPrecise(text, config.precision, env.today, config.least), config),
  check: (value: Day, config: Config) => checkDay(value, config),
  show: showDay,
  plain: (value) => value,
  // What is less exact has no place in a calendar.
  field: ({ precision, least = precision }) => (least === 'day' ? 'day' : 'line'),
};
