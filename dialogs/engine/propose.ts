/**
 * Offers a draft where its question comes up or is asked for. It is filed only as it was shown and only when the
 * person takes it; words that are there already are never replaced without being asked about.
 */
import { leafKindOf } from '../../forms/kinds/index.ts';
import { type PlannedSlot, settled } from '../../forms/plan.ts';
import type { Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { fileValue, fileWords, stay, TAKEN, wait } from './file.ts';
import { drop } from './go.ts';
import { outdatedBy, proposalFor } from './proposal.ts';
import { after, type Outcome, type Reply, type Situation } from './situation.ts';
import { labelOf } from './wording.ts';

type Proposed = Extract<Pending, { kind: 'proposed' }>;

/** A step that comes to a question with a draft and no answer offers it. */
export function offering(situation: Situation, outcome: Outcome): Outcome {
  const { focus, pending, effect, quiet } = outcome;
  if (!focus || pending || effect || quiet || focus.path === situation.head.focus?.path) return outcome;
  const now = after(situation, outcome.changes);
  const slot = now.plan.at(focus.path);
  if (!slot || settled(slot, now.plan.book)) return outcome;
  const draft = slot.control ? undefined : proposalFor(now, slot);
  return draft === undefined
    ? outcome
    : { ...outcome, pending: { kind: 'proposed', path: slot.path, text: draft } };
}

/** The draft of the question in focus, on demand. */
export function showDraft(situation: Situation, slot: PlannedSlot | null): Outcome {
  const draft = slot && !slot.control ? proposalFor(situation, slot) : undefined;
  if (!slot || draft === undefined)
    return { ...stay(situation, { text: text('propose.none') }), quiet: true };
  if (situation.answers.get(slot.path)?.original === draft)
    return { ...stay(situation, { text: text('propose.same') }), quiet: true };
  const pending: Pending = { kind: 'proposed', path: slot.path, text: draft };
  return { changes: [], focus: situation.head.focus, pending, replies: [], ask: 'full' };
}

/** The draft is taken as it was shown. Other words that stand there are joined or replaced as the person says. */
export function takeDraft(situation: Situation, pending: Proposed): Outcome {
  const slot = situation.plan.at(pending.path);
  if (!slot) return drop(situation, 'place.gone');
  const free = { ...situation, head: { ...situation.head, pending: null } };
  const present = situation.answers.get(slot.path);
  if (present?.state === 'given' && present.original !== pending.text)
    return wait(free, { kind: 'join', path: slot.path, original: pending.text });
  const parsed = leafKindOf(slot.leaf).parse(pending.text, slot.leaf.kind, {
    today: situation.speaker.today,
  });
  return parsed.kind === 'value'
    ? fileValue(situation, slot, parsed.value, pending.text, [TAKEN])
    : fileWords(free, slot, pending.text);
}

/** Not taken: the question stands as it was, answered by the person's own words or left out. */
export function declineDraft(situation: Situation, pending: Proposed): Outcome {
  const slot = situation.plan.at(pending.path);
  const kept = situation.answers.get(pending.path)?.state === 'given';
  const code = kept
    ? 'propose.declined_kept'
    : slot?.required
      ? 'propose.declined'
      : 'propose.declined_optional';
  return drop(situation, code);
}

/** Tells, once, which answers rest on a draft that a step has just made out of date. */
export function withOutdated(situation: Situation, outcome: Outcome): Outcome {
  if (outcome.changes.length === 0) return outcome;
  const now = after(situation, outcome.changes);
  const told: Reply[] = outdatedBy(situation, now).map((path) => ({
    text: text('propose.outdated', { label: labelOf(now, path) }),
  }));
  if (told.length === 0) return outcome;
  const [first, ...others] = outcome.replies;
  return { ...outcome, replies: [...(first ? [first] : []), ...told, ...others] };
}
