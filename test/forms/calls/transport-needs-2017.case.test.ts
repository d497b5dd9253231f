import { describe, expect, test } from 'vitest';
import { buildDocument } from '../../../forms/documents/build.ts';
import type { Block, Run } from '../../../forms/documents/model.ts';
import { buildTable } from '../../../forms/documents/table.ts';
import { type Plan, planOf } from '../../../forms/plan.ts';
import { loadCase } from '../../fixtures/case.ts';
import { callIn, checkedOwn } from '../../fixtures/own.ts';
import { play } from '../../fixtures/play.ts';

const ID = 'transport-needs-2017';
const TODAY = '2017-08-21';
const call = callIn(checkedOwn(ID));
const making = { revision: 1, draft: false };

function planFor(changes: Record<string, string> = {}): Plan {
  return planOf(call, play(call, loadCase(ID, changes), TODAY).answers);
}

test('answers everything that is asked, without a finding that must or should be fixed', () => {
  const game = play(call, loadCase(ID), TODAY);
  expect(game.unanswered).toEqual([]);
  expect(game.refused).toEqual([]);
  expect(game.unused).toEqual([]);
  expect(game.findings.filter((each) => each.level !== 'person')).toEqual([]);
});

test('leaves to the person what the notice leaves open', () => {
  const { findings } = play(call, loadCase(ID), TODAY);
  expect(findings.map((each) => `${each.level} ${each.code}`)).toEqual(
    Array.from({ length: 3 }, () => 'person ask_person'),
  );
});

const WRONG: readonly (readonly [what: string, changes: Record<string, string>, found: string])[] = [
  ['a unit that the letter was not sent to', { unit: '西安交通大学' }, 'must not_listed unit'],
  ['a part of a unit', { unit: '长安大学公路学院' }, 'must listed_as unit'],
  ['a short name of an addressee', { unit: '部规划院' }, 'should organisation.short_name unit'],
  ['a task of another action', { 'needs/r1/task': '促进产业对接' }, 'must choice_elsewhere needs/r1/task'],
  [
    'an action changed under its task',
    { 'needs/r3/action': '科技人文交流' },
    'must choice_elsewhere needs/r3/task',
  ],
  ['a need listed twice', { 'needs/r5/title': '山区公路养护技术 培训班' }, 'must repeated needs/r5/title'],
  [
    'a country listed twice',
    { 'country_needs/r4/country': '老挝' },
    'must repeated country_needs/r4/country',
  ],
  ['a letter dated after the deadline', { letter_date: '2017年9月12日' }, 'should date_too_late letter_date'],
];

test.each(WRONG)('finds %s', (_, changes, found) => {
  const { findings } = play(call, loadCase(ID, changes), TODAY);
  expect(findings.map((each) => `${each.level} ${each.code} ${each.path}`)).toContain(found);
});

test.each([
  '交通运输部规划研究院',
  '交通运输部综合规划司',
  '中国交通建设集团有限公司',
  '招商局集团有限公司',
  '中国交通通信信息中心',
  '中国船级社',
])('%s is an addressee under its full name', (unit) => {
  const { findings } = play(call, loadCase(ID, { unit }), TODAY);
  expect(findings.filter((each) => each.path === 'unit')).toEqual([]);
});

const shown = (runs: readonly Run[]): string =>
  runs.map((run) => (run.missing ? '【待填】' : run.text)).join('');

function linesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    if (block.type === 'heading') return [`${'#'.repeat(block.level)} ${block.text}`];
    if (block.type === 'paragraph') return [shown(block.runs)];
    if (block.type === 'annexes') return block.items.map((item) => `附件：${shown(item.runs)}`);
    if (block.type === 'annex') return [`${block.label} ${shown(block.runs)}`];
    if (block.type === 'closing') return [`${shown(block.organ)} ${shown(block.date)} ${block.seal}`];
    if ('blocks' in block) return linesOf(block.blocks);
    if (block.type !== 'table') return [];
    return block.rows.map((row) => row.cells.map((cell) => linesOf(cell.blocks).join('')).join('|'));
  });
}

