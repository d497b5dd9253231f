/** What a message does to what waits for the person's decision. */
import type { Option } from '../../forms/kinds/kind.ts';
import type { Change, Path, Pending, Proposal } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { chooseRows } from './acts.ts';
import { decideErase } from './confidential.ts';
import { fileValue, goOn, moveOn, wait } from './file.ts';
import { addFiles } from './files.ts';
import { drop, fileAt, goTo } from './go.ts';
import { judge } from './judge.ts';
import { listsOf } from './lists.ts';
import { showSplit } from './offers.ts';
import { toFix } from './onward.ts';
import { placePiece } from './paste.ts';
import { numberOfRow, pendingOptions } from './pending.ts';
import { resting } from './proposal.ts';
import { declineDraft, takeDraft } from './propose.ts';
import { reviewReply } from './review.ts';
import { decideHalf, decideJoin, decideMoreText, decideVague, isDone, type Said } from './revise.ts';
import { removeRow } from './rows.ts';
import { after, answered, type Outcome, type Situation } from './situation.ts';
import type { Intent } from './understand/intent.ts';
import { squeeze } from './understand/words.ts';
import { labelOf, note, sentence } from './wording.ts';

/** Which option was chosen: its place among the options, -1 for none. */
export function chosen(options: readonly Option[], intent: Intent, words: string): number {
  const value = intent.kind === 'option' ? intent.value : words.trim();
  return options.findIndex((option) => option.value === value || option.title === value);
}

/**
 * What a message does to what waits; undefined where it is about something else, which is then handled as usual.
 */
export function decide(
  situation: Situation,
  pending: Pending,
  intent: Intent,
  words: string,
): Outcome | undefined {
  const at = chosen(pendingOptions(situation, pending), intent, words);
  const agreed = intent.kind === 'agree' && intent.rest === '' ? intent.yes : undefined;
  const said: Said = { at, agreed, intent, words };
  switch (pending.kind) {
    case 'confirm':
      if (at === 0 || agreed === true) return fileProposals(situation, pending.proposals);
      return at === 1 || agreed === false ? drop(situation, 'confirm.dropped') : undefined;
    case 'readings':
      return decideReading(situation, pending, said);
    case 'intents':
      return undefined;
    case 'place':
      return decidePlace(situation, pending, said);
    case 'file_place':
      return decideFilePlace(situation, pending, said);
    case 'go':
      return at >= 0 && pending.paths[at] ? goTo(situation, pending.paths[at]) : undefined;
    case 'split':
      return showSplit(situation, placePiece(situation, pending, at));
    case 'vague':
      return decideVague(situation, pending, said);
    case 'join':
      return decideJoin(situation, pending, at);
    case 'more_text':
      return decideMoreText(situation, pending, said);
    case 'more_files':
      return at === 0 || agreed === false || isDone(intent) ? closeFiles(situation, pending.path) : undefined;
    case 'remove':
      if (at === 0 || agreed === true) return removeRow(situation, pending);
      return at === 1 || agreed === false ? drop(situation, 'remove.kept') : undefined;
    case 'rows': {
      const path = pending.paths[at] ?? rowsNamed(situation, pending.paths, words);
      return path === undefined ? undefined : chooseRows(situation, pending, path);
    }
    case 'half':
      return decideHalf(situation, pending, said);
    case 'put_off':
      return decidePutOff(situation, said);
    case 'proposed':
      if (at === 0 || agreed === true) return takeDraft(situation, pending);
      return at === 1 || agreed === false ? declineDraft(situation, pending) : undefined;
    case 'erase':
      if (at === 0 || agreed === true) return decideErase(situation, pending, true);
      return at === 1 || agreed === false ? decideErase(situation, pending, false) : undefined;
  }
}

/** Of lists or rows the one that the words name in another way: 案例, 案例2. */
function rowsNamed(situation: Situation, paths: readonly Path[], words: string): Path | undefined {
  const typed = squeeze(words);
  return paths.find((path) => {
    const list = listsOf(situation.plan).find((each) => each.path === path);
    return (list ? list.names : [numberOfRow(situation, path)]).some((name) => squeeze(name) === typed);
  });
}

