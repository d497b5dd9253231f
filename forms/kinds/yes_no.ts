/** Yes or no, with the reason where one is asked for, in the same message. */
import { z } from 'zod';
import { type Issue, must } from '../issue.ts';
import { text as sentence } from '../text/index.ts';
import { conditions, neither, no, yes } from '../text/zh-CN/lexicon/answers.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { excerpt, half, oneLine } from './reading.ts';

const Config = z.strictObject({
  type: z.literal('yes_no'),
  reason_if: z.enum(['yes', 'no', 'both']).optional().describe('The answer that needs a reason beside it'),
  reason_label: z.string().min(1).optional().describe('What the reason is: 国产化情况'),
});
type Config = z.infer<typeof Config>;
const Value = z.strictObject({ yes: z.boolean(), reason: z.string().min(1).optional() });
type Value = z.infer<typeof Value>;

const WORDS = [...yes.map((word) => ({ word, yes: true })), ...no.map((word) => ({ word, yes: false }))].sort(
  (a, b) => b.word.length - a.word.length,
);
const SEPARATOR = /^[\s,，.。;；、:：!！~～—\-(（]+/u;
/** Words that may only stand alone or before a stop: what follows directly makes them part of another word. */
const ALONE = /^(?:对|好|行|能|会|要|已|无|未|没|不|y|n|ok|yes|no)$/;

function parse(text: string, config: Config): Parsed<Value> {
  const line = oneLine(text);
  if (line === '') return { kind: 'issue', issue: must('yes_no.unclear', { text: '' }) };
  const read = readWord(line);
  if (!read) return unclear(line, config);
  const again = read.rest === '' ? undefined : readWord(read.rest);
  if (again && again.yes !== read.yes && again.rest === '') {
    return { kind: 'issue', issue: must('yes_no.unclear', { text: excerpt(line) }) };
  }
  const reason = read.rest;
  if (
    !wantsReason(config, read.yes) &&
    reason !== '' &&
    read.yes &&
    conditions.some((word) => reason.startsWith(word))
  ) {
    return { kind: 'issue', issue: must('yes_no.condition', { text: excerpt(line) }) };
  }
  return { kind: 'value', value: { yes: read.yes, ...(reason === '' ? {} : { reason }) } };
}

/** The yes or no at the start, and what follows it. */
function readWord(line: string): { yes: boolean; rest: string } | undefined {
  const plain = half(line).toLowerCase();
  if (neither.some((word) => plain.startsWith(word))) return undefined;
  if (/[?？]$/.test(plain) || /[吗么]$/.test(plain)) return undefined;
  for (const { word, yes: says } of WORDS) {
    if (!plain.startsWith(word)) continue;
    const rest = line.slice(word.length);
    const stop = SEPARATOR.exec(rest);
    const bare = rest.replace(SEPARATOR, '').trim();
    if (bare === '' || /^[了的吧呢啊哦呀嘛哈]+$/u.test(bare.replace(SEPARATOR, '')))
      return { yes: says, rest: '' };
    if (stop) return { yes: says, rest: bare };
    // 有两项, 可以公开: the word is part of what was said and stays in it.
    if (!ALONE.test(word)) return { yes: says, rest: line };
  }
  return undefined;
}

/** No yes or no was said. Where a reason is asked for, the words may be it: both readings are shown. */
function unclear(said: string, config: Config): Parsed<Value> {
  const line = said.replace(SEPARATOR, '');
  const question = neither.some((word) => line.startsWith(word)) || /[?？吗么]$/.test(line);
  if (config.reason_if === undefined || question || [...line].length < 4) {
    return { kind: 'issue', issue: must('yes_no.unclear', { text: excerpt(line) }) };
  }
  return {
    kind: 'readings',
    values: [
      { yes: true, reason: line },
      { yes: false, reason: line },
    ],
  };
}

function wantsReason(config: Config, says: boolean): boolean {
  return config.reason_if === 'both' || config.reason_if === (says ? 'yes' : 'no');
}

function check(value: Value, config: Config): Issue[] {
  if (value.reason !== undefined || !wantsReason(config, value.yes)) return [];
  const answer = sentence(value.yes ? 'kind.yes' : 'kind.no');
  const label = config.reason_label ?? sentence('kind.reason');
  return [must('yes_no.reason_missing', { answer, label })];
}

function show(value: Value): string {
  const answer = sentence(value.yes ? 'kind.yes' : 'kind.no');
  return value.reason === undefined ? answer : `${answer}，${value.reason}`;
}

export const yesNo: LeafKind<Config, Value> = {
  shape: 'leaf',
  type: 'yes_no',
  config: Config,
  value: Value,
  parse,
  check,
  show,
  plain: (value) => value.yes,
  pick: {
    many: false,
    of: ({ yes: says, reason = '' }) => ({
      chosen: [sentence(says ? 'kind.yes' : 'kind.no')],
      words: reason,
    }),
    beside: ({ reason_if, reason_label }) =>
      reason_if === undefined ? undefined : { label: reason_label ?? sentence('kind.reason'), join: '，' },
  },
  options: () => [
    { title: sentence('kind.yes'), value: sentence('kind.yes') },
    { title: sentence('kind.no'), value: sentence('kind.no') },
  ],
};
