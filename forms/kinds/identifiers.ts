/** A list of patent, PCT, software copyright and programme numbers in one message. */
import { z } from 'zod';
import { type Issue, must, should } from '../issue.ts';
import { identifierLabels, programmeWords } from '../text/zh-CN/lexicon/identifiers.ts';
import type { LeafKind, Parsed, ParseEnv } from './kind.ts';
import { type NumberRead, readPatent, readPct } from './patent.ts';
import { clean, excerpt, half, listOf, oneLine } from './reading.ts';
import { knownProgramme, readProgramme, readSoftware } from './registration.ts';

const TYPES = ['patent', 'pct', 'software', 'programme'] as const;
const Type = z.enum(TYPES);
type Type = z.infer<typeof Type>;

const Config = z.strictObject({
  type: z.literal('identifiers'),
  accept: z.array(Type).min(1).describe('What kinds of numbers the form asks for'),
  min: z.int().min(1).default(1),
  max: z.int().min(1).optional(),
});
type Config = z.infer<typeof Config>;

const Entry = z.strictObject({
  type: Type,
  /** Normalised; absent for a programme named without a number. */
  number: z.string().min(1).optional(),
  /** What was written beside the number: the title. */
  note: z.string().min(1).optional(),
});
type Entry = z.infer<typeof Entry>;
const Value = z.array(Entry).min(1);
type Value = readonly Entry[];

/** Longest message read as a list: some three hundred numbers. */
const LONGEST = 10_000;
/** Most characters of a title beside a number. */
const TITLE = 200;

