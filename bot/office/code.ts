/** One-time codes that people type or forward: known here by their hash only. */
import { createHash, randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for one another on paper or by telephone: no I, L, O, U, 0, 1. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const HALF = 5;
/** Two halves: 49 bits, with wrong tries slowed down. */
const LENGTH = 2 * HALF;

export function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  return `${letters.slice(0, HALF)}-${letters.slice(HALF)}`;
}

/** The hash under which a typed code is looked up; undefined where the words can be none. */
export function codeHash(words: string): string | undefined {
  const letters = words
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-‐-―－]/g, '');
  if (letters.length !== LENGTH || [...letters].some((letter) => !LETTERS.includes(letter))) return undefined;
  return createHash('sha256').update(`code ${letters}`).digest('hex');
}

/** Wrong codes in a row after which one has to wait, and how long, in ms. */
const MOST_WRONG = 5;
const WAIT_MS = 3600_000;

interface Wrong {
  readonly count: number;
  /** Instant of the last one, ISO 8601 UTC. */
  readonly at: string;
}

/** Whether so many wrong codes were tried lately that no more are looked up. */
export function mustWait(wrong: Wrong | undefined, at: string): boolean {
  return wrong !== undefined && wrong.count >= MOST_WRONG && Date.parse(at) - Date.parse(wrong.at) < WAIT_MS;
}

/** One wrong code more; those of long ago no longer count. */
export function oneMore(wrong: Wrong | undefined, at: string): Wrong {
  const lately = wrong !== undefined && Date.parse(at) - Date.parse(wrong.at) < WAIT_MS;
  return { count: lately ? wrong.count + 1 : 1, at };
}
