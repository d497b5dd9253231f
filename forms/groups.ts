/**
 * The slots of a plan in groups that change by themselves: the questions that stand in a row in a section, a composite
 * question, one row of a list. A group that a change does not touch stays the same object, and with it all that was
 * made of it.
 */
import type { Slot, SlotGroup } from './kinds/kind.ts';
import type { Question, Section } from './question.ts';
import type { Path } from './submission.ts';

/** A slot with the section it stands in; gates have none. */
export interface PlannedSlot extends Slot {
  readonly section: Section | null;
}

/**
 * Slots in asking order. What stands under a path (`lasting`) is the same object only while the answers under that path
 * are the same; plain questions have one group for the same questions, whatever is answered.
 */
export class PlannedGroup {
  /** What the slots stand under; empty for plain questions. */
  readonly path: Path;
  readonly slots: readonly PlannedSlot[];
  /** Whether the group is the same only while the answers are: what was counted in it then stands. */
  readonly lasting: boolean;
  #byPath: ReadonlyMap<Path, PlannedSlot> | undefined;
  #content: readonly PlannedSlot[] | undefined;
  #ruled: readonly PlannedSlot[] | undefined;

  constructor(path: Path, slots: readonly PlannedSlot[], lasting: boolean) {
    this.path = path;
    this.slots = slots;
    this.lasting = lasting;
  }

  /** The slots that hold content. */
  get content(): readonly PlannedSlot[] {
    this.#content ??= this.slots.filter((slot) => !slot.control);
    return this.#content;
  }

  /** The slots whose question has rules. */
  get ruled(): readonly PlannedSlot[] {
    this.#ruled ??= this.slots.filter(({ leaf }) => leaf.rules.length > 0);
    return this.#ruled;
  }

  at(path: Path): PlannedSlot | undefined {
    this.#byPath ??= new Map(this.slots.map((slot) => [slot.path, slot]));
    return this.#byPath.get(path);
  }
}

interface Kept {
  readonly section: Section | null;
  readonly group: PlannedGroup;
}

/** The groups of composite questions and rows, by what they were made of: that stands for the answers under them. */
const kept = new WeakMap<SlotGroup, Kept>();

/** A group of a composite question, in its section; `lasting` where the answers are not changed in place. */
export function plannedGroup(source: SlotGroup, section: Section | null, lasting: boolean): PlannedGroup {
  if (!lasting) return inSection(source, section, false);
  const known = kept.get(source);
  if (known?.section === section) return known.group;
  const group = inSection(source, section, true);
  kept.set(source, { section, group });
  return group;
}

function inSection({ path, slots }: SlotGroup, section: Section | null, lasting: boolean): PlannedGroup {
  const known = sectioned.get(slots);
  const present = known?.section === section ? known : undefined;
  const planned = present?.planned ?? slots.map((slot) => ({ ...slot, section }));
  if (!present) sectioned.set(slots, { section, planned });
  return new PlannedGroup(path, planned, lasting);
}

/** The same steps in their section, by the steps themselves. */
const sectioned = new WeakMap<
  readonly Slot[],
  { readonly section: Section | null; readonly planned: readonly PlannedSlot[] }
>();

/** Whether two lists have the same steps, asked in the same words. */
export function sameSlots(a: readonly Slot[], b: readonly Slot[]): boolean {
  return a === b || (a.length === b.length && a.every((slot, at) => sameSlot(slot, b[at])));
}

function sameSlot(a: Slot, b: Slot | undefined): boolean {
  if (!b) return false;
  const row = a.row?.path === b.row?.path && a.row?.number === b.row?.number && a.row?.count === b.row?.count;
  return (
    row &&
    a.path === b.path &&
    a.leaf === b.leaf &&
    a.question === b.question &&
    a.control === b.control &&
    a.detail === b.detail &&
    a.required === b.required
  );
}

/** Groups of steps that are kept for one question: in every row, where it stands in rows. */
const MOST_MADE = 2000;

const made = new WeakMap<Question, Map<Path, readonly Slot[]>>();

/**
 * The same list as was made last of a question's steps that begin with the same one, where they are the same although an
 * answer has changed: what was made of the steps stands.
 */
export function asBefore(question: Question, slots: readonly Slot[]): readonly Slot[] {
  const first = slots[0]?.path ?? '';
  let known = made.get(question);
  const present = known?.get(first);
  if (present && sameSlots(present, slots)) return present;
  if (!known || known.size >= MOST_MADE) {
    known = new Map();
    made.set(question, known);
  }
  known.set(first, slots);
  return slots;
}

/** Groups of plain questions kept for one section (or the gates) at most: one for each set that is shown together. */
const MOST_RUNS = 64;

const runs = new WeakMap<readonly Question[], Map<string, PlannedGroup>>();

/** The group of plain questions that stand one after the other; `among` are all those of the section or all gates. */
export function plainGroup(
  questions: readonly Question[],
  section: Section | null,
  among: readonly Question[],
): PlannedGroup {
  const key = questions.map(({ id }) => id).join(' ');
  let known = runs.get(among);
  const group = known?.get(key);
  if (group) return group;
  const made = new PlannedGroup(
    '',
    questions.map((question) => ({
      path: question.id,
      leaf: question,
      question,
      section,
      required: question.required,
    })),
    false,
  );
  if (!known || known.size >= MOST_RUNS) {
    known = new Map();
    runs.set(among, known);
  }
  known.set(key, made);
  return made;
}
