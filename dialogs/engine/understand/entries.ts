/**
 * What one step of a form may be called: itself, and the section, question and row that it is the first step of; and its
 * row by what the answer says.
 */
import type { Call } from '../../../forms/call.ts';
import type { Json } from '../../../forms/json.ts';
import type { Book } from '../../../forms/kinds/kind.ts';
import type { PlannedSlot } from '../../../forms/plan.ts';
import type { Question } from '../../../forms/question.ts';
import type { Answer, Path } from '../../../forms/submission.ts';
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

/** One place for which a slot stands; `id` is what it has once in a form. */
export interface Entry {
  readonly id: string;
  readonly named: Named;
  /** Names by themselves. */
  readonly own: readonly string[];
  /** Names behind that of the row, and the names of the row; none where the place is no cell. */
  readonly inRow: readonly string[];
  readonly rows: readonly string[];
}

/** Links the name of a row with that of its cell: 案例2的规模. */
export const OF = '的';

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

/** The places for which a slot stands. */
export function entriesOf(call: Call, slot: PlannedSlot): readonly Entry[] {
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

/** A row by what it is about; `id` is the row with those words, which may stand in several of its cells. */
export interface Content {
  readonly id: string;
  readonly name: string;
  readonly named: Named;
}

interface KeptContent {
  readonly path: Path;
  readonly label: string;
  readonly content: Content | undefined;
}

/** By the answer, which never changes; with the place at which it was found. */
const contents = new WeakMap<Answer, KeptContent>();

/** The row of a cell by what the cell says, where that is a short free text (减排率 as the name of an indicator). */
export function contentOf(slot: PlannedSlot, book: Book, today: string): Content | undefined {
  if (!slot.row || slot.control) return undefined;
  const answer = book.get(slot.path);
  if (!answer) return undefined;
  const label = `${rowLabel(slot)}${slot.row.number}`;
  const known = contents.get(answer);
  if (known?.path === slot.path && known.label === label) return known.content;
  const content = isStrict(slot, today) ? undefined : freshContent(slot, slot.row.path, answer, label);
  contents.set(answer, { path: slot.path, label, content });
  return content;
}

function freshContent(slot: PlannedSlot, row: Path, answer: Answer, label: string): Content | undefined {
  const kind = answer.state === 'given' && answer.value !== undefined ? leafOf(slot) : undefined;
  const shown = kind?.show(answer.value as Json, slot.leaf.kind) ?? '';
  if (shown.length < 2 || shown.length > NAME) return undefined;
  const name = squeeze(shown);
  const place: Place = { kind: 'row', id: row, path: slot.path, label: `${label}：${shown}` };
  return { id: `${row} ${name}`, name, named: { content: true, names: [name], place } };
}
