import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assess,
  diff,
  type Evidence,
  type ItemAnswer,
  type LadderAnswers,
  type LevelAnswers,
  walk,
} from '../../../forms/readiness/assess.ts';
import { levelOf, Scale } from '../../../forms/readiness/scale.ts';
import { nasa9 } from '../../../forms/readiness/scales/nasa9.ts';
import { trl13 } from '../../../forms/readiness/scales/trl13.ts';

const report: Evidence = { title: '测试报告', date: '2024-05-01' };
const met: ItemAnswer = { state: 'met', proof: report };
const bare: ItemAnswer = { state: 'met', proof: 'none' };
const no: ItemAnswer = { state: 'not_met', missing: '高温试验' };
const none: ItemAnswer = { state: 'not_applicable', reason: '纯软件' };

/** Every item of a level answered the same way, those named otherwise. */
function level(number: number, answer: ItemAnswer, others: Record<number, ItemAnswer> = {}): LevelAnswers {
  return { items: (levelOf(trl13, number)?.items ?? []).map((_, at) => others[at] ?? answer) };
}

function ladder(
  claimed: number,
  levels: Record<number, LevelAnswers>,
  below: Record<number, boolean> = {},
  more: Partial<LadderAnswers> = {},
): LadderAnswers {
  const numbered = <V>(record: Record<number, V>): Map<number, V> =>
    new Map(Object.entries(record).map(([key, value]) => [Number(key), value]));
  return { claimed, numbers: {}, levels: numbered(levels), below: numbered(below), ...more };
}

describe('the two scales', () => {
  it('have thirteen and nine levels, evidence and points for each', () => {
    expect(trl13.levels.map((each) => each.name).join('、')).toBe(
      '报告级、方案级、仿真级、功能级、初样级、正样级、环境级、产品级、系统级、销售级、盈亏级、利润级、回报级',
    );
    expect(nasa9.levels).toHaveLength(9);
    expect(trl13.levels.findIndex((each) => each.same_conditions)).toBe(4);
    expect(trl13.levels.flatMap((each, at) => (each.numbers ? [at + 1] : []))).toEqual([10, 11, 12, 13]);
  });

  it('ask level 9 for mass production and for the first real use', () => {
    expect(levelOf(trl13, 9)?.items.map((item) => item.label)).toEqual([
      '大批量生产',
      '产品质量',
      '首次实际应用',
    ]);
  });

  it('may have any number of levels, but none without anything to ask', () => {
    const one = { name: '一', criterion: '甲', evidence: ['报告'], items: [{ label: '甲', ask: '甲吗？' }] };
    const scale = { id: 'own', title: '自己的', source: '本单位', levels: [one, one, one] };
    expect(Scale.safeParse(scale).success).toBe(true);
    expect(Scale.safeParse({ ...scale, levels: [one, { ...one, items: [] }] }).success).toBe(false);
    const band = { formula: 'cumulative_ratio', from: 0.5, to: 0.3 };
    expect(Scale.safeParse({ ...scale, levels: [one, { ...one, numbers: band }] }).success).toBe(false);
  });
});

describe('which levels are asked', () => {
  it.each([
    ['nothing claimed', { numbers: {}, levels: new Map(), below: new Map() }, [], 0],
    ['two below the claim', ladder(7, {}), [5], 0],
    ['from the bottom for a low claim', ladder(2, {}), [1], 0],
    [
      'on after a level that holds, the lower ones to be confirmed',
      ladder(7, { 5: level(5, met) }),
      [5, 6],
      4,
    ],
    ['not beyond the first that is not met', ladder(7, { 5: level(5, met), 6: level(6, no) }), [5, 6], 4],
    [
      'not beyond the claim',
      ladder(3, { 1: level(1, met), 2: level(2, met), 3: level(3, met) }),
      [1, 2, 3],
      0,
    ],
    ['down where the first is not met', ladder(7, { 5: level(5, no) }), [4, 5], 0],
    ['down until one holds', ladder(7, { 5: level(5, no), 4: level(4, no), 3: level(3, met) }), [3, 4], 2],
    [
      'down where the lower ones are not all reached',
      ladder(6, { 4: level(4, met) }, { 3: false }),
      [3, 4, 5],
      3,
    ],
    ['what is answered above an open level', ladder(7, { 5: level(5, no), 4: { items: [met] } }), [4, 5], 0],
    ['on without evidence', ladder(7, { 5: level(5, bare) }), [5, 6], 4],
    [
      'stopping at a point without a reason',
      ladder(7, { 5: level(5, met, { 1: { state: 'not_applicable' } }) }),
      [5],
      0,
    ],
  ])('%s', (_, answers, asked, below) => {
    expect(walk(trl13, answers)).toEqual({ asked, below });
  });

  it('keeps what was answered when the claim moves', () => {
    const levels = { 5: level(5, met), 6: level(6, met), 7: level(7, met) };
    expect(walk(trl13, ladder(9, levels)).asked).toEqual([5, 6, 7, 8]);
    expect(walk(trl13, ladder(12, levels)).asked).toEqual([10]);
    expect(walk(trl13, ladder(12, { ...levels, 6: level(6, no) })).asked).toEqual([5, 6]);
  });
});

