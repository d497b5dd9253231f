/** One line of text; with `list`, several short entries in one message. */
import { z } from 'zod';
import type { Issue } from '../issue.ts';
import { must, should } from '../issue.ts';
import { entryJoins } from '../text/zh-CN/lexicon/answers.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { checkLength } from './limit.ts';
import { listOf, oneLine } from './reading.ts';

const Config = z.strictObject({
  type: z.literal('short_text'),
  max: z
    .int()
    .min(1)
    .optional()
    .describe('Most characters, spaces not counted; only where the notice sets a limit'),
  list: z
    .boolean()
    .default(false)
    .describe('Several entries in one message, separated by 、，； or line ends'),
});
type Config = z.infer<typeof Config>;
const Value = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
type Value = string | readonly string[];

/** A one-line answer longer than this is more likely meant for another question. */
const UNUSUAL = 200;

function parse(text: string, config: Config): Parsed<Value> {
  if (!config.list) {
    const line = oneLine(text);
    return line === '' ? { kind: 'issue', issue: must('text.empty') } : { kind: 'value', value: line };
  }
  const entries = [...new Set(listOf(text).map(withoutJoin))];
  return entries.length === 0
    ? { kind: 'issue', issue: must('text.empty') }
    : { kind: 'value', value: entries };
}

/** 约旦、还有埃及: what joins an entry to the one before is none of it. */
function withoutJoin(entry: string): string {
  const join = entryJoins.find((word) => entry.startsWith(word));
  return (join && entry.slice(join.length).trim()) || entry;
}

function check(value: Value, config: Config): Issue[] {
  const shown = show(value);
  const issues = checkLength(shown, config.max);
  if (issues.length > 0 || config.max !== undefined || shown.length <= UNUSUAL) return issues;
  return [should('text.unusually_long', { count: shown.length })];
}

function show(value: Value): string {
  return typeof value === 'string' ? value : value.join('，');
}

export const shortText: LeafKind<Config, Value> = {
  shape: 'leaf',
  type: 'short_text',
  config: Config,
  value: Value,
  parse,
  check,
  show,
  plain: (value) => value,
};
