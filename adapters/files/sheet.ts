/**
 * Reads a workbook that somebody sent. exceljs does the reading; what it is given was looked at before: it works out
 * every cell of a merged range, a validation or a name, however large, and unpacks whatever a zip holds. So only the
 * cells, their formats and texts come to it, counted, and the rest (macros, links, pictures, names) never does.
 */
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, zipSync } from 'fflate';
import type {
  SheetCell,
  SheetMerge,
  SheetPage,
  SheetRead,
  SheetReader,
  SheetRefused,
  SheetRow,
} from '../../forms/documents/ports.ts';
import { type Parts, partsOf } from './parts.ts';

/** Excel's own limits: https://support.microsoft.com/office/excel-specifications-and-limits */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** Rows of headings, titles and notes that may stand beside those of the table. */
const BESIDE = 50;
/** Cells with something in them for each row allowed: a list of people has some ten columns. */
const CELLS_A_ROW = 40;

const WORKBOOK = 'xl/workbook.xml';
const LINKS = 'xl/_rels/workbook.xml.rels';
const TEXTS = ['xl/styles.xml', 'xl/sharedStrings.xml'];
/** More sheets than any list has. */
const MOST_SHEETS = 50;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

class Refused extends Error {
  readonly why: SheetRefused;

  constructor(why: SheetRefused) {
    super(why);
    this.why = why;
  }
}

type Limits = Parameters<SheetReader['workbook']>[1];

export const sheetReader: SheetReader = {
  async workbook(bytes, limits) {
    try {
      return await read(bytes, limits);
    } catch (error) {
      if (error instanceof Refused) return { ok: false, why: error.why };
      // zlib names its limit so; ours is the same kind of error.
      if (error instanceof RangeError) return { ok: false, why: 'too_big' };
      return { ok: false, why: 'damaged' };
    }
  },
};

async function read(bytes: Uint8Array, limits: Limits): Promise<SheetRead> {
  if (bytes.length > limits.bytes) throw new Refused('too_big');
  const parts = partsOf(bytes, limits.bytes);
  if (!parts) throw new Refused(otherType(bytes));
  check(parts);
  const take = (name: string): string | undefined => {
    const part = parts.take(name);
    return part && plainXml(part);
  };
  const book = take(WORKBOOK) ?? '';
  const found = sheetsIn(book, take(LINKS) ?? '');
  if (found.length > MOST_SHEETS) throw new Refused('too_big');
  const from1904 = /<workbookPr\b[^>]*\sdate1904=["'](?:1|true)["']/.test(book);
  const xml = found.map(({ part }) => take(part) ?? '');
  const bare = Object.fromEntries(
    [
      [WORKBOOK, workbookOf(found, from1904)],
      [LINKS, linksOf(found)],
      ...xml.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, cellsOf(sheet, limits)]),
      ...TEXTS.map((name) => [name, take(name)]),
    ].flatMap(([name, text]) => (text === undefined ? [] : [[name, strToU8(text)]])),
  );
  const workbook = new ExcelJS.Workbook();
  // exceljs' own type of a buffer is older than Node's.
  await workbook.xlsx.load(zipSync(bare, { level: 0 }) as unknown as ExcelJS.Buffer);
  const sheets = workbook.worksheets.map((sheet) => pageOf(sheet, xml[sheet.id - 1] ?? ''));
  return { ok: true, sheets, from1904 };
}

/** A sheet as the workbook lists it; name and state as the XML has them. */
interface Listed {
  readonly name: string;
  readonly state: string;
  readonly part: string;
}

