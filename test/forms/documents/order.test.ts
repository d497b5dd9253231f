/** Rows sorted and grouped by a choice: in the text, in a table, and over the rows of several submissions. */
import { describe, expect, test } from 'vitest';
import type { Call } from '../../../forms/call.ts';
import { parseCall } from '../../../forms/check.ts';
import { buildDocument } from '../../../forms/documents/build.ts';
import type { Block } from '../../../forms/documents/model.ts';
import { buildTable } from '../../../forms/documents/table.ts';
import { type Plan, planOf } from '../../../forms/plan.ts';
import type { Answer } from '../../../forms/submission.ts';
import { given } from './example.ts';

const ask = { ask: '请填写。' };

const options = [
  { value: 'road', title: '公路' },
  { value: 'port', title: '港口' },
  { value: 'rail', title: '铁路' },
];

const file = {
  schema: 1,
  id: 'sorted',
  version: 1,
  title: '样例',
  short: '样例',
  issuer: '某单位',
  about: '样例。',
  name_question: 'unit',
  sections: [
    {
      id: 'all',
      number: '一',
      title: '全部',
      questions: [
        { id: 'unit', label: '单位', ...ask, kind: 'short_text' },
        {
          id: 'needs',
          label: '需求',
          ...ask,
          kind: {
            type: 'rows',
            row_label: '需求',
            columns: [
              { id: 'name', label: '名称', ...ask, kind: 'short_text' },
              { id: 'field', label: '领域', ...ask, kind: { type: 'choice', options, other: true } },
              { id: 'cost', label: '经费', ...ask, kind: { type: 'money', unit: '万元' } },
            ],
          },
        },
      ],
    },
  ],
  documents: [
    {
      id: 'letter',
      name: '函',
      file_name: '函',
      blocks: [
        {
          each: 'needs',
          by: 'field',
          before: [{ heading: '{{field}}方面', level: 1, numbered: true }],
          blocks: [{ text: '{{no}}.{{name}}' }],
        },
        {
          rows_of: 'needs',
          by: 'field',
          columns: [
            { title: '序号', value: '{{no}}', width: 1 },
            { title: '名称', value: '{{name}}', width: 3 },
          ],
        },
      ],
    },
  ],
  summary_table: {
    id: 'summary',
    title: '汇总表',
    file_name: '汇总表',
    rows_of: 'needs',
    by: 'field',
    columns: [
      { id: 'no', title: '序号', value: '{{no}}', width: 6, kind: 'number' },
      { id: 'unit', title: '单位', value: '{{unit}}', width: 20 },
      { id: 'name', title: '名称', value: '{{name}}', width: 20 },
      { id: 'cost', title: '经费', value: '{{cost}}', width: 20, kind: 'number' },
    ],
    min_rows: 4,
  },
};

function callWith(changes: object = {}): Call {
  const read = parseCall(JSON.stringify({ ...file, ...changes }), 'sorted.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 1));
  return read.call;
}

type Row = readonly [name: string, field: Parameters<typeof given>[0] | null, cost: number];

function planWith(unit: string, rows: readonly Row[], call = callWith()): Plan {
  const ids = rows.map((_, index) => `r${index + 1}`);
  const answers = new Map<string, Answer>([['unit', given(unit)]]);
  if (rows.length > 0) answers.set('needs', given({ rows: ids, closed: true }));
  for (const [index, [name, field, cost]] of rows.entries()) {
    answers.set(`needs/r${index + 1}/name`, given(name));
    if (field !== null) answers.set(`needs/r${index + 1}/field`, given(field));
    answers.set(`needs/r${index + 1}/cost`, given({ number: cost, unit: '万元' }));
  }
  return planOf(call, answers);
}

const MIXED: readonly Row[] = [
  ['丙', 'rail', 3],
  ['甲', 'road', 1],
  ['丁', { other: '航空' }, 4],
  ['乙', 'rail', 2],
];

const making = { revision: 1, draft: false };

function linesOf(plan: Plan): string[] {
  const spec = plan.call.documents[0];
  if (!spec) throw new Error('no document');
  const textOf = (block: Block): string[] => {
    if (block.type === 'heading') return [block.text];
    if (block.type === 'paragraph')
      return [block.runs.map((run) => (run.missing ? '[]' : run.text)).join('')];
    if (block.type !== 'table') return [];
    return block.rows.map((row) => row.cells.flatMap((cell) => cell.blocks.flatMap(textOf)).join('|'));
  };
  return buildDocument(spec, plan, making).blocks.flatMap(textOf);
}

describe('in a document', () => {
  test('groups follow the options, headings are numbered without gaps, a free text comes last', () => {
    expect(linesOf(planWith('甲校', MIXED))).toEqual([
      '一、公路方面',
      '1.甲',
      '二、铁路方面',
      '1.丙',
      '2.乙',
      '三、其他：航空方面',
      '1.丁',
      '序号|名称',
      '1|甲',
      '2|丙',
      '3|乙',
      '4|丁',
    ]);
  });

  test('a row whose group is not known yet stands last, its place marked', () => {
    const rows: readonly Row[] = [
      ['未定', null, 1],
      ['甲', 'port', 2],
    ];
    expect(linesOf(planWith('甲校', rows)).slice(0, 4)).toEqual([
      '一、港口方面',
      '1.甲',
      '二、【待填】方面',
      '1.未定',
    ]);
  });
});

describe('in the summary table', () => {
  const spec = callWith().summary_table;
  if (!spec) throw new Error('no table');
  const entry = (unit: string, rows: readonly Row[]) => ({ plan: planWith(unit, rows), making });

  test('every row of every submission is a line, numbered through, numbers as numbers, padded at the end', () => {
    const table = buildTable(spec, [entry('甲校', MIXED.slice(0, 2)), entry('乙校', [['戊', 'port', 5.5]])]);
    expect(table.rows).toEqual([
      [1, '甲校', '甲', 1],
      [2, '甲校', '丙', 3],
      [3, '乙校', '戊', 5.5],
      [4, null, null, null],
    ]);
  });

  test('a submission without rows adds no line', () => {
    const table = buildTable(spec, [entry('甲校', []), entry('乙校', MIXED.slice(1, 2))]);
    expect(table.rows.map((row) => row[1])).toEqual(['乙校', null, null, null]);
  });

  test('its rows are part of what the version mark covers', () => {
    const call = callWith({
      documents: [{ id: 'letter', name: '函', file_name: '函', blocks: [{ text: '{{unit}}' }] }],
    });
    const markOf = (name: string) => {
      const plan = planWith('甲校', [[name, 'road', 1]], call);
      return buildTable(spec, [{ plan, making }]).version;
    };
    expect(markOf('甲')).toBe(markOf('甲'));
    expect(markOf('甲')).not.toBe(markOf('乙'));
  });
});

describe('checked', () => {
  test.each([
    ['name', 'not_a_choice_column'],
    ['feld', 'not_a_choice_column'],
    ['unit', 'not_a_choice_column'],
  ])('%s is nothing to sort by', (by, code) => {
    const read = parseCall(JSON.stringify({ ...file, summary_table: { ...file.summary_table, by } }), 'x');
    const problems = read.ok ? [] : read.problems;
    expect(problems.map((each) => each.code)).toEqual([code]);
  });

  test('a table cannot be sorted without rows', () => {
    const { rows_of: _, ...table } = file.summary_table;
    const columns = table.columns.slice(0, 2);
    const read = parseCall(JSON.stringify({ ...file, summary_table: { ...table, columns } }), 'x');
    expect(read.ok ? [] : read.problems.map((each) => each.code)).toEqual(['not_a_choice_column']);
  });
});
