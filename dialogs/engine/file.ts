/**
 * Files an answer: reads the words, checks them, and decides whether they are taken. Nothing is filed on a guess:
 * two readings are shown, a hard finding refuses, a soft one is told once and then stays on the record.
 */
import type { Issue } from '../../forms/issue.ts';
import type { Json } from '../../forms/json.ts';
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import { confirmationOf, questionAt } from '../../forms/plan.ts';
import { text } from '../../forms/text/index.ts';
import type { Change, Focus, Path, Pending } from '../../forms/submission.ts';
import { shownAnswer } from '../../forms/documents/shown.ts';
import { button } from './ask.ts';
import type { Gate } from '../../forms/question.ts';
import { checkWhole, judge } from './judge.ts';
import { advance } from './next.ts';
import { after, answered, type Outcome, type Reply, type Situation } from './situation.ts';

/** Longest answer that is repeated word for word when it is noted, in characters. */
const ECHO = 60;

/** Words for a slot: read, checked, filed; or refused, or two readings shown. */
export function fileWords(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const kind = leafKindOf(slot.leaf);
  const parsed = kind.parse(words, slot.leaf.kind, { today: situation.speaker.today });
  if (parsed.kind === 'issue') return refuse(situation, slot, [parsed.issue]);
  if (parsed.kind === 'readings') return offerReadings(situation, slot, words, parsed.values);
  return fileValue(situation, slot, parsed.value, words);
}

/** Two or more readings: shown, none filed. */
function offerReadings(situation: Situation, slot: PlannedSlot, words: string, values: readonly Json[]): Outcome {
  const kind = leafKindOf(slot.leaf);
  const options = values.map((value) => {
    const shown = kind.show(value, slot.leaf.kind);
    return { title: shown, value: shown };
  });
  const pending: Pending = { kind: 'readings', path: slot.path, original: words, values };
  return stay(situation, { text: text('readings.ask', { words: cut(words) }), options }, pending);
}

/** A value for a slot: checked and filed. `again` marks the reply to a follow-up, after which the word stands. */
export function fileValue(
  situation: Situation,
  slot: PlannedSlot,
  value: Json,
  words: string,
  again: readonly string[] = [],
): Outcome {
  const tentative = answered(situation.speaker, 'given', words, value);
  const trial = after(situation, [{ path: slot.path, answer: tentative }]);
  const issues = judge(trial, slot, tentative);
  const hard = issues.filter((issue) => issue.level === 'must');
  if (hard.length > 0) return refuse(situation, slot, hard);
  const stopped = stopOf(slot, value);
  if (stopped) return { ...stay(situation, { text: stopped }, null), changes: [{ path: slot.path, answer: tentative }], quiet: true };
  const soft = issues.filter((issue) => issue.level === 'should');
  const answer = answered(situation.speaker, 'given', words, value, soft.map((issue) => issue.code));
  const changes = [{ path: slot.path, answer }];
  const fresh = soft.filter((issue) => !again.includes(issue.code));
  if (fresh.length > 0 && again.length === 0) return followUp(situation, slot, changes, fresh);
  const code = slot.control === 'confirm' ? 'note.confirmed' : soft.length > 0 ? 'note.kept' : 'note.given';
  return moveOn(situation, slot, changes, code);
}

/** What is said where an answer to a gate ends the interview; undefined where it does not. */
function stopOf(slot: PlannedSlot, value: Json): string | undefined {
  const { stop } = slot.question as Gate;
  if (!stop || slot.section) return undefined;
  const plain = leafKindOf(slot.leaf).plain(value, slot.leaf.kind);
  return plain === stop.when ? text('gate.stop', { say: stop.say }) : undefined;
}

/** A soft finding: the answer is filed with it, and the person asked once whether to better it. */
function followUp(situation: Situation, slot: PlannedSlot, changes: readonly Change[], issues: readonly Issue[]): Outcome {
  const pending: Pending = { kind: 'vague', path: slot.path, codes: issues.map((issue) => issue.code) };
  const filed = after(situation, changes);
  const reply = {
    text: [note(filed, slot.path, 'note.given'), ...issues.map(sentence), text('follow.ask')].join('\n'),
    options: [button('keep'), button('rewrite')],
  };
  return { changes, focus: situation.head.focus, pending, replies: [reply] };
}

/** Refused: one sentence per finding; the question stays. */
export function refuse(situation: Situation, slot: PlannedSlot, issues: readonly Issue[]): Outcome {
  return stay(situation, { text: issues.map(sentence).join('\n'), options: refusalOptions(situation, slot) }, null);
}

