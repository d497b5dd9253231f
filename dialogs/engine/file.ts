/**
 * Files an answer: reads the words, checks them, and decides whether they are taken. Nothing is filed on a guess:
 * two readings are shown, a hard finding refuses, a soft one is told once and then stays on the record.
 */
import { shownAnswer } from '../../forms/documents/shown.ts';
import type { Issue } from '../../forms/issue.ts';
import type { Json } from '../../forms/json.ts';
import { leafKindOf } from '../../forms/kinds/index.ts';
import { confirmationOf, type PlannedSlot } from '../../forms/plan.ts';
import type { Answer, Change, Focus, Path, Pending, Proposal } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { stopAt } from './gate.ts';
import { checkWhole, judge, judgeByRules, refusals, refuses } from './judge.ts';
import { narrowedIssue, possibleValues } from './offered.ts';
import { onward } from './onward.ts';
import { pendingReply } from './pending.ts';
import { resting } from './proposal.ts';
import { after, answered, type Outcome, type Reply, type Situation } from './situation.ts';
import { labelOf, note, sentence } from './wording.ts';

/** Stands among the codes of a follow-up where words were joined to a text that was there. */
export const JOINED = 'joined';

/** Stands there where a draft of the bot was taken. */
export const TAKEN = 'taken';

/** Words for a slot: read, checked, filed; or refused, or two readings shown. */
export function fileWords(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const kind = leafKindOf(slot.leaf);
  const parsed = kind.parse(words, slot.leaf.kind, { today: situation.speaker.today });
  if (parsed.kind === 'issue')
    return (
      half(situation, slot, parsed.issue, words) ??
      refuse(situation, slot, [narrowedIssue(situation, slot, parsed.issue)])
    );
  if (parsed.kind === 'value') {
    const present = situation.answers.get(slot.path);
    const merges = kind.merge && present?.state === 'given' && present.value !== undefined;
    const value = merges ? kind.merge?.(present.value as Json, parsed.value) : undefined;
    return fileValue(situation, slot, value ?? parsed.value, words);
  }
  return readings(situation, slot, parsed.values, words);
}

/** Several readings: those that an earlier answer rules out are not offered; a single one left needs no choosing. */
function readings(
  situation: Situation,
  slot: PlannedSlot,
  values: readonly Json[],
  original: string,
): Outcome {
  const left = possibleValues(situation, slot, values);
  const [only] = left;
  if (only !== undefined && left.length === 1) return fileValue(situation, slot, only, original);
  return wait(situation, { kind: 'readings', path: slot.path, original, values: left });
}

/** Findings that only miss the other half of the answer, and how the halves are joined. */
const HALVES: ReadonlyMap<string, string> = new Map([
  ['yes_no.reason_missing', '，'],
  ['choice.other_text', '：'],
  ['number.unit_missing', ''],
]);

/** Half an answer: kept, and the other half asked for by itself. */
function half(situation: Situation, slot: PlannedSlot, issue: Issue, words: string): Outcome | undefined {
  const join = HALVES.get(issue.code);
  if (join === undefined) return undefined;
  const pending: Pending = { kind: 'half', path: slot.path, original: words.trim(), join };
  const said = { text: text(`half.${issue.code}`, issue.params) };
  return { ...stay(situation, said, pending), quiet: true };
}

/** What would fit with another answer changed: both are shown, and filed if the person says so. */
function remedied(situation: Situation, issue: Issue, proposal: Proposal): Outcome | undefined {
  if (!issue.remedy) return undefined;
  const changed = { ...issue.remedy, original: proposal.original };
  const proposals = changed.path === proposal.path ? [changed] : [changed, proposal];
  return wait(situation, { kind: 'confirm', proposals }, sentence(issue));
}

/** Shows what waits for the person's decision. */
export function wait(situation: Situation, pending: Pending, lead = ''): Outcome {
  const reply = pendingReply(situation, pending);
  // "是哪一处" needs no words of its own below a question that asks the same.
  const below = pending.kind === 'go' ? '' : `\n${reply.text}`;
  const said = lead ? { ...reply, text: `${lead}${below}` } : reply;
  return { ...stay(situation, said, pending), quiet: true };
}

/**
 * A value for a slot: checked and filed. `again` holds the findings the person was told already: the word stands then.
 */
