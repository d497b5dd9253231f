/**
 * What waits for the person's decision: what is offered, and what a choice does. The words at stake are kept in the
 * pending record itself, so that nothing is lost whatever is said in between.
 */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { Option } from '../../forms/kinds/kind.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Change, Path, Pending, Proposal, SplitPiece } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { ask, button } from './ask.ts';
import { cut, fileValue, fileWords, labelOf, moveOn, note, sentence, stay } from './file.ts';
import { judge } from './judge.ts';
import { advance } from './next.ts';
import { beginSplit, placePiece, splitOptions, splitReply } from './paste.ts';
import { readingOptions } from './readings.ts';
import { addFiles, removeRow } from './rows.ts';
import { after, answered, type Outcome, type Reply, type Situation } from './situation.ts';
import type { Intent } from './understand/intent.ts';
import { joinText } from './understand/split.ts';

/** Quick replies of what waits. */
export function pendingOptions(situation: Situation, pending: Pending): Option[] {
  switch (pending.kind) {
    case 'confirm':
      return [button('right'), button('wrong')];
    case 'readings':
      return [...pending.values.map((_, at) => readingOption(situation, pending, at)), button('neither')];
    case 'intents':
      return readingOptions(situation, pending);
    case 'place':
    case 'file_place':
      return [...pending.paths.map((path) => labelOption(situation, path)), button('nowhere')];
    case 'go':
      return pending.paths.map((path) => labelOption(situation, path));
    case 'split':
      return splitOptions(situation, pending);
    case 'vague':
      return [button('keep'), button('rewrite')];
    case 'join':
      return [button('join'), button('replace')];
    case 'more_text':
    case 'more_files':
      return [button('done')];
    case 'remove':
      return [button('remove'), button('stay')];
  }
}

function readingOption(
  situation: Situation,
  pending: Extract<Pending, { kind: 'readings' }>,
  at: number,
): Option {
  const slot = situation.plan.at(pending.path);
  const value = pending.values[at];
  const title =
    slot && value !== undefined ? leafKindOf(slot.leaf).show(value, slot.leaf.kind) : String(at + 1);
  return { title, value: title };
}

function labelOption(situation: Situation, path: Path): Option {
  const title = labelOf(situation, path);
  return { title, value: title };
}

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
  switch (pending.kind) {
    case 'confirm':
      if (at === 0 || agreed === true) return fileProposals(situation, pending.proposals);
      if (at === 1 || agreed === false) return drop(situation, 'confirm.dropped');
      return undefined;
    case 'readings':
      return decideReading(situation, pending, at);
    case 'intents':
      return undefined;
    case 'place':
      return decidePlace(situation, pending, at);
    case 'file_place':
      return decideFilePlace(situation, pending, at);
    case 'go':
      return at >= 0 && pending.paths[at] ? goTo(situation, pending.paths[at]) : undefined;
    case 'split':
      return showSplit(situation, placePiece(situation, pending, at));
    case 'vague':
      return decideVague(situation, pending, at, agreed, intent, words);
    case 'join':
      return decideJoin(situation, pending, at);
    case 'more_text':
      return decideMoreText(situation, pending, at, intent, words);
    case 'more_files':
      return at === 0 || agreed === false || isDone(intent) ? closeFiles(situation, pending.path) : undefined;
    case 'remove':
      if (at === 0 || agreed === true) return removeRow(situation, pending);
      if (at === 1 || agreed === false) return drop(situation, 'remove.kept');
      return undefined;
  }
}

function isDone(intent: Intent): boolean {
  return (
    (intent.kind === 'command' && (intent.name === 'done' || intent.name === 'skip')) ||
    intent.kind === 'none'
  );
}

/** The offer is taken back; the question is put again. */
function drop(situation: Situation, code: string): Outcome {
  return { changes: [], focus: situation.head.focus, pending: null, replies: [{ text: text(code) }] };
}

/** Goes to a place: edits what is answered there and returns after, or goes on from there. */
export function goTo(situation: Situation, path: Path): Outcome {
  const { focus } = situation.head;
  const settled = situation.answers.has(path);
  const back =
    focus && focus.path !== path ? (focus.mode === 'edit' ? (focus.back ?? null) : focus.path) : null;
  const next = settled ? { path, mode: 'edit' as const, back } : { path, mode: 'walk' as const };
  return { changes: [], focus: next, pending: null, replies: [] };
}

