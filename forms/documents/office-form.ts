/**
 * The issuing office's own blank form: a Word file with `{{id}}` marks that is filled instead of a layout built from
 * blocks. Its bytes and marks come in as data; here its marks are read and filled, the painter puts them in their place.
 *
 * Marks are those of block templates (`{{id}}`, `{{parent/part}}`, `{{id|filter}}`). A table row that holds
 * `{{rows.column}}` is repeated for every row of that question; `{{rows.no}}` is its number.
 */
import { text as sentence } from '../text/index.ts';
import { answerParagraphs, paragraphsOf } from './answer.ts';
import { type Filling, fill, rowFillings, stateAt } from './fill.ts';
import type { Block, Cell, OfficeFilling, Paragraph, Run } from './model.ts';
import { placeOf } from './shown.ts';
import { builtIns, type Mark, marksIn } from './template.ts';

/** A mark where it stands. */
export interface OfficeMark {
  /** Between the braces, without the blanks at its ends. */
  readonly inside: string;
  /** Whether it stands in a row of a table. */
  readonly row: boolean;
}

export interface OfficeForm {
  readonly bytes: Uint8Array;
  readonly marks: readonly OfficeMark[];
  /** Lines with braces that belong to no mark. */
  readonly stray: readonly string[];
}

/** The Word files beside a call, by file name; null for one that cannot be read as such. */
export type OfficeForms = Readonly<Record<string, OfficeForm | null>>;

/** A mark of a form, and the question with rows that it belongs to, if it is of a repeated row. */
export interface FormMark extends Pick<Mark, 'id' | 'filter' | 'arg'> {
  readonly rows?: string;
}

/** What stands between the braces: `cases.years|number` is the mark `years|number` in the rows of `cases`. */
export function formMark(inside: string): FormMark {
  const dot = /^([a-z][a-z0-9_/]*)\.(.*)$/su.exec(inside);
  const [mark] = marksIn(`{{${dot?.[2] ?? inside}}}`);
  const { id, filter, arg } = mark ?? { id: inside };
  return {
    id,
    ...(filter === undefined ? {} : { filter }),
    ...(arg === undefined ? {} : { arg }),
    ...(dot?.[1] === undefined ? {} : { rows: dot[1] }),
  };
}

type Lines = readonly (readonly Run[])[];

/** What goes in the place of each mark. */
export function fillOfficeForm(form: OfficeForm, filling: Filling): OfficeFilling {
  const fields: Record<string, Lines> = {};
  const rows: Record<string, readonly Readonly<Record<string, Lines>>[]> = {};
  for (const inside of insidesOf(form)) {
    const { rows: group } = formMark(inside);
    if (group === undefined) fields[inside] = linesFor(inside, filling);
    else rows[group] ??= rowsFor(group, columnsOf(form, group), filling);
  }
  return { bytes: form.bytes, fields, rows };
}

/** Each mark once, in the form's order. */
function insidesOf(form: OfficeForm): string[] {
  return [...new Set(form.marks.map((mark) => mark.inside))];
}

/** The marks of a repeated row, without the name of the question. */
function columnsOf(form: OfficeForm, group: string): string[] {
  return insidesOf(form)
    .filter((inside) => inside.startsWith(`${group}.`))
    .map((inside) => inside.slice(group.length + 1));
}

/** Long answers line by line, part by part; everything else as a block's mark would show it. */
function linesFor(inside: string, filling: Filling): Lines {
  const mark = formMark(inside);
  const place = placeOf(filling.plan.call, mark.id, filling.row?.path);
  const whole = mark.filter === undefined && place?.is === 'answer';
  const paragraphs = whole
    ? answerParagraphs({ answer: mark.id }, filling, CELL)
    : paragraphsOf(fill(`{{${inside}}}`, filling), CELL);
  return paragraphs.map((paragraph) => paragraph.runs);
}

const CELL: Pick<Paragraph, 'role'> = { role: 'cell' };

/** One record per row; where there are none, a single line that says so or that is still to be filled. */
function rowsFor(
  group: string,
  columns: readonly string[],
  filling: Filling,
): Readonly<Record<string, Lines>>[] {
  const fillings = rowFillings(filling, group);
  if (fillings.length > 0)
    return fillings.map((row) =>
      Object.fromEntries(columns.map((column) => [column, linesFor(column, row)])),
    );
  const state = stateAt(filling.plan, group);
  if (state === 'hidden') return [];
  const content = columns.filter((column) => formMark(column).id !== 'no');
  const only = (run: Run, columnsFilled: readonly string[]): Readonly<Record<string, Lines>> =>
    Object.fromEntries(columns.map((column) => [column, columnsFilled.includes(column) ? [[run]] : [[]]]));
  if (state === 'none') return [only({ text: sentence('document.none') }, content.slice(0, 1))];
  // A question with rows that was put off, or only just begun, has no row yet.
  if (state === 'blank') return [only({ text: '' }, [])];
  return [only({ text: '', missing: true, path: group }, content)];
}

/** The filled marks as a table of questions and answers: what a preview shows, and what the document is checked by. */
export function officeFormBlocks(form: OfficeForm, filled: OfficeFilling, filling: Filling): Block[] {
  const { call } = filling.plan;
  const label = (id: string, scope?: string): string => {
    const place = placeOf(call, id, scope);
    if (!place) return id;
    return place.is === 'computed' ? place.computed.label : place.question.label;
  };
  const cell = (runs: readonly Run[][] | Lines): Cell => ({
    blocks: runs.map((line) => ({ type: 'paragraph', role: 'cell', runs: line, ...pathIn(line) })),
  });
  const head = (text: string): Cell => ({ header: true, ...cell([[{ text }]]) });
  // The call's own data and the version mark are no answers.
  const answers = Object.entries(filled.fields).filter(([inside]) => !isBuiltIn(formMark(inside).id));
  const single = answers.map(([inside, lines]) => ({
    cells: [head(label(formMark(inside).id)), cell(lines)],
  }));
  const groups = Object.entries(filled.rows).map(([group, rows]): Block => {
    const columns = columnsOf(form, group);
    return {
      type: 'table',
      widths: columns.map(() => 1),
      headerRows: 1,
      rows: [
        { cells: columns.map((column) => head(columnLabel(column, label, group))) },
        ...rows.map((row) => ({ cells: columns.map((column) => cell(row[column] ?? [])) })),
      ],
    };
  });
  const note: Paragraph = {
    type: 'paragraph',
    role: 'note',
    runs: [{ text: sentence('document.office_form') }],
  };
  const table: Block = { type: 'table', widths: [1, 2], headerRows: 0, rows: single };
  return [note, ...(single.length > 0 ? [table] : []), ...groups];
}

function isBuiltIn(id: string): boolean {
  return (builtIns as readonly string[]).includes(id);
}

function columnLabel(column: string, label: (id: string, scope?: string) => string, group: string): string {
  const { id } = formMark(column);
  return id === 'no' ? sentence('document.row_no') : label(id, `${group}/r1`);
}

function pathIn(runs: readonly Run[]): { path?: string } {
  const path = runs.find((run) => run.path !== undefined)?.path;
  return path === undefined ? {} : { path };
}
