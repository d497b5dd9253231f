/** Text of several paragraphs. Line breaks and pasted tables stay as they were. */
import { z } from 'zod';
import { type Issue, must, should } from '../issue.ts';
import { fillers, keyboard } from '../text/zh-CN/lexicon/talk.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { checkLength } from './limit.ts';
import { excerpt, half, paragraphs } from './reading.ts';
import { vague } from './vague.ts';

const Config = z.strictObject({
  type: z.literal('long_text'),
  max: z
    .int()
    .min(1)
    .optional()
    .describe('Most characters, spaces not counted; only where the notice sets a limit'),
  quantified: z.boolean().default(false).describe('Numbers are wanted: vague words draw one follow-up'),
});
type Config = z.infer<typeof Config>;
const Value = z.string().min(1);

/** Vague places named in one follow-up. */
const NAMED = 3;

function parse(text: string): Parsed<string> {
  const value = paragraphs(text);
  return value === '' ? { kind: 'issue', issue: must('text.empty') } : { kind: 'value', value };
}

/** Longest text that may say nothing; what is longer was meant. */
const TALK = 12;

/**
 * Whether a short text says nothing a form can use: digits alone, one or two characters over and over, a row of the
 * keyboard, a single letter or character. Only ever a reason to ask once.
 */
function isEmptyTalk(value: string): boolean {
  const words = half(value)
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{M}]/gu, '');
  const letters = [...words];
  if (letters.length > TALK) return false;
  if (letters.length < 2 || /^\d+$/.test(words)) return true;
  if (letters.length > 2 && new Set(letters).size <= Math.min(2, letters.length / 2)) return true;
  if (!/^[a-z]+$/.test(words)) return fillers.includes(words);
  const typed = keyboard.some((row) => row.includes(words.slice(0, 4)) && words.length > 2);
  return (
    typed ||
    fillers.includes(words) ||
    (words.length > 3 && !/[aeiouy]/.test(words) && value === value.toLowerCase())
  );
}

function check(value: string, config: Config): Issue[] {
  const issues = checkLength(value, config.max);
  if (isEmptyTalk(value)) return [...issues, should('text.empty_talk', { text: excerpt(value) })];
  if (!config.quantified) return issues;
  const places = [...new Set(vague(value).map((place) => place.words))];
  if (places.length > 0) {
    issues.push(should('text.vague', { words: places.slice(0, NAMED).join('、'), count: places.length }));
  }
  return issues;
}

export const longText: LeafKind<Config, string> = {
  shape: 'leaf',
  type: 'long_text',
  config: Config,
  value: Value,
  parse,
  check,
  show: (value) => value,
  plain: (value) => value,
  longText: true,
};
