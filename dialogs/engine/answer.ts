/** Messages that carry content: answers, several at once, pasted sections, corrections, additions. */
import { leafKindOf } from '../../forms/kinds/index.ts';
import { type PlannedSlot, questionAt } from '../../forms/plan.ts';
import type { Path, Proposal } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { button } from './ask.ts';
import { buttonCommand } from './commands.ts';
import { confirmText, fileState, fileValue, fileWords, JOINED, moveOn, stay, wait } from './file.ts';
import { goTo, there } from './go.ts';
import { askPlace, offer, split, waitForMore } from './offers.ts';
import { addRow, closeRows, proposeLines, proposeRow } from './rows.ts';
import type { Outcome, Situation } from './situation.ts';
import type { Intent, Piece, Place } from './understand/intent.ts';
import { joinText } from './understand/split.ts';
import { cut, labelOf, sentence } from './wording.ts';

/** From this length on, words refused here may go on with the long text before. */
const CONTINUES = 30;

/** What a message with content does. */
export function answerIntent(
  situation: Situation,
  slot: PlannedSlot | null,
  intent: Intent,
  words: string,
): Outcome {
  switch (intent.kind) {
    case 'correction':
      return correct(situation, intent.places, intent.text);
    case 'append':
      return append(situation, intent.places, intent.text);
    case 'several': {
      const rows = slot ? proposeLines(situation, slot, words) : undefined;
      return rows ? offer(situation, rows) : several(situation, intent.pieces, intent.rest);
    }
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
  const rows = intent.kind === 'answer' ? proposeLines(situation, slot, words) : undefined;
  if (rows) return offer(situation, rows);
  return leafAnswer(situation, slot, intent, words);
}

/** Words at a leaf question. */
export function leafAnswer(situation: Situation, slot: PlannedSlot, intent: Intent, words: string): Outcome {
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
      return leafKindOf(slot.leaf).longText
        ? waitForMore(situation, slot, intent.text)
        : answer(situation, slot, words);
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
  // "没有了" at an answer that is there: nothing to change.
  if (situation.answers.get(slot.path)?.state === 'given') return moveOn(situation, slot, [], 'note.left');
  const kind = leafKindOf(slot.leaf);
  const parsed = kind.parse(words, slot.leaf.kind, { today: situation.speaker.today });
  if (!kind.longText && parsed.kind === 'value' && kind.type !== 'short_text')
    return fileWords(situation, slot, words);
  return { ...stay(situation, { text: text('none.required', { label: slot.leaf.label }) }), quiet: true };
}

function answer(situation: Situation, slot: PlannedSlot | null, words: string): Outcome {
  if (!slot) return outside(situation, { kind: 'answer', text: words }, words);
  if (mayBeAddition(situation, slot, words))
    return wait(situation, { kind: 'join', path: slot.path, original: words });
  const outcome = fileWords(situation, slot, words);
  const last = situation.head.last ? situation.plan.at(situation.head.last.path) : undefined;
  const elsewhere = last && last.path !== slot.path && !last.control && leafKindOf(last.leaf).longText;
  if (outcome.refused === undefined || !elsewhere || words.length <= CONTINUES) return outcome;
  const lead = [
    ...outcome.replies.map((reply) => reply.text),
    text('answer.maybe_last', { label: labelOf(situation, last.path) }),
  ];
  return askPlace(situation, words, [last.path], lead.join('\n'));
}

/** Far shorter than the text that stands there: more for it, or instead of it? Nothing is erased by guess. */
function mayBeAddition(situation: Situation, slot: PlannedSlot, words: string): boolean {
  const old = situation.answers.get(slot.path);
  if (!leafKindOf(slot.leaf).longText || old?.state !== 'given') return false;
  return old.original.length > CONTINUES && words.length * 2 < old.original.length;
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
  const before = situation.plan.slots.slice(
    0,
    situation.plan.slots.findIndex((each) => each.path === slot.path),
  );
  return before.findLast((each) => sameCell(each.path) && situation.answers.has(each.path))?.path;
}

/** "前面减排率写错了，是 35%": shown back with the place it goes to. */
function correct(situation: Situation, places: readonly Place[], words: string): Outcome {
  const [place] = places;
  if (!place) return { ...stay(situation, { text: text('go.none') }), quiet: true };
  if (places.length > 1)
    return askPlace(
      situation,
      words,
      places.map((each) => each.path),
    );
  const proposal = propose(situation, place.path, words);
  if ('why' in proposal) {
    const outcome = goTo(situation, place.path);
    return {
      ...outcome,
      replies: [{ text: text('correct.refused', { label: place.label, why: proposal.why }) }],
    };
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
  if (words.trim() === '') return appendNext(situation, places);
  const path =
    places.length === 1 ? places[0]?.path : places.length === 0 ? situation.head.last?.path : undefined;
  const named = places.map((each) => each.path);
  if (path === undefined) return askPlace(situation, words, named);
  const slot = situation.plan.at(path);
  const old = situation.answers.get(path);
  if (!slot || slot.control || !leafKindOf(slot.leaf).longText || old?.state !== 'given') {
    const here = situation.head.focus?.path;
    const paths = [here, path].filter((each) => each !== undefined && !situation.plan.at(each)?.control);
    return askPlace(situation, words, [...new Set(paths as Path[])]);
  }
  const focus = there(situation, path);
  const joined = joinText(old.original, words);
  return fileValueOf(
    { ...situation, head: { ...situation.head, focus, pending: null } },
    slot,
    joined,
    old.kept ?? [],
  );
}

/** "补充" alone: what comes next is added to the text named, or to the one given last. */
function appendNext(situation: Situation, places: readonly Place[]): Outcome {
  const path = places[0]?.path ?? situation.head.last?.path ?? '';
  const slot = situation.plan.at(path);
  const old = situation.answers.get(path);
  if (!slot || slot.control || !leafKindOf(slot.leaf).longText || old?.state !== 'given') {
    const parts = situation.plan.slots.filter((each) => !each.control && each.path.startsWith(`${path}/`));
    const written = parts.filter((each) => leafKindOf(each.leaf).longText).map((each) => each.path);
    if (written.length > 0) return wait(situation, { kind: 'go', paths: written }, text('append.which'));
    return { ...stay(situation, { text: text('append.what') }), quiet: true };
  }
  const lead = text('append.to', { label: labelOf(situation, path) });
  const focus = situation.head.focus?.path === path ? situation.head.focus : there(situation, path);
  return { ...wait(situation, { kind: 'more_text', path, original: old.original }, lead), focus };
}

function fileValueOf(
  situation: Situation,
  slot: PlannedSlot,
  words: string,
  kept: readonly string[],
): Outcome {
  const parsed = leafKindOf(slot.leaf).parse(words, slot.leaf.kind, { today: situation.speaker.today });
  if (parsed.kind !== 'value') return fileWords(situation, slot, words);
  return fileValue(situation, slot, parsed.value, words, [...kept, JOINED]);
}

/** Several answers in one message: shown back split, one confirmation. */
function several(situation: Situation, pieces: readonly Piece[], rest: string): Outcome {
  const proposals: Proposal[] = [];
  const refused: string[] = [];
  for (const piece of pieces) {
    const proposal = propose(situation, piece.path, piece.text);
    if ('why' in proposal)
      refused.push(text('confirm.refused', { label: labelOf(situation, piece.path), why: proposal.why }));
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
  const before = situation.plan.slots.findIndex((slot) => slot.path === last.path);
  const previous = situation.plan.slots.slice(0, before).findLast((slot) => !slot.control)?.path;
  const paths = places.length > 0 ? places.map((place) => place.path) : previous ? [previous] : [];
  const changes = words ? [] : [{ path: last.path, answer: last.before }];
  // What is empty again is asked again.
  const emptied = changes.length > 0 && last.before === null;
  const focus = emptied ? { path: last.path, mode: 'walk' as const } : situation.head.focus;
  return { ...wait(situation, { kind: 'place', original: said, paths }), changes, focus };
}

/** At "还有下一个吗". */
function rowsAnswer(situation: Situation, slot: PlannedSlot, intent: Intent, words: string): Outcome {
  const value = intent.kind === 'option' ? intent.value : words.trim();
  if (value === button('more').value || (intent.kind === 'agree' && intent.yes))
    return addRow(situation, slot.path);
  const ends =
    intent.kind === 'none' || intent.kind === 'unknown' || (intent.kind === 'agree' && !intent.yes);
  if (value === button('no_more').value || ends) return closeRows(situation, slot, words);
  const proposals =
    intent.kind === 'answer' || intent.kind === 'several' ? proposeRow(situation, slot, words) : undefined;
  return proposals
    ? offer(situation, proposals)
    : { ...stay(situation, { text: text('rows.unclear') }), quiet: true };
}

/** At an assembled text: confirmed, or a part to change. */
function confirmAnswer(situation: Situation, slot: PlannedSlot, intent: Intent, words: string): Outcome {
  const value = intent.kind === 'option' ? intent.value : words.trim();
  const agreed =
    value === button('confirm').value || (intent.kind === 'agree' && intent.yes && intent.rest === '');
  if (agreed) return confirmText(situation, slot, words);
  const parts = situation.plan.slots
    .filter((each) => each.path.startsWith(`${slot.path}/`) && !each.control && !each.detail)
    .map((each) => each.path);
  const edits =
    value === button('edit_part').value || (intent.kind === 'agree' && !intent.yes && intent.rest === '');
  if (edits) return wait(situation, { kind: 'go', paths: parts });
  if (intent.kind !== 'answer' && intent.kind !== 'agree') {
    return { ...stay(situation, { text: text('confirm.unclear') }), quiet: true };
  }
  const said = intent.kind === 'agree' ? intent.rest : words;
  return askPlace(situation, said, parts);
}

/** While nothing is asked: the end of the interview. What its buttons say may be typed at any time there. */
function outside(situation: Situation, intent: Intent, words: string): Outcome {
  const value = intent.kind === 'option' ? intent.value : words.trim();
  const meant = [button('fix'), button('finish'), button('later')].some((each) => each.value === value);
  const obeyed = meant ? buttonCommand(situation, null, value, words) : undefined;
  return obeyed ?? { ...stay(situation, { text: text('review.unclear') }), quiet: true };
}
