/**
 * Text that two submissions share. Every text is reduced to a sample of the fingerprints of its short runs (winnowing:
 * of every `WINDOW` neighbouring runs the smallest is kept), so that a run of `SURE` characters in common always leaves
 * a fingerprint in common. Time grows with the text, not with the pairs.
 */

/** Characters of a run; punctuation, spaces and width do not count. */
const RUN = 20;
const WINDOW = 16;
/** A common run of so many characters is always found. */
export const SURE: number = RUN + WINDOW - 1;
/** What stands in more submissions than that is everybody's: words of the notice, of a law. */
const COMMON = 12;

/** Fewest fingerprints in common that are worth a word: about five lines. */
const LEAST_SHARED = 6;
/** Least share of the shorter one's fingerprints. */
const LEAST_SHARE = 0.15;

export interface SharedText {
  readonly left: number;
  readonly right: number;
  /** Share of the shorter one's text that stands in the other, roughly, 0 to 1. */
  readonly share: number;
}

/** Pairs of texts with a good part in common, by their index, the smaller first. */
export function sharedTexts(texts: readonly string[]): SharedText[] {
  const { marks, sizes } = fingerprints(texts);
  const shared = new Map<number, number>();
  for (let from = 0; from < marks.length; ) {
    let to = from;
    while (to < marks.length && hashOf(marks[to]) === hashOf(marks[from])) to += 1;
    if (to - from > 1 && to - from <= COMMON) countPairs(marks.subarray(from, to), shared);
    from = to;
  }
  const found: SharedText[] = [];
  for (const [pair, count] of shared) {
    const [left, right] = [Math.floor(pair / MOST), pair % MOST];
    const share = count / Math.max(1, Math.min(sizes[left] ?? 0, sizes[right] ?? 0));
    if (count >= LEAST_SHARED && share >= LEAST_SHARE) found.push({ left, right, share: Math.min(1, share) });
  }
  return found;
}

/** The longest run that two texts share, as it stands in the first; empty where it is shorter than a run. */
export function commonRun(left: string, right: string): string {
  const [one, other] = [placedLetters(left), placedLetters(right)];
  const places = new Map<string, number[]>();
  for (let at = 0; at + RUN <= other.letters.length; at += 1) {
    const run = other.letters.slice(at, at + RUN);
    const known = places.get(run);
    if (!known) places.set(run, [at]);
    else if (known.length < 8) known.push(at);
  }
  let best = { from: 0, length: 0 };
  for (let at = 0; at + RUN <= one.letters.length; at += 1) {
    for (const place of places.get(one.letters.slice(at, at + RUN)) ?? []) {
      let length = RUN;
      while (
        at + length < one.letters.length &&
        place + length < other.letters.length &&
        one.letters[at + length] === other.letters[place + length]
      )
        length += 1;
      if (length > best.length) best = { from: at, length };
    }
  }
  if (best.length === 0) return '';
  return left.slice(one.at[best.from], (one.at[best.from + best.length - 1] ?? 0) + 1);
}

/** Most texts that are compared at once: their index and a hash share a number of 53 bits. */
const MOST = 2 ** 20;

/** Hash and index of every kept fingerprint, sorted; how many each text has. */
function fingerprints(texts: readonly string[]): { marks: Float64Array; sizes: Uint32Array } {
  if (texts.length > MOST) throw new RangeError(`at most ${MOST} texts are compared at once`);
  const sizes = new Uint32Array(texts.length);
  let marks = new Float64Array(1 << 12);
  let used = 0;
  for (const [index, text] of texts.entries()) {
    for (const hash of keptHashes(lettersOf(text))) {
      if (used === marks.length) {
        const wider = new Float64Array(marks.length * 2);
        wider.set(marks);
        marks = wider;
      }
      marks[used] = hash * MOST + index;
      used += 1;
      sizes[index] = (sizes[index] ?? 0) + 1;
    }
  }
  return { marks: marks.subarray(0, used).sort(), sizes };
}

function hashOf(mark: number | undefined): number {
  return Math.floor((mark ?? 0) / MOST);
}

function countPairs(marks: Float64Array, shared: Map<number, number>): void {
  const texts = [...new Set([...marks].map((mark) => mark % MOST))];
  for (const [at, left] of texts.entries()) {
    for (const right of texts.slice(at + 1)) {
      const pair = left * MOST + right;
      shared.set(pair, (shared.get(pair) ?? 0) + 1);
    }
  }
}

const BASE = 0x01000193;

/** Hashes of 32 bits of the kept runs, each once. */
function keptHashes(text: string): Set<number> {
  const count = text.length - RUN + 1;
  const kept = new Set<number>();
  if (count <= 0) return kept;
  const hashes = runHashes(text, count);
  if (count <= WINDOW) return kept.add(Math.min(...hashes));
  let smallest = -1;
  for (let end = WINDOW - 1; end < count; end += 1) {
    const start = end - WINDOW + 1;
    if (smallest < start) {
      smallest = start;
      for (let at = start + 1; at <= end; at += 1)
        if ((hashes[at] ?? 0) <= (hashes[smallest] ?? 0)) smallest = at;
    } else if ((hashes[end] ?? 0) <= (hashes[smallest] ?? 0)) smallest = end;
    kept.add(hashes[smallest] ?? 0);
  }
  return kept;
}

/** Rolling hash of every run, stirred so that its order says nothing of its text. */
function runHashes(text: string, count: number): Uint32Array {
  const hashes = new Uint32Array(count);
  let top = 1;
  for (let at = 1; at < RUN; at += 1) top = Math.imul(top, BASE);
  let rolling = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (at >= RUN) rolling = (rolling - Math.imul(text.charCodeAt(at - RUN), top)) | 0;
    rolling = (Math.imul(rolling, BASE) + text.charCodeAt(at)) | 0;
    if (at >= RUN - 1) hashes[at - RUN + 1] = stirred(rolling);
  }
  return hashes;
}

function stirred(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Letters and digits only, lower case and half width. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The same with the place of each in the text. */
function placedLetters(text: string): { letters: string; at: readonly number[] } {
  const at: number[] = [];
  let letters = '';
  for (let index = 0; index < text.length; index += 1) {
    const own = lettersOf(text[index] ?? '');
    for (let count = 0; count < own.length; count += 1) at.push(index);
    letters += own;
  }
  return { letters, at };
}
