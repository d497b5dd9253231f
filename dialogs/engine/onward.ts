/** Where the interview goes after something was filed, and what is said on the way. */
import { type PlannedSlot, settled } from '../../forms/plan.ts';
import type { Focus, Path, Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { nextAfter, openIn, positionOf, putOff } from './next.ts';
import { pendingReply } from './pending.ts';
import { review } from './review.ts';
import type { Outcome, Situation } from './situation.ts';
import { labelOf } from './wording.ts';

/** The way on from a place, in a situation that holds what was filed there. */
export type Onward = Pick<Outcome, 'focus' | 'pending' | 'replies' | 'quiet' | 'ask'>;

export function onward(filed: Situation, focus: Focus): Onward {
  if (focus.mode === 'edit') return comeBack(filed, focus);
  if (focus.mode === 'fix') {
    const next = toFix(filed, focus.path);
    return to(next ? { path: next, mode: 'fix' } : null);
  }
  return walk(filed, focus.path);
}

function to(focus: Focus | null, said = ''): Onward {
  return { focus, pending: null, replies: said ? [{ text: said }] : [] };
}

/** On through the form; at its end what was put off is offered again before the formal check. */
function walk(filed: Situation, path: Path): Onward {
  const next = nextAfter(filed.plan, path);
  if (next) return to({ path: next.path, mode: 'walk' });
  const paths = filed.plan.at(path)?.section?.later ? [] : putOff(filed.plan).map((slot) => slot.path);
  if (paths.length === 0) return to(null);
  const pending: Pending = { kind: 'put_off', paths };
  return { focus: null, pending, replies: [pendingReply(filed, pending)], quiet: true };
}

/** Back to where an edit came from; first to what the change has brought up. */
function comeBack(filed: Situation, focus: Focus): Onward {
  const brought = broughtUp(filed, focus);
  if (brought) return to({ ...focus, path: brought.path });
  const { back, resume } = focus;
  if (!back) return to(null);
  if (!filed.plan.at(back))
    return resume ? onward(filed, { path: back, mode: resume }) : instead(filed, back);
  const focused = { path: back, mode: resume ?? ('walk' as const) };
  // From a part back to the assembled text: the text itself says where one is.
  if (focus.path.startsWith(`${back}/`)) return { ...to(focused), ask: 'again' };
  return to(focused, text('back.here', { label: labelOf(filed, back) }));
}

/** Where the part one came from is asked no longer: what the same question asks instead, else on from there. */
function instead(filed: Situation, back: Path): Onward {
  const { slots, book } = filed.plan;
  const [top, part, ...deeper] = back.split('/');
  const other = part !== undefined && deeper.length === 0;
  const next = other ? slots.find(({ question, path }) => question.id === top && !book.get(path)) : undefined;
  return next ? to({ path: next.path, mode: 'walk' }) : walk(filed, back);
}

/**
 * The first open slot that an edited answer calls for: of the same question, or one of the section shown because of
 * an answer. Not what comes later anyway, where one goes back to the same question or section.
 */
function broughtUp({ plan }: Situation, { path, back }: Focus): PlannedSlot | undefined {
  const edited = plan.at(path);
  const from = back ? plan.at(back) : undefined;
  if (!edited) return undefined;
  const end = from ? plan.slots.indexOf(from) : plan.slots.length;
  const calls = (slot: PlannedSlot): boolean => {
    const own = slot.question === edited.question;
    const conditional = slot.leaf.show_if !== undefined && slot.section === edited.section;
    if (slot.path === path || !(own || conditional)) return false;
    const near = own ? from?.question === edited.question : from?.section === edited.section;
    if (near && from && plan.slots.indexOf(slot) >= end) return false;
    if (!slot.control) return !plan.book.get(slot.path);
    return !settled(slot, plan.book);
  };
  for (const block of plan.blocks) {
    const found = openIn(plan, block).find(calls);
    if (found) return found;
  }
  return undefined;
}

/** The next thing after `path` (from the start when null) that is missing, wrong or put off. */
export function toFix(situation: Situation, path: Path | null): Path | undefined {
  const { plan } = situation;
  const wanted = new Set<Path>(putOff(plan).map((slot) => slot.path));
  for (const issue of review(situation).must) if (issue.path !== undefined) wanted.add(issue.path);
  const from = path === null ? -1 : positionOf(plan, path);
  return plan.slots.find((slot, at) => at > from && wanted.has(slot.path))?.path;
}
