/** Rules about the words of an answer. */
import { z } from 'zod';
import { leafKindOf } from '../kinds/index.ts';
import { ValueRef } from '../reference.ts';
import { formula, notAbbreviations } from '../text/zh-CN/lexicon/signs.ts';
import { define, type Found, textsOf } from './define.ts';
import type { RuleContext } from './rule.ts';

/** Words that must or should not stand in an answer (000 附件1 二(一)3: 不宜出现“研究、产业、应用”等字样). */
export const bannedWords = define(
  'banned_words',
  'should',
  { words: z.array(z.string().min(1)).min(1), questions: z.array(ValueRef).optional() },
  (context, { words, questions }) =>
    textsOf(context, questions).flatMap(({ path, text }): Found[] => {
      const found = words.filter((word) => text.includes(word));
      return found.length > 0 ? [{ code: 'banned_words', params: { words: found.join('、') }, path }] : [];
    }),
);

/** No Latin abbreviation (000 附件1 二(一)3: 不含英文缩写). Formulas and units are asked about, not refused. */
export const noLatinAbbreviation = define(
  'no_latin_abbreviation',
  'must',
  { allow: z.array(z.string()).default([]) },
  (context, { allow }) =>
    textsOf(context).flatMap(({ path, text }) => {
      const words = [...new Set(text.normalize('NFKC').match(/[A-Za-z][A-Za-z0-9₀-₉]*/gu) ?? [])];
      const latin = words.filter((word) => /[A-Za-z]{2,}/u.test(word) && !allow.includes(word));
      const formulas = latin.filter((word) => formula.test(word) || notAbbreviations.has(word.toUpperCase()));
      const others = latin.filter((word) => !formulas.includes(word));
      const found: Found[] = [];
      if (others.length > 0)
        found.push({ code: 'latin_abbreviation', params: { words: others.join('、') }, path });
      if (formulas.length > 0) {
        found.push({ code: 'latin_formula', level: 'person', params: { words: formulas.join('、') }, path });
      }
      return found;
    }),
);

/**
 * Length in 字. No notice says how 字 is counted: every non-space character counts; a text that passes only by
 * Word's way of counting (a Latin word or a number as one) is warned of, and so is one that passes only without the
 * headings that a document prints over its parts.
 */
export const textLimit = define(
  'text_limit',
  'must',
  {
    max: z.int().min(1).optional(),
    min: z.int().min(1).optional(),
    labels: z
      .boolean()
      .default(false)
      .describe('The parts are printed under their labels: with these it may only warn'),
  },
  (context, { max, min, labels }) => {
    const places = textsOf(context);
    if (places.length === 0) return [];
    const text = places.map((place) => place.text).join('\n');
    const strict = strictCount(text);
    const word = wordCount(text);
    if (min !== undefined && strict < min)
      return [{ code: 'text_too_short', params: { count: strict, min } }];
    if (max === undefined) return [];
    if (strict <= max) {
      const whole = strict + (labels ? strictCount(headingsOf(context)) : 0);
      return whole <= max
        ? []
        : [{ code: 'text_limit_labels', level: 'should', params: { count: strict, whole, max } }];
    }
    const params = { count: strict, word, max, over: strict - max };
    return word <= max
      ? [{ code: 'text_limit_word', level: 'should', params }]
      : [{ code: 'text_limit', params }];
  },
);

/** What is printed beside the parts that have text: 一、背景 over a long one, 时间： before a short one. */
function headingsOf(context: RuleContext): string {
  const { at, slots } = context;
  return slots
    .filter(({ path, control }) => !control && path.startsWith(`${at?.path ?? ''}/`))
    .filter(({ path }) => context.shown(path) !== '')
    .map(({ leaf }) => (leafKindOf(leaf).longText ? `一、${leaf.label}` : `${leaf.label}：`))
    .join('');
}

/** Every character that is no white space. */
export function strictCount(text: string): number {
  return [...text.replace(/\s+/gu, '')].length;
}

/** As Word counts 字数: a run of Latin letters and digits is one. */
export function wordCount(text: string): number {
  const runs = text.match(/[\p{Script=Latin}\p{N}]+(?:[.,'’-][\p{Script=Latin}\p{N}]+)*/gu) ?? [];
  const rest = text
    .replace(/[\p{Script=Latin}\p{N}]+(?:[.,'’-][\p{Script=Latin}\p{N}]+)*/gu, '')
    .replace(/\s+/gu, '');
  return runs.length + [...rest].length;
}

/** Signs that a name must not have (002: files are named after the project), and how it begins or ends. */
export const namePattern = define(
  'name_pattern',
  'should',
  {
    forbid: z.string().default('\\/:*?"<>|').describe('Characters that must not occur'),
    starts_with: z.string().min(1).optional(),
    ends_with: z.string().min(1).optional(),
  },
  (context, { forbid, starts_with, ends_with }) =>
    textsOf(context).flatMap(({ path, text }) => {
      const signs = [...new Set([...text].filter((sign) => forbid.includes(sign)))];
      const found: Found[] = [];
      if (signs.length > 0) found.push({ code: 'name_signs', params: { signs: signs.join(' ') }, path });
      if (starts_with && !text.startsWith(starts_with)) {
        found.push({ code: 'name_start', params: { start: starts_with }, path });
      }
      if (ends_with && !text.endsWith(ends_with))
        found.push({ code: 'name_end', params: { end: ends_with }, path });
      return found;
    }),
);
