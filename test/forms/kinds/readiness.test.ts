import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCall } from '../../../forms/check.ts';
import { buildDocument } from '../../../forms/documents/build.ts';
import { compositeKindOf, leafKindOf } from '../../../forms/kinds/index.ts';
import { moveRow, rowsOf } from '../../../forms/kinds/rows.ts';
import { confirmationOf, type Plan, type PlannedSlot, planOf, settled } from '../../../forms/plan.ts';
import type { Assessment } from '../../../forms/readiness/assess.ts';
import type { Answer, Path } from '../../../forms/submission.ts';
import { stored, TODAY, understood } from './read.ts';

describe('a level', () => {
  it.each([
    ['7', '7级（环境级）'],
    ['７级', '7级（环境级）'],
    ['第七级', '7级（环境级）'],
    ['TRL 7', '7级（环境级）'],
    ['目前是7级（环境级）', '7级（环境级）'],
    ['环境级', '7级（环境级）'],
    ['十三', '13级（回报级）'],
    ['7级 产品级', '7级（环境级） | 8级（产品级）'],
    ['0', '!level.range'],
    ['14', '!level.range'],
    ['6.5', '!level.whole'],
    ['6到7级', '!level.one_only'],
    ['五六级', '!level.one_only'],
    ['五到六级', '!level.one_only'],
    ['5、6级', '!level.one_only'],
    ['达到6级左右', '6级（正样级）'],
    ['我们自评 TRL=6', '6级（正样级）'],
    ['第6级，正样级', '6级（正样级）'],
    ['不到6级', '!level.not_a_level'],
    ['6级以上', '!level.not_a_level'],
    ['差不多', '!level.not_a_level'],
    ['', '!level.not_a_level'],
  ])('%s → %s', (said, expected) => {
    expect(understood({ type: 'readiness_level', scale: 'trl13' }, said)).toBe(expected);
  });

  it.each([
    '第6级',
    '第 6 级',
    '第六级',
    '六级',
    '六',
    '6',
    '６',
    '6 级',
    'TRL6',
    'TRL 6',
    'trl-6',
    'ＴＲＬ６',
    'TRL六级',
    'TRL 6级',
  ])('%s is level 6', (said) => {
    expect(stored({ type: 'readiness_level', scale: 'trl13' }, said)).toBe(6);
    expect(stored({ type: 'readiness_level', scale: 'nasa9' }, said)).toBe(6);
  });

  it('is a number for conditions, and never above its own scale', () => {
    expect(stored({ type: 'readiness_level', scale: 'nasa9' }, '9')).toBe(9);
    expect(understood({ type: 'readiness_level', scale: 'nasa9' }, '10')).toBe('!level.range');
  });
});

describe('a point', () => {
  it.each([
    ['做到了', '做到了'],
    ['是的', '做到了'],
    ['没有，还差高温试验', '没做到，还差高温试验'],
    ['还没', '没做到'],
    ['不适用，纯软件', '不适用，纯软件'],
    ['部分做到', '!readiness.point_unclear'],
    ['做到了吗', '!readiness.point_unclear'],
    ['是的，但是只在夏天', '!readiness.point_unclear'],
  ])('%s → %s', (said, expected) => {
    expect(understood({ type: 'readiness_item' }, said)).toBe(expected);
  });

  it.each([
    ['conditions', '不太一样，规模小', '不一样，规模小'],
    ['conditions', '相同', '一样'],
    ['conditions', '不适用', '!readiness.conditions_unclear'],
    ['decision', '算达到，已签合同', '算达到，已签合同'],
    ['decision', '不算', '不算达到'],
  ])('about %s: %s → %s', (about, said, expected) => {
    expect(understood({ type: 'readiness_item', about }, said)).toBe(expected);
  });
});

