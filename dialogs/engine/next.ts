/**
 * Where the interview goes. What comes next is computed from the answers, never counted: the first open slot after
 * the present one, then the ones that were passed over, then those put off.
 */
import type { PlannedGroup } from '../../forms/groups.ts';
import { type Plan, type PlannedSlot, settled } from '../../forms/plan.ts';
import type { Path } from '../../forms/submission.ts';

/**
 * What was put off and is to be offered again: skipped or not known yet. What need not be answered and was skipped
 * is done with; scans of what is signed and sealed come later anyway.
 */
export function putOff(plan: Plan): PlannedSlot[] {
  return plan.slots.filter((slot) => {
    const state = plan.book.get(slot.path)?.state;
    if (slot.section?.later) return false;
    return state === 'unknown' || (state === 'skipped' && slot.required);
  });
}

/** Slots whose `confirm` no longer fits its parts: touched, but to be shown again. */
function stale(plan: Plan, slot: PlannedSlot): boolean {
  return slot.control !== undefined && !settled(slot, plan.book);
}

/**
 * The next slot to ask after `path` (from the start when null): forward first, then from the beginning; undefined
 * when everything was asked. A confirmation or row step comes back whenever it no longer holds.
 */
export function nextAfter(plan: Plan, path: Path | null): PlannedSlot | undefined {
  const from = path === null ? -1 : positionOf(plan, path);
  const later = plan.slots[from]?.section?.later ?? false;
  const open = (slot: PlannedSlot): boolean =>
    (slot.section?.later ?? false) === later && (!plan.book.get(slot.path) || stale(plan, slot));
  return (
    plan.slots.slice(from + 1).find(open) ??
    plan.slots.slice(0, from + 1).find((slot) => slot.path !== path && open(slot))
  );
}

/** The first open slot of the sections that wait for the printed documents (签字、盖章后的扫描件). */
export function firstLater(plan: Plan): PlannedSlot | undefined {
  return plan.slots.find((slot) => slot.section?.later && !settled(slot, plan.book));
}

/** Position of a path, or of the nearest slot that stood before it if it is no longer visible. */
export function positionOf(plan: Plan, path: Path): number {
  const exact = plan.slots.findIndex((slot) => slot.path === path);
  if (exact >= 0) return exact;
  const top = path.split('/')[0] ?? '';
  return plan.slots.findLastIndex((slot) => slot.question.id === top);
}

/** The slot asked before `path`, in the form's order; undefined at the start. */
export function previousOf(plan: Plan, path: Path): PlannedSlot | undefined {
  const at = plan.slots.findIndex((slot) => slot.path === path);
  const before = plan.slots.slice(0, at < 0 ? plan.slots.length : at);
  return before.findLast((slot) => slot.control !== 'rows');
}

export interface Progress {
  /** Required slots that are settled, and all required ones. Control steps do not count. */
  readonly done: number;
  readonly total: number;
  /** Put off or unknown. */
  readonly postponed: number;
}

/** Counts over some slots: what a person would call questions, required or already answered. */
export function progressOf(plan: Plan, slots?: readonly PlannedSlot[]): Progress {
  if (slots) return counted(plan, slots);
  const known = wholes.get(plan);
  if (known) return known;
  const progress = wholeOf(plan);
  // Without versions the answers may still change under the plan.
  if (plan.book.version) wholes.set(plan, progress);
  return progress;
}

const wholes = new WeakMap<Plan, Progress>();

function wholeOf(plan: Plan): Progress {
  const all = { done: 0, total: 0, postponed: 0 };
  for (const group of plan.groups) {
    const { done, total, postponed } = progressIn(plan, group);
    all.done += done;
    all.total += total;
    all.postponed += postponed;
  }
  return all;
}

/** What `progressOf` counts, section by section in the call's order; sections in which nothing is counted are left out. */
export function progressBySection(plan: Plan): { id: string; done: number; total: number }[] {
  const sums = new Map<string, { id: string; done: number; total: number }>();
  for (const group of plan.groups) {
    const id = group.slots[0]?.section?.id;
    if (id === undefined) continue;
    const { done, total } = progressIn(plan, group);
    const sum = sums.get(id) ?? { id, done: 0, total: 0 };
    sum.done += done;
    sum.total += total;
    sums.set(id, sum);
  }
  return plan.call.sections.flatMap(({ id }) => {
    const sum = sums.get(id);
    return sum && sum.total > 0 ? [sum] : [];
  });
}

const full = new WeakSet<PlannedGroup>();

/** Whether every step of a group holds content and has an answer: nothing in it is open. */
export function isAnswered(plan: Plan, group: PlannedGroup): boolean {
  if (full.has(group)) return true;
  const answered = group.slots.every((slot) => !slot.control && plan.book.get(slot.path));
  if (answered && group.lasting) full.add(group);
  return answered;
}

const counts = new WeakMap<PlannedGroup, Progress>();

function progressIn(plan: Plan, group: PlannedGroup): Progress {
  const known = counts.get(group);
  if (known) return known;
  const progress = counted(plan, group.slots);
  if (group.lasting) counts.set(group, progress);
  return progress;
}

function counted(plan: Plan, slots: readonly PlannedSlot[]): Progress {
  let done = 0;
  let total = 0;
  let waiting = 0;
  for (const slot of slots) {
    if (slot.control) continue;
    const state = plan.book.get(slot.path)?.state;
    const isSettled = state === 'given' || state === 'none';
    if (state === 'skipped' || state === 'unknown') waiting += 1;
    if (!slot.required && !isSettled) continue;
    total += 1;
    if (isSettled) done += 1;
  }
  return { done, total, postponed: waiting };
}
