/**
 * The names of a form's places: what its sections, questions, rows and slots are called, and rows also by what they are
 * about. Kept group by group of the plan, so that a message is compared with a thousand names without making them anew.
 */
import type { Call } from '../../../forms/call.ts';
import type { PlannedGroup } from '../../../forms/groups.ts';
import type { Json } from '../../../forms/json.ts';
import type { Book } from '../../../forms/kinds/kind.ts';
import type { Plan, PlannedSlot } from '../../../forms/plan.ts';
import type { Question } from '../../../forms/question.ts';
import type { Answer } from '../../../forms/submission.ts';
import type { Place } from './intent.ts';
import { isStrict, leafOf } from './plausible.ts';
import { squeeze } from './words.ts';

/** Longest words that can name a place. */
export const NAME = 30;

/** A place with all that it may be called, squeezed. */
export interface Named {
  readonly names: readonly string[];
  /** A row by what it is about. */
  readonly content?: true;
  readonly place: Place;
}

/** Every place once, in the form's order; rows by what they are about come last. */
export function allNames(plan: Plan, today: string): readonly Named[] {
  const places = new Map<string, Named>();
  const about = new Map<string, Named>();
  for (const names of namesOf(plan, today)) {
    for (const { id, named } of names.entries) if (!places.has(id)) places.set(id, named);
    for (const { id, named } of names.about) about.set(id, named);
  }
  return [...places.values(), ...about.values()];
}

/** Those of them that are called by exactly this name, in the same order. */
export function calledExactly(plan: Plan, today: string, name: string): readonly Named[] {
  const places = new Map<string, Named>();
  const about = new Map<string, Named>();
  for (const names of namesOf(plan, today)) {
    for (const { id, named } of called(names, name)) if (!places.has(id)) places.set(id, named);
    for (const { id, named } of names.about) if (named.names[0] === name) about.set(id, named);
  }
  return [...places.values(), ...about.values()];
}

/** One place for which a slot stands; `id` is what it has once in a form. */
interface Entry {
  readonly id: string;
  readonly named: Named;
  /** Names by themselves. */
  readonly own: readonly string[];
  /** Names behind that of the row, and the names of the row; none where the place is no cell. */
  readonly inRow: readonly string[];
  readonly rows: readonly string[];
}

/** The names of one group of slots. */
interface GroupNames {
  readonly entries: readonly Entry[];
  /** Places in `entries` by a name that is the place's own. */
  readonly own: ReadonlyMap<string, readonly number[]>;
  /** Places in `entries` by a name that takes the row's in front of it, and those names of rows. */
  readonly cells: ReadonlyMap<string, readonly number[]>;
  readonly rows: readonly string[];
  readonly about: readonly Content[];
}

/** A row by what it is about; `id` is the row with those words, which may stand in several of its cells. */
interface Content {
  readonly id: string;
  readonly named: Named;
}

/** Links the name of a row with that of its cell: 案例2的规模. */
const OF = '的';

function called({ entries, own, cells, rows }: GroupNames, name: string): readonly Entry[] {
  const found = new Set(own.get(name) ?? []);
  for (const row of rows) {
    if (!name.startsWith(row)) continue;
    const rest = name.slice(row.length);
    for (const cell of rest.startsWith(OF) ? [rest, rest.slice(OF.length)] : [rest]) {
      for (const at of cells.get(cell) ?? []) if (entries[at]?.rows.includes(row)) found.add(at);
    }
  }
  return [...found].sort((a, b) => a - b).flatMap((at) => entries[at] ?? []);
}

/** The plan of the turn that runs: a message is compared with its names again and again. */
let last: { readonly plan: Plan; readonly names: readonly GroupNames[] } | undefined;

function namesOf(plan: Plan, today: string): readonly GroupNames[] {
  if (last?.plan !== plan) last = { plan, names: plan.groups.map((group) => namesIn(plan, group, today)) };
  return last.names;
}

/** Groups whose names are kept, those of other drafts included; a form has some fifty, of a few slots each. */
const MOST_GROUPS = 4000;

/** The group used least recently first. A group stands for the same answers in its rows as long as it is the same. */
const kept = new Map<PlannedGroup, GroupNames>();

function namesIn(plan: Plan, group: PlannedGroup, today: string): GroupNames {
  const names = kept.get(group) ?? groupNames(plan, group, today);
  kept.delete(group);
  kept.set(group, names);
  if (kept.size > MOST_GROUPS) {
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  }
  return names;
}

function groupNames({ call, book }: Plan, { slots }: PlannedGroup, today: string): GroupNames {
  const entries = new Map<string, Entry>();
  for (const slot of slots) {
    for (const entry of entriesOf(call, slot)) if (!entries.has(entry.id)) entries.set(entry.id, entry);
  }
  const own = new Map<string, number[]>();
  const cells = new Map<string, number[]>();
  const rows = new Set<string>();
  const list = [...entries.values()];
  for (const [at, entry] of list.entries()) {
    for (const name of entry.own) add(own, name, at);
    for (const name of entry.inRow) add(cells, name, at);
    for (const row of entry.rows) rows.add(row);
  }
  return { entries: list, own, cells, rows: [...rows], about: rowsByContent(slots, book, today) };
}

function add(places: Map<string, number[]>, name: string, at: number): void {
  const known = places.get(name);
  if (known) known.push(at);
  else places.set(name, [at]);
}

