/** Rules about quantities in free text. Heuristics: they ask, and a person's word stands. */
import { z } from 'zod';
import { type Quantity, quantitiesIn, sentencesOf } from '../quantities.ts';
import { ValueRef } from '../reference.ts';
import { currencies } from '../text/zh-CN/lexicon/money.ts';
import { baselines, changes, scales } from '../text/zh-CN/lexicon/signs.ts';
import { define, type Found, labelOf, textsOf } from './define.ts';

const RELATIVE: ReadonlySet<string> = new Set(['ratio', 'times']);
const ABSOLUTE: ReadonlySet<string> = new Set([
  ...['mass', 'coal', 'carbon', 'volume', 'energy', 'heat', 'money', 'dollar', 'euro', 'area', 'power'],
]);

function cut(sentence: string): string {
  return sentence.length > 40 ? `${sentence.slice(0, 40)}……` : sentence;
}

/** 推荐采用定量描述的方式 (000 附件1 三(二)): at least one number with its unit. */
export const hasNumberWithUnit = define('has_number_with_unit', 'should', {}, (context) => {
  const places = textsOf(context);
  if (places.length === 0) return [];
  const found = places.flatMap((place) => quantitiesIn(place.text));
  if (found.some((each) => each.unit !== '')) return [];
  const [bare] = found;
  return [bare ? { code: 'number_without_unit', params: { number: bare.text } } : { code: 'no_number' }];
});

/** Sentences with a value of that sort and a word of change, and nothing that places it. */
function unplaced(text: string, sorts: ReadonlySet<string>, placed: RegExp): string[] {
  if (new RegExp(`均[^。；]*(?:${placed.source})`, 'u').test(text)) return [];
  return sentencesOf(text).filter((sentence) => {
    const values = quantitiesIn(sentence).filter((each) => sorts.has(each.dimension ?? ''));
    const halved = sorts === RELATIVE && /翻[一两]?番|减半/u.test(sentence);
    return (values.length > 0 || halved) && changes.test(sentence) && !placed.test(sentence);
  });
}

/** 数据用相对值时，需说明比较的基准或对比技术 (000 附件1 三(二)). */
export const relativeNeedsBaseline = define('relative_needs_baseline', 'person', {}, (context) =>
  textsOf(context).flatMap(({ path, text }): Found[] => {
    const [sentence] = unplaced(text, RELATIVE, baselines);
    return sentence ? [{ code: 'relative_without_baseline', params: { sentence: cut(sentence) }, path }] : [];
  }),
);

/** 绝对值要注明工程规模 (000 附件1 三(二)). */
export const absoluteNeedsScale = define('absolute_needs_scale', 'person', {}, (context) =>
  textsOf(context).flatMap(({ path, text }): Found[] => {
    const [sentence] = unplaced(text, ABSOLUTE, scales);
    return sentence ? [{ code: 'absolute_without_scale', params: { sentence: cut(sentence) }, path }] : [];
  }),
);

/**
 * Every number of this text also stands in another (004: 展板文字“应从成果文字说明材料中提炼”), or in one of several (002: the
 * indicators of the proposed guideline are those of the project).
 */
export const numbersAlsoIn = define(
  'numbers_also_in',
  'person',
  { other: ValueRef, others: z.array(ValueRef).default([]).describe('Further places where it may stand') },
  (context, { other, others }) => {
    const places = textsOf(context, [other, ...others]);
    const there = places.flatMap((place) => quantitiesIn(place.text));
    if (places.length === 0) return [];
    const missing = textsOf(context).flatMap((place) =>
      quantitiesIn(place.text).filter((each) => !there.some((known) => same(each, known))),
    );
    if (missing.length === 0) return [];
    const labels = [other, ...others].map((id) => labelOf(context, id)).join('、');
    return [
      {
        code: 'numbers_not_in',
        params: { numbers: missing.map((each) => each.text).join('、'), other: labels },
      },
    ];
  },
);

const CURRENCIES = Object.values(currencies).flat();

/**
 * An amount names its currency (004 附件2: 中方投入情况, 外方投入情况, where either side may pay in its own). A round
 * amount (300万) without unit is money; a bare number is asked about where nothing in the text has a unit.
 */
export const currencyNamed = define('currency_named', 'should', {}, (context) =>
  textsOf(context).flatMap(({ path, text }): Found[] => {
    const found = quantitiesIn(text);
    const bare = found.filter(
      (each) => each.unit === '' && !namesCurrency(text.slice(0, each.start), text.slice(each.end)),
    );
    const amount =
      bare.find((each) => /[百千万亿]$/u.test(each.text)) ??
      (found.some((each) => each.unit !== '') ? undefined : bare[0]);
    return amount ? [{ code: 'currency_missing', params: { number: amount.text }, path }] : [];
  }),
);

function namesCurrency(before: string, after: string): boolean {
  const said = (text: string) => text.trim().toUpperCase();
  return CURRENCIES.some((name) => said(before).endsWith(name) || said(after).startsWith(name));
}

function same(left: Quantity, right: Quantity): boolean {
  if (left.dimension !== right.dimension) return false;
  return Math.abs(left.base - right.base) <= 1e-9 * Math.max(1, Math.abs(left.base));
}
