/**
 * A repeated group: rows of columns, asked row by row, closed when the person says that these are all. Rows have
 * ids that are never used again, so that an answer stays with its row however rows move.
 */
import { z } from 'zod';
import { holds } from '../condition.ts';
import type { Issue } from '../issue.ts';
import { Question } from '../question.ts';
import type { Answer, Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import type {
  Book,
  CellProposal,
  CompositeKind,
  Kind,
  LeafKind,
  ParseEnv,
  RowsValue,
  Slot,
  SlotBlock,
} from './kind.ts';
import { LINE_LIMIT } from './reading.ts';
import { type Cell, groupsOfRow, type Row } from './row.ts';

/** Finds the kind of a part; handed in by the table of kinds, which this file is part of. */
export type FindLeaf = (question: Question) => LeafKind;
/** Finds the kind of a column, which may itself have steps inside. */
export type FindKind = (question: Question) => Kind;

/** Fields of every kind that repeats. */
export const rowFields = {
  min: z.int().min(0).default(1).describe('Rows the form needs at least; the first is asked at once'),
  max: z.int().min(1).optional(),
};

const Config = z.strictObject({
  type: z.literal('rows'),
  columns: z
    .array(Question)
    .min(1)
    .refine((columns) => columns.every(({ kind }) => !['rows', 'indicators'].includes(kind.type)), {
      error: 'rows_in_rows',
    })
    .describe('Questions without rows of their own; a show_if looks into the same row first'),
  ...rowFields,
  row_label: z.string().min(1).describe('What one row is called: 案例'),
});
type Config = z.infer<typeof Config>;

/** What a repeating kind needs to know of its configuration. */
export interface Repeat {
  readonly columns: readonly Question[];
  readonly min: number;
  readonly max?: number | undefined;
}

const NONE: RowsValue = { rows: [], closed: false };

/** The rows of a question as they stand; none where nothing was said, closed where the person said there are none. */
export function rowsOf(book: Book, path: Path): RowsValue {
  const answer = book.get(path);
  if (answer?.state === 'none') return { ...NONE, closed: true };
  return answer?.state === 'given' ? ((answer.value as unknown as RowsValue | undefined) ?? NONE) : NONE;
}

function numberOf(row: string): number {
  return Number(row.slice(1)) || 0;
}

function lastOf(value: RowsValue): number {
  return Math.max(0, value.last ?? 0, ...value.rows.map(numberOf));
}

/** An id that no row of this question ever had. */
export function nextRowId(value: RowsValue): string {
  return `r${lastOf(value) + 1}`;
}

/** One more row at the end; the question is open again. */
export function addRow(value: RowsValue): { value: RowsValue; row: string } {
  const row = nextRowId(value);
  return { value: { ...value, rows: [...value.rows, row], closed: false, last: numberOf(row) }, row };
}

/** Rows of one list that can be brought back; beyond, the one taken away first is given up. */
const MOST_REMOVED = 20;

/**
 * Without a row; its id is not given again. The answers of its cells stay: they are out of the form, and come back
 * with the row.
 */
export function dropRow(value: RowsValue, row: string): RowsValue {
  const last = Math.max(lastOf(value), numberOf(row));
  const at = Math.max(0, value.rows.indexOf(row));
  const removed = [...(value.removed ?? []), { row, at }].slice(-MOST_REMOVED);
  return { ...value, rows: value.rows.filter((each) => each !== row), last, removed };
}

/** Rows that were taken away before and cannot be brought back after: their answers are the caller's to take away. */
export function forgotten(before: RowsValue, after: RowsValue): string[] {
  const kept = new Set([...after.rows, ...(after.removed ?? []).map(({ row }) => row)]);
  return (before.removed ?? []).map(({ row }) => row).filter((row) => !kept.has(row));
}

/** With a row that was taken away, where it stood; as it is where there is no such row. */
export function restoreRow(value: RowsValue, row: string): RowsValue {
  const gone = value.removed?.find((each) => each.row === row);
  if (!gone || value.rows.includes(row)) return value;
  const rows = [...value.rows];
  rows.splice(Math.min(gone.at, rows.length), 0, row);
  return { ...value, rows, removed: value.removed?.filter((each) => each.row !== row) ?? [] };
}

/** The row at another place, counted from 0; places beyond the ends mean the ends. */
export function moveRow(value: RowsValue, row: string, to: number): RowsValue {
  if (!value.rows.includes(row)) return value;
  const rows = value.rows.filter((each) => each !== row);
  rows.splice(Math.min(Math.max(0, to), rows.length), 0, row);
  return { ...value, rows };
}

/** The rows shown: those there are, and new ones up to the least number. */
export function shownRows(value: RowsValue, min: number): string[] {
  const rows = [...value.rows];
  for (let next = lastOf(value) + 1; rows.length < min; next += 1) rows.push(`r${next}`);
  return rows;
}

/** The columns of one row that are asked: `show_if` is looked up in the row first. */
export function columnsOf(repeat: Repeat, rowPath: Path, book: Book): Question[] {
  const lookup = (id: string): unknown => book.plain(id, rowPath);
  return repeat.columns.filter((column) => !column.show_if || holds(column.show_if, lookup));
}

/** The slots of a repeating question: row by row, then the step that asks for one more (not at the largest number). */
export function rowBlocks(
  question: Question,
  path: Path,
  book: Book,
  repeat: Repeat,
  find: FindKind,
): SlotBlock[] {
  const value = rowsOf(book, path);
  const least = book.get(path)?.state === 'none' ? 0 : repeat.min;
  const rows = shownRows(value, least);
  const blocks = rows.map((id, at): SlotBlock => {
    const place = { path: `${path}/${id}`, number: at + 1, count: rows.length };
    const row: Row = { question, place, wanted: question.required || value.rows.includes(id) };
    const cells = (): readonly Cell[] => cellsOf(repeat, place.path, book, find);
    const asked = book.recall?.(`cells ${place.path}`, cells) ?? cells();
    return { path: place.path, groups: groupsOfRow(row, asked, book) };
  });
  if (repeat.max !== undefined && rows.length >= repeat.max) return blocks;
  const row = { path, number: rows.length, count: rows.length };
  const required = question.required && repeat.min > 0;
  const more: Slot = { path, leaf: question, question, row, control: 'rows', required };
  return [...blocks, { path, groups: [{ path, slots: [more] }] }];
}

/** All of them in one list. */
export function rowSlots(...of: Parameters<typeof rowBlocks>): Slot[] {
  return rowBlocks(...of).flatMap(({ groups }) => groups.flatMap(({ slots }) => slots));
}

/** A column that is asked in a row, with the steps inside it where it has any. */
function cellsOf(repeat: Repeat, rowPath: Path, book: Book, find: FindKind): Cell[] {
  return columnsOf(repeat, rowPath, book).map((column): Cell => {
    const kind = find(column);
    const path = `${rowPath}/${column.id}`;
    if (kind.shape === 'leaf') return { column };
    // Its groups stand for all that is answered under it, whatever of that it reads.
    book.version?.(path);
    return {
      column,
      inside: kind.groups?.(column, path, book) ?? [{ path, slots: kind.slots(column, path, book) }],
    };
  });
}

/** Closed by the person, or as many as there may be. */
export function rowsSettled(path: Path, book: Book, repeat: Repeat): boolean {
  const value = rowsOf(book, path);
  return value.closed || (repeat.max !== undefined && value.rows.length >= repeat.max);
}

/** A cell answered before any row was stored: its row exists since then. */
export function impliedRows(path: Path, book: Book, repeat: Repeat, find: FindKind): Answer | undefined {
  const rows = shownRows(NONE, repeat.min);
  const cells = rows.map((row) => firstAnswer(repeat.columns, `${path}/${row}`, book, find));
  const last = cells.findLastIndex((cell) => cell !== undefined);
  const cell = cells[last];
  if (!cell) return undefined;
  const { by, at, channel, message } = cell;
  const value = { rows: rows.slice(0, last + 1), closed: false, last: last + 1 };
  return { state: 'given', value, original: '', by, at, channel, message };
}

/** The first answer in a row, also deep inside a column. */
function firstAnswer(columns: readonly Question[], at: Path, book: Book, find: FindKind): Answer | undefined {
  for (const column of columns) {
    const path = `${at}/${column.id}`;
    const kind = find(column);
    const answer =
      book.get(path) ??
      (kind.shape === 'composite' ? firstAnswer(kind.children(column.kind), path, book, find) : undefined);
    if (answer) return answer;
  }
  return undefined;
}

/** Shown text of one cell, empty where nothing is given. */
export function shownCell(column: Question, rowPath: Path, book: Book, find: FindKind): string {
  const path = `${rowPath}/${column.id}`;
  const kind = find(column);
  if (kind.shape === 'composite') return kind.show(column, path, book);
  const answer = book.get(path);
  if (answer?.state !== 'given' || answer.value === undefined) return '';
  return kind.show(answer.value, column.kind);
}

/** What a column with steps inside finds about one of its steps. */
function checkCell(repeat: Repeat, path: Path, at: Path, book: Book, find: FindKind): Issue[] {
  const [row, id] = at.slice(path.length + 1).split('/');
  const column = repeat.columns.find((each) => each.id === id);
  const kind = column && find(column);
  if (!column || kind?.shape !== 'composite') return [];
  return kind.check?.(column, `${path}/${row}/${column.id}`, at, book) ?? [];
}

function showRows(path: Path, book: Book, repeat: Repeat, find: FindKind): string {
  const lines = rowsOf(book, path).rows.map((row, at) => {
    const rowPath = `${path}/${row}`;
    const cells = columnsOf(repeat, rowPath, book).flatMap((column) => {
      const shown = shownCell(column, rowPath, book, find);
      return shown === '' ? [] : [sentence('kind.cell', { label: column.label, shown })];
    });
    return cells.length === 0 ? '' : sentence('kind.row', { number: at + 1, cells: joined(cells) });
  });
  return lines.filter((line) => line !== '').join('\n');
}

/** Most cells that are read well on one line. */
const ON_A_LINE = 5;

/** Cells of a row run together, a full stop before the mark between them dropped; many of them stand line by line. */
function joined(cells: readonly string[]): string {
  if (cells.length > ON_A_LINE) return cells.join('\n   ');
  return cells.map((cell, at) => (at < cells.length - 1 ? cell.replace(/[。；]+$/u, '') : cell)).join('；');
}

/**
 * A row written on one line, its cells in the order of the columns that words can fill (those without steps inside,
 * and no files), tabs, bars or commas between them. Every cell must read as its column's kind; a line with more cells,
 * with fewer than `leads` lets pass, or with the names of the columns, is no row.
 */
function readRow(all: readonly Question[], line: string, env: ParseEnv, find: FindKind): CellProposal[] {
  const columns = all.flatMap((column) => {
    const kind = find(column);
    return kind.shape === 'leaf' && !kind.takesFiles ? [{ column, kind }] : [];
  });
  if (columns.length < 2 || line.length > LINE_LIMIT) return [];
  const mark = ['\t', '|', '；', ';', '，', ','].find((each) => line.includes(each));
  const cells = (mark === undefined ? [] : line.split(mark))
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  const named = cells.every((cell, at) => cell === columns[at]?.column.label);
  if (named || !(cells.length === columns.length || leads(columns, cells.length, mark))) return [];
  const read = columns.slice(0, cells.length).map(({ column, kind }, at) => {
    const original = cells[at] ?? '';
    const parsed = kind.parse(original, column.kind, env);
    return parsed.kind === 'value' ? { column: column.id, value: parsed.value, original } : undefined;
  });
  return read.some((cell) => cell === undefined) ? [] : read.filter((cell) => cell !== undefined);
}

/** Between tabs or bars, the columns that need not be given may be left out at the end. */
function leads(columns: readonly { readonly column: Question }[], count: number, mark?: string): boolean {
  const needed = columns.findLastIndex(({ column }) => column.required) + 1;
  return (mark === '\t' || mark === '|') && count >= Math.max(2, needed) && count < columns.length;
}

/** The kind; `find` gives the kinds of the columns. */
export function rows(find: FindKind): CompositeKind<Config> {
  return {
    shape: 'composite',
    type: 'rows',
    config: Config,
    children: (config) => config.columns,
    slots: (question, path, book) => rowSlots(question, path, book, question.kind, find),
    blocks: (question, path, book) => rowBlocks(question, path, book, question.kind, find),
    show: (question, path, book) => showRows(path, book, question.kind, find),
    settled: (question, path, book) => rowsSettled(path, book, question.kind),
    readLine: (config, line, env) => readRow(config.columns, line, env, find),
    implied: (question, path, book) => impliedRows(path, book, question.kind, find),
    check: (question, path, at, book) => checkCell(question.kind, path, at, book, find),
  };
}
