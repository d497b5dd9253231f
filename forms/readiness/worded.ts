/** The questions of a ladder in the words of the moment. */
import type { Question } from '../question.ts';

/** Wordings of one question that are kept: what it asks may name a document or a figure. */
const MOST_WORDINGS = 32;

const wordings = new WeakMap<Question, Map<string, Question>>();

/** A question in the words of the moment; the same object for the same words, so that what was made of it stands. */
export function worded(child: Question, label: string, ask: string): Question {
  if (label === child.label && ask === child.ask) return child;
  let known = wordings.get(child);
  const present = known?.get(ask);
  if (present?.label === label) return present;
  if (!known || known.size >= MOST_WORDINGS) {
    known = new Map();
    wordings.set(child, known);
  }
  const question = { ...child, label, ask };
  known.set(ask, question);
  return question;
}
