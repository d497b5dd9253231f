import { expect, test } from 'vitest';
import { buildTable } from '../../../forms/documents/table.ts';
import type { Slot } from '../../../forms/kinds/kind.ts';
import { type Plan, planOf } from '../../../forms/plan.ts';
import { loadCase } from '../../fixtures/case.ts';
import { callIn, checkedOwn } from '../../fixtures/own.ts';
import { play } from '../../fixtures/play.ts';

const ID = 'shandong-intl-2025';
const TODAY = '2025-03-20';
const theCall = () => callIn(checkedOwn(ID));

/** A text of that many hanzi and stops. */
function long(characters: number): string {
  return '高盐废水处理成本很高。'.repeat(characters).slice(0, characters);
}

/** The third technology is claimed a level above what its evidence supports: kept as said, and warned of. */
const CLAIM_ABOVE = {
  path: 'technologies/r3/trl',
  code: 'readiness.claim_above',
  level: 'should',
  params: { claimed: 5, supported: 4 },
};

test('answers everything that is asked; all that is left to look at is the claim above its evidence', () => {
  const game = play(theCall(), loadCase(ID), TODAY);
  expect(game.unanswered).toEqual([]);
  expect(game.refused).toEqual([]);
  expect(game.unused).toEqual([]);
  expect(game.findings.filter((each) => each.level !== 'person')).toEqual([CLAIM_ABOVE]);
});

const OVERVIEW = {
  'overview/cooperation': '合作。',
  'overview/problems': '问题。',
  'overview/goals': '目标。',
};

const WRONG: readonly (readonly [what: string, changes: Record<string, string>, found: string])[] = [
  ['a name that no file can have', { project_name: '膜/盐联合研发' }, 'should name_signs project_name'],
  [
    'a field that the notice does not list for the region',
    { domain: '现代海洋' },
    'should choice_unusual domain',
  ],
  [
    'another type than the notice speaks of for the region',
    { project_type: '走出去' },
    'should choice_unusual project_type',
  ],
  ['a short name of the unit', { unit: '海岱理工' }, 'should organisation.short_name unit'],
  ['more than 1000 characters', { ...OVERVIEW, 'overview/necessity': long(992) }, 'must text_limit overview'],
  [
    'more than 1000 characters, fewer as a word processor counts',
    { ...OVERVIEW, 'overview/necessity': `${long(900)}${'membrane distillation '.repeat(5)}` },
    'should text_limit_word overview',
  ],
  [
    'an expected level below the present one',
    { 'technologies/r1/trl/expected': '3级' },
    'must readiness.expected_below technologies/r1/trl/expected',
  ],
  [
    'an expected level that is the present one',
    { 'technologies/r1/trl/expected': '4级' },
    'should readiness.expected_same technologies/r1/trl/expected',
  ],
  [
    'a claim above what the evidence supports',
    { 'technologies/r2/trl/l3_2': '没做到，流道还没有验证' },
    'should readiness.claim_above technologies/r2/trl',
  ],
  [
    'a level without any evidence',
    Object.fromEntries(
      ['l1_1', 'l1_2', 'l2_1', 'l3_1', 'l3_2'].map((item) => [`technologies/r2/trl/${item}_doc`, '无']),
    ),
    'must needs_evidence technologies/r2/trl',
  ],
  [
    'evidence of a day to come',
    { 'technologies/r3/trl/l5_1_doc': '《三效装置功能样品测试报告》，2025年12月，示例公司，编号 BG-04' },
    'must date.too_late technologies/r3/trl/l5_1_doc',
  ],
  [
    'a technology listed twice',
    { 'technologies/r3/name': '膜组件规模化 制备技术' },
    'must repeated technologies/r3/name',
  ],
  ['no money at all', { total: '0元', provincial: '0元' }, 'must number.not_above total'],
  ['more money from the province than there is', { provincial: '1300万元' }, 'must above_limit provincial'],
  [
    'another sum in the text than in the form',
    { funding_note: '项目计划总投入为 1500 万元，其余由企业自筹。' },
    'should quantity_differs funding_note',
  ],
  [
    'an indicator of the guideline that the project does not have',
    { assessment_more: '另外考核膜通量不低于 35 L/(m²·h)。' },
    'should numbers_not_in assessment_more',
  ],
  ['a target without a number', { 'performance/ip': '申请若干专利' }, 'should no_number performance/ip'],
  [
    'no value to be compared with',
    { 'technologies/r1/foreign': '国外已经做得很好' },
    'should no_number technologies/r1/foreign',
  ],
];

test.each(WRONG)('finds %s', (_, changes, found) => {
  const { findings } = play(theCall(), loadCase(ID, changes), TODAY);
  expect(findings.map((each) => `${each.level} ${each.code} ${each.path}`)).toContain(found);
});

