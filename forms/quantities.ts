/** Finds quantities (number, multiplier, unit) in free Chinese text. Pure and total. */
import { SCALES } from './kinds/units.ts';
import { proseCounters, proseUnits } from './text/zh-CN/lexicon/signs.ts';
import { counters, units } from './text/zh-CN/lexicon/units.ts';

export interface Quantity {
  /** As written, unit included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The number with its multiplier (万, 亿), not yet with the unit’s factor. */
  readonly value: number;
  /** As written; empty for a bare number. */
  readonly unit: string;
  /** `mass`, `ratio`, `money`, …; undefined for a bare number. */
  readonly dimension?: string;
  /** In the first unit of its dimension (吨, %, 元 …). */
  readonly base: number;
}

interface Known {
  readonly word: string;
  readonly dimension: string;
  readonly factor: number;
}

/** Dimensions that rules on running text take together. */
const TOGETHER: Readonly<Record<string, string>> = { share: 'ratio', points: 'ratio', calendar: 'year' };
const MONTHS = 12;

const known: readonly Known[] = [
  ...Object.entries(units).flatMap(([dimension, entries]) =>
    entries.flatMap(({ names, factor }) => {
      const base = dimension === 'calendar' ? Number(factor) / MONTHS : Number(factor);
      return names.map((word) => ({ word, dimension: TOGETHER[dimension] ?? dimension, factor: base }));
    }),
  ),
  ...proseUnits.flatMap(({ words, dimension, factor }) => words.map((word) => ({ word, dimension, factor }))),
  ...[...counters, ...proseCounters].map((word) => ({ word, dimension: 'count', factor: 1 })),
].sort((left, right) => right.word.length - left.word.length);

/** Every way of writing a unit, the longest first. */
export const unitWords: readonly string[] = known.map(({ word }) => word);

const NUMBER =
  /(?<![A-Za-z\d.])(\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d])\s*(百万|千万|百|千|万|亿)?\s*/gu;
const SHARE = /([一二三四五六七八九])成(半)?|(?<![\p{Script=Han}])一半|减半/gu;
const DIGITS = '一二三四五六七八九';

/** The quantities of a text in order; dates (2025年4月8日), ordinals (第3) and numbers inside codes are left out. */
export function quantitiesIn(text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const quantity = read(text, match);
    if (quantity) found.push(quantity);
  }
  for (const match of text.matchAll(SHARE)) {
    const tens = match[1] ? DIGITS.indexOf(match[1]) + 1 + (match[2] ? 0.5 : 0) : 5;
    const end = match.index + match[0].length;
    found.push({
      text: match[0],
      start: match.index,
      end,
      value: tens * 10,
      unit: '%',
      dimension: 'ratio',
      base: tens * 10,
    });
  }
  return found.sort((left, right) => left.start - right.start);
}

function read(text: string, match: RegExpExecArray): Quantity | undefined {
  const [all, digits = '', multiplier] = match;
  const start = match.index;
  const before = text.slice(0, start);
  const after = text.slice(start + all.length);
  const numbered = /^\s*[〕\]）)号条款项届]/u.test(after) && /第\s*$|[〔[（(]\s*$/u.test(before);
  if (numbered || (/^号/u.test(after) && /[〕\]]\s*$/u.test(before))) return undefined;
  if (isDate(digits, multiplier, before, after)) return undefined;
  const value = Number(digits.replace(/[,，]/gu, '')) * (multiplier ? (SCALES[multiplier] ?? 1) : 1);
  const unit = known.find(({ word }) => after.startsWith(word) && !continues(word, after.slice(word.length)));
  const written = unit?.word ?? '';
  const end = start + (unit ? all.length + written.length : all.trimEnd().length);
  const base = unit ? value * unit.factor : value;
  const dimension = unit ? { dimension: unit.dimension } : {};
  return { text: text.slice(start, end), start, end, value, unit: written, base, ...dimension };
}

/** 2025年, 4月, 8日 of a date; a span of years (3年) is none. */
function isDate(digits: string, multiplier: string | undefined, before: string, after: string): boolean {
  if (multiplier) return false;
  if (/^(?:19|20)\d{2}$/u.test(digits) && /^(?:年(?!间|均)|[-—/.]\d{1,2})/u.test(after)) return true;
  if (/^月(?!均)/u.test(after)) return true;
  return /^[日号]/u.test(after) && /月\s*$/u.test(before);
}

/** A Latin sign must not run on into a longer word (`t` of `tea`). */
function continues(word: string, rest: string): boolean {
  return /[A-Za-z]$/u.test(word) && /^[A-Za-z]/u.test(rest);
}

/** Sentences of a text, each with its place. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/[。；;！!？?\n]+/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}
