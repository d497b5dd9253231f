/** A number, with a fixed unit, one of several convertible units, or any unit the person names. */
import { Big } from 'big.js';
import { z } from 'zod';
import { type Issue, must } from '../issue.ts';
import type { LeafKind, Parsed } from './kind.ts';
import type { Numeral } from './numerals.ts';
import {
  type Amount,
  checkLimits,
  keptDecimals,
  marks,
  Quantity,
  readAmount,
  showNumber,
  storable,
} from './quantity.ts';
import { excerpt } from './reading.ts';
import { convert, isCounter, knownUnit, sameUnit } from './units.ts';

const Unit = z.string().min(1).max(20);
const Config = z
  .strictObject({
    type: z.literal('number'),
    unit: Unit.optional().describe('The unit asked in and stored; a number alone is taken to be in it'),
    units: z
      .array(Unit)
      .min(2)
      .optional()
      .describe('Accepted units; the first is stored, the others are converted'),
    any_unit: z.boolean().default(false).describe('A number and whatever unit the person names: 200 t/d'),
    min: z.number().optional(),
    max: z.number().optional(),
    above: z.number().optional().describe('Must be greater than this'),
    integer: z.boolean().default(false),
    range: z.boolean().default(false).describe('3～5 is a full answer'),
    bound: z
      .boolean()
      .default(false)
      .describe('Must be said with 不低于, ≤, 等于 …: an indicator that can be tested'),
  })
  .refine((config) => [config.unit, config.units, config.any_unit || undefined].filter(Boolean).length <= 1, {
    error: 'unit, units and any_unit exclude one another',
  });
type Config = z.infer<typeof Config>;