function letterOf(plan: Plan, draft = false): string[] {
  const [spec] = plan.call.documents;
  if (!spec) throw new Error('no letter');
  return linesOf(buildDocument(spec, plan, { ...making, draft }).blocks);
}

describe('the letter', () => {
  test('groups the needs by action in the plan’s order, numbered without gaps', () => {
    expect(letterOf(planFor()).filter((line) => line.startsWith('#'))).toEqual([
      '# 一、现有合作基础',
      '# 二、相关国家科技合作需求',
      '# 三、科技人文交流方面的需求建议',
      '## （一）山区公路养护技术培训班',
      '## （二）资助沿线国家青年工程师来校研究',
      '# 四、共建联合实验室方面的需求建议',
      '## （一）共建中哈寒区道路联合实验室',
      '# 五、科技园区合作方面的需求建议',
      '## （一）智能交通产业园区规划咨询',
      '# 六、技术转移方面的需求建议',
      '## （一）桥梁快速检测评定技术向巴基斯坦转移',
    ]);
  });

  test('an action without a need has no heading and no number', () => {
    const moved = { 'needs/r5/action': '技术转移', 'needs/r5/task': '促进沿线国家双向创新创业' };
    const headings = letterOf(planFor(moved)).filter((line) => line.startsWith('# '));
    expect(headings.slice(2)).toEqual([
      '# 三、科技人文交流方面的需求建议',
      '# 四、共建联合实验室方面的需求建议',
      '# 五、技术转移方面的需求建议',
    ]);
  });

  test('what was not said of a need leaves no line', () => {
    const story = loadCase(ID);
    const { answers } = play(
      call,
      { ...story, at: (slot) => (optional(slot.path) ? undefined : story.at(slot)) },
      TODAY,
    );
    const lines = letterOf(planOf(call, answers));
    expect(
      lines.filter((line) => /^(?:提出理由|合作国家和单位|预期成效|本单位基础|承担单位)/.test(line)),
    ).toEqual([]);
    expect(lines.filter((line) => line.startsWith('建议内容：'))).toHaveLength(5);
    expect(lines.join('')).not.toContain('待填');
  });

  test('without a bureau it goes to the ministry; without a date there is room for one', () => {
    const lines = letterOf(planFor({ letter_date: '', bureau: '' }));
    expect(lines).toContain('交通运输部：');
    expect(lines).toContain('长安大学 　　　　年　　月　　日 seal');
  });

  test('a draft without answers marks what is to be filled', () => {
    const lines = letterOf(planOf(call, new Map()), true);
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([
      '# 一、现有合作基础',
      '# 二、相关国家科技合作需求',
      '# 三、【待填】方面的需求建议',
      '## （一）【待填】',
    ]);
  });
});

const optional = (at: string): boolean => /\/(?:reason|partner|result|own_basis|doer)$/.test(at);

describe('the table over units', () => {
  const entry = (changes: Record<string, string> = {}) => ({ plan: planFor(changes), making });

  test('one line per need, in the order of the actions', () => {
    const spec = call.summary_table;
    if (!spec) throw new Error('no table');
    const table = buildTable(spec, [entry()]);
    expect(table.rows.map((row) => [row[0], row[2], row[4]])).toEqual([
      [1, '科技人文交流', '山区公路养护技术培训班'],
      [2, '科技人文交流', '资助沿线国家青年工程师来校研究'],
      [3, '共建联合实验室', '共建中哈寒区道路联合实验室'],
      [4, '科技园区合作', '智能交通产业园区规划咨询'],
      [5, '技术转移', '桥梁快速检测评定技术向巴基斯坦转移'],
    ]);
  });

  test('two units stand below one another, numbered through', () => {
    const spec = call.summary_table;
    if (!spec) throw new Error('no table');
    const table = buildTable(spec, [entry(), entry({ unit: '南通大学' })]);
    expect(table.rows.map((row) => `${row[0]} ${row[1]}`)).toEqual([
      ...[1, 2, 3, 4, 5].map((number) => `${number} 长安大学`),
      ...[6, 7, 8, 9, 10].map((number) => `${number} 南通大学`),
    ]);
    expect(table.fileName).toBe('需求建议汇总表');
  });
});