/** Several confirmed answers: those that hold are filed, the others named with their finding. */
export function fileProposals(situation: Situation, proposals: readonly Proposal[]): Outcome {
  const changes: Change[] = [];
  const lines: string[] = [];
  let now = situation;
  for (const { path, value, original } of proposals) {
    const answer = answered(situation.speaker, 'given', original, value);
    const trial = after(now, [{ path, answer }]);
    const slot = trial.plan.at(path);
    const issues = slot ? judge(trial, slot, answer) : [];
    const hard = issues.filter((issue) => issue.level === 'must');
    if (hard.length > 0) {
      lines.push(text('confirm.refused', { label: labelOf(trial, path), why: hard.map(sentence).join(' ') }));
      continue;
    }
    const kept = issues.filter((issue) => issue.level === 'should');
    changes.push({
      path,
      answer: answered(
        situation.speaker,
        'given',
        original,
        value,
        kept.map((issue) => issue.code),
      ),
    });
    now = after(now, changes.slice(-1));
    if (!trial.plan.at(path)?.control) lines.push(note(now, path, 'note.given'), ...kept.map(sentence));
  }
  const { focus } = situation.head;
  const movesOn =
    focus !== null &&
    changes.some((change) => change.path === focus.path || change.path.startsWith(`${focus.path}/`));
  return {
    changes,
    focus: focus && movesOn ? advance(now.plan, focus) : focus,
    pending: null,
    replies: [{ text: lines.join('\n') }],
  };
}

function decideReading(
  situation: Situation,
  pending: Extract<Pending, { kind: 'readings' }>,
  at: number,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  const value = pending.values[at];
  if (slot && value !== undefined) return fileValue(situation, slot, value, pending.original);
  return at === pending.values.length ? drop(situation, 'confirm.dropped') : undefined;
}

function decidePlace(
  situation: Situation,
  pending: Extract<Pending, { kind: 'place' }>,
  at: number,
): Outcome | undefined {
  const path = pending.paths[at];
  if (path === undefined) return at === pending.paths.length ? drop(situation, 'place.dropped') : undefined;
  return fileAt(situation, path, pending.original);
}

/** Files words at a place other than the one in focus, and comes back. */
export function fileAt(situation: Situation, path: Path, words: string): Outcome {
  const slot = situation.plan.at(path);
  if (!slot || slot.control) return drop(situation, 'place.gone');
  const focus = goTo(situation, path).focus;
  return fileWords({ ...situation, head: { ...situation.head, focus, pending: null } }, slot, words);
}

function decideFilePlace(
  situation: Situation,
  pending: Extract<Pending, { kind: 'file_place' }>,
  at: number,
): Outcome | undefined {
  const path = pending.paths[at];
  const slot = path === undefined ? undefined : situation.plan.at(path);
  if (slot) return addFiles(situation, slot, pending.files);
  return at === pending.paths.length ? drop(situation, 'file.dropped') : undefined;
}

function decideVague(
  situation: Situation,
  pending: Extract<Pending, { kind: 'vague' }>,
  at: number,
  agreed: boolean | undefined,
  intent: Intent,
  words: string,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot) return drop(situation, 'place.gone');
  if (at === 0 || agreed === true || isDone(intent)) return moveOn(situation, slot, [], 'note.kept');
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
  const reply = ask(situation, slot, true);
  return {
    ...stay(situation, { ...reply, text: `${text('rewrite.ask')}\n${reply.text}` }, null),
    quiet: true,
  };
}

/** New words for a long text that is there already: as long as the old or longer replaces it, else both are offered. */
function addOrReplace(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const old = situation.answers.get(slot.path)?.original ?? '';
  if (words.length >= old.length) return replaceText(situation, slot, words);
  const pending: Pending = { kind: 'join', path: slot.path, original: words };
  const reply: Reply = {
    text: text('join.ask', { words: cut(words), label: labelOf(situation, slot.path) }),
  };
  return {
    ...stay(situation, { ...reply, options: pendingOptions(situation, pending) }, pending),
    quiet: true,
  };
}

function replaceText(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const kept = situation.answers.get(slot.path)?.kept ?? [];
  return withCodes(situation, slot, words, kept.length > 0 ? kept : ['join']);
}

function decideJoin(
  situation: Situation,
  pending: Extract<Pending, { kind: 'join' }>,
  at: number,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot || at < 0) return undefined;
  const old = situation.answers.get(pending.path)?.original ?? '';
  return replaceText(situation, slot, at === 0 ? joinText(old, pending.original) : pending.original);
}