/** Several confirmed answers: those that hold are filed, the others named with their finding. */
function fileProposals(situation: Situation, proposals: readonly Proposal[]): Outcome {
  const changes: Change[] = [];
  const refused: string[] = [];
  const warned: string[] = [];
  const filed: Path[] = [];
  let now = situation;
  for (const { path, value, original } of proposals) {
    const answer = answered(situation.speaker, 'given', original, value);
    const trial = after(now, [{ path, answer }]);
    const slot = trial.plan.at(path);
    const issues = slot ? judge(trial, slot, answer) : [];
    const hard = issues.filter((issue) => issue.level === 'must');
    if (hard.length > 0 && !slot?.control) {
      const why = hard.map(sentence).join(' ');
      refused.push(text('confirm.refused', { label: labelOf(trial, path), why }));
      continue;
    }
    const kept = issues.filter((issue) => issue.level === 'should');
    const codes = kept.map((issue) => issue.code);
    const filed_as = answered(situation.speaker, 'given', original, value, codes);
    changes.push({ path, answer: slot ? resting(now, slot, filed_as) : filed_as });
    now = after(now, changes.slice(-1));
    if (!slot?.control) filed.push(path);
    warned.push(
      ...kept.map((issue) => text('upset.line', { label: labelOf(now, path), finding: sentence(issue) })),
    );
  }
  const { focus } = situation.head;
  const under = (path: Path): boolean => path === focus?.path || path.startsWith(`${focus?.path}/`);
  const said = [notes(situation, now, filed), ...refused, ...warned].filter(Boolean).join('\n');
  if (focus && changes.some((change) => under(change.path))) return goOn(situation, changes, focus, said);
  const stays = goOn(situation, changes, null, said);
  return stays.focus
    ? { ...stays, focus: { ...stays.focus, back: focus?.path ?? null } }
    : { ...stays, focus };
}

/** One answer is repeated, several are counted: they were shown just before. */
function notes(before: Situation, filed: Situation, paths: readonly Path[]): string {
  const [only] = paths;
  if (only === undefined || paths.length > 1)
    return paths.length > 1 ? text('note.several', { count: paths.length }) : '';
  return note(filed, only, before.answers.get(only)?.state === 'given' ? 'note.now' : 'note.given');
}

function decideReading(
  situation: Situation,
  pending: Extract<Pending, { kind: 'readings' }>,
  { at }: Said,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  const value = pending.values[at];
  if (slot && value !== undefined) return fileValue(situation, slot, value, pending.original);
  return at === pending.values.length ? drop(situation, 'confirm.dropped') : undefined;
}

function decidePlace(
  situation: Situation,
  pending: Extract<Pending, { kind: 'place' }>,
  { at, agreed }: Said,
): Outcome | undefined {
  // One place was offered: 是 and 不是 answer as well.
  const only = pending.paths.length === 1 ? agreed : undefined;
  const index = only === undefined ? at : only ? 0 : 1;
  const path = pending.paths[index];
  if (path === undefined)
    return index === pending.paths.length ? drop(situation, 'place.dropped') : undefined;
  const filed = fileAt(situation, path, pending.original);
  if (filed.refused === undefined) return filed;
  const why = filed.replies.map((reply) => reply.text).join(' ');
  return wait(situation, { ...pending }, text('confirm.refused', { label: labelOf(situation, path), why }));
}

function decideFilePlace(
  situation: Situation,
  pending: Extract<Pending, { kind: 'file_place' }>,
  { at }: Said,
): Outcome | undefined {
  const path = pending.paths[at];
  const slot = path === undefined ? undefined : situation.plan.at(path);
  if (slot) return addFiles(situation, slot, pending.files);
  return at === pending.paths.length ? drop(situation, 'file.dropped') : undefined;
}

/** Now what was put off, or first the formal check. */
function decidePutOff(situation: Situation, { at, agreed }: Said): Outcome | undefined {
  const first = at === 0 || agreed === true ? toFix(situation, null) : undefined;
  if (first !== undefined) {
    return { changes: [], focus: { path: first, mode: 'fix' }, pending: null, replies: [], ask: 'full' };
  }
  if (at < 0 && agreed === undefined) return undefined;
  return { changes: [], focus: null, pending: null, replies: [reviewReply(situation)], quiet: true };
}

function closeFiles(situation: Situation, path: Path): Outcome {
  const slot = situation.plan.at(path);
  if (!slot) return drop(situation, 'place.gone');
  return moveOn(situation, slot, [], 'note.files');
}