describe('a piece of evidence', () => {
  it.each([
    [
      '《样机测试报告》，2024年5月2日，示例检测中心，编号：JC-12',
      { title: '《样机测试报告》', date: '2024-05-02', issuer: '示例检测中心', number: 'JC-12' },
    ],
    ['测试报告；由省质检院出具；2024.5', { title: '测试报告', date: '2024-05', issuer: '省质检院' }],
    ['测试报告,JC〔2024〕12号', { title: '测试报告', number: 'JC〔2024〕12号' }],
    ['测试报告，编号无', { title: '测试报告' }],
    ['《甲，乙联合试验报告》，2024年5月', { title: '《甲，乙联合试验报告》', date: '2024-05' }],
    ['示例检测中心', { title: '示例检测中心' }],
    ['2024年5月，示例检测中心', undefined],
    ['甲报告，2024年5月，2024年6月', undefined],
  ])('%s', (said, value) => {
    expect(stored({ type: 'readiness_evidence' }, said)).toEqual(value);
  });

  it('is not of a day to come', () => {
    expect(understood({ type: 'readiness_evidence' }, '测试报告，2025年3月10日')).not.toContain('must');
    expect(understood({ type: 'readiness_evidence' }, '测试报告，2025年3月11日')).toContain(
      'must:date.too_late',
    );
  });
});

const file = path.join(import.meta.dirname, '../../fixtures/calls/readiness/call.yaml');
const checked = parseCall(readFileSync(file, 'utf8'), file);
if (!checked.ok) throw new Error('the example call does not hold');
const { call } = checked;

/** A form that is answered step by step, in the words of a person. */
class Form {
  readonly answers = new Map<Path, Answer>();

  get plan(): Plan {
    return planOf(call, this.answers);
  }

  put(at: Path, words: string): this {
    const { plan } = this;
    const slot = plan.at(at);
    if (!slot) throw new Error(`${at} is not asked`);
    this.answers.set(at, this.read(plan, slot, words));
    return this;
  }

  private read(plan: Plan, slot: PlannedSlot, words: string): Answer {
    const who = { original: words, by: 'p1', at: '2025-03-10T00:00:00Z', channel: 'web', message: 'm1' };
    if (slot.control === 'confirm') return { state: 'given', value: confirmationOf(slot, plan.book), ...who };
    if (words === '无' && slot.leaf.none) return { state: 'none', ...who };
    const parsed = leafKindOf(slot.leaf).parse(words, slot.leaf.kind, { today: TODAY });
    if (parsed.kind !== 'value') throw new Error(`${slot.path} does not take ${words}`);
    return { state: 'given', value: parsed.value, ...who };
  }

  /** Answers every open step of a ladder: `said` by the end of its path, the rest as one who has it all. */
  climb(ladder: Path, said: Readonly<Record<string, string>> = {}): this {
    for (let steps = 0; steps < 200; steps += 1) {
      const { plan } = this;
      const slot = plan.slots.find(
        (each) => (each.path === ladder || each.path.startsWith(`${ladder}/`)) && !settled(each, plan.book),
      );
      if (!slot) return this;
      this.put(slot.path, said[slot.path.slice(ladder.length + 1)] ?? usual(slot));
    }
    throw new Error('the ladder does not end');
  }

  check(at: Path): string[] {
    const { plan } = this;
    const question = plan.at(at)?.question;
    if (!question) throw new Error(`${at} is not asked`);
    const found = compositeKindOf(question)?.check?.(question, question.id, at, plan.book) ?? [];
    return found.map((issue) => `${issue.level}:${issue.code}`);
  }
}

const WORDS: readonly (readonly [end: RegExp, words: string])[] = [
  [/_same$/, '是'],
  [/_doc$/, '样机测试报告，2024年5月，示例检测中心，编号 JC-12'],
  [/_kind$/, '测试报告'],
  [/_(file|no)$/, '无'],
  [/_where$/, '档案室'],
  [/\/to\d+$/, '是'],
  [/deliverable$/, '样机'],
  [/expected$/, '9'],
];

function usual(slot: PlannedSlot): string {
  if (slot.control) return '确认';
  if (slot.leaf.kind.type === 'readiness_item') return slot.leaf.kind.about === 'point' ? '做到了' : '一样';
  return WORDS.find(([end]) => end.test(slot.path))?.[1] ?? '说明';
}

const T = 'key_tech/r1/trl';

