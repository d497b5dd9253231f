import { describe, expect, test } from 'vitest';
import { buildDocument, type Making } from '../../../forms/documents/build.ts';
import { filtered } from '../../../forms/documents/filters.ts';
import type { Block, Paragraph } from '../../../forms/documents/model.ts';
import type { BlockSpec } from '../../../forms/documents/spec.ts';
import { buildTable } from '../../../forms/documents/table.ts';
import { tableDocument } from '../../../forms/documents/table-blocks.ts';
import { expectGolden } from '../../fixtures/expect.ts';
import { exampleCall, fullAnswers, given, none, planWith, skipped } from './example.ts';

const making: Making = { revision: 12, draft: false };
const [form] = exampleCall.documents;

function build(changes: Parameters<typeof planWith>[0] = {}, blocks?: BlockSpec[]): readonly Block[] {
  const spec = blocks ? { ...form!, blocks } : form!;
  return buildDocument(spec, planWith(changes), making).blocks;
}

function textOf(block: Block): string {
  if (block.type === 'paragraph')
    return block.runs.map((run) => (run.missing ? `[${run.text}]` : run.text)).join('');
  if (block.type === 'heading') return block.text;
  if (block.type === 'table')
    return block.rows
      .map((row) => row.cells.map((cell) => cell.blocks.map(textOf).join('/')).join('|'))
      .join('\n');
  return block.type;
}

const texts = (blocks: readonly Block[]): string[] => blocks.map(textOf);

describe('golden models', () => {
  test('the full example', async () => {
    await expectGolden('example-form', buildDocument(form!, planWith(), making));
  });

  test('nothing answered yet', async () => {
    const empty = Object.fromEntries(Object.keys(fullAnswers).map((path) => [path, undefined]));
    await expectGolden('example-empty', buildDocument(form!, planWith(empty), { revision: 0, draft: true }));
  });

  test('the summary table of two submissions', async () => {
    const table = exampleCall.summary_table!;
    const other = planWith({
      name: given('另一项技术'),
      field: given({ other: '材料' }),
      phone: skipped,
      cost: skipped,
    });
    await expectGolden(
      'example-summary',
      buildTable(
        table,
        [
          { plan: planWith(), making },
          { plan: other, making },
        ],
        { head: { '主管部门：': '某某厅' } },
      ),
    );
  });
});

