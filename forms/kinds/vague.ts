/** Finds words that claim without saying how much, and numbers without a unit. Linear in the length of the text. */
import { unitlessBefore, vagueWords } from '../text/zh-CN/lexicon/vague.ts';
import { half } from './reading.ts';

export interface VaguePlace {
  /** The words found, as written. */
  readonly words: string;
  /** Position in the text, in UTF-16 units. */
  readonly at: number;
  /** A claim without a number, or a number without a unit. */
  readonly kind: 'claim' | 'bare_number';
}

const CLAIM = new RegExp(vagueWords.map(escaped).join('|'), 'g');
const NUMBER = /(?<![\w.,%])\d[\d,]*(?:\.\d+)?/g;
const CLAUSE = /[^，,。；;！!？?\n]+/g;
const DIGIT = /\d|[一二两三四五六七八九十百千万]成|百分之|[一二两三四五六七八九十]倍/;
const BEFORE = new RegExp(`(?:${unitlessBefore.map(escaped).join('|')})\\s?$`);
/** A unit, a counting word, a scale, or another mark that says what the number is. */
const UNIT_NEXT = /^\s?[\p{L}%‰°℃Ω″′µμ/·:.\-~+×x*^(]/u;

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Every vague place of a text, in order. A claim is none where a number stands in the same clause. */
export function vague(text: string): VaguePlace[] {
  const plain = half(text);
  const places: VaguePlace[] = [];
  for (const clause of text.matchAll(CLAUSE)) {
    const start = clause.index;
    const words = plain.slice(start, start + clause[0].length);
    if (!DIGIT.test(words)) {
      for (const found of clause[0].matchAll(CLAIM)) {
        places.push({ words: found[0], at: start + found.index, kind: 'claim' });
      }
    }
    places.push(...bareNumbers(words, start));
  }
  return places;
}

function bareNumbers(words: string, start: number): VaguePlace[] {
  const places: VaguePlace[] = [];
  for (const found of words.matchAll(NUMBER)) {
    const end = found.index + found[0].length;
    const next = words.slice(end, end + 8);
    const before = words.slice(Math.max(0, found.index - 4), found.index);
    if (UNIT_NEXT.test(next) || BEFORE.test(before)) continue;
    places.push({ words: found[0], at: start + found.index, kind: 'bare_number' });
  }
  return places;
}
