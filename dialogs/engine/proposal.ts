/**
 * Drafts out of other answers (`propose:` in a call): what is proposed for a question now, which answers rest on such
 * a draft, and which of them rest on one whose grounds have changed since.
 */
import type { PlannedBlock } from '../../forms/blocks.ts';
import { shownAt } from '../../forms/documents/shown.ts';
import type { PlannedGroup } from '../../forms/groups.ts';
import { type Issue, should } from '../../forms/issue.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Answer, Change, Path } from '../../forms/submission.ts';
import type { Situation } from './situation.ts';

/** The text proposed for a slot now; undefined where the call proposes none or there is nothing to make it of. */
export function proposalFor({ plan }: Situation, { leaf, path }: PlannedSlot): string | undefined {
  if (leaf.propose === undefined || path === '') return undefined;
  const shown = shownAt(plan, leaf.propose, path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  return shown.trim() === '' ? undefined : shown;
}

/** Shortest piece of a sentence that two texts share by more than chance, in characters. */
const CLAUSE = 8;

/** Whether words take over a piece of a text between two stops. */
function sharesClause(words: string, draft: string): boolean {
  return draft.split(/[，。；：（）\n]/u).some((piece) => piece.length >= CLAUSE && words.includes(piece));
}

/**
 * The answer with the draft it rests on, where its words take over a piece of what is proposed now or was taken
 * before. Who files it has the present draft at hand: an edited text counts as looked over.
 */
export function resting(situation: Situation, slot: PlannedSlot, answer: Answer): Answer {
  const { pending } = situation.head;
  const before = situation.answers.get(slot.path)?.proposed;
  const words = typeof answer.value === 'string' ? answer.value : '';
  // Taken as shown: should the grounds have changed in between, it is out of date from the start.
  const taken = pending?.kind === 'proposed' && pending.path === slot.path && pending.text === words;
  const draft = taken ? pending.text : proposalFor(situation, slot);
  const rests = [draft, before].some((each) => each !== undefined && sharesClause(words, each));
  const proposed = draft ?? before;
  return rests && proposed !== undefined ? { ...answer, proposed } : answer;
}

/** Whether an answer rests on a draft that would be another one now. */
export function isOutdated(situation: Situation, slot: PlannedSlot): boolean {
  const proposed = situation.answers.get(slot.path)?.proposed;
  return proposed !== undefined && !slot.control && proposed !== (proposalFor(situation, slot) ?? '');
}

/** The person leaves such an answer as it is: from now on it rests on the draft as it would be now. */
export function lookedOver(situation: Situation, slot: PlannedSlot): Change[] {
  const answer = situation.answers.get(slot.path);
  if (!answer || !isOutdated(situation, slot)) return [];
  return [{ path: slot.path, answer: { ...answer, proposed: proposalFor(situation, slot) ?? '' } }];
}

/** The finding about such an answer; nothing is changed, the person looks. */
export function outdatedIssues(situation: Situation, slot: PlannedSlot): Issue[] {
  return isOutdated(situation, slot) ? [{ ...should('draft.outdated'), path: slot.path }] : [];
}

const proposed = new WeakMap<PlannedBlock | PlannedGroup, readonly PlannedSlot[]>();

/** The slots of a block or group whose answers rest on a draft. */
function proposedIn(situation: Situation, part: PlannedBlock | PlannedGroup): readonly PlannedSlot[] {
  const known = proposed.get(part);
  if (known) return known;
  const found =
    'groups' in part
      ? part.groups.flatMap((group) => proposedIn(situation, group))
      : part.slots.filter(({ path }) => situation.answers.get(path)?.proposed !== undefined);
  if (part.lasting) proposed.set(part, found);
  return found;
}

/** Answers whose draft these changes have made out of date. */
export function outdatedBy(before: Situation, filed: Situation): Path[] {
  return filed.plan.blocks
    .flatMap((block) => proposedIn(filed, block))
    .filter((slot) => isOutdated(filed, slot))
    .map((slot) => slot.path)
    .filter((path) => {
      const was = before.plan.at(path);
      return !was || !isOutdated(before, was);
    });
}
