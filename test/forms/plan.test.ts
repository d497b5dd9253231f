/**
 * A plan that is carried from change to change is the plan made from scratch: slots, paths, states, progress, names and
 * everything a condition may read, after any sequence of changes.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAfter, openIn, progressOf } from '../../dialogs/engine/next.ts';
import { foldedNames, namesNear } from '../../dialogs/engine/understand/labels.ts';
import { allNames, calledExactly } from '../../dialogs/engine/understand/names.ts';
import { fold } from '../../dialogs/engine/understand/words.ts';
import { placeAmong } from '../../forms/blocks.ts';
import type { Call } from '../../forms/call.ts';
import { parseCall } from '../../forms/check.ts';
import { compositeKindOf, leafKindOf } from '../../forms/kinds/index.ts';
import type { RowsValue } from '../../forms/kinds/kind.ts';
import { addRow, dropRow, moveRow, rowsOf } from '../../forms/kinds/rows.ts';
import { confirmationOf, type Plan, type PlannedSlot, planFor, planOf, settled } from '../../forms/plan.ts';
import { type Answer, type Answers, applied, type Change } from '../../forms/submission.ts';

const TODAY = '2025-03-20';

/** A ladder in rows and one by itself; conditions on what stands above them, in the row, and in the other ladder. */
const EXTRA = `
      - id: note
        label: 说明
        ask: 有什么要说明？
        required: false
        show_if: { question: device_claimed, above: 2 }
        kind:
          type: text_parts
          parts:
            - { id: why, label: 原因, ask: 为什么？, kind: long_text }
            - { id: how, label: 做法, ask: 怎么做？, kind: long_text, required: false }
      - id: cases
        label: 案例
        ask: 有哪些案例？
        required: false
        kind:
          type: rows
          min: 1
          row_label: 案例
          columns:
            - { id: kind, label: 类别, ask: 哪一类？, kind: { type: choice, options: [{ value: 国内 }, { value: 国外 }] } }
            - { id: country, label: 国家, ask: 哪个国家？, kind: short_text, show_if: { question: kind, is: 国外 } }
            - { id: site, label: 地点, ask: 在哪里？, kind: short_text, show_if: { question: name, answered: true } }
`;

function callOf(): Call {
  const file = path.join(import.meta.dirname, '../fixtures/calls/readiness/call.yaml');
  const text = readFileSync(file, 'utf8').replace(
    /^documents:/m,
    `${EXTRA.trimStart().replace(/^/, '      ')}documents:`,
  );
  const checked = parseCall(text, file);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.call;
}

const call = callOf();

/** Words for any kind; what a kind does not read is told as unknown. */
const WORDS = [
  '做到了',
  '没做到，还差试验',
  '不适用，纯软件',
  '是',
  '不是',
  '3',
  '12',
  '1',
  '5000元',
  '2024年5月',
  '国外',
  '国内',
];
const TEXTS = [
  '抗污染平板膜',
  '年度记录，2024年5月，示例检测中心，编号 KY-01',
  '样品测试报告',
  '一样',
  '13级',
  '4级',
];

/** One change: at which slot, and what happens there. */
const Step = fc.record({
  at: fc.nat(),
  near: fc.boolean(),
  act: fc.constantFrom('say', 'say', 'say', 'say', 'none', 'unknown', 'skipped', 'remove', 'rows'),
  words: fc.constantFrom(...WORDS, ...TEXTS),
  pick: fc.nat(),
});
type Step = typeof Step extends fc.Arbitrary<infer S> ? S : never;

function answer(state: Answer['state'], original: string, value?: Answer['value']): Answer {
  const provenance = { by: 'p1', at: '2025-03-20T01:00:00.000Z', channel: 'console', message: 'm1' };
  return { state, ...(value === undefined ? {} : { value }), original, ...provenance };
}

