/**
 * Submissions that may be one and the same (002 三(三): 同一指南建议不得以不同建议人、建议单位、主管部门重复提报；同一指南
 * 建议人最多提出一项; 000 二(一): 避免重复申报). What is found is shown with both sources; whether it is the same, a person
 * decides. Everything here takes near-linear time: ten thousand submissions are a matter of seconds.
 */

import { shownAt } from '../documents/shown.ts';
import { findKind } from '../kinds/index.ts';
import type { Plan } from '../plan.ts';
import { alike, alikePairs, foldName, foldTitle, foldUnit, pairsOf } from './likeness.ts';
import { commonRun, sharedTexts } from './overlap.ts';

/** What is compared of a submission. */
export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** The proposer; empty where the call does not ask who may propose one thing only. */
  readonly person: string;
  /** Numbers of patents and other rights, normalised; those of programmes belong to many by right. */
  readonly identifiers: readonly string[];
  /** The long answers, one below the other. */
  readonly text: string;
}

/** Why two may be the same. */
export type Reason =
  /** `similarity` 0 to 1; 1 means that only spelling differs. */
  | { readonly by: 'title'; readonly similarity: number; readonly sameUnit: boolean }
  | { readonly by: 'person'; readonly sameUnit: boolean }
  | { readonly by: 'identifier'; readonly identifiers: readonly string[] }
  /** `share` of the shorter one's text, 0 to 1; `excerpt` is the longest run that both have, as the first has it. */
  | { readonly by: 'text'; readonly share: number; readonly excerpt: string };

export interface Twins {
  /** Ids, in the order in which the samples came. */
  readonly left: string;
  readonly right: string;
  /** The most telling first; at least one. */
  readonly reasons: readonly Reason[];
}

/** Titles from here on are alike whoever proposes them. */
export const TITLE_ALIKE = 0.7;
/** Titles from here on are alike within one organisation. */
export const TITLE_ALIKE_AT_HOME = 0.5;
/** Of so many with one name or number every pair is named, of more each with the first one. */
const EVERY_PAIR = 8;

/** What is compared of a submission, out of its plan. */
export function sampleOf(id: string, plan: Plan): Sample {
  const { call, slots, book } = plan;
  const shown = (question: string | undefined): string =>
    question === undefined ? '' : shownAt(plan, question);
  const identifiers: string[] = [];
  const texts: string[] = [];
  for (const slot of slots) {
    const kind = slot.control ? undefined : findKind(slot.leaf.kind.type);
    const answer = book.get(slot.path);
    if (kind?.shape !== 'leaf' || answer?.state !== 'given' || answer.value === undefined) continue;
    if (slot.leaf.kind.type === 'identifiers') identifiers.push(...numbersIn(answer.value));
    else if (kind.longText) texts.push(kind.show(answer.value, slot.leaf.kind));
  }
  return {
    id,
    title: shown(call.name_question),
    unit: shown(call.organisation_question),
    person: shown(call.person_question),
    identifiers: [...new Set(identifiers)],
    text: texts.join('\n'),
  };
}

function numbersIn(value: unknown): string[] {
  return Array.isArray(value)
    ? value.flatMap(({ type, number }: { type?: string; number?: string }) =>
        number === undefined || type === 'programme' ? [] : [number],
      )
    : [];
}

