/**
 * The slots of a plan in groups that change by themselves: the questions that stand in a row in a section, a composite
 * question, one row of a list. A group that a change does not touch stays the same object, and with it all that was
 * made of it.
 */
import type { Book, Slot, SlotGroup } from './kinds/kind.ts';
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

  constructor(path: Path, slots: readonly PlannedSlot[], lasting: boolean) {
    this.path = path;
    this.slots = slots;
    this.lasting = lasting;
  }

  at(path: Path): PlannedSlot | undefined {
    this.#byPath ??= new Map(this.slots.map((slot) => [slot.path, slot]));
    return this.#byPath.get(path);
  }
}

interface Kept {
  readonly section: Section | null;
  readonly source: readonly Slot[];
  readonly group: PlannedGroup;
}

/** Groups under one path that are kept: a ladder has a few that it decides as a whole, a row some plain columns. */
const MOST_UNDER = 8;

/** The groups of composite questions and rows as they were made last, by the version of the answers under them. */
const kept = new WeakMap<object, Kept[]>();

/** A group of a composite question, in its section. */
export function plannedGroup({ path, slots }: SlotGroup, section: Section | null, book: Book): PlannedGroup {
  const version = book.version?.(path);
  if (!version) return inSection(path, slots, section, false);
  const known = kept.get(version) ?? [];
  const present = known.find((each) => each.section === section && sameSlots(each.source, slots));
  if (present) return present.group;
  const group = inSection(path, slots, section, true);
  kept.set(version, [...known.slice(1 - MOST_UNDER), { section, source: slots, group }]);
  return group;
}

function inSection(
  path: Path,
  slots: readonly Slot[],
  section: Section | null,
  lasting: boolean,
): PlannedGroup {
  return new PlannedGroup(
    path,
    slots.map((slot) => ({ ...slot, section })),
    lasting,
  );
}

function sameSlots(a: readonly Slot[], b: readonly Slot[]): boolean {
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
