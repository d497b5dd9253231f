/** Gates: the conditions of a call that are asked before anything else. */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Gate } from '../../forms/question.ts';
import type { Answer } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import type { Situation } from './situation.ts';

/** What is said where an answer to a gate means that one cannot apply; undefined where it does not. */
export function stopAt(slot: PlannedSlot, answer: Answer): string | undefined {
  const { stop } = slot.question as Gate;
  if (!stop || slot.section || answer.state !== 'given' || answer.value === undefined) return undefined;
  const plain = leafKindOf(slot.leaf).plain(answer.value, slot.leaf.kind);
  return plain === stop.when ? stop.say : undefined;
}

/**
 * The gate of a call under which nothing of the content may be taken, and whether it is still to be answered
 * (`asked`) or was answered so (`stopped`); undefined once it is open, and for calls without one.
 */
export function confidentialGate(
  situation: Pick<Situation, 'call' | 'plan' | 'answers'>,
): { readonly slot: PlannedSlot; readonly state: 'asked' | 'stopped' } | undefined {
  const gate = situation.call.gates.find((each) => each.stop?.confidential);
  const slot = gate && situation.plan.at(gate.id);
  if (!slot) return undefined;
  const answer = situation.answers.get(slot.path);
  if (answer?.state !== 'given') return { slot, state: 'asked' };
  return stopAt(slot, answer) === undefined ? undefined : { slot, state: 'stopped' };
}

/** What is said while such a gate lets nothing in. */
export function closedReply(
  { answers }: Pick<Situation, 'answers'>,
  { slot }: NonNullable<ReturnType<typeof confidentialGate>>,
): string {
  const answer = answers.get(slot.path);
  const say = answer && stopAt(slot, answer);
  return say === undefined ? text('confidential.first', { ask: slot.leaf.ask }) : text('gate.stop', { say });
}
