/** 技术内容和数据要前后一致，保证可核查、可验证 (000 附件1, 注意三). */
import { z } from 'zod';
import { quantitiesIn, unitWords } from '../quantities.ts';
import { ValueRef } from '../reference.ts';
import { define, type Found, type Place, textsOf } from './define.ts';
import type { RuleContext } from './rule.ts';

/** A number of the form with the names under which texts may speak of it. */
interface Stated {
  readonly path: string;
  readonly label: string;
  readonly names: readonly string[];
  readonly shown: string;
  readonly dimension: string;
  readonly base: number;
}

/** Between the name and its number at most a few linking words. */
const LINK =
  /^\s*(?:[（(][^（()）]{0,12}[）)])?\s*(?:共|总计|合计|大约|达到|分别|仅|就|只)?\s*(?:是|为|约|达|计|有|：|:|＝|=|即|大约|约为|达到|共计|合计)?\s*(?:约|近|仅)?\s*$/u;
/** Words before a name that make it another quantity: 案例的实际…, 传统工艺的…. */
const OTHER = /(?:案例|实际|传统|常规|同类|改造前|原有|行业|对照|不含|平均|年均|单位|吨|每)[^，。；]{0,8}$/u;

/**
 * Texts that state a number of the form differently. It reads prose, so it warns and does not refuse; numbers that
 * must agree exactly are compared by `same_as` and `sum_equals`.
 */
export const consistentQuantities = define(
  'consistent_quantities',
  'should',
  {
    names: z
      .array(z.strictObject({ question: ValueRef, words: z.array(z.string().min(2)).min(1) }))
      .default([])
      .describe('Further words by which texts speak of a number'),
    tolerance: z.number().min(0).default(0.005).describe('Share by which two values may differ as rounding'),
  },
  (context, { names, tolerance }) => {
    const texts = textsOf(context);
    const stated = statedIn(context, texts, new Map(names.map((each) => [each.question, each.words])));
    return texts.flatMap((place) => stated.flatMap((each) => differing(place, each, tolerance)));
  },
);

/** Number answers of the form, and rows that pair a name with a value. */
function statedIn(
  context: RuleContext,
  texts: readonly Place[],
  more: ReadonlyMap<string, readonly string[]>,
): Stated[] {
  const shown = new Map(texts.map((place) => [place.path, place]));
  return context.slots.flatMap((slot): Stated[] => {
    const place = shown.get(slot.path);
    if (!place || slot.control) return [];
    const [quantity] = quantitiesIn(place.text);
    // A number answer is the number and nothing else; prose that begins with one is not.
    if (!quantity?.dimension || quantity.start > 2 || quantity.end < place.text.trimEnd().length) return [];
    const name =
      slot.row && /\/value$/.test(slot.path)
        ? shown.get(slot.path.replace(/value$/, 'name'))?.text
        : undefined;
    // Columns bear general names (规模, 年限) that texts use for other things.
    if (slot.row && !name) return [];
    const names = name ? [name] : [slot.leaf.label, ...slot.leaf.aliases, ...(more.get(slot.path) ?? [])];
    const long = names.filter((word) => word.length >= 4 || more.get(slot.path)?.includes(word));
    const { dimension, base } = quantity;
    return [
      { path: slot.path, label: name ?? slot.leaf.label, names: long, shown: place.text, dimension, base },
    ];
  });
}

function differing(place: Place, stated: Stated, tolerance: number): Found[] {
  if (place.path === stated.path) return [];
  for (const quantity of quantitiesIn(place.text)) {
    if (quantity.dimension !== stated.dimension || perUnit(place.text.slice(quantity.end))) continue;
    const before = place.text.slice(Math.max(0, quantity.start - 40), quantity.start);
    const name = stated.names.find((word) => {
      const at = before.lastIndexOf(word);
      return at >= 0 && LINK.test(before.slice(at + word.length)) && !OTHER.test(before.slice(0, at));
    });
    if (!name || Math.abs(quantity.base - stated.base) <= tolerance * Math.abs(stated.base)) continue;
    const params = {
      label: stated.label,
      stated: stated.shown,
      place: place.label,
      found: `${name}${before.slice(before.lastIndexOf(name) + name.length)}${quantity.text}`,
    };
    return [{ code: 'quantity_differs', level: 'should', params, path: place.path }];
  }
  return [];
}

const WORDS = unitWords.map((word) => word.replace(/[.*+?^$()[\]{}|\\/]/g, '\\$&')).join('|');
const PER_UNIT = new RegExp(`^\\s*(?:/|每|／)\\s*(?:${WORDS})`, 'u');

/** 元/吨, 吨每年: another quantity than the plain unit. */
function perUnit(after: string): boolean {
  return PER_UNIT.test(after);
}
