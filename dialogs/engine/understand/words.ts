/**
 * Comparing what people type with lists of words. `fold` keeps the length, so that positions in the folded text are
 * positions in the person's own words; `squeeze` is for comparing whole short messages only.
 */

import { politeHeads, politeTails } from '../../../forms/text/zh-CN/lexicon/phrases.ts';
import { simplified } from '../../../forms/text/zh-CN/lexicon/traditional.ts';

/** Longest message, in UTF-16 units, that may be nothing but a command or a set phrase. */
export const SHORT = 40;

const FOLDED = new RegExp(
  `[A-Z\\uff01-\\uff5e\\u3000\\u00a0\\u2000-\\u200a\\u202f\\u205f${[...simplified.keys()].join('')}]`,
  'g',
);
const EDGE = /[\s\p{P}\p{S}\p{C}\p{M}]/u;
const INNER = /[\p{P}\p{S}\p{C}\p{M}]+/gu;
const LOOSE_SPACE = /(?<![a-z0-9]) +| +(?![a-z0-9])/g;

/** Lower case, half width and simplified, position by position. */
export function fold(text: string): string {
  return text.replace(FOLDED, (char) => {
    const simple = simplified.get(char);
    if (simple !== undefined) return simple;
    const code = char.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
    return code < 0x80 ? char.toLowerCase() : ' ';
  });
}

/** What is left of a phrase for comparing: no punctuation, no emoji, no spaces but those between Latin words. */
export function squeeze(text: string): string {
  return fold(text).replace(INNER, '').replace(/\s+/g, ' ').replace(LOOSE_SPACE, '').trim();
}

/** Whether there is any letter or digit in it. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** A set of phrases, squeezed. */
export function phraseSet(...lists: readonly (readonly string[])[]): ReadonlySet<string> {
  return new Set(lists.flat().map(squeeze));
}

const byLength = (words: readonly string[]): string[] => [...words].sort((a, b) => b.length - a.length);
const heads = byLength(politeHeads.map(squeeze));
const tails = byLength(politeTails.map(squeeze));

/**
 * A short message without its politeness: the squeezed words first, then with heads and tails taken off, each form
 * once, the least shortened first. Empty for a long message.
 */
export function bareForms(text: string): readonly string[] {
  if (text.length > SHORT * 2) return [];
  const whole = squeeze(text);
  if (whole === '' || whole.length > SHORT) return [];
  const forms = [whole];
  for (let at = 0; at < forms.length && forms.length < 24; at++) {
    const form = forms[at] ?? '';
    for (const next of [withoutTail(form), withoutHead(form)]) {
      if (next && !forms.includes(next)) forms.push(next);
    }
  }
  return forms;
}

function withoutHead(form: string): string {
  const head = heads.find((each) => form.startsWith(each));
  return head ? form.slice(head.length).trim() : '';
}

function withoutTail(form: string): string {
  const tail = tails.find((each) => form.endsWith(each));
  return tail ? form.slice(0, form.length - tail.length).trim() : '';
}

/** Takes spaces, punctuation and emoji off both ends, leaving the rest as it is. */
export function trimEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && EDGE.test(text.charAt(start))) start++;
  while (end > start && EDGE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The longest of the words that the text begins with. */
export function headOf(text: string, words: readonly string[]): string | undefined {
  return longest(words.filter((word) => text.startsWith(word)));
}

/** The longest of the words that the text ends with. */
export function tailOf(text: string, words: readonly string[]): string | undefined {
  return longest(words.filter((word) => text.endsWith(word)));
}

function longest(words: readonly string[]): string | undefined {
  return words.reduce<string | undefined>(
    (best, word) => (best && best.length >= word.length ? best : word),
    undefined,
  );
}

/** The first place where one of the words stands, the longest word where several begin there. */
export function firstOf(
  text: string,
  words: readonly string[],
  from = 0,
): { at: number; word: string } | undefined {
  let found: { at: number; word: string } | undefined;
  for (const word of words) {
    const at = text.indexOf(word, from);
    if (at < 0) continue;
    if (!found || at < found.at || (at === found.at && word.length > found.word.length)) found = { at, word };
  }
  return found;
}

/** Whether two words differ by one character too many, too few, other or swapped; gives the characters concerned. */
export function slip(typed: string, meant: string): string | undefined {
  // One character is two units at most: longer or shorter by more, no need to look at them one by one.
  if (Math.abs(typed.length - meant.length) > 2) return undefined;
  const a = [...typed];
  const b = [...meant];
  if (Math.abs(a.length - b.length) > 1 || typed === meant) return undefined;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  const swapped = left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  if (!swapped && (left.length > 1 || right.length > 1)) return undefined;
  return [...left, ...right].join('');
}
