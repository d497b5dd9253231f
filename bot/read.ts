/** What a turn reads before it decides. */
import type { Activity } from 'botbuilder-core';
import type { Draft } from '../dialogs/turn.ts';
import type { Stored } from '../forms/ports.ts';
import type { Head } from '../forms/submission.ts';
import { callOf } from './calls.ts';
import { keys } from './keys.ts';
import { draftOf } from './submissions.ts';
import type { TurnDeps } from './turn.ts';
import type { Conversation, Opened, Person } from './unit.ts';

/** Most drafts of a person that are read. */
const MOST_DRAFTS = 200;

export interface Read {
  readonly key: string;
  readonly conversation: Conversation | null;
  readonly conversationRev: number;
  readonly person: Person;
  readonly personRev: number;
  /** Newest first. */
  readonly drafts: readonly Draft[];
  readonly current: Opened | null;
  readonly refused: Draft | null;
}

type ReadDeps = Pick<TurnDeps, 'store' | 'submissions' | 'catalog' | 'log'>;

/** Everything the turn of an activity needs; null where that activity was handled before. */
export async function readFor(deps: ReadDeps, activity: Activity): Promise<Read | null> {
  const key = keys.conversation(activity.channelId, activity.conversation.id);
  const [personKey, seenKey] = [keys.person(activity.from.id), keys.seen(key, nameOf(activity))];
  const records = await deps.store.read([key, personKey, seenKey]);
  if (records.has(seenKey)) return null;
  const [conversation, known] = [records.get(key), records.get(personKey)];
  const person = (known?.value ?? { current: null }) as unknown as Person;
  const submissions = await submissionsOf(deps, activity.from.id);
  const isThere = (call: Head['call']) => deps.catalog.get(call.id, call.version) !== undefined;
  const drafts = [...submissions.values()]
    .map((each) => draftOf(each, isThere))
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  const refused = drafts.find((draft) => draft.id === person.current && !draft.known) ?? null;
  if (refused) deps.log('draft.refused', { call: refused.call, submission: refused.id });
  return {
    key,
    conversation: (conversation?.value ?? null) as unknown as Conversation | null,
    conversationRev: conversation?.rev ?? 0,
    person,
    personRev: known?.rev ?? 0,
    drafts,
    current: person.current && !refused ? await open(deps, person.current, submissions) : null,
    refused,
  };
}

/** The records of a person's submissions, by id. */
async function submissionsOf({ store }: ReadDeps, person: string): Promise<Map<string, Stored>> {
  const prefix = keys.ownPrefix(person);
  const ids = (await store.list(prefix, { limit: MOST_DRAFTS })).map(({ key }) => key.slice(prefix.length));
  const records = await store.read(ids.map(keys.submission));
  return new Map(
    ids.flatMap((id) => {
      const record = records.get(keys.submission(id));
      return record ? [[id, record] as const] : [];
    }),
  );
}

async function open(deps: ReadDeps, id: string, known: ReadonlyMap<string, Stored>): Promise<Opened> {
  const key = keys.submission(id);
  const record = known.get(id) ?? (await deps.store.read([key])).get(key);
  const { submission, stored } = await deps.submissions.load(id, record);
  return { call: callOf(deps.catalog, submission.head.call), submission, stored, changes: [] };
}

/** What tells a message apart from every other of its conversation: the client's own name for it, which a retry repeats. */
export function nameOf(activity: Activity): string {
  const client = (activity.channelData as { clientActivityID?: unknown } | undefined)?.clientActivityID;
  return typeof client === 'string' ? `c:${client}` : (activity.id ?? '');
}
