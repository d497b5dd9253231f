/**
 * Repeated groups: adding, removing, closing, whole rows at once. Rows keep their ids; a removed row's answers leave
 * the form and are kept for its return.
 */
import type { Json } from '../../forms/json.ts';
import { compositeKindOf, leafKindOf } from '../../forms/kinds/index.ts';
import type { CellProposal, RowsValue } from '../../forms/kinds/kind.ts';
import { dropRow, forgotten, rowsOf, addRow as withRow } from '../../forms/kinds/rows.ts';
import { type PlannedSlot, settled } from '../../forms/plan.ts';
import type { Change, Path, Pending, Proposal } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { rowLabel } from './ask.ts';
import { refuse, removal } from './file.ts';
import { judge } from './judge.ts';
import { groupOf } from './lists.ts';
import { onward } from './onward.ts';
import { summary } from './pending.ts';
import { after, answered, type Outcome, type Situation } from './situation.ts';
import { hasWords } from './understand/words.ts';
import { sentence } from './wording.ts';

function present(situation: Situation, group: Path): RowsValue {
  return rowsOf(situation.plan.book, group);
}

/** One more row: its first question is asked next. */
export function addRow(situation: Situation, group: Path): Outcome {
  const { value, row } = withRow(present(situation, group));
  const changes: Change[] = [
    { path: group, answer: answered(situation.speaker, 'given', '', value as unknown as Json) },
  ];
  const now = after(situation, changes);
  const first = now.plan.slots.find((slot) => slot.path.startsWith(`${group}/${row}/`));
  const { focus } = situation.head;
  const back =
    focus?.mode === 'edit'
      ? (focus.back ?? null)
      : focus && groupOf(focus.path) !== group && focus.path !== group
        ? focus.path
        : undefined;
  const next = first
    ? {
        path: first.path,
        mode: back === undefined ? ('walk' as const) : ('edit' as const),
        ...(back === undefined ? {} : { back }),
      }
    : focus;
  return { changes, focus: next, pending: null, replies: [] };
}

/** Words at "还有下一个吗" that are neither yes nor no: offered as a new row, or as its first cell. */
export function proposeRow(situation: Situation, slot: PlannedSlot, words: string): Proposal[] | undefined {
  const { value, row } = withRow(present(situation, slot.path));
  const opened = open(situation, slot.path, value);
  const first = opened.plan.slots.find((each) => each.path.startsWith(`${slot.path}/${row}/`));
  if (!first) return undefined;
  const whole = proposeLines(opened, first, words);
  if (whole) return [group(slot.path, value), ...whole];
  const parsed = leafKindOf(first.leaf).parse(words, first.leaf.kind, { today: situation.speaker.today });
  if (parsed.kind !== 'value') return undefined;
  return [group(slot.path, value), { path: first.path, value: parsed.value, original: words }];
}

function group(path: Path, value: RowsValue): Proposal {
  return { path, value: value as unknown as Json, original: '' };
}

function open(situation: Situation, path: Path, value: RowsValue): Situation {
  return after(situation, [
    { path, answer: answered(situation.speaker, 'given', '', value as unknown as Json) },
  ]);
}

/**
 * Whole rows written at the first question of a row, one a line: proposals for their cells. Undefined where the
 * question is not the first of a row or a line cannot be read as one.
 */
export function proposeLines(situation: Situation, slot: PlannedSlot, words: string): Proposal[] | undefined {
  const path = groupOf(slot.path);
  const kind = compositeKindOf(slot.question);
  if (path === undefined || !slot.row || !kind?.readLine) return undefined;
  const block = situation.plan.blocks.find(({ path: at }) => at === slot.row?.path);
  if (block?.slots[0]?.path !== slot.path) return undefined;
  const read = (line: string): readonly CellProposal[] =>
    kind.readLine?.(slot.question.kind, line, { today: situation.speaker.today }) ?? [];
  const lines = words.split('\n').filter((line) => hasWords(line));
  const [head = '', ...others] = lines.map(read).some((cells) => cells.length === 0) ? [words] : lines;
  const cells = read(head);
  if (cells.length === 0) return undefined;
  const here = cells.map((cell) => toProposal(slot.row?.path ?? '', cell));
  return [...here, ...otherRows(situation, path, slot.row.path, others.map(read))];
}

function toProposal(rowPath: Path, { column, value, original }: CellProposal): Proposal {
  return { path: `${rowPath}/${column}`, value, original };
}

/** Rows below the one in focus. */
function otherRows(
  situation: Situation,
  path: Path,
  rowPath: Path,
  lines: readonly (readonly CellProposal[])[],
): Proposal[] {
  if (lines.length === 0) return [];
  const row = rowPath.slice(path.length + 1);
  const there = present(situation, path);
  let value: RowsValue = there.rows.includes(row) ? there : { ...there, rows: [...there.rows, row] };
  const cells: Proposal[] = [];
  for (const line of lines) {
    const added = withRow(value);
    value = added.value;
    cells.push(...line.map((cell) => toProposal(`${path}/${added.row}`, cell)));
  }
  return [group(path, value), ...cells];
}

/** These are all: the rows question is closed and checked. */
export function closeRows(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const value: RowsValue = { ...present(situation, slot.path), closed: true };
  const answer = answered(situation.speaker, 'given', words, value as unknown as Json);
  const changes = [{ path: slot.path, answer }];
  const trial = after(situation, changes);
  const issues = judge(trial, slot, answer);
  const hard = issues.filter((issue) => issue.level === 'must');
  if (hard.length > 0) return refuse(situation, slot, hard);
  // What only a person can see to is asked at the end, not told here.
  const soft = issues.filter((issue) => issue.level === 'should').map(sentence);
  const count = value.rows.length;
  const said = [
    text(count > 0 ? 'rows.closed' : 'rows.none', { label: rowLabel(slot), count }),
    ...soft,
  ].join('\n');
  const next = onward(trial, situation.head.focus ?? { path: slot.path, mode: 'walk' });
  return { changes, ...next, replies: [{ text: said }, ...next.replies] };
}

/** Takes a row out of the form; its answers are kept, so that it can come back. */
export function removeRow(situation: Situation, pending: Extract<Pending, { kind: 'remove' }>): Outcome {
  const { path, row } = pending;
  const before = present(situation, path);
  const value = dropRow(before, row);
  const gone = forgotten(before, value).map((each) => `${path}/${each}/`);
  const cells = [...situation.answers.keys()]
    .filter((each) => gone.some((start) => each.startsWith(start)))
    .map(removal);
  const changes: Change[] = [
    ...cells,
    { path, answer: answered(situation.speaker, 'given', '', value as unknown as Json) },
  ];
  const now = after(situation, changes);
  const { focus } = situation.head;
  const said = { text: text('remove.done', { summary: summary(situation, path, row) }) };
  if (!focus || now.plan.at(focus.path)) return { changes, focus, pending: null, replies: [said] };
  // What was skipped in other rows is asked at the end, as ever.
  const unasked = (slot: PlannedSlot): boolean =>
    slot.control ? !settled(slot, now.plan.book) : !now.answers.has(slot.path);
  const next = now.plan.slots.find((slot) => slot.question.id === path && unasked(slot));
  if (next) return { changes, focus: { ...focus, path: next.path }, pending: null, replies: [said] };
  const on = onward(now, focus);
  return { changes, ...on, replies: [said, ...on.replies] };
}
