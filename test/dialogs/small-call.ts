/** A small call with one question of each sort that matters for reading messages, and moments in it. */

import type { CallName, Moment } from '../../dialogs/engine/understand/intent.ts';
import { type Call, CallFile } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { findKind, leafKindOf } from '../../forms/kinds/index.ts';
import { type Plan, type PlannedSlot, planOf, questionAt } from '../../forms/plan.ts';
import type { Answer, Path } from '../../forms/submission.ts';

export const today = '2025-03-01';

const long = (id: string, label: string, aliases: string[] = []) => ({
  id,
  label,
  ask: `${label}？`,
  kind: 'long_text',
  aliases,
});

const file = CallFile.parse({
  schema: 1,
  id: 'small',
  version: 1,
  title: '面向海外的节水技术征集',
  short: '节水技术',
  issuer: '示例单位',
  about: '示例。',
  sections: [
    {
      id: 'cover',
      number: '一',
      title: '封面信息',
      aliases: ['基本信息'],
      questions: [
        { id: 'tech_name', label: '技术名称', ask: '技术叫什么？', kind: 'short_text', code: 'A10' },
        { id: 'org', label: '申报单位', ask: '哪个单位？', kind: 'organisation', aliases: ['单位'] },
        { id: 'contact', label: '联系人', ask: '联系人是谁？', kind: 'person' },
        { id: 'phone', label: '电话', ask: '电话多少？', kind: 'phone', aliases: ['联系电话', '手机'] },
        { id: 'email', label: '邮箱', ask: '邮箱是？', kind: 'email', aliases: ['电子邮件', 'email'] },
        { id: 'fill_date', label: '申报日期', ask: '哪天？', kind: 'date' },
      ],
    },
    {
      id: 'profile',
      number: '二',
      title: '单位情况',
      questions: [
        {
          id: 'nature',
          label: '单位性质',
          ask: '什么性质？',
          kind: {
            type: 'choice',
            options: [
              { value: 'enterprise', title: '企业' },
              { value: 'university', title: '高校' },
              { value: 'institute', title: '科研院所' },
              { value: 'new_unit', title: '新建单位' },
            ],
            other: true,
          },
        },
        { id: 'public', label: '可公开', ask: '都能公开吗？', kind: 'yes_no' },
        {
          id: 'note',
          label: '备注',
          ask: '还有要说明的吗？',
          kind: 'short_text',
          none: true,
          required: false,
        },
      ],
    },
    {
      id: 'principle',
      number: '三(一)',
      title: '技术原理及工艺路线',
      aliases: ['原理'],
      questions: [
        {
          id: 'process',
          label: '技术原理及工艺路线',
          ask: '原理？',
          kind: {
            type: 'text_parts',
            parts: [
              long('key_problem', '关键问题'),
              long('mechanism', '环境效益原理'),
              long('flow', '工艺流程'),
              long('equipment', '关键设备'),
            ],
          },
        },
      ],
    },
    {
      id: 'benefit_section',
      number: '三(二)',
      title: '技术综合效益',
      questions: [
        long('benefit', '综合效益', ['效益']),
        {
          id: 'cases',
          label: '典型案例',
          ask: '有哪些案例？',
          kind: {
            type: 'rows',
            row_label: '案例',
            columns: [
              { id: 'name', label: '案例名称', ask: '叫什么？', kind: 'short_text' },
              { id: 'years', label: '实际回收期', ask: '几年？', kind: { type: 'number', unit: '年' } },
            ],
          },
          aliases: ['案例'],
        },
      ],
    },
    {
      id: 'money_section',
      number: '四',
      title: '投资估算',
      aliases: ['投资'],
      questions: [
        { id: 'equipment_cost', label: '设备投资', ask: '多少？', kind: { type: 'money', unit: '万元' } },
        { id: 'payback', label: '投资回收期', ask: '几年？', kind: { type: 'number', unit: '年' } },
        long('basis', '测算依据'),
      ],
    },
    {
      id: 'ip_section',
      number: '五',
      title: '知识产权归属',
      aliases: ['知识产权', '专利'],
      questions: [
        { id: 'owners', label: '归属单位', ask: '归谁？', kind: 'short_text' },
        {
          id: 'source',
          label: '项目来源',
          ask: '哪个项目？',
          kind: 'short_text',
          none: true,
          required: false,
        },
      ],
    },
  ],
  documents: [{ id: 'form', name: '申报书', file_name: '申报书', blocks: [{ title: '申报书' }] }],
  name_question: 'tech_name',
});

/** The same with the kinds' own defaults filled in, as the loader does. */
export const call: Call = {
  ...file,
  sections: file.sections.map((section) => ({
    ...section,
    questions: section.questions.map((question) => ({
      ...question,
      kind: (findKind(question.kind.type)?.config.parse(question.kind) ??
        question.kind) as typeof question.kind,
    })),
  })),
};

export const calls: readonly CallName[] = [
  { id: 'small', title: call.title, short: call.short, aliases: ['节水'] },
  { id: 'needs', title: '交通运输科技创新需求征集', short: '交通需求', aliases: ['交通'] },
];

/** Answers as they would have been given, by path. */
function answersOf(given: Readonly<Record<Path, string>>): Map<Path, Answer> {
  const base = { by: 'p1', at: '2025-03-01T00:00:00.000Z', channel: 'test', message: 'm' };
  return new Map(
    Object.entries(given).map(([path, original]): [Path, Answer] => {
      const question = questionAt(call, path);
      if (original === '…rows') {
        const value: Json = { rows: ['r1', 'r2'], closed: true };
        return [path, { ...base, state: 'given', value, original }];
      }
      if (!question) throw new Error(`no question ${path}`);
      const parsed = leafKindOf(question).parse(original, question.kind, { today });
      if (parsed.kind !== 'value') throw new Error(`${path}: ${original} was not read`);
      return [path, { ...base, state: 'given', value: parsed.value, original }];
    }),
  );
}

export function planWith(given: Readonly<Record<Path, string>> = {}): Plan {
  return planOf(call, answersOf(given));
}

/** The moment at which `path` is asked. Quick replies are those of its kind unless given. */
export function momentAt(
  path: Path | null,
  given: Readonly<Record<Path, string>> = {},
  more: Partial<Moment> = {},
): Moment {
  const plan = planWith(given);
  const slot = path === null ? null : (plan.at(path) ?? null);
  if (path !== null && !slot) throw new Error(`no slot ${path}`);
  const asked: readonly PlannedSlot[] = plan.slots;
  const before = slot
    ? asked.slice(0, asked.indexOf(slot)).findLast((each) => plan.book.get(each.path))
    : undefined;
  const kind = slot && !slot.control ? leafKindOf(slot.leaf) : undefined;
  return {
    call,
    slot,
    plan,
    today,
    previous: before ?? null,
    pending: null,
    options: slot && kind?.options ? kind.options(slot.leaf.kind) : [],
    calls,
    ...more,
  };
}
