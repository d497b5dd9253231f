import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { paintLadders } from '../../../adapters/files/html-ladder.ts';
import { parseCall } from '../../../forms/check.ts';
import { ladderSheet, ladderStories } from '../../../forms/documents/ladders.ts';
import type { LadderModel } from '../../../forms/documents/model.ts';
import type { Json } from '../../../forms/json.ts';
import { confirmationOf, planOf } from '../../../forms/plan.ts';
import type { Answer, Path } from '../../../forms/submission.ts';

const file = path.join(import.meta.dirname, '../../fixtures/calls/readiness/call.yaml');
const checked = parseCall(readFileSync(file, 'utf8'), file);
if (!checked.ok) throw new Error('the example call does not hold');
const { call } = checked;

function given(value: Json, at = '2025-03-10T00:00:00Z'): Answer {
  return { state: 'given', value, original: '', by: 'p1', at, channel: 'web', message: 'm1' };
}

/** Two technologies: one claimed at 3 with level 1 held, level 2 without evidence; one whose claim alone is there. */
const T = 'key_tech/r1/trl';
const answers = new Map<Path, Answer>([
  ['key_tech', given({ rows: ['r1', 'r2'], closed: false })],
  ['key_tech/r1/title', given('热解炉<b>')],
  [`${T}/claimed`, given(3)],
  [`${T}/l1_1`, given({ state: 'met' })],
  [`${T}/l1_1_doc`, given({ title: '调研报告' })],
  [`${T}/l1_2`, given({ state: 'met' })],
  [`${T}/l1_2_same`, given({ yes: true })],
  [`${T}/l2_1`, given({ state: 'met' })],
  [`${T}/l2_1_doc`, { ...given(null), state: 'none' }],
  [`${T}/expected`, given(5)],
  ['key_tech/r2/trl/claimed', given(2)],
]);
const sheetOf = (all: ReadonlyMap<Path, Answer>) => ladderSheet(planOf(call, all));
const rung = (ladder: LadderModel | undefined, level: number) =>
  ladder?.rungs.find((each) => each.level === level);

describe('ladders as pictures', () => {
  it('shows none before a level is claimed', () => {
    expect(sheetOf(new Map())).toBeUndefined();
  });

  it('shows one for each technology, every level of its scale, the highest first', () => {
    const ladders = sheetOf(answers)?.ladders ?? [];
    expect(ladders.map(({ title }) => title)).toEqual(['关键技术1：热解炉<b>', '关键技术2']);
    const [first] = ladders;
    expect(first?.rungs.map(({ level }) => level)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(rung(first, 1)).toEqual({
      level: 1,
      name: '报告级',
      state: 'met',
      marks: ['supported'],
      steps: `${T}/l1_`,
      path: `${T}/l1_1`,
    });
    expect(rung(first, 2)).toMatchObject({ state: 'unproved', marks: [], path: `${T}/l2_1` });
    expect(rung(first, 3)).toMatchObject({ state: 'not_asked', marks: ['claimed'], path: `${T}/l3_1` });
    expect(rung(first, 5)).toMatchObject({ state: 'not_asked', marks: ['expected'], path: `${T}/expected` });
    expect(rung(first, 9)).toEqual({
      level: 9,
      name: '系统级',
      state: 'not_asked',
      marks: [],
      steps: `${T}/l9_`,
    });
    expect(first?.gaps).toEqual(['2级 技术方案：缺凭证']);
  });

  it('leads from a claim that was not reached to the claim, and from levels taken on trust to their question', () => {
    const more = new Map(answers)
      .set(`${T}/claimed`, given(5))
      .set(`${T}/l3_1`, given({ state: 'not_met', words: '还没建' }))
      .set(`${T}/l3_2`, given({ state: 'not_met', words: '还没做' }));
    more.delete(`${T}/l1_1`);
    more.delete(`${T}/l1_2`);
    more.set(`${T}/to1`, given({ yes: true }));
    const [first] = sheetOf(more)?.ladders ?? [];
    expect(rung(first, 5)).toMatchObject({ state: 'not_asked', path: `${T}/claimed` });
    expect(rung(first, 1)).toMatchObject({ state: 'assumed', path: `${T}/to1` });
    expect(rung(first, 3)).toMatchObject({ state: 'not_met' });
  });

  it('leads from a level that numbers decide to the first of its numbers', () => {
    const sold = new Map(answers).set('key_tech/r2/trl/claimed', given(13));
    const [, second] = sheetOf(sold)?.ladders ?? [];
    expect(rung(second, 11)?.path).toBe('key_tech/r2/trl/n_income_year');
  });

  it('paints in words what colours and signs say; everything is escaped', () => {
    const sheet = sheetOf(answers);
    const html = sheet ? paintLadders(sheet) : '';
    expect(html).not.toContain('<b>');
    expect(html).toContain('热解炉&lt;b&gt;');
    expect(html).not.toMatch(/style=|<script|\son\w+=/);
    expect(html.match(/<li class="rung /g)).toHaveLength(26);
    expect(html).toContain(
      `<li class="rung rung-unproved" data-path="${T}/l2_1" data-steps="${T}/l2_"><span class="sign sign-unproved" aria-hidden="true">缺</span>` +
        '<span class="rung-level">2级</span><span class="rung-name">方案级</span>' +
        '<span class="rung-state">做到了，缺凭证</span><span class="rung-marks"></span></li>',
    );
    // The legend has what the ladders show, and nothing else.
    const legend = /<ul class="ladder-legend".*?<\/ul>/.exec(html)?.[0] ?? '';
    expect(legend.replace(/<[^>]+>/g, ' ').match(/[^\s]+/g)).toEqual([
      ...['✓', '有凭证'],
      ...['缺', '做到了，缺凭证'],
      ...['·', '没有问'],
    ]);
  });
});

describe('ladders in words', () => {
  it('compare with what was confirmed before, ten confirmations at most', () => {
    const device = new Map<Path, Answer>([['device/claimed', given(1)]]);
    const confirm = (at: string): void => {
      const { book, at: slotAt } = planOf(call, device);
      const slot = slotAt('device');
      if (!slot) throw new Error('nothing to confirm');
      device.set('device', given(confirmationOf(slot, book), at));
    };
    device.set('device/l1_1', given({ state: 'not_met', words: '还没写' }));
    expect(ladderStories(planOf(call, device))[0]).toContain('还没有确认过');
    // The evening in UTC is the next day in Shanghai.
    confirm('2025-01-31T20:00:00Z');
    expect(ladderStories(planOf(call, device))[0]).toContain('和2025年2月1日确认时一样');
    confirm('2025-02-02T00:00:00Z');
    const once = device.get('device')?.value as { earlier?: unknown[] };
    expect(once.earlier).toBeUndefined();
    for (let day = 10; day < 25; day += 1) {
      device.set('device/l1_1', given({ state: day % 2 === 0 ? 'met' : 'not_met', words: `第${day}天` }));
      device.set('device/l1_1_doc', { ...given(null), state: 'none' });
      confirm(`2025-02-${day}T00:00:00Z`);
    }
    const kept = device.get('device')?.value as { earlier?: unknown[] };
    expect(kept.earlier).toHaveLength(9);
    const [story = ''] = ladderStories(planOf(call, device));
    expect(story).toContain('和2025年2月24日确认时一样。');
    expect(story).toContain('从2025年2月23日那次确认到2025年2月24日那次：');
    expect(story.match(/那次：/g)).toHaveLength(9);
  });
});