describe('a ladder in a row', () => {
  it('asks the claim first and nothing of the levels before it', () => {
    const paths = new Form().plan.slots.map((slot) => slot.path);
    expect(paths).toEqual(['name', 'key_tech/r1/title', `${T}/claimed`, 'key_tech', 'device/claimed']);
    const claimed = new Form().put(`${T}/claimed`, '7').plan.slots.filter((slot) => slot.path.startsWith(T));
    expect(claimed.map((slot) => slot.path.slice(T.length + 1))).toEqual([
      'claimed',
      'l5_1',
      'l5_2',
      'l5_3',
      'l5_4',
      'expected',
      'deliverable',
    ]);
    expect(claimed[1]?.row).toMatchObject({ path: 'key_tech/r1', number: 1 });
    expect(claimed[1]?.question.id).toBe('key_tech');
  });

  it('makes the row it stands in', () => {
    const form = new Form().put(`${T}/claimed`, '7');
    expect(rowsOf(form.plan.book, 'key_tech').rows).toEqual(['r1']);
  });

  it('is confirmed with a snapshot that no longer holds when a rung is edited', () => {
    const form = new Form().put(`${T}/claimed`, '6').climb(T, { l6_3: '没做到' });
    const snapshot = form.answers.get(T)?.value as unknown as { assessment: Assessment };
    expect(snapshot.assessment).toMatchObject({ claimed: 6, supported: 5, claimAbove: true });
    expect(form.check(T)).toEqual(['should:readiness.claim_above']);
    form.put(`${T}/l6_3`, '做到了').put(`${T}/l6_3_same`, '是').put(`${T}/l6_same`, '一样');
    const { plan } = form;
    const slot = plan.at(T);
    expect(slot && settled(slot, plan.book)).toBe(false);
    expect(slot && compositeKindOf(slot.leaf)?.assembled?.(slot.leaf, T, plan.book)).toContain(
      '凭证支持 5级 → 6级',
    );
    form.climb(T);
    expect(form.check(T)).toEqual([]);
  });

  it('refuses an expected level below the present one and warns of the same', () => {
    const form = new Form().put(`${T}/claimed`, '7').put(`${T}/expected`, '6');
    expect(form.check(`${T}/expected`)).toEqual(['must:readiness.expected_below']);
    expect(form.put(`${T}/expected`, '7').check(`${T}/expected`)).toEqual(['should:readiness.expected_same']);
    expect(form.put(`${T}/expected`, '8').check(`${T}/expected`)).toEqual([]);
  });

  it('asks for evidence of its own where a point does not rest on the one before', () => {
    const form = new Form().put(`${T}/claimed`, '5').climb(T, { l3_2_same: '否' });
    expect(form.answers.has(`${T}/l3_2_doc`)).toBe(true);
    expect(form.answers.has(`${T}/l4_2_doc`)).toBe(false);
  });

  it('moves with its row', () => {
    const form = new Form().put('key_tech/r1/title', '甲').put(`${T}/claimed`, '7');
    const rows = { rows: ['r1', 'r2'], closed: false, last: 2 };
    const answer = { state: 'given' as const, original: '', by: 'p', at: '', channel: '', message: '' };
    form.answers.set('key_tech', { ...answer, value: moveRow(rows, 'r1', 1) as never });
    expect(form.plan.at(`${T}/claimed`)?.row?.number).toBe(2);
    expect(form.plan.book.plain('trl_claimed', 'key_tech/r1')).toBe(7);
    expect(form.plan.book.plain('trl_claimed', 'key_tech/r2')).toBeUndefined();
  });
});

