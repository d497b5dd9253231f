/** From one date to another, or up to now. */
import { z } from 'zod';
import { type Issue, must } from '../issue.ts';
import { nowWords } from '../text/zh-CN/lexicon/dates.ts';
import { type Day, showDay } from './calendar.ts';
import { checkDay, DayValue, dateFields, readPrecise } from './date.ts';
import type { LeafKind, Parsed, ParseEnv } from './kind.ts';
import { excerpt, LINE_LIMIT, squeezed } from './reading.ts';

const Config = z.strictObject({
  type: z.literal('date_range'),
  ...dateFields,
  open: z.boolean().default(true).describe('至今 is accepted as the end'),
});
type Config = z.infer<typeof Config>;
/** `to` is null for 至今. */
const Value = z.strictObject({ from: DayValue, to: DayValue.nullable() });
type Value = z.infer<typeof Value>;

function parse(text: string, config: Config, env: ParseEnv): Parsed<Value> {
  if (text.length > LINE_LIMIT)
    return { kind: 'issue', issue: must('date_range.not_a_range', { text: excerpt(text) }) };
  const halves = split(squeezed(text));
  if (!halves) return { kind: 'issue', issue: must('date_range.not_a_range', { text: excerpt(text) }) };
  const from = readPrecise(halves.from, config.precision, env.today);
  if (from.kind === 'issue') return from;
  const to: Parsed<Day> | null =
    halves.to === null ? null : readPrecise(completed(halves.from, halves.to), config.precision, env.today);
  if (to?.kind === 'issue') return to;
  const starts = from.kind === 'value' ? [from.value] : from.values;
  const ends = to === null ? [null] : to.kind === 'value' ? [to.value] : to.values;
  const pairs = starts.flatMap((start) => ends.map((end) => ({ from: start, to: end })));
  const ordered = pairs.filter((pair) => pair.to === null || pair.from <= pair.to);
  const kept = ordered.length > 0 ? ordered : pairs;
  const [first] = kept;
  if (!first) return { kind: 'issue', issue: must('date_range.not_a_range', { text: excerpt(text) }) };
  return kept.length > 1 ? { kind: 'readings', values: kept } : { kind: 'value', value: first };
}

/** 从…到…, …至…, …～…, …-… where the dash separates two dates. */
function split(text: string): { from: string; to: string | null } | undefined {
  const plain = text.replace(/^(?:从|自)/, '').replace(/(?:为止|止)$/, '');
  const now = nowWords.find((word) => plain.endsWith(word));
  if (now) return { from: plain.slice(0, -now.length).replace(/(?:起|开始)?[至到~-]*$/, ''), to: null };
  const marked =
    /^(.+?)(?:起|开始)?(?:至|到|~|--)(.+)$/.exec(plain) ??
    /^(.+[年月日号])-(.+)$/.exec(plain) ??
    /^(\d{4})-(\d{4})年?$/.exec(plain);
  const spaced =
    marked ?? /^(\d{4}[./]\d{1,2}(?:[./]\d{1,2})?)-(\d{4}[./]\d{1,2}(?:[./]\d{1,2})?)$/.exec(plain);
  return spaced?.[1] && spaced[2] ? { from: spaced[1], to: spaced[2] } : undefined;
}

/** 2021年3月到5月: the end takes the year of the start where it names none. */
function completed(from: string, to: string): string {
  const year = /^(\d{4}年|[今去前明后]年)/.exec(from)?.[1];
  return year && /^\d{1,2}月/.test(to) ? `${year}${to}` : to;
}

function check(value: Value, config: Config): Issue[] {
  const issues = [...checkDay(value.from, config), ...(value.to === null ? [] : checkDay(value.to, config))];
  if (value.to !== null && value.to < value.from) issues.push(must('date_range.order'));
  if (value.to === null && !config.open) issues.push(must('date_range.end_missing'));
  return issues;
}

export const dateRange: LeafKind<Config, Value> = {
  shape: 'leaf',
  type: 'date_range',
  config: Config,
  value: Value,
  parse,
  check,
  show: (value) =>
    value.to === null ? `${showDay(value.from)}至今` : `${showDay(value.from)}至${showDay(value.to)}`,
  plain: (value) => value.from,
};
