/** What rules refuse is remembered from change to change: it is what they refuse judged from scratch. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeByRules, refusals, refuses } from '../../dialogs/engine/judge.ts';
import type { Situation, Speaker } from '../../dialogs/engine/situation.ts';
import { type PlannedSlot, planFor, planOf } from '../../forms/plan.ts';
import type { Sibling } from '../../forms/rules/rule.ts';
import { type Answer, type Answers, applied } from '../../forms/submission.ts';
import { loadCase } from '../fixtures/case.ts';
import { callIn, checkedOwn } from '../fixtures/own.ts';
import { play } from '../fixtures/play.ts';

const DAYS = ['2025-03-20', '2026-09-01'];
const SIBLINGS: readonly (readonly Sibling[])[] = [
  [],
  [{ id: 'other', call: 'sustainable-tech-2025', title: '某技术', organisation: '某单位' }],
];

/** One change: a place among the answers, and what is put there: nothing, 无, or another answer of the same form. */
const change = fc.record({
  at: fc.nat(),
  put: fc.oneof(fc.constantFrom('nothing' as const, 'none' as const), fc.nat()),
  day: fc.constantFrom(...DAYS),
  siblings: fc.constantFrom(...SIBLINGS),
});

describe('what the rules refuse', () => {
  test.each(['sustainable-tech-2025', 'shandong-intl-2025', 'intl-outcomes-2015', 'transport-needs-2017'])(
    'in %s is the same remembered and judged anew',
    (id) => {
      const call = callIn(checkedOwn(id));
      const story = play(call, loadCase(id), DAYS[0] ?? '').answers;
      const paths = [...story.keys()];
      const rested = situated(new Map(story), DAYS[0] ?? '', [], true);
      // The test would show nothing where no rule could refuse anything.
      expect(rested.plan.slots.some((slot) => slot.leaf.rules.some(refuses))).toBe(true);

      function situated(
        answers: Answers,
        today: string,
        siblings: readonly Sibling[],
        carried: boolean,
      ): Situation {
        const speaker: Speaker = { person: 'p1', channel: 'web', message: 'm1', at: '', today };
        const plan = carried ? planFor(call, answers) : planOf(call, answers);
        return { call, answers, plan, speaker, siblings, head: {} as Situation['head'], calls: [] };
      }

      const judged = (
        now: Situation,
        of: (slot: PlannedSlot, answer: Answer) => readonly { readonly code: string }[],
      ) =>
        now.plan.slots.flatMap((slot) => {
          const answer = now.answers.get(slot.path);
          return answer ? of(slot, answer).map((issue) => ({ slot: slot.path, ...issue })) : [];
        });

      fc.assert(
        fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
          let answers: Answers = new Map(story);
          for (const { at, put, day, siblings } of changes) {
            const path = paths[at % paths.length] ?? '';
            const present = story.get(path);
            if (!present) continue;
            const other = typeof put === 'number' ? alike(story, present, put) : undefined;
            const { value: _, ...empty } = present;
            const answer = put === 'nothing' ? null : (other ?? { ...empty, state: 'none' as const });
            answers = applied(answers, [{ path, answer }]);
            const now = situated(answers, day, siblings, true);
            const fresh = situated(new Map(answers), day, siblings, false);
            expect(judged(now, (slot, each) => refusals(now, slot, each))).toEqual(
              judged(fresh, (slot, each) =>
                judgeByRules(fresh, slot, each, refuses).filter(({ level }) => level === 'must'),
              ),
            );
          }
        }),
        { numRuns: 25 },
      );
    },
  );
});

/** Another answer whose value has the same shape, so that kinds can show it. */
function alike(story: Answers, { value }: Answer, at: number): Answer | undefined {
  const shape = shapeOf(value);
  const same = [...story.values()].filter((each) => shapeOf(each.value) === shape);
  return same[at % same.length];
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, each]) => `${key}:${shapeOf(each)}`)
      .join()}}`;
  return typeof value;
}
