/** One person's full name. */
import { z } from 'zod';
import { type Issue, must, should } from '../issue.ts';
import {
  compoundSurnames,
  honorifics,
  notPersons,
  particles,
  personLabels,
} from '../text/zh-CN/lexicon/names.ts';
import { keyboard, nobodysNames } from '../text/zh-CN/lexicon/talk.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { withoutLabel } from './label.ts';
import { excerpt, half, LINE_LIMIT, listOf, oneLine } from './reading.ts';

const Config = z.strictObject({ type: z.literal('person') });
type Config = z.infer<typeof Config>;
const Value = z.string().min(1);

const HAN_NAME = /^\p{Script=Han}{2,6}$/u;
const DOTTED_NAME = /^\p{Script=Han}{1,10}(?:·\p{Script=Han}{1,10}){1,4}$/u;
const LATIN_NAME = /^\p{L}[\p{L}\p{M}.'’-]*(?: \p{L}[\p{L}\p{M}.'’-]*){0,5}$/u;

function parse(text: string): Parsed<string> {
  if (text.length > LINE_LIMIT)
    return { kind: 'issue', issue: must('person.not_a_name', { text: excerpt(text) }) };
  const line = withoutLabel(oneLine(text), personLabels).replace(/[，,。.;；]+$/u, '');
  if (line === '') return { kind: 'issue', issue: must('text.empty') };
  const names = listOf(line, '、，,；;/').map(nameOf);
  const distinct = [...new Set(names)];
  const failing = distinct.find((name) => !isName(name) || saysSomething(name));
  if (failing !== undefined) return { kind: 'issue', issue: refusal(failing) };
  const [first] = distinct;
  if (first === undefined) return { kind: 'issue', issue: must('text.empty') };
  return distinct.length > 1 ? { kind: 'readings', values: distinct } : { kind: 'value', value: first };
}

/** No name ends with a particle: 做到了, 知道的. */
function saysSomething(name: string): boolean {
  return name.length > 2 && particles.some((word) => name.endsWith(word));
}

/** 张 三 is 张三, 张三老师 is 张三; a surname with a title stays as it is and is refused. */
function nameOf(entry: string): string {
  const dotted = withoutLabel(entry, personLabels)
    .replace(/[，,。.;；]+$/u, '')
    .replace(/[•・‧･]/g, '·');
  const joined = /^[\p{Script=Han}\s·]+$/u.test(dotted)
    ? dotted.replace(/\s/g, '')
    : half(dotted).replace(/\s+/g, ' ').trim();
  const title = honorifics.filter((word) => joined.endsWith(word)).sort((a, b) => b.length - a.length)[0];
  const bare = title ? joined.slice(0, -title.length) : joined;
  const surnameOnly = bare.length < 2 || compoundSurnames.includes(bare);
  const oneLetterTitle = title !== undefined && title.length === 1;
  return title && !surnameOnly && !oneLetterTitle && isName(bare) ? bare : joined;
}

function isName(name: string): boolean {
  if (nobodysNames.includes(name.toLowerCase()) || isCounted(name)) return false;
  if (isTyped(name) || surnameWithTitle(name) || notPersons.some((word) => name.includes(word))) return false;
  return (
    HAN_NAME.test(name) ||
    DOTTED_NAME.test(name) ||
    (LATIN_NAME.test(name) && !/^\p{Script=Han}/u.test(name) && name.length >= 2)
  );
}

/** 十二, 三月五日, 哈哈哈: numbers, dates and one character over and over are no names. */
function isCounted(name: string): boolean {
  const counted = /^[〇零一二三四五六七八九十百]+(?:[年月日号天级个项][〇零一二三四五六七八九十百]*)*$/u;
  return counted.test(name) || /^(.)\1{2,}$/u.test(name);
}

/** A row of the keyboard: asdfgh. */
function isTyped(name: string): boolean {
  const typed = name.toLowerCase();
  return typed.length > 3 && keyboard.some((row) => row.includes(typed));
}

function surnameWithTitle(name: string): boolean {
  return honorifics.some((word) => {
    const surname = name.endsWith(word) ? name.slice(0, -word.length) : '';
    const short = surname.length === 1 || compoundSurnames.includes(surname);
    return short && (word.length > 1 || /[总工处]/.test(word));
  });
}

function refusal(name: string): Issue {
  return surnameWithTitle(name)
    ? must('person.full_name', { text: excerpt(name) })
    : must('person.not_a_name', { text: excerpt(name) });
}

function check(value: string): Issue[] {
  if (/^\p{Script=Han}{5,}$/u.test(value)) return [should('person.unusual', { text: value })];
  return [];
}

export const person: LeafKind<Config, string> = {
  shape: 'leaf',
  type: 'person',
  config: Config,
  value: Value,
  parse,
  check,
  show: (value) => value,
  plain: (value) => value,
};
