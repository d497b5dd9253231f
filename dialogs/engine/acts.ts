/**
 * What people have done to the rows of a list, at any moment: one more, taken away, brought back, moved, two changed
 * round. Where the list or the row is not clear the person chooses; nothing is guessed.
 */
import type { Json } from '../../forms/json.ts';
import type { RowsValue } from '../../forms/kinds/kind.ts';
import { moveRow, restoreRow, rowsOf } from '../../forms/kinds/rows.ts';
import type { Path, Pending, RowAct, RowRef, RowTarget } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { stay, wait } from './file.ts';
import { groupOf, type List, listsOf } from './lists.ts';
import { nameOfRow } from './pending.ts';
import { addRow } from './rows.ts';
import { answered, type Outcome, type Situation } from './situation.ts';
import { squeeze } from './understand/words.ts';
import { cut } from './wording.ts';

/** Longest name of a row in an order, in characters. */
const NAME = 16;
/** Longest order that is told whole. */
const TOLD = 10;

/** Does it, or asks which list or row is meant. `named` are the lists that were named. */
export function actOnRows(situation: Situation, act: RowAct, named: readonly Path[]): Outcome {
  const lists = listsFor(situation, act, named);
  const [list] = lists;
  if (!list) return tell(situation, text(`${act.act}.nowhere`));
  if (lists.length > 1) return wait(situation, { kind: 'rows', act, paths: lists.map(({ path }) => path) });
  switch (act.act) {
    case 'add':
      return full(list) ? tellFull(situation, list) : addRow(situation, list.path);
    case 'remove':
      return remove(situation, list, act);
    case 'restore':
      return restore(situation, list, act);
    case 'move':
      return move(situation, list, act);
    case 'swap':
      return swap(situation, list, act);
  }
}

/** The lists in question: those named, else the one in focus, else all that it can be done to. */
function listsFor(situation: Situation, act: RowAct, named: readonly Path[]): readonly List[] {
  const all = listsOf(situation.plan);
  if (named.length > 0) return all.filter(({ path }) => named.includes(path));
  const { focus } = situation.head;
  const here = all.find(({ path }) => focus && (focus.path === path || groupOf(focus.path) === path));
  if (here && possible(here, act)) return [here];
  const able = all.filter((list) => possible(list, act));
  return able.length === 0 && here ? [here] : able;
}

function possible(list: List, act: RowAct): boolean {
  switch (act.act) {
    case 'add':
      return true;
    case 'remove':
      return list.rows.length > 0;
    case 'restore':
      return removedBy(list, act.row).length > 0;
    default:
      return list.rows.length > 1;
  }
}

function full({ rows, max }: List): boolean {
  return max !== undefined && rows.length >= max;
}

function tellFull(situation: Situation, { label, max = 0 }: List): Outcome {
  return tell(situation, text('rows.full', { label, max }));
}

function tell(situation: Situation, said: string): Outcome {
  return { ...stay(situation, { text: said }), quiet: true };
}

/** What a row's name leads to: the row, several to choose from, or none of that number. */
type Found = { readonly row: string } | { readonly open: readonly string[] } | { readonly none: number };

function find({ head }: Situation, list: List, ref: RowRef): Found {
  const { path, rows } = list;
  if (ref === null || ref === 'this' || 'name' in ref) {
    const here = rows.find((row) => head.focus?.path.startsWith(`${path}/${row}/`));
    const only = rows.length === 1 ? rows[0] : undefined;
    const row = here ?? only;
    return row === undefined ? { open: rows } : { row };
  }
  if ('number' in ref) {
    const row = ref.number > 0 ? rows[ref.number - 1] : rows.at(ref.number);
    return row === undefined ? { none: ref.number } : { row };
  }
  const meant = rows.filter((row) => ref.rows.includes(`${path}/${row}`));
  const [only] = meant;
  return only !== undefined && meant.length === 1 ? { row: only } : { open: meant.length > 0 ? meant : rows };
}

/** The row, or what to say and ask where it is not clear. */
function settle(situation: Situation, list: List, ref: RowRef, act: RowAct): { row: string } | Outcome {
  const found = find(situation, list, ref);
  if ('row' in found) return found;
  const { label, path, rows } = list;
  if ('none' in found)
    return tell(situation, text('rows.no_such', { label, count: rows.length, number: Math.abs(found.none) }));
  if (rows.length === 0) return tell(situation, text('remove.empty', { label }));
  return wait(situation, { kind: 'rows', act, paths: found.open.map((row) => `${path}/${row}`) });
}

function remove(
  situation: Situation,
  list: List,
  act: Extract<RowAct, { act: 'remove' | 'restore' }>,
): Outcome {
  const found = settle(situation, list, act.row, act);
  return 'row' in found ? wait(situation, { kind: 'remove', path: list.path, row: found.row }) : found;
}

/** The rows taken away that words mean, the latest first. */
function removedBy(list: List, ref: RowRef): List['removed'] {
  const latest = [...list.removed].reverse();
  if (ref === null || ref === 'this') return latest.slice(0, 1);
  if ('name' in ref) return latest.filter(({ name }) => squeeze(name).includes(ref.name));
  if ('rows' in ref) return latest.filter(({ row }) => ref.rows.includes(`${list.path}/${row}`));
  const there = latest.filter(({ at }) => at === ref.number - 1);
  return there.length > 0 ? there : latest;
}

