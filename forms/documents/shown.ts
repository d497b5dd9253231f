/**
 * The shown text of any answer or computed value by id, looked up as conditions look it up: in the row first, then
 * among the call's questions and computed values.
 */
import { Big } from 'big.js';
import type { Call } from '../call.ts';
import type { Computed } from '../computed.ts';
import { compositeKindOf, leafKindOf } from '../kinds/index.ts';
import type { Book, RowsValue } from '../kinds/kind.ts';
import { type DerivedPlace, derivedAt, derivedValue, type Plan, questionAt } from '../plan.ts';
import type { Question } from '../question.ts';
import type { Path } from '../submission.ts';

/** What an id means at a place: a question at a path, a value derived from one, or a computed value. */
export type Place =
  | { readonly is: 'answer'; readonly path: Path; readonly question: Question }
  | ({ readonly is: 'derived' } & DerivedPlace)
  | { readonly is: 'computed'; readonly computed: Computed };

/** Where the id (`tech_name`, `process/key_problem`) leads from inside the row `scope`; undefined where it names nothing. */
export function placeOf(call: Call, id: string, scope?: Path): Place | undefined {
  for (let at = scope ?? ''; at; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const question = questionAt(call, `${at}/${id}`);
    if (question) return { is: 'answer', path: `${at}/${id}`, question };
    const derived = derivedAt(call, `${at}/${id}`);
    if (derived) return { is: 'derived', ...derived };
  }
  const computed = call.computed.find((each) => each.id === id);
  if (computed) return { is: 'computed', computed };
  const question = questionAt(call, id);
  if (question) return { is: 'answer', path: id, question };
  const derived = derivedAt(call, id);
  return derived && { is: 'derived', ...derived };
}

/** Shown text of an answer or of a computed value; empty where there is none, or where the person said there is none. */
export function shownText(call: Call, book: Book, id: string, scope?: Path): string {
  const place = placeOf(call, id, scope);
  if (!place) return '';
  if (place.is === 'derived') return String(derivedValue(book, place) ?? '');
  return place.is === 'computed'
    ? shownComputed(book, place.computed)
    : showAt(book, place.question, place.path);
}

/** `shownText` for those who hold a plan. */
export function shownAt(plan: Plan, id: string, scope?: Path): string {
  return shownText(plan.call, plan.book, id, scope);
}

/** Shown text of the answer at a path; empty where nothing is given. */
export function shownAnswer(plan: Plan, path: Path): string {
  const question = questionAt(plan.call, path);
  return question ? showAt(plan.book, question, path) : '';
}

/** All shown text of the form, slot by slot in asking order. */
export function* shownTexts(plan: Plan): Iterable<{ path: Path; label: string; text: string }> {
  for (const slot of plan.slots) {
    if (slot.control) continue;
    const text = shownAnswer(plan, slot.path);
    if (text !== '') yield { path: slot.path, label: slot.leaf.label, text };
  }
}

/** The same for a question one already holds; a composite is shown whole. */
export function showAt(book: Book, question: Question, path: Path): string {
  const composite = compositeKindOf(question);
  if (composite) return composite.show(question, path, book);
  const answer = book.get(path);
  if (answer?.state !== 'given' || answer.value === undefined) return '';
  return leafKindOf(question).show(answer.value, question.kind);
}

/** A computed value rounded to its digits, with its unit; empty where it cannot be computed. */
export function shownComputed(book: Book, computed: Computed): string {
  const value = book.plain(computed.id);
  if (typeof value !== 'number') return '';
  return `${roundedTo(value, computed.digits)}${computed.unit ?? ''}`;
}

/** Half up, without trailing zeros and without an exponent. */
export function roundedTo(value: number, digits: number): string {
  return new Big(value).round(digits, Big.roundHalfUp).toFixed();
}

/** The rows of a question, in order: their paths. Empty where there are none, or none yet. */
export function rowPathsOf(book: Book, path: Path): Path[] {
  const answer = book.get(path);
  if (answer?.state !== 'given') return [];
  const value = answer.value as RowsValue | undefined;
  return Array.isArray(value?.rows) ? value.rows.map((row) => `${path}/${row}`) : [];
}
