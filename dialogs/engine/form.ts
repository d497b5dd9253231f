/** A section's short questions as a form: which they are, how each stands in it, and what is left to the chat. */
import { shownAnswer } from '../../forms/documents/shown.ts';
import type { Json } from '../../forms/json.ts';
import { findKind } from '../../forms/kinds/index.ts';
import type { LeafKind } from '../../forms/kinds/kind.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Section } from '../../forms/question.ts';
import { ENTRY_LENGTH, type Entry, type FormField, type FormSheet } from '../../forms/sheet.ts';
import type { Path } from '../../forms/submission.ts';
import { hasText, text } from '../../forms/text/index.ts';
import { confidentialGate } from './gate.ts';
import { offeredOptions } from './offered.ts';
import type { Reply, Situation } from './situation.ts';
import { cut, labelOf, sectionName } from './wording.ts';

/** From so many open questions on a form is worth being offered. */
const WORTH = 3;
/** Most options of a question that a form shows. */
const MOST_OPTIONS = 40;
/** Longest question and hint in a form, in characters. */
const ASK = 60;
const HINT = 40;

const BLANK: Entry = { words: '', chosen: [] };

/** What a form shows besides the answers as they are. */
export interface Shown {
  readonly lead?: string;
  /** Paths of the fields it has; all of the section's unless told. */
  readonly only?: ReadonlySet<Path>;
  /** As it was entered, and why it is refused. */
  readonly refused?: ReadonlyMap<Path, { readonly entry: Entry; readonly why: string }>;
}

/** The kind of a step that is a field of a form: short, of words or options, in no row. */
export function fieldKind(slot: PlannedSlot): LeafKind | undefined {
  if (slot.control || slot.row || slot.detail) return undefined;
  const kind = findKind(slot.leaf.kind.type);
  if (kind?.shape !== 'leaf' || kind.longText || kind.takesFiles) return undefined;
  if (kind.field?.(slot.leaf.kind) === 'none') return undefined;
  return (kind.options?.(slot.leaf.kind).length ?? 0) > MOST_OPTIONS ? undefined : kind;
}

/** The steps of a section that are fields of its form, in order; those with longer answers than a field holds are none. */
export function fieldsOf({ plan }: Situation, section: Section): PlannedSlot[] {
  return plan.slots.filter(
    (slot) =>
      slot.section?.id === section.id &&
      fieldKind(slot) !== undefined &&
      shownAnswer(plan, slot.path).length <= ENTRY_LENGTH,
  );
}

/** The form of a section; undefined where nothing in it would be a field. */
export function formOf(situation: Situation, section: Section, shown: Shown = {}): FormSheet | undefined {
  const all = fieldsOf(situation, section);
  const own = all.filter(({ path }) => shown.only?.has(path) ?? true);
  const [first] = own;
  if (!first) return undefined;
  const title = sectionName(section);
  const others = othersIn(situation, section, all);
  return {
    kind: 'form',
    submission: situation.head.id,
    section: section.id,
    title,
    lead: shown.lead ?? text('form.lead', { title }),
    fields: own.map((slot) => fieldOf(situation, slot, shown)),
    first: all.indexOf(first) + 1,
    total: all.length,
    foot: others.length === 0 ? '' : text('form.in_chat', { names: others.join('、') }),
  };
}

/** What of the section is asked in the chat only, by its questions. */
function othersIn({ plan }: Situation, section: Section, fields: readonly PlannedSlot[]): string[] {
  const others = plan.slots.filter((slot) => slot.section?.id === section.id && !fields.includes(slot));
  const known = new Set(fields.map(({ question }) => question));
  return [...new Set(others.flatMap(({ question }) => (known.has(question) ? [] : [question.label])))];
}

