/**
 * The marks of templates: `{{id}}`, `{{parent/child}}`, `{{id|filter}}`, `{{id|filter:argument}}`. This file only
 * reads them; filling them is the document builders' work.
 */

/** One mark as written. */
export interface Mark {
  /** Question, gate or computed value, or `parent/child` for a part; a built-in name (`no`) in rows. */
  readonly id: string;
  readonly filter?: string;
  readonly arg?: string;
  /** Place in the template, `{{` and `}}` included: `template.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}

/** Filters that a mark may name; without one the mark stands for the answer as shown. */
export const filters = [
  'raw',
  'date',
  'boxes',
  'tick',
  'code',
  'list',
  'unit',
  'short',
  'year',
  'month',
  'day',
  'count',
  'number',
  'hanzi',
  'lines',
  'claimed',
  'supported',
  'expected',
  'evidence',
  'gaps',
] as const;

/** Names that a mark may use without a question of that id: the running number, today, the version mark, the call's own data. */
export const builtIns = [
  'no',
  'today',
  'mark',
  'revision',
  'call_title',
  'call_number',
  'call_issuer',
] as const;

/** Further names in the office's own documents: how many submissions came, how many go up, lines of the table. */
export const officeBuiltIns = ['received', 'recommended', 'lines'] as const;
export type BuiltIn = (typeof builtIns)[number] | (typeof officeBuiltIns)[number];

const MARK = /\{\{\s*([^{}|]*?)\s*(?:\|\s*([^{}|:]*?)\s*(?::([^{}]*?))?\s*)?\}\}/g;

/** The marks of a template in order. An id that is no id at all is returned as written, for the caller to refuse. */
export function marksIn(template: string): Mark[] {
  return [...template.matchAll(MARK)].map((match) => ({
    id: match[1] ?? '',
    ...(match[2] === undefined ? {} : { filter: match[2] }),
    ...(match[3] === undefined ? {} : { arg: match[3] }),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Whether braces are left over that belong to no mark: `{{name}`, `{{a|b|c}}`. */
export function hasStrayBraces(template: string): boolean {
  return /\{\{|\}\}/.test(template.replace(MARK, ''));
}
