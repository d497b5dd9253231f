import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paintXlsx } from '../../../adapters/files/xlsx.ts';
import { cleanText } from '../../../forms/documents/clean.ts';
import type { TableModel } from '../../../forms/documents/model.ts';
import { all, partsOf, treeOf } from './office.ts';

const table: TableModel = {
  id: 'summary',
  title: '推荐的技术成果汇总表',
  fileName: '汇总表',
  mark: '附表 1',
  head: [{ label: '主管部门（盖章）：', value: '' }],
  columns: [
    { id: 'D1', title: '序号', width: 6, kind: 'number' },
    { id: 'D2', title: '技术名称', width: 36, kind: 'text' },
    { id: 'D3', title: '电话', width: 16, kind: 'text' },
  ],
  rows: [
    [1, '畜禽粪污中温厌氧发酵与沼液膜浓缩还田技术', '010-00000000'],
    [2, null, '13800000000'],
  ],
  notes: ['备注：A 人工智能'],
  landscape: true,
  version: '版本 r3·0a1b2c3d',
  draft: true,
};

async function readBack(model: TableModel): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  // exceljs' own type of a buffer is older than Node's.
  await workbook.xlsx.load((await paintXlsx(model)) as unknown as ExcelJS.Buffer);
  return workbook.worksheets[0]!;
}

const HEADER = 4;

test('prints mark, title, head line, exact headings, rows and notes in order', async () => {
  const sheet = await readBack(table);
  const lines = Array.from({ length: sheet.rowCount }, (_, index) => sheet.getRow(index + 1).getCell(1).text);
  expect(lines).toEqual([
    '附表 1',
    '推荐的技术成果汇总表',
    '主管部门（盖章）：　　　　　　',
    '序号',
    '1',
    '2',
    '备注：A 人工智能',
  ]);
  expect(sheet.getRow(HEADER).values).toEqual([undefined, '序号', '技术名称', '电话']);
});

test('who fills it in, with whom to speak and the date stand over the width of the table, on one line', async () => {
  const parts = ['主管部门（盖章）：青岛市科学技术局', '联系人：　　　　　　', '年　　月　　日'];
  const head = [
    { label: '主管部门（盖章）：', value: '青岛市科学技术局' },
    { label: '联系人：', value: '' },
    { label: '', value: '年　　月　　日' },
  ];
  const wide = Array.from({ length: 6 }, (_, at) => ({
    id: `W${at}`,
    title: '一列',
    width: 24,
    kind: 'text' as const,
  }));
  const line = async (columns: TableModel['columns']) =>
    (await readBack({ ...table, head, columns, rows: [] })).getRow(3).getCell(1).text;
  const spread = await line([...table.columns, ...wide]);
  expect(parts.every((part) => spread.includes(part))).toBe(true);
  expect(spread.length).toBeGreaterThan(60);
  // A narrow table leaves two spaces between them.
  expect(await line(table.columns)).toBe(parts.join('　　'));
});

test('telephone numbers and codes are text in text format; numbers are numbers', async () => {
  const sheet = await readBack(table);
  const phone = sheet.getRow(HEADER + 2).getCell(3);
  expect([phone.type, phone.value, phone.numFmt]).toEqual([ExcelJS.ValueType.String, '13800000000', '@']);
  const number = sheet.getRow(HEADER + 1).getCell(1);
  expect([number.type, number.value]).toEqual([ExcelJS.ValueType.Number, 1]);
});

test('is set up for A4 landscape, one page wide, headings frozen and repeated, borders and wrap on cells', async () => {
  const sheet = await readBack(table);
  expect(sheet.pageSetup).toMatchObject({
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `${HEADER}:${HEADER}`,
  });
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: HEADER });
  const cell = sheet.getRow(HEADER + 2).getCell(2);
  expect(cell.border).toMatchObject({ top: { style: 'thin' }, left: { style: 'thin' } });
  expect(cell.alignment).toMatchObject({ wrapText: true });
  expect(sheet.headerFooter.oddFooter).toContain('版本 r3·0a1b2c3d');
  expect(sheet.headerFooter.oddHeader).toContain('草稿');
});

describe('text stays text', () => {
  const dangerous = fc.oneof(
    fc.constantFrom(
      '=1+1',
      '+86 010',
      '-5',
      '@SUM(A1)',
      '=HYPERLINK("http://example.com")',
      '\t=1',
      '007',
      '1e5',
      '2025-03-08',
      'TRUE',
      '#REF!',
      "'=1",
      '_x0041_',
      '_x000D_',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
      .map((units) => String.fromCharCode(...units)),
  );

  test('whatever it is: no formula in the file, well-formed parts, the same text back', async () => {
    await fc.assert(
      fc.asyncProperty(dangerous, async (text) => {
        const model: TableModel = { ...table, title: text, notes: [text], rows: [[text, text, text]] };
        const parts = partsOf(await paintXlsx(model));
        for (const [path, xml] of parts) {
          if (!/\.(xml|rels)$/.test(path)) continue;
          const tree = treeOf(xml);
          if (path.includes('worksheets/')) expect(all(tree, 'f')).toEqual([]);
        }
        const sheet = await readBack(model);
        for (const column of [1, 2, 3]) {
          const cell = sheet.getRow(HEADER + 1).getCell(column);
          expect(cell.formula).toBeUndefined();
          expect(cell.text).toBe(cleanText(text));
        }
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

test('the same model gives the same bytes', async () => {
  expect(Buffer.compare(await paintXlsx(table), await paintXlsx(structuredClone(table)))).toBe(0);
});
