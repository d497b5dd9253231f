/** Reads a list of people out of a workbook: every row, or none and what is wrong with which. */

import type { SheetCell, SheetPage, SheetRead } from '../documents/ports.ts';
import { type Issue, must, should } from '../issue.ts';
import { addDays, showDay } from '../kinds/calendar.ts';
import { date } from '../kinds/date.ts';
import { email } from '../kinds/email.ts';
import type { LeafKind } from '../kinds/kind.ts';
import { organisation } from '../kinds/organisation.ts';
import { person } from '../kinds/person.ts';
import { phone } from '../kinds/phone.ts';
import { excerpt, half, oneLine } from '../kinds/reading.ts';
import { rosterNothing } from '../text/zh-CN/lexicon/roster.ts';
import { columnTitle, type Finding, type ListedLine, numbers, ofSheet } from './finding.ts';
import { type Headings, headingsIn } from './headings.ts';
import { ROSTER_COLUMNS, ROSTER_MOST, ROSTER_NEEDED, type RosterColumn, type RosterLine } from './roster.ts';
import { judgeTogether, unitDeadlines } from './together.ts';

/** What a workbook says. With any finding of level `must` nothing of it may be taken. */
export interface Listing {
  /** Columns that the workbook has; of the others it says nothing. */
  readonly columns: readonly RosterColumn[];
  readonly lines: readonly ListedLine[];
  readonly findings: readonly Finding[];
}

type Workbook = Extract<SheetRead, { ok: true }>;

/** The list in a workbook. `today` is `YYYY-MM-DD`. */
export function listingOf(workbook: Workbook, today: string): Listing {
  const heads = workbook.sheets.filter(({ hidden }) => !hidden).flatMap((page) => headingsIn(page) ?? []);
  const found = chosen(heads);
  if ('issue' in found) return refused(found.issue);
  const { page, wrong, missing } = found;
  const headed = [...wrong, ...missing.filter((each) => ROSTER_NEEDED.includes(each)).map(noColumn)];
  if (headed.length > 0) return { columns: [], lines: [], findings: headed.map(ofSheet) };
  const rows = page.rows.filter(({ number }) => number > found.row);
  const findings: Finding[] = [...mergesBelow(page, found), ...notesOf(found)];
  const lines: ListedLine[] = [];
  for (const { number, cells } of rows) {
    const read = lineOf(number, cells, found, { today, from1904: workbook.from1904 });
    findings.push(...read.findings);
    if (read.line) lines.push({ row: number, line: read.line });
  }
  if (lines.length === 0 && findings.every(({ issue }) => issue.level !== 'must'))
    findings.push(ofSheet(must('roster.empty')));
  if (lines.length > ROSTER_MOST)
    findings.push(ofSheet(must('roster.too_many', { max: ROSTER_MOST, count: lines.length })));
  const columns = ROSTER_COLUMNS.filter((column) => !missing.includes(column));
  return { columns, ...together(lines, findings) };
}

function refused(issue: Issue): Listing {
  return { columns: [], lines: [], findings: [ofSheet(issue)] };
}

function noColumn(column: RosterColumn): Issue {
  return must('roster.no_column', { column: columnTitle(column) });
}

/** The sheet that is meant: the one with the headings, of several the one that is called so. */
function chosen(heads: readonly Headings[]): Headings | { readonly issue: Issue } {
  const able = heads.filter(({ missing }) => ROSTER_NEEDED.every((each) => !missing.includes(each)));
  const [only] = able;
  const [called] = able.filter(({ isNamed }) => isNamed);
  if (only && able.length === 1) return only;
  if (called) return called;
  if (able.length > 1)
    return {
      issue: must('roster.two_sheets', { names: able.map(({ page }) => `“${page.name}”`).join('、') }),
    };
  const [near] = heads;
  return near ?? { issue: must('roster.no_headings') };
}

/** Merged cells below the headings: which row their text belongs to is anybody's guess. */
function mergesBelow({ merges }: SheetPage, { row }: Headings): Finding[] {
  return merges
    .filter(({ bottom }) => bottom > row)
    .map(({ ref, top }) => ({ row: top, column: null, issue: must('roster.merged', { ref }) }));
}

/** What is read although it cannot be seen, and what is not read although it can. */
function notesOf({ page, row, columns, unknown }: Headings): Finding[] {
  const rows = page.rows.filter(({ number, hidden }) => hidden && number > row).map(({ number }) => number);
  const hidden = [...columns].filter(([at]) => page.hiddenColumns.includes(at)).map(([, column]) => column);
  const notes: Issue[] = [];
  if (rows.length > 0) notes.push(should('roster.hidden_rows', { count: rows.length, rows: numbers(rows) }));
  for (const column of hidden) notes.push(should('roster.hidden_columns', { column: columnTitle(column) }));
  if (unknown.length > 0)
    notes.push(should('roster.unknown_columns', { columns: unknown.slice(0, 5).join('、') }));
  return notes.map(ofSheet);
}