function sheetsIn(book: string, links: string): Listed[] {
  const targets = new Map(
    [...links.matchAll(/<Relationship\b[^<>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  return [...book.matchAll(/<sheet\b[^<>]*>/g)].flatMap(([tag]) => {
    const target = targets.get(attribute(tag, '\\w+:id')) ?? '';
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    // A chart's own sheet holds no cells.
    if (!/worksheets\//.test(part)) return [];
    return [{ name: attribute(tag, 'name'), state: attribute(tag, 'state'), part }];
  });
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean) ?? '';
}

/** A workbook with these sheets and nothing else: no names, links or views. */
function workbookOf(sheets: readonly Listed[], from1904: boolean): string {
  const list = sheets.map(({ name, state }, at) => {
    const shown = /^(?:hidden|veryHidden)$/.test(state) ? ` state="${state}"` : '';
    return `<sheet name="${name.replaceAll('"', '')}" sheetId="${at + 1}"${shown} r:id="rId${at + 1}"/>`;
  });
  const days = `<workbookPr date1904="${from1904 ? 1 : 0}"/>`;
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${days}<sheets>${list.join('')}</sheets></workbook>`;
}

function linksOf(sheets: readonly Listed[]): string {
  const list = sheets.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
}

/** What a file is that is no zip: for a sentence that says what to do. */
function otherType(bytes: Uint8Array): SheetRefused {
  const head = strFromU8(bytes.subarray(0, 8), true);
  if (head.startsWith('PK')) return 'damaged';
  if (head.startsWith('\xd0\xcf\x11\xe0')) {
    const encrypted = Buffer.from('EncryptedPackage', 'utf16le');
    return Buffer.from(bytes).includes(encrypted) ? 'protected' : 'old_xls';
  }
  const sample = bytes.subarray(0, 4096);
  const written = bytes.length > 0 && sample.every((byte) => byte >= 0x20 || (byte >= 9 && byte <= 13));
  return written ? 'text_file' : 'not_xlsx';
}

function check({ names, encrypted }: Parts): void {
  if (encrypted) throw new Refused('protected');
  if (names.some((name) => /vbaproject|macrosheets/i.test(name))) throw new Refused('macros');
  if (!names.includes(WORKBOOK)) {
    // A workbook in Excel's binary format; any other zip is none.
    throw new Refused(names.includes('xl/workbook.bin') ? 'old_xls' : 'not_xlsx');
  }
}

/** The XML of a part, without the prefix that some writers give Excel's own names. */
function plainXml(part: Uint8Array): string {
  const xml = new TextDecoder('utf-8', { fatal: true }).decode(part);
  // Nothing that Office or WPS writes has any of these: entities are how XML explodes, the others hide what stands here.
  if (/<!(?:DOCTYPE|ENTITY|--|\[CDATA)/i.test(xml)) throw new Refused('damaged');
  const prefix = new RegExp(`xmlns:(\\w+)=["']${MAIN}["']`).exec(xml)?.[1];
  return prefix === undefined ? xml : xml.replace(new RegExp(`(</?)${prefix}:`, 'g'), '$1');
}

/** The cells of a sheet with something in them: all that is read of it. */
function cellsOf(xml: string, limits: Limits): string {
  const from = xml.indexOf('>', xml.indexOf('<sheetData')) + 1;
  const data = xml.slice(from, Math.max(from, xml.indexOf('</sheetData>', from)));
  const cells = data
    .replace(/<c\b[^<>]*?(?:\/>|><\/c>)/g, '')
    .replace(/<row\b[^<>]*?(?:\/>|>\s*<\/row>)/g, '');
  let rows = 0;
  for (const [, number] of cells.matchAll(/<row\b(?:[^<>]*?\sr=["'](\d+)["'])?/g)) {
    rows += 1;
    if (rows > limits.rows + BESIDE) throw new Refused('too_many_rows');
    if (number !== undefined && Number(number) > MOST_ROWS) throw new Refused('damaged');
  }
  const count = cells.match(/<c\b/g)?.length ?? 0;
  if (count > (limits.rows + BESIDE) * CELLS_A_ROW) throw new Refused('too_big');
  return `<worksheet xmlns="${MAIN}"><sheetData>${cells}</sheetData></worksheet>`;
}

/** Hidden columns among the first hundred. */
function hiddenIn(xml: string): number[] {
  const hidden = new Set<number>();
  for (const [tag] of xml.matchAll(/<col\b[^<>]*>/g)) {
    if (!/\shidden=["'](?:1|true)["']/.test(tag)) continue;
    const last = Math.min(100, Number(attribute(tag, 'max')));
    for (let column = Number(attribute(tag, 'min')); column <= last; column += 1) hidden.add(column);
  }
  return [...hidden];
}

function mergesIn(xml: string): SheetMerge[] {
  return [
    ...xml.matchAll(/<mergeCell\b[^<>]*?\sref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/g),
  ].map(([, left = '', top, right = '', bottom]) => ({
    ref: `${left}${top}:${right}${bottom}`,
    top: Number(top),
    bottom: Number(bottom),
    left: columnNumber(left),
    right: columnNumber(right),
  }));
}

/** `A` is 1, `AA` is 27. */
function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function pageOf(sheet: ExcelJS.Worksheet, xml: string): SheetPage {
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    const cells = new Map<number, SheetCell>();
    row.eachCell((cell, column) => {
      const found = cellOf(cell);
      if (found && column <= MOST_COLUMNS) cells.set(column, found);
    });
    if (cells.size > 0) rows.push({ number, hidden: row.hidden === true, cells });
  });
  return {
    name: sheet.name,
    hidden: sheet.state !== 'visible',
    rows,
    merges: mergesIn(xml),
    hiddenColumns: hiddenIn(xml),
  };
}

function cellOf({ value }: ExcelJS.Cell): SheetCell | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'number') return { kind: 'number', number: value };
  if (typeof value === 'boolean') return { kind: 'logical' };
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? { kind: 'fault' }
      : { kind: 'day', day: value.toISOString().slice(0, 10) };
  }
  if ('richText' in value) return textCell(value.richText.map(({ text }) => text).join(''));
  if ('formula' in value || 'sharedFormula' in value) return { kind: 'formula' };
  if ('text' in value) return textCell(String(value.text));
  return { kind: 'fault' };
}

/** Characters that Excel writes by their code: ECMA-376 ST_Xstring. */
function textCell(text: string): SheetCell | undefined {
  const plain = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return plain.trim() === '' ? undefined : { kind: 'text', text: plain };
}
