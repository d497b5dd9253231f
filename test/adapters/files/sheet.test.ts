import ExcelJS from 'exceljs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { paintFill } from '../../../adapters/files/fill.ts';
import { sheetReader } from '../../../adapters/files/sheet.ts';
import type { SheetRead } from '../../../forms/documents/ports.ts';

const LIMITS = { rows: 5000, bytes: 12 * 2 ** 20 };

/** A workbook made by exceljs, its parts rewritten as a stranger might. */
async function workbook(
  fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
  change: (parts: Record<string, Uint8Array>) => void = () => undefined,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('名单'), book);
  const parts = unzipSync(new Uint8Array(await book.xlsx.writeBuffer()));
  change(parts);
  return zipSync(parts);
}

const SHEET = 'xl/worksheets/sheet1.xml';

/** Puts a text of XML in place of the cells. */
function cells(xml: string) {
  return (parts: Record<string, Uint8Array>): void => {
    parts[SHEET] = strToU8(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${xml}</sheetData></worksheet>`,
    );
  };
}

function table(read: SheetRead): unknown {
  if (!read.ok) return read.why;
  return read.sheets.map(({ rows }) => rows.map(({ number, cells }) => [number, ...cells.values()]));
}

const text = (words: string) => ({ kind: 'text', text: words });

describe('reads', () => {
  test('texts, numbers, days, links, rich texts and faults as they stand', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['单位', 13_800_000_000, new Date(Date.UTC(2026, 11, 10)), true]);
      sheet.addRow([
        { richText: [{ text: '陈' }, { text: '云岫' }] },
        { text: 'yunxiu@example.com', hyperlink: 'mailto:yunxiu@example.com' },
        { formula: 'A1', result: '单位' },
        { error: '#N/A' },
      ]);
    });
    expect(table(await sheetReader.workbook(bytes, LIMITS))).toEqual([
      [
        [
          1,
          text('单位'),
          { kind: 'number', number: 13_800_000_000 },
          { kind: 'day', day: '2026-12-10' },
          { kind: 'logical' },
        ],
        [2, text('陈云岫'), text('yunxiu@example.com'), { kind: 'formula' }, { kind: 'fault' }],
      ],
    ]);
  });

  test('which rows, columns and sheets are hidden, and what is merged', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRows([
        ['甲', '乙', '丙'],
        ['一', '二', '三'],
        ['四', '五', '六'],
      ]);
      sheet.getRow(2).hidden = true;
      sheet.getColumn(3).hidden = true;
      sheet.mergeCells('A2:A3');
      book.addWorksheet('旧').state = 'veryHidden';
    });
    const read = await sheetReader.workbook(bytes, LIMITS);
    if (!read.ok) throw new Error(read.why);
    const [first, second] = read.sheets;
    expect(first?.rows.map(({ hidden }) => hidden)).toEqual([false, true, false]);
    expect(first?.hiddenColumns).toEqual([3]);
    expect(first?.merges).toEqual([{ ref: 'A2:A3', top: 2, bottom: 3, left: 1, right: 1 }]);
    expect([first?.hidden, second?.hidden]).toEqual([false, true]);
  });

  test('rows and cells that only have a format are not there', async () => {
    const bytes = await workbook(
      () => undefined,
      cells(
        `<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" s="0"/></row>${Array.from({ length: 60_000 }, (_, at) => `<row r="${at + 2}" spans="1:2"><c r="A${at + 2}" s="0"/></row>`).join('')}`,
      ),
    );
    expect(table(await sheetReader.workbook(bytes, LIMITS))).toEqual([[[1, text('甲')]]]);
  });

  test('names with a prefix, as some writers put it', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const bytes = await workbook(
      () => undefined,
      (parts) => {
        parts[SHEET] = strToU8(
          `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`,
        );
      },
    );
    expect(table(await sheetReader.workbook(bytes, LIMITS))).toEqual([[[1, text('甲')]]]);
  });

  test('days of a workbook that counts from 1904', async () => {
    const bytes = await workbook((sheet, book) => {
      book.properties.date1904 = true;
      sheet.addRow([new Date(Date.UTC(2026, 11, 10))]);
    });
    const read = await sheetReader.workbook(bytes, LIMITS);
    expect([read.ok && read.from1904, table(read)]).toEqual([
      true,
      [[[1, { kind: 'day', day: '2026-12-10' }]]],
    ]);
  });
});

