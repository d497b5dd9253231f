/**
 * Which files were made of a submission for the office, and of a call as a whole: tables, letters, packages. They hold
 * answers, so whoever erases a submission must find them.
 */
import { AppError } from '../../forms/error.ts';
import type { Json } from '../../forms/json.ts';
import type { Store, Write } from '../../forms/ports.ts';
import type { Head } from '../../forms/submission.ts';
import { keys } from '../keys.ts';
import { recordsIn } from '../pages.ts';
import type { Job } from './jobs.ts';
import type { Pack } from './seal.ts';

/** Tries against others who note at the same moment. */
const TRIES = 5;

/** Notes files, by hash, before anything refers to them; `of` is the id of a submission or of a call. */
export async function noteMade(store: Store, of: string, hashes: readonly string[]): Promise<void> {
  const key = keys.made(of);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const record = (await store.read([key])).get(key);
    const known = (record?.value ?? []) as readonly string[];
    const all = [...new Set([...known, ...hashes])];
    if (all.length === known.length) return;
    const write: Write = { key, value: all, expect: record?.rev ?? 'absent' };
    if ((await store.commit([write])).done) return;
  }
  throw new AppError('made.conflict', `files made of ${of} could not be noted`);
}

/** Hashes of everything that was made of a submission or holds lines of it. */
export async function madeOf(
  store: Store,
  { id, call }: Pick<Head, 'id' | 'call'>,
): Promise<readonly string[]> {
  const records = await store.read([keys.made(id), keys.made(call.id), keys.made(zipsOf(call.id))]);
  const staying = await stayingZips(store, { id, call });
  return [...records.values()]
    .flatMap(({ value }) => value as readonly string[])
    .filter((hash) => !staying.has(hash));
}

/** Under this id the zips of a call are noted, those too whose package never came to be. */
export function zipsOf(call: string): string {
  return `${call}:zips`;
}

/** Zips of packages without the submission: they stay. */
async function stayingZips(
  store: Store,
  { id, call }: Pick<Head, 'id' | 'call'>,
): Promise<ReadonlySet<string>> {
  const staying = new Set<string>();
  for await (const { value } of recordsIn(store, keys.packPrefix(call.id))) {
    const { hash, entries } = value as unknown as Pack;
    if (hash !== null && !entries.some((entry) => entry.id === id)) staying.add(hash);
  }
  return staying;
}

/**
 * Forgets what was made: packages that hold the submission stay in the list without their content, tables and letters of
 * the call are made anew where they are asked for, results that wait to be told are dropped.
 */
export async function forgetMade(store: Store, { id, call }: Pick<Head, 'id' | 'call'>): Promise<void> {
  const staying = [...(await stayingZips(store, { id, call }))];
  const writes: Write[] = [
    { key: keys.made(id), value: null, expect: 'any' },
    { key: keys.made(call.id), value: null, expect: 'any' },
    { key: keys.made(zipsOf(call.id)), value: staying.length > 0 ? staying : null, expect: 'any' },
  ];
  for await (const { key, value } of recordsIn(store, keys.packPrefix(call.id))) {
    const pack = value as unknown as Pack;
    if (!pack.entries.some((entry) => entry.id === id)) continue;
    const entries = pack.entries.map((entry) =>
      entry.id === id ? { ...entry, title: '', unit: '' } : entry,
    );
    const gone: Pack = { ...pack, hash: null, entries };
    writes.push({ key, value: gone as unknown as Json, expect: 'any' });
  }
  for await (const { key, value } of recordsIn(store, keys.jobPrefix)) {
    const { task, result } = value as unknown as Job;
    if (task.call === call.id && result !== undefined) writes.push({ key, value: null, expect: 'any' });
  }
  for (let from = 0; from < writes.length; from += 500) await store.commit(writes.slice(from, from + 500));
}