/** All pairs that may be the same, the most telling first. */
export function findTwins(samples: readonly Sample[]): Twins[] {
  const found = new Map<string, { left: number; right: number; reasons: Reason[] }>();
  const note = (one: number, other: number, reason: Reason): void => {
    const [left, right] = one < other ? [one, other] : [other, one];
    const key = `${left} ${right}`;
    const known = found.get(key);
    if (known) known.reasons.push(reason);
    else found.set(key, { left, right, reasons: [reason] });
  };
  const units = homesOf(samples);
  const atHome = (left: number, right: number): boolean => units[left] !== '' && units[left] === units[right];
  for (const { left, right, similarity } of titlesAlike(samples, units))
    note(left, right, { by: 'title', similarity, sameUnit: atHome(left, right) });
  for (const [left, right] of sameBy(samples, ({ person }) => [foldName(person)]))
    note(left, right, { by: 'person', sameUnit: atHome(left, right) });
  const shared = new Map<string, { left: number; right: number; identifiers: string[] }>();
  for (const [left, right, identifier] of sameBy(samples, ({ identifiers }) => identifiers)) {
    const known = shared.get(`${left} ${right}`);
    if (known) known.identifiers.push(identifier);
    else shared.set(`${left} ${right}`, { left, right, identifiers: [identifier] });
  }
  for (const { left, right, identifiers } of shared.values())
    note(left, right, { by: 'identifier', identifiers });
  for (const { left, right, share } of sharedTexts(samples.map(({ text }) => text))) {
    const excerpt = commonRun(samples[left]?.text ?? '', samples[right]?.text ?? '');
    if (excerpt !== '') note(left, right, { by: 'text', share, excerpt });
  }
  return [...found.values()]
    .map(({ left, right, reasons }) => ({
      left: samples[left]?.id ?? '',
      right: samples[right]?.id ?? '',
      reasons: reasons.sort((one, other) => weightOf(other) - weightOf(one)),
    }))
    .sort((one, other) => totalOf(other.reasons) - totalOf(one.reasons));
}

/** How telling a reason is, 0 to 1: for the order only. */
function weightOf(reason: Reason): number {
  if (reason.by === 'title') return reason.similarity;
  if (reason.by === 'text') return 0.4 + 0.6 * reason.share;
  if (reason.by === 'identifier') return 0.8;
  return reason.sameUnit ? 0.7 : 0.3;
}

function totalOf(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, reason) => sum + weightOf(reason), 0);
}

/** Titles alike by themselves, and the less alike of one organisation. */
function titlesAlike(samples: readonly Sample[], units: readonly string[]): ReturnType<typeof alikePairs> {
  const sets = samples.map(({ title }) => pairsOf(foldTitle(title)));
  const pairs = new Map(
    alikePairs(sets, TITLE_ALIKE).map((pair) => [`${pair.left} ${pair.right}`, pair] as const),
  );
  for (const members of groupsOf(units).values()) {
    const own = members.map((index) => sets[index] ?? []);
    for (const { left, right, similarity } of alikePairs(own, TITLE_ALIKE_AT_HOME)) {
      const pair = { left: members[left] ?? 0, right: members[right] ?? 0, similarity };
      pairs.set(`${pair.left} ${pair.right}`, pair);
    }
  }
  return [...pairs.values()];
}

/** How alike two titles are, as they are compared here: 0 to 1. */
export function titleSimilarity(left: string, right: string): number {
  return alike(pairsOf(foldTitle(left)), pairsOf(foldTitle(right)));
}

/**
 * The organisation of each sample as one name: legal forms make no difference, and 青岛示例大学环境学院 is at home in
 * 青岛示例大学 where that is among them. Empty where none is given.
 */
function homesOf(samples: readonly Sample[]): string[] {
  const folded = samples.map(({ unit }) => foldUnit(unit));
  const homes = new Map<string, string>();
  let home = '';
  for (const name of [...new Set(folded)].filter((each) => each.length >= 4).sort()) {
    if (home === '' || !name.startsWith(home)) home = name;
    homes.set(name, home);
  }
  return folded.map((name) => homes.get(name) ?? name);
}

function groupsOf(keys: readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, key] of keys.entries()) {
    const known = groups.get(key);
    if (known) known.push(index);
    else if (key !== '') groups.set(key, [index]);
  }
  return groups;
}

/** Pairs that have a key in common, with it. */
function sameBy(
  samples: readonly Sample[],
  keysOf: (sample: Sample) => readonly string[],
): (readonly [number, number, string])[] {
  const groups = new Map<string, number[]>();
  for (const [index, sample] of samples.entries()) {
    for (const key of new Set(keysOf(sample))) {
      const known = groups.get(key);
      if (known) known.push(index);
      else if (key !== '') groups.set(key, [index]);
    }
  }
  return [...groups].flatMap(([key, members]) =>
    pairsAmong(members).map(([left, right]) => [left, right, key] as const),
  );
}

function pairsAmong(members: readonly number[]): (readonly [number, number])[] {
  const [first = 0, ...others] = members;
  if (members.length > EVERY_PAIR) return others.map((other) => [first, other] as const);
  return members.flatMap((left, at) => members.slice(at + 1).map((right) => [left, right] as const));
}