/** The changes of one step; several where a row goes with its cells. */
function changesOf(
  plan: Plan,
  answers: Answers,
  step: Step,
  last: number,
): { changes: Change[]; index: number } {
  const { slots } = plan;
  // Mostly close behind the last place, as an interview goes, so that ladders get deep.
  const index = step.near ? (last + (step.at % 3)) % slots.length : step.at % slots.length;
  const slot = slots[index];
  if (!slot) return { changes: [], index: 0 };
  if (step.act === 'rows') return { changes: rowsChange(plan, answers, slot, step), index };
  if (step.act === 'remove') return { changes: [{ path: slot.path, answer: null }], index };
  if (step.act !== 'say')
    return { changes: [{ path: slot.path, answer: answer(step.act, step.words) }], index };
  if (slot.control === 'rows') return { changes: rowsChange(plan, answers, slot, step), index };
  if (slot.control === 'confirm') {
    return {
      changes: [{ path: slot.path, answer: answer('given', '确认', confirmationOf(slot, plan.book)) }],
      index,
    };
  }
  const parsed = leafKindOf(slot.leaf).parse(step.words, slot.leaf.kind, { today: TODAY });
  const given =
    parsed.kind === 'value' ? answer('given', step.words, parsed.value) : answer('unknown', step.words);
  return { changes: [{ path: slot.path, answer: given }], index };
}

function rowsChange({ book }: Plan, answers: Answers, slot: PlannedSlot, { pick }: Step): Change[] {
  const list = pick % 2 === 0 ? 'key_tech' : 'cases';
  const top = slot.row ? slot.question.id : list;
  const value = rowsOf(book, top);
  const row = value.rows[pick % Math.max(1, value.rows.length)] ?? '';
  const store = (next: RowsValue): Change => ({ path: top, answer: answer('given', '', { ...next }) });
  if (pick % 4 === 0) return [store(addRow(value).value)];
  if (pick % 4 === 1) return [store(moveRow(value, row, pick % 3))];
  if (pick % 4 === 2) return [store({ ...value, closed: true })];
  const cells = [...answers.keys()].filter((each) => row !== '' && each.startsWith(`${top}/${row}/`));
  return [store(dropRow(value, row)), ...cells.map((each) => ({ path: each, answer: null }))];
}

const plain = (slot: PlannedSlot) => ({ ...slot, section: slot.section?.id ?? null });

/** What a plan says, as far as anything reads it. */
function said(plan: Plan, answers: Answers) {
  const ids = [
    'name',
    'kind',
    'site',
    'trl_claimed',
    'trl_supported',
    'device_claimed',
    'device_gaps',
    'trl_evidence',
  ];
  const rows = plan.slots.flatMap(({ row }) => row?.path ?? []);
  return {
    slots: plan.slots.map(plain),
    settled: plan.slots.map((slot) => settled(slot, plan.book)),
    shown: plan.slots.map(({ question }) =>
      compositeKindOf(question)?.show(question, question.id, plan.book),
    ),
    found: plan.slots.map(({ question, path: at }) =>
      compositeKindOf(question)?.check?.(question, question.id, at, plan.book),
    ),
    book: [...answers.keys(), 'key_tech', 'cases', 'device'].map((each) => plan.book.get(each)),
    plain: ['', ...new Set(rows)].map((scope) => ids.map((id) => plan.book.plain(id, scope))),
    progress: progressOf(plan),
  };
}

/** The next open slot after a place, step by step: forward, then from the beginning. */
function linearNext(plan: Plan, at: number): PlannedSlot | undefined {
  const path = plan.slots[at]?.path;
  const open = (slot: PlannedSlot): boolean =>
    slot.path !== path &&
    (!plan.book.get(slot.path) || (slot.control !== undefined && !settled(slot, plan.book)));
  return plan.slots.slice(at + 1).find(open) ?? plan.slots.slice(0, at + 1).find(open);
}

