/** Tables of a document: `grid` as the notice draws it, `rows_of` one line per row of a question. */

import { text as sentence } from '../text/index.ts';
import { answerParagraphs, paragraphsOf } from './answer.ts';
import { type Filling, fill, fillText, plannedFillings, stateAt } from './fill.ts';
import type { Cell, Paragraph, Table } from './model.ts';
import { sortedRows } from './order.ts';
import type { BlockSpec } from './spec.ts';

type GridSpec = Extract<BlockSpec, { grid: unknown }>['grid'];
type RowSpec = GridSpec['rows'][number];
type CellSpec = RowSpec['cells'][number];
type Row = Table['rows'][number];

/** A table drawn cell by cell; a line with `each` repeats for every row of that question. */
export function buildGrid(grid: GridSpec, filling: Filling): Table {
  const rows = grid.rows.flatMap((row) => gridRows(row, filling));
  const headerRows = headingsOf(grid);
  // A grid of labels only is no heading of anything.
  return {
    type: 'table',
    widths: grid.widths,
    headerRows: headerRows < grid.rows.length ? headerRows : 0,
    rows,
  };
}

/** Rows of labels at the top; one whose merged cell reaches down among the answers heads only its own block. */
function headingsOf(grid: GridSpec): number {
  const first = grid.rows.findIndex((row) => row.each || !row.cells.every((cell) => cell.label));
  const count = first < 0 ? grid.rows.length : first;
  const reaching = grid.rows
    .slice(0, count)
    .findIndex((row, at) => row.cells.some((cell) => at + cell.row_span > count));
  return reaching < 0 ? count : reaching;
}

function gridRows(row: RowSpec, filling: Filling): Row[] {
  const paint = (each: Filling): Row => ({
    cells: row.cells.map((cell) => gridCell(cell, each)),
    ...(row.height ? { height: row.height } : {}),
  });
  if (!row.each) return [paint(filling)];
  const rows = plannedFillings(filling, row.each);
  return [...rows, ...emptyLines(filling, rows.length, row.pad_to ?? 1)].map(paint);
}

/** Printed lines without an answer, numbered on. */
function emptyLines(filling: Filling, from: number, to: number): Filling[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => ({
    ...filling,
    row: { number: from + index + 1 },
  }));
}

function gridCell(cell: CellSpec, filling: Filling): Cell {
  const blocks = cell.leave_empty
    ? []
    : cell.answer
      ? longCell(
          answerParagraphs({ answer: cell.answer, ...(cell.parts ? { parts: cell.parts } : {}) }, filling, {
            role: 'cell',
          }),
        )
      : cellParagraphs(cell.text ?? '', filling);
  const path = blocks.find((block) => block.path !== undefined)?.path;
  return {
    blocks,
    ...(cell.col_span > 1 ? { colSpan: cell.col_span } : {}),
    ...(cell.row_span > 1 ? { rowSpan: cell.row_span } : {}),
    ...(cell.label ? { header: true } : {}),
    ...(cell.align ? { align: cell.align } : {}),
    ...(cell.v_align ? { vAlign: cell.v_align } : {}),
    ...(path ? { path } : {}),
  };
}

/** Several paragraphs in one cell are told apart by their indent. */
function longCell(blocks: readonly Paragraph[]): readonly Paragraph[] {
  return blocks.length > 1 ? blocks.map((block) => ({ ...block, indent: 2 })) : blocks;
}

function cellParagraphs(template: string, filling: Filling): Paragraph[] {
  return template === '' ? [] : paragraphsOf(fill(template, filling), { role: 'cell' });
}

/** One line per row of a question under printed headings. */
export function buildRows(spec: Extract<BlockSpec, { rows_of: string }>, filling: Filling): Table[] {
  const state = stateAt(filling.plan, spec.rows_of);
  if (state === 'hidden') return [];
  const rows = sortedRows(filling, spec.rows_of, spec.by);
  const header: Row = {
    cells: spec.columns.map((column) => ({ header: true, blocks: cellParagraphs(column.title, filling) })),
  };
  const lines = [...rows, ...emptyLines(filling, rows.length, spec.min_rows ?? 0)].map(
    (each): Row => ({ cells: spec.columns.map((column) => lineCell(column.value, each)) }),
  );
  if (lines.length === 0) lines.push(nothing(spec, state, filling));
  return [
    {
      type: 'table',
      widths: spec.columns.map((column) => column.width),
      headerRows: 1,
      rows: [header, ...lines],
    },
  ];
}

function lineCell(template: string, filling: Filling): Cell {
  const blocks = cellParagraphs(template, filling);
  const path = blocks.find((block) => block.path !== undefined)?.path ?? filling.row?.path;
  return { blocks, ...(path ? { path } : {}) };
}

/** The single line of a table without rows: what the call says for none, or a place still to be filled. */
function nothing(spec: Extract<BlockSpec, { rows_of: string }>, state: string, filling: Filling): Row {
  const path = spec.rows_of;
  const text = state === 'none' ? (spec.empty ?? sentence('document.none')) : '';
  const run = state === 'missing' ? { text: '', missing: true } : { text: fillText(text, filling) };
  const blocks: Paragraph[] = [{ type: 'paragraph', role: 'cell', runs: [run], path }];
  return { cells: [{ blocks, colSpan: spec.columns.length, align: 'center', path }] };
}