/** What one slot is called, by path. */
interface SlotEntries {
  readonly leaf: Question;
  /** Number of its row, which moves when a row before it goes. */
  readonly number: number | undefined;
  readonly entries: readonly Entry[];
}

/** The names do not change from answer to answer, and a form has thousands of them. */
const entriesByCall = new WeakMap<Call, Map<string, SlotEntries>>();
/** Slots of a call that are kept: a form has some hundred, and rows without end. */
const MOST_SLOTS = 5000;

function entriesOf(call: Call, slot: PlannedSlot): readonly Entry[] {
  let known = entriesByCall.get(call);
  if (!known || known.size > MOST_SLOTS) {
    known = new Map();
    entriesByCall.set(call, known);
  }
  const key = slot.control ? `${slot.path} ${slot.control}` : slot.path;
  let present = known.get(key);
  if (present?.leaf !== slot.leaf || present.number !== slot.row?.number) {
    present = { leaf: slot.leaf, number: slot.row?.number, entries: freshEntries(slot) };
    known.set(key, present);
  }
  return present.entries;
}

/** A slot as itself, and as the first of its section, its question and its row. */
function freshEntries(slot: PlannedSlot): Entry[] {
  const { section, question, leaf, row, path } = slot;
  const entries: Entry[] = [];
  if (section) {
    const place: Place = { kind: 'section', id: section.id, path, label: section.title };
    const numbered = `${section.number}${section.title}`;
    entries.push(entry(place, [section.title, section.number, numbered, ...section.aliases]));
  }
  if (leaf !== question || row) {
    const names = [question.label, ...question.aliases, question.code ?? ''];
    entries.push(entry({ kind: 'question', id: question.id, path, label: question.label }, names));
  }
  if (slot.control) return entries;
  if (!row) {
    const names = [leaf.label, ...leaf.aliases, leaf.code ?? ''];
    return [...entries, entry({ kind: 'slot', id: path, path, label: leaf.label }, names)];
  }
  const label = `${rowLabel(slot)}${row.number}`;
  const rows = namesOfRow(slot);
  entries.push(entry({ kind: 'row', id: row.path, path, label }, rows));
  return [...entries, cell({ kind: 'slot', id: path, path, label: `${label}：${leaf.label}` }, leaf, rows)];
}

const squeezed = (names: readonly string[]): string[] => [...new Set(names.map(squeeze).filter(Boolean))];

function entry(place: Place, names: readonly string[]): Entry {
  const own = squeezed(names);
  return { id: `${place.kind} ${place.id}`, named: { place, names: own }, own, inRow: [], rows: [] };
}

/** A cell is called by its own names, and by each of them behind each name of its row: those are put together on demand. */
function cell(place: Place, { label, aliases, code }: Question, rowNames: readonly string[]): Entry {
  const inRow = squeezed([label, ...aliases]);
  const rows = squeezed(rowNames);
  const coded = squeezed([code ?? '']);
  let all: readonly string[] | undefined;
  const named: Named = {
    place,
    get names() {
      all ??= [...new Set([...inRow, ...behind(rows, inRow), ...coded])];
      return all;
    },
  };
  return { id: `${place.kind} ${place.id}`, named, own: [...inRow, ...coded], inRow, rows };
}

function behind(rows: readonly string[], cells: readonly string[]): string[] {
  return rows.flatMap((row) => cells.flatMap((own) => [`${row}${own}`, `${row}${OF}${own}`]));
}

function rowLabel(slot: PlannedSlot): string {
  const label = slot.question.kind.row_label;
  return typeof label === 'string' ? label : slot.question.label;
}

const CHINESE_NUMBERS = '一二三四五六七八九十';

function namesOfRow(slot: PlannedSlot): string[] {
  const number = slot.row?.number ?? 0;
  const label = rowLabel(slot);
  const written = [String(number), CHINESE_NUMBERS.charAt(number - 1)].filter(Boolean);
  return written.flatMap((one) => [
    `${label}${one}`,
    `第${one}个${label}`,
    `第${one}条${label}`,
    `第${one}项${label}`,
  ]);
}

/** What a cell says, if it is short enough to call its row by; empty otherwise. An answer never changes. */
const contents = new WeakMap<Answer, { readonly shown: string; readonly name: string }>();

function contentOf(slot: PlannedSlot, answer: Answer): { shown: string; name: string } {
  const known = contents.get(answer);
  if (known) return known;
  const kind = answer.state === 'given' && answer.value !== undefined ? leafOf(slot) : undefined;
  const whole = kind?.show(answer.value as Json, slot.leaf.kind) ?? '';
  const shown = whole.length < 2 || whole.length > NAME ? '' : whole;
  const content = { shown, name: squeeze(shown) };
  contents.set(answer, content);
  return content;
}

/** Rows by what they are about: the short free texts in them (减排率 as the name of an indicator). */
function rowsByContent(slots: readonly PlannedSlot[], book: Book, today: string): Content[] {
  return slots.flatMap((slot): Content[] => {
    if (!slot.row || slot.control || isStrict(slot, today)) return [];
    const answer = book.get(slot.path);
    const { shown, name } = answer ? contentOf(slot, answer) : { shown: '', name: '' };
    if (shown === '') return [];
    const label = `${rowLabel(slot)}${slot.row.number}：${shown}`;
    const place: Place = { kind: 'row', id: slot.row.path, path: slot.path, label };
    return [{ id: `${slot.row.path} ${name}`, named: { content: true, names: [name], place } }];
  });
}