interface Env {
  readonly today: string;
  readonly from1904: boolean;
}

/** One row: its line, or what is wrong with it; neither for a row without anything that is read. */
function lineOf(
  row: number,
  cells: ReadonlyMap<number, SheetCell>,
  { columns }: Headings,
  env: Env,
): { line?: RosterLine; findings: readonly Finding[] } {
  const line: Record<string, string> = Object.fromEntries(ROSTER_COLUMNS.map((column) => [column, '']));
  const findings: Finding[] = [];
  let any = false;
  for (const [at, column] of columns) {
    const cell = cells.get(at);
    if (!cell) continue;
    const read = cellValue(cell, column, `${letters(at)}${row}`, env);
    if (typeof read !== 'string') findings.push({ row, column, issue: read });
    else line[column] = read;
    any ||= typeof read !== 'string' || read !== '';
  }
  if (!any) return { findings };
  const refusedAt = new Set(findings.map(({ column }) => column));
  for (const column of ROSTER_NEEDED)
    if (line[column] === '' && !refusedAt.has(column))
      findings.push({ row, column, issue: must('roster.missing') });
  return findings.length > 0 ? { findings } : { line: line as RosterLine, findings };
}

/** `A` for 1, `AA` for 27. */
function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return `${rest > 0 ? letters(rest) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

/** A cell's value as it is kept, or what is wrong with it. */
function cellValue(cell: SheetCell, column: RosterColumn, name: string, env: Env): string | Issue {
  if (cell.kind === 'formula') return must('roster.formula', { cell: name });
  if (cell.kind === 'day')
    return column === 'due' ? dueOf(cell.day, env.today) : parsed(column, cell.day, env);
  if (cell.kind === 'number')
    return column === 'due'
      ? dueOf(serialDay(cell.number, env.from1904) ?? String(cell.number), env.today)
      : parsed(column, String(cell.number), env);
  if (cell.kind !== 'text') return must('roster.fault', { cell: name });
  const written = oneLine(cell.text);
  if (rosterNothing.includes(half(written).toLowerCase())) return '';
  return column === 'due' ? dueOf(written, env.today) : parsed(column, written, env);
}

/** Days since 1899-12-30 (or 1904-01-01): a date whose cell lost its format. Undefined where it can be none. */
export function serialDay(serial: number, from1904: boolean): string | undefined {
  const days = Math.floor(serial);
  // From 2009 to 2064: what is below or above is some other number.
  if (!(days >= 38_000 && days <= 60_500)) return undefined;
  return addDays(from1904 ? '1904-01-01' : '1899-12-30', days);
}

function dueOf(said: string, today: string): string | Issue {
  if (said === '') return '';
  const day = parseWith(
    date,
    { type: 'date', precision: 'day' },
    half(said).replace(/\s+\d{1,2}:\d{2}.*$/, ''),
    today,
  );
  if (typeof day !== 'string') return day;
  return day < today ? must('roster.due_past', { day: showDay(day) }) : day;
}

const ACCOUNT = /^[A-Za-z0-9][\w.@-]{0,63}$/;

function parsed(column: RosterColumn, words: string, { today }: Env): string | Issue {
  switch (column) {
    case 'unit':
      return parseWith(organisation, { type: 'organisation' }, words, today);
    case 'person':
      return parseWith(person, { type: 'person' }, words, today);
    case 'phone':
      return parseWith(phone, { type: 'phone' }, words, today);
    case 'email':
      return parseWith(email, { type: 'email' }, words, today);
    case 'wecom': {
      const account = half(words).replace(/\s/g, '');
      return ACCOUNT.test(account) ? account : must('roster.wecom', { text: excerpt(words) });
    }
    default:
      return words;
  }
}

/** The kind's own reading; several readings are a person's to choose, which a list cannot. */
function parseWith(kind: unknown, config: unknown, words: string, today: string): string | Issue {
  const { parse } = kind as LeafKind;
  const read = parse(words, config as Parameters<typeof parse>[1], { today });
  if (read.kind === 'issue') return read.issue;
  if (read.kind === 'readings') return must('roster.several');
  return String(read.value);
}

/** What only several rows together show; a unit's deadline holds for all its people. */
function together(lines: readonly ListedLine[], findings: readonly Finding[]): Omit<Listing, 'columns'> {
  const due = unitDeadlines(lines);
  const seen = judgeTogether(due.lines);
  return { lines: seen.lines, findings: [...findings, ...due.findings, ...seen.findings] };
}