/** What is found block by block is what is found step by step. */
function agrees(plan: Plan): void {
  const open = plan.slots.filter((slot) => slot.control || !plan.book.get(slot.path));
  expect(plan.blocks.flatMap((block) => openIn(plan, block))).toEqual(open);
  const content = plan.slots.filter((slot) => !slot.control);
  for (const [at, slot] of plan.slots.entries()) {
    expect(nextAfter(plan, slot.path)).toBe(linearNext(plan, at));
    const place = { at: content.indexOf(slot) + 1, total: content.length };
    expect(placeAmong(plan.blocks, slot)).toEqual(place);
  }
  const said = fold(content.map(({ leaf }) => leaf.label).join('，'));
  for (const slot of content.filter((_, at) => at % 9 === 0)) {
    const near = content.filter(
      (each) => each.section === slot.section && (!each.row || each.row.path === slot.row?.path),
    );
    const called = (name: string) => near.filter(({ leaf }) => foldedNames(leaf).includes(name));
    const names = [...new Set(near.flatMap(({ leaf }) => foldedNames(leaf)))];
    const unique = names.filter((name) => said.includes(name) && called(name).length === 1);
    const found = namesNear({ plan, slot }, said);
    expect(found.map(({ name }) => name).sort()).toEqual(unique.sort());
    for (const { name, slot: named } of found) expect(called(name)).toEqual([named]);
  }
}

describe('a plan carried from change to change', () => {
  it('is the plan made from scratch', () => {
    fc.assert(
      fc.property(fc.array(Step, { minLength: 1, maxLength: 60 }), (steps) => {
        let answers: Answers = new Map();
        let at = 0;
        for (const step of steps) {
          const before = planFor(call, answers);
          const { changes, index } = changesOf(before, answers, step, at);
          at = index;
          answers = applied(answers, changes);
          const carried = planFor(call, answers);
          const fresh = planOf(call, new Map(answers));
          const [mine, scratch] = [said(carried, answers), said(fresh, answers)];
          if (!isDeepStrictEqual(mine, scratch)) expect(mine).toEqual(scratch);
          for (const slot of carried.slots) expect(carried.at(slot.path)).toBe(slot);
          expect(carried.slots).toEqual(carried.blocks.flatMap(({ slots }) => slots));
        }
        const [carried, fresh] = [planFor(call, answers), planOf(call, new Map(answers))];
        agrees(carried);
        const names = allNames(carried, TODAY);
        expect(names.map(({ place }) => place)).toEqual(allNames(fresh, TODAY).map(({ place }) => place));
        for (const name of new Set(names.flatMap((each) => each.names.slice(0, 40)))) {
          const linear = allNames(fresh, TODAY).filter((each) => each.names.includes(name));
          expect(calledExactly(carried, TODAY, name).map(({ place }) => place)).toEqual(
            linear.map(({ place }) => place),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keeps what a change does not touch', () => {
    const cell = (row: string, id: string, value: Answer['value']): Change => ({
      path: `key_tech/${row}/${id}`,
      answer: answer('given', String(value), value),
    });
    const rows: Change = {
      path: 'key_tech',
      answer: answer('given', '', { rows: ['r1', 'r2'], closed: true, last: 2 }),
    };
    const answers = applied(new Map(), [
      rows,
      cell('r1', 'title', '甲'),
      cell('r1', 'trl/claimed', 3),
      cell('r2', 'trl/claimed', 4),
    ]);
    const before = planFor(call, answers);
    const after = planFor(call, applied(answers, [cell('r2', 'trl/l2_1', { state: 'met' })]));
    const of = (plan: Plan, row: string) =>
      plan.blocks
        .flatMap(({ groups }) => groups)
        .filter(({ slots }) => slots[0]?.path.startsWith(`key_tech/${row}/`));
    expect(of(after, 'r1')).toHaveLength(of(before, 'r1').length);
    for (const [at, group] of of(after, 'r1').entries()) expect(group).toBe(of(before, 'r1')[at]);
    expect(of(after, 'r2').flatMap(({ slots }) => slots).length).toBeGreaterThan(
      of(before, 'r2').flatMap(({ slots }) => slots).length,
    );
  });
});
