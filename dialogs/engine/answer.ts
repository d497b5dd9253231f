/** Messages that carry content: answers, several at once, pasted sections, corrections, additions. */
import { leafKindOf } from '../../forms/kinds/index.ts';
import { type PlannedSlot, questionAt } from '../../forms/plan.ts';
import { text } from '../../forms/text/index.ts';
import type { Path, Proposal } from '../../forms/submission.ts';
import { button } from './ask.ts';
import { confirmText, cut, fileState, fileValue, fileWords, labelOf, sentence, stay } from './file.ts';
import type { Intent, Piece, Place } from './intent.ts';
import { askPlace, fileAt, goTo, offer, pendingReply, split, waitForMore } from './pending.ts';
import { confirmAll } from './review.ts';
import { addRow, closeRows, proposeRow } from './rows.ts';
import type { Outcome, Situation } from './situation.ts';
import { joinText } from './split.ts';

/** What a message with content does. */
export function answerIntent(situation: Situation, slot: PlannedSlot | null, intent: Intent, words: string): Outcome {
  switch (intent.kind) {
    case 'correction':
      return correct(situation, intent.places, intent.text);
    case 'append':
      return append(situation, intent.places, intent.text);
    case 'several':
      return several(situation, intent.pieces, intent.rest);
    case 'section_paste':
      return split(situation, intent.pieces) ?? answer(situation, slot, words);
    case 'move_last':
      return moveLast(situation, intent.places, intent.text);
    default:
      break;
  }
  if (!slot) return outside(situation, intent, words);
  if (slot.control === 'rows') return rowsAnswer(situation, slot, intent, words);
  if (slot.control === 'confirm') return confirmAnswer(situation, slot, intent, words);
  return leafAnswer(situation, slot, intent, words);
}

function leafAnswer(situation: Situation, slot: PlannedSlot, intent: Intent, words: string): Outcome {
  switch (intent.kind) {
    case 'option':
      return option(situation, slot, intent.value);
    case 'none':
      return none(situation, slot, words);
    case 'unknown':
      return fileState(situation, slot, 'unknown', words);
    case 'same_as_before':
      return sameAsBefore(situation, slot);
    case 'open_ended':
      return leafKindOf(slot.leaf).longText ? waitForMore(situation, slot, intent.text) : answer(situation, slot, words);
    case 'agree':
      // Yes or no where nothing was asked that way: never the content of a form.
      return { ...stay(situation, { text: text('agree.what', { ask: slot.leaf.ask }) }), quiet: true };
    case 'answer':
      return answer(situation, slot, intent.text);
    default:
      return answer(situation, slot, words);
  }
}

/** A quick reply that is not a value of the kind itself. */
function option(situation: Situation, slot: PlannedSlot, value: string): Outcome {
  if (value === button('none').value) return none(situation, slot, value);
  if (value === button('skip').value) return fileState(situation, slot, 'skipped', value);
  return fileWords(situation, slot, value);
}

/** "无": a full answer where the question allows it or need not be answered; otherwise said to be needed. */
function none(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  if (slot.leaf.none || !slot.required) return fileState(situation, slot, 'none', words);
  const kind = leafKindOf(slot.leaf);
  const parsed = kind.parse(words, slot.leaf.kind, { today: situation.speaker.today });
  if (!kind.longText && parsed.kind === 'value' && kind.type !== 'short_text') return fileWords(situation, slot, words);
  return { ...stay(situation, { text: text('none.required', { label: slot.leaf.label }) }), quiet: true };
}

function answer(situation: Situation, slot: PlannedSlot | null, words: string): Outcome {
  if (!slot) return outside(situation, { kind: 'answer', text: words }, words);
  const outcome = fileWords(situation, slot, words);
  const refused = outcome.changes.length === 0 && outcome.pending === null;
  const last = situation.head.last ? situation.plan.at(situation.head.last.path) : undefined;
  if (!refused) return outcome;
  if (last && last.path !== slot.path && words.length > 30 && !last.control && leafKindOf(last.leaf).longText) {
    const why = outcome.replies.map((reply) => reply.text).join('\n');
    return askPlace(situation, words, [last.path], `${why}\n${text('answer.maybe_last', { label: labelOf(situation, last.path) })}`);
  }
  return { ...outcome, quiet: true };
}

/** 同上: the named earlier answer, or the same cell of the row before; the note shows what it was. */
function sameAsBefore(situation: Situation, slot: PlannedSlot): Outcome {
  const source = slot.leaf.same_as ?? cellAbove(situation, slot);
  const found = source === undefined ? undefined : situation.answers.get(source);
  if (source === undefined || found?.state !== 'given' || found.value === undefined) {
    return { ...stay(situation, { text: text('same.none') }), quiet: true };
  }
  return fileValue(situation, slot, found.value, found.original);
}

function cellAbove(situation: Situation, slot: PlannedSlot): Path | undefined {
  const sameCell = (path: Path): boolean =>
    path !== slot.path && path.replace(/\/r\d+/g, '') === slot.path.replace(/\/r\d+/g, '');
  const before = situation.plan.slots.slice(0, situation.plan.slots.findIndex((each) => each.path === slot.path));
  return before.findLast((each) => sameCell(each.path) && situation.answers.has(each.path))?.path;
}

/** "前面减排率写错了，是 35%": shown back with the place it goes to. */
function correct(situation: Situation, places: readonly Place[], words: string): Outcome {
  const [place] = places;
  if (!place) return { ...stay(situation, { text: text('go.none') }), quiet: true };
  if (places.length > 1) return askPlace(situation, words, places.map((each) => each.path), text('correct.which'));
  const proposal = propose(situation, place.path, words);
  if ('why' in proposal) {
    const outcome = goTo(situation, place.path);
    return { ...outcome, replies: [{ text: text('correct.refused', { label: place.label, why: proposal.why }) }] };
  }
  return offer(situation, [proposal]);
}

