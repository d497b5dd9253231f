/** Files sent as an answer: checked, added to what is there; more may follow. */
import type { Issue } from '../../forms/issue.ts';
import type { Json } from '../../forms/json.ts';
import { addFile, checkFiles, filesOf, withFiles } from '../../forms/kinds/file.ts';
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Change, FileRef } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { moveOn, refuse, stay, wait } from './file.ts';
import { there } from './go.ts';
import { focused } from './put.ts';
import { checkRoom } from './room.ts';
import { after, answered, type Input, type Outcome, type Situation } from './situation.ts';
import { groupAt, refusals, spread, takesOne } from './spread.ts';
import { cut, labelOf, sentence } from './wording.ts';

/**
 * Files for a file question, wherever the person is. Those that cannot be used are named; the others are kept. Where
 * one file is asked, a new one takes its place and the rules see it at once; several are for the rows below as well.
 */
export function addFiles(situation: Situation, slot: PlannedSlot, files: readonly FileRef[]): Outcome {
  const group = files.length > 1 ? groupAt(slot) : undefined;
  if (group) return spread(situation, slot, group, files);
  const sorted = sort(situation, slot, files);
  if (sorted.good.length === 0) return refuse(situation, slot, sorted.bad);
  return keep(situation, slot, sorted);
}

/** Those that can be used, with what is there already, and what is wrong with the others. */
interface Sorted {
  readonly value: readonly FileRef[];
  /** As it is stored: with the place where they can be seen, if that was said. */
  readonly stored: Json;
  readonly good: readonly FileRef[];
  readonly bad: readonly Issue[];
}

function sort(situation: Situation, slot: PlannedSlot, files: readonly FileRef[]): Sorted {
  const single = takesOne(slot.leaf);
  const present = situation.answers.get(slot.path);
  let value: readonly FileRef[] = single ? [] : filesOf(present?.value);
  const good: FileRef[] = [];
  const bad: Issue[] = [];
  for (const file of files) {
    const trial = addFile(value, file);
    const issues = single
      ? refusals(situation, slot.path, [given(situation, slot.path, trial)])
      : [...checkFiles(trial, slot.leaf.kind), ...checkRoom(situation, slot.path, trial)].filter(refuses);
    if (issues.length > 0) bad.push(...issues);
    else {
      value = trial;
      good.push(file);
    }
  }
  return { value, stored: withFiles(present?.value, value), good, bad };
}

/** The files as an answer to be tried. */
function given(situation: Situation, path: string, files: readonly FileRef[]): Change {
  return { path, answer: answered(situation.speaker, 'given', '', files as unknown as Json) };
}

/** Too few files is no reason against one more. */
function refuses(issue: Issue): boolean {
  return issue.level === 'must' && issue.code !== 'file.too_few';
}

function namesOf(files: readonly FileRef[]): string {
  return files.map((file) => file.name).join('、');
}

/** The answer that the files make, and what is told now, while they are at hand. */
function answerOf(situation: Situation, slot: PlannedSlot, { value, stored, good, bad }: Sorted) {
  const issues = checkFiles(value, slot.leaf.kind);
  const codes = issues.map((issue) => issue.code);
  const answer = answered(situation.speaker, 'given', namesOf(good), stored, codes);
  // Too few are no news before the last one has come.
  const told = [...bad, ...issues.filter((issue) => issue.level !== 'must')].map(sentence);
  return { answer, told };
}

function keep(situation: Situation, slot: PlannedSlot, sorted: Sorted): Outcome {
  const { value, good } = sorted;
  const { answer, told } = answerOf(situation, slot, sorted);
  const changes = [{ path: slot.path, answer }];
  const here = situation.head.focus?.path === slot.path;
  const focus = here ? situation.head.focus : there(situation, slot.path);
  const moved: Situation = { ...situation, head: { ...situation.head, focus } };
  const { max } = slot.leaf.kind;
  if (typeof max === 'number' && value.length >= max) {
    const full = moveOn(moved, slot, changes, 'note.files');
    return told.length === 0 ? full : { ...full, replies: [{ text: told.join('\n') }, ...full.replies] };
  }
  const params = { names: namesOf(good), count: value.length, label: labelOf(situation, slot.path) };
  const got = text('file.got', params);
  const lead = [...told, got].join('\n');
  return { ...wait(after(moved, changes), { kind: 'more_files', path: slot.path }, lead), changes };
}

