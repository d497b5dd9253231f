/** One of several options, or a free text where the form prints 其他. */
import { z } from 'zod';
import { type Issue, must } from '../issue.ts';
import type { LeafKind, Parsed } from './kind.ts';
import {
  Chosen,
  choiceFields,
  named,
  OTHER,
  optionPicking,
  otherTitle,
  repliesOf,
  showChosen,
  titleOf,
  wellFormed,
} from './options.ts';
import { excerpt, LINE_LIMIT, oneLine } from './reading.ts';

const Config = z
  .strictObject({ type: z.literal('choice'), ...choiceFields })
  .refine(wellFormed, { error: 'option values are unique; `other` is kept for the free choice' });
type Config = z.infer<typeof Config>;

/** Longest words, in characters, that are taken as the free text without its name before them. */
const OPEN = 20;

function parse(text: string, config: Config): Parsed<Chosen> {
  if (text.length > LINE_LIMIT) return { kind: 'issue', issue: noMatch(text, config) };
  const found = named(text, config);
  if (found === 'other_without_text') {
    return { kind: 'issue', issue: must('choice.other_text', { other: otherTitle(config) }) };
  }
  const [first, second] = found.chosen;
  if (first === undefined) return free(text, config) ?? { kind: 'issue', issue: noMatch(text, config) };
  return second === undefined ? { kind: 'value', value: first } : { kind: 'readings', values: found.chosen };
}

/** Words that fit no option as the free text, read as if its name stood before them. */
function free(text: string, config: Config): Parsed<Chosen> | undefined {
  const open = typeof config.other === 'object' && config.other.open === true;
  if (!open || [...oneLine(text)].length > OPEN) return undefined;
  const found = named(`${otherTitle(config)}：${oneLine(text)}`, config);
  const value = found === 'other_without_text' ? undefined : found.chosen[0];
  return typeof value === 'object' ? { kind: 'value', value } : undefined;
}

function noMatch(text: string, config: Config): Issue {
  const options = config.options.map(titleOf).join('、');
  const params = { text: excerpt(text), options };
  return config.other
    ? must('choice.no_match_other', { ...params, other: otherTitle(config) })
    : must('choice.no_match', params);
}

function check(value: Chosen, config: Config): Issue[] {
  if (typeof value !== 'string') return config.other ? [] : [noMatch(value.other, config)];
  return config.options.some((option) => option.value === value) ? [] : [noMatch(value, config)];
}

export const choice: LeafKind<Config, Chosen> = {
  shape: 'leaf',
  type: 'choice',
  config: Config,
  value: Chosen,
  parse,
  check,
  show: showChosen,
  plain: (value) => (typeof value === 'string' ? value : OTHER),
  pick: optionPicking(false),
  options: repliesOf,
};
