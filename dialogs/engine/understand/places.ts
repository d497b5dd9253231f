/** Finds the places of a form that words point to: by label, title, other names, number, row, or what a row is about. */

import type { Call } from '../../../forms/call.ts';
import type { Json } from '../../../forms/json.ts';
import type { Plan, PlannedSlot } from '../../../forms/plan.ts';
import type { Question } from '../../../forms/question.ts';
import type { Answer } from '../../../forms/submission.ts';
import { placeHeads, placeTails, positions } from '../../../forms/text/zh-CN/lexicon/commands.ts';
import type { Place } from './intent.ts';
import { type PartNumber, partNumbers } from './numerals.ts';
import { isStrict, leafOf } from './plausible.ts';
import { fold, headOf, squeeze, tailOf } from './words.ts';

/** Longest words that can name a place. */
const NAME = 30;
/** Candidates that a person can still choose from. */
const MOST = 8;

interface Named {
  readonly names: readonly string[];
  /** A row by what it is about. */
  readonly content?: true;
  readonly place: Place;
}

export interface Search {
  readonly plan: Plan;
  readonly slot: PlannedSlot | null;
  readonly today: string;
}

/** How sure the words must be: the whole name, a part of a name, or a name with other words around it. */
export type Fit = 'exact' | 'part' | 'loose';

const indexes = new WeakMap<Plan, readonly Named[]>();

/** The places that the words name, best fit only; several are candidates, none means not found. */
export function findPlaces(search: Search, words: string, fit: Fit): readonly Place[] {
  const name = squeeze(words);
  if (name === '' || name.length > NAME) return [];
  const index = indexOf(search);
  for (const form of nameForms(name)) {
    const exact = index.filter((each) => each.names.includes(form));
    if (exact.length > 0) return chosen(search, exact);
    const placed = byPosition(search, form);
    if (placed) return placed;
  }
  for (const form of nameForms(fold(words).trim())) {
    const numbered = byNumber(search, form);
    if (numbered) return numbered;
  }
  if (fit === 'exact') return [];
  for (const form of nameForms(name)) {
    if (form.length < 2) continue;
    const part = index.filter((each) => each.names.some((own) => own.includes(form)));
    if (part.length > 0) return chosen(search, part);
  }
  return fit === 'loose' ? looseFit(search, index, name) : [];
}

/** The words as they are, then without 前面的… and …那里. */
function nameForms(name: string): string[] {
  const forms = [name];
  for (let at = 0; at < forms.length && forms.length < 8; at++) {
    const form = forms[at] ?? '';
    const head = headOf(form, placeHeads);
    const tail = tailOf(form, placeTails);
    for (const next of [tail && form.slice(0, form.length - tail.length), head && form.slice(head.length)]) {
      if (next && !forms.includes(next)) forms.push(next);
    }
  }
  return forms;
}

/** Names that make up at least half of the words; what stands last is what is meant: 联系人的电话. */
function looseFit(search: Search, index: readonly Named[], name: string): readonly Place[] {
  const inside = index.flatMap((each) => {
    const fitting = each.names.filter((own) => own.length >= 2 && name.includes(own));
    const own = fitting.reduce((best, one) => (one.length > best.length ? one : best), '');
    return own === '' ? [] : [{ each, own, end: name.lastIndexOf(own) + own.length }];
  });
  const left = inside.reduce((rest, { own }) => rest.replace(own, ''), name);
  if (left.length * 2 > name.length) return [];
  const end = Math.max(0, ...inside.map((one) => one.end));
  const last = inside.filter((one) => one.end === end);
  const size = Math.max(0, ...last.map((one) => one.own.length));
  return chosen(
    search,
    last.filter((one) => one.own.length === size).map((one) => one.each),
  );
}

