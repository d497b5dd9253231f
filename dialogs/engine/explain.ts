/** Questions back: the meaning of a term, what the notice says about the question, when something is due. */
import type { Call } from '../../forms/call.ts';
import { instantOf } from '../../forms/office/schedule.ts';
import { type PlannedSlot, questionAt } from '../../forms/plan.ts';
import type { Question } from '../../forms/question.ts';
import { hasText, text } from '../../forms/text/index.ts';
import { momentInWords, steps } from './finish.ts';
import type { Situation, Speaker } from './situation.ts';
import { findPlaces } from './understand/places.ts';
import { squeeze } from './understand/words.ts';

/** What is answered to a question. `open` is the question put again after it, `slot` the one it may be about. */
export function explain(
  situation: Situation,
  open: PlannedSlot | null,
  about: string | null,
  slot: PlannedSlot | null = open,
): string {
  const told = about === null ? [] : answerTo(situation, about);
  const lines = told.length > 0 ? told : unanswered(situation.call, slot, about);
  if (open) lines.push(text('explain.back', { ask: open.control ? open.leaf.label : open.leaf.ask }));
  return lines.join('\n') || text('explain.unknown');
}

/** Nothing known about it: said so, with what the notice says about the present question. */
function unanswered(call: Call, slot: PlannedSlot | null, about: string | null): string[] {
  const lines = about === null ? [] : [text('explain.unknown')];
  if (!slot) return lines;
  const own = guidance(call, slot);
  if (about !== null && own.length > 0) return [...lines, text('explain.here'), ...own];
  return [...lines, ...(own.length > 0 ? own : [text('explain.nothing', { label: slot.leaf.label })])];
}

/** What the notice says about a question, why it is asked, one example. */
function guidance(call: Call, slot: PlannedSlot): string[] {
  const { examples, why } = slot.leaf;
  const { guidance: words, source } = slot.leaf.guidance || why ? slot.leaf : around(call, slot);
  return [
    ...(words ? [text('explain.guidance', { guidance: words, source: source ?? '' })] : []),
    ...(why ? [text('ask.why', { why })] : []),
    ...(examples[0] ? [text('explain.example', { example: examples[0] })] : []),
  ];
}

/** The parts of a long text, the steps of a ladder stand under one clause of the notice: that of what they are parts of. */
function around(call: Call, { path, question }: PlannedSlot): Question {
  const parents = path.split('/').map((_, index, all) => all.slice(0, index).join('/'));
  const inner = parents.reverse().map((parent) => questionAt(call, parent));
  return inner.find((each) => each?.guidance !== undefined) ?? question;
}

/** A term, a date, what comes after printing, or another question of the form, by the words of the question. */
function answerTo(situation: Situation, about: string): string[] {
  const { call, plan, speaker } = situation;
  const asked = squeeze(about);
  const meaning = call.terms[about] ?? (hasText(`term.${about}`) ? text(`term.${about}`) : undefined);
  if (meaning) return [text('explain.term', { term: about, meaning })];
  const term = Object.keys(call.terms).find((each) => asked.includes(squeeze(each)));
  if (term) return [text('explain.term', { term, meaning: call.terms[term] ?? '' })];
  if (asks(asked, 'when')) return deadlines(call, speaker);
  if (asks(asked, 'after')) return [text('explain.after'), ...steps(situation)];
  if (asks(asked, 'count')) return [text('explain.count', counted(situation))];
  const places = findPlaces({ plan, slot: null, today: speaker.today }, about, 'part');
  const [place] = places;
  const slot = places.length === 1 && place ? plan.at(place.path) : undefined;
  return slot ? guidance(call, slot) : [];
}

/** Whether the words ask for dates (`when`), for what comes after, how much there is. */
export function asks(asked: string, what: string): boolean {
  return text(`explain.words.${what}`)
    .split('|')
    .some((word) => asked.includes(word));
}

function counted({ plan }: Situation): { count: number; left: number } {
  const own = plan.slots.filter((slot) => slot.required && !slot.control);
  return { count: own.length, left: own.filter((slot) => !plan.book.get(slot.path)).length };
}

/** The dates that matter; a passed one is said plainly, and what is only inferred with the reason. */
export function deadlines(call: Call, { today, at }: Pick<Speaker, 'today' | 'at'>): string[] {
  return call.deadlines.map(({ name, date, time, status, ask, note }) => {
    if (date === null) return text('deadline.unknown', { name, ask: ask ?? text('deadline.ask') });
    const params = { name, date: momentInWords(date, time), ask: ask ?? text('deadline.authority') };
    const inferred = status === 'inferred' ? (note ?? text('deadline.inferred', params)) : '';
    const passed = date < today || (time !== undefined && at >= instantOf(date, time));
    if (passed) return text('deadline.passed', params) + inferred;
    if (inferred) return text('deadline.stated', params) + inferred;
    return text(status === 'stated' ? 'deadline.stated' : 'deadline.to_confirm', params);
  });
}
