/**
 * Paints a TableModel as an Excel workbook: printed headings, text that stays text, A4 fitted to the paper's width.
 */
import { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { cleanText, halfWidths } from '../../forms/documents/clean.ts';
import type { Column, TableModel } from '../../forms/documents/model.ts';
import { text as sentence } from '../../forms/text/index.ts';
import { neededFor, shareOut } from './columns.ts';
import { repack } from './zip.ts';

/** Longest text of a cell in Excel. */
const LONGEST = 32_767;
const THIN = { style: 'thin' } as const;
const BORDER = { top: THIN, bottom: THIN, left: THIN, right: THIN };
const FONTS = { title: '方正小标宋简体', mark: '黑体', head: '黑体', cell: '宋体' } as const;
/** What fits across A4 at full size within the margins set below, in Excel's width units (7 pixels at 96 dpi). */
const LANDSCAPE_UNITS = 132;
const PORTRAIT_UNITS = 88;
/** No clock here: the same table gives the same bytes. */
const EPOCH = new Date(Date.UTC(1980, 0, 1));

/**
 * The workbook's bytes; the same model gives the same bytes. Row by row: of ten thousand lines only one is there as
 * cells. Without `useStyles` the writer would drop number formats, and telephone numbers would turn scientific.
 */
export async function paintXlsx(table: TableModel): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const stream = new Writable({
    write(chunk: Uint8Array, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: true,
  });
  workbook.created = EPOCH;
  workbook.modified = EPOCH;
  workbook.title = cleanText(table.title);
  const columns = fitted(table);
  const sheet = workbook.addWorksheet(sheetName(table.title), layoutOf(table));
  sheet.columns = columns.map((column) => ({ width: column.width }));
  paintTop(sheet, { ...table, columns });
  for (const row of table.rows) paintRow(sheet, columns, row);
  for (const note of table.notes)
    paintWide(sheet, { ...table, columns }, note, {
      font: { name: FONTS.cell, size: 10.5 },
      alignment: { wrapText: true, vertical: 'top' },
    }).commit();
  sheet.commit();
  await workbook.commit();
  return repack(Buffer.concat(chunks));
}

/** The table's columns as wide as paper and content ask: Excel's unit is a digit of the standard font. */
function fitted(table: TableModel): Column[] {
  const sum = table.columns.reduce((total, column) => total + column.width, 0);
  const paper = table.landscape ? LANDSCAPE_UNITS : PORTRAIT_UNITS;
  // Beyond the paper's width Excel shrinks the print; a little narrower columns keep the type readable.
  const total = Math.round(Math.min(sum * 1.15, Math.max(paper, sum * 0.75)));
  const least = table.columns.map((column, index) => {
    const texts = [column.title, ...table.rows.map((row) => String(row[index] ?? ''))];
    return Math.max(...texts.map(neededFor)) * 1.05 + 2;
  });
  const widths = shareOut(
    table.columns.map((column) => column.width),
    total,
    least,
  );
  return table.columns.map((column, index) => ({ ...column, width: widths[index] ?? column.width }));
}

/** The row of the headings: mark, title and head lines stand above them. */
function headerRow({ mark, head }: TableModel): number {
  return 2 + (mark ? 1 : 0) + (head.length > 0 ? 1 : 0);
}

/** Mark, title, head lines and the headings. */
function paintTop(sheet: ExcelJS.Worksheet, table: TableModel): void {
  if (table.mark)
    paintWide(sheet, table, table.mark, {
      font: { name: FONTS.mark, size: 14 },
      alignment: { horizontal: 'left' },
    }).commit();
  const title = paintWide(sheet, table, table.title, {
    font: { name: FONTS.title, size: 18 },
    alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  });
  title.height = 36;
  title.commit();
  if (table.head.length > 0) {
    paintWide(sheet, table, headLine(table), {
      font: { name: FONTS.cell, size: 12 },
      alignment: { horizontal: 'left', wrapText: true },
    }).commit();
  }
  const header = sheet.addRow(table.columns.map((column) => cellText(column.title)));
  header.eachCell({ includeEmpty: true }, (cell) => {
    cell.font = { name: FONTS.head, size: 11 };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.border = BORDER;
    cell.numFmt = '@';
  });
  header.height = heightOf(
    table.columns,
    table.columns.map((column) => column.title),
    11,
  );
  header.commit();
}

/** Who fills the table in, with whom to speak, when: spread over the table's width, as forms print it. */
function headLine({ head, columns }: TableModel): string {
  const parts = head.map(({ label, value }) => `${label}${value || '　　　　　　'}`);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const taken = parts.reduce((sum, part) => sum + halfWidths(part), 0);
  // A letter of 12 pt takes a little more than one of Excel's units; two of them are a full-width space.
  const spare = Math.floor((width * 0.85 - taken) / 2 / Math.max(1, parts.length - 1));
  return parts.join('　'.repeat(Math.max(2, spare)));
}

function paintRow(
  sheet: ExcelJS.Worksheet,
  columns: readonly Column[],
  values: TableModel['rows'][number],
): void {
  const texts = columns.map((_, index) => cellValue(values[index] ?? null));
  const row = sheet.addRow(texts);
  columns.forEach((column, index) => {
    const cell = row.getCell(index + 1);
    const value = texts[index] ?? null;
    cell.font = { name: FONTS.cell, size: 11 };
    cell.border = BORDER;
    const centred =
      typeof value === 'number' || halfWidths(String(value ?? '')) <= Math.min(20, column.width - 2);
    cell.alignment = { vertical: 'middle', wrapText: true, horizontal: centred ? 'center' : 'left' };
    // Text format: Excel then keeps telephone numbers, codes and =… as they were written, also when edited.
    cell.numFmt = typeof value === 'number' ? 'General' : '@';
    if (typeof value === 'string' && column.kind === 'text') cell.value = value;
  });
  row.height = heightOf(
    columns,
    texts.map((text) => String(text ?? '')),
    11,
  );
  row.commit();
}

/** Numbers stay numbers, text becomes a plain string cell (exceljs writes formulas only for formula objects). */
function cellValue(value: string | number | null): string | number | null {
  return typeof value === 'string' ? cellText(value) : value;
}

/** Clean, within Excel's limit, and with `_x0041_` kept as it is: Excel reads it as a character's code (ECMA-376 ST_Xstring). */
function cellText(text: string): string {
  const clean = [...cleanText(text)];
  let kept = '';
  for (const character of clean) {
    if (kept.length + character.length > LONGEST) break;
    kept += character;
  }
  return kept.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

/** A row merged over all columns. */
function paintWide(
  sheet: ExcelJS.Worksheet,
  table: TableModel,
  text: string,
  style: Partial<ExcelJS.Style>,
): ExcelJS.Row {
  const row = sheet.addRow([cellText(text)]);
  if (table.columns.length > 1) sheet.mergeCells(row.number, 1, row.number, table.columns.length);
  const cell = row.getCell(1);
  cell.style = { ...style, numFmt: '@' };
  const width = table.columns.reduce((sum, column) => sum + column.width, 0);
  const lines = Math.max(1, Math.ceil(halfWidths(text) / (width * 1.1)));
  row.height = Math.max(18, lines * (style.font?.size ?? 11) * 1.5);
  return row;
}

/** Excel does not grow rows by itself when a file is made elsewhere: the height follows the longest cell. */
function heightOf(columns: readonly Column[], texts: readonly string[], size: number): number {
  const lines = texts.map((text, index) => {
    const room = Math.max(4, (columns[index]?.width ?? 8) - 1.5);
    return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(halfWidths(line) / room)), 0);
  });
  return Math.min(400, Math.max(24, Math.max(1, ...lines) * size * 1.4 + 6));
}

