import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SheetCell, SheetPage, SheetRead } from '../../../forms/documents/ports.ts';
import { listingOf, serialDay } from '../../../forms/office/listing.ts';
import { ROSTER_COLUMNS, type RosterLine } from '../../../forms/office/roster.ts';
import { text as sentence } from '../../../forms/text/index.ts';

const TODAY = '2026-11-21';

type Raw = string | number | SheetCell | null;

function cell(raw: Exclude<Raw, null>): SheetCell {
  if (typeof raw === 'string') return { kind: 'text', text: raw };
  return typeof raw === 'number' ? { kind: 'number', number: raw } : raw;
}

/** A sheet of rows, the first of them row 1. */
function page(rows: readonly (readonly Raw[])[], more: Partial<SheetPage> = {}): SheetPage {
  return {
    name: '名单',
    hidden: false,
    merges: [],
    hiddenColumns: [],
    rows: rows.map((row, at) => ({
      number: at + 1,
      hidden: false,
      cells: new Map(row.flatMap((raw, column) => (raw === null ? [] : [[column + 1, cell(raw)] as const]))),
    })),
    ...more,
  };
}

function book(...sheets: SheetPage[]): Extract<SheetRead, { ok: true }> {
  return { ok: true, sheets, from1904: false };
}

const HEAD = ['单位', '姓名', '手机', '邮箱', '企业微信账号', '单位截止日期'];
const list = (...rows: (readonly Raw[])[]) => listingOf(book(page([HEAD, ...rows])), TODAY);

/** Findings as `row column code`. */
function found({ findings }: ReturnType<typeof listingOf>): string[] {
  return findings.map(({ row, column, issue }) => [row ?? '', column ?? '', issue.code].join(' ').trim());
}

const empty = { phone: '', email: '', wecom: '', due: '' };

describe('reads', () => {
  test('a row as the template has it', () => {
    expect(list(['示例大学', '陈云岫', '13800000000', 'yunxiu@example.com', 'chenyx', '2026-12-10'])).toEqual(
      {
        columns: ROSTER_COLUMNS,
        lines: [
          {
            row: 2,
            line: {
              unit: '示例大学',
              person: '陈云岫',
              phone: '13800000000',
              email: 'yunxiu@example.com',
              wecom: 'chenyx',
              due: '2026-12-10',
            },
          },
        ],
        findings: [],
      },
    );
  });

  test('columns in another order and with other names, below a title', () => {
    const rows = [
      ['2026 年度填报名单'],
      ['序号', '联系电话（手机）', '联系人*', '工 作 单 位', '校内截止'],
      [1, '１３８００００００００', '陈 云岫', '示例大学 ', '2026年12月10日'],
    ];
    expect(listingOf(book(page(rows)), TODAY)).toEqual({
      columns: ['unit', 'person', 'phone', 'due'],
      lines: [
        {
          row: 3,
          line: { ...empty, unit: '示例大学', person: '陈云岫', phone: '13800000000', due: '2026-12-10' },
        },
      ],
      findings: [],
    });
  });

  test.each([
    ['a number that Excel made of a phone', [13_800_000_000, null, null, null], { phone: '13800000000' }],
    [
      'a mark of byte order before the name',
      [null, '\ufeffyunxiu@example.com', null, null],
      { email: 'yunxiu@example.com' },
    ],
    ['a date that lost its format', [null, null, null, 46_366], { due: '2026-12-10' }],
    [
      'a date that Excel knows',
      [null, null, null, { kind: 'day', day: '2026-12-10' }],
      { due: '2026-12-10' },
    ],
    ['a date with its hour', [null, null, null, '2026/12/10 17:00'], { due: '2026-12-10' }],
    ['marks for nothing', ['无', '-', '/', '—'], {}],
  ] as const)('%s', (_, cells, read) => {
    expect(list(['示例大学', '陈云岫', ...cells]).lines[0]?.line).toEqual({
      ...empty,
      unit: '示例大学',
      person: '陈云岫',
      ...read,
    });
  });

  test('rows without anything between the others', () => {
    const { lines } = list(['示例大学', '陈云岫'], [], ['示例大学', '林知远']);
    expect(lines.map(({ row }) => row)).toEqual([2, 4]);
  });

  test('the deadline of a unit, written once, for all its people', () => {
    const { lines } = list(
      ['示例大学', '陈云岫', null, null, null, '2026-12-10'],
      ['示例大学', '林知远'],
      ['样例研究院', '周以南'],
    );
    expect(lines.map(({ line }) => line.due)).toEqual(['2026-12-10', '2026-12-10', '']);
  });

  test('the sheet that is called so, of several that look alike', () => {
    const other = page([HEAD, ['旧单位研究院', '王一']], { name: '去年' });
    const { lines } = listingOf(book(other, page([HEAD, ['示例大学', '陈云岫']])), TODAY);
    expect(lines.map(({ line }) => line.person)).toEqual(['陈云岫']);
  });
});