describe('what the answers show', () => {
  it('supports the highest level that is met from the bottom up', () => {
    const answers = ladder(
      7,
      { 5: level(5, met), 6: level(6, met), 7: level(7, met, { 1: no }) },
      { 4: true },
    );
    expect(assess(trl13, answers)).toMatchObject({
      claimed: 7,
      supported: 6,
      claimAbove: true,
      assumed: 4,
      complete: true,
      gaps: [{ level: 7, kind: 'not_met', item: '例行环境试验', words: '高温试验' }],
    });
  });

  it('takes a point that is not applicable for met, with its reason only', () => {
    const answers = ladder(
      5,
      { 3: level(3, met), 4: level(4, met), 5: level(5, met, { 1: none }) },
      { 2: true },
    );
    expect(assess(trl13, answers)).toMatchObject({ supported: 5, claimAbove: false, gaps: [] });
    const silent = level(5, met, { 1: { state: 'not_applicable' } });
    const open = ladder(5, { 3: level(3, met), 4: level(4, met), 5: silent }, { 2: true });
    expect(assess(trl13, open)).toMatchObject({ supported: 4, complete: false, gaps: [{ kind: 'reason' }] });
  });

  it('supports no level without evidence', () => {
    const answers = ladder(
      6,
      { 4: level(4, met), 5: level(5, met, { 0: bare }), 6: level(6, met) },
      { 3: true },
    );
    const found = assess(trl13, answers);
    expect(found).toMatchObject({ supported: 4, complete: true });
    expect(found?.gaps).toMatchObject([{ level: 5, kind: 'evidence', item: '功能样品' }]);
  });

  it('supports nothing while the lower levels are not confirmed', () => {
    const levels = { 5: level(5, met), 6: level(6, met), 7: level(7, met) };
    expect(assess(trl13, ladder(7, levels))).toMatchObject({ supported: 0, complete: false });
    expect(assess(trl13, ladder(7, levels, { 4: true }))).toMatchObject({ supported: 7, complete: true });
    expect(assess(trl13, ladder(7, levels, { 6: true }))).toMatchObject({ supported: 7, complete: true });
  });

  it('lists evidence from another environment as a gap without taking the level away', () => {
    const other = { ...level(5, met), sameConditions: { yes: false, reason: '小试规模' } };
    const answers = ladder(5, { 3: level(3, met), 4: level(4, met), 5: other }, { 2: true });
    expect(assess(trl13, answers)).toMatchObject({
      supported: 5,
      gaps: [{ kind: 'conditions', words: '小试规模' }],
    });
  });

  it('leaves the band between 30 % and 50 % to the person', () => {
    const numbers = { income_total: 400, input_research: 500, input_production: 300, input_operation: 200 };
    const year = { income_year: 300, cost_year: 100 };
    const at = (decision?: LevelAnswers['decision']): LadderAnswers =>
      ladder(
        12,
        {
          10: { items: [met], proof: report },
          11: { items: [], proof: report },
          12: { items: [], proof: report, ...(decision ? { decision } : {}) },
        },
        { 9: true },
        {
          numbers: { ...numbers, ...year, fixed_cost: 300_000, unit_price: 800, unit_cost: 500, sold: 300 },
        },
      );
    expect(assess(trl13, at())).toMatchObject({ supported: 11, complete: false });
    expect(assess(trl13, at({ met: true, reason: '已签三年合同' }))).toMatchObject({
      supported: 12,
      gaps: [],
    });
    expect(assess(trl13, at({ met: false, reason: '还在投入期' }))).toMatchObject({
      supported: 11,
      gaps: [{ level: 12, kind: 'numbers', words: '还在投入期' }],
    });
  });

  it('never supports more than is claimed, nor a level above one that is not met', () => {
    const answer = fc.constantFrom<ItemAnswer | undefined>(met, bare, no, none, undefined);
    const levels = fc.array(fc.array(answer, { minLength: 4, maxLength: 4 }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 9 }), fc.boolean(), (all, claimed, reached) => {
        const given = Object.fromEntries(
          all.map((items, at) => [at + 1, { items: items.slice(0, levelOf(trl13, at + 1)?.items.length) }]),
        );
        const below = Object.fromEntries(all.map((_, at) => [at + 1, reached]));
        const found = assess(trl13, ladder(claimed, given, below));
        expect(found?.supported).toBeLessThanOrEqual(claimed);
        const failed = found?.levels.find((each) => each.state !== 'supported');
        if (failed) expect(found?.supported).toBeLessThan(failed.level);
      }),
    );
  });
});

describe('comparing two assessments', () => {
  const before = assess(
    trl13,
    ladder(6, { 4: level(4, met), 5: level(5, met), 6: level(6, met, { 2: no }) }, { 3: true }),
  );
  const after = assess(
    trl13,
    ladder(6, { 4: level(4, met), 5: level(5, met), 6: level(6, met) }, { 3: true }),
  );

  it('tells what rose and which gap was closed', () => {
    expect(before && after && diff(before, after)).toEqual([
      { what: 'supported', from: 5, to: 6 },
      { what: 'closed', gap: { level: 6, kind: 'not_met', item: '工艺验证', words: '高温试验' } },
    ]);
    expect(before && diff(before, before)).toEqual([]);
  });

  it('compares nothing across scales', () => {
    expect(before && diff(before, { ...before, scale: 'nasa9' })).toEqual([
      { what: 'scale', from: 'trl13', to: 'nasa9' },
    ]);
  });
});
