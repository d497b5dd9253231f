/**
 * Where the interview goes. What comes next is computed from the answers, never counted: the first open slot after
 * the present one, then the ones that were passed over, then those put off.
 */
import type { PlannedBlock } from '../../forms/blocks.ts';
import type { PlannedGroup } from '../../forms/groups.ts';
import { type Plan, type PlannedSlot, settled } from '../../forms/plan.ts';
import type { Section } from '../../forms/question.ts';
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
    slot.path !== path && (!plan.book.get(slot.path) || stale(plan, slot));
  let before: PlannedSlot | undefined;
  let first = 0;
  for (const block of plan.blocks) {
    const start = first;
    first += block.size;
    if ((block.section?.later ?? false) !== later) continue;
    for (const slot of openIn(plan, block)) {
      const behind = start > from || (first > from && plan.slots.indexOf(slot) > from);
      if ((behind || !before) && open(slot)) {
        if (behind) return slot;
        before = slot;
      }
    }
  }
  return before;
}

/** The first open slot of the sections that wait for the printed documents (签字、盖章后的扫描件). */
export function firstLater(plan: Plan): PlannedSlot | undefined {
  return plan.slots.find((slot) => slot.section?.later && !settled(slot, plan.book));
}

/** Position of a path, or of the nearest slot that stood before it if it is no longer visible. */
export function positionOf(plan: Plan, path: Path): number {
  const slot = plan.at(path);
  if (slot) return plan.slots.indexOf(slot);
  const top = path.split('/')[0] ?? '';
  return plan.slots.findLastIndex((slot) => slot.question.id === top);
}

/** The slot asked before `path`, in the form's order; undefined at the start. */
export function previousOf(plan: Plan, path: Path): PlannedSlot | undefined {
  const slot = plan.at(path);
  const before = plan.slots.slice(0, slot ? plan.slots.indexOf(slot) : plan.slots.length);
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
  return sumOf(countsOf(plan));
}

const perBlock = new WeakMap<Plan, readonly Progress[]>();

/** The counts of each block, in the plan's order. */
function countsOf(plan: Plan): readonly Progress[] {
  const known = perBlock.get(plan);
  if (known) return known;
  const counts = plan.blocks.map((block) => progressInBlock(plan, block));
  if (plan.book.version) perBlock.set(plan, counts);
  return counts;
}

function progressInBlock(plan: Plan, block: PlannedBlock): Progress {
  return progressIn(block, () =>
    sumOf(block.groups.map((group) => progressIn(group, () => counted(plan, group.slots)))),
  );
}

function sumOf(parts: readonly Progress[]): Progress {
  const all = { done: 0, total: 0, postponed: 0 };
  for (const { done, total, postponed } of parts) {
    all.done += done;
    all.total += total;
    all.postponed += postponed;
  }
  return all;
}

/** What `progressOf` counts, section by section in the call's order; sections in which nothing is counted are left out. */
export function progressBySection(plan: Plan): { id: string; done: number; total: number }[] {
  const counts = countsOf(plan);
  const sums = new Map<Section, { id: string; done: number; total: number }>();
  for (const [at, { section }] of plan.blocks.entries()) {
    const count = counts[at];
    if (!section || !count || count.total === 0) continue;
    const sum = sums.get(section) ?? { id: section.id, done: 0, total: 0 };
    sum.done += count.done;
    sum.total += count.total;
    sums.set(section, sum);
  }
  return plan.call.sections.flatMap((section) => sums.get(section) ?? []);
}

type Part = PlannedGroup | PlannedBlock;

const unanswered = new WeakMap<Part, readonly PlannedSlot[]>();

/** The steps of a group or block that may be open: those without an answer, and those that steer. */
export function openIn(plan: Plan, part: Part): readonly PlannedSlot[] {
  const known = unanswered.get(part);
  if (known) return known;
  const found =
    'groups' in part
      ? part.groups.flatMap((group) => openIn(plan, group))
      : part.slots.filter((slot) => slot.control || !plan.book.get(slot.path));
  if (part.lasting) unanswered.set(part, found);
  return found;
}

const counts = new WeakMap<Part, Progress>();

function progressIn(part: Part, count: () => Progress): Progress {
  const known = counts.get(part);
  if (known) return known;
  const progress = count();
  if (part.lasting) counts.set(part, progress);
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
