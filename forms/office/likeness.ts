/** How alike two names are: folded to what people mean, then compared by pairs of neighbouring characters. */
import { organisationForms, titleFillers } from '../text/zh-CN/lexicon/twins.ts';

/** Full-width forms, case, punctuation, spaces and invisible characters make no difference. */
export function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** An organisation's name folded, without its legal form: never empty where the folded name is not. */
export function foldUnit(name: string): string {
  const folded = foldName(name);
  const form = organisationForms.find((each) => folded.endsWith(each) && folded.length > each.length + 2);
  return form === undefined ? folded : folded.slice(0, -form.length);
}

/** A title folded, without words that any project may carry: as it was where nothing telling would be left. */
export function foldTitle(title: string): string {
  const folded = foldName(title);
  let core = folded;
  for (const filler of titleFillers) core = core.replaceAll(filler, '');
  return core.length >= 4 ? core : folded;
}

/**
 * The neighbouring pairs of characters, one that comes again told apart from the first; a single character stands for
 * itself. Of a folded name.
 */
export function pairsOf(folded: string): readonly string[] {
  const characters = [...folded];
  if (characters.length === 1) return characters;
  const seen = new Map<string, number>();
  return characters.slice(1).map((character, index) => {
    const pair = `${characters[index]}${character}`;
    const times = (seen.get(pair) ?? 0) + 1;
    seen.set(pair, times);
    return times === 1 ? pair : `${pair}${times}`;
  });
}

/** Dice's coefficient of two sets of pairs, 0 to 1. Nothing is like nothing. */
export function alike(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return 0;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const known = new Set(long);
  const shared = short.filter((pair) => known.has(pair)).length;
  return (2 * shared) / (left.length + right.length);
}

/** Two things that are alike, by their index, the smaller first. */
export interface AlikePair {
  readonly left: number;
  readonly right: number;
  readonly similarity: number;
}

/**
 * All pairs whose similarity reaches `least`, none missed. Only those are compared that share one of their rarest
 * pairs of characters: a set of n needs at least ⌈least/2 · (n + m)⌉ in common with one of m ≥ least/(2 − least) · n,
 * so one of the n − that + 1 rarest must be among them (the prefix filter of set-similarity joins).
 */
export function alikePairs(sets: readonly (readonly string[])[], least: number): AlikePair[] {
  const ranked = rankedSets(sets);
  const holders = new Map<number, number[]>();
  const found: AlikePair[] = [];
  for (const [right, set] of ranked.entries()) {
    const smallest = smallestFor(set.length, least);
    const candidates = new Set<number>();
    for (const pair of set.subarray(0, prefixOf(set.length, least))) {
      const known = holders.get(pair);
      if (known)
        for (const left of known) {
          const size = ranked[left]?.length ?? 0;
          if (size >= smallest && set.length >= smallestFor(size, least)) candidates.add(left);
        }
      if (known) known.push(right);
      else holders.set(pair, [right]);
    }
    for (const left of candidates) {
      const other = ranked[left] ?? set;
      const similarity = (2 * inCommon(other, set)) / (other.length + set.length);
      if (similarity >= least) found.push({ left, right, similarity });
    }
  }
  return found;
}

/** Every set as the ranks of its pairs of characters, the rarest of all first. */
function rankedSets(sets: readonly (readonly string[])[]): Int32Array[] {
  const frequency = new Map<string, number>();
  for (const set of sets) for (const pair of set) frequency.set(pair, (frequency.get(pair) ?? 0) + 1);
  const order = [...frequency].sort(([, left], [, right]) => left - right);
  const ranks = new Map(order.map(([pair], rank) => [pair, rank]));
  return sets.map((set) => Int32Array.from(set, (pair) => ranks.get(pair) ?? 0).sort());
}

/** How many two ascending lists share. */
function inCommon(left: Int32Array, right: Int32Array): number {
  let shared = 0;
  for (let one = 0, other = 0; one < left.length && other < right.length; ) {
    const [a = 0, b = 0] = [left[one], right[other]];
    if (a === b) shared += 1;
    if (a <= b) one += 1;
    if (b <= a) other += 1;
  }
  return shared;
}

/** The fewest that a set may have to be alike to one of `size`. */
function smallestFor(size: number, least: number): number {
  return Math.ceil((least / (2 - least)) * size - 1e-9);
}

function prefixOf(size: number, least: number): number {
  const shared = Math.ceil((least / 2) * (size + smallestFor(size, least)) - 1e-9);
  return size - shared + 1;
}
