/** Tables: the form's own, cover lines and signature blocks. All widths are fixed, in twips, and add up. */
import {
  BorderStyle,
  type Paragraph as DocxParagraph,
  Table as DocxTable,
  HeightRule,
  type IBorderOptions,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { halfWidths } from '../../forms/documents/clean.ts';
import type { Cell, Paragraph, Run, Table } from '../../forms/documents/model.ts';
import { neededFor, shareOut } from './columns.ts';
import { type Brush, paintParagraph, widthOf } from './docx-text.ts';
import type { TextLook } from './look.ts';

const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const LINE: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE };
const NO_TABLE_BORDERS = { ...NO_BORDERS, insideHorizontal: NONE, insideVertical: NONE };
const CELL_MARGINS = { top: 50, bottom: 50, left: 90, right: 90 };
const VERTICAL = {
  top: VerticalAlignTable.TOP,
  center: VerticalAlignTable.CENTER,
  bottom: VerticalAlignTable.BOTTOM,
} as const;
/** A row taller than this many lines may break across pages; shorter ones stay whole. */
const LINES_KEPT_WHOLE = 12;
/** A table of no more lines than this stays on one page: about half of one. */
const TABLE_LINES_KEPT_WHOLE = 16;
/** Latin letters and digits are a little wider than half a hanzi in some fonts. */
const SLACK = 1.12;

/** A table of the model, the text's full width. Header rows repeat on every page. */
export function paintTable(brush: Brush, table: Table): DocxTable {
  const { textWidth } = brush.look;
  const look = cellLook(brush, table);
  const widths = shareOut(table.widths, textWidth, leastWidths(table, look));
  const placed = placeCells(table, widths, look);
  const small = placed.reduce((sum, row) => sum + row.lines, 0) <= TABLE_LINES_KEPT_WHOLE;
  const rows = placed.map(({ cells, lines, height, shared }, index) => {
    const head = index < table.headerRows;
    const keepNext = head || (index < placed.length - 1 && (small || shared || leadsOn(cells)));
    return new TableRow({
      children: cells.map(({ cell, width }) => paintCell(brush, cell, { width, look, head, keepNext })),
      tableHeader: head,
      cantSplit: lines <= LINES_KEPT_WHOLE || head,
      ...(height ? { height: { value: Math.round(height * 20), rule: HeightRule.ATLEAST } } : {}),
    });
  });
  return new DocxTable({
    rows,
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: CELL_MARGINS,
    borders: {
      top: LINE,
      bottom: LINE,
      left: LINE,
      right: LINE,
      insideHorizontal: LINE,
      insideVertical: LINE,
    },
  });
}

/** A printed heading inside the table stays with what it heads. */
function leadsOn(cells: PlacedRow['cells']): boolean {
  return cells.every(({ cell }) => cell.header);
}

/** Most rows under one merged heading that are kept on one page: a longer list may break. */
const SHARED_KEPT_WHOLE = 8;

interface PlacedRow {
  readonly cells: readonly { readonly cell: Cell; readonly width: number }[];
  /** Lines of its tallest cell. */
  readonly lines: number;
  readonly height: number | undefined;
  /** Whether a heading's merged cell goes on into the next row. */
  readonly shared: boolean;
}

/** Every cell with its width, columns taken by cells merged from above being passed over. */
function placeCells(table: Table, widths: readonly number[], look: TextLook): PlacedRow[] {
  const covered = widths.map(() => 0);
  let sharing = 0;
  return table.rows.map((row) => {
    let column = 0;
    const cells = row.cells.map((cell) => {
      while ((covered[column] ?? 0) > 0) column += 1;
      const end = column + (cell.colSpan ?? 1);
      const width = widths.slice(column, end).reduce((left, right) => left + right, 0);
      covered.fill(cell.rowSpan ?? 1, column, end);
      const span = cell.rowSpan ?? 1;
      if (cell.header && span <= SHARED_KEPT_WHOLE) sharing = Math.max(sharing, span);
      column = end;
      return { cell, width };
    });
    covered.forEach((left, at) => {
      covered[at] = Math.max(0, left - 1);
    });
    sharing = Math.max(0, sharing - 1);
    const lines = Math.max(1, ...cells.map(({ cell, width }) => linesIn(cell, width, look)));
    return { cells, lines, height: row.height, shared: sharing > 0 };
  });
}

/** What each column needs in twips so that its short entries do not break; merged cells set no demand. */
function leastWidths(table: Table, look: TextLook): number[] {
  const least = table.widths.map(() => 0);
  for (const row of table.rows) {
    if (row.cells.length !== least.length) continue;
    row.cells.forEach((cell, index) => {
      const texts = cell.blocks.map((block) => block.runs.map((run) => run.text).join(''));
      const needed = Math.max(0, ...texts.map(neededFor)) * look.size * 10 * SLACK;
      least[index] = Math.max(least[index] ?? 0, needed + CELL_MARGINS.left + CELL_MARGINS.right + 60);
    });
  }
  return least;
}