/** Words as a proposal for a place, or why they do not fit. */
function propose(situation: Situation, path: Path, words: string): Proposal | { readonly why: string } {
  const slot = situation.plan.at(path);
  const question = slot?.leaf ?? questionAt(situation.call, path);
  if (!question || slot?.control) return { why: text('go.none') };
  const parsed = leafKindOf(question).parse(words, question.kind, { today: situation.speaker.today });
  if (parsed.kind === 'value') return { path, value: parsed.value, original: words };
  return { why: parsed.kind === 'issue' ? sentence(parsed.issue) : text('several.readings') };
}

/** More text for a long answer: joined at its end. */
function append(situation: Situation, places: readonly Place[], words: string): Outcome {
  if (words.trim() === '') return { ...stay(situation, { text: text('append.what') }), quiet: true };
  const path = places.length === 1 ? places[0]?.path : places.length === 0 ? situation.head.last?.path : undefined;
  if (path === undefined) return askPlace(situation, words, places.map((each) => each.path), text('append.which'));
  const slot = situation.plan.at(path);
  const old = situation.answers.get(path);
  if (!slot || slot.control || !leafKindOf(slot.leaf).longText || old?.state !== 'given') {
    return fileAt(situation, situation.head.focus?.path ?? path, words);
  }
  const focus = goTo(situation, path).focus;
  const joined = joinText(old.original, words);
  return fileValueOf({ ...situation, head: { ...situation.head, focus, pending: null } }, slot, joined, old.kept ?? []);
}

function fileValueOf(situation: Situation, slot: PlannedSlot, words: string, kept: readonly string[]): Outcome {
  const parsed = leafKindOf(slot.leaf).parse(words, slot.leaf.kind, { today: situation.speaker.today });
  if (parsed.kind !== 'value') return fileWords(situation, slot, words);
  return fileValue(situation, slot, parsed.value, words, kept.length > 0 ? kept : ['append']);
}

/** Several answers in one message: shown back split, one confirmation. */
function several(situation: Situation, pieces: readonly Piece[], rest: string): Outcome {
  const proposals: Proposal[] = [];
  const refused: string[] = [];
  for (const piece of pieces) {
    const proposal = propose(situation, piece.path, piece.text);
    if ('why' in proposal) refused.push(text('confirm.refused', { label: labelOf(situation, piece.path), why: proposal.why }));
    else proposals.push(proposal);
  }
  if (proposals.length === 0) return { ...stay(situation, { text: refused.join('\n') }), quiet: true };
  const lead = [...refused, ...(rest ? [text('several.rest', { words: cut(rest) })] : [])].join('\n');
  return offer(situation, proposals, lead);
}

/** "这是上一题的": what was filed last goes back where it came from, or to a named place. */
function moveLast(situation: Situation, places: readonly Place[], words: string): Outcome {
  const { last } = situation.head;
  const filed = last ? situation.answers.get(last.path) : undefined;
  const said = words || (filed?.original ?? '');
  if (!last || !said) return { ...stay(situation, { text: text('undo.none') }), quiet: true };
  const undone: Outcome = {
    changes: words ? [] : [{ path: last.path, answer: last.before }],
    focus: situation.head.focus,
    pending: null,
    replies: [],
  };
  const before = situation.plan.slots.findIndex((slot) => slot.path === last.path);
  const previous = situation.plan.slots.slice(0, before).findLast((slot) => !slot.control)?.path;
  const paths = places.length > 0 ? places.map((place) => place.path) : previous ? [previous] : [];
  const pending = { kind: 'place' as const, original: said, paths };
  return { ...undone, pending, replies: [pendingReply(situation, pending)], quiet: true };
}

/** At "还有下一个吗". */
function rowsAnswer(situation: Situation, slot: PlannedSlot, intent: Intent, words: string): Outcome {
  const value = intent.kind === 'option' ? intent.value : words.trim();
  if (value === button('more').value || (intent.kind === 'agree' && intent.yes)) return addRow(situation, slot.path);
  const ends = intent.kind === 'none' || intent.kind === 'unknown' || (intent.kind === 'agree' && !intent.yes);
  if (value === button('no_more').value || ends) return closeRows(situation, slot, words);
  const proposals = proposeRow(situation, slot, words);
  return proposals ? offer(situation, proposals) : { ...stay(situation, { text: text('rows.unclear') }), quiet: true };
}

/** At an assembled text: confirmed, or a part to change. */
function confirmAnswer(situation: Situation, slot: PlannedSlot, intent: Intent, words: string): Outcome {
  const value = intent.kind === 'option' ? intent.value : words.trim();
  const agreed = value === button('confirm').value || (intent.kind === 'agree' && intent.yes && intent.rest === '');
  if (agreed) return confirmText(situation, slot, words);
  const parts = situation.plan.slots.filter((each) => each.path.startsWith(`${slot.path}/`) && !each.control && !each.detail).map((each) => each.path);
  if (value === button('edit_part').value || (intent.kind === 'agree' && !intent.yes)) {
    const pending = { kind: 'go' as const, paths: parts };
    return { ...stay(situation, pendingReply(situation, pending), pending), quiet: true };
  }
  return askPlace(situation, words, parts, text('confirm.which_part'));
}

/** While nothing is asked: the end of the interview. */
function outside(situation: Situation, intent: Intent, words: string): Outcome {
  const value = intent.kind === 'option' ? intent.value : words.trim();
  if (value === button('attest').value) return confirmAll(situation, words);
  return { ...stay(situation, { text: text('review.unclear') }), pending: null };
}

