/** Paints a workbook that people fill in and send back: a sheet of columns in text format, and one that says how. */
import ExcelJS from 'exceljs';
import { cleanText, halfWidths } from '../../forms/documents/clean.ts';
import type { FillSheet } from '../../forms/documents/model.ts';
import { repack } from './zip.ts';

const EPOCH = new Date(Date.UTC(1980, 0, 1));
const THIN = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
const BORDER = { top: THIN, bottom: THIN, left: THIN, right: THIN };
const FONT = '宋体';
const HEAD = '黑体';
/** One object for all cells: a style of its own for each takes as long again as the rest. */
const CELL: Partial<ExcelJS.Style> = {
  numFmt: '@',
  font: { name: FONT, size: 11 },
  border: BORDER,
  alignment: { vertical: 'middle', wrapText: true },
};
/** Of the sheet that says how: half characters across, and points of a line. */
const GUIDE_WIDTH = 66;
const LINE = 17;
/** Rows that are ruled at least, so that there is something to write into. */
const RULED = 30;

/** The workbook's bytes; the same model gives the same bytes. */
export async function paintFill({ name, columns, rows, guide }: FillSheet): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = EPOCH;
  workbook.modified = EPOCH;
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1, showGridLines: false }],
  });
  // Text format for the whole column: Excel then keeps telephone numbers as they are typed, in new rows as well.
  sheet.columns = columns.map(({ width }) => ({
    width,
    style: { numFmt: '@', font: { name: FONT, size: 11 } },
  }));
  const head = sheet.addRow(columns.map(({ title }) => title));
  head.height = 24;
  head.eachCell((cell, at) => {
    cell.font = { name: HEAD, size: 11, bold: columns[at - 1]?.required === true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } };
    cell.alignment = { horizontal: 'center', vertical: 'middle' };
    cell.border = BORDER;
    cell.numFmt = '@';
  });
  for (let at = 0; at < Math.max(rows.length, RULED); at += 1) {
    const values = rows[at] ?? [];
    const row = sheet.getRow(at + 2);
    columns.forEach((_, index) => {
      const cell = row.getCell(index + 1);
      const value = cellText(values[index] ?? '');
      if (value !== '') cell.value = value;
      cell.style = CELL;
    });
  }
  sheet.pageSetup = {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
  };
  paintGuide(workbook.addWorksheet(guide.name), guide.lines);
  return repack(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

function paintGuide(sheet: ExcelJS.Worksheet, lines: readonly string[]): void {
  sheet.views = [{ showGridLines: false }];
  sheet.columns = [{ width: GUIDE_WIDTH }];
  sheet.pageSetup = { paperSize: 9, orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
  for (const line of lines) {
    const row = sheet.addRow([cellText(line)]);
    // Excel does not grow rows by itself when a file is made elsewhere.
    row.height = Math.ceil(halfWidths(line) / GUIDE_WIDTH) * LINE;
    const cell = row.getCell(1);
    cell.font = { name: FONT, size: 11 };
    cell.alignment = { wrapText: true, vertical: 'top' };
    cell.numFmt = '@';
  }
}

/** Clean, and with `_x0041_` kept as it is: Excel reads it as a character's code (ECMA-376 ST_Xstring). */
function cellText(text: string): string {
  return cleanText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
