/** Several answers in one message, and sections pasted at once: proposals, shown back before anything is filed. */
import { compositeKindOf } from '../../../forms/kinds/index.ts';
import { type PlannedSlot, settled } from '../../../forms/plan.ts';
import { labelHeads, labelTails } from '../../../forms/text/zh-CN/lexicon/phrases.ts';
import type { Intent, Moment, Piece } from './intent.ts';
import { foldedNames, type Labelled, labelledIn, looksLikeHeading, marksIn, namesNear } from './labels.ts';
import { placeOf } from './places.ts';
import { fits, isStrict, takesLongText } from './plausible.ts';
import { answer, type Reading } from './reading.ts';
import { paragraphs } from './split.ts';
import { fold, hasWords, headOf, squeeze } from './words.ts';

/** Kinds that are told apart by their shape alone. */
const CONTACT = ['person', 'phone', 'email'];
/** Longest words in front of the first label that still answer the question asked. */
const LEADING = 40;
/** Paragraphs shorter than this are lines of one answer, not parts of a section. */
const PARAGRAPH = 15;

/** Answers to several questions by label or by shape; undefined where there is one or none. */
export function severalIn(reading: Reading): Intent | undefined {
  const { moment, text, folded, prose } = reading;
  const { slot } = moment;
  if (!slot || slot.control) return undefined;
  if (takesLongText(slot) && (prose || /\n/.test(text))) return pasteIn(reading, slot);
  const { pieces, rest } = labelledIn(
    text,
    marksIn(folded, namesNear(moment, folded), takesLongText(slot)),
    moment.today,
  );
  if (pieces.length > 0) return labelled(slot, pieces, rest);
  return contacts(reading, slot);
}

/** A label of another section with a value of its shape: 邮箱：li@example.com while the benefit is asked. */
export function labelledElsewhere({ moment, text, folded, prose }: Reading): Intent | undefined {
  const { plan, slot, today } = moment;
  if (prose || text.length > 120) return undefined;
  const start = (headOf(folded, labelHeads) ?? '').length;
  const words = folded.slice(start);
  const outside = plan.blocks.flatMap(({ content }) => (content[0]?.row ? [] : content));
  const found = outside.flatMap((each) => {
    const label = each.path === slot?.path ? undefined : headOf(words, foldedNames(each.leaf));
    if (!label || !isStrict(each, today)) return [];
    const rest = text.slice(start + label.length).trim();
    const tail = headOf(fold(rest), labelTails) ?? '';
    const value = rest.slice(tail.length).replace(/^[\s:：，,]+/, '');
    return value !== '' && /[0-9@]/.test(value) && fits(each, value, today) ? [{ slot: each, value }] : [];
  });
  const [only] = found;
  if (!only || found.length > 1) return undefined;
  const places = [placeOf(only.slot)];
  if (plan.book.get(only.slot.path)) return { kind: 'correction', places, text: only.value, original: text };
  return { kind: 'several', pieces: [{ path: only.slot.path, text: only.value }], rest: '' };
}

function labelled(slot: PlannedSlot, found: readonly Labelled[], rest: string): Intent | undefined {
  const pieces: Piece[] = found.map((piece) => ({ path: piece.slot.path, text: piece.text }));
  const own = found.some((piece) => piece.slot.path === slot.path);
  if (!hasWords(rest)) {
    const only = pieces.length === 1 ? pieces[0] : undefined;
    return only && own ? answer(only.text) : { kind: 'several', pieces, rest: '' };
  }
  if (own && pieces.length === 1) return undefined;
  const leads = !own && rest.length <= LEADING && !rest.includes('\n');
  if (leads) return { kind: 'several', pieces: [{ path: slot.path, text: rest }, ...pieces], rest: '' };
  return { kind: 'several', pieces, rest };
}

/** 张某某 13800000000 zhang@example.com: every word must find its place, and only one. */
function contacts({ moment, text }: Reading, slot: PlannedSlot): Intent | undefined {
  if (text.length > 200 || !CONTACT.includes(slot.leaf.kind.type)) return undefined;
  const words = text.split(/[\s,，、;；/|]+/).filter(hasWords);
  if (words.length < 2 || words.length > CONTACT.length) return undefined;
  const open = contactSlots(moment, slot);
  const taken = new Map<string, string>();
  const left: string[] = [];
  for (const word of words) {
    const bare = withoutLabel(open, word);
    const fitting = open.filter((each) => each.leaf.kind.type !== 'person' && fits(each, bare, moment.today));
    const [only] = fitting;
    if (only && fitting.length === 1 && !taken.has(only.path)) taken.set(only.path, bare);
    else left.push(bare);
  }
  const person = open.filter((each) => each.leaf.kind.type === 'person');
  const [name] = left;
  if (left.length > 1 || (name && (person.length !== 1 || /[0-9@]/.test(name)))) return undefined;
  if (name && person[0]) taken.set(person[0].path, name);
  if (taken.size < 2) return undefined;
  const pieces = open.flatMap(({ path }) => {
    const found = taken.get(path);
    return found === undefined ? [] : [{ path, text: found }];
  });
  return { kind: 'several', pieces, rest: '' };
}

