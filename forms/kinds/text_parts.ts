/**
 * A long text asked in parts, shown assembled and confirmed by the person. The confirmation remembers which texts
 * it was given for: when a part changes, it no longer holds.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { holds } from '../condition.ts';
import { Question } from '../question.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import type { Book, CompositeKind, Slot } from './kind.ts';
import type { FindLeaf } from './rows.ts';

const Config = z.strictObject({
  type: z.literal('text_parts'),
  parts: z.array(Question).min(1).describe('Leaf questions, in the order of the finished text'),
});
type Config = z.infer<typeof Config>;
type PartsQuestion = Question & { kind: Config };

/** Value of the confirmation: the hash of the parts that were confirmed. */
interface ConfirmValue {
  readonly of: string;
}

/** The parts that are asked; `show_if` is looked up among the parts first. */
function partsOf(question: PartsQuestion, path: Path, book: Book): Question[] {
  const lookup = (id: string): unknown => book.plain(id, path);
  return question.kind.parts.filter((part) => !part.show_if || holds(part.show_if, lookup));
}

/** Hash of the parts' values as they stand, 16 hex characters. */
function hashOf(question: PartsQuestion, path: Path, book: Book): string {
  const values = partsOf(question, path, book).map((part) => {
    const answer = book.get(`${path}/${part.id}`);
    return [part.id, answer?.state ?? null, answer?.value ?? null];
  });
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16);
}

/** Whether the person confirmed the text as it stands now. */
export function confirmed(question: Question, path: Path, book: Book): boolean {
  const answer = book.get(path);
  if (answer?.state !== 'given') return false;
  return (
    (answer.value as unknown as ConfirmValue | undefined)?.of ===
    hashOf(question as PartsQuestion, path, book)
  );
}

/** The parts, then the confirmation as soon as no part is open and one has text. */
function slotsOf(question: PartsQuestion, path: Path, book: Book): Slot[] {
  const parts = partsOf(question, path, book);
  const slots: Slot[] = parts.map((leaf) => ({
    path: `${path}/${leaf.id}`,
    leaf,
    question,
    required: question.required && leaf.required,
  }));
  const states = parts.map((part) => book.get(`${path}/${part.id}`)?.state);
  // What need not be there and was passed over holds nothing up.
  const done = (state: (typeof states)[number], at: number): boolean =>
    state === 'given' || state === 'none' || (state === 'skipped' && parts[at]?.required === false);
  const complete = states.every(done) && states.includes('given');
  return complete
    ? [...slots, { path, leaf: question, question, control: 'confirm', required: question.required }]
    : slots;
}

/** The given parts as paragraphs, in order. */
function show(question: PartsQuestion, path: Path, book: Book, find: FindLeaf): string {
  return given(question, path, book, find)
    .map(({ text }) => text)
    .join('\n');
}

/** What the person confirms: a short part (a date, a place) says what it is, as it does in print. */
function assembled(question: PartsQuestion, path: Path, book: Book, find: FindLeaf): string {
  return given(question, path, book, find)
    .map(({ part, text }) =>
      find(part).longText ? text : `${sentence('document.part_label', { label: part.label })}${text}`,
    )
    .join('\n');
}

function given(
  question: PartsQuestion,
  path: Path,
  book: Book,
  find: FindLeaf,
): { part: Question; text: string }[] {
  return partsOf(question, path, book).flatMap((part) => {
    const answer = book.get(`${path}/${part.id}`);
    if (answer?.state !== 'given' || answer.value === undefined) return [];
    const text = find(part).show(answer.value, part.kind);
    return text === '' ? [] : [{ part, text }];
  });
}

/** The kind; `find` gives the kinds of the parts. */
export function textParts(find: FindLeaf): CompositeKind<Config> {
  return {
    shape: 'composite',
    type: 'text_parts',
    config: Config,
    children: (config) => config.parts,
    slots: slotsOf,
    show: (question, path, book) => show(question, path, book, find),
    assembled: (question, path, book) => assembled(question, path, book, find),
    settled: confirmed,
    confirmation: (question, path, book) => ({ of: hashOf(question, path, book) }),
  };
}
