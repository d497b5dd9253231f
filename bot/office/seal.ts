/**
 * Seals what was prepared: a manifest of every file with its hash, all of it in one zip, kept under the next number of
 * its call. A sealed package never changes; what is made later gets a number of its own.
 */
import { createHash } from 'node:crypto';
import type { Call } from '../../forms/call.ts';
import type { PackedBytes, Painter } from '../../forms/documents/ports.ts';
import { AppError } from '../../forms/error.ts';
import type { Json } from '../../forms/json.ts';
import { safeFileName } from '../../forms/name.ts';
import { manifestOf, sumsOf } from '../../forms/office/manifest.ts';
import type { FileStore, Store, Write } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import { once } from '../documents.ts';
import { keys } from '../keys.ts';
import { recordsIn } from '../pages.ts';
import type { Scope } from './gather.ts';
import { noteMade, zipsOf } from './made.ts';
import type { Named, Part, Prepared } from './prepare.ts';
import { timeInWords } from './time.ts';

export interface SealDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly painter: Painter;
}

/** A package that was made. */
export interface Pack {
  /** From 1, by call. */
  readonly number: number;
  readonly call: string;
  readonly scope: Scope;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  /** Person who had it made, and their name as the channel has it. */
  readonly by: string;
  readonly name: string;
  readonly fileName: string;
  /** Of the zip; null once it was taken away, because something in it turned out not to be public. */
  readonly hash: string | null;
  readonly bytes: number;
  /** Files in it, the manifest included. */
  readonly files: number;
  readonly entries: readonly Named[];
  /** How many were left out. */
  readonly leftOut: number;
  readonly digest: string;
}

/** The packages of a call, the newest last. */
export async function packsOf(store: Store, call: string): Promise<readonly Pack[]> {
  const packs: Pack[] = [];
  for await (const { value } of recordsIn(store, keys.packPrefix(call))) packs.push(value as unknown as Pack);
  return packs;
}

export async function packOf(store: Store, call: string, number: number): Promise<Pack | undefined> {
  const key = keys.pack(call, number);
  return (await store.read([key])).get(key)?.value as unknown as Pack | undefined;
}

/** Who has a package made, when. */
export interface Maker {
  readonly by: string;
  readonly name: string;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
}

/**
 * Writes the zip and gives its record, to be stored by the caller; another package of that number makes the commit
 * fail. Rejects with `package.file_gone` and `package.file_changed` where a file is not what was prepared.
 */
export async function seal(
  deps: SealDeps,
  call: Call,
  prepared: Prepared,
  scope: Scope,
  maker: Maker,
): Promise<{ readonly pack: Pack; readonly write: Write }> {
  const packs = await packsOf(deps.store, call.id);
  const number = (packs.at(-1)?.number ?? 0) + 1;
  const papers = await manifestParts(deps, call, prepared, number, maker);
  const parts = [...prepared.parts, ...papers];
  const zip = deps.painter.zip(bytesOf(deps.files, parts));
  const kept = await deps.files.put(zip, { maxBytes: Number.MAX_SAFE_INTEGER });
  await noteMade(deps.store, zipsOf(call.id), [kept.hash]);
  const { by, name, at } = maker;
  const pack: Pack = {
    number,
    call: call.id,
    scope,
    at,
    by,
    name,
    fileName: safeFileName(text('office.pack.file', { call: call.short, number })),
    hash: kept.hash,
    bytes: kept.bytes,
    files: parts.length,
    entries: prepared.entries,
    leftOut: prepared.leftOut.length,
    digest: prepared.digest,
  };
  return {
    pack,
    write: { key: keys.pack(call.id, number), value: pack as unknown as Json, expect: 'absent' },
  };
}

/** The list for people, and the sums as programs check them (`sha256sum -c`), the list's own among them. */
async function manifestParts(
  { store, files, painter }: SealDeps,
  call: Call,
  { parts, entries }: Prepared,
  number: number,
  { name, at }: Maker,
): Promise<Part[]> {
  const taken = new Set(parts.map(({ path }) => path.toLowerCase()));
  const free = (wanted: string): string => {
    let path = wanted;
    while (taken.has(path.toLowerCase())) path = `_${path}`;
    return path;
  };
  const put = async (path: string, bytes: Uint8Array): Promise<Part> => {
    const kept = await files.put(once(bytes), { maxBytes: Number.MAX_SAFE_INTEGER });
    return { path, hash: kept.hash, bytes: kept.bytes, entry: null };
  };
  const lines = parts.map(({ path, hash, bytes, entry }) => {
    const about = entry === null ? undefined : entries[entry];
    return {
      path,
      hash,
      bytes,
      number: about?.number ?? '',
      title: about?.title ?? '',
      unit: about?.unit ?? '',
    };
  });
  const head = { number, call: call.title, name, time: timeInWords(at), submissions: entries.length };
  const list = await put(
    free(text('office.pack.manifest_file')),
    await painter.xlsx(manifestOf(lines, head)),
  );
  const sums = sumsOf([...parts, list]);
  const made = [list, await put(free('SHA256SUMS.txt'), new TextEncoder().encode(sums))];
  await noteMade(
    store,
    call.id,
    made.map(({ hash }) => hash),
  );
  return made;
}

/** One file after the other out of the store, each held against its hash on the way. */
export async function* bytesOf(files: FileStore, parts: readonly Part[]): AsyncIterable<PackedBytes> {
  for (const { path, hash } of parts) {
    const kept = await files.open(hash);
    if (!kept) throw new AppError('package.file_gone', `the file ${hash} is no longer kept`);
    yield { path, bytes: verified(kept.read(), hash) };
  }
}

async function* verified(bytes: AsyncIterable<Uint8Array>, wanted: string): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== wanted)
    throw new AppError('package.file_changed', `the file ${wanted} has other bytes than were received`);
}