function fieldOf(situation: Situation, slot: PlannedSlot, { refused }: Shown): FormField {
  const { leaf, path, required } = slot;
  const kind = fieldKind(slot);
  const again = refused?.get(path);
  const entry = again?.entry ?? entryOf(situation, slot);
  const beside = kind?.pick?.beside(leaf.kind);
  const options = offeredOptions(situation, slot).map(({ title }) => title);
  // What stands there may have been ruled out since: it is shown all the same.
  const all = options.length === 0 ? options : [...new Set([...options, ...entry.chosen])];
  return {
    path,
    label: labelOf(situation, path),
    ask: cut(leaf.ask, ASK),
    input: inputOf(slot, entry),
    required,
    ...entry,
    options: kind?.pick ? all : [],
    ...(beside ? { beside: beside.label } : {}),
    hint: hintOf(slot),
    ...(again ? { error: again.why } : {}),
  };
}

function inputOf(slot: PlannedSlot, { words }: Entry): FormField['input'] {
  const kind = fieldKind(slot);
  if (kind?.pick) return kind.pick.many ? 'many' : 'one';
  const field = kind?.field?.(slot.leaf.kind) ?? 'line';
  // A calendar holds nothing but a day.
  if (field === 'none' || (field === 'day' && words !== '' && !/^\d{4}-\d\d-\d\d$/.test(words)))
    return 'line';
  return field;
}

/** An answer as it stands in its field. */
export function entryOf({ plan, answers }: Situation, slot: PlannedSlot): Entry {
  const answer = answers.get(slot.path);
  if (answer?.state === 'none') return { ...BLANK, words: text('state.none') };
  if (answer?.state !== 'given' || answer.value === undefined) return BLANK;
  const kind = fieldKind(slot);
  if (kind?.pick) return kind.pick.of(answer.value, slot.leaf.kind);
  const isDay = kind?.field?.(slot.leaf.kind) === 'day' && isWholeDay(answer.value);
  return { ...BLANK, words: isDay ? String(answer.value) : shownAnswer(plan, slot.path) };
}

function isWholeDay(value: Json): boolean {
  return typeof value === 'string' && value.length === 10;
}

function hintOf(slot: PlannedSlot): string {
  const { leaf } = slot;
  const picked = fieldKind(slot)?.pick !== undefined;
  const { unit, type } = leaf.kind;
  const [example] = leaf.examples;
  const general = `hint.${type}`;
  const hint =
    typeof unit === 'string'
      ? text('form.unit', { unit })
      : example !== undefined
        ? text('form.example', { example: cut(example, HINT) })
        : hasText(general) && !picked
          ? text(general)
          : '';
  if (!leaf.none) return hint;
  const none = text('form.or_none');
  return hint === '' ? none : text('form.hints', { one: hint, two: none });
}

/** Whether the form of the section is worth offering where its first question is asked. */
export function offersForm(situation: Situation, slot: PlannedSlot): boolean {
  const { section } = slot;
  if (!section || slot.control || confidentialGate(situation)) return false;
  const first = situation.plan.slots.find((each) => each.section === section && !each.control);
  if (first !== slot) return false;
  return fieldsOf(situation, section).length >= WORTH;
}

/** The section of the open question as a form. In words it is lines to copy and fill in. */
export function formReply(situation: Situation, slot: PlannedSlot | null): Reply {
  const section = slot?.section;
  const sheet = section ? formOf(situation, section) : undefined;
  if (!section || !sheet || confidentialGate(situation)) return { text: text('form.none') };
  const open = sheet.fields.filter(({ path }) => !situation.answers.has(path));
  const [first] = sheet.fields;
  const title = sectionName(section);
  if (open.length === 0) return { text: text('form.all_given', { title, label: first?.label ?? '' }), sheet };
  // A line alone is no quicker than its question.
  if (open.length === 1) return { text: text('form.none'), sheet };
  const lines = open.map(({ label }) => text('form.copy_line', { label }));
  return { text: [text('form.copy'), ...lines].join('\n'), sheet };
}
