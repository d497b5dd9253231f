/** Makes the summary table (汇总表) of one or many submissions, and the document that shows such a table. */
import { type Issue, should } from '../issue.ts';
import type { Plan } from '../plan.ts';
import { fillingOf, type Making } from './build.ts';
import { type Filling, fillText, trimJoints } from './fill.ts';
import { filtered } from './filters.ts';
import type { TableModel } from './model.ts';
import { sortedRows } from './order.ts';
import type { TableSpec } from './spec.ts';
import { marksIn } from './template.ts';

/** A submission as far as the table needs it. */
export interface Entry {
  readonly plan: Plan;
  readonly making: Making;
}

/** Values that an office gives: the `head` lines by label, today's date. */
export interface TableExtras {
  readonly head?: Readonly<Record<string, string>>;
}

/** A table to which one submission after the other is added: of each only its lines are kept. */
export interface GrowingTable {
  add(entry: Entry): void;
  /** The lines so far, without those that are printed empty. */
  readonly lines: readonly TableModel['rows'][number][];
  model(): TableModel;
}

/**
 * One line per submission, or per row of the question that the call names, in the order given, numbered from 1, padded with numbered empty lines to `min_rows`. With
 * exactly one submission its version mark is kept, and its answers fill the file name; head lines are filled where all
 * submissions say the same.
 */
export function buildTable(spec: TableSpec, entries: readonly Entry[], extras: TableExtras = {}): TableModel {
  const table = growTable(spec, extras);
  for (const entry of entries) table.add(entry);
  return table.model();
}

/** The same, submission by submission: thousands of them never stand in memory together. */
export function growTable(spec: TableSpec, extras: TableExtras = {}): GrowingTable {
  const rows: TableModel['rows'][number][] = [];
  const shared = spec.head.map(() => new Set<string>());
  let first: Entry | undefined;
  let count = 0;
  let draft = false;
  return {
    lines: rows,
    add(entry) {
      first ??= entry;
      count += 1;
      draft ||= entry.making.draft;
      const filling = fillingOf(entry.plan, entry.making);
      for (const [at, { value }] of spec.head.entries()) shared[at]?.add(fillText(value, filling));
      for (const line of linesOf(spec, filling))
        rows.push(rowOf(spec, { ...line, row: { path: line.row?.path ?? '', number: rows.length + 1 } }));
    },
    model() {
      const only = count === 1 && first ? fillingOf(first.plan, first.making) : undefined;
      const plain = (template: string): string => (only ? fillText(template, only) : withoutMarks(template));
      const said = (at: number, template: string): string => {
        const texts = shared[at];
        return texts?.size === 1 ? [...texts].join('') : withoutMarks(template);
      };
      return {
        id: spec.id,
        title: plain(spec.title),
        fileName: trimJoints(plain(spec.file_name)),
        ...(spec.mark ? { mark: spec.mark } : {}),
        head: spec.head.map(({ label, value }, at) => ({
          label,
          value: extras.head?.[label] ?? said(at, value),
        })),
        columns: spec.columns.map(({ id, title, width, kind }) => ({ id, title, width, kind })),
        rows: [...rows, ...emptyRows(spec, rows.length, first)],
        notes: spec.notes,
        landscape: spec.landscape,
        ...(only ? { version: only.builtIn.mark ?? '' } : {}),
        draft,
      };
    },
  };
}

/** What the lines of one submission are filled from. */
function linesOf({ rows_of, by }: TableSpec, filling: Filling): Filling[] {
  return rows_of === undefined ? [filling] : sortedRows(filling, rows_of, by);
}

/** The template without its marks: the table of many submissions, or of none, carries no one's name. */
function withoutMarks(template: string): string {
  const marks = marksIn(template);
  return marks.reduceRight((text, mark) => text.slice(0, mark.start) + text.slice(mark.end), template);
}

function rowOf(spec: TableSpec, filling: Filling): TableModel['rows'][number] {
  return spec.columns.map((column) => {
    const text = fillText(column.value, filling);
    if (text === '') return null;
    return column.kind === 'number' ? numberOf(column.value, text, filling) : text;
  });
}

/** A number where the column says so and the text is one; else the text, so that nothing is lost. */
function numberOf(template: string, text: string, filling: Filling): string | number {
  const [mark, ...more] = marksIn(template);
  const alone = mark && more.length === 0 && mark.end - mark.start === template.trim().length;
  const plain =
    alone && mark.id !== 'no' ? filling.plan.book.plain(mark.id, filling.row?.path) : Number(text);
  return typeof plain === 'number' && Number.isFinite(plain) ? plain : text;
}

/** Printed lines without a submission: their number, and boxes where the form prints them. */
function emptyRows(spec: TableSpec, from: number, like: Entry | undefined): TableModel['rows'][number][] {
  const filling = like && fillingOf(like.plan, like.making);
  return Array.from({ length: Math.max(0, spec.min_rows - from) }, (_, index) =>
    spec.columns.map((column) => {
      const [mark] = marksIn(column.value);
      if (mark?.filter === 'boxes' && filling)
        return fillText(column.value, { ...filling, row: { number: from + index + 1 } });
      if (mark?.id !== 'no') return null;
      const text = filtered(mark, { text: String(from + index + 1) });
      return column.kind === 'number' ? Number(text) : text;
    }),
  );
}

/** What stands against a table of so many submissions: more than the notice lets one office recommend. */
export function checkTable(spec: TableSpec, count: number): Issue[] {
  const { max_rows: max, title } = spec;
  return max === undefined || count <= max ? [] : [should('table.too_many', { title, max, count })];
}
