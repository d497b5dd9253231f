/** Whether a store holds whole turns only: every record agrees with every other that the same commit wrote. */
import { isDeepStrictEqual } from 'node:util';
import type { Activity } from 'botbuilder';
import { type Catalog, callOf } from '../../bot/calls.ts';
import { conversationLog } from '../../bot/conversations.ts';
import { keys } from '../../bot/keys.ts';
import { lineOf } from '../../bot/line.ts';
import { headOf } from '../../bot/submissions.ts';
import { headFrom, type KeptHead } from '../../bot/trail.ts';
import type { Conversation, Person } from '../../bot/unit.ts';
import type { Asked } from '../../dialogs/engine/situation.ts';
import type { Json } from '../../forms/json.ts';
import type { Store } from '../../forms/ports.ts';
import type { Answer, Head, Path } from '../../forms/submission.ts';

interface Kept {
  readonly key: string;
  readonly value: unknown;
}

async function all(store: Store, prefix: string): Promise<Kept[]> {
  return [...(await store.list(prefix, { limit: 1_000_000 }))];
}

/** A conversation's log as text, both sides in order. */
export async function saidIn(store: Store, channel: string, who: string): Promise<Partial<Activity>[]> {
  const entries = await conversationLog(store, channel).after(`${who}@${channel}`, 0);
  return entries.map(({ activity }) => activity as unknown as Partial<Activity>);
}

/** The submission that a person has open; undefined where there is none. */
export async function openOf(store: Store, who: string): Promise<Head | undefined> {
  const person = (await store.read([keys.person(who)])).get(keys.person(who))?.value as Person | undefined;
  const key = keys.submission(person?.current ?? '');
  const record = person?.current ? (await store.read([key])).get(key) : undefined;
  return record && headFrom(store, headOf(record));
}

/** The answers of a submission as they are stored. */
export async function answersOf(store: Store, id: string): Promise<Map<Path, Answer>> {
  const prefix = keys.answerPrefix(id);
  const kept = await all(store, prefix);
  return new Map(kept.map(({ key, value }) => [key.slice(prefix.length), value as Answer]));
}

/** What does not fit together; empty when every turn is there whole or not at all. */
export async function brokenIn(store: Store, catalog: Catalog): Promise<string[]> {
  const broken: string[] = [];
  for (const each of await all(store, 'conv/')) broken.push(...(await brokenConversation(store, each)));
  for (const each of await all(store, 'sub/')) broken.push(...(await brokenSubmission(store, catalog, each)));
  return broken;
}

/** The log has every number once, and as many messages of the person as were marked as handled. */
async function brokenConversation(store: Store, { key, value }: Kept): Promise<string[]> {
  const conversation = value as Conversation;
  const turns = await all(store, keys.logPrefix(key));
  const entries = turns.flatMap((turn) => turn.value as Partial<Activity>[]);
  const numbers = entries.map(({ id = '' }) => Number(id.slice(id.lastIndexOf('|') + 1)));
  const expected = Array.from({ length: conversation.seq }, (_, at) => at + 1);
  const broken: string[] = [];
  if (!isDeepStrictEqual(numbers, expected))
    broken.push(`${key}: log ${numbers.length} of ${conversation.seq}`);
  const heard = entries.filter((entry) => entry.from?.id === conversation.person);
  const seen = await all(store, key.replace('conv/', 'seen/'));
  if (heard.length !== seen.length) broken.push(`${key}: ${heard.length} messages, ${seen.length} handled`);
  return broken;
}

async function brokenSubmission(store: Store, catalog: Catalog, { key, value }: Kept): Promise<string[]> {
  const { head, line } = value as { head: KeptHead; line: unknown };
  const answers = await answersOf(store, head.id);
  const broken: string[] = [];
  const replayed = new Map<Path, unknown>();
  const revisions = new Set<number>();
  for (const change of await all(store, keys.historyPrefix(head.id))) {
    const [, , revision = '', ...path] = change.key.split('/');
    revisions.add(Number(revision));
    const { answer } = change.value as { answer: Json };
    if (answer === null) replayed.delete(path.join('/'));
    else replayed.set(path.join('/'), answer);
  }
  const expected = Array.from({ length: head.revision }, (_, at) => at + 1);
  if (!isDeepStrictEqual([...revisions], expected)) {
    broken.push(`${key}: revision ${head.revision}, history ${[...revisions].join(' ')}`);
  }
  if (!isDeepStrictEqual(replayed, answers)) broken.push(`${key}: answers differ from their history`);
  if (!isDeepStrictEqual(line, lineOf(callOf(catalog, head.call), { answers })))
    broken.push(`${key}: line differs`);
  const owner = (await store.read([keys.person(head.owner)])).get(keys.person(head.owner))?.value;
  if (!(owner as unknown as Person | undefined)?.submissions.includes(head.id))
    broken.push(`${key}: not in its owner's list`);
  return broken;
}

/** Whether what the conversation remembers having asked is what the open submission asks. */
export async function forgetful(store: Store, channel: string, who: string): Promise<string[]> {
  const key = keys.conversation(channel, `${who}@${channel}`);
  const conversation = (await store.read([key])).get(key)?.value as Conversation | undefined;
  const head = await openOf(store, who);
  const asked = askedIn(conversation?.dialog ?? null);
  if (!head || !asked) return head ? [`${key}: nothing asked`] : [];
  const is = { submission: head.id, question: head.focus?.path ?? null, revision: head.revision };
  return isDeepStrictEqual(asked, is)
    ? []
    : [`${key}: asked ${JSON.stringify(asked)}, is ${JSON.stringify(is)}`];
}

function askedIn(state: Json): Asked | undefined {
  if (state === null || typeof state !== 'object') return undefined;
  if (!Array.isArray(state) && 'asked' in state) return state.asked as unknown as Asked;
  for (const each of Object.values(state).reverse()) {
    const found = askedIn(each as Json);
    if (found) return found;
  }
  return undefined;
}