/** What the writer must know before the first row. */
function layoutOf(table: TableModel): Partial<ExcelJS.AddWorksheetOptions> {
  const header = headerRow(table);
  const version = footerText(table.version ?? '');
  const page = footerText(sentence('document.page', { page: '\u0001', pages: '\u0002' }))
    .replace('\u0001', '&P')
    .replace('\u0002', '&N');
  return {
    views: [{ state: 'frozen', ySplit: header, xSplit: 0, showGridLines: false }],
    pageSetup: {
      paperSize: 9,
      orientation: table.landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.6, right: 0.6, top: 0.7, bottom: 0.7, header: 0.3, footer: 0.3 },
      printTitlesRow: `${header}:${header}`,
    },
    headerFooter: {
      oddFooter: `&L${version}&R${page}`,
      ...(table.draft ? { oddHeader: `&R${footerText(sentence('document.draft'))}` } : {}),
    },
  };
}

/** `&` begins a code in Excel's headers and footers. */
function footerText(text: string): string {
  return text.replace(/&/g, '&&');
}

/** A name Excel takes: no []:*?/\ and no quote at the ends, at most 31 characters. */
function sheetName(title: string): string {
  const name = cleanText(title)
    .replace(/[[\]:*?/\\]/g, '')
    .replace(/^'+|'+$/g, '')
    .trim();
  return [...(name || 'Sheet1')].slice(0, 31).join('').slice(0, 31);
}