describe('refuses at once', () => {
  const refused = async (bytes: Uint8Array): Promise<unknown> => {
    const start = performance.now();
    const read = await sheetReader.workbook(bytes, LIMITS);
    expect(performance.now() - start).toBeLessThan(5000);
    return read.ok ? 'read' : read.why;
  };

  test.each([
    ['old_xls', Buffer.from('d0cf11e0a1b11ae1'.repeat(64), 'hex')],
    [
      'protected',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    ['text_file', Buffer.from('\ufeff单位,姓名\n示例大学,陈云岫\n')],
    ['not_xlsx', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['not_xlsx', Buffer.alloc(0)],
    ['not_xlsx', zipSync({ 'word/document.xml': strToU8('<w/>') })],
    ['damaged', Buffer.from('PK\u0003\u0004 cut off')],
    ['too_big', Buffer.alloc(LIMITS.bytes + 1)],
  ])('%s', async (why, bytes) => {
    expect(await refused(bytes)).toBe(why);
  });

  test('macros', async () => {
    const bytes = await workbook(
      (sheet) => sheet.addRow(['甲']),
      (parts) => {
        parts['xl/vbaProject.bin'] = strToU8('x');
      },
    );
    expect(await refused(bytes)).toBe('macros');
  });

  test('100,000 rows', async () => {
    const rows = Array.from(
      { length: 100_000 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`,
    );
    expect(await refused(await workbook(() => undefined, cells(rows.join(''))))).toBe('too_many_rows');
  });

  test('cells without end in few rows', async () => {
    const row = `<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(400_000)}</row>`;
    expect(await refused(await workbook(() => undefined, cells(row)))).toBe('too_big');
  });

  test('a zip that unpacks to gigabytes, whatever size it gives', async () => {
    const bomb = await workbook(() => undefined, cells('<row>'.padEnd(64 * 2 ** 20)));
    expect(bomb.length).toBeLessThan(2 ** 20);
    expect(await refused(bomb)).toBe('too_big');
  });

  test.each([
    ['a type with entities', '<!DOCTYPE x [<!ENTITY a "b">]>'],
    ['a comment around the cells', '<!-- -->'],
  ])('%s', async (_, xml) => {
    expect(await refused(await workbook(() => undefined, cells(xml)))).toBe('damaged');
  });

  test('a row beyond Excel', async () => {
    const row = '<row r="99999999"><c r="A99999999"><v>1</v></c></row>';
    expect(await refused(await workbook(() => undefined, cells(row)))).toBe('damaged');
  });

  test('marks without end', async () => {
    for (const mark of ['<c ', '<row ', '<mergeCell ', '<col '])
      expect(
        await refused(await workbook(() => undefined, cells(mark.repeat(2_000_000 / mark.length)))),
      ).toMatch(/damaged|read|too_/);
  });

  test('every cut of a good file', async () => {
    const good = await workbook((sheet) => sheet.addRow(['甲', '乙']));
    for (let length = 0; length < good.length; length += 97)
      expect(await refused(good.subarray(0, length))).toMatch(/damaged|not_xlsx|text_file/);
  });
});

test('merges, names and validations over all cells cost nothing', async () => {
  const bytes = await workbook(
    (sheet) => sheet.addRow(['甲']),
    (parts) => {
      const all = 'A1:XFD1048576';
      const xml = Buffer.from(parts[SHEET]!).toString();
      parts[SHEET] = strToU8(
        xml.replace(
          '</sheetData>',
          `</sheetData><mergeCells count="1"><mergeCell ref="${all}"/></mergeCells><dataValidations count="1"><dataValidation type="whole" sqref="${all}"><formula1>1</formula1></dataValidation></dataValidations>`,
        ),
      );
      const book = Buffer.from(parts['xl/workbook.xml']!).toString();
      parts['xl/workbook.xml'] = strToU8(
        book.replace(
          '</sheets>',
          `</sheets><definedNames><definedName name="all">名单!$A$1:$XFD$1048576</definedName></definedNames>`,
        ),
      );
    },
  );
  const start = performance.now();
  expect(table(await sheetReader.workbook(bytes, LIMITS))).toEqual([[[1, text('甲')]]]);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('a workbook to fill in comes back as it was given, every cell as text', async () => {
  const bytes = await paintFill({
    name: '名单',
    fileName: '名单模板',
    columns: [
      { title: '单位', width: 30, required: true },
      { title: '手机', width: 16, required: false },
    ],
    rows: [['示例大学', '013800000000']],
    guide: { name: '填写说明', lines: ['一行一个人。'] },
  });
  const read = await sheetReader.workbook(bytes, LIMITS);
  expect(table(read)).toEqual([
    [
      [1, text('单位'), text('手机')],
      [2, text('示例大学'), text('013800000000')],
    ],
    [[1, text('一行一个人。')]],
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  expect(book.getWorksheet('名单')?.getCell('B500').numFmt).toBe('@');
});
