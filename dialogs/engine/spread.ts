/**
 * Files for rows that hold one file each (a list of pictures): several sent at once go into one row after another, so
 * that every row is asked for its explanation then.
 */
import { type Issue, must } from '../../forms/issue.ts';
import type { Json } from '../../forms/json.ts';
import { addFile, checkFiles, filesOf } from '../../forms/kinds/file.ts';
import { compositeKindOf, leafKindOf } from '../../forms/kinds/index.ts';
import type { RowsValue } from '../../forms/kinds/kind.ts';
import { addRow, rowsOf, shownRows } from '../../forms/kinds/rows.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Question } from '../../forms/question.ts';
import type { Change, FileRef, Path } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { rowLabel } from './ask.ts';
import { goOn, refuse } from './file.ts';
import { there } from './go.ts';
import { judgeByRules } from './judge.ts';
import { checkRoom } from './room.ts';
import { after, answered, type Outcome, type Situation } from './situation.ts';
import { sentence } from './wording.ts';

/** Whether a question takes one file and no more. */
export function takesOne(question: Question): boolean {
  if (compositeKindOf(question)) return false;
  return leafKindOf(question).takesFiles === true && question.kind.max === 1;
}

/** Rows that hold one file each, the question for the file at their head or in focus. */
interface Group {
  readonly path: Path;
  readonly column: Question;
  readonly min: number;
  readonly max: number;
}

/** The rows that files sent at a slot may fill: it is such a cell, or the step that asks for one more row. */
export function groupAt(slot: PlannedSlot): Group | undefined {
  const { question, row, control, path, leaf } = slot;
  const composite = row && compositeKindOf(question);
  if (!composite) return undefined;
  const column = control === 'rows' ? composite.children(question.kind)[0] : leaf;
  if (!column || !takesOne(column)) return undefined;
  // A step inside a column belongs to no row of files.
  if (control !== 'rows' && path !== `${row.path}/${leaf.id}`) return undefined;
  const { min, max } = question.kind;
  return {
    path: question.id,
    column,
    min: typeof min === 'number' ? min : 1,
    max: typeof max === 'number' ? max : Number.POSITIVE_INFINITY,
  };
}

/** Hard findings of kind and rules about the files at a place, once these changes are made. */
export function refusals(situation: Situation, path: Path, changes: readonly Change[]): Issue[] {
  const trial = after(situation, changes);
  const slot = trial.plan.at(path);
  const answer = trial.answers.get(path);
  if (!slot || !answer) return [];
  const files = filesOf(answer.value);
  const issues = [
    ...checkFiles(files, slot.leaf.kind),
    ...checkRoom(situation, path, files),
    ...judgeByRules(trial, slot, answer),
  ];
  return issues.filter((issue) => issue.level === 'must');
}

/** Puts the files into the row in focus, the rows below it that have none, and new rows as far as there may be. */
export function spread(
  situation: Situation,
  slot: PlannedSlot,
  group: Group,
  files: readonly FileRef[],
): Outcome {
  const cellOf = (row: string): Path => `${group.path}/${row}/${group.column.id}`;
  const changes: Change[] = [];
  const bad: Issue[] = [];
  const filed: { row: string; name: string }[] = [];
  let now = situation;
  let value: RowsValue = rowsOf(now.plan.book, group.path);
  const shown = shownRows(value, group.min);
  const from = slot.control ? shown.length : shown.findIndex((row) => cellOf(row) === slot.path);
  const free = shown.slice(from).filter((row) => cellOf(row) === slot.path || !now.answers.has(cellOf(row)));
  for (const file of files) {
    const row = free[0] ?? nextRow(value, shown, group.max);
    if (row === undefined) {
      bad.push(must('file.too_many', { max: group.max, count: group.max + bad.length + 1 }));
      continue;
    }
    const own = addFile([], file);
    const rows = withRow(value, shown, row);
    const step: Change[] = [
      { path: group.path, answer: answered(now.speaker, 'given', '', rows as unknown as Json) },
      { path: cellOf(row), answer: answered(now.speaker, 'given', file.name, own as unknown as Json) },
    ];
    const issues = refusals(now, cellOf(row), step);
    if (issues.length > 0) {
      bad.push(...issues);
      continue;
    }
    free.shift();
    value = rows;
    changes.push(...step);
    now = after(now, step);
    filed.push({ row, name: own[0]?.name ?? file.name });
  }
  const [first] = filed;
  if (!first) return refuse(situation, slot, bad);
  const lines = filed.map(({ row, name }) =>
    text('file.spread_line', { label: rowLabel(slot), number: value.rows.indexOf(row) + 1, name }),
  );
  const said = [...bad.map(sentence), text('file.spread', { count: filed.length }), ...lines].join('\n');
  const path = cellOf(first.row);
  const { focus } = situation.head;
  const here = focus?.path === slot.path;
  const at = here && focus ? { ...focus, path } : there(situation, path);
  return goOn(situation, latest(changes), at, said);
}

/** A row that was never there; undefined where there may be no more. */
function nextRow(value: RowsValue, shown: readonly string[], max: number): string | undefined {
  const all: RowsValue = { ...value, rows: [...new Set([...shown, ...value.rows])] };
  return all.rows.length >= max ? undefined : addRow(all).row;
}

/** The rows with this one, those shown above it included. */
function withRow(value: RowsValue, shown: readonly string[], row: string): RowsValue {
  if (value.rows.includes(row)) return value;
  const above = shown.includes(row) ? shown.slice(0, shown.indexOf(row)) : shown;
  const rows = [...value.rows, ...above.filter((each) => !value.rows.includes(each)), row];
  return {
    rows,
    closed: false,
    last: Math.max(value.last ?? 0, ...rows.map((each) => Number(each.slice(1)))),
  };
}

/** Of several changes of one answer the last. */
function latest(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.path, change])).values()];
}
