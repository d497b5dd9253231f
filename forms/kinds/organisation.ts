/** One organisation, by the full name on its seal. A short name is asked back, never completed. */
import { z } from 'zod';
import { type Issue, must, should } from '../issue.ts';
import * as names from '../text/zh-CN/lexicon/names.ts';
import { nobodysNames } from '../text/zh-CN/lexicon/talk.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { withoutLabel } from './label.ts';
import { excerpt, half, LINE_LIMIT, listOf, oneLine } from './reading.ts';

const Config = z.strictObject({ type: z.literal('organisation') });
type Config = z.infer<typeof Config>;
const Value = z.string().min(1).max(200);

function parse(text: string): Parsed<string> {
  if (text.length > LINE_LIMIT) return { kind: 'issue', issue: must('organisation.too_long') };
  const line = tidy(oneLine(text));
  // A phone number or mailbox behind it was meant for other questions.
  const more = /\d{7,}|\d{3,4}-\d{7,}|@/.test(half(line));
  if (line === '' || !/\p{L}/u.test(line) || more || nobodysNames.includes(line.toLowerCase()))
    return { kind: 'issue', issue: must('organisation.not_a_name', { text: excerpt(text) }) };
  if ([...line].length > 200) return { kind: 'issue', issue: must('organisation.too_long') };
  const entries = listOf(line, '、，；;')
    .map(tidy)
    .filter((entry) => entry !== '');
  const several = entries.length > 1 && entries.filter(named).length > 1;
  // A sentence, not a name: 基地类的，也有个活动.
  if (entries.length > 1 && /[，,；;。]/u.test(line) && !entries.some(named))
    return { kind: 'issue', issue: must('organisation.not_a_name', { text: excerpt(text) }) };
  if (several) return { kind: 'issue', issue: must('organisation.several', { count: entries.length }) };
  return { kind: 'value', value: line };
}

/** Whether an entry of a list ends as an organisation's name does. */
function named(entry: string): boolean {
  return names.organisationEndings.some((word) => entry.endsWith(word));
}

/** Without label, quotes around and stops behind; between hanzi, spaces come from typing, not from the name. */
function tidy(line: string): string {
  let name = line;
  for (;;) {
    const before = name;
    name = withoutLabel(name, names.organisationLabels)
      .replace(/^[“"'《]+|[”"'》]+$/gu, '')
      .replace(/[(（](?:盖章|公章|加盖公章)[)）]$/u, '')
      .replace(/[。，,;；.\s]+$/u, '')
      .replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '')
      .trim();
    if (name === before) return name;
  }
}

/** Whether a name looks like the full one. Only a hint: the seal decides. */
export function looksFull(name: string): boolean {
  if (!/\p{Script=Han}/u.test(name)) return name.includes(' ') || name.length >= 8;
  const core = name.replace(/[（(][^（()）]*[)）]$/u, '');
  if (names.shortNames.includes(core) || names.shortBeginnings.some((word) => core.startsWith(word)))
    return false;
  if (names.shortEndings.some((word) => core.endsWith(word))) return false;
  const ending = names.organisationEndings
    .filter((word) => core.endsWith(word))
    .sort((a, b) => b.length - a.length)[0];
  if (ending === undefined) return false;
  if (core.endsWith('公司') && !names.legalForms.some((word) => core.includes(word))) return false;
  const least = names.weakEndings.includes(ending) ? 6 : ending.length + 2;
  return [...core].length >= least;
}

function check(value: string): Issue[] {
  return looksFull(value) ? [] : [should('organisation.short_name', { text: value })];
}

export const organisation: LeafKind<Config, string> = {
  shape: 'leaf',
  type: 'organisation',
  config: Config,
  value: Value,
  parse,
  check,
  show: (value) => value,
  plain: (value) => value,
};
