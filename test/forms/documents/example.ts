/** A small call with one question of most kinds, and answers to it. */
import type { Call } from '../../../forms/call.ts';
import { parseCall } from '../../../forms/check.ts';
import type { Json } from '../../../forms/json.ts';
import { type Plan, planOf } from '../../../forms/plan.ts';
import type { Answer, Path } from '../../../forms/submission.ts';

const ask = { ask: '请填写。' };

const file = {
  schema: 1,
  id: 'example',
  version: 1,
  title: '样例征集',
  short: '样例',
  issuer: '某某科学技术厅',
  number: '某科函〔2025〕1号',
  about: '样例。',
  name_question: 'name',
  sections: [
    {
      id: 'basics',
      number: '一',
      title: '基本情况',
      questions: [
        { id: 'name', label: '名称', ...ask, kind: 'short_text' },
        { id: 'org', label: '单位', ...ask, kind: 'organisation' },
        { id: 'phone', label: '电话', ...ask, kind: 'phone', required: false },
        { id: 'day', label: '日期', ...ask, kind: 'date' },
        {
          id: 'field',
          label: '领域',
          ...ask,
          kind: {
            type: 'choice',
            options: [
              { value: 'water', title: '水资源', code: 'A' },
              { value: 'energy', title: '能源', code: 'B' },
            ],
            other: { title: '其他', code: 'I' },
          },
        },
        {
          id: 'modes',
          label: '方式',
          ...ask,
          kind: { type: 'multi_choice', options: [{ value: '转让' }, { value: '许可' }, { value: '入股' }] },
        },
        { id: 'cost', label: '投资', ...ask, kind: { type: 'money', unit: '万元' } },
        { id: 'output', label: '产量', ...ask, kind: { type: 'number', unit: 't' } },
        { id: 'imported', label: '是否引进', ...ask, kind: 'yes_no' },
        {
          id: 'localised',
          label: '国产化情况',
          ...ask,
          kind: 'long_text',
          show_if: { question: 'imported', is: true },
        },
        { id: 'papers', label: '论文', ...ask, kind: { type: 'short_text', list: true }, none: true },
        {
          id: 'principle',
          label: '技术原理',
          ...ask,
          kind: {
            type: 'text_parts',
            parts: [
              { id: 'problem', label: '关键问题', ...ask, kind: 'long_text' },
              { id: 'flow', label: '工艺流程', ...ask, kind: 'long_text' },
            ],
          },
        },
        {
          id: 'cases',
          label: '案例',
          ...ask,
          kind: {
            type: 'rows',
            row_label: '案例',
            columns: [
              { id: 'title', label: '名称', ...ask, kind: 'short_text' },
              { id: 'years', label: '回收期', ...ask, kind: { type: 'number', unit: '年' } },
            ],
          },
        },
      ],
    },
  ],
  computed: [
    {
      id: 'unit_cost',
      label: '单位投资',
      formula: { divide: ['cost', 'output'] },
      unit: '万元/t',
      digits: 2,
    },
    { id: 'case_count', label: '案例数', formula: { count: 'cases' }, unit: '个', digits: 0 },
  ],
  documents: [
    {
      id: 'form',
      name: '申报书',
      file_name: '申报书-{{name|short:6}}',
      blocks: [
        { mark: '附件 1' },
        { title: '{{call_title}}申报书' },
        { subtitle: '（{{call_number}}）' },
        { cover: { label: '技术名称：', value: '{{name}}' } },
        { cover: { label: '申报日期：', value: '{{day|date}}' } },
        { page_break: true },
        { heading: '一、基本情况', level: 1 },
        { text: '领域：{{field|boxes}}' },
        { text: '方式：{{modes|list}}' },
        { text: '投资 {{cost}}，产量 {{output}}，单位投资 {{unit_cost}}。' },
        { text: '电话：{{phone}}', optional: true },
        { item: '论文：{{papers|list:；}}', when_empty: '无论文。' },
        { when: { question: 'imported', is: true }, blocks: [{ answer: 'localised' }] },
        { heading: '二、技术原理', level: 1 },
        { answer: 'principle', parts: 'labels' },
        { heading: '三、案例', level: 1 },
        {
          rows_of: 'cases',
          columns: [
            { title: '序号', value: '{{no}}', width: 1 },
            { title: '名称', value: '{{title}}', width: 4 },
            { title: '回收期', value: '{{years}}', width: 2 },
          ],
          min_rows: 3,
        },
        { each: 'cases', blocks: [{ text: '案例{{no}}：{{title}}，由{{org}}建设。' }] },
        {
          grid: {
            widths: [1, 1, 2],
            rows: [
              {
                cells: [
                  { text: '单位', label: true },
                  { text: '{{org}}', col_span: 2, align: 'left' },
                ],
              },
              {
                cells: [
                  { text: '原理', label: true },
                  { answer: 'principle', col_span: 2 },
                ],
              },
              {
                each: 'cases',
                pad_to: 3,
                cells: [{ text: '{{no}}' }, { text: '{{title}}' }, { leave_empty: true }],
              },
            ],
          },
        },
        { note: '共 {{case_count}}。' },
        { signature: { lines: ['{{org}}（盖章）', '　　　　年　　月　　日'] } },
      ],
    },
  ],
  summary_table: {
    id: 'summary',
    title: '汇总表',
    mark: '附表 1',
    file_name: '汇总表-{{name}}',
    head: [{ label: '主管部门：' }],
    columns: [
      { id: 'D1', title: '序号', value: '{{no}}', width: 6, kind: 'number' },
      { id: 'D2', title: '名称', value: '{{name}}', width: 30 },
      { id: 'D3', title: '领域', value: '{{field|code}}', width: 8 },
      { id: 'D4', title: '投资（万元）', value: '{{cost}}', width: 10, kind: 'number' },
      { id: 'D5', title: '电话', value: '{{phone}}', width: 14 },
      { id: 'D6', title: '编号', value: '', width: 14, required: false },
    ],
    notes: ['备注：领域包括 A 水资源 B 能源 I 其他'],
    min_rows: 3,
  },
};