const REFUSED: readonly (readonly [what: string, changes: Record<string, string>, code: string])[] = [
  ['an indicator without a sign', { 'indicators/r1/value': '28 L/(m²·h)' }, 'number.bound_missing'],
  ['an indicator without a unit', { 'indicators/r2/value': '≥99.95' }, 'number.unit_missing'],
  ['an indicator without a number', { 'indicators/r2/value': '≥很高' }, 'number.not_a_number'],
  ['a deliverable without a number', { 'deliverables/r1/quantity': '若干' }, 'number.uncounted'],
  ['a level above the scale', { 'technologies/r2/trl/claimed': '14级' }, 'level.range'],
  ['a level of nought', { 'technologies/r2/trl/claimed': '0级' }, 'level.range'],
  ['a level between two', { 'technologies/r2/trl/claimed': '4.5级' }, 'level.whole'],
  ['two levels', { 'technologies/r2/trl/expected': '6到7级' }, 'level.one_only'],
  ['two regions', { region: '创新领先国家和港澳台地区' }, 'test.readings'],
  ['其他 without a word', { domain: '其他' }, 'choice.other_text'],
];

test('an indicator of the guideline that repeats one of the project is no finding', () => {
  const changes = {
    assessment_more: '膜通量不低于 28 L/(m²·h) 须由中外双方共同检测，发明专利 6 件须联合署名。',
  };
  const { findings } = play(theCall(), loadCase(ID, changes), TODAY);
  expect(findings.filter((each) => each.path === 'assessment_more')).toEqual([]);
});

test.each(REFUSED)('does not take %s', (_, changes, code) => {
  const { refused } = play(theCall(), loadCase(ID, changes), TODAY);
  expect(refused.map((each) => [each.path, each.issue.code])).toEqual([[Object.keys(changes)[0], code]]);
});

test('exactly 1000 characters are not too many', () => {
  const { findings } = play(theCall(), loadCase(ID, { ...OVERVIEW, 'overview/necessity': long(991) }), TODAY);
  expect(findings.filter((each) => each.path === 'overview')).toEqual([]);
});

test('at most five technologies: after the fifth nothing more is asked for', () => {
  const own = loadCase(ID);
  const changes = Object.fromEntries(
    own.paths
      .filter((each) => each.startsWith('technologies/r2/'))
      .flatMap((each) =>
        ['r4', 'r5', 'r6'].map((row): [string, string] => {
          const said = own.at({ path: each } as Slot);
          const words = said?.kind === 'words' ? said.words : '';
          return [each.replace('/r2/', `/${row}/`), each.endsWith('/name') ? `${words}（${row}）` : words];
        }),
      ),
  );
  const game = play(theCall(), loadCase(ID, changes), TODAY);
  expect(game.unanswered).toEqual([]);
  expect([...game.answers.keys()].filter((each) => /^technologies\/r\d+\/name$/.test(each))).toHaveLength(5);
});

test('the type of 引进来 is asked only with 引进来, and what was said of it is not printed without it', () => {
  const { answers, unused } = play(theCall(), loadCase(ID, { project_type: '走出去' }), TODAY);
  expect(unused).toEqual(['inbound_type']);
  expect(answers.has('inbound_type')).toBe(false);
});

test('leaves to the person only what a program cannot judge', () => {
  const { findings } = play(theCall(), loadCase(ID), TODAY);
  const left = findings.filter((each) => each.code !== CLAIM_ABOVE.code);
  expect(left.map((each) => `${each.level} ${each.code} ${each.path ?? ''}`)).toEqual([
    'person ask_person authority',
    'person ask_person proposer',
    'person ask_person guide',
    'person ask_person ',
    'person ask_person ',
    'person ask_person ',
  ]);
});

function planFor(changes: Record<string, string> = {}): Plan {
  const call = theCall();
  return planOf(call, play(call, loadCase(ID, changes), TODAY).answers);
}

const making = { revision: 1, draft: false };

test('gives the row of the summary table, padded to the printed five', () => {
  const spec = theCall().summary_table!;
  const table = buildTable(spec, [{ plan: planFor(), making }]);
  expect(table.rows).toHaveLength(5);
  expect(table.rows[0]).toEqual([
    1,
    '新材料',
    '创新领先国家',
    '高通量抗润湿膜蒸馏材料及高盐废水资源化合作研发',
    '“引进来”、依托国际创新合作平台',
    1200,
    400,
    '海岱示例理工大学',
    '林听澜',
    '0532-00000000',
  ]);
  expect(table.head.map(({ label, value }) => `${label}${value}`.replace(/　+/g, ' ').trim())).toEqual([
    '主管部门（盖章）：青岛市科学技术局',
    '联系人：',
    '年 月 日',
  ]);
});

test('the authority stands above the table as long as all proposals name the same', () => {
  const spec = theCall().summary_table!;
  const head = (other: string) =>
    buildTable(spec, [
      { plan: planFor(), making },
      { plan: planFor({ authority: other }), making },
    ]).head[0]?.value;
  expect(head('青岛市科学技术局')).toBe('青岛市科学技术局');
  expect(head('东营市科学技术局')).toBe('');
});
