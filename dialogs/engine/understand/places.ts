/** Finds the places of a form that words point to: by label, title, other names, number, row, or what a row is about. */

import type { Plan, PlannedSlot } from '../../../forms/plan.ts';
import { placeHeads, placeTails, positions } from '../../../forms/text/zh-CN/lexicon/commands.ts';
import { NAME, type Named } from './entries.ts';
import type { Place } from './intent.ts';
import { allNames, calledExactly } from './names.ts';
import { type PartNumber, partNumbers } from './numerals.ts';
import { fold, headOf, squeeze, tailOf } from './words.ts';

/** Candidates that a person can still choose from. */
const MOST = 8;

export interface Search {
  readonly plan: Plan;
  readonly slot: PlannedSlot | null;
  readonly today: string;
}

/** How sure the words must be: the whole name, a part of a name, or a name with other words around it. */
export type Fit = 'exact' | 'part' | 'loose';

/** The places that the words name, best fit only; several are candidates, none means not found. */
export function findPlaces(search: Search, words: string, fit: Fit): readonly Place[] {
  const name = squeeze(words);
  if (name === '' || name.length > NAME) return [];
  const { plan, today } = search;
  for (const form of nameForms(name)) {
    const exact = calledExactly(plan, today, form);
    if (exact.length > 0) return chosen(search, exact);
    const placed = byPosition(search, form);
    if (placed) return placed;
  }
  for (const form of nameForms(fold(words).trim())) {
    const numbered = byNumber(search, form);
    if (numbered) return numbered;
  }
  if (fit === 'exact') return [];
  const index = allNames(plan, today);
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

/** The place of one slot. */
export function placeOf(slot: PlannedSlot): Place {
  return { kind: 'slot', id: slot.path, path: slot.path, label: slot.leaf.label };
}

const POSITIONS: ReadonlySet<string> = new Set(Object.values(positions).flat());

/** 开头, 最后一题, 上一节. */
function byPosition({ plan, slot }: Search, name: string): readonly Place[] | undefined {
  if (!POSITIONS.has(name)) return undefined;
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
