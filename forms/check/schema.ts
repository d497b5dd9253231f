/** Turns what zod found into sentences that say what to write instead. */
import { z } from 'zod';
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
  readonly entries?: Readonly<Record<string, string | number>>;
}

function definition(schema: Schema): Definition {
  return schema._zod.def as unknown as Definition;
}

/** The schema without optional, default, preprocess and lazy wrappings. */
export function bare(schema: Schema): Schema {
  const def = definition(schema);
  if (def.type === 'lazy' && def.getter) return bare(def.getter());
  if (def.type === 'pipe' && def.in && def.out) return bare(definition(def.in).type === 'transform' ? def.out : def.in);
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
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
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
  if (typeof value !== 'object' || value === null) return def.type === typeof value ? 1 : 0;
  if (!def.shape) return 0;
  const { shape } = def;
  return Object.keys(value).filter((key) => key in shape).length;
}

/** Reports the issues that a schema found in a value standing at `place`. */
export function explain(issues: readonly ZodIssue[], schema: Schema, value: unknown, place: Place, report: Report): void {
  for (const issue of issues) {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const found = path.reduce<unknown>(property, value);
    const at = schemaAt(schema, value, path);
    explainOne(issue, at && bare(at), found, [...place, ...path], report);
  }
}

function explainOne(issue: ZodIssue, schema: Schema | undefined, value: unknown, place: Place, report: Report): void {
  const key = nameOf(place);
  switch (issue.code) {
    case 'invalid_union':
      return union(issue, schema, value, place, report);
    case 'invalid_type':
      return wrongType(issue.expected, value, place, report);
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, schema, place, report);
    case 'invalid_value':
      if (value === undefined) return wrongType('value', value, place, report);
      return oneOf(issue.values.map(String), value, place, report);
    case 'invalid_format':
      return report.error(place, hasText(`check.format.${issue.message}`) ? `format.${issue.message}` : 'format', { key, got: brief(value) });
    case 'too_small':
      if (Number(issue.minimum) <= 1 && issue.origin === 'string') return report.error(place, 'empty', { key });
      if (issue.origin === 'string') return report.error(place, 'too_short', { key, minimum: Number(issue.minimum) });
      if (issue.origin === 'array') return report.error(place, 'too_few', { key, minimum: Number(issue.minimum) });
      return report.error(place, issue.inclusive === false ? 'not_above' : 'too_low', { key, minimum: Number(issue.minimum), got: brief(value) });
    case 'too_big':
      return report.error(place, issue.origin === 'number' || issue.origin === 'int' ? 'too_high' : 'too_many', { key, maximum: Number(issue.maximum), got: brief(value) });
    default:
      if (hasText(`check.${issue.message}`)) return report.error(place, issue.message, { key, got: brief(value) });
      return report.error(place, 'wrong', { key, got: brief(value), note: /\p{Script=Han}/u.test(issue.message) ? issue.message : '' });
  }
}

function union(issue: z.core.$ZodIssueInvalidUnion, schema: Schema | undefined, value: unknown, place: Place, report: Report): void {
  const options = (schema && definition(schema).options) ?? [];
  const chosen = pick(options, value);
  const option = options[chosen];
  const issues = issue.errors[chosen];
  if (option && issues) return explain(issues, option, value, place, report);
  if (value === undefined) return wrongType('value', value, place, report);
  const literals = options.map((each) => definition(bare(each))).filter((def) => def.type === 'literal');
  if (options.length > 0 && literals.length === options.length) return oneOf(literals.flatMap((def) => def.values ?? []).map(String), value, place, report);
  const scores = options.map((each) => score(bare(each), value));
  const best = Math.max(0, ...scores);
  const near = best > 0 ? options.filter((_, index) => scores[index] === best) : options;
  const firsts = options.map((each) => Object.keys(definition(bare(each)).shape ?? {})[0] ?? '').filter(Boolean);
  const written = typeof value === 'object' && value !== null && !Array.isArray(value) ? (Object.keys(value)[0] ?? '') : '';
  const meant = best > 0 || !written ? undefined : nearest(written, firsts);
  report.error(place, 'form', {
    key: nameOf(place),
    got: typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).join(' + ') : brief(value),
    forms: [...new Set(near.map(formOf))].join('；'),
    meant: meant ?? '',
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
  return text(`check.type.${def.type}`);
}

function wrongType(expected: string, value: unknown, place: Place, report: Report): void {
  const key = nameOf(place);
  const meaning = hasText(`check.key.${key}`) ? text(`check.key.${key}`) : '';
  if (value === undefined) return report.error(place, 'missing', { key, meaning });
  if (value === null) return report.error(place, 'empty', { key });
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return report.error(place, 'quote', { key, got: String(value) });
  report.error(place, 'wrong_type', { key, expected: text(`check.type.${expected}`), got: brief(value) });
}

function unknownKeys(keys: readonly string[], schema: Schema | undefined, place: Place, report: Report): void {
  const known = Object.keys((schema && definition(schema).shape) ?? {});
  for (const key of keys) {
    report.error([...place, key], 'unknown_key', { key, known: known.join('、'), meant: nearest(key, known) ?? '' });
  }
}

function oneOf(values: readonly string[], value: unknown, place: Place, report: Report): void {
  report.error(place, 'one_of', { key: nameOf(place), got: brief(value), values: values.join('、'), meant: nearest(String(value), values) ?? '' });
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
