/** One-time codes: typed by people, known here by their hash only, used once and within their time. */
import { createHash, randomInt } from 'node:crypto';
import type { Json } from '../../forms/json.ts';
import type { Store, Write } from '../../forms/ports.ts';
import { keys } from '../keys.ts';
import type { OfficePerson } from './family.ts';

/** What is not mistaken for one another when read aloud or typed. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

/** Wrong codes in a row after which no more are taken for a while, and for how long, in ms. */
const MOST_WRONG = 5;
const LOCKED_MS = 15 * 60_000;

/** What a code is for: `link`, `invite`, `claim`; other families have kinds of their own. */
export interface Code {
  readonly kind: string;
  readonly data: Json;
  /** Person id, or the name of a service. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** So many random letters and digits that nobody mistakes for one another: 5 bits each. */
export function randomLetters(count: number): string {
  return Array.from({ length: count }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

function hashOf(code: string): string {
  return createHash('sha256').update(`code:${code}`).digest('hex');
}

/** A fresh code, as it is shown (ABCD-EFGH), with the write that keeps it: 40 random bits. */
export function newCode(code: Code, now: number): { readonly shown: string; readonly write: Write } {
  const letters = randomLetters(LENGTH);
  const write: Write = {
    key: keys.code(hashOf(letters)),
    value: code as unknown as Json,
    expect: 'absent',
    ttlMs: code.expiresAt - now,
  };
  return { shown: `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`, write };
}

/** What a code is for, with the write that uses it up; undefined where it is unknown, used or too old. */
export async function findCode(
  store: Store,
  letters: string,
  now: number,
): Promise<{ readonly code: Code; readonly use: Write } | undefined> {
  const key = keys.code(hashOf(letters));
  const record = (await store.read([key])).get(key);
  const code = record?.value as unknown as Code | undefined;
  if (!record || !code || code.expiresAt <= now) return undefined;
  return { code, use: { key, value: null, expect: record.rev } };
}

/** Whether this person guessed too often just now. */
export function isLocked({ wrong }: OfficePerson, now: number): boolean {
  return wrong !== undefined && wrong.count >= MOST_WRONG && now - Date.parse(wrong.at) < LOCKED_MS;
}

/** The person's record after a wrong code. */
export function afterWrong(office: OfficePerson, at: string): OfficePerson {
  const { wrong } = office;
  const fresh = !wrong || Date.parse(at) - Date.parse(wrong.at) >= LOCKED_MS;
  return { ...office, wrong: { count: fresh ? 1 : wrong.count + 1, at } };
}