/** One place per landing: a slot before its question before its section; what is near the present question first. */
function chosen(search: Search, found: readonly Named[]): readonly Place[] {
  const rank = { slot: 0, question: 2, row: 3, section: 4 } as const;
  const rankOf = ({ kind, path }: Place): number => rank[kind] + (search.plan.at(path)?.row ? 1 : 0);
  // The indicator named 减排率 is meant, not the question that is also called so.
  const rows = found.filter((each) => each.content);
  const general = ({ place }: Named): boolean =>
    place.kind === 'question' && rows.some((row) => row.place.id.startsWith(`${place.id}/`));
  const sorted = found.filter((each) => !general(each)).sort((a, b) => rankOf(a.place) - rankOf(b.place));
  const places: Place[] = [];
  for (const { place } of sorted) {
    if (places.some((each) => each.path === place.path)) continue;
    if (places.some((each) => within(search.plan, each, place))) continue;
    places.push(place);
  }
  const near = (place: Place): number =>
    search.slot && search.plan.at(place.path)?.question === search.slot.question ? 0 : 1;
  return places.sort((a, b) => near(a) - near(b)).slice(0, MOST);
}

/** Whether the first place is the section or question of the same name that the second stands for. */
function within(plan: Plan, inner: Place, outer: Place): boolean {
  if (inner.label !== outer.label) return false;
  return outer.kind === 'section' && plan.at(inner.path)?.section?.id === outer.id;
}

/** All names of the form, built once per plan. */
function indexOf(search: Search): readonly Named[] {
  let index = indexes.get(search.plan);
  if (!index) {
    index = buildIndex(search);
    indexes.set(search.plan, index);
  }
  return index;
}

/** The places one slot stands for, by a key that each place has once in a form. */
interface SlotNames {
  readonly leaf: Question;
  /** Number of its row, which moves when a row before it goes. */
  readonly number: number | undefined;
  readonly named: readonly (readonly [key: string, named: Named])[];
}

/** By path. The names do not change from answer to answer, and a form has thousands of them. */
const namesByCall = new WeakMap<Call, Map<string, SlotNames>>();
/** Slots of a call that are kept: a form has some hundred, and rows without end. */
const MOST_KEPT = 5000;

function buildIndex({ plan, today }: Search): Named[] {
  let kept = namesByCall.get(plan.call);
  if (!kept || kept.size > MOST_KEPT) {
    kept = new Map();
    namesByCall.set(plan.call, kept);
  }
  const index = new Map<string, Named>();
  for (const slot of plan.slots) {
    const key = slot.control ? `${slot.path} ${slot.control}` : slot.path;
    let names = kept.get(key);
    if (names?.leaf !== slot.leaf || names.number !== slot.row?.number) {
      names = { leaf: slot.leaf, number: slot.row?.number, named: namesAt(slot) };
      kept.set(key, names);
    }
    for (const [id, named] of names.named) if (!index.has(id)) index.set(id, named);
  }
  return [...index.values(), ...rowsByContent(plan, today)];
}