export function fileValue(
  situation: Situation,
  slot: PlannedSlot,
  value: Json,
  words: string,
  again: readonly string[] = [],
): Outcome {
  const tentative = resting(situation, slot, answered(situation.speaker, 'given', words, value));
  const trial = [{ path: slot.path, answer: tentative }];
  const issues = judge(after(situation, trial), slot, tentative);
  const hard = issues.filter((issue) => issue.level === 'must');
  const [first] = hard;
  if (first && hard.length === 1) {
    const asked =
      half(situation, slot, first, words) ??
      remedied(situation, first, { path: slot.path, value, original: words });
    if (asked) return asked;
  }
  if (hard.length > 0)
    return withoutRefused(situation, slot, { value, words, hard }) ?? refuse(situation, slot, hard);
  const stopped = stopAt(slot, tentative);
  if (stopped) {
    const said = { text: text('gate.stop', { say: stopped }) };
    return { ...stay(situation, said, null), changes: trial, quiet: true };
  }
  const soft = issues.filter((issue) => issue.level === 'should');
  const codes = soft.map((issue) => issue.code);
  const kept = { path: slot.path, answer: { ...tentative, kept: codes } };
  const changes = soft.length === 0 ? trial : [kept];
  if (soft.length > 0 && again.length === 0) return followUp(situation, slot, changes, soft);
  return moveOn(situation, slot, changes, codeOf(slot, soft, again));
}

/** Part of an answer is refused and asked by itself next: the rest is filed, so that it need not be said again. */
function withoutRefused(
  situation: Situation,
  slot: PlannedSlot,
  { value, words, hard }: { value: Json; words: string; hard: readonly Issue[] },
): Outcome | undefined {
  const rest = slot.control ? undefined : leafKindOf(slot.leaf).without?.(value, hard);
  if (rest === undefined) return undefined;
  const filed = fileValue(situation, slot, rest, words);
  const why = [...hard.map(sentence), text('rest.kept')].join('');
  return filed.changes.length > 0 ? { ...filed, replies: [{ text: why }, ...filed.replies] } : undefined;
}

/** Which note an answer gets. */
function codeOf(slot: PlannedSlot, soft: readonly Issue[], again: readonly string[]): string {
  if (slot.control === 'confirm') return 'note.confirmed';
  if (again.includes(JOINED)) return 'note.joined';
  if (again.includes(TAKEN)) return 'note.taken';
  // New words with the same finding are said back: they are not what was shown with it.
  return soft.length > 0 ? 'note.now' : 'note.given';
}

/** A soft finding: the answer is filed with it, and the person asked once whether to better it. */
function followUp(
  situation: Situation,
  slot: PlannedSlot,
  changes: readonly Change[],
  issues: readonly Issue[],
): Outcome {
  const pending: Pending = { kind: 'vague', path: slot.path, codes: issues.map((issue) => issue.code) };
  const filed = after(situation, changes);
  const lead = [note(filed, slot.path, 'note.given'), ...issues.map(sentence)].join('\n');
  return { ...wait(situation, pending, lead), changes };
}

/** Refused: one sentence per finding; the question stays, with its own buttons. */
export function refuse(situation: Situation, slot: PlannedSlot, issues: readonly Issue[]): Outcome {
  const refused = `${slot.path} ${issues.map((issue) => issue.code).join(' ')}`;
  return { ...stay(situation, { text: issues.map(sentence).join('\n') }, null), quiet: true, refused };
}

/** The assembled text is confirmed as it stands; what the whole warns of stood beside it and was seen. */
export function confirmText(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const seen = checkWhole(situation, slot).map((issue) => issue.code);
  return fileValue(situation, slot, confirmationOf(slot, situation.plan.book), words, seen);
}

/** Another state than given: skipped, none, unknown. Blank never deletes: a given answer stays. */
export function fileState(
  situation: Situation,
  slot: PlannedSlot,
  state: 'none' | 'unknown' | 'skipped',
  words: string,
): Outcome {
  const present = situation.answers.get(slot.path);
  if (present && stopAt(slot, present)) return moveOn(situation, slot, [], 'note.left');
  const stands =
    present?.state === 'given' ? state !== 'none' : present?.state === 'none' && state === 'skipped';
  if (stands) return moveOn(situation, slot, [], 'note.left');
  const answer = answered(situation.speaker, state, words);
  const changes = [{ path: slot.path, answer }];
  if (state === 'none') {
    const trial = after(situation, changes);
    const hard = judge(trial, slot, answer).filter((issue) => issue.level === 'must');
    if (hard.length > 0) return refuse(situation, slot, hard);
  }
  const code = state === 'skipped' && !slot.required ? 'note.passed' : `note.${state}`;
  return moveOn(situation, slot, changes, code);
}