describe('texts', () => {
  test('text without filters, computed values and built-in names', () => {
    expect(texts(build()).slice(0, 12)).toEqual([
      '附件 1',
      '样例征集申报书',
      '（某科函〔2025〕1号）',
      '技术名称：沼液膜浓缩还田技术',
      '申报日期：2025年3月8日',
      'page_break',
      '一、基本情况',
      '领域：□水资源　☑能源　□其他：__________',
      '方式：转让、入股',
      '投资 1200万元，产量 7t，单位投资 171.43万元/t。',
      '电话：010-00000000',
      '无论文。',
    ]);
  });

  test('an optional line without answers is left out, a required one shows the place', () => {
    const blocks = build({ phone: undefined, cost: undefined });
    expect(texts(blocks)).not.toContain('电话：');
    expect(texts(blocks)).toContain('投资 []，产量 7t，单位投资 []。');
    expect((blocks.find((block) => textOf(block).startsWith('投资')) as Paragraph).path).toBe('cost');
  });

  test('a missing date prints its own blank', () => {
    expect(texts(build({ day: skipped }))).toContain('申报日期：[　　　　年　　月　　日]');
  });

  test('boxes tick a free text under 其他', () => {
    expect(texts(build({ field: given({ other: '材料' }) }))).toContain('领域：□水资源　□能源　☑其他：材料');
    expect(texts(build({ field: undefined }))).toContain('领域：[□水资源　□能源　□其他：__________]');
  });

  test('a single box of the free choice carries its text, and stands empty without one', () => {
    const spec: BlockSpec[] = [{ text: '{{field|tick:water}} {{field|tick:other}}' }];
    expect(texts(build({ field: given({ other: '材料' }) }, spec))).toEqual(['□水资源 ☑其他：材料']);
    expect(texts(build({ field: given('water') }, spec))).toEqual(['☑水资源 □其他：__________']);
    // A choice without a free text has no such box.
    expect(texts(build({}, [{ text: '{{modes|tick:other}}' }]))).toEqual(['转让、入股']);
  });

  test('boxes so many on a line, a single box, a number in hanzi', () => {
    const spec: BlockSpec[] = [
      {
        text: '{{field|boxes:2}}\n（只选一个）\n{{field|tick:water}}或{{field|tick:energy}}，{{modes|tick:入股}}',
      },
      { each: 'cases', blocks: [{ text: '（{{no|hanzi}}）{{title}}' }] },
    ];
    expect(texts(build({}, spec))).toEqual([
      '□水资源　☑能源',
      '□其他：__________',
      '（只选一个）',
      '□水资源或☑能源，☑入股',
      '（一）乙县中心',
      '（二）甲县中心',
    ]);
    expect(texts(build({ field: skipped }, [{ text: '{{field|tick:water}}' }]))).toEqual(['[□水资源]']);
  });

  test('boxes of a question that is not asked stay printed and empty', () => {
    const kind = { ...exampleCall.sections[0]!.questions.find((each) => each.id === 'field')!.kind };
    const call = structuredClone(exampleCall);
    const questions = call.sections[0]!.questions;
    questions.push({ ...questions[0]!, id: 'sort', kind, show_if: { question: 'imported', is: true } });
    const spec = { ...form!, blocks: [{ text: '（{{sort|boxes}}）' }] };
    const answered = { sort: given('water') };
    const shown = (changes: Parameters<typeof planWith>[0]) =>
      texts(buildDocument(spec, planWith({ ...answered, ...changes }, call), making).blocks);
    expect(shown({})).toEqual(['（□水资源　□能源　□其他：__________）']);
    expect(shown({ imported: given({ yes: true }) })).toEqual(['（☑水资源　□能源　□其他：__________）']);
  });

  test.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [99, '九十九'],
    [100, '100'],
    [1.5, '1.5'],
  ])('%d in hanzi is %s', (value, hanzi) => {
    expect(filtered({ filter: 'hanzi' }, { text: String(value) })).toBe(hanzi);
  });

  test('a document takes in another; while there are no rows, a draft shows the places of those to come', () => {
    const call = structuredClone(exampleCall);
    call.documents.push({ ...form!, id: 'both', blocks: [{ title: '合订本' }, { include: 'form' }] });
    const both = buildDocument(call.documents[1]!, planWith({}, call), making).blocks;
    expect(both.slice(1)).toEqual(build());
    const empty = {
      cases: undefined,
      'cases/r1/title': undefined,
      'cases/r1/years': undefined,
      'cases/r2/title': undefined,
      'cases/r2/years': undefined,
    };
    expect(texts(build(empty, [{ each: 'cases', blocks: [{ text: '案例{{no}}：{{title}}' }] }]))).toEqual([
      '案例1：[]',
    ]);
    expect(
      texts(
        build({ ...empty, cases: given({ rows: [], closed: true }) }, [
          { each: 'cases', blocks: [{ text: '案例{{no}}' }] },
        ]),
      ),
    ).toEqual(['案例1']);
  });

  test('a question that is not asked as things are leaves nothing behind, even where an answer is stored', () => {
    const spec: BlockSpec[] = [{ text: '国产化：{{localised}}' }, { answer: 'localised' }];
    expect(texts(build({ localised: given('部分国产') }, spec))).toEqual(['国产化：']);
    expect(texts(build({ localised: given('部分国产'), imported: given({ yes: true }) }, spec))).toEqual([
      '国产化：部分国产',
      '部分国产',
    ]);
  });

  test('line ends begin paragraphs; control characters go; tabs and emoji stay', () => {
    const answer = given('甲\r\n乙\u0000\u0008\tb😀\uFFFE\u2028丙\n\n');
    expect(texts(build({ 'principle/flow': answer }, [{ answer: 'principle/flow' }]))).toEqual([
      '甲',
      '乙\tb😀',
      '丙',
    ]);
    expect(texts(build({ name: answer }, [{ text: '名称：{{name}}。' }]))).toEqual([
      '名称：甲',
      '乙\tb😀',
      '丙。',
    ]);
  });

  test('marks in an answer are not filled', () => {
    expect(texts(build({ name: given('{{org}}') }, [{ text: '{{name}}' }]))).toEqual(['{{org}}']);
  });
});