function refusalOptions(_situation: Situation, slot: PlannedSlot): Reply['options'] {
  const kind = leafKindOf(slot.leaf);
  const options = kind.options?.(slot.leaf.kind) ?? [];
  return slot.leaf.examples.length > 0 ? [...options, button('example'), button('skip')] : [...options, button('skip')];
}

/** The sentence of a finding. */
export function sentence(issue: Issue): string {
  const say = issue.params['say'];
  return typeof say === 'string' && say !== '' ? say : text(`issue.${issue.code}`, issue.params);
}

/** The assembled text is confirmed as it stands; what the whole warns of stood beside it and was seen. */
export function confirmText(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const seen = checkWhole(situation, slot).map((issue) => issue.code);
  return fileValue(situation, slot, confirmationOf(slot, situation.plan.book), words, seen);
}

/** Another state than given: skipped, none, unknown. Blank never deletes: a given answer stays. */
export function fileState(situation: Situation, slot: PlannedSlot, state: 'none' | 'unknown' | 'skipped', words: string): Outcome {
  const present = situation.answers.get(slot.path);
  if (present?.state === 'given' && state === 'skipped') return moveOn(situation, slot, [], 'note.left');
  const answer = answered(situation.speaker, state, words);
  const changes = [{ path: slot.path, answer }];
  if (state === 'none') {
    const trial = after(situation, changes);
    const hard = judge(trial, slot, answer).filter((issue) => issue.level === 'must');
    if (hard.length > 0) return refuse(situation, slot, hard);
  }
  return moveOn(situation, slot, changes, `note.${state}`);
}

/** Filed: notes it, says what it upsets, and goes on to what comes next. */
export function moveOn(situation: Situation, slot: PlannedSlot, changes: readonly Change[], code: string): Outcome {
  const filed = after(situation, changes);
  const focus: Focus = situation.head.focus ?? { path: slot.path, mode: 'walk' };
  const replies: Reply[] = [{ text: note(filed, slot.path, code) }];
  const upset = changes.length > 0 ? upsets(situation, filed, slot.path) : [];
  if (upset.length > 0) {
    const [first] = upset;
    replies.push({ text: text('upset.say', { label: labelOf(filed, slot.path), findings: upset.map(sentence).join('\n') }) });
    const path = first?.path;
    if (path && path !== slot.path && filed.plan.at(path)) {
      const back = focus.mode === 'edit' ? (focus.back ?? null) : (advance(filed.plan, focus)?.path ?? null);
      return { changes, focus: { path, mode: 'edit', back }, pending: null, replies };
    }
  }
  return { changes, focus: advance(filed.plan, focus), pending: null, replies };
}

/** Hard findings of other answers that this change brought about. */
function upsets(before: Situation, filed: Situation, changed: Path): Issue[] {
  if (!before.answers.has(changed)) return [];
  const found: Issue[] = [];
  for (const slot of filed.plan.slots) {
    const answer = filed.answers.get(slot.path);
    if (!answer || slot.path === changed || slot.leaf.rules.length === 0) continue;
    const hard = judge(filed, slot, answer).filter((issue) => issue.level === 'must');
    if (hard.length === 0) continue;
    const was = new Set(judge(before, slot, answer).map((issue) => issue.code));
    found.push(...hard.filter((issue) => !was.has(issue.code)));
  }
  return found;
}

/** 已记下：… */
export function note(situation: Situation, path: Path, code: string): string {
  const shown = shownAnswer(situation.plan, path);
  const label = labelOf(situation, path);
  const long = [...shown].length > ECHO || shown.includes('\n');
  const answer = long ? text('note.length', { count: countOf(shown) }) : shown;
  return text(code, { label, answer });
}

function countOf(shown: string): number {
  return [...shown.replace(/\s/g, '')].length;
}

/** Short name of an answer for people: 案例2·规模. */
export function labelOf(situation: Situation, path: Path): string {
  const slot = situation.plan.at(path);
  const label = slot?.leaf.label ?? questionAt(situation.call, path)?.label ?? path;
  if (!slot?.row || slot.control === 'rows') return label;
  const row = slot.question.kind['row_label'];
  return text('label.cell', { row: typeof row === 'string' ? row : slot.question.label, number: slot.row.number, label });
}

/** Nothing filed; something said; the question stays. */
export function stay(situation: Situation, reply: Reply, pending: Pending | null = situation.head.pending): Outcome {
  return { changes: [], focus: situation.head.focus, pending, replies: [reply] };
}

/** At most 40 characters of someone's words, for repeating them. */
export function cut(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= 40 ? line : `${characters.slice(0, 40).join('')}…`;
}