/** Files, and words sent with them: both are handled, the words as if they had come by themselves. */
export function receiveFiles(
  situation: Situation,
  input: Input,
  words: (now: Situation) => Outcome,
): Outcome {
  const files = input.files.map(({ extension: _, ...file }): FileRef => file);
  const slot = focused(situation);
  const group = slot?.control === 'rows' ? groupAt(slot) : undefined;
  if (slot && group && input.text.trim() === '') return spread(situation, slot, group, files);
  const here = slot && takesFiles(slot) ? slot : undefined;
  const meant = input.place && situation.plan.at(input.place.path);
  // They set out for a question that the person has left meanwhile.
  if (meant && meant !== here && takesFiles(meant)) {
    const filed = filesThere(situation, meant, files);
    return input.text.trim() === '' ? filed : both(filed, words(then(situation, filed)));
  }
  if (input.text.trim() === '') return here ? addFiles(situation, here, files) : placeFiles(situation, files);
  if (here) {
    const filed = addFiles(situation, here, files);
    const said = words(then(situation, filed));
    // Words beside a file are a remark on it, no answer to a question for files.
    const remark = said.changes.some(({ path }) => path === here.path);
    if (said.refused === undefined && !remark) return both(closing(filed, said), said);
    return {
      ...filed,
      replies: [...filed.replies, { text: text('file.words_left', { words: cut(input.text) }) }],
    };
  }
  const said = words(situation);
  const waits = said.pending !== null && said.pending.kind !== 'vague' && said.pending.kind !== 'put_off';
  if (waits) return { ...said, replies: [{ text: text('file.later') }, ...said.replies] };
  return both(said, placeFiles(then(situation, said), files));
}

/** Whether a question is answered with files. */
export function takesFiles(slot: PlannedSlot): boolean {
  return !slot.control && leafKindOf(slot.leaf).takesFiles === true;
}

/** Files for a question that is not being asked: filed there, and what is being asked stays. */
export function filesThere(situation: Situation, slot: PlannedSlot, files: readonly FileRef[]): Outcome {
  const sorted = sort(situation, slot, files);
  const { value, good, bad } = sorted;
  if (good.length === 0) return { ...stay(situation, { text: bad.map(sentence).join('\n') }), quiet: true };
  const { answer, told } = answerOf(situation, slot, sorted);
  const params = { names: namesOf(good), count: value.length, label: labelOf(situation, slot.path) };
  const said = { text: [...told, text('file.got', params)].join('\n') };
  return { ...stay(situation, said), changes: [{ path: slot.path, answer }], quiet: true };
}

/** Files sent where none were asked for: the person says where they belong. */
function placeFiles(situation: Situation, files: readonly FileRef[]): Outcome {
  const paths = situation.plan.slots.filter(takesFiles).map((each) => each.path);
  if (paths.length === 0) return { ...stay(situation, { text: text('file.nowhere') }), quiet: true };
  return wait(situation, { kind: 'file_place', files, paths });
}

/** The moment after an outcome. */
function then(situation: Situation, { changes, focus, pending }: Outcome): Situation {
  const now = after(situation, changes);
  return { ...now, head: { ...now.head, focus, pending } };
}

/** Without "还有就接着发" where the words said that these are all. */
function closing(filed: Outcome, said: Outcome): Outcome {
  if (said.pending === filed.pending) return filed;
  const more = `\n${text('file.more')}`;
  return { ...filed, replies: filed.replies.map((reply) => ({ text: reply.text.replace(more, '') })) };
}

function both(first: Outcome, second: Outcome): Outcome {
  const changes = [...first.changes, ...second.changes];
  return { ...second, changes, replies: [...first.replies, ...second.replies] };
}
