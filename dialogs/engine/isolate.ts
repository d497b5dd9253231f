/**
 * A few questions of a call as a call of their own: the same questions, kinds and rules, and nothing of the answers
 * that somebody else gave to the others. What of a composite is handed over by itself (a part, a cell) becomes a
 * question with an id of its own.
 */
import type { Call } from '../../forms/call.ts';
import { type Condition, holds, reads } from '../../forms/condition.ts';
import { compositeKindOf } from '../../forms/kinds/index.ts';
import { type Plan, type PlannedSlot, questionAt } from '../../forms/plan.ts';
import type { Question, Section } from '../../forms/question.ts';
import type { Path } from '../../forms/submission.ts';
import type { Place } from './understand/intent.ts';

/** A question handed over: its id in the small call, its path in the whole, what it is called there. */
export interface Isolated {
  readonly id: string;
  readonly path: Path;
  readonly label: string;
  /** Parts and columns that the draft does not ask for, by conditions outside of what is handed over. */
  readonly hidden?: readonly string[];
  /** Asked only by an answer to another question that is handed over with it. */
  readonly conditional?: true;
}

/**
 * The questions that a place stands for: a section's or a question's as a whole, a row's or a slot's by themselves.
 * Conditions of the call, and scans that come after printing, are nobody else's; steps inside a ladder only make sense
 * together.
 */
export function isolatedAt(plan: Plan, place: Place, labelOf: (path: Path) => string): readonly Isolated[] {
  const slot = plan.at(place.path);
  if (!slot?.section || slot.section.later) return [];
  if (place.kind === 'section') return bySection(plan, slot.section);
  if (place.kind === 'row' && slot.row) return ofRow(plan, slot.row.path, labelOf);
  if (place.kind === 'question') return [whole(plan, slot.question, [])];
  return byItself(plan, slot, labelOf);
}

function bySection(plan: Plan, section: Section): Isolated[] {
  const visible = new Set(
    plan.slots.filter((slot) => slot.section === section).map(({ question }) => question.id),
  );
  const ids = section.questions.map(({ id }) => id);
  return section.questions.flatMap((question): Isolated[] => {
    const own = question.show_if && within(question.show_if, ids);
    if (own) return [{ ...whole(plan, question, ids), conditional: true }];
    return visible.has(question.id) ? [whole(plan, question, ids)] : [];
  });
}

/** Whether a condition reads these only. */
function within(condition: Condition, ids: readonly string[]): boolean {
  return reads(condition).every((id) => ids.includes(id));
}

/** A question with all that is in it; what the draft's other answers leave out of it is left out here. */
function whole({ book }: Plan, question: Question, handed: readonly string[]): Isolated {
  const { id, label, kind } = question;
  const children = compositeKindOf(question)?.children(kind) ?? [];
  const known = [...handed, ...children.map((child) => child.id)];
  const hidden = children
    .filter(
      ({ show_if }) => show_if && !within(show_if, known) && !holds(show_if, (each) => book.plain(each, id)),
    )
    .map((child) => child.id);
  return { id, path: id, label, ...(hidden.length > 0 ? { hidden } : {}) };
}

function ofRow({ slots }: Plan, row: Path, labelOf: (path: Path) => string): Isolated[] {
  const cells = slots.filter(({ path, control }) => path.startsWith(`${row}/`) && !control);
  return cells.some((slot) => isStep(slot)) ? [] : cells.map((slot, at) => part(slot, at, labelOf));
}

function byItself(plan: Plan, slot: PlannedSlot, labelOf: (path: Path) => string): Isolated[] {
  if (slot.leaf === slot.question || isStep(slot)) return [whole(plan, slot.question, [])];
  return [part(slot, 0, labelOf)];
}

/** A step that its question makes of its own, and that no question of the call describes. */
function isStep({ leaf, question, path, row }: PlannedSlot): boolean {
  const children = compositeKindOf(question)?.children(question.kind) ?? [];
  const depth = row ? row.path.split('/').length + 1 : 2;
  return !children.includes(leaf) || path.split('/').length !== depth;
}

function part({ path }: PlannedSlot, at: number, labelOf: (path: Path) => string): Isolated {
  return { id: `part_${at + 1}`, path, label: labelOf(path) };
}

const made = new WeakMap<Call, Map<string, Call>>();
/** Small calls of one call that are kept. */
const MOST = 200;

/** The small call; the same object for the same questions. */
export function isolate(call: Call, items: readonly Isolated[]): Call {
  const key = JSON.stringify(items);
  let known = made.get(call);
  const before = known?.get(key);
  if (before) return before;
  const fresh = build(call, items);
  if (!known || known.size >= MOST) {
    known = new Map();
    made.set(call, known);
  }
  known.set(key, fresh);
  return fresh;
}

function build(call: Call, items: readonly Isolated[]): Call {
  const ids = items.filter(({ id, path }) => id === path).map(({ id }) => id);
  const sections = call.sections.flatMap((section): Section[] => {
    const { show_if: _, intro: __, ...rest } = section;
    const questions = items
      .filter(({ path }) => section.questions.some(({ id }) => id === path.split('/')[0]))
      .flatMap((item) => questionOf(call, item, ids) ?? []);
    return questions.length === 0 ? [] : [{ ...rest, later: false, questions }];
  });
  return { ...call, gates: [], sections, computed: [], rules: [] };
}

/** The question as it is asked by itself: conditions that read other answers were decided when it was handed over. */
function questionOf(call: Call, item: Isolated, ids: readonly string[]): Question | undefined {
  const question = questionAt(call, item.path);
  if (!question) return undefined;
  const { id, label, hidden = [] } = item;
  const bare = unconditional(question, item.conditional ? ids : []);
  return { ...bare, id, label, kind: kindOf(question, hidden, ids) };
}

/** Without a condition that reads more than these, and without what leads to other answers. */
function unconditional(
  { show_if, same_as: _, propose: __, ...rest }: Question,
  ids: readonly string[],
): Question {
  return show_if && within(show_if, ids) ? { ...rest, show_if } : rest;
}

/** The kind's configuration with those of its parts or columns that are asked. */
function kindOf(question: Question, hidden: readonly string[], ids: readonly string[]): Question['kind'] {
  const { kind } = question;
  const children = compositeKindOf(question)?.children(kind);
  const field = Object.entries(kind).find(([, value]) => value === children)?.[0];
  if (!children || field === undefined) return kind;
  const known = [...ids, ...children.map(({ id }) => id)];
  const asked = children.filter(({ id }) => !hidden.includes(id)).map((child) => unconditional(child, known));
  return { ...kind, [field]: asked };
}

/** The path in the draft of a path in the small call. */
export function realPath(items: readonly Isolated[], path: Path): Path {
  const [id = '', ...rest] = path.split('/');
  const item = items.find((each) => each.id === id);
  return item ? [item.path, ...rest].join('/') : path;
}
