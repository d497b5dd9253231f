/**
 * A few questions of a call as a call of their own: the same questions, kinds and rules, and nothing of the answers
 * that somebody else gave to the others. What of a composite is handed over by itself (a part, a cell) becomes a
 * question with an id of its own.
 */
import type { Call } from '../../forms/call.ts';
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
}

/**
 * The questions that a place stands for: a section's or a question's as a whole, a row's or a slot's by themselves.
 * Conditions of the call, and scans that come after printing, are nobody else's; steps inside a ladder only make sense
 * together.
 */
export function isolatedAt(plan: Plan, place: Place, labelOf: (path: Path) => string): readonly Isolated[] {
  const slot = plan.at(place.path);
  if (!slot?.section || slot.section.later) return [];
  if (place.kind === 'section') return bySection(plan, slot.section, labelOf);
  if (place.kind === 'row' && slot.row) return ofRow(plan, slot.row.path, labelOf);
  if (place.kind === 'question') return [whole(slot.question)];
  return byItself(slot, labelOf);
}

function bySection({ slots }: Plan, section: Section, labelOf: (path: Path) => string): Isolated[] {
  const questions = new Set(slots.filter((slot) => slot.section === section).map(({ question }) => question));
  return [...questions].map((question) => ({
    ...whole(question),
    label: labelOf(question.id) || question.label,
  }));
}

function whole({ id, label }: Question): Isolated {
  return { id, path: id, label };
}

function ofRow({ slots }: Plan, row: Path, labelOf: (path: Path) => string): Isolated[] {
  const cells = slots.filter(({ path, control }) => path.startsWith(`${row}/`) && !control);
  return cells.some((slot) => isStep(slot)) ? [] : cells.map((slot, at) => part(slot, at, labelOf));
}

function byItself(slot: PlannedSlot, labelOf: (path: Path) => string): Isolated[] {
  if (slot.leaf === slot.question) return [whole(slot.question)];
  if (isStep(slot)) return [whole(slot.question)];
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
  const key = JSON.stringify(items.map(({ id, path, label }) => [id, path, label]));
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
  const sections = call.sections.flatMap((section): Section[] => {
    const { show_if: _, intro: __, ...rest } = section;
    const questions = items
      .filter(({ path }) => section.questions.some(({ id }) => id === path.split('/')[0]))
      .flatMap((item) => questionOf(call, item) ?? []);
    return questions.length === 0 ? [] : [{ ...rest, later: false, questions }];
  });
  return { ...call, gates: [], sections, computed: [], rules: [] };
}

/** The question as it is asked by itself: when it is asked was decided when it was handed over. */
function questionOf(call: Call, { id, path, label }: Isolated): Question | undefined {
  const question = questionAt(call, path);
  if (!question) return undefined;
  const { show_if: _, same_as: __, propose: ___, ...rest } = question;
  return { ...rest, id, label };
}

/** The path in the draft of a path in the small call. */
export function realPath(items: readonly Isolated[], path: Path): Path {
  const [id = '', ...rest] = path.split('/');
  const item = items.find((each) => each.id === id);
  return item ? [item.path, ...rest].join('/') : path;
}
