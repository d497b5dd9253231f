/** An amount of money, stored in the unit asked for; other currencies only where the call allows them. */
import { Big } from 'big.js';
import { z } from 'zod';
import { type Issue, must, should } from '../issue.ts';
import { currencies, moneyScales } from '../text/zh-CN/lexicon/money.ts';
import type { LeafKind, Parsed } from './kind.ts';
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
import { excerpt, LINE_LIMIT, squeezed } from './reading.ts';
import { sameUnit } from './units.ts';

const Config = z.strictObject({
  type: z.literal('money'),
  unit: z
    .enum(['元', '千元', '万元', '百万元', '亿元'])
    .default('万元')
    .describe('The unit asked in and stored'),
  per: z
    .string()
    .min(1)
    .max(20)
    .optional()
    .describe('Per what: 吨, 年, 吨产品; `any` where the person names it, `maybe` where they may'),
  foreign: z.boolean().default(false).describe('Other currencies are accepted and kept as named'),
  min: z.number().optional(),
  max: z.number().optional(),
  above: z.number().optional(),
  range: z.boolean().default(false),
});
type Config = z.infer<typeof Config>;

/** `unit` is scale and currency (`万元`, `万美元`), `per` what it is for. */
const Value = Quantity.extend({
  unit: z.string().min(1),
  /** ISO 4217, absent for CNY. */
  currency: z.string().length(3).optional(),
  per: z.string().min(1).max(20).optional(),
});
type Value = z.infer<typeof Value>;

const WORDS = Object.entries(currencies)
  .flatMap(([code, names]) => names.map((name) => ({ code, name })))
  .sort((a, b) => b.name.length - a.name.length);
const PER_UNIT = /^[\p{L}][\p{L}\p{M}0-9²³·.()]{0,15}$/u;

function parse(text: string, config: Config): Parsed<Value> {
  if (text.length > LINE_LIMIT) return { kind: 'issue', issue: must('number.too_long') };
  // 1200w: as people type 万 in a chat.
  const words = takePer(squeezed(text).replace(/(?<=\d)[wW](?![A-Za-z])/g, '万'));
  const symbols = WORDS.map((word) => word.name).filter((name) => !/^[元块圆]/.test(name));
  const read = readAmount(words.rest, symbols);
  if ('issue' in read) return { kind: 'issue', issue: read.issue };
  const { amount } = read;
  if (amount.low.unit) return { kind: 'issue', issue: must('money.not_money', { text: excerpt(text) }) };
  if (amount.high && !config.range) {
    const params = { low: amount.low.value.toFixed(), high: amount.high.value.toFixed() };
    return { kind: 'issue', issue: must('number.one_only', params) };
  }
  const currency = currencyOf(words.rest, amount);
  if (!currency) return { kind: 'issue', issue: must('money.not_money', { text: excerpt(text) }) };
  if (currency.code !== 'CNY' && !config.foreign) {
    return {
      kind: 'issue',
      issue: must('money.foreign', { currency: currencies[currency.code]?.[0] ?? currency.code }),
    };
  }
  const per = perOf(words.per, config);
  if ('issue' in per) return { kind: 'issue', issue: per.issue };
  return stored(amount, currency, per.per, config);
}

interface Currency {
  readonly code: string;
  /** Whether a currency or a scale was said, so that the size is certain. */
  readonly certain: boolean;
}

/** The currency named before or after the number; undefined where other words stand there. */
function currencyOf(text: string, amount: Amount): Currency | undefined {
  let rest = amount.rest;
  const found = new Set<string>();
  for (let word = wordAt(rest); word; word = wordAt(rest)) {
    found.add(word.code);
    rest = rest.slice(word.name.length);
  }
  if (rest !== '') return undefined;
  let head = text.slice(0, Math.max(0, text.search(/[\d一二两三四五六七八九十半]/)));
  for (const word of WORDS) {
    if (!head.includes(word.name)) continue;
    found.add(word.code);
    head = head.replace(word.name, '');
  }
  const [code = 'CNY', ...more] = found;
  if (more.length > 0) return undefined;
  return { code, certain: found.size > 0 || amount.low.scale !== '' || (amount.high?.scale ?? '') !== '' };
}

function wordAt(text: string): { code: string; name: string } | undefined {
  return WORDS.find((word) => text.startsWith(word.name));
}

/** 每吨36元, 36元/吨产品, 36元每吨. */
function takePer(text: string): { rest: string; per?: string } {
  const before =
    /^每(?!年$)(\p{L}{1,8}?)(?=(?:大?约|不|超|低于|高于|至少|最多|是|为|[\d一二两三四五六七八九十半¥$]))/u.exec(
      text,
    );
  if (before?.[1]) return { rest: text.slice(before[0].length), per: before[1] };
  const after = /(?<=[元块圆金镑布])(?:\/|每|一)([\p{L}][^/每，。,;；]{0,15})$/u.exec(text);
  if (after?.[1]) return { rest: text.slice(0, after.index), per: after[1] };
  return { rest: text };
}

function perOf(said: string | undefined, config: Config): { per?: string } | { issue: Issue } {
  const asked = config.per?.replace(/^.*\//, '');
  if (asked === undefined) return said && PER_UNIT.test(said) ? { per: said } : {};
  if (asked === 'maybe') return said && PER_UNIT.test(said) ? { per: said } : {};
  if (asked !== 'any') {
    return said === undefined || sameUnit(said, asked)
      ? { per: asked }
      : { issue: must('money.per_wrong', { said: excerpt(said, 20), asked }) };
  }
  return said && PER_UNIT.test(said) ? { per: said } : { issue: must('money.per_missing') };
}

/** The amount in the unit asked; two readings where only a number was said. */
function stored(amount: Amount, currency: Currency, per: string | undefined, config: Config): Parsed<Value> {
  const scale = config.unit.replace('元', '');
  const name = currency.code === 'CNY' ? '元' : (currencies[currency.code]?.[0] ?? currency.code);
  const make = (factor: Big): Value | undefined => {
    const size = Big(moneyScales[scale] ?? 1);
    const low = amount.low.value.times(factor).div(size);
    const high = amount.high?.value.times(factor).div(size);
    if (!storable(low) || (high && !storable(high))) return undefined;
    return {
      number: low.toNumber(),
      ...(high ? { to: high.toNumber() } : {}),
      unit: `${scale}${name}`,
      ...marks(amount),
      ...(!high && low.eq(amount.low.mantissa) ? keptDecimals(low, amount.low.decimals) : {}),
      ...(currency.code === 'CNY' ? {} : { currency: currency.code }),
      ...(per ? { per } : {}),
    };
  };
  const factors = currency.certain || scale === '' ? [Big(1)] : [Big(moneyScales[scale] ?? 1), Big(1)];
  const values = factors.map(make).filter((value) => value !== undefined);
  const [first, second] = values;
  if (!first) return { kind: 'issue', issue: must('number.too_precise') };
  return second && first.number !== second.number
    ? { kind: 'readings', values }
    : { kind: 'value', value: first };
}

function check(value: Value, config: Config): Issue[] {
  const issues = checkLimits(value, config, value.unit);
  if (value.per !== undefined && config.per === undefined)
    issues.push(should('money.per_given', { per: value.per }));
  return issues;
}

export const money: LeafKind<Config, Value> = {
  shape: 'leaf',
  type: 'money',
  config: Config,
  value: Value,
  parse,
  check,
  show: (value) => `${showNumber(value)}${value.unit}${value.per ? `/${value.per}` : ''}`,
  plain: (value) => (value.currency === undefined ? value.number : undefined),
};
