/** Turns what zod found into sentences that say what to write instead. */
import type { z } from 'zod';
import { hasText, text } from '../text/index.ts';
import { nearest } from './nearest.ts';
import type { Place, Report } from './problem.ts';

type Schema = z.core.$ZodType;
type ZodIssue = z.core.$ZodIssue;

/** The parts of a schema's definition that are read here. */
interface Definition {
  readonly type: string;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly out?: Schema;
  readonly getter?: () => Schema;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly catchall?: Schema;
  readonly element?: Schema;
  readonly items?: readonly Schema[];
  readonly options?: readonly Schema[];
  readonly valueType?: Schema;
  readonly values?: readonly unknown[];
  readonly checks?: readonly unknown[];
}

function definition(schema: Schema): Definition {
  return schema._zod.def as unknown as Definition;
}

/** The schema without optional, default, preprocess and lazy wrappings. */
export function bare(schema: Schema): Schema {
  const def = definition(schema);
  if (def.type === 'lazy' && def.getter) return bare(def.getter());
  if (def.type === 'pipe' && def.in && def.out)
    return bare(definition(def.in).type === 'transform' ? def.out : def.in);
  return def.innerType ? bare(def.innerType) : schema;
}

/** The schema of a property or item, the form of a union being picked by the value at hand. */
export function inside(schema: Schema, value: unknown, key: string | number): Schema | undefined {
  const def = definition(bare(schema));
  if (def.type === 'union') {
    const option = def.options?.[pick(def.options, value)];
    return option && inside(option, value, key);
  }
  if (def.shape) return def.shape[key] ?? def.catchall;
  return def.element ?? def.items?.[Number(key)] ?? def.valueType;
}