/** The contact slots of the same section and row that are still open, the one asked included. */
function contactSlots({ plan }: Moment, slot: PlannedSlot): PlannedSlot[] {
  return plan.slots.filter(
    (each) =>
      CONTACT.includes(each.leaf.kind.type) &&
      each.section === slot.section &&
      each.row?.path === slot.row?.path &&
      (each.path === slot.path || !settled(each, plan.book)),
  );
}

function withoutLabel(slots: readonly PlannedSlot[], word: string): string {
  const folded = fold(word);
  const labels = slots.flatMap((each) => [each.leaf.label, ...each.leaf.aliases]).map(fold);
  const label = labels
    .filter((each) => each !== '' && folded.startsWith(each))
    .sort((a, b) => b.length - a.length)[0];
  return label && label.length < word.length ? word.slice(label.length) : word;
}

/** A long message at a long-text question: headings written by the person split it, nothing else does. */
function pasteIn({ moment, text, folded }: Reading, slot: PlannedSlot): Intent | undefined {
  const marks = marksIn(folded, namesNear(moment, folded), true);
  const { pieces, rest } = labelledIn(text, marks, moment.today);
  const [first] = pieces;
  if (!first) return parts(moment, slot, text);
  const before = preamble(moment, slot, rest);
  if (pieces.length === 1 && before.length === 0) {
    if (unknownHeadings(first.text))
      return { kind: 'section_paste', pieces: cut(first.text, first.slot.path) };
    if (first.slot.path === slot.path) return answer(first.text);
    return { kind: 'several', pieces: [{ path: first.slot.path, text: first.text }], rest: '' };
  }
  if (pieces.length === 1 && first.slot.path === slot.path) return undefined;
  const labelledPieces = pieces.flatMap((piece) => cut(piece.text, piece.slot.path));
  return {
    kind: 'section_paste',
    pieces: [...before.map((each) => ({ text: each, to: null })), ...labelledPieces],
  };
}

function unknownHeadings(text: string): boolean {
  return text.split('\n').slice(1).some(looksLikeHeading);
}

/** Text under one heading; headings of no question of this section begin pieces of their own. */
function cut(text: string, to: string | null): { text: string; to: string | null }[] {
  const groups: string[][] = [[]];
  for (const [at, line] of text.split('\n').entries()) {
    if (at > 0 && looksLikeHeading(line) && !isListItem(line)) groups.push([]);
    groups.at(-1)?.push(line);
  }
  const texts = groups.map((group) => group.join('\n').trim());
  return texts.flatMap((each, at) => (each === '' ? [] : [{ text: each, to: at === 0 ? to : null }]));
}

/** 1. 2. (1) ① are steps of a list as often as headings: only 一、 （一） # and a colon begin a new part. */
function isListItem(line: string): boolean {
  return /^\s*(?:[(（]?\d|[①-⑳])/.test(line) && !/[:：]\s*$/.test(line);
}

/** What stands in front of the first heading, without the title of the section or question. */
function preamble({ slot: asked }: Moment, slot: PlannedSlot, rest: string): string[] {
  const titles = [
    slot.question.label,
    asked?.section?.title ?? '',
    `${asked?.section?.number ?? ''}${asked?.section?.title ?? ''}`,
  ];
  const known = new Set(titles.map(squeeze));
  return paragraphs(rest).filter((each) => {
    if (each.length > 60) return true;
    const bare = each.replace(/^[\s#*（(]*第?[0-9一二三四五六七八九十]{0,3}[)）.、．]?\s*/, '');
    return !known.has(squeeze(each)) && !known.has(squeeze(bare));
  });
}

/** Several paragraphs where a text is asked in parts and more parts are open: offered for placing, none placed. */
function parts({ plan }: Moment, slot: PlannedSlot, text: string): Intent | undefined {
  if (slot.row || slot.path === slot.question.id || !compositeKindOf(slot.question)) return undefined;
  const open = plan.slots.filter(
    (each) =>
      each.question === slot.question && !each.control && takesLongText(each) && !settled(each, plan.book),
  );
  const found = paragraphs(text);
  if (open.length < 2 || found.length < 2 || plan.book.get(slot.path)?.state === 'given') return undefined;
  if (found.some((each) => each.length < PARAGRAPH) || found.every(isListItem)) return undefined;
  return { kind: 'section_paste', pieces: found.map((each) => ({ text: each, to: null })) };
}
