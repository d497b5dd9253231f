/**
 * Erases what a person said about a submission that turned out not to be public: its history, what was said on both
 * sides since it was begun, and its files. The answers themselves go with the turn's own commit, between the two
 * steps here: a crash in the middle leaves the question whether to erase open, and the same steps can be done again.
 */
import type { Activity } from 'botbuilder-core';
import type { Json } from '../forms/json.ts';
import {
  type FileStore,
  type Place,
  type Store,
  UPLOADS,
  type UploadRecord,
  type Write,
} from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';
import { text } from '../forms/text/index.ts';
import { keys } from './keys.ts';
import type { Log } from './log.ts';
import type { Person } from './unit.ts';

export interface EraseDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly log: Log;
}

/** Records read or written at once. */
const PAGE = 500;

/**
 * First step: history and conversations. `here` is the conversation of the turn, whose own record the turn writes.
 * Gives the hashes of the files that were spoken of.
 */
export async function eraseTraces(
  { store, files }: EraseDeps,
  { head, answers }: Submission,
  { conversations = [] }: Person,
  here: string,
): Promise<string[]> {
  const hashes = new Set(hashesIn([...answers.values()]));
  await rewrite(store, keys.historyPrefix(head.id), (value) => {
    for (const hash of hashesIn(value)) hashes.add(hash);
    return null;
  });
  await eraseUploads({ store, files }, head.id, hashes);
  for (const conversation of conversations) {
    await rewrite(store, keys.logPrefix(conversation), (value) => {
      const activities = value as unknown as readonly Partial<Activity>[];
      if (activities.every(({ timestamp }) => String(timestamp) < head.createdAt)) return value;
      for (const hash of hashesIn(value)) hashes.add(hash);
      return activities.map(bare) as unknown as Json;
    });
    await rewrite(store, keys.outPrefix(conversation), () => null);
    if (conversation !== here) await forgetPlace(store, conversation);
  }
  return [...hashes];
}

/** Files on their way to the submission, and links that lead to it; the names of files stand in both. */
async function eraseUploads(
  { store, files }: Pick<EraseDeps, 'store' | 'files'>,
  submission: string,
  hashes: Set<string>,
): Promise<void> {
  const parts: string[] = [];
  await rewrite(store, UPLOADS, (value, key) => {
    const { place, kept } = value as unknown as UploadRecord;
    if (place?.submission !== submission && !(kept && hashes.has(kept.hash))) return value;
    if (kept) hashes.add(kept.hash);
    parts.push(key.slice(key.lastIndexOf('/') + 1));
    return null;
  });
  for (const part of parts) await files.parts.drop(part);
  await rewrite(store, keys.linkPrefix, (value) => {
    if ((value as unknown as { place: Place }).place.submission !== submission) return value;
    for (const hash of hashesIn((value as { used?: Json }).used ?? null)) hashes.add(hash);
    return null;
  });
}

/** Second step, once the answers are gone: the files nobody else refers to, and what the disk still holds. */
export async function eraseFiles({ store, files, log }: EraseDeps, hashes: readonly string[]): Promise<void> {
  const used = new Set<string>();
  for await (const { value } of records(store, 'ans/')) for (const hash of hashesIn(value)) used.add(hash);
  for (const hash of hashes) if (!used.has(hash)) await files.remove(hash);
  try {
    await store.scrub();
  } catch (error) {
    // The journal empties itself later as well; nothing in it can be read by anyone but the machine's owner.
    log.failure('erase.scrub_failed', error);
  }
}

/** An activity without what was said in it. */
function bare(activity: Partial<Activity>): Partial<Activity> {
  const { type, id, from, recipient, channelId, conversation, replyToId, timestamp } = activity;
  const kept = { type, id, from, recipient, channelId, conversation, replyToId, timestamp };
  return { ...kept, text: text('secrecy.erased') } as Partial<Activity>;
}

/** What a conversation's dialogs remember may quote what was said; they find their place from the answers. */
async function forgetPlace(store: Store, conversation: string): Promise<void> {
  const record = (await store.read([conversation])).get(conversation);
  if (!record) return;
  const value = { ...(record.value as Record<string, Json>), dialog: null };
  await store.commit([{ key: conversation, value, expect: record.rev }]);
}

/** Changes the records under a prefix; one given back as it was is left alone, null deletes it. */
async function rewrite(
  store: Store,
  prefix: string,
  change: (value: Json, key: string) => Json,
): Promise<void> {
  let writes: Write[] = [];
  const write = async (): Promise<void> => {
    if (writes.length > 0) await store.commit(writes);
    writes = [];
  };
  for await (const { key, value } of records(store, prefix)) {
    const changed = change(value, key);
    if (changed !== value) writes.push({ key, value: changed, expect: 'any' });
    if (writes.length >= PAGE) await write();
  }
  await write();
}

async function* records(
  store: Store,
  prefix: string,
): AsyncGenerator<{ readonly key: string; readonly value: Json }> {
  for (let after: string | undefined; ; ) {
    const page = await store.list(prefix, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield* page;
    after = page.at(-1)?.key;
    if (page.length < PAGE) return;
  }
}

/** The file hashes anywhere in a value. */
function hashesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"(?:file:)?([0-9a-f]{64})"/g)].map((match) => match[1] ?? '');
}
