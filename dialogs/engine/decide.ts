/** What a message does to what waits for the person's decision. */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { Option } from '../../forms/kinds/kind.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Change, Path, Pending, Proposal } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { chooseRows } from './acts.ts';
import { ask } from './ask.ts';
import { decideErase } from './confidential.ts';
import { fileValue, fileWords, goOn, JOINED, moveOn, stay, wait } from './file.ts';
import { addFiles } from './files.ts';
import { drop, fileAt, goTo } from './go.ts';
import { judge } from './judge.ts';
import { listsOf } from './lists.ts';
import { showSplit, waitForMore } from './offers.ts';
import { onward, toFix } from './onward.ts';
import { placePiece } from './paste.ts';
import { numberOfRow, pendingOptions } from './pending.ts';
import { resting } from './proposal.ts';
import { declineDraft, takeDraft } from './propose.ts';
import { reviewReply } from './review.ts';
import { removeRow } from './rows.ts';
import { after, answered, type Outcome, type Situation } from './situation.ts';
import type { Intent } from './understand/intent.ts';
import { joinText } from './understand/split.ts';
import { squeeze } from './understand/words.ts';
import { labelOf, note, sentence } from './wording.ts';

/** Which option was chosen: its place among the options, -1 for none. */
export function chosen(options: readonly Option[], intent: Intent, words: string): number {
  const value = intent.kind === 'option' ? intent.value : words.trim();
  return options.findIndex((option) => option.value === value || option.title === value);
}

/** The message at a decision: what was chosen (-1 for none), yes or no, what it is, its words. */
interface Said {
  readonly at: number;
  readonly agreed: boolean | undefined;
  readonly intent: Intent;
  readonly words: string;
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

function isDone(intent: Intent): boolean {
  return (
    (intent.kind === 'command' && (intent.name === 'done' || intent.name === 'skip')) ||
    intent.kind === 'none'
  );
}

/** Several confirmed answers: those that hold are filed, the others named with their finding. */
export function fileProposals(situation: Situation, proposals: readonly Proposal[]): Outcome {
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

function decideVague(
  situation: Situation,
  pending: Extract<Pending, { kind: 'vague' }>,
  { at, agreed, intent, words }: Said,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot) return drop(situation, 'place.gone');
  const stands = at === 0 || agreed === true || isDone(intent) || intent.kind === 'unknown';
  if (stands) return moveOn(situation, slot, [], 'note.kept');
  if (at === 1) return rewrite(situation, slot);
  if (intent.kind !== 'answer' && intent.kind !== 'open_ended') return undefined;
  if (leafKindOf(slot.leaf).longText) return addOrReplace(situation, slot, words);
  return withCodes(situation, slot, words, pending.codes);
}

/** The reply to the one follow-up: after it the person's word stands, warnings kept. */
function withCodes(
  situation: Situation,
  slot: PlannedSlot,
  words: string,
  codes: readonly string[],
): Outcome {
  const parsed = leafKindOf(slot.leaf).parse(words, slot.leaf.kind, { today: situation.speaker.today });
  if (parsed.kind !== 'value') return fileWords(situation, slot, words);
  return fileValue(situation, slot, parsed.value, words, codes);
}

function rewrite(situation: Situation, slot: PlannedSlot): Outcome {
  const reply = ask(situation, slot, { present: true, short: true });
  return {
    ...stay(situation, { ...reply, text: `${text('rewrite.ask')}\n${reply.text}` }, null),
    quiet: true,
  };
}

/** New words for a long text that is there already: as long as the old or longer replaces it, else both are offered. */
function addOrReplace(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const present = situation.answers.get(slot.path);
  const old = present?.original ?? '';
  // What said nothing is not worth being joined to.
  const idle = present?.kept?.includes('text.empty_talk') ?? false;
  if (idle || words.length >= old.length) return replaceText(situation, slot, words);
  return wait(situation, { kind: 'join', path: slot.path, original: words });
}

function replaceText(
  situation: Situation,
  slot: PlannedSlot,
  words: string,
  how: readonly string[] = [],
): Outcome {
  const kept = situation.answers.get(slot.path)?.kept ?? [];
  return withCodes(situation, slot, words, [...kept, ...how]);
}

function decideJoin(
  situation: Situation,
  pending: Extract<Pending, { kind: 'join' }>,
  at: number,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot || at < 0) return undefined;
  if (at === 2) return leaveAsIs(situation);
  const old = situation.answers.get(pending.path)?.original ?? '';
  const joined = at === 0 ? joinText(old, pending.original) : pending.original;
  return replaceText(situation, slot, joined, at === 0 ? [JOINED] : []);
}

/** The words go nowhere; on from where one is. */
function leaveAsIs(situation: Situation): Outcome {
  const { focus } = situation.head;
  const next = focus ? onward(situation, focus) : { focus, pending: null, replies: [] };
  return { changes: [], ...next, replies: [{ text: text('place.dropped') }, ...next.replies] };
}

function decideMoreText(
  situation: Situation,
  pending: Extract<Pending, { kind: 'more_text' }>,
  { at, intent, words }: Said,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot) return drop(situation, 'place.gone');
  const ends = at === 0 || isDone(intent) || (intent.kind === 'agree' && intent.rest === '');
  if (ends) return fileWords(situation, slot, pending.original);
  if (intent.kind !== 'answer' && intent.kind !== 'open_ended' && intent.kind !== 'append') return undefined;
  const more = intent.kind === 'answer' ? words : intent.text;
  return waitForMore(situation, slot, joinText(pending.original, more));
}

/** The other half of an answer; words that are a whole answer by themselves replace the first half. */
function decideHalf(
  situation: Situation,
  pending: Extract<Pending, { kind: 'half' }>,
  { intent, words }: Said,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot) return drop(situation, 'place.gone');
  const free = { ...situation, head: { ...situation.head, pending: null } };
  if (intent.kind === 'option') return fileWords(free, slot, intent.value);
  if (intent.kind !== 'answer' && intent.kind !== 'open_ended') return undefined;
  const whole = fileWords(free, slot, words);
  return whole.changes.length > 0
    ? whole
    : fileWords(free, slot, `${pending.original}${pending.join}${words}`);
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
