/**
 * The slots of one row, in groups that change by themselves. A row that nobody touches keeps its groups; of one with a
 * ladder in it only the level that was answered is made anew.
 */
import type { Question } from '../question.ts';
import type { Book, Slot, SlotGroup } from './kind.ts';

/** A row as its slots name it; `wanted` where an empty cell leaves the form incomplete. */
export interface Row {
  readonly question: Question;
  readonly place: NonNullable<Slot['row']>;
  readonly wanted: boolean;
}

/** A column that is asked in a row, with the steps inside it where it has any. */
export interface Cell {
  readonly column: Question;
  readonly inside?: readonly SlotGroup[];
}

interface KeptRow {
  readonly row: Row;
  readonly cells: readonly Cell[];
  readonly groups: readonly SlotGroup[];
}

/** The groups of rows as they were made last, by the version of the answers in the row. */
const keptRows = new WeakMap<object, KeptRow>();

/** The groups of one row; the same list as before where the row is as it was. */
export function groupsOfRow(row: Row, cells: readonly Cell[], book: Book): readonly SlotGroup[] {
  const version = book.version?.(row.place.path);
  const kept = version && keptRows.get(version);
  if (kept && sameRow(kept.row, row) && sameCells(kept.cells, cells)) return kept.groups;
  const groups = freshGroups(row, cells);
  if (version) keptRows.set(version, { row, cells, groups });
  return groups;
}

/** Plain columns that stand together are one group; a column with steps inside has its own. */
function freshGroups(row: Row, cells: readonly Cell[]): SlotGroup[] {
  const { question, place, wanted } = row;
  const groups: SlotGroup[] = [];
  let plain: Slot[] = [];
  const close = (): void => {
    if (plain.length > 0) groups.push({ path: place.path, slots: plain });
    plain = [];
  };
  for (const { column, inside } of cells) {
    const required = column.required && wanted;
    if (!inside)
      plain.push({ path: `${place.path}/${column.id}`, leaf: column, question, row: place, required });
    else {
      close();
      for (const each of inside) groups.push(groupInRow(each, row, required));
    }
  }
  close();
  return groups;
}

interface KeptInside<T> {
  readonly row: Row;
  readonly required: boolean;
  readonly inRow: T;
}

/** Steps inside a column as they stand in their row, by the steps as they are by themselves. */
const keptInside = new WeakMap<readonly Slot[], KeptInside<readonly Slot[]>>();
const keptGroups = new WeakMap<SlotGroup, KeptInside<SlotGroup>>();

function groupInRow(inside: SlotGroup, row: Row, required: boolean): SlotGroup {
  const kept = keptGroups.get(inside);
  if (kept && kept.required === required && sameRow(kept.row, row)) return kept.inRow;
  const inRow = { path: inside.path, slots: slotsInRow(inside.slots, row, required) };
  keptGroups.set(inside, { row, required, inRow });
  return inRow;
}

function slotsInRow(inside: readonly Slot[], row: Row, required: boolean): readonly Slot[] {
  const kept = keptInside.get(inside);
  if (kept && kept.required === required && sameRow(kept.row, row)) return kept.inRow;
  const { question, place } = row;
  const slots = inside.map((slot) => ({
    ...slot,
    question,
    row: place,
    required: required && slot.required,
  }));
  keptInside.set(inside, { row, required, inRow: slots });
  return slots;
}

function sameRow(a: Row, b: Row): boolean {
  const place =
    a.place.path === b.place.path && a.place.number === b.place.number && a.place.count === b.place.count;
  return place && a.question === b.question && a.wanted === b.wanted;
}

function sameCells(a: readonly Cell[], b: readonly Cell[]): boolean {
  if (a.length !== b.length) return false;
  return a.every(({ column, inside }, at) => column === b[at]?.column && inside === b[at]?.inside);
}