/** Back where it stood, with all that was said in it. */
function restore(
  situation: Situation,
  list: List,
  act: Extract<RowAct, { act: 'remove' | 'restore' }>,
): Outcome {
  const meant = removedBy(list, act.row);
  const [only] = meant;
  if (!only) return tell(situation, text('restore.nowhere'));
  if (meant.length > 1) {
    const paths = meant.map(({ row }) => `${list.path}/${row}`);
    return wait(situation, { kind: 'rows', act, paths });
  }
  if (full(list)) return tellFull(situation, list);
  const value = restoreRow(rowsOf(situation.plan.book, list.path), only.row);
  const number = value.rows.indexOf(only.row) + 1;
  const said = text('restore.done', { label: list.label, number, name: cut(only.name) });
  return put(situation, list, value, said);
}

function move(situation: Situation, list: List, act: Extract<RowAct, { act: 'move' }>): Outcome {
  const found = settle(situation, list, act.row, act);
  if (!('row' in found)) return found;
  const { row } = found;
  const to = place(situation, list, row, act);
  if (typeof to !== 'number') return to;
  const value = moveRow(rowsOf(situation.plan.book, list.path), row, to);
  return put(situation, list, value, told(situation, list, value, [row]));
}

/** Where the row goes among the others, from 0. */
function place(
  situation: Situation,
  list: List,
  row: string,
  act: Extract<RowAct, { act: 'move' }>,
): number | Outcome {
  const { rows } = list;
  const to: RowTarget = act.to;
  const at = rows.indexOf(row);
  switch (to.place) {
    case 'first':
      return 0;
    case 'last':
      return rows.length - 1;
    case 'up':
      return Math.max(0, at - 1);
    case 'down':
      return at + 1;
    case 'at':
      if (to.number <= rows.length) return to.number - 1;
      return tell(
        situation,
        text('rows.no_such', { label: list.label, count: rows.length, number: to.number }),
      );
    default: {
      const other = settle(situation, list, to.row, { ...act, row: { rows: [`${list.path}/${row}`] } });
      if (!('row' in other)) return other;
      const others = rows.filter((each) => each !== row);
      if (other.row === row) return at;
      return others.indexOf(other.row) + (to.place === 'after' ? 1 : 0);
    }
  }
}

function swap(situation: Situation, list: List, act: Extract<RowAct, { act: 'swap' }>): Outcome {
  const one = settle(situation, list, act.row, act);
  if (!('row' in one)) return one;
  const other = settle(situation, list, act.with, { ...act, row: { rows: [`${list.path}/${one.row}`] } });
  if (!('row' in other)) return other;
  const value = rowsOf(situation.plan.book, list.path);
  const rows = value.rows.map((row) => (row === one.row ? other.row : row === other.row ? one.row : row));
  const swapped = { ...value, rows };
  return put(situation, list, swapped, told(situation, list, swapped, [one.row, other.row]));
}

/** The order as it is now, or that nothing had to be moved. */
function told(situation: Situation, list: List, value: RowsValue, moved: readonly string[]): string {
  if (value.rows.every((row, at) => row === list.rows[at])) return text('move.same');
  const name = (row: string): string => cut(nameOfRow(situation, list.path, row), NAME);
  const line = (row: string): string =>
    text('move.line', { number: value.rows.indexOf(row) + 1, name: name(row) });
  const shown = value.rows.length <= TOLD ? value.rows : value.rows.filter((row) => moved.includes(row));
  return [text('move.done'), ...shown.map(line)].join('\n');
}

/** Stores the rows; the open question is put in full where its row has another number now. */
function put(situation: Situation, list: List, value: RowsValue, said: string): Outcome {
  const { focus } = situation.head;
  const same = value.rows.every((row, at) => row === list.rows[at]) && value.rows.length === list.rows.length;
  const answer = answered(situation.speaker, 'given', '', value as unknown as Json);
  const here = focus !== null && (focus.path === list.path || groupOf(focus.path) === list.path);
  return {
    changes: same ? [] : [{ path: list.path, answer }],
    focus,
    pending: null,
    replies: [{ text: said }],
    ...(here && !same ? { ask: 'full' as const } : {}),
  };
}

/** What the choice of a list or row does. */
export function chooseRows(
  situation: Situation,
  pending: Extract<Pending, { kind: 'rows' }>,
  path: Path,
): Outcome {
  const list = groupOf(path);
  if (list === undefined) return actOnRows(situation, pending.act, [path]);
  return actOnRows(situation, filled(situation, pending.act, list, { rows: [path] }), [list]);
}

/** The act with the row that was open. */
function filled(situation: Situation, act: RowAct, path: Path, ref: RowRef): RowAct {
  const list = listsOf(situation.plan).find((each) => each.path === path);
  const clear = (own: RowRef): boolean => list !== undefined && 'row' in find(situation, list, own);
  switch (act.act) {
    case 'add':
      return act;
    case 'move':
      if (!clear(act.row)) return { ...act, row: ref };
      return act.to.place === 'before' || act.to.place === 'after'
        ? { ...act, to: { ...act.to, row: ref } }
        : act;
    case 'swap':
      return clear(act.row) ? { ...act, with: ref } : { ...act, row: ref };
    default:
      return { ...act, row: ref };
  }
}
