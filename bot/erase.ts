/**
 * Erases what a person said about a submission that turned out not to be public: its history, what was said on both
 * sides since it was begun, and its files. The answers themselves go with the turn's own commit, between the two
 * steps here: a crash before it leaves the question whether to erase open, and the same steps can be done again; after
 * it, the files that were noted go at the next start.
 */
import type { Activity } from 'botbuilder-core';
import type { Json } from '../forms/json.ts';
import type { Assist } from '../forms/office/assist.ts';
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
import { forgetMade, madeOf } from './office/made.ts';
import { recordsIn } from './pages.ts';
import type { Person } from './unit.ts';

export interface EraseDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly log: Log;
}

/** Records written at once. */
const PAGE = 500;

/**
 * What refers to files: answers, their history, what was submitted, what colleagues answered, and heads, in which a
 * decision may wait and taken-back answers stand.
 */
const REFERRING = [keys.allAnswers, keys.historyOfAll, keys.submissionPrefix, keys.allSent, keys.allAssists];

/** Files that are to go once the turn is stored, noted so that they go even if the process dies in between. */
export interface Removal {
  readonly key: string;
  readonly hashes: readonly string[];
}

/**
 * First step: history and conversations. `here` is the conversation of the turn, whose own record the turn writes.
 * Gives the files that were spoken of; they are noted before the first trace of them goes.
 */
export async function eraseTraces(
  { store, files }: EraseDeps,
  { head, answers }: Submission,
  { conversations = [] }: Person,
  here: string,
): Promise<Removal> {
  const since = head.createdAt;
  const hashes = new Set(hashesIn([...answers.values()]));
  const note = (value: unknown): void => {
    for (const hash of hashesIn(value)) hashes.add(hash);
  };
  for await (const { value } of recordsIn(store, keys.historyPrefix(head.id))) note(value);
  for await (const { value } of recordsIn(store, keys.sentPrefix(head.id))) note(value);
  for await (const { value } of recordsIn(store, keys.assistPrefix(head.id))) note(value);
  for (const conversation of conversations)
    for await (const { value } of recordsIn(store, keys.logPrefix(conversation)))
      if (isSince(value, since)) note(value);
  for await (const { value } of recordsIn(store, UPLOADS))
    if (isUploadOf(value, head.id, hashes)) note(value);
  for await (const { value } of recordsIn(store, keys.linkPrefix)) if (isLinkTo(value, head.id)) note(value);
  for (const hash of await madeOf(store, head)) hashes.add(hash);
  const removal = await noted(store, keys.removal(head.id), hashes);

  await rewrite(store, keys.historyPrefix(head.id), () => null);
  await rewrite(store, keys.sentPrefix(head.id), () => null);
  await store.commit([{ key: keys.review(head.id), value: null, expect: 'any' }]);
  await forgetMade(store, head);
  await eraseAssists(store, head.id);
  await eraseUploads({ store, files }, head.id, hashes);
  for (const conversation of conversations) {
    await rewrite(store, keys.logPrefix(conversation), (value) =>
      isSince(value, since)
        ? ((value as unknown as Partial<Activity>[]).map(bare) as unknown as Json)
        : value,
    );
    await rewrite(store, keys.outPrefix(conversation), () => null);
    if (conversation !== here) await forgetPlace(store, conversation);
  }
  return removal;
}

/** What colleagues said of it, in their own conversations as well; the record of when they did goes last. */
async function eraseAssists(store: Store, submission: string): Promise<void> {
  for await (const { key, value } of recordsIn(store, keys.assistPrefix(submission))) {
    const { colleague, heard } = value as unknown as Pick<Assist, 'colleague' | 'heard'>;
    const records = colleague === null ? undefined : await store.read([keys.person(colleague)]);
    const record = [...(records?.values() ?? [])][0];
    const { conversations = [] } = (record?.value ?? {}) as unknown as Partial<Person>;
    const said = (entry: Json): boolean => heard.some((at) => JSON.stringify(entry).includes(`"${at}"`));
    for (const conversation of conversations) {
      await rewrite(store, keys.logPrefix(conversation), (entry) =>
        said(entry) ? ((entry as unknown as Partial<Activity>[]).map(bare) as unknown as Json) : entry,
      );
      await rewrite(store, keys.outPrefix(conversation), (entry) => (said(entry) ? null : entry));
    }
    await store.commit([{ key, value: null, expect: 'any' }]);
  }
}

/** Notes files to remove beside those that an earlier try noted. */
async function noted(store: Store, key: string, hashes: ReadonlySet<string>): Promise<Removal> {
  const before = ((await store.read([key])).get(key)?.value ?? []) as readonly string[];
  const all = [...new Set([...before, ...hashes])];
  await store.commit([{ key, value: all, expect: 'any' }]);
  return { key, hashes: all };
}

/** Whether a turn's part of a log was said since that instant (ISO 8601 UTC). */
function isSince(value: Json, instant: string): boolean {
  return (value as unknown as Partial<Activity>[]).some(({ timestamp }) => String(timestamp) >= instant);
}

function isUploadOf(value: Json, submission: string, hashes: ReadonlySet<string>): boolean {
  const { place, kept } = value as unknown as UploadRecord;
  return place?.submission === submission || (kept !== null && hashes.has(kept.hash));
}

function isLinkTo(value: Json, submission: string): boolean {
  return (value as unknown as { place: Place }).place.submission === submission;
}

/** Files on their way to the submission, and links that lead to it; the names of files stand in both. */
async function eraseUploads(
  { store, files }: Pick<EraseDeps, 'store' | 'files'>,
  submission: string,
  hashes: ReadonlySet<string>,
): Promise<void> {
  const parts: string[] = [];
  await rewrite(store, UPLOADS, (value, key) => {
    if (!isUploadOf(value, submission, hashes)) return value;
    parts.push(key.slice(key.lastIndexOf('/') + 1));
    return null;
  });
  for (const part of parts) await files.parts.drop(part);
  await rewrite(store, keys.linkPrefix, (value) => (isLinkTo(value, submission) ? null : value));
}

/** Second step, once the answers are gone: the files nobody else refers to, and what the disk still holds. */
export async function eraseFiles({ store, files, log }: EraseDeps, { key, hashes }: Removal): Promise<void> {
  const used = new Set<string>();
  for (const prefix of REFERRING)
    for await (const { value } of recordsIn(store, prefix))
      for (const hash of hashesIn(value)) used.add(hash);
  for (const hash of hashes) if (!used.has(hash)) await files.remove(hash);
  try {
    await store.scrub();
  } catch (error) {
    // The journal empties itself later as well; nothing in it can be read by anyone but the machine's owner.
    log.failure('erase.scrub_failed', error);
  }
  await store.commit([{ key, value: null, expect: 'any' }]);
}

/** At start: what a process noted and did not live to remove. */
export async function eraseLeft(deps: EraseDeps): Promise<void> {
  for await (const { key, value } of recordsIn(deps.store, keys.removalPrefix))
    await eraseFiles(deps, { key, hashes: value as readonly string[] });
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
  for await (const { key, value } of recordsIn(store, prefix, { page: PAGE })) {
    const changed = change(value, key);
    if (changed !== value) writes.push({ key, value: changed, expect: 'any' });
    if (writes.length >= PAGE) await write();
  }
  await write();
}

/** The file hashes anywhere in a value. */
function hashesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"(?:file:)?([0-9a-f]{64})"/g)].map((match) => match[1] ?? '');
}
