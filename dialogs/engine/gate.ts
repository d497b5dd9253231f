/** Gates: the conditions of a call that are asked before anything else. */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Gate } from '../../forms/question.ts';
import type { Answer } from '../../forms/submission.ts';

/** What is said where an answer to a gate means that one cannot apply; undefined where it does not. */
export function stopAt(slot: PlannedSlot, answer: Answer): string | undefined {
  const { stop } = slot.question as Gate;
  if (!stop || slot.section || answer.state !== 'given' || answer.value === undefined) return undefined;
  const plain = leafKindOf(slot.leaf).plain(answer.value, slot.leaf.kind);
  return plain === stop.when ? stop.say : undefined;
}