/** A unit as people may write one; no sentence punctuation, no digit first or behind a bracket, no second "about". */
const FREE_UNIT =
  /^(?!e\d|[约多余半几数零〇一二两三四五六七八九十万亿]|千(?![克瓦米伏卡帕焦赫安])|百(?![分帕]))[\p{L}%‰°℃Ω·/](?:[\p{L}\p{M}%‰°℃Ω·/*^²³⁻¹₂()µ]|(?<=[A-Za-z^])\d){0,23}$/iu;

/** Whether the words are a unit: of its signs, its brackets closed (`t/(d·m²)`). */
function isUnit(words: string): boolean {
  const open = words.split('(').length - 1;
  const close = words.split(')').length - 1;
  return FREE_UNIT.test(words) && open === close && words.lastIndexOf('(') <= words.lastIndexOf(')');
}

function parse(text: string, config: Config): Parsed<Quantity> {
  const compound = readYearsAndMonths(text);
  if (compound && config.unit !== undefined) return fixed(compound, text, config, [config.unit]);
  const read = readAmount(text, [], config.bound);
  if ('issue' in read) return { kind: 'issue', issue: read.issue };
  const { amount } = read;
  if (config.bound && !amount.bound)
    return { kind: 'issue', issue: must('number.bound_missing', { text: excerpt(text) }) };
  if (amount.high && !config.range) {
    const params = { low: amount.low.value.toFixed(), high: amount.high.value.toFixed() };
    return { kind: 'issue', issue: must('number.one_only', params) };
  }
  if (config.any_unit) return free(amount, text);
  const accepted = config.units ?? (config.unit === undefined ? [] : [config.unit]);
  return accepted.length === 0 ? unitless(amount, text) : fixed(halved(amount), text, config, accepted);
}

/** 3年半 is 3.5 年, 一个半月 is 1.5 个月. */
function halved(amount: Amount): Amount {
  const before = /^个半(.+)$/.exec(amount.rest);
  const after = /^(.+?)半$/.exec(amount.rest);
  if (!before && !after) return amount;
  const unit = before ? (before[1] === '月' ? '个月' : (before[1] ?? '')) : (after?.[1] ?? '');
  return { ...amount, low: plus(amount.low, Big('0.5')), rest: unit };
}

function plus(numeral: Numeral, more: Big): Numeral {
  const value = numeral.value.plus(more);
  return { ...numeral, value, mantissa: value, scale: '', decimals: 1 };
}

/** 3年6个月, two and a quarter years. */
function readYearsAndMonths(text: string): Amount | undefined {
  const read = readAmount(text);
  if ('issue' in read) return undefined;
  const match = /^年(?:零|又)?(.+?)个?月$/.exec(read.amount.rest);
  const months = match ? readAmount(match[1] ?? '') : undefined;
  if (!months || 'issue' in months || months.amount.rest !== '' || months.amount.low.value.gte(12))
    return undefined;
  const { low } = read.amount;
  const value = low.value.times(12).plus(months.amount.low.value);
  return { ...read.amount, low: { ...low, value, mantissa: value, scale: '', decimals: 0 }, rest: '个月' };
}

/** A number in one of the accepted units, converted into the first. */
function fixed(amount: Amount, text: string, config: Config, accepted: readonly string[]): Parsed<Quantity> {
  const [stored = ''] = accepted;
  const written = amount.low.unit ?? amount.rest;
  if (amount.low.unit && amount.rest !== '') return wrongUnit(amount.rest, accepted);
  if (written === '' || (isCounter(written) && isCounter(stored))) {
    return written === '' && accepted.length > 1
      ? eachUnit(amount, accepted)
      : inUnit(amount, stored, stored, text);
  }
  const close = [stored, ...accepted].find((unit) => sameUnit(unit, written));
  if (close) return inUnit(amount, close, stored, text);
  if (!knownUnit(written) && !isUnit(written)) {
    return { kind: 'issue', issue: must('number.not_a_number', { text: excerpt(text) }) };
  }
  return convert(Big(1), written, stored)
    ? inUnit(amount, written, stored, text)
    : wrongUnit(written, config.units ?? accepted);
}

function wrongUnit(unit: string, accepted: readonly string[]): Parsed<Quantity> {
  return {
    kind: 'issue',
    issue: must('number.unit_wrong', { unit: excerpt(unit, 20), accepted: accepted.join('、') }),
  };
}

/** No unit said where several are accepted: one reading each. */
function eachUnit(amount: Amount, accepted: readonly string[]): Parsed<Quantity> {
  const [stored = ''] = accepted;
  const values = accepted.flatMap((unit) => {
    const read = inUnit(amount, unit, stored, '');
    return read.kind === 'value' ? [read.value] : [];
  });
  const distinct = values.filter(
    (value, at) => values.findIndex((each) => each.number === value.number) === at,
  );
  const [only] = distinct;
  if (distinct.length > 1) return { kind: 'readings', values: distinct };
  return only ? { kind: 'value', value: only } : { kind: 'issue', issue: must('number.too_precise') };
}

function inUnit(amount: Amount, from: string, to: string, text: string): Parsed<Quantity> {
  const low = convert(amount.low.value, from, to);
  const high = amount.high ? convert(amount.high.value, from, to) : undefined;
  if (!low || (amount.high && !high))
    return { kind: 'issue', issue: must('number.not_a_number', { text: excerpt(text) }) };
  if (!storable(low.value) || (high && !storable(high.value)))
    return { kind: 'issue', issue: must('number.too_precise') };
  const kept = !high && low.value.eq(amount.low.mantissa) ? keptDecimals(low.value, amount.low.decimals) : {};
  const value: Quantity = {
    number: low.value.toNumber(),
    ...(high ? { to: high.value.toNumber() } : {}),
    unit: to,
    ...marks(amount, low.exact && (high?.exact ?? true)),
    ...kept,
  };
  return { kind: 'value', value };
}

/** Any unit: kept as written, 万 and 亿 with it. */
function free(amount: Amount, text: string): Parsed<Quantity> {
  const unit = amount.low.unit ?? amount.rest;
  const scale = amount.high?.scale ?? amount.low.scale;
  if (unit === '') return { kind: 'issue', issue: must('number.unit_missing', { text: excerpt(text) }) };
  if (!isUnit(unit) || (amount.low.unit && amount.rest !== '')) {
    return { kind: 'issue', issue: must('number.not_a_number', { text: excerpt(text) }) };
  }
  const sameScale = !amount.high || amount.high.scale === amount.low.scale;
  const low = sameScale ? amount.low.mantissa : amount.low.value;
  const high = sameScale ? amount.high?.mantissa : amount.high?.value;
  if (!storable(low) || (high && !storable(high)))
    return { kind: 'issue', issue: must('number.too_precise') };
  const value: Quantity = {
    number: low.toNumber(),
    ...(high ? { to: high.toNumber() } : {}),
    unit: sameScale ? `${scale}${unit}` : unit,
    ...marks(amount),
    ...(high ? {} : keptDecimals(low, amount.low.decimals)),
  };
  return { kind: 'value', value };
}

/** No unit asked: a counting word is dropped, another unit is kept. */
function unitless(amount: Amount, text: string): Parsed<Quantity> {
  if ((amount.low.unit ?? amount.rest) !== '' && !isCounter(amount.rest)) return free(amount, text);
  const values = [amount.low.value, ...(amount.high ? [amount.high.value] : [])];
  if (!values.every(storable)) return { kind: 'issue', issue: must('number.too_precise') };
  const value: Quantity = {
    number: amount.low.value.toNumber(),
    ...(amount.high ? { to: amount.high.value.toNumber() } : {}),
    ...marks(amount),
    ...(amount.high || amount.low.scale ? {} : keptDecimals(amount.low.value, amount.low.decimals)),
  };
  return { kind: 'value', value };
}

function check(value: Quantity, config: Config): Issue[] {
  return checkLimits(value, config, value.unit ?? '');
}

function show(value: Quantity): string {
  return `${showNumber(value)}${value.unit ?? ''}`;
}

/** The number in its base unit: 万吨 of a free unit counts as 10,000 吨, so that sums and products are right. */
function plain(value: Quantity, config: Config): number {
  const scale = config.unit || config.units ? undefined : /^(万亿|[万亿])(?=.)/.exec(value.unit ?? '')?.[0];
  const factor = scale === '万亿' ? 1e12 : scale === '亿' ? 1e8 : scale === '万' ? 1e4 : 1;
  return Big(value.number).times(factor).toNumber();
}

export const number: LeafKind<Config, Quantity> = {
  shape: 'leaf',
  type: 'number',
  config: Config,
  value: Quantity,
  parse,
  check,
  show,
  plain,
};
