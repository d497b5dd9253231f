/**
 * Repeated groups and files: adding, removing, closing. Rows keep their ids; a removed row's answers leave the form
 * but stay in the history.
 */
import { addRow as withRow, dropRow, rowsOf } from '../../forms/kinds/rows.ts';
import { addFile, checkFiles } from '../../forms/kinds/file.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Json } from '../../forms/json.ts';
import type { RowsValue } from '../../forms/kinds/kind.ts';
import { text } from '../../forms/text/index.ts';
import type { Change, FileRef, Focus, Path, Pending, Proposal } from '../../forms/submission.ts';
import { button, rowLabel } from './ask.ts';
import { labelOf, moveOn, refuse, sentence, stay } from './file.ts';
import { judge } from './judge.ts';
import { advance, nextAfter } from './next.ts';
import { after, answered, type Outcome, type Situation } from './situation.ts';

/** The rows question that a slot belongs to, by path: for `cases/r2/scale` that is `cases`. */
export function groupOf(path: Path): Path | undefined {
  const at = path.search(/\/r[1-9]\d*(\/|$)/);
  return at < 0 ? undefined : path.slice(0, at);
}

function present(situation: Situation, group: Path): RowsValue {
  return rowsOf(situation.plan.book, group);
}

/** One more row: its first question is asked next. */
export function addRow(situation: Situation, group: Path): Outcome {
  const { value, row } = withRow(present(situation, group));
  const changes: Change[] = [{ path: group, answer: answered(situation.speaker, 'given', '', value as unknown as Json) }];
  const now = after(situation, changes);
  const first = now.plan.slots.find((slot) => slot.path.startsWith(`${group}/${row}/`));
  const { focus } = situation.head;
  const back = focus?.mode === 'edit' ? (focus.back ?? null) : focus && groupOf(focus.path) !== group && focus.path !== group ? focus.path : undefined;
  const next = first ? { path: first.path, mode: back === undefined ? ('walk' as const) : ('edit' as const), ...(back === undefined ? {} : { back }) } : focus;
  return { changes, focus: next, pending: null, replies: [] };
}

/** The words at "还有下一个吗" that are neither yes nor no: offered as the first cell of a new row. */
export function proposeRow(situation: Situation, slot: PlannedSlot, words: string): Proposal[] | undefined {
  const { value, row } = withRow(present(situation, slot.path));
  const opened = after(situation, [{ path: slot.path, answer: answered(situation.speaker, 'given', '', value as unknown as Json) }]);
  const first = opened.plan.slots.find((each) => each.path.startsWith(`${slot.path}/${row}/`) && !each.control);
  if (!first) return undefined;
  return [
    { path: slot.path, value: value as unknown as Json, original: '' },
    { path: first.path, value: words, original: words },
  ];
}

/** These are all: the rows question is closed and checked. */
export function closeRows(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const value: RowsValue = { ...present(situation, slot.path), closed: true };
  const answer = answered(situation.speaker, 'given', words, value as unknown as Json);
  const changes = [{ path: slot.path, answer }];
  const trial = after(situation, changes);
  const issues = judge(trial, slot, answer);
  const hard = issues.filter((issue) => issue.level === 'must');
  if (hard.length > 0) return refuseRows(situation, slot, hard.map(sentence).join('\n'));
  const soft = issues.map(sentence);
  const said = [text('rows.closed', { label: rowLabel(slot), count: value.rows.length }), ...soft].join('\n');
  const focus = situation.head.focus ?? { path: slot.path, mode: 'walk' as const };
  return { changes, focus: advance(trial.plan, focus), pending: null, replies: [{ text: said }] };
}

function refuseRows(situation: Situation, slot: PlannedSlot, why: string): Outcome {
  return { ...stay(situation, { text: why, options: [button('more'), button('skip')] }), quiet: slot.control !== undefined };
}

/** Asks before a row is taken away. `number` counts from 1; null means the row in focus. */
export function askRemove(situation: Situation, group: Path, number: number | null): Outcome {
  const { rows } = present(situation, group);
  const focused = situation.head.focus?.path ?? '';
  const row = number === null ? rows.find((id) => focused.startsWith(`${group}/${id}/`)) : rows[number - 1];
  if (row === undefined) return { ...stay(situation, { text: text('remove.which', { count: rows.length }) }), quiet: true };
  const pending: Pending = { kind: 'remove', path: group, row };
  const at = rows.indexOf(row) + 1;
  const reply = { text: text('remove.ask', { number: at, summary: summary(situation, group, row) }), options: [button('remove'), button('stay')] };
  return { ...stay(situation, reply, pending), quiet: true };
}

/** The first cell of a row, to recognise it by. */
export function summary(situation: Situation, group: Path, row: string): string {
  const first = situation.plan.slots.find((slot) => slot.path.startsWith(`${group}/${row}/`) && situation.answers.has(slot.path));
  return first ? (situation.answers.get(first.path)?.original ?? '') : '';
}

/** Takes a row away. Its answers stay filed under an id that is not given again, so that 撤销 brings all of it back. */
export function removeRow(situation: Situation, pending: Extract<Pending, { kind: 'remove' }>): Outcome {
  const { path, row } = pending;
  const value = dropRow(present(situation, path), row);
  const changes: Change[] = [{ path, answer: answered(situation.speaker, 'given', '', value as unknown as Json) }];
  const now = after(situation, changes);
  const { focus } = situation.head;
  const gone = focus !== null && !now.plan.at(focus.path);
  const next = gone && focus ? afterRemoval(now, path, focus) : focus;
  return { changes, focus: next, pending: null, replies: [{ text: text('remove.done') }] };
}

/** What comes next where the row in focus went: what is still open in the other rows, then what follows. */
function afterRemoval(now: Situation, group: Path, focus: Focus): Focus | null {
  if (focus.mode === 'edit') return advance(now.plan, { ...focus, path: group });
  const at = now.plan.slots.findIndex((slot) => slot.question.id === group);
  const next = nextAfter(now.plan, now.plan.slots[at - 1]?.path ?? null);
  return next ? { path: next.path, mode: 'walk' } : null;
}

/** Files sent for a file question: checked, added to what is there; more may follow. */
export function addFiles(situation: Situation, slot: PlannedSlot, files: readonly FileRef[]): Outcome {
  let value = (situation.answers.get(slot.path)?.value ?? []) as unknown as readonly FileRef[];
  for (const file of files) value = addFile(value, file);
  const issues = checkFiles(value, slot.leaf.kind);
  const hard = issues.filter((issue) => issue.level === 'must' && issue.code !== 'file.too_few');
  if (hard.length > 0) return refuse(situation, slot, hard);
  const names = files.map((file) => file.name).join('、');
  const changes = [{ path: slot.path, answer: answered(situation.speaker, 'given', names, value as unknown as Json, issues.map((issue) => issue.code)) }];
  const max = slot.leaf.kind['max'];
  const focus = situation.head.focus?.path === slot.path ? situation.head.focus : { path: slot.path, mode: 'edit' as const, back: situation.head.focus?.path ?? null };
  const moved: Situation = { ...situation, head: { ...situation.head, focus } };
  if (typeof max === 'number' && value.length >= max) return moveOn(moved, slot, changes, 'note.files');
  const reply = { text: [text('file.got', { names, count: value.length, label: labelOf(situation, slot.path) }), text('file.more')].join('\n'), options: [button('done')] };
  return { changes, focus, pending: { kind: 'more_files', path: slot.path }, replies: [reply], quiet: true };
}