function checked(): Call {
  const read = parseCall(JSON.stringify(file), 'example.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 1));
  return read.call;
}

export const exampleCall: Call = checked();

/** An answer with that value. */
export function given(value: Json): Answer {
  return { ...said, state: 'given', value };
}

const said = { original: '', by: 'person', at: '2025-03-01T00:00:00.000Z', channel: 'test', message: 'm1' };

export const none: Answer = { ...said, state: 'none' };
export const skipped: Answer = { ...said, state: 'skipped' };

export const fullAnswers: Readonly<Record<Path, Answer>> = {
  name: given('沼液膜浓缩还田技术'),
  org: given('江苏沃野示例环境工程有限公司'),
  phone: given('010-00000000'),
  day: given('2025-03-08'),
  field: given('energy'),
  modes: given(['转让', '入股']),
  cost: given({ number: 1200, unit: '万元' }),
  output: given({ number: 7, unit: 't' }),
  imported: given({ yes: false }),
  papers: none,
  'principle/problem': given('第一段。\n第二段'),
  'principle/flow': given('收集、发酵、分离。'),
  cases: given({ rows: ['r2', 'r1'], closed: true }),
  'cases/r1/title': given('甲县中心'),
  'cases/r1/years': given({ number: 4.4, unit: '年' }),
  'cases/r2/title': given('乙县中心'),
  'cases/r2/years': given({ number: 5, unit: '年' }),
};

/** The plan of the example with the full answers, some of them changed or (undefined) taken away. */
export function planWith(
  changes: Readonly<Record<Path, Answer | undefined>> = {},
  call: Call = exampleCall,
): Plan {
  const entries = Object.entries({ ...fullAnswers, ...changes }).filter(
    (entry): entry is [string, Answer] => entry[1] !== undefined,
  );
  return planOf(call, new Map(entries));
}
