/**
 * What a call asks, given the answers so far: the visible slots in order. Pure; the interview, the progress, the
 * formal check and the documents all read from here.
 */
import type { Call } from './call.ts';
import { compute } from './compute.ts';
import { holds } from './condition.ts';
import type { Json } from './json.ts';
import { compositeKindOf, leafKindOf } from './kinds/index.ts';
import { type Book, ROW_ID, type Slot } from './kinds/kind.ts';
import type { Question, Section } from './question.ts';
import type { Answer, Answers, Path } from './submission.ts';

/** A slot with the section it stands in; gates have none. */
export interface PlannedSlot extends Slot {
  readonly section: Section | null;
}

export interface Plan {
  readonly call: Call;
  readonly book: Book;
  readonly slots: readonly PlannedSlot[];
  /** The slot at a path, if it is visible now. */
  at(path: Path): PlannedSlot | undefined;
}

/** All top-level questions of a call: gates first, then section by section. */
export function questionsOf(call: Call): Question[] {
  return [...call.gates, ...call.sections.flatMap((section) => section.questions)];
}

const indexes = new WeakMap<Call, ReadonlyMap<string, Question>>();

function indexOf(call: Call): ReadonlyMap<string, Question> {
  let index = indexes.get(call);
  if (!index) {
    index = new Map(questionsOf(call).map((question) => [question.id, question]));
    indexes.set(call, index);
  }
  return index;
}

/** The question that a path is about, visible or not: `cases/r2/scale` gives the column `scale` of `cases`. */
export function questionAt(call: Call, path: Path): Question | undefined {
  const [first = '', ...rest] = path.split('/');
  let question = indexOf(call).get(first);
  for (const segment of rest) {
    if (!question) return undefined;
    if (ROW_ID.test(segment)) continue;
    const parent: Question = question;
    const children = compositeKindOf(parent)?.children(parent.kind);
    question = children && childrenById(children).get(segment);
  }
  return question;
}

const children = new WeakMap<readonly Question[], ReadonlyMap<string, Question>>();

function childrenById(list: readonly Question[]): ReadonlyMap<string, Question> {
  let index = children.get(list);
  if (!index) {
    index = new Map(list.map((child) => [child.id, child]));
    children.set(list, index);
  }
  return index;
}

/** A value that a question as a whole gives besides its parts. */
export interface DerivedPlace {
  readonly question: Question;
  readonly path: Path;
  readonly name: string;
}

/** The derived value that a path names: `key_tech/r1/trl_supported` is the value `supported` of `key_tech/r1/trl`. */
export function derivedAt(call: Call, path: Path): DerivedPlace | undefined {
  for (let at = path.lastIndexOf('_'); at > path.lastIndexOf('/'); at = path.lastIndexOf('_', at - 1)) {
    const question = questionAt(call, path.slice(0, at));
    const name = path.slice(at + 1);
    if (question && compositeKindOf(question)?.derived?.names.includes(name)) {
      return { question, path: path.slice(0, at), name };
    }
  }
  return undefined;
}

/** The derived value itself; undefined where there is none yet. */
export function derivedValue(
  book: Book,
  { question, path, name }: DerivedPlace,
): string | number | undefined {
  return compositeKindOf(question)?.derived?.value(question, path, book, name);
}

/** What to store when the person confirms what a `confirm` step shows. */
export function confirmationOf(slot: Pick<Slot, 'leaf' | 'path'>, book: Book): Json {
  return compositeKindOf(slot.leaf)?.confirmation?.(slot.leaf, slot.path, book) ?? null;
}

/** Read access to the answers of a call, conditions' plain values included. */
export function bookOf(call: Call, answers: Answers): Book {
  const computed = new Map(call.computed.map((each) => [each.id, each]));
  const plainAt = (path: Path): unknown => {
    const question = questionAt(call, path);
    if (!question) {
      const derived = derivedAt(call, path);
      return derived && derivedValue(book, derived);
    }
    const answer = answers.get(path);
    if (answer?.state !== 'given' || answer.value === undefined) return undefined;
    if (compositeKindOf(question)) return undefined;
    return leafKindOf(question).plain(answer.value, question.kind);
  };
  const impliedAt = (path: Path): Answer | undefined => {
    const question = path.includes('/') ? undefined : questionAt(call, path);
    return question && compositeKindOf(question)?.implied?.(question, path, book);
  };
  const book: Book = {
    get: (path) => answers.get(path) ?? impliedAt(path),
    plain(id, scope) {
      for (let at = scope ?? ''; at; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
        const value = plainAt(`${at}/${id}`);
        if (value !== undefined) return value;
      }
      const formula = computed.get(id);
      return formula ? compute(call, book, formula.formula) : plainAt(id);
    },
  };
  return book;
}

/** The visible slots: questions whose `show_if` holds, composites expanded. */
export function planOf(call: Call, answers: Answers): Plan {
  const book = bookOf(call, answers);
  const lookup = (id: string): unknown => book.plain(id);
  const slots: PlannedSlot[] = [];
  const add = (question: Question, section: Section | null): void => {
    if (question.show_if && !holds(question.show_if, lookup)) return;
    const composite = compositeKindOf(question);
    if (!composite) {
      slots.push({ path: question.id, leaf: question, question, section, required: question.required });
      return;
    }
    for (const slot of composite.slots(question, question.id, book)) slots.push({ ...slot, section });
  };
  for (const gate of call.gates) add(gate, null);
  for (const section of call.sections) {
    if (section.show_if && !holds(section.show_if, lookup)) continue;
    for (const question of section.questions) add(question, section);
  }
  const byPath = new Map(slots.map((slot) => [slot.path, slot]));
  return { call, book, slots, at: (path) => byPath.get(path) };
}

/**
 * Whether a slot needs no further asking now: given, or none where that is a full answer; a put-off or unknown one
 * is not settled.
 */
export function settled(slot: Slot, book: Book): boolean {
  const steers = slot.control ? compositeKindOf(slot.leaf) : undefined;
  if (steers?.settled) return steers.settled(slot.leaf, slot.path, book);
  const answer = book.get(slot.path);
  if (!answer) return false;
  return answer.state === 'given' || answer.state === 'none';
}

const planned = new WeakMap<Answers, Plan>();

/**
 * The plan of answers that nobody changes any more, made once: the answers of a stored submission, and those of a
 * change being tried. Like `planOf` otherwise.
 */
export function planFor(call: Call, answers: Answers): Plan {
  const known = planned.get(answers);
  if (known?.call === call) return known;
  const plan = planOf(call, answers);
  planned.set(answers, plan);
  return plan;
}