export function property(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function schemaAt(schema: Schema, value: unknown, place: Place): Schema | undefined {
  let at: Schema | undefined = schema;
  let held = value;
  for (const step of place) {
    at = at && inside(at, held, step as string | number);
    held = property(held, step as string | number);
  }
  return at;
}

/** Index of the union's form that a value was meant to be, -1 where that cannot be told. */
function pick(options: readonly Schema[], value: unknown): number {
  const scores = options.map((option) => score(bare(option), value));
  const best = Math.max(...scores);
  if (best <= 0 || scores.filter((each) => each === best).length > 1) return -1;
  return scores.indexOf(best);
}

function score(option: Schema, value: unknown): number {
  const def = definition(option);
  if (Array.isArray(value)) return def.type === 'array' || def.type === 'tuple' ? 1 : 0;
  if (typeof value !== 'object' || value === null) {
    return def.type === typeof value || (def.type === 'enum' && typeof value === 'string') ? 1 : 0;
  }
  if (!def.shape) return 0;
  const { shape } = def;
  return Object.keys(value).filter((key) => key in shape).length;
}

/** Reports the issues that a schema found in a value standing at `place`. */
export function explain(
  issues: readonly ZodIssue[],
  schema: Schema,
  value: unknown,
  place: Place,
  report: Report,
): void {
  for (const issue of issues) {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const at = schemaAt(schema, value, path);
    const found: Found = {
      schema: at && bare(at),
      value: path.reduce<unknown>(property, value),
      holder: path.slice(0, -1).reduce<unknown>(property, value),
      place: [...place, ...path],
    };
    explainOne(issue, found, report);
  }
}

/** What an issue is about. */
interface Found {
  readonly schema: Schema | undefined;
  readonly value: unknown;
  /** The object or list that the value stands in. */
  readonly holder: unknown;
  readonly place: Place;
}

function explainOne(issue: ZodIssue, found: Found, report: Report): void {
  const { place, value } = found;
  if (issue.code === 'invalid_union') union(issue, found, report);
  else if (issue.code === 'unrecognized_keys') unknownKeys(issue.keys, found, report);
  else if (value === undefined) missing(found, report);
  else if (issue.code === 'invalid_type') wrongType(issue.expected, found, report);
  else if (issue.code === 'invalid_value') oneOf(issue.values.map(String), found, report);
  else if (issue.code === 'too_small' || issue.code === 'too_big') {
    report.error(place, sizeCode(issue), {
      key: nameOf(place),
      got: brief(value),
      limit: Number(issue.code === 'too_small' ? issue.minimum : issue.maximum),
    });
  } else {
    const named = [`format.${issue.message}`, issue.message].find((code) => hasText(`check.${code}`));
    const note = /\p{Script=Han}/u.test(issue.message) ? issue.message : '';
    const code = named ?? (issue.code === 'invalid_format' ? 'format' : 'wrong');
    report.error(place, code, { key: nameOf(place), got: brief(value), note });
  }
}

function sizeCode(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const text = issue.origin === 'string';
  if (issue.code === 'too_big')
    return text ? 'too_long_text' : issue.origin === 'array' ? 'too_many' : 'too_high';
  if (text) return Number(issue.minimum) <= 1 ? 'empty' : 'too_short';
  if (issue.origin === 'array') return 'too_few';
  return issue.inclusive === false ? 'not_above' : 'too_low';
}

function union(issue: z.core.$ZodIssueInvalidUnion, found: Found, report: Report): void {
  const { schema, value, place } = found;
  const options = (schema && definition(schema).options) ?? [];
  const chosen = pick(options, value);
  const option = options[chosen];
  const issues = issue.errors[chosen];
  const literals = options.map((each) => definition(bare(each))).filter((def) => def.type === 'literal');
  if (option && issues) explain(issues, option, value, place, report);
  else if (value === undefined) missing(found, report);
  else if (options.length > 0 && literals.length === options.length) {
    oneOf(literals.flatMap((def) => def.values ?? []).map(String), found, report);
  } else noForm(options, found, report);
}

/** A value that none of a union's forms fits: the forms that come nearest are told. */
function noForm(options: readonly Schema[], { value, place }: Found, report: Report): void {
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const scores = options.map((each) => score(bare(each), value));
  const best = Math.max(0, ...scores);
  const near = best > 0 ? options.filter((_, index) => scores[index] === best) : options;
  const names = near.flatMap((each) => Object.keys(definition(bare(each)).shape ?? {}));
  const strange = keys.find((key) => !names.includes(key));
  report.error(place, 'form', {
    key: nameOf(place),
    got: keys.length > 0 ? keys.join(' + ') : brief(value),
    forms: [...new Set(near.map(formOf))].join('；'),
    meant: (strange && nearest(strange, names)) ?? '',
  });
}

/** How a form of a union is told: its keys, or the sort of scalar. */
function formOf(option: Schema): string {
  const def = definition(bare(option));
  if (def.shape) {
    const { shape } = def;
    const needed = Object.keys(shape).filter((key) => shape[key]?._zod.optin !== 'optional');
    return (needed.length > 0 ? needed : Object.keys(shape)).join(' + ');
  }
  if (def.type === 'literal') return (def.values ?? []).map(String).join('、');
  return text(isId(bare(option)) ? 'check.type.id' : `check.type.${def.type}`);
}

/** A string of the shape of an id. */
function isId(schema: Schema): boolean {
  return definition(schema).type === 'string' && (definition(schema).checks ?? []).length > 0;
}

function missing({ schema, holder, place }: Found, report: Report): void {
  const key = nameOf(place);
  const meaning = hasText(`check.key.${key}`) ? text(`check.key.${key}`) : '';
  const keys =
    typeof holder === 'object' && holder !== null && !Array.isArray(holder) ? Object.keys(holder) : [];
  const written = schema ? nearest(key, keys) : undefined;
  report.error(place, 'missing', { key, meaning, written: written ?? '' });
}

function wrongType(expected: string, { value, place }: Found, report: Report): void {
  const key = nameOf(place);
  if (value === null) report.error(place, 'empty', { key });
  else if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    report.error(place, 'quote', { key, got: String(value) });
  } else {
    report.error(place, 'wrong_type', { key, expected: text(`check.type.${expected}`), got: brief(value) });
  }
}

function unknownKeys(keys: readonly string[], { schema, place }: Found, report: Report): void {
  const known = Object.keys((schema && definition(schema).shape) ?? {});
  for (const key of keys) {
    report.error([...place, key], 'unknown_key', {
      key,
      known: known.join('、'),
      meant: nearest(key, known) ?? '',
    });
  }
}

function oneOf(values: readonly string[], { value, place }: Found, report: Report): void {
  report.error(place, 'one_of', {
    key: nameOf(place),
    got: brief(value),
    values: values.join('、'),
    meant: nearest(String(value), values) ?? '',
  });
}

/** The key a sentence names: the last name on the way, with its index where it is an item. */
function nameOf(place: Place): string {
  const last = place.at(-1);
  if (last === undefined) return '';
  return typeof last === 'number' ? `${String(place.at(-2) ?? '')}[${last}]` : last;
}

/** What was written, short enough for a sentence. */
export function brief(value: unknown): string {
  if (Array.isArray(value)) return text('check.type.array');
  if (typeof value === 'object' && value !== null) return text('check.type.object');
  const shown = String(value);
  return shown.length > 24 ? `${shown.slice(0, 24)}…` : shown;
}
