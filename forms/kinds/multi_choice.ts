/** Any number of options in one message, a free text among them where the form prints 其他. */
import { z } from 'zod';
import { type Issue, must } from '../issue.ts';
import { all } from '../text/zh-CN/lexicon/answers.ts';
import type { LeafKind, Parsed } from './kind.ts';
import {
  Chosen,
  choiceFields,
  comparable,
  named,
  OTHER,
  optionPicking,
  otherTitle,
  repliesOf,
  showChosen,
  titleOf,
  wellFormed,
} from './options.ts';
import { excerpt, half, LINE_LIMIT, oneLine } from './reading.ts';

const Config = z
  .strictObject({
    type: z.literal('multi_choice'),
    ...choiceFields,
    min: z.int().min(0).default(1),
    max: z.int().min(1).optional(),
  })
  .refine(wellFormed, { error: 'option values are unique; `other` is kept for the free choice' });
type Config = z.infer<typeof Config>;
const Value = z.array(Chosen).min(1);
type Value = readonly Chosen[];

function parse(text: string, config: Config): Parsed<Value> {
  if (text.length > LINE_LIMIT) return { kind: 'issue', issue: noMatch(text, config) };
  if (all.includes(comparable(text)))
    return { kind: 'value', value: config.options.map((option) => option.value) };
  const { titles, rest, other } = takeTitles(oneLine(text), config);
  const chosen: Chosen[] = titles;
  for (const token of tokensOf(rest, config)) {
    const found = named(token, config);
    if (found === 'other_without_text')
      return { kind: 'issue', issue: must('choice.other_text', { other: otherTitle(config) }) };
    const [first, second] = found.chosen;
    if (first === undefined) return { kind: 'issue', issue: noMatch(token, config) };
    if (second !== undefined) return ambiguous(token, chosen, found.chosen, rest, config);
    chosen.push(first);
  }
  if (other) {
    const found = named(other, config);
    if (found === 'other_without_text')
      return { kind: 'issue', issue: must('choice.other_text', { other: otherTitle(config) }) };
    chosen.push(...found.chosen);
  }
  if (chosen.length === 0) return { kind: 'issue', issue: noMatch(text, config) };
  return { kind: 'value', value: inOrder(chosen, config) };
}

/** Titles written out in full, longest first: they may contain the marks that separate entries. */
function takeTitles(
  text: string,
  config: Config,
): { titles: Chosen[]; rest: string; other: string | undefined } {
  const titles: Chosen[] = [];
  let rest = text;
  let other: string | undefined;
  const free = config.other ? rest.search(/(?:^|[\s、，,;；和及\d.A-Za-z])(?:其他|其它)/u) : -1;
  if (free >= 0) {
    const from = rest.slice(free).search(/其他|其它/) + free;
    other = rest.slice(from);
    rest = rest.slice(0, from).replace(/(?:\d{1,2}|[A-Za-z])[.、\s]*$/u, '');
  }
  const byLength = [...config.options].sort((a, b) => titleOf(b).length - titleOf(a).length);
  for (const option of byLength) {
    const at = rest.indexOf(titleOf(option));
    if (at < 0 || /[不非没]$/.test(rest.slice(0, at))) continue;
    titles.push(option.value);
    rest = `${rest.slice(0, at)}、${rest.slice(at + titleOf(option).length)}`;
  }
  return { titles, rest, other };
}

/** What is left, split into names, numbers and codes; marks before a title already taken say nothing more. */
function tokensOf(text: string, config: Config): string[] {
  const tokens = half(text)
    .replace(/[①-⑳]/g, ' $& ')
    .split(/[、,;。\n+&/|\s]+|和|及|与|还有|以及/)
    .map((token) => token.replace(/^[“"'（(]+|[”"'）).:]+$/gu, '').trim())
    .filter((token) => comparable(token) !== '');
  const codes = new Set(config.options.flatMap((option) => (option.code ? [option.code.toUpperCase()] : [])));
  return tokens.flatMap((token) => {
    const letters = [...token.toUpperCase()];
    return letters.length > 1 && letters.every((letter) => codes.has(letter)) ? letters : [token];
  });
}

/** One unclear name: each of its readings with the rest; several unclear names are asked again. */
function ambiguous(
  token: string,
  before: readonly Chosen[],
  found: readonly Chosen[],
  rest: string,
  config: Config,
): Parsed<Value> {
  const tokens = tokensOf(rest, config);
  if (tokens.indexOf(token) !== tokens.length - 1) {
    const options = found.map((each) => showChosen(each, config)).join('、');
    return { kind: 'issue', issue: must('multi_choice.unclear', { text: excerpt(token), options }) };
  }
  const readings = [...found.map((each) => [each]), [...found]].map((each) =>
    inOrder([...before, ...each], config),
  );
  return { kind: 'readings', values: readings };
}

/** Without repetition, in the order of the form. */
function inOrder(chosen: readonly Chosen[], config: Config): Value {
  const given = new Set(chosen.filter((each) => typeof each === 'string'));
  const other = chosen.find((each) => typeof each !== 'string');
  const inForm: Chosen[] = config.options.map((option) => option.value).filter((value) => given.has(value));
  return other ? [...inForm, other] : inForm;
}

function noMatch(text: string, config: Config): Issue {
  const options = config.options.map(titleOf).join('、');
  return must('multi_choice.no_match', { text: excerpt(text), options });
}

function check(value: Value, config: Config): Issue[] {
  const issues: Issue[] = [];
  for (const each of value) {
    const known =
      typeof each === 'string'
        ? config.options.some((option) => option.value === each)
        : Boolean(config.other);
    if (!known) issues.push(noMatch(typeof each === 'string' ? each : each.other, config));
  }
  if (value.length < config.min)
    issues.push(must('multi_choice.too_few', { min: config.min, count: value.length }));
  if (config.max !== undefined && value.length > config.max) {
    issues.push(must('multi_choice.too_many', { max: config.max, count: value.length }));
  }
  return issues;
}

export const multiChoice: LeafKind<Config, Value> = {
  shape: 'leaf',
  type: 'multi_choice',
  config: Config,
  value: Value,
  parse,
  check,
  show: (value, config) => value.map((each) => showChosen(each, config)).join('、'),
  plain: (value) => value.map((each) => (typeof each === 'string' ? each : OTHER)),
  options: repliesOf,
  pick: optionPicking(true),
};