/** Wide tables take smaller type, so that columns stay readable. */
function cellLook(brush: Brush, table: Table): TextLook {
  const look = brush.look.role.cell;
  return !brush.look.landscape && table.widths.length > 5
    ? { ...look, size: Math.min(look.size, 10.5) }
    : look;
}

function linesIn(cell: Cell, width: number, look: TextLook): number {
  const room = width - CELL_MARGINS.left - CELL_MARGINS.right;
  return cell.blocks.reduce((sum, block) => {
    const text = block.runs.map((run) => run.text).join('');
    return sum + Math.max(1, Math.ceil(widthOf(text, look.size) / Math.max(room, 1)));
  }, 0);
}

interface CellPlace {
  readonly width: number;
  readonly look: TextLook;
  readonly head: boolean;
  readonly keepNext: boolean;
}

function paintCell(brush: Brush, cell: Cell, { width, look, head, keepNext }: CellPlace): TableCell {
  const label = cell.header === true || head;
  const long = linesIn(cell, width, look) > 1 || cell.blocks.length > 1;
  const align = cell.align ?? (label || !long ? 'center' : 'left');
  const own: TextLook = label ? { ...look, font: 'heading1' } : look;
  const blocks: readonly Paragraph[] =
    cell.blocks.length > 0 ? cell.blocks : [{ type: 'paragraph', role: 'cell', runs: [] }];
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    ...(cell.colSpan && cell.colSpan > 1 ? { columnSpan: cell.colSpan } : {}),
    ...(cell.rowSpan && cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
    verticalAlign: VERTICAL[cell.vAlign ?? 'center'],
    children: blocks.map((block) =>
      paintParagraph(brush, { ...block, align: block.align ?? align }, { look: own, keepNext }),
    ),
  });
}

/**
 * Cover lines: label and underlined answer in a table without borders, so that long names wrap under themselves and
 * every underline begins at the same place and ends at the same place. The first run of a line is its label.
 */
export function paintCover(brush: Brush, lines: readonly Paragraph[]): DocxTable {
  const look = brush.look.role.cover;
  const labels = lines.map((line) => line.runs[0]?.text ?? '');
  const widest = Math.max(...labels.map((label) => widthOf(label, look.size)));
  const total = Math.round(brush.look.textWidth * 0.92);
  const first = Math.min(widest + 120, Math.round(total * 0.5));
  const widths = [first, total - first];
  return new DocxTable({
    rows: lines.map((line) => coverRow(brush, line, widths, look)),
    width: { size: total, type: WidthType.DXA },
    indent: { size: Math.round((brush.look.textWidth - total) / 2), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: { top: 120, bottom: 20, left: 40, right: 40 },
    borders: NO_TABLE_BORDERS,
  });
}

function coverRow(brush: Brush, line: Paragraph, widths: readonly number[], look: TextLook): TableRow {
  const [label = { text: '' }, ...answer] = line.runs;
  const paint = (runs: readonly Run[]): DocxParagraph =>
    paintParagraph(brush, { ...line, runs, align: 'left', indent: 0 }, { look });
  // The cell's own border is the underline: a blank needs none, a marked place in a draft keeps its mark.
  const shown = answer
    .filter((run) => brush.draft || !(run.missing && run.text.trim() === ''))
    .map((run) => ({ ...run, underline: false }));
  return new TableRow({
    cantSplit: true,
    height: { value: 760, rule: HeightRule.ATLEAST },
    children: [
      new TableCell({
        width: { size: widths[0] ?? 0, type: WidthType.DXA },
        verticalAlign: VerticalAlignTable.BOTTOM,
        borders: NO_BORDERS,
        children: [paint([{ ...label, underline: false }])],
      }),
      new TableCell({
        width: { size: widths[1] ?? 0, type: WidthType.DXA },
        verticalAlign: VerticalAlignTable.BOTTOM,
        borders: { ...NO_BORDERS, bottom: LINE },
        children: [paint(shown)],
      }),
    ],
  });
}

/**
 * Lines to be signed and sealed, kept together on one page, in the right half, with room above for the seal. Moves
 * left as far as the longest line needs.
 */
export function paintSignature(
  brush: Brush,
  lines: readonly Paragraph[],
  pageBreakBefore: boolean,
): DocxParagraph[] {
  const look = brush.look.role.signature;
  const width = brush.look.textWidth;
  const longest = Math.max(
    ...lines.map((line) => halfWidths(line.runs.map((run) => run.text).join('')) * look.size * 10),
  );
  const indentLeft = Math.max(0, Math.min(Math.round(width * 0.46), width - longest - look.size * 20));
  return lines.map((line, index) =>
    paintParagraph(brush, line, {
      indentLeft,
      keepNext: index < lines.length - 1,
      pageBreakBefore: pageBreakBefore && index === 0,
      before: index === 0 ? (look.pitch ?? 560) : 0,
    }),
  );
}
