/** 英文缩写须注明全称 (000 附件1, 填报说明). */
import { z } from 'zod';
import { questionAt } from '../plan.ts';
import { formula, notAbbreviations } from '../text/zh-CN/lexicon/signs.ts';
import { define, type Found, textsOf } from './define.ts';

/** Kinds whose answers are names and codes, not prose. */
const NAMES: ReadonlySet<string> = new Set([
  'email',
  'phone',
  'identifiers',
  'file',
  'files',
  'organisation',
  'person',
]);

/** A capital abbreviation standing by itself: no part of a code (ZL2020…, DN200) or of a longer word. */
const TOKEN = /(?<![A-Za-z0-9.@/_-])[A-Z][A-Z]+(?:s|x)?(?![A-Za-z0-9@_₀-₉]|[-.]\d|\.[a-z])/gu;

/** Whether the abbreviation at that place has its full name beside it: 全称（ABBR） or ABBR（全称）. */
function expandedAt(text: string, start: number, end: number): boolean {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const inBrackets =
    /[\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z\s·-]+[（(][^（()）]*$/u.test(before) &&
    /^[^（()）]*[）)]/u.test(after);
  const bracketed = /^\s*[（(]([^）)]*)[）)]/u.exec(after)?.[1] ?? '';
  return inBrackets || /\p{Script=Han}{2,}|[A-Za-z]{2,}[\s-]+[A-Za-z]{2,}/u.test(bracketed);
}

/** Each abbreviation needs its full name where it is first used; units, formulas and model numbers do not. */
export const abbreviationsExpanded = define(
  'abbreviations_expanded',
  'must',
  { allow: z.array(z.string()).default([]).describe('Abbreviations that need no full name in this call') },
  (context, { allow }) => {
    const first = new Map<string, { expanded: boolean; later?: string; found: Found }>();
    for (const { path, label, text } of textsOf(context)) {
      const kind = questionAt(context.call, path)?.kind.type;
      if (kind !== undefined && NAMES.has(kind)) continue;
      for (const match of text.matchAll(TOKEN)) {
        const [abbreviation] = match;
        if (
          allow.includes(abbreviation) ||
          notAbbreviations.has(abbreviation.toUpperCase()) ||
          formula.test(abbreviation)
        )
          continue;
        const expanded = expandedAt(text, match.index, match.index + abbreviation.length);
        const known = first.get(abbreviation);
        if (!known)
          first.set(abbreviation, {
            expanded,
            found: { code: 'abbreviation', params: { abbreviation, label }, path },
          });
        else if (expanded && !known.expanded && known.later === undefined) known.later = label;
      }
    }
    return [...first.values()].flatMap(({ expanded, later, found }): Found[] => {
      if (expanded) return [];
      return later === undefined
        ? [found]
        : [{ ...found, code: 'abbreviation_late', params: { ...found.params, later } }];
    });
  },
);
