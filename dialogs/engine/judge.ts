/**
 * Runs the checks that concern one answer: its kind's own, then the rules under its question.
 */

import { shownAt, shownTexts } from '../../forms/documents/shown.ts';
import type { Issue } from '../../forms/issue.ts';
import type { Json } from '../../forms/json.ts';
import { compositeKindOf, leafKindOf } from '../../forms/kinds/index.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Question } from '../../forms/question.ts';
import { findRule } from '../../forms/rules/index.ts';
import type { RuleContext } from '../../forms/rules/rule.ts';
import type { Answer } from '../../forms/submission.ts';
import type { Situation } from './situation.ts';

type RuleEntry = Question['rules'][number];

/** What rules may read in this situation; `beyond` is told where one looks at all of the form, or out of it. */
export function ruleContext(
  situation: Situation,
  at?: RuleContext['at'],
  beyond: () => void = () => undefined,
): RuleContext {
  const { call, plan, speaker } = situation;
  return {
    call,
    book: plan.book,
    today: speaker.today,
    ...(at ? { at } : {}),
    shown: (id, scope) => shownAt(plan, id, scope),
    get slots() {
      beyond();
      return plan.slots;
    },
    texts() {
      beyond();
      return shownTexts(plan);
    },
    get siblings() {
      beyond();
      return situation.siblings;
    },
  };
}

/**
 * Findings about the answer at a slot, in a situation that already holds it: the kind's own checks first. Issues
 * carry the slot's path.
 */
export function judge(situation: Situation, slot: PlannedSlot, answer: Answer): Issue[] {
  const issues =
    answer.state === 'given' && answer.value !== undefined ? checkKind(situation, slot, answer.value) : [];
  if (answer.state === 'given') issues.push(...checkWhole(situation, slot));
  return [
    ...issues.map((issue) => ({ path: slot.path, ...issue })),
    ...judgeByRules(situation, slot, answer),
  ];
}

/** Findings of the rules under the answer's question, of those entries only that `where` lets pass. */
export function judgeByRules(
  situation: Situation,
  slot: PlannedSlot,
  answer: Answer,
  where: (entry: RuleEntry) => boolean = () => true,
): Issue[] {
  const entries = slot.leaf.rules.filter(where);
  if (entries.length === 0) return [];
  return findings(ruleContext(situation, { question: slot.leaf, path: slot.path, answer }), slot, entries);
}

function findings(context: RuleContext, slot: PlannedSlot, entries: readonly RuleEntry[]): Issue[] {
  const issues = entries.flatMap((entry) => findRule(entry.rule).check(context, entry));
  return issues.map((issue) => ({ path: slot.path, ...issue }));
}

/**
 * The refusing findings of the rules under an answer that stands, remembered as long as the answers they read are the
 * same. What looks at all the form's texts or steps, or at other submissions, is judged anew.
 */
export function refusals(situation: Situation, slot: PlannedSlot, answer: Answer): readonly Issue[] {
  const { book } = situation.plan;
  let beyond = false;
  const make = (): readonly Issue[] => {
    const at = { question: slot.leaf, path: slot.path, answer };
    const context = ruleContext(situation, at, () => {
      beyond = true;
    });
    book.version?.(slot.path);
    return findings(context, slot, slot.leaf.rules.filter(refuses)).filter((issue) => issue.level === 'must');
  };
  const name = `refusals ${slot.path} ${situation.speaker.today}`;
  return book.recall?.(name, make, () => !beyond) ?? make();
}

/** What the question that a slot belongs to finds about it as a whole: numbers that contradict one another. */
export function checkWhole(situation: Situation, slot: PlannedSlot): Issue[] {
  const whole = compositeKindOf(slot.question);
  return whole?.check?.(slot.question, slot.question.id, slot.path, situation.plan.book) ?? [];
}

/** Whether a finding of this entry may refuse. */
export function refuses(entry: RuleEntry): boolean {
  return findRule(entry.rule).refuses(entry);
}

function checkKind(situation: Situation, slot: PlannedSlot, value: Json): Issue[] {
  if (slot.control) return [];
  return leafKindOf(slot.leaf).check(value, slot.leaf.kind, { today: situation.speaker.today });
}
