/**
 * What a call asks, given the answers so far: the visible slots in order. Pure; the interview, the progress, the
 * formal check and the documents all read from here.
 */
import { joined, type PlannedBlock, plainBlock, plannedBlock } from './blocks.ts';
import type { Call } from './call.ts';
import { compute } from './compute.ts';
import type { Computed } from './computed.ts';
import { holds } from './condition.ts';
import { type PlannedSlot, plainGroup } from './groups.ts';
import type { Json } from './json.ts';
import { compositeKindOf, leafKindOf } from './kinds/index.ts';
import { type Book, ROW_ID, type Slot } from './kinds/kind.ts';
import type { Question, Section } from './question.ts';
import { Recall } from './recall.ts';
import type { Answer, Answers, Path } from './submission.ts';

export type { PlannedSlot } from './groups.ts';

export interface Plan {
  readonly call: Call;
  readonly book: Book;
  readonly slots: readonly PlannedSlot[];
  /** The same slots in blocks that change by themselves. */
  readonly blocks: readonly PlannedBlock[];
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

/** Paths of a call whose question is kept: a form has a thousand, and rows without end. */
const MOST_PATHS = 5000;

const found = new WeakMap<Call, Map<Path, Question | undefined>>();

/** The question that a path is about, visible or not: `cases/r2/scale` gives the column `scale` of `cases`. */
export function questionAt(call: Call, path: Path): Question | undefined {
  let known = found.get(call);
  if (!known || known.size >= MOST_PATHS) {
    known = new Map();
    found.set(call, known);
  }
  if (!known.has(path)) known.set(path, findQuestion(call, path));
  return known.get(path);
}

function findQuestion(call: Call, path: Path): Question | undefined {
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

/** Read access to the answers of a call, conditions' plain values included; with versions where nobody changes them. */
function bookOf(call: Call, answers: Answers, versioned: boolean): Book {
  const computed = computedOf(call);
  const recall = versioned ? new Recall(call, answers) : undefined;
  const given = (path: Path): Answer | undefined => {
    recall?.note(path);
    return answers.get(path);
  };
  const plainAt = (path: Path): unknown => {
    const question = questionAt(call, path);
    if (!question) {
      const derived = derivedAt(call, path);
      return derived && derivedValue(book, derived);
    }
    const answer = given(path);
    if (answer?.state !== 'given' || answer.value === undefined) return undefined;
    if (compositeKindOf(question)) return undefined;
    return leafKindOf(question).plain(answer.value, question.kind);
  };
  const impliedAt = (path: Path): Answer | undefined => {
    const question = path.includes('/') ? undefined : questionAt(call, path);
    return question && compositeKindOf(question)?.implied?.(question, path, book);
  };
  const book: Book = {
    get: (path) => given(path) ?? impliedAt(path),
    plain(id, scope) {
      for (let at = scope ?? ''; at; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
        const value = plainAt(`${at}/${id}`);
        if (value !== undefined) return value;
      }
      const formula = computed.get(id);
      return formula ? compute(call, book, formula.formula) : plainAt(id);
    },
    ...(recall
      ? {
          version: (path: Path) => recall.version(path),
          recall: <T>(name: string, make: () => T, keeps?: () => boolean) => recall.recall(name, make, keeps),
        }
      : {}),
  };
  return book;
}

const formulas = new WeakMap<Call, ReadonlyMap<string, Computed>>();

function computedOf(call: Call): ReadonlyMap<string, Computed> {
  let known = formulas.get(call);
  if (!known) {
    known = new Map(call.computed.map((each) => [each.id, each]));
    formulas.set(call, known);
  }
  return known;
}

/** The visible slots: questions whose `show_if` holds, composites expanded. */
export function planOf(call: Call, answers: Answers): Plan {
  return planWith(call, bookOf(call, answers, false));
}

function planWith(call: Call, book: Book): Plan {
  const blocks = blocksOf(call, book);
  let slots: readonly PlannedSlot[] | undefined;
  return {
    call,
    book,
    blocks,
    get slots() {
      slots ??= joined(blocks.map((block) => block.slots));
      return slots;
    },
    at(path) {
      const top = topOf(path);
      for (const block of blocks) {
        if (block.path !== '' && block.path !== top) continue;
        const slot = block.at(path);
        if (slot) return slot;
      }
      return undefined;
    },
  };
}

function blocksOf(call: Call, book: Book): PlannedBlock[] {
  const recalled = (name: string, make: () => PlannedBlock[]): PlannedBlock[] =>
    book.recall?.(name, make) ?? make();
  const gates = recalled('gates', () => blocksIn(call.gates, null, book));
  const sections = call.sections.map((section) =>
    recalled(`section ${section.id}`, () =>
      !section.show_if || holds(section.show_if, (id) => book.plain(id))
        ? blocksIn(section.questions, section, book)
        : [],
    ),
  );
  return [gates, ...sections].flat();
}

/** The blocks of a section, or of the gates. */
function blocksIn(questions: readonly Question[], section: Section | null, book: Book): PlannedBlock[] {
  const blocks: PlannedBlock[] = [];
  const lookup = (id: string): unknown => book.plain(id);
  let plain: Question[] = [];
  const close = (): void => {
    if (plain.length > 0) blocks.push(plainBlock(plainGroup(plain, section, questions), section));
    plain = [];
  };
  for (const question of questions) {
    if (question.show_if && !holds(question.show_if, lookup)) continue;
    const composite = compositeKindOf(question);
    if (!composite) {
      plain.push(question);
      continue;
    }
    close();
    const path = question.id;
    const inside = composite.blocks?.(question, path, book) ?? [
      {
        path,
        groups: composite.groups?.(question, path, book) ?? [
          { path, slots: composite.slots(question, path, book) },
        ],
      },
    ];
    for (const each of inside) blocks.push(plannedBlock(each, section, book));
  }
  close();
  return blocks;
}

/** The row of a path, or the top-level question where it is in none: `cases/r2` of `cases/r2/scale`. */
function topOf(path: Path): Path {
  const first = path.indexOf('/');
  if (first < 0) return path;
  const second = path.indexOf('/', first + 1);
  const id = path.slice(first + 1, second < 0 ? undefined : second);
  if (!ROW_ID.test(id)) return path.slice(0, first);
  return second < 0 ? path : path.slice(0, second);
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
 * change being tried. Like `planOf` otherwise, but what a change leaves as it was is not expanded again.
 */
export function planFor(call: Call, answers: Answers): Plan {
  const known = planned.get(answers);
  if (known?.call === call) return known;
  const plan = planWith(call, bookOf(call, answers, true));
  planned.set(answers, plan);
  return plan;
}
