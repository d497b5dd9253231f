/** More text for an earlier answer, a text that goes on, and words that went to the wrong place. */

import { placeTails } from '../../../forms/text/zh-CN/lexicon/commands.ts';
import {
  appendHeads,
  appendWords,
  goesOn,
  misplaced,
  placeMarks,
} from '../../../forms/text/zh-CN/lexicon/corrections.ts';
import type { Intent, Place } from './intent.ts';
import { findPlaces, placeOf } from './places.ts';
import { takesLongText } from './plausible.ts';
import { afterPoliteness, answer, answered, type Reading, unclear } from './reading.ts';
import { firstOf, hasWords, headOf, phraseSet, tailOf } from './words.ts';

const GAP = /[\s,，.。;；:、!—)】\]-]/;
/** How far into a message "补充" and the place named with it stand. */
const WINDOW = 24;

/** 补充：…; 接上条…; 工艺流程补充：…; 还有，… */
export function appendIn(reading: Reading): Intent | undefined {
  const { folded, text, moment } = reading;
  const start = /^[(（【[]/.test(folded) ? 1 : afterPoliteness(folded);
  const strong = headOf(folded.slice(start, start + 10), appendHeads.strong);
  if (strong) {
    const after = start + strong.length;
    const glued = strong.length >= 3 && strong.startsWith('接');
    if (after === folded.length || GAP.test(folded.charAt(after)) || glued)
      return append(text, folded, after, []);
  }
  const placed = appendTo(reading, start);
  if (placed) return placed;
  const weak = headOf(folded.slice(start, start + 8), appendHeads.weak);
  if (weak && start + weak.length === folded.length && reading.free)
    return { kind: 'append', text: '', places: [] };
  if (!weak || !/[\s,，:、]/.test(folded.charAt(start + weak.length))) return undefined;
  if (moment.pending?.kind === 'more_text') return append(text, folded, start + weak.length, []);
  if (!moment.previous || !takesLongText(moment.previous)) return undefined;
  const found = append(text, folded, start + weak.length, []);
  return found ? unclear(found, answer(text)) : undefined;
}

/** 工艺流程补充：…; 给投资补充一点：…; 补充工艺流程：…. */
function appendTo({ folded, text, moment }: Reading, start: number): Intent | undefined {
  const window = folded.slice(start, start + WINDOW);
  const mark = firstOf(window, appendWords);
  if (!mark) return undefined;
  const colon = firstOf(window, [':', ',', '，', ' '], mark.at);
  if (!colon) return undefined;
  const before = window.slice((headOf(window, placeMarks) ?? '').length, mark.at);
  const between = window.slice(mark.at + mark.word.length, colon.at);
  const name = before.trim() === '' ? between : before;
  const places = answered(moment, findPlaces(moment, name, 'exact'));
  return places.length > 0 ? append(text, folded, start + colon.at + 1, places) : undefined;
}

function append(text: string, folded: string, from: number, places: readonly Place[]): Intent | undefined {
  let at = from;
  while (at < folded.length && GAP.test(folded.charAt(at))) at++;
  return { kind: 'append', text: text.slice(at).trim(), places };
}

const COUNTED = /^[(【[]?第?(\d{1,2})[/／](\d{1,2})[)】\]]?|[(【[](\d{1,2})[/／](\d{1,2})[)】\]]$/;

/** A text that says, or whose last character says, that it goes on. Only where long text is asked. */
export function openEndedIn(reading: Reading): Intent | undefined {
  const { text, moment } = reading;
  if (!takesLongText(moment.slot) && moment.pending?.kind !== 'more_text') return undefined;
  return (
    counted(reading) ??
    marked(reading) ??
    (/[，、：:,]$/.test(text) && hasWords(text) ? open(text) : undefined)
  );
}

function open(text: string): Intent {
  return { kind: 'open_ended', text };
}

/** （1/3）…: goes on; the last of them belongs to the ones before. */
function counted({ text, folded }: Reading): Intent | undefined {
  const head = COUNTED.exec(folded.slice(0, 10));
  const tail = head?.index === 0 ? null : COUNTED.exec(folded.slice(-10));
  const found = head?.index === 0 ? head : tail;
  if (!found) return undefined;
  const bracketed = /^[(【[]/.test(found[0]) || found[3] !== undefined;
  const part = Number(found[1] ?? found[3]);
  const of = Number(found[2] ?? found[4]);
  if (!bracketed || part < 1 || of < 2 || part > of) return undefined;
  const rest = head?.index === 0 ? text.slice(found[0].length) : text.slice(0, text.length - found[0].length);
  if (!hasWords(rest)) return undefined;
  return part < of ? open(rest.trim()) : { kind: 'append', text: rest.trim(), places: [] };
}

/** …（未完待续） */
function marked({ text, folded }: Reading): Intent | undefined {
  const end = lastWord(folded);
  const mark = tailOf(folded.slice(0, end), goesOn);
  if (!mark) return undefined;
  const from = end - mark.length;
  const before = folded.charAt(from - 1);
  if (from > 0 && !/[\s\p{P}]/u.test(before)) return undefined;
  const rest = text.slice(0, /[(（【[]/.test(before) ? from - 1 : from).trim();
  return hasWords(rest) ? open(rest) : undefined;
}

function lastWord(folded: string): number {
  let end = folded.length;
  while (end > 0 && /[\s\p{P}\p{S}]/u.test(folded.charAt(end - 1))) end--;
  return end;
}

const wrongPlace = phraseSet(misplaced.wrongPlace);

/** 填错地方了; 这是上一题的; 刚才那条应该填在电话里; 这是上一题的：…. */
export function moveIn(reading: Reading): Intent | undefined {
  const { text, folded, moment } = reading;
  if (reading.forms.some((form) => wrongPlace.has(form))) return { kind: 'move_last', places: [], text: '' };
  const start = afterPoliteness(folded);
  const head = headOf(folded.slice(start, start + 10), misplaced.before);
  if (!head) return undefined;
  const colon = folded.slice(0, 30).indexOf(':');
  const end = colon > 0 ? colon : folded.length;
  if (end > 30) return undefined;
  const words = folded.slice(start + head.length, end).replace(/[\s。.!,，了吧啊的]+$/, '');
  const rest = colon > 0 ? text.slice(colon + 1).trim() : '';
  if (misplaced.previous.includes(words))
    return { kind: 'move_last', places: before(reading, rest), text: rest };
  const belongs =
    /(的|里|栏)[\s。.!了]*$/.test(folded.slice(0, end)) || head.includes('填') || head.endsWith('到');
  if (!belongs) return undefined;
  const inner = placeTails.reduce(
    (name, tail) => (name.endsWith(tail) ? name.slice(0, -tail.length) : name),
    words,
  );
  const places = findPlaces(moment, inner.replace(/[里中]$/, ''), 'exact');
  return places.length > 0 ? { kind: 'move_last', places, text: rest } : undefined;
}

/** Which question "the last one" was: certain while the words wait, one of two once they were filed. */
function before({ moment }: Reading, text: string): readonly Place[] {
  const { previous, plan, pending } = moment;
  if (!previous) return [];
  const certain = [placeOf(previous)];
  if (text !== '' || pending) return certain;
  const given = plan.slots.filter(
    (slot) => slot.path === previous.path || (!slot.control && plan.book.get(slot.path)),
  );
  const earlier = given[given.findIndex((slot) => slot.path === previous.path) - 1];
  return earlier ? [placeOf(earlier), ...certain] : certain;
}
