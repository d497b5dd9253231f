import { expect, test } from 'vitest';
import { buildDocument } from '../../../forms/documents/build.ts';
import { buildTable } from '../../../forms/documents/table.ts';
import type { Issue } from '../../../forms/issue.ts';
import { planOf } from '../../../forms/plan.ts';
import { loadCase } from '../../fixtures/case.ts';
import { callIn, checkedOwn } from '../../fixtures/own.ts';
import { play } from '../../fixtures/play.ts';

const ID = 'sustainable-tech-2025';
const TODAY = '2025-03-20';
const theCall = () => callIn(checkedOwn(ID));

test('answers everything that is asked, without a finding that must be fixed', () => {
  const game = play(theCall(), loadCase(ID), TODAY);
  expect(game.unanswered).toEqual([]);
  expect(game.refused.map(({ path: at, issue }) => ({ path: at, ...issue }))).toEqual([]);
  const levels = (level: Issue['level']): Issue[] => game.findings.filter((each) => each.level === level);
  expect(levels('must')).toEqual([]);
  expect(levels('should')).toEqual([]);
});

const WRONG: readonly (readonly [what: string, changes: Record<string, string>, found: string])[] = [
  [
    'a word the notice advises against',
    { tech_name: '荒煤气显热回收应用技术' },
    'should banned_words tech_name',
  ],
  [
    'an abbreviation in the name',
    { tech_name: '基于CFD的荒煤气显热回收技术' },
    'must latin_abbreviation tech_name',
  ],
  ['a date after the deadline', { apply_date: '2025年4月19日' }, 'must date_too_late apply_date'],
  [
    'an abbreviation without its full name',
    { org_scope: '焦化余热回收和CDQ工程' },
    'must abbreviation org_scope',
  ],
  ['a benefit without a number', { 'benefit/saving': '能少用一些煤' }, 'should no_number benefit/saving'],
  [
    'a relative value compared with nothing',
    { 'benefit/ecology': '炉顶操作区的热辐射降低 30%。' },
    'person relative_without_baseline benefit/ecology',
  ],
  [
    'an absolute value without the scale',
    { 'benefit/ecology': '每年减少炉渣 2600 吨。' },
    'person absolute_without_scale benefit/ecology',
  ],
  ['a total that its items do not make', { om_total: '5.2元' }, 'must sum_differs om_total'],
  [
    'a payback period with the depreciation left in',
    { payback_years: '3.5年' },
    'should payback_depreciation_kept payback_years',
  ],
  [
    'a payback period that does not follow',
    { payback_years: '1.2年' },
    'should payback_differs payback_years',
  ],
  ['no net benefit', { added_benefit: '300万元' }, 'must payback_never payback_years'],
  [
    'a payback period beyond the technical life',
    { technical_life: '2年' },
    'should payback_beyond_life payback_years',
  ],
  [
    'a case far from the stated period',
    { 'cases/r2/years': '6年' },
    'should payback_case_differs cases/r2/years',
  ],
  [
    'a certificate too few',
    { patents: 'ZL202119999991.6，ZL202229999982.7，2022SR9999999，2021SR9999999' },
    'must certificates_too_few certificates',
  ],
  [
    'imported and not made at home',
    { imported: '是', localised: '还没有', localisation: '正在国产化' },
    'must needs_answer localised',
  ],
  [
    'no evidence at all',
    { patents: '无', certificates: '无', ip_statement: '无', other_evidence: '无' },
    'must count_too_small certificates',
  ],
  ['a short name of the unit', { applicant_org: '云岫热能' }, 'should organisation.short_name applicant_org'],
];

test.each(WRONG)('finds %s', (_, changes, found) => {
  const { findings } = play(theCall(), loadCase(ID, changes), TODAY);
  expect(findings.map((each) => `${each.level} ${each.code} ${each.path}`)).toContain(found);
});

const REFUSED: readonly (readonly [what: string, changes: Record<string, string>])[] = [
  ['a patent number with a wrong check digit', { patents: 'ZL202119999991.5' }],
  ['a phone number too short', { phone: '12345' }],
  ['a mail address without a host', { email: 'chenyunxiu@' }],
  ['a day that does not exist', { apply_date: '2025年2月30日' }],
  ['two amounts', { equipment_investment: '2000到2400万元' }],
];

test.each(REFUSED)('does not take %s', (_, changes) => {
  const { refused } = play(theCall(), loadCase(ID, changes), TODAY);
  expect(refused.map((each) => each.path)).toEqual(Object.keys(changes));
});

test('leaves to the person only what a program cannot judge', () => {
  const { findings } = play(theCall(), loadCase(ID), TODAY);
  expect(new Set(findings.map((each) => `${each.level} ${each.code}`))).toEqual(
    new Set(['person ask_person']),
  );
  expect(findings.length).toBeLessThanOrEqual(12);
});

test('gives the row of the summary table', () => {
  const call = theCall();
  const { answers } = play(call, loadCase(ID), TODAY);
  const spec = call.summary_table;
  if (!spec) throw new Error('no summary table');
  const plan = planOf(call, answers);
  const table = buildTable(spec, [{ plan, making: { revision: 1, draft: false } }]);
  expect(table.rows[0]).toEqual([
    1,
    'SL2025-0001',
    '焦炉上升管荒煤气显热高效回收技术',
    'C',
    '北京云岫示例热能科技有限公司',
    '陈云岫',
    '010-00000000',
    'chenyunxiu@example.com',
  ]);
});

test('says nothing that is never asked', () => {
  const game = play(theCall(), loadCase(ID), TODAY);
  expect(game.unused).toEqual([]);
});

test('a ladder that was walked leaves no level in any document', () => {
  const call = theCall();
  const evidence = {
    doc: '示范工程运行报告，2024年5月，示例检测中心，编号 JC-12',
    kind: '运行记录',
    file: '无',
    where: '档案室',
  };
  const walked = ['l7_1', 'l8_1', 'l8_2', 'l9_1'].flatMap((id) => [
    [`ladder/${id}`, '做到了'],
    [`ladder/${id}_same`, '是'],
    ...Object.entries(evidence).map(([end, words]) => [`ladder/${id}_${end}`, words]),
  ]);
  const conditions = [7, 8, 9].map((level) => [`ladder/l${level}_same`, '一样']);
  const changes = Object.fromEntries([...walked, ...conditions, ['ladder/to6', '是'], ['ladder', '确认']]);
  const story = loadCase(ID, { ...changes, 'ladder/claimed': '9' });
  const { book } = planOf(call, play(call, story, TODAY).answers);
  const grounds = String(book.plain('ladder_paragraph'));
  expect(grounds).toContain('依据为《示范工程运行报告》');
  const told = play(
    call,
    loadCase(ID, { ...changes, 'ladder/claimed': '9', 'maturity/grounds': grounds }),
    TODAY,
  );
  expect(told.refused).toEqual([]);
  const plan = planOf(call, told.answers);
  expect(plan.book.plain('ladder_supported')).toBe(9);
  const models = call.documents.map((spec) =>
    buildDocument(spec, plan, { revision: 1, draft: false, today: TODAY }),
  );
  const printed = JSON.stringify(models);
  expect(printed).toContain(grounds);
  expect(printed).not.toMatch(/9级|九级|任务验证|成熟度等级|TRL|NASA/);
});
