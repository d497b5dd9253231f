/** The summary table as part of a document, and as a document of its own. */
import { halfWidths } from './clean.ts';
import type { Block, Cell, DocModel, Paragraph, Table, TableModel } from './model.ts';

/** The table itself and the notes below it. */
export function tableBlocks(table: TableModel): (Table | Paragraph)[] {
  const { columns, rows, notes } = table;
  return [
    {
      type: 'table',
      widths: columns.map((column) => column.width),
      headerRows: 1,
      rows: [
        { cells: columns.map((column) => cell(column.title, true)) },
        ...rows.map((row) => ({
          cells: row.map((value) => cell(value === null ? '' : String(value), false)),
          height: 28,
        })),
      ],
    },
    ...notes.map((note) => line('note', note)),
  ];
}

/** The table as a document: mark, title, head lines, the table with repeated headings, notes. */
export function tableDocument(table: TableModel): DocModel {
  const blocks: Block[] = [
    ...(table.mark ? [line('mark', table.mark)] : []),
    line('title', table.title),
    ...headLines(table).map((text) => line('note', text)),
    ...tableBlocks(table),
  ];
  return {
    id: table.id,
    title: table.title,
    fileName: table.fileName,
    layout: 'form',
    landscape: table.landscape,
    blocks,
    mark: table.version ?? '',
    draft: table.draft ?? false,
  };
}

/** Half characters that stand on one line above the table. */
const LANDSCAPE = 92;
const PORTRAIT = 60;

/** Who fills the table in, with whom to speak, when: as many beside one another as fit, none broken. */
function headLines({ head, landscape }: TableModel): string[] {
  const most = landscape ? LANDSCAPE : PORTRAIT;
  const lines: string[] = [];
  for (const { label, value } of head) {
    const part = `${label}${value || '　　　　　　'}`;
    const last = lines.at(-1);
    const joined = last === undefined ? part : `${last}　　${part}`;
    if (last === undefined || halfWidths(joined) > most) lines.push(part);
    else lines[lines.length - 1] = joined;
  }
  return lines;
}

function line(role: Paragraph['role'], text: string): Paragraph {
  return { type: 'paragraph', role, runs: [{ text }] };
}

function cell(text: string, header: boolean): Cell {
  return { blocks: [line('cell', text)], ...(header ? { header: true } : {}) };
}
