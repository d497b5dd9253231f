/**
 * Takes over what a colleague answered: judged in the draft as any answer is, filed with the colleague's name, words
 * and time, so that 撤销, rules and history know it. What a rule refuses is not filed.
 */
import type { Issue } from '../../forms/issue.ts';
import type { Json } from '../../forms/json.ts';
import { filesOf } from '../../forms/kinds/file.ts';
import { compositeKindOf, leafKindOf } from '../../forms/kinds/index.ts';
import { ROW_ID, type RowsValue } from '../../forms/kinds/kind.ts';
import { addRow, rowsOf } from '../../forms/kinds/rows.ts';
import { type PlannedSlot, questionAt } from '../../forms/plan.ts';
import type { Answer, Change, Path } from '../../forms/submission.ts';
import { goOn } from './file.ts';
import { filesThere } from './files.ts';
import { judge } from './judge.ts';
import { after, type Outcome, type Situation } from './situation.ts';
import { sentence } from './wording.ts';

/** What came of it. `gone`: the form does not ask for it any more. */
export type Adopted =
  | { readonly kind: 'filed'; readonly outcome: Outcome }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'gone' };

/** Files the answers of one question, given by their paths in the draft, where they hold. */
export function adopt(
  situation: Situation,
  path: Path,
  answers: readonly (readonly [Path, Answer])[],
  said: string,
): Adopted {
  const question = questionAt(situation.call, path);
  const own = situation.plan.slots.some((slot) => slot.path === path || slot.path.startsWith(`${path}/`));
  if (!question || !own || answers.length === 0) return { kind: 'gone' };
  if (!compositeKindOf(question)) {
    const slot = situation.plan.at(path);
    if (!slot) return { kind: 'gone' };
    const [, first] = answers[0] ?? [];
    if (leafKindOf(question).takesFiles && first?.state === 'given')
      return adoptFiles(situation, slot, first, said);
    return filed(situation, [...answers], said);
  }
  const rows = answers.some(([each]) => ROW_ID.test(each.slice(path.length + 1).split('/')[0] ?? ''));
  return filed(
    situation,
    rows ? asNewRows(situation, path, answers) : withoutSteer(situation, path, answers),
    said,
  );
}

/** The confirmation of an assembled text is its owner's to give. */
function withoutSteer(
  situation: Situation,
  path: Path,
  answers: readonly (readonly [Path, Answer])[],
): (readonly [Path, Answer])[] {
  const steers = situation.plan.at(path)?.control === 'confirm';
  return answers.filter(([each]) => !(steers && each === path));
}

/** Rows of a colleague come behind those that are there, under ids that no row of the draft ever had. */
function asNewRows(
  situation: Situation,
  path: Path,
  answers: readonly (readonly [Path, Answer])[],
): (readonly [Path, Answer])[] {
  const list = answers.find(([each]) => each === path)?.[1];
  const theirs = (list?.value ?? { rows: [], closed: false }) as unknown as RowsValue;
  const [, first] = answers.find(([each]) => each !== path) ?? [];
  let value = rowsOf(situation.plan.book, path);
  const ids = new Map<string, string>();
  const present = new Set(answers.map(([each]) => each.slice(path.length + 1).split('/')[0] ?? ''));
  for (const row of [...new Set([...theirs.rows, ...present])]) {
    if (!ROW_ID.test(row) || !present.has(row)) continue;
    const next = addRow(value);
    value = next.value;
    ids.set(row, next.row);
  }
  const cells = answers.flatMap(([each, answer]): (readonly [Path, Answer])[] => {
    const [row = '', ...rest] = each.slice(path.length + 1).split('/');
    const id = ids.get(row);
    return id === undefined ? [] : [[[path, id, ...rest].join('/'), answer]];
  });
  const steer = list ?? first;
  if (!steer) return cells;
  const rows = { ...value, closed: theirs.closed } as unknown as Json;
  return [[path, { ...steer, state: 'given', value: rows, original: '' }], ...cells];
}

function filed(situation: Situation, answers: readonly (readonly [Path, Answer])[], said: string): Adopted {
  const changes: Change[] = answers.map(([path, answer]) => ({ path, answer }));
  const trial = after(situation, changes);
  const hard: Issue[] = [];
  const kept = changes.map(({ path, answer }): Change => {
    const slot = trial.plan.at(path);
    if (!slot || !answer || slot.control) return { path, answer };
    const issues = judge(trial, slot, answer);
    hard.push(...issues.filter(({ level }) => level === 'must'));
    const codes = issues.filter(({ level }) => level === 'should').map(({ code }) => code);
    return { path, answer: codes.length > 0 ? { ...answer, kept: codes } : answer };
  });
  if (hard.length > 0) return { kind: 'refused', why: [...new Set(hard.map(sentence))].join('') };
  return { kind: 'filed', outcome: onFrom(situation, kept, said) };
}

/** The interview stays where it is, unless it was asking for just this. */
function onFrom(situation: Situation, changes: readonly Change[], said: string): Outcome {
  const { focus, pending } = situation.head;
  const here = focus !== null && changes.some(({ path }) => path === focus.path);
  if (here) return goOn(situation, changes, focus, said);
  return { changes, focus, pending, replies: [{ text: said }] };
}

/** Files beside those that are there, as if they had come for that question. */
function adoptFiles(
  situation: Situation,
  slot: PlannedSlot,
  answer: Answer | undefined,
  said: string,
): Adopted {
  const files = filesOf(answer?.value);
  if (!answer) return { kind: 'gone' };
  const outcome = filesThere(situation, slot, files);
  const [change] = outcome.changes;
  const why = outcome.replies.map(({ text }) => text).join('\n');
  if (!change?.answer) return { kind: 'refused', why };
  const { by, at, channel, message, original } = answer;
  const whose: Change = {
    path: change.path,
    answer: { ...change.answer, by, at, channel, message, original },
  };
  return { kind: 'filed', outcome: onFrom(situation, [whose], said) };
}
