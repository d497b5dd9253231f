/**
 * How a record is written down: Keyv's envelope `{ value, expires? }` around `{ rev, value }`. Both stores share it,
 * so that what the unit tests see is what SQLite keeps.
 */
import { AppError } from '../../forms/error.ts';
import type { Json } from '../../forms/json.ts';
import type { Stored, Write } from '../../forms/ports.ts';
import { corruptRecord } from './failure.ts';

/** Keyv's adapters allow 255; what is left is room for a namespace. */
const LONGEST_KEY = 240;
const KEY = /^[\x21-\x7e]+$/;

/** The first character after every one that a key may hold. */
const PAST_KEYS = '\x7f';

/** Rejects keys that some backend would cut, fold or refuse: `AppError` `store.key`. */
export function checkKey(key: string): void {
  if (key.length <= LONGEST_KEY && KEY.test(key)) return;
  throw new AppError('store.key', `A key has 1 to ${LONGEST_KEY} printable ASCII characters without spaces.`);
}

/** Checks a commit before anything is touched: keys valid and none twice, revisions possible. */
export function checkWrites(writes: readonly Write[]): void {
  for (const { key, expect } of writes) {
    checkKey(key);
    if (typeof expect === 'number' && !(Number.isSafeInteger(expect) && expect >= 1)) {
      throw new AppError('store.key', 'A revision is a whole number from 1.');
    }
  }
  if (new Set(writes.map(({ key }) => key)).size === writes.length) return;
  throw new AppError('store.key', 'A commit writes each key once.');
}

/**
 * The keys with a prefix, after a key if given, as a half-open range. One bound says both, so that a page deep in a
 * long list starts where it begins.
 */
export function keyRange(prefix: string, after = ''): { from: string; to: string } {
  if (prefix !== '') checkKey(prefix);
  const last = prefix.charCodeAt(prefix.length - 1);
  const to = prefix === '' ? PAST_KEYS : prefix.slice(0, -1) + String.fromCharCode(last + 1);
  // No key holds a space, so nothing lies between a key and the same key with one behind it.
  return { from: after >= prefix && after !== '' ? `${after} ` : prefix, to };
}

/**
 * When a written record stops to exist, in ms since 1970; null for never. A deletion is kept as a record that has
 * always been expired (the negative moment of its deletion, so that no clock set back revives it): its revision goes
 * on counting, and a writer that still holds a revision from before the deletion cannot hit a later record.
 */
export function expiryOf(write: Write, now: number): number | null {
  if (write.value === null) return -now;
  return write.ttlMs === undefined ? null : Math.ceil(now + write.ttlMs);
}

/** Whether a record with this expiry exists at `now`. */
export function isLive(expires: number | null, now: number): boolean {
  return expires === null || expires > now;
}

/**
 * The record's text in two halves: `HEAD`, then the revision, then this. The store puts the revision in between,
 * because only it knows the next one.
 */
export function envelopeTail(write: Write, expires: number | null): string {
  return `,"value":${toJson(write.value)}}${expires === null ? '' : `,"expires":${expires}`}}`;
}

export const HEAD = '{"value":{"rev":';

/** Reads a record's text back. Anything but a whole envelope is `store.corrupt`, never a missing record. */
export function openEnvelope(text: unknown): { value: Stored; expires?: number } {
  if (typeof text !== 'string') throw corruptRecord();
  let envelope: { value: Stored; expires?: number } | null;
  try {
    envelope = JSON.parse(text);
  } catch (error) {
    throw corruptRecord(error);
  }
  const stored: Partial<Stored> | null | undefined = envelope?.value;
  if (typeof stored !== 'object' || stored === null) throw corruptRecord();
  if (!Number.isInteger(stored.rev) || stored.value === undefined || stored.value === null)
    throw corruptRecord();
  return envelope as { value: Stored; expires?: number };
}

/** A copy through JSON: what comes out of a store is never the object that went in. */
export function copy(value: Json): Json {
  return JSON.parse(toJson(value));
}

/** The type promises JSON; what slips past it (undefined, a cycle, a bigint) is refused as `store.value`. */
function toJson(value: Json): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (error) {
    throw notJson(error);
  }
  if (json === undefined) throw notJson();
  return json;
}

function notJson(cause?: unknown): AppError {
  return new AppError('store.value', 'A record must be JSON.', { cause });
}