describe('says what is wrong, by row', () => {
  test.each([
    ['no headings', [['陈云岫', '13800000000']], ['roster.no_headings']],
    [
      'no column for the unit',
      [
        ['姓名', '手机'],
        ['陈云岫', '13800000000'],
      ],
      ['roster.no_column'],
    ],
    [
      'two columns of phones',
      [
        ['单位', '姓名', '手机', '电话'],
        ['示例大学', '陈云岫'],
      ],
      ['roster.two_columns'],
    ],
    ['nobody', [HEAD], ['roster.empty']],
  ])('%s', (_, rows, codes) => {
    expect(found(listingOf(book(page(rows)), TODAY))).toEqual(codes);
  });

  test.each([
    ['no name', ['示例大学', null], ['2 person roster.missing']],
    ['no unit', [null, '陈云岫'], ['2 unit roster.missing']],
    ['a title for a name', ['示例大学', '陈老师'], ['2 person person.full_name']],
    ['two names', ['示例大学', '陈云岫、林知远'], ['2 person roster.several']],
    ['half a phone', ['示例大学', '陈云岫', '138000000'], ['2 phone phone.mobile_digits']],
    ['no address', ['示例大学', '陈云岫', null, 'yunxiu'], ['2 email email.format']],
    ['words for an account', ['示例大学', '陈云岫', null, null, '云岫'], ['2 wecom roster.wecom']],
    ['no day', ['示例大学', '陈云岫', null, null, null, '年底前'], ['2 due date.need_day']],
    ['a day that is over', ['示例大学', '陈云岫', null, null, null, '2026-11-20'], ['2 due roster.due_past']],
    ['a formula', ['示例大学', { kind: 'formula' }], ['2 person roster.formula']],
    ['a fault', ['示例大学', '陈云岫', { kind: 'fault' }], ['2 phone roster.fault']],
  ] as const)('%s', (_, row, codes) => {
    const read = list(row);
    expect(found(read).filter((each) => !each.startsWith('roster.'))).toEqual(codes);
    expect(read.lines).toEqual([]);
  });

  test('the cell of a formula', () => {
    const { findings } = list(['示例大学', { kind: 'formula' }]);
    expect(findings[0]?.issue.params).toEqual({ cell: 'B2' });
  });

  test('merged cells below the headings, not above them', () => {
    const merge = (ref: string, top: number, bottom: number) => ({ ref, top, bottom, left: 1, right: 6 });
    const rows = [['名单'], HEAD, ['示例大学', '陈云岫', '13800000000']];
    const sheet = page(rows, { merges: [merge('A1:F1', 1, 1), merge('A3:A4', 3, 4)] });
    expect(found(listingOf(book(sheet), TODAY))).toEqual(['3  roster.merged']);
  });

  test('two sheets that both look like it', () => {
    const sheets = ['甲', '乙'].map((name) => page([HEAD, ['示例大学', '陈云岫']], { name }));
    expect(found(listingOf(book(...sheets), TODAY))).toEqual(['roster.two_sheets']);
  });

  test('two deadlines of one unit, and the same person with half the same contacts', () => {
    const read = list(
      ['示例大学', '陈云岫', '13800000000', null, null, '2026-12-10'],
      ['示例大学', '陈云岫', '13800000000', 'yunxiu@example.com', null, '2026-12-11'],
    );
    expect(found(read)).toEqual(['3 due roster.due_twice', '3  roster.clash', 'roster.shared_contact']);
  });

  test('more people than a list may have', () => {
    const many = Array.from({ length: 5001 }, (_, at) => [
      `示例${at}大学`,
      '陈云岫',
      null,
      `a${at}@example.com`,
    ]);
    expect(found(list(...many))).toContain('roster.too_many');
  });
});