/** Filed: notes it, says what it upsets, and goes on to what comes next. */
export function moveOn(
  situation: Situation,
  slot: PlannedSlot,
  changes: readonly Change[],
  code: string,
): Outcome {
  const filed = after(situation, changes);
  // Leaving an answer as it is does not lead past a condition that it says is not met.
  const present = filed.answers.get(slot.path);
  const stopped = present && stopAt(slot, present);
  if (stopped) return { ...stay(situation, { text: text('gate.stop', { say: stopped }) }), quiet: true };
  const focus: Focus = situation.head.focus ?? { path: slot.path, mode: 'walk' };
  const said = changes.length > 0 ? noteOf(situation, filed, slot, code) : note(filed, slot.path, code);
  return goOn(situation, changes, focus, said);
}

/** Goes on after changes: to an answer that they upset, else to what comes next. A null focus stays where it is. */
export function goOn(
  situation: Situation,
  changes: readonly Change[],
  focus: Focus | null,
  said: string,
): Outcome {
  const filed = after(situation, changes);
  const upset = upsets(
    situation,
    filed,
    changes.map((change) => change.path),
  );
  const path = upset[0]?.path;
  if (path === undefined || !filed.plan.at(path)) {
    const next = focus ? onward(filed, focus) : { focus, pending: null, replies: [] };
    return { changes, ...next, replies: [{ text: said }, ...next.replies] };
  }
  const findings = upset.map((issue) =>
    text('upset.line', { label: labelOf(filed, issue.path ?? ''), finding: sentence(issue) }),
  );
  const told: Reply = { text: [text('upset.say'), ...findings].join('\n') };
  const at: Focus = focus ? upsetFocus(filed, focus, path) : { path, mode: 'edit', back: null };
  return { changes, focus: at, pending: null, replies: [{ text: said }, told], ask: 'full' };
}

/** At the upset answer, to go on from there as from the changed one. */
function upsetFocus(filed: Situation, focus: Focus, path: Path): Focus {
  if (focus.mode === 'edit') return { ...focus, path };
  const next = onward(filed, focus).focus;
  const resume = focus.mode === 'fix' ? { resume: 'fix' as const } : {};
  return { path, mode: 'edit', back: next?.path ?? null, ...resume };
}

/** What is said about a filed answer: where it replaces another, both. */
function noteOf(before: Situation, filed: Situation, slot: PlannedSlot, code: string): string {
  const was = before.answers.get(slot.path);
  if (code !== 'note.given' || was?.state !== 'given') return note(filed, slot.path, code);
  const old = shownAnswer(before.plan, slot.path);
  const now = shownAnswer(filed.plan, slot.path);
  if (old === now) return note(filed, slot.path, 'note.same');
  const short = [...old, ...now].length <= 40 && !`${old}${now}`.includes('\n');
  return short
    ? text('note.changed', { label: labelOf(filed, slot.path), old, now })
    : note(filed, slot.path, 'note.replaced');
}

/** Hard findings of other answers that these changes brought about. */
function upsets(before: Situation, filed: Situation, changed: readonly Path[]): Issue[] {
  if (!changed.some((path) => before.answers.has(path))) return [];
  const found: Issue[] = [];
  for (const slot of filed.plan.blocks.flatMap(({ ruled }) => ruled)) {
    if (changed.includes(slot.path)) continue;
    const answer = filed.answers.get(slot.path);
    if (!answer) continue;
    const hard = refusals(filed, slot, answer);
    if (hard.length === 0) continue;
    const was = new Set(judgeByRules(before, slot, answer, refuses).map((issue) => issue.code));
    found.push(...hard.filter((issue) => !was.has(issue.code)));
  }
  return found;
}

/** Nothing filed; something said; the question stays. */
export function stay(
  situation: Situation,
  reply: Reply,
  pending: Pending | null = situation.head.pending,
): Outcome {
  return { changes: [], focus: situation.head.focus, pending, replies: [reply] };
}

/** Takes an answer away from a slot (a removed row); the history keeps it. */
export function removal(path: Path): { path: Path; answer: Answer | null } {
  return { path, answer: null };
}