/** A slot as itself, and as the first of its section, its question and its row. */
function namesAt(slot: PlannedSlot): SlotNames['named'] {
  const { section, question, leaf, row, path } = slot;
  const named: [string, Named][] = [];
  const add = (place: Place, names: readonly string[]): void => {
    named.push([
      `${place.kind} ${place.id}`,
      { place, names: [...new Set(names.map(squeeze).filter(Boolean))] },
    ]);
  };
  if (section) {
    const place: Place = { kind: 'section', id: section.id, path, label: section.title };
    add(place, [section.title, section.number, `${section.number}${section.title}`, ...section.aliases]);
  }
  if (leaf !== question || row) {
    const names = [question.label, ...question.aliases, question.code ?? ''];
    add({ kind: 'question', id: question.id, path, label: question.label }, names);
  }
  if (slot.control) return named;
  const rowNames = row ? namesOfRow(slot) : [];
  if (row) {
    const label = `${rowLabel(slot)}${row.number}`;
    add({ kind: 'row', id: row.path, path, label }, rowNames);
  }
  const own = [leaf.label, ...leaf.aliases];
  const inRow = rowNames.flatMap((name) => own.flatMap((one) => [`${name}${one}`, `${name}的${one}`]));
  const label = row ? `${rowLabel(slot)}${row.number}：${leaf.label}` : leaf.label;
  add({ kind: 'slot', id: path, path, label }, [...own, ...inRow, leaf.code ?? '']);
  return named;
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
function rowsByContent(plan: Plan, today: string): Named[] {
  const named = new Map<string, Named>();
  for (const slot of plan.slots) {
    if (!slot.row || slot.control || isStrict(slot, today)) continue;
    const answer = plan.book.get(slot.path);
    const { shown, name } = answer ? contentOf(slot, answer) : { shown: '', name: '' };
    if (shown === '') continue;
    const label = `${rowLabel(slot)}${slot.row.number}：${shown}`;
    const place: Place = { kind: 'row', id: slot.row.path, path: slot.path, label };
    named.set(`${slot.row.path} ${name}`, { content: true, names: [name], place });
  }
  return [...named.values()];
}

/** The place of one slot. */
export function placeOf(slot: PlannedSlot): Place {
  return { kind: 'slot', id: slot.path, path: slot.path, label: slot.leaf.label };
}

/** 开头, 最后一题, 上一节. */
function byPosition({ plan, slot }: Search, name: string): readonly Place[] | undefined {
  const asked = plan.slots.filter((each) => !each.control);
  const first = asked.find((each) => each.section);
  const last = asked.at(-1);
  if (first && positions.first.includes(name)) return [placeOf(first)];
  if (last && positions.last.includes(name)) return [placeOf(last)];
  if (!slot?.section || !positions.previousSection.includes(name)) return undefined;
  const sections = [...new Set(asked.flatMap((each) => (each.section ? [each.section] : [])))];
  const before = sections[sections.indexOf(slot.section) - 1];
  const path = asked.find((each) => each.section === before)?.path;
  return before && path ? [{ kind: 'section', id: before.id, path, label: before.title }] : [];
}

/** 三(二), 第三节第2部分, 第5题; undefined where the name is no number. */
function byNumber({ plan, slot }: Search, name: string): readonly Place[] | undefined {
  const numbers = partNumbers(name);
  if (!numbers) return undefined;
  const sections = sectionsOf(plan);
  if (numbers.every((each) => each.unit === 'question'))
    return questionInSection(plan, slot?.section?.id, numbers);
  const values = numbers.map((each) => each.value);
  const exact = sections.filter((each) => same(each.values, values));
  if (exact.length > 0) return exact.map((each) => each.place);
  const chapter = sections.filter((each) => same(each.values.slice(0, values.length), values));
  if (chapter.length > 0) return chapter.map((each) => each.place).slice(0, MOST);
  const parent = sections.find((each) => same(each.values, values.slice(0, -1)));
  const found = parent ? questionInSection(plan, parent.place.id, numbers.slice(-1)) : undefined;
  return found && found.length > 0 ? found : undefined;
}

function sectionsOf(plan: Plan): { place: Place; values: readonly number[] }[] {
  const seen = new Set<string>();
  return plan.slots.flatMap(({ section, path }) => {
    if (!section || seen.has(section.id)) return [];
    seen.add(section.id);
    const values = (partNumbers(section.number) ?? []).map((each) => each.value);
    return [{ place: { kind: 'section', id: section.id, path, label: section.title } as const, values }];
  });
}

function questionInSection(
  plan: Plan,
  section: string | undefined,
  numbers: readonly PartNumber[],
): readonly Place[] {
  const asked = plan.slots.filter((each) => !each.control && each.section?.id === section);
  const slot = numbers.length === 1 ? asked[(numbers[0]?.value ?? 0) - 1] : undefined;
  return slot ? [placeOf(slot)] : [];
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
