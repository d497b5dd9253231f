/**
 * The groups of a plan in blocks: plain questions that stand one after the other, a composite question, one row of a
 * list. A form has some dozens of them where it has a thousand steps, so that a turn looks at blocks. A block that a
 * change does not touch stays the same object, and with it all that was made of it.
 */
import { type PlannedGroup, type PlannedSlot, plannedGroup, sameSlots } from './groups.ts';
import type { Book, SlotBlock } from './kinds/kind.ts';
import type { Section } from './question.ts';
import type { Path } from './submission.ts';

/** Slots in asking order, all of one section. `path` and `lasting` are as those of a group. */
export class PlannedBlock {
  readonly path: Path;
  readonly section: Section | null;
  readonly groups: readonly PlannedGroup[];
  readonly lasting: boolean;
  /** How many slots it has. */
  readonly size: number;
  #slots: readonly PlannedSlot[] | undefined;
  #content: readonly PlannedSlot[] | undefined;
  #ruled: readonly PlannedSlot[] | undefined;

  constructor(
    path: Path,
    section: Section | null,
    { groups, lasting }: { groups: readonly PlannedGroup[]; lasting: boolean },
  ) {
    this.path = path;
    this.section = section;
    this.groups = groups;
    this.lasting = lasting;
    this.size = groups.reduce((sum, { slots }) => sum + slots.length, 0);
  }

  get slots(): readonly PlannedSlot[] {
    this.#slots ??= joined(this.groups.map(({ slots }) => slots));
    return this.#slots;
  }

  /** The slots that hold content. */
  get content(): readonly PlannedSlot[] {
    this.#content ??= joined(this.groups.map(({ content }) => content));
    return this.#content;
  }

  /** The slots whose question has rules. */
  get ruled(): readonly PlannedSlot[] {
    this.#ruled ??= joined(this.groups.map(({ ruled }) => ruled));
    return this.#ruled;
  }

  at(path: Path): PlannedSlot | undefined {
    for (const group of this.groups) {
      const slot = group.at(path);
      if (slot) return slot;
    }
    return undefined;
  }
}

/** Several lists of slots in one. */
export function joined(lists: readonly (readonly PlannedSlot[])[]): readonly PlannedSlot[] {
  const none: PlannedSlot[] = [];
  return none.concat(...lists);
}

interface Kept {
  readonly section: Section | null;
  readonly source: SlotBlock['groups'];
  readonly block: PlannedBlock;
}

/** The block of a composite question or a row as it was made last, by the version of the answers under it. */
const kept = new WeakMap<object, Kept>();

/** A block of a composite question, in its section. */
export function plannedBlock({ path, groups }: SlotBlock, section: Section | null, book: Book): PlannedBlock {
  const version = book.version?.(path);
  const known = version && kept.get(version);
  if (known?.section === section && sameGroups(known.source, groups)) return known.block;
  const lasting = version !== undefined;
  const planned = groups.map((group) => plannedGroup(group, section, lasting));
  const block = new PlannedBlock(path, section, { groups: planned, lasting });
  if (version) kept.set(version, { section, source: groups, block });
  return block;
}

function sameGroups(a: SlotBlock['groups'], b: SlotBlock['groups']): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every(({ path, slots }, at) => path === b[at]?.path && sameSlots(slots, b[at].slots));
}

const plain = new WeakMap<PlannedGroup, PlannedBlock>();

/** The block of plain questions. */
export function plainBlock(group: PlannedGroup, section: Section | null): PlannedBlock {
  let block = plain.get(group);
  if (!block) {
    block = new PlannedBlock('', section, { groups: [group], lasting: false });
    plain.set(group, block);
  }
  return block;
}

/** Where a slot stands among the slots with content of some blocks, from 1 (0 where it is none of them), and of how many. */
export function placeAmong(
  blocks: readonly PlannedBlock[],
  slot: PlannedSlot,
): { readonly at: number; readonly total: number } {
  let at = 0;
  let total = 0;
  for (const { content } of blocks) {
    const here = at === 0 ? content.indexOf(slot) : -1;
    if (here >= 0) at = total + here + 1;
    total += content.length;
  }
  return { at, total };
}
