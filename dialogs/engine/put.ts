/** What stands before the person now: what waits for a decision, the open question, or the formal check. */
import type { Option } from '../../forms/kinds/kind.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import { text } from '../../forms/text/index.ts';
import { askFocus, type Manner, optionsOf, questionData } from './ask.ts';
import { pendingOptions, pendingReply } from './pending.ts';
import { reviewData, reviewReply } from './review.ts';
import type { QuestionData, Reply, Situation } from './situation.ts';

/** The slot in focus, if it is still there. */
export function focused(situation: Situation): PlannedSlot | null {
  const { focus } = situation.head;
  return focus ? (situation.plan.at(focus.path) ?? null) : null;
}

/** Puts it to the person. */
export function put(situation: Situation, manner: Manner = {}): Reply {
  const { pending } = situation.head;
  // A draft stands below its question.
  if (pending?.kind === 'proposed' && focused(situation)?.path === pending.path) {
    const asked = askFocus(situation, manner);
    const draft = text(manner.short ? 'propose.again' : 'propose.offer', { draft: pending.text });
    const options = pendingOptions(situation, pending);
    const { question, ...rest } = asked ?? { text: '' };
    if (question)
      return { ...rest, text: `${rest.text}\n${draft}`, options, question: { ...question, options } };
  }
  if (pending) return withQuestion(situation, pendingReply(situation, pending));
  return askFocus(situation, manner) ?? reviewReply(situation);
}

/** The quick replies the person sees now. */
export function optionsNow(situation: Situation): readonly Option[] {
  const { pending } = situation.head;
  const slot = focused(situation);
  if (pending) return pendingOptions(situation, pending);
  return slot ? optionsOf(situation, slot) : (reviewReply(situation).options ?? []);
}

/** A reply that leaves something open carries it with its quick replies, so that any channel can show them. */
export function withQuestion(situation: Situation, reply: Reply): Reply {
  if (reply.question) return reply;
  const options = reply.options ?? optionsNow(situation);
  return { ...reply, options, question: questionNow(situation, options) };
}

function questionNow(situation: Situation, options: readonly Option[]): QuestionData {
  const slot = focused(situation);
  return slot ? questionData(situation, slot, options) : reviewData(situation, options);
}