const LABELS = new RegExp(
  `^(?:${[...identifierLabels].sort((a, b) => b.length - a.length).join('|')})[.:：\\s]*`,
  'i',
);
const EDGES = /^[\s:：,，.。;；()（）《》“”"'\-—]+|[\s:：,，.。;；()（）《》“”"'\-—]+$/gu;
const TRAILING = /[\s,，(（]*(?:专利号|登记号|证书号|项目编号|课题编号|编号|批准号)[:：]?$/u;
/** A number as it stands in an entry; the alternatives are tried from the most telling to the least. None begins with a list mark (2.). */
const NUMBER =
  /软著登字第? ?\d{1,12} ?号?|(?:19|20)\d{2} ?SR ?\d{1,9}|PCT ?\/? ?[A-Z]{2} ?\d{1,4} ?\/? ?\d{1,8}|WO ?\d{4} ?\/? ?\d{1,8}(?: ?[A-Z]\d)?|(?:ZL|CN) ?\d[\d ]{3,18}(?:\. ?[\dX]|[ABCUSYX]\d?)?|\d{4} ?\d ?\d{7} ?\.? ?[\dX]|\d{2} ?\d ?\d{5} ?\. ?[\dX]|\d{12}|(?!\d{1,3}\.)[A-Z0-9][A-Z0-9\-/.]{4,28}[A-Z0-9]/;
/** Where a list separated by spaces only goes on with the next number. */
const NEXT =
  /(?<=[\dXA-Z号])[ \t]+(?=(?:ZL ?\d|CN ?\d|PCT ?\/? ?[A-Z]{2}|WO ?\d|软著登字|(?:19|20)\d{2} ?SR|20\d{2}YF|\d{12}\.|\d{8}\.[\dX]))/g;

function parse(text: string, config: Config, env: ParseEnv): Parsed<Value> {
  if (text.length > LONGEST) return { kind: 'issue', issue: must('identifiers.too_long') };
  const entries = entriesOf(clean(text), config);
  if (entries.length === 0) return { kind: 'issue', issue: must('text.empty') };
  const year = Number(env.today.slice(0, 4));
  const value: Entry[] = [];
  const failed: { place: number; entry: string; code: string }[] = [];
  for (const [at, entry] of entries.entries()) {
    const read = readEntry(entry, config, year);
    if ('code' in read) failed.push({ place: at + 1, entry, code: read.code });
    else value.push(read.entry);
  }
  const [first] = failed;
  if (!first) return { kind: 'value', value: distinct(value) };
  const params = {
    entry: excerpt(first.entry),
    place: first.place,
    count: entries.length,
    more: failed.length - 1,
  };
  return { kind: 'issue', issue: must(`identifiers.${first.code}`, params) };
}

/** The entries; where programmes are asked, a name and the number after it are one entry. */
function entriesOf(text: string, config: Config): string[] {
  const pieces = listOf(spaced(text), '、，,；;\n', true);
  if (!config.accept.includes('programme')) return pieces;
  const merged: string[] = [];
  for (const piece of pieces) {
    const before = merged[merged.length - 1];
    if (before !== undefined && !hasNumber(before) && hasNumber(piece))
      merged[merged.length - 1] = `${before} ${piece}`;
    else merged.push(piece);
  }
  return merged;
}

/** Spaces between two numbers become separators; positions in the half-width form are those of the text. */
function spaced(text: string): string {
  const plain = upper(text);
  const places = [...plain.matchAll(NEXT)];
  return places.reduceRight(
    (rest, place) => `${rest.slice(0, place.index)}；${rest.slice(place.index + place[0].length)}`,
    text,
  );
}

/** Half-width and upper case, letter for letter, so that positions stay the same. */
function upper(text: string): string {
  return half(text).replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function hasNumber(piece: string): boolean {
  return NUMBER.test(upper(piece));
}

function readEntry(entry: string, config: Config, year: number): { entry: Entry } | { code: string } {
  const plain = upper(entry);
  const found = NUMBER.exec(plain);
  if (!found) return withoutNumber(entry, config);
  const number = found[0].replace(/\s/g, '');
  const rest = `${entry.slice(0, found.index)} ${entry.slice(found.index + found[0].length)}`;
  const readers: Readonly<Record<Type, () => NumberRead>> = {
    software: () => readSoftware(number, year),
    pct: () => readPct(number, year),
    patent: () => readPatent(number, year),
    programme: () =>
      config.accept.includes('programme') || knownProgramme(number) ? readProgramme(number) : undefined,
  };
  // A number of another kind is told so, even where a programme number may look like anything.
  let other: Type | undefined;
  for (const type of ['software', 'pct', 'patent', 'programme'] as const) {
    const read = other ? undefined : readers[type]();
    if (!read) continue;
    if (!config.accept.includes(type)) {
      if ('number' in read) other = type;
      continue;
    }
    if ('code' in read) return { code: read.code };
    if (rest.length > 2 * TITLE || holdsAnother(rest, config, year)) return { code: 'crowded' };
    const note = titleOf(rest);
    if (note.length > TITLE) return { code: 'crowded' };
    return { entry: { type, number: read.number, ...(note ? { note } : {}) } };
  }
  return { code: other ? `not_${other}` : 'unknown' };
}

/** Whether a second number stands in an entry: it would be lost in the title. */
function holdsAnother(rest: string, config: Config, year: number): boolean {
  const second = NUMBER.exec(upper(rest))?.[0].replace(/\s/g, '');
  if (!second) return false;
  const known = readSoftware(second, year) ?? readPct(second, year) ?? readPatent(second, year);
  return known !== undefined || (config.accept.includes('programme') && knownProgramme(second));
}

/** A programme may be named without a number; anything else may not. */
function withoutNumber(entry: string, config: Config): { entry: Entry } | { code: string } {
  const names = programmeWords.some((word) => entry.includes(word));
  if (!config.accept.includes('programme') || !names) return { code: 'unknown' };
  return { entry: { type: 'programme', note: entry } };
}

/** What stands beside the number, without labels, brackets and stops. */
function titleOf(rest: string): string {
  let title = oneLine(rest);
  for (;;) {
    const before = title;
    const bare = title.replace(EDGES, '');
    const labelled = bare.replace(LABELS, (label) => (/[:：\s]$/.test(label) || label === bare ? '' : label));
    title = labelled.replace(TRAILING, '').trim();
    if (title === before) return title;
  }
}

function distinct(entries: readonly Entry[]): Value {
  const key = (entry: Entry): string => `${entry.type} ${entry.number ?? entry.note ?? ''}`;
  return entries.filter((entry, at) => entries.findIndex((each) => key(each) === key(entry)) === at);
}

function check(value: Value, config: Config, env: ParseEnv): Issue[] {
  const issues: Issue[] = [];
  const year = Number(env.today.slice(0, 4));
  for (const entry of value) {
    const shown = excerpt(showEntry(entry));
    if (!config.accept.includes(entry.type)) issues.push(must(`identifiers.not_${entry.type}`, one(shown)));
    const read = entry.type === 'patent' && entry.number ? readPatent(entry.number, year) : undefined;
    if (read && 'code' in read) issues.push(must(`identifiers.${read.code}`, one(shown)));
    if (entry.type !== 'programme') continue;
    if (!entry.number) issues.push(should('identifiers.programme_no_number', { entry: shown }));
    else if (!knownProgramme(entry.number))
      issues.push(should('identifiers.programme_form', { entry: shown }));
  }
  if (value.length < config.min)
    issues.push(must('identifiers.too_few', { min: config.min, count: value.length }));
  if (config.max !== undefined && value.length > config.max) {
    issues.push(must('identifiers.too_many', { max: config.max, count: value.length }));
  }
  return issues;
}

function one(entry: string): { entry: string; place: number; count: number; more: number } {
  return { entry, place: 1, count: 1, more: 0 };
}

function showEntry(entry: Entry): string {
  if (!entry.number) return entry.note ?? '';
  return entry.note ? `${entry.number}（${entry.note}）` : entry.number;
}

export const identifiers: LeafKind<Config, Value> = {
  shape: 'leaf',
  type: 'identifiers',
  config: Config,
  value: Value,
  parse,
  check,
  show: (value) => value.map(showEntry).join('；'),
  plain: (value) => value.map((entry) => entry.number ?? entry.note ?? ''),
  field: () => 'lines',
};