describe('notes what should be looked at', () => {
  test('the same row twice is one; namesakes are two; a shared phone says nothing', () => {
    const read = list(
      ['示例大学', '陈云岫', '13800000000'],
      ['示例大学', '陈云岫', '13800000000'],
      ['示例大学', '陈云岫', '13800000001'],
      ['示例大学', '林知远', '13800000001'],
      ['示例大学', '周以南'],
    );
    expect(read.lines.map(({ row }) => row)).toEqual([2, 4, 5, 6]);
    expect(found(read)).toEqual([
      'roster.same_row',
      'roster.namesakes',
      'roster.shared_contact',
      'roster.no_contact',
    ]);
  });

  test('hidden rows and columns, and columns that are not taken', () => {
    const sheet = page(
      [
        ['单位', '姓名', '手机', '年龄'],
        ['示例大学', '陈云岫', '13800000000', 40],
      ],
      {
        hiddenColumns: [3],
      },
    );
    const rows = sheet.rows.map((row) => ({ ...row, hidden: row.number === 2 }));
    const read = listingOf(book({ ...sheet, rows }), TODAY);
    expect(found(read)).toEqual(['roster.hidden_rows', 'roster.hidden_columns', 'roster.unknown_columns']);
    expect(read.lines).toHaveLength(1);
  });
});

const anyCell: fc.Arbitrary<Raw> = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    '单位',
    '姓名',
    '示例大学',
    '陈云岫',
    '13800000000',
    'a@example.com',
    '2026-12-10',
    '=1+1',
    '\ufeff',
  ),
  fc.double(),
  fc.constant(null),
  fc.constantFrom<SheetCell>({ kind: 'formula' }, { kind: 'fault' }, { kind: 'day', day: '2026-12-10' }),
);

test('whatever a sheet holds: it is read or refused, and every finding has its sentence', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyCell, { maxLength: 7 }), { maxLength: 8 }),
      fc.boolean(),
      (rows, headed) => {
        const read = listingOf(book(page(headed ? [HEAD, ...rows] : rows)), TODAY);
        for (const { issue } of read.findings)
          expect(sentence(`issue.${issue.code}`, issue.params)).not.toMatch(/^issue\.|\{\w+\}/);
        for (const { line } of read.lines) expect(line.unit !== '' && line.person !== '').toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

const surnames = '陈林周吴郑王冯蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜';
const given = '云岫知远以南若溪清和之行思齐明远嘉树书白';
const pick = (from: string) => fc.integer({ min: 0, max: from.length - 1 }).map((at) => from.charAt(at));
const line: fc.Arbitrary<RosterLine> = fc.record({
  unit: fc.constantFrom('示例大学', '样例研究院', '云岫示例科技有限公司'),
  person: fc.tuple(pick(surnames), pick(given), pick(given)).map((each) => each.join('')),
  phone: fc.integer({ min: 0, max: 99_999_999 }).map((digits) => `138${String(digits).padStart(8, '0')}`),
  email: fc.integer({ min: 0, max: 9999 }).map((at) => `a${at}@example.com`),
  wecom: fc.constantFrom('', 'chenyx', 'lin.zhiyuan'),
  due: fc.constant(''),
});

test('what a list says is read back from its own template, in any order of columns', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(line, {
        minLength: 1,
        maxLength: 12,
        selector: ({ unit, person }) => `${unit} ${person}`,
      }),
      fc.shuffledSubarray([...ROSTER_COLUMNS], { minLength: ROSTER_COLUMNS.length }),
      (lines, order) => {
        const head = order.map((column) => HEAD[ROSTER_COLUMNS.indexOf(column)] ?? '');
        const rows = lines.map((each) => order.map((column) => each[column] || null));
        expect(listingOf(book(page([head, ...rows])), TODAY).lines.map((each) => each.line)).toEqual(lines);
      },
    ),
  );
});

test('the number of a day and no other number', () => {
  expect([serialDay(46_366, false), serialDay(44_904.7, true), serialDay(20_261_210, false)]).toEqual([
    '2026-12-10',
    '2026-12-10',
    undefined,
  ]);
});
