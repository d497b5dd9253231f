/** Finds where a message names questions itself: "联系人：王某，电话：…", "标签\t值" lines, headings of a pasted section. */
import type { PlannedSlot } from '../../../forms/plan.ts';
import type { Question } from '../../../forms/question.ts';
import { besides } from '../../../forms/text/zh-CN/lexicon/phrases.ts';
import type { Moment } from './intent.ts';
import { fits } from './plausible.ts';
import { fold, headOf, squeeze } from './words.ts';

/** A label in a message: which slot, where it begins (numbering included), where the text behind it begins. */
export interface Mark {
  readonly slot: PlannedSlot;
  readonly start: number;
  readonly from: number;
  /**
   * Behind a space or 是 only: certain if the value is of the right shape, or beside other labels. `said`: by its full
   * name and 是, which is certain in front of a message. `glued`: nothing between (联系人李四); the shape decides alone.
   */
  readonly soft: false | 'spaced' | 'said' | 'glued';
}

export interface Labelled {
  readonly slot: PlannedSlot;
  readonly text: string;
  readonly start: number;
}

interface Name {
  readonly name: string;
  readonly slot: PlannedSlot;
}

const NUMBERING =
  /^[ \t]*(?:[(]?第?[0-9一二三四五六七八九十]{1,3}[).、．]|[①-⑳]|#{1,4}(?= )|[-*•·](?= ))[ \t]*|^[ \t]*(?:\*\*)?(?:[(【[「])?/;
const BREAK = /[\s,，;；、。|]/;
const EDGE = /^[\s,，;；、:：|*】」\])]+|[\s,，;；、|]$/;

/**
 * The slots that a folded message names beside the one asked: those of its section outside of other rows. A name that
 * several of them share names none.
 */
export function namesNear({ plan, slot }: Pick<Moment, 'plan' | 'slot'>, folded: string): readonly Name[] {
  if (!slot) return [];
  const byName = new Map<string, PlannedSlot | null>();
  for (const { section, groups } of plan.blocks) {
    const row = groups[0]?.slots[0]?.row;
    if (section !== slot.section || (row && row.path !== slot.row?.path)) continue;
    for (const { slots } of groups) {
      for (const { name, slot: each } of namesIn(slots)) {
        if (folded.includes(name)) byName.set(name, byName.has(name) ? null : each);
      }
    }
  }
  return [...byName]
    .flatMap(([name, each]) => (each ? [{ name, slot: each }] : []))
    .sort((a, b) => b.name.length - a.name.length);
}

const named = new WeakMap<readonly PlannedSlot[], readonly Name[]>();

/** The names of the slots that hold content. */
function namesIn(slots: readonly PlannedSlot[]): readonly Name[] {
  let names = named.get(slots);
  if (!names) {
    const content = slots.filter((slot) => !slot.control);
    names = content.flatMap((slot) => foldedNames(slot.leaf).map((name) => ({ name, slot })));
    named.set(slots, names);
  }
  return names;
}

const foldings = new WeakMap<Question, readonly string[]>();

/** What a question is called, folded: its label first. */
export function foldedNames(leaf: Question): readonly string[] {
  let names = foldings.get(leaf);
  if (!names) {
    names = [...new Set([leaf.label, ...leaf.aliases].map((name) => fold(name).trim()))].filter(Boolean);
    foldings.set(leaf, names);
  }
  return names;
}

/** The labels in a folded message, in order. In prose only those at the beginning of a line count. */
export function marksIn(folded: string, names: readonly Name[], prose: boolean): Mark[] {
  const marks: Mark[] = [];
  for (let at = 0; at < folded.length; at = nextBreak(folded, at, prose)) {
    const line = at === 0 || folded.charAt(at - 1) === '\n';
    const numbering = line ? (NUMBERING.exec(folded.slice(at, at + 12))?.[0].length ?? 0) : 0;
    const lead = prose ? undefined : headOf(folded.slice(at, at + 4), besides);
    const found = labelAt(folded, at + Math.max(numbering, lead?.length ?? 0), names, prose);
    if (found) marks.push({ ...found, start: at });
  }
  return marks;
}

function nextBreak(folded: string, from: number, prose: boolean): number {
  if (prose) {
    const line = folded.indexOf('\n', from);
    return line < 0 ? folded.length : line + 1;
  }
  let at = from;
  while (at < folded.length && !BREAK.test(folded.charAt(at))) at++;
  return at + 1;
}

function labelAt(
  folded: string,
  at: number,
  names: readonly Name[],
  prose: boolean,
): Omit<Mark, 'start'> | undefined {
  for (const { name, slot } of names) {
    if (!folded.startsWith(name, at)) continue;
    const after = at + name.length;
    const behind = folded.slice(after, after + 6);
    const hard = /^[ *】」\])]{0,3}[:=\t|]/.exec(behind) ?? /^[ *】」\])]{0,3}(?=\n)/.exec(behind);
    if (hard) return { slot, from: after + hard[0].length, soft: false };
    if (prose) continue;
    const soft = /^(?: +|是|为)/.exec(behind);
    const said =
      /[是为]/.test(soft?.[0] ?? '') && !/^(?:是否|为了|为主)/.test(behind) && name === fold(slot.leaf.label);
    if (soft) return { slot, from: after + soft[0].length, soft: said ? 'said' : 'spaced' };
    if (name.length > 1 && behind !== '' && !BREAK.test(behind.charAt(0)))
      return { slot, from: after, soft: 'glued' };
  }
  return undefined;
}

/** The labelled pieces of a message and the words in front of the first. Soft labels that do not hold are dropped. */
export function labelledIn(
  text: string,
  marks: readonly Mark[],
  today: string,
): { pieces: Labelled[]; rest: string } {
  const read = marks.map((mark, at) => {
    const value = trimPiece(text.slice(mark.from, marks[at + 1]?.start ?? text.length));
    return { mark, value, holds: fits(mark.slot, value, today) };
  });
  const likely = read.filter(({ mark, holds }) => mark.soft !== 'glued' || holds);
  const kept = likely
    .filter(({ mark, value, holds }) => {
      if (!mark.soft || holds) return true;
      if (value === '') return false;
      return (mark.soft === 'said' && mark.start === 0) || likely.length > 1;
    })
    .map(({ mark }) => mark);
  const pieces = kept.map((mark, at) => ({
    slot: mark.slot,
    start: mark.start,
    text: trimPiece(text.slice(mark.from, kept[at + 1]?.start ?? text.length)),
  }));
  const first = kept[0];
  return {
    pieces: pieces.filter((piece) => piece.text !== ''),
    rest: first ? trimPiece(text.slice(0, first.start)) : text,
  };
}

/** Takes what separates pieces off a piece; sentence ends stay. */
function trimPiece(text: string): string {
  let piece = text.trim().replace(EDGE, '').trim();
  while (/[,，;；、|]$/.test(piece)) piece = piece.slice(0, -1).trimEnd();
  return piece;
}

/** A line that is a heading of some kind: short, numbered or ending in a colon, no sentence. */
export function looksLikeHeading(line: string): boolean {
  const folded = fold(line).trim();
  if (folded.length > 24 || /[,，。;；!?]/.test(folded)) return false;
  const numbering = /^(?:[(]?第?[0-9一二三四五六七八九十]{1,3}[).、．节章]|[①-⑳]|#{1,4} )/.test(folded);
  return squeeze(folded).length > 1 && (numbering || folded.endsWith(':'));
}