describe('answers', () => {
  test('parts with labels, each leading to its own answer', () => {
    const blocks = build({}, [{ answer: 'principle', parts: 'labels' }]) as Paragraph[];
    expect(texts(blocks)).toEqual(['关键问题：第一段。', '第二段', '工艺流程：收集、发酵、分离。']);
    expect(blocks.map((block) => block.path)).toEqual([
      'principle/problem',
      'principle/problem',
      'principle/flow',
    ]);
    expect(blocks[0]!.runs[0]).toEqual({ text: '关键问题：', bold: true });
  });

  test('parts joined: one paragraph while each is one line', () => {
    const joined: BlockSpec[] = [{ answer: 'principle', parts: 'joined' }];
    expect(texts(build({ 'principle/problem': given('运距短') }, joined))).toEqual([
      '运距短。收集、发酵、分离。',
    ]);
    expect(texts(build({}, joined))).toEqual(['第一段。', '第二段', '收集、发酵、分离。']);
  });

  test('parts plain: each a paragraph without label, in a cell as in the text', () => {
    const lines = ['第一段。', '第二段', '收集、发酵、分离。'];
    expect(texts(build({}, [{ answer: 'principle', parts: 'plain' }]))).toEqual(lines);
    const cells = [
      {
        answer: 'principle',
        parts: 'plain' as const,
        label: false,
        col_span: 1,
        row_span: 1,
        leave_empty: false,
      },
    ];
    expect(texts(build({}, [{ grid: { widths: [1], rows: [{ cells }] } }]))).toEqual([lines.join('/')]);
  });

  test('a part still open is marked at its place', () => {
    expect(texts(build({ 'principle/flow': undefined }, [{ answer: 'principle', parts: 'labels' }]))).toEqual(
      ['关键问题：第一段。', '第二段', '工艺流程：[]'],
    );
  });

  test('rows one by one, in their order', () => {
    expect(texts(build({}, [{ answer: 'cases' }]))).toEqual([
      '（1）名称：乙县中心；回收期：5年',
      '（2）名称：甲县中心；回收期：4.4年',
    ]);
  });

  test('none prints what the call says, or 无', () => {
    expect(texts(build({}, [{ answer: 'papers' }, { answer: 'papers', empty: '没有论文' }]))).toEqual([
      '无',
      '没有论文',
    ]);
    expect(
      texts(
        build({ papers: given(['甲', '乙']) }, [
          { item: '论文：{{papers|list:；}}', when_empty: '无论文。' },
        ]),
      ),
    ).toEqual(['论文：甲；乙']);
  });
});

describe('tables', () => {
  const rowsOf = (changes: Parameters<typeof planWith>[0], more: object = {}): string[] =>
    texts(
      build(changes, [
        {
          rows_of: 'cases',
          columns: [
            { title: '序号', value: '{{no}}', width: 1 },
            { title: '名称', value: '{{title}}', width: 3 },
          ],
          ...more,
        },
      ]),
    );

  test('rows under headings, padded with numbered empty lines', () => {
    expect(rowsOf({}, { min_rows: 3 })).toEqual(['序号|名称\n1|乙县中心\n2|甲县中心\n3|']);
  });

  test('without rows: none, or a place still to be filled', () => {
    expect(rowsOf({ cases: none }, { empty: '无案例' })).toEqual(['序号|名称\n无案例']);
    const nothing = Object.fromEntries(
      Object.keys(fullAnswers).flatMap((path) => (path.startsWith('cases') ? [[path, undefined]] : [])),
    );
    expect(rowsOf(nothing)).toEqual(['序号|名称\n[]']);
  });

  test('a grid repeats a line for every row; cells keep spans and lead to answers', () => {
    const [table] = build()
      .filter((block) => block.type === 'table')
      .slice(-1);
    expect(textOf(table!)).toBe(
      '单位|江苏沃野示例环境工程有限公司\n原理|关键问题：第一段。/第二段/工艺流程：收集、发酵、分离。\n1|乙县中心|\n2|甲县中心|\n3||',
    );
    const rows = table!.type === 'table' ? table!.rows : [];
    expect(rows.map((row) => row.cells.map((cell) => cell.path ?? ''))).toEqual([
      ['', 'org'],
      ['', 'principle/problem'],
      ['', 'cases/r2/title', ''],
      ['', 'cases/r1/title', ''],
      ['', '', ''],
    ]);
  });
});

describe('summary table', () => {
  const spec = exampleCall.summary_table!;

  test('one submission: code, number, padding, version mark', () => {
    const table = buildTable(spec, [{ plan: planWith(), making }]);
    expect(table.rows).toEqual([
      [1, '沼液膜浓缩还田技术', 'B', 1200, '010-00000000', null],
      [2, null, null, null, null, null],
      [3, null, null, null, null, null],
    ]);
    expect(table.fileName).toBe('汇总表-沼液膜浓缩还田技术');
    expect(table.version).toMatch(/^版本 r12·[0-9a-f]{8}$/);
  });

  test('none at all: the printed form', () => {
    const table = buildTable(spec, []);
    expect([table.fileName, table.rows.length, table.version]).toEqual(['汇总表', 3, undefined]);
  });

  test('as a document: everything of the table in order', () => {
    const blocks = tableDocument(buildTable(spec, [{ plan: planWith(), making }])).blocks;
    expect(texts(blocks)).toEqual([
      '附表 1',
      '汇总表',
      '主管部门：　　　　　　',
      '序号|名称|领域|投资（万元）|电话|编号\n1|沼液膜浓缩还田技术|B|1200|010-00000000|\n2|||||\n3|||||',
      '备注：领域包括 A 水资源 B 能源 I 其他',
    ]);
  });
});