function decideMoreText(
  situation: Situation,
  pending: Extract<Pending, { kind: 'more_text' }>,
  at: number,
  intent: Intent,
  words: string,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot) return drop(situation, 'place.gone');
  if (at === 0 || isDone(intent) || (intent.kind === 'agree' && intent.rest === ''))
    return fileWords(situation, slot, pending.original);
  if (intent.kind !== 'answer' && intent.kind !== 'open_ended' && intent.kind !== 'append') return undefined;
  const more = intent.kind === 'answer' ? words : intent.text;
  return waitForMore(situation, slot, joinText(pending.original, more));
}

/** A long answer that goes on: what came is kept, the rest awaited. */
export function waitForMore(situation: Situation, slot: PlannedSlot, original: string): Outcome {
  const pending: Pending = { kind: 'more_text', path: slot.path, original };
  const count = [...original.replace(/\s/g, '')].length;
  const reply = { text: text('more_text.ask', { count }), options: [button('done')] };
  return { ...stay(situation, reply, pending), quiet: true };
}

function closeFiles(situation: Situation, path: Path): Outcome {
  const slot = situation.plan.at(path);
  if (!slot) return drop(situation, 'place.gone');
  return moveOn(situation, slot, [], 'note.files');
}

/** What waits, said again: after a restart, or when something else came in between. */
export function pendingReply(situation: Situation, pending: Pending): Reply {
  const options = pendingOptions(situation, pending);
  switch (pending.kind) {
    case 'confirm':
      return {
        text: [text('confirm.ask'), ...pending.proposals.map((each) => proposalLine(situation, each))].join(
          '\n',
        ),
        options,
      };
    case 'readings':
      return { text: text('readings.ask', { words: cut(pending.original) }), options };
    case 'intents':
      return { text: text('unclear.ask', { words: cut(pending.original) }), options };
    case 'place':
      return { text: text('place.ask', { words: cut(pending.original) }), options };
    case 'file_place':
      return {
        text: text('file.place', { names: pending.files.map((file) => file.name).join('、') }),
        options,
      };
    case 'go':
      return { text: text('go.ask'), options };
    case 'split':
      return splitReply(situation, pending);
    case 'vague':
      return { text: text('follow.ask'), options };
    case 'join':
      return {
        text: text('join.ask', { words: cut(pending.original), label: labelOf(situation, pending.path) }),
        options,
      };
    case 'more_text':
      return {
        text: text('more_text.ask', { count: [...pending.original.replace(/\s/g, '')].length }),
        options,
      };
    case 'more_files':
      return { text: text('file.more'), options };
    case 'remove':
      return { text: text('remove.ask', { label: labelOf(situation, pending.row) }), options };
  }
}

function proposalLine(situation: Situation, proposal: Proposal): string {
  const trial = after(situation, [
    { path: proposal.path, answer: answered(situation.speaker, 'given', proposal.original, proposal.value) },
  ]);
  const slot = trial.plan.at(proposal.path);
  if (slot?.control) return text('confirm.row', { label: slot.question.label });
  const shown = slot ? leafKindOf(slot.leaf).show(proposal.value, slot.leaf.kind) : proposal.original;
  return text('confirm.line', {
    label: labelOf(trial, proposal.path),
    answer: shown.length > 200 ? cut(shown) : shown,
  });
}

/** Offers proposals for confirmation. */
export function offer(situation: Situation, proposals: readonly Proposal[], lead = ''): Outcome {
  const pending: Pending = { kind: 'confirm', proposals };
  const reply = pendingReply(situation, pending);
  return {
    ...stay(situation, { ...reply, text: lead ? `${lead}\n${reply.text}` : reply.text }, pending),
    quiet: true,
  };
}

/** Asks where words belong. */
export function askPlace(
  situation: Situation,
  original: string,
  paths: readonly Path[],
  lead: string,
): Outcome {
  const pending: Pending = { kind: 'place', original, paths };
  const reply = pendingReply(situation, pending);
  return { ...stay(situation, { ...reply, text: `${lead}\n${reply.text}` }, pending), quiet: true };
}

/** A section pasted at once: its pieces are shown one by one, each placed by the person. */
export function split(situation: Situation, pieces: readonly SplitPiece[]): Outcome | undefined {
  return showSplit(situation, beginSplit(situation, pieces));
}

function showSplit(situation: Situation, waiting: Pending | undefined): Outcome | undefined {
  if (!waiting) return undefined;
  if (waiting.kind === 'confirm' && waiting.proposals.length === 0) return drop(situation, 'place.dropped');
  return { ...stay(situation, pendingReply(situation, waiting), waiting), quiet: true };
}