describe('whatever is answered', () => {
  const choices: Readonly<Record<string, readonly string[]>> = {
    point: ['做到了', '没做到', '没做到，还差试验', '不适用', '不适用，纯软件'],
    conditions: ['一样', '不一样', '不一样，规模小'],
    decision: ['算达到', '不算达到，还早', '算达到，已签合同'],
  };
  const numbers = ['0', '1', '300', '1000'];

  function said(slot: PlannedSlot, pick: number): string {
    const of = (words: readonly string[]): string => words[pick % words.length] ?? '';
    if (slot.control) return '确认';
    const { type, about, unit } = slot.leaf.kind;
    if (type === 'readiness_item') return of(choices[String(about)] ?? []);
    if (type === 'yes_no') return of(['是', '否']);
    if (type === 'money') return `${of(numbers)}${unit}`;
    if (type === 'number') return of(numbers);
    if (slot.path.endsWith('_doc'))
      return of(['无', '材料一', '测试报告，2024年5月，示例检测中心，编号 JC-1']);
    if (type === 'readiness_level') return '13';
    return type === 'date' ? '2024年5月' : usual(slot);
  }

  it('the ladder ends, no step comes twice, and nothing above the claim is supported', () => {
    const picks = fc.array(fc.nat(99), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 13 }), picks, (claimed, pick) => {
        const form = new Form().put(`${T}/claimed`, String(claimed));
        for (let steps = 0; ; steps += 1) {
          const { plan } = form;
          const own = plan.slots.filter((slot) => slot.path === T || slot.path.startsWith(`${T}/`));
          expect(new Set(own.map((slot) => slot.path)).size).toBe(own.length);
          const slot = own.find((each) => !settled(each, plan.book));
          if (!slot) break;
          expect(steps).toBeLessThan(400);
          form.put(slot.path, said(slot, pick[steps % pick.length] ?? 0));
        }
        expect(form.plan.book.plain('trl_supported', 'key_tech/r1')).toBeLessThanOrEqual(claimed);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a ladder on a scale of the call’s own', () => {
  const form = new Form().put('device/claimed', '5').climb('device', { l4_1: '没做到，设备还没到' });

  it('asks for neither what is expected nor a deliverable where the call does not', () => {
    expect(form.answers.has('device/expected')).toBe(false);
    expect(form.answers.has('device')).toBe(true);
  });

  it('gives its values to conditions', () => {
    expect(form.plan.book.plain('device_claimed')).toBe(5);
    expect(form.plan.book.plain('device_supported')).toBe(3);
    expect(form.plan.book.plain('device_expected')).toBeUndefined();
  });

  it('is left whole by one answer', () => {
    const skipped = new Form();
    skipped.answers.set('device/claimed', { state: 'skipped' } as Answer);
    expect(skipped.plan.slots.filter((slot) => slot.path.startsWith('device'))).toHaveLength(1);
  });
});

describe('documents', () => {
  const form = new Form()
    .put('name', '干化装备')
    .put('key_tech/r1/title', '热泵干化')
    .put(`${T}/claimed`, '6')
    .climb(T, { l6_3: '没做到，缺中试' })
    .put('device/claimed', '3')
    .climb('device');
  const [spec] = call.documents;
  const model = spec && buildDocument(spec, form.plan, { revision: 1, draft: false });
  const text = JSON.stringify(model);

  it('print the levels as numbers, the evidence and the gaps', () => {
    expect(text).toContain('凭证支持到 ');
    expect(text).toContain(
      '4级（功能级）：《样机测试报告》，2024年5月，示例检测中心出具，编号JC-12，存放于档案室',
    );
    expect(text).toContain('6级 工艺验证：没做到（缺中试）');
    const cells = model?.blocks.flatMap((block) => (block.type === 'table' ? block.rows : []))[1]?.cells;
    const shown = cells?.map((cell) =>
      cell.blocks.flatMap((block) => block.runs.map((run) => run.text)).join(''),
    );
    expect(shown).toEqual(['1', '热泵干化', '6', '9']);
  });

  it('say where evidence can be seen that was not sent', () => {
    const placed = new Form()
      .put('name', '干化装备')
      .put('key_tech/r1/title', '热泵干化')
      .put(`${T}/claimed`, '2')
      .climb(T, { l1_1_file: '见集团OA公告〔2024〕15号', l2_1_same: '否', l2_1_file: '线上系统' })
      .put('device/claimed', '1');
    const made = spec && buildDocument(spec, placed.plan, { revision: 1, draft: false });
    const said = JSON.stringify(made);
    expect(said).toContain('编号JC-12，见集团OA公告〔2024〕15号');
    expect(placed.answers.has(`${T}/l1_1_where`)).toBe(false);
  });

  it('know the values in conditions and as names', () => {
    expect(text).toContain('配套设备已有样机（');
    expect(text).toContain('"text":"3"');
  });
});
