/** The unit table: which names mean the same unit, and how one is converted into another. */
import { Big } from 'big.js';
import { counters, units } from '../text/zh-CN/lexicon/units.ts';

interface Unit {
  readonly dimension: string;
  readonly symbol: string;
  readonly factor: Big;
}

const table = new Map<string, Unit>();
for (const [dimension, entries] of Object.entries(units)) {
  for (const { names, factor } of entries) {
    for (const name of names) table.set(name, { dimension, symbol: names[0] ?? name, factor: Big(factor) });
  }
}

/** Multipliers between a number and its unit. */
export const SCALES: Readonly<Record<string, number>> = {
  百: 100,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
};

/** A unit as written: its place in the table, if it has one. `万吨` is 10,000 of 吨; `t/d` is of no dimension here. */
export function findUnit(written: string): Unit | undefined {
  const known = table.get(written);
  if (known) return known;
  const match = /^(百万|千万|[百千万亿])(.+)$/.exec(written);
  const inner = match ? table.get(match[2] ?? '') : undefined;
  if (!match || !inner) return undefined;
  return {
    ...inner,
    symbol: `${match[1]}${inner.symbol}`,
    factor: inner.factor.times(SCALES[match[1] ?? ''] ?? 1),
  };
}

/** Whether two writings mean the same unit: 吨 and t, t/d and 吨/天. */
export function sameUnit(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one.split('/'), other.split('/')];
  return a.length === b.length && a.every((part, at) => samePart(part, b[at] ?? ''));
}

function samePart(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [findUnit(one), findUnit(other)];
  return a !== undefined && b !== undefined && a.dimension === b.dimension && a.factor.eq(b.factor);
}

/**
 * An amount in another unit, or undefined where the two cannot be converted. `exact` is false where the result had
 * to be rounded (months into years) to four decimals.
 */
export function convert(value: Big, from: string, to: string): { value: Big; exact: boolean } | undefined {
  if (sameUnit(from, to)) return { value, exact: true };
  const [a, b] = [findUnit(from), findUnit(to)];
  if (!a || !b || a.dimension !== b.dimension) return undefined;
  const result = value.times(a.factor).div(b.factor);
  const exact = result.times(b.factor).eq(value.times(a.factor)) && result.round(10).eq(result);
  return { value: exact ? result : result.round(4), exact };
}

/** Counting words (项, 家, 台) stand for no unit. */
export function isCounter(word: string): boolean {
  return counters.includes(word);
}

/** Whether the table knows the unit, parts beside a slash taken one by one. */
export function knownUnit(written: string): boolean {
  return (
    written !== '' && written.split('/').every((part) => findUnit(part) !== undefined || isCounter(part))
  );
}
