/** Text of several paragraphs. Line breaks and pasted tables stay as they were. */
import { z } from 'zod';
import { type Issue, must, should } from '../issue.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { checkLength } from './limit.ts';
import { paragraphs } from './reading.ts';
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

function check(value: string, config: Config): Issue[] {
  const issues = checkLength(value, config.max);
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
