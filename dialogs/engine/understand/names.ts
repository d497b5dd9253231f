/**
 * The names of a form's places: what its sections, questions, rows and slots are called, and rows also by what they are
 * about. Kept group by group of the plan, so that a message is compared with a thousand names without making them anew.
 */
import type { PlannedBlock } from '../../../forms/blocks.ts';
import type { Call } from '../../../forms/call.ts';
import type { PlannedGroup } from '../../../forms/groups.ts';
import type { Plan, PlannedSlot } from '../../../forms/plan.ts';
import { type Content, contentOf, type Entry, entriesOf, type Named, OF } from './entries.ts';
import { Recent } from './recent.ts';

/** Every place once, in the form's order; rows by what they are about come last. */
export function allNames(plan: Plan, today: string): readonly Named[] {
  const places = new Map<string, Named>();
  const about = new Map<string, Named>();
  for (const { groups } of namesOf(plan, today)) {
    for (const names of groups) {
      for (const { id, named } of names.entries) if (!places.has(id)) places.set(id, named);
      for (const each of names.about.values()) for (const { id, named } of each) about.set(id, named);
    }
  }
  return [...places.values(), ...about.values()];
}

/** Those of them that are called by exactly this name, in the same order. */
export function calledExactly(plan: Plan, today: string, name: string): readonly Named[] {
  const places = new Map<string, Named>();
  const about = new Map<string, Named>();
  for (const block of namesOf(plan, today)) {
    const behind = block.rows.filter((row) => name.startsWith(row));
    if (behind.length === 0 && !mayBe(block, name)) continue;
    for (const names of block.groups) {
      for (const { id, named } of called(names, name, behind)) if (!places.has(id)) places.set(id, named);
      for (const { id, named } of names.about.get(name) ?? []) about.set(id, named);
    }
  }
  return [...places.values(), ...about.values()];
}

/** What the slots of a group are called, whatever is answered. */
interface Labels {
  readonly entries: readonly Entry[];
  /** Places in `entries` by a name that is the place's own. */
  readonly own: ReadonlyMap<string, readonly number[]>;
  /** Places in `entries` by a name that takes the row's in front of it, and those names of rows. */
  readonly cells: ReadonlyMap<string, readonly number[]>;
  readonly rows: readonly string[];
}

/** The names of one group of slots. */
interface GroupNames extends Labels {
  readonly about: ReadonlyMap<string, readonly Content[]>;
}

/** The names of one block, and those of the row that it is. */
interface BlockNames {
  readonly groups: readonly GroupNames[];
  readonly rows: readonly string[];
  /** How often they were looked into. */
  uses: number;
  /** All names in it but those behind the row's, once it has been used more than a little. */
  all?: ReadonlySet<string>;
}

/** From so many uses on, its names are laid together: a row that changes again at once is not worth it. */
const MANY_USES = 8;

/** Whether one of the block's places may be called so, without the row's name in front. */
function mayBe(block: BlockNames, name: string): boolean {
  block.uses += 1;
  if (block.uses > MANY_USES)
    block.all ??= new Set(block.groups.flatMap(({ own, about }) => [...own.keys(), ...about.keys()]));
  return block.all?.has(name) ?? true;
}

/** Places by a name of their own, or by one behind a row's name with which the words begin. */
function called(
  { entries, own, cells }: GroupNames,
  name: string,
  behind: readonly string[],
): readonly Entry[] {
  const named = own.get(name);
  if (behind.length === 0) return named ? entriesAt(entries, named) : NONE;
  const found = new Set(named ?? []);
  for (const row of behind) {
    const rest = name.slice(row.length);
    for (const cell of rest.startsWith(OF) ? [rest, rest.slice(OF.length)] : [rest]) {
      for (const at of cells.get(cell) ?? []) if (entries[at]?.rows.includes(row)) found.add(at);
    }
  }
  return entriesAt(entries, found);
}

const NONE: readonly Entry[] = [];

function entriesAt(entries: readonly Entry[], places: Iterable<number>): readonly Entry[] {
  return [...places].sort((a, b) => a - b).flatMap((at) => entries[at] ?? []);
}

/** Those whose names are kept, other drafts' included; a form has some dozens of blocks and groups of a few slots each. */
const MOST_BLOCKS = 1000;
const MOST_GROUPS = 2000;

/** The plan of the turn that runs: a message is compared with its names again and again. */
let last: { readonly plan: Plan; readonly names: readonly BlockNames[] } | undefined;

function namesOf(plan: Plan, today: string): readonly BlockNames[] {
  if (last?.plan !== plan)
    last = { plan, names: plan.blocks.map((block) => namesOfBlock(plan, block, today)) };
  return last.names;
}

const blocks = new Recent<PlannedBlock, BlockNames>(MOST_BLOCKS);
const groups = new Recent<PlannedGroup, GroupNames>(MOST_GROUPS);
const labels = new Recent<readonly PlannedSlot[], Labels>(MOST_GROUPS);

/** A block or group stands for the same answers in its rows as long as it is the same. */
function namesOfBlock(plan: Plan, block: PlannedBlock, today: string): BlockNames {
  return blocks.of(block, () => {
    const names = block.groups.map((group) => groups.of(group, () => groupNames(plan, group, today)));
    return { groups: names, rows: names.find(({ rows }) => rows.length > 0)?.rows ?? [], uses: 0 };
  });
}

function groupNames(plan: Plan, { slots }: PlannedGroup, today: string): GroupNames {
  const about = new Map<string, Content[]>();
  for (const slot of slots) {
    const content = contentOf(slot, plan.book, today);
    if (content) add(about, content.name, content);
  }
  return { ...labels.of(slots, () => labelsOf(plan.call, slots)), about };
}

function labelsOf(call: Call, slots: readonly PlannedSlot[]): Labels {
  const entries = new Map<string, Entry>();
  for (const slot of slots) {
    for (const entry of entriesOf(call, slot)) if (!entries.has(entry.id)) entries.set(entry.id, entry);
  }
  const own = new Map<string, number[]>();
  const cells = new Map<string, number[]>();
  const rows = new Set<string>();
  const list = [...entries.values()];
  for (const [at, entry] of list.entries()) {
    for (const name of entry.own) add(own, name, at);
    for (const name of entry.inRow) add(cells, name, at);
    for (const row of entry.rows) rows.add(row);
  }
  return { entries: list, own, cells, rows: [...rows] };
}

function add<T>(lists: Map<string, T[]>, name: string, one: T): void {
  const known = lists.get(name);
  if (known) known.push(one);
  else lists.set(name, [one]);
}
