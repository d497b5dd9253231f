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
  const person = (known?.value ?? { current: null, submissions: [] }) as unknown as Person;
  const submissions = await deps.store.read(person.submissions.map(keys.submission));
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

async function open(deps: ReadDeps, id: string, records: ReadonlyMap<string, Stored>): Promise<Opened> {
  const { submission, stored } = await deps.submissions.load(id, records.get(keys.submission(id)));
  return { call: callOf(deps.catalog, submission.head.call), submission, stored, changes: [] };
}

/** What tells a message apart from every other of its conversation: the client's own name for it, which a retry repeats. */
export function nameOf(activity: Activity): string {
  const client = (activity.channelData as { clientActivityID?: unknown } | undefined)?.clientActivityID;
  return typeof client === 'string' ? `c:${client}` : (activity.id ?? '');
}
