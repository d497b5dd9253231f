/** What a turn reads before it decides. */
import type { Activity } from 'botbuilder-core';
import type { Draft } from '../dialogs/turn.ts';
import type { Store, Stored } from '../forms/ports.ts';
import type { Head } from '../forms/submission.ts';
import { type Catalog, callOf } from './calls.ts';
import { keys } from './keys.ts';
import type { OfficePerson } from './office/family.ts';
import { draftOf } from './submissions.ts';
import type { TurnDeps } from './turn.ts';
import type { Conversation, Opened, Person } from './unit.ts';

export interface Read {
  readonly key: string;
  /** Whoever speaks: the person whose account it is. */
  readonly who: string;
  readonly office: OfficePerson;
  readonly officeRev: number;
  readonly conversation: Conversation | null;
  readonly conversationRev: number;
  readonly person: Person;
  readonly personRev: number;
  /** Newest first. */
  readonly drafts: readonly Draft[];
  readonly current: Opened | null;
  readonly refused: Draft | null;
  /** The calls with the dates that hold now. */
  readonly catalog: Catalog;
}

type ReadDeps = Pick<TurnDeps, 'store' | 'submissions' | 'dates' | 'log'>;

/** Everything the turn of an activity needs; null where that activity was handled before. */
export async function readFor(deps: ReadDeps, activity: Activity): Promise<Read | null> {
  const key = keys.conversation(activity.channelId, activity.conversation.id);
  const seenKey = keys.seen(key, nameOf(activity));
  const account = activity.from.id;
  const records = await deps.store.read([
    key,
    keys.person(account),
    keys.office(account),
    seenKey,
    ...deps.dates.keys,
  ]);
  if (records.has(seenKey)) return null;
  const catalog = deps.dates.catalogWith(records);
  const conversation = records.get(key);
  const { who, known, office } = await personBehind(deps.store, account, records);
  const person = (known?.value ?? { current: null, submissions: [] }) as unknown as Person;
  const submissions = await deps.store.read(person.submissions.map(keys.submission));
  const isThere = (call: Head['call']) => catalog.get(call.id, call.version) !== undefined;
  const drafts = [...submissions.values()]
    .map((each) => draftOf(each, isThere))
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  const refused = drafts.find((draft) => draft.id === person.current && !draft.known) ?? null;
  if (refused) deps.log('draft.refused', { call: refused.call, submission: refused.id });
  return {
    key,
    who,
    office: (office?.value ?? newcomer(who)) as unknown as OfficePerson,
    officeRev: office?.rev ?? 0,
    conversation: (conversation?.value ?? null) as unknown as Conversation | null,
    conversationRev: conversation?.rev ?? 0,
    person,
    personRev: known?.rev ?? 0,
    drafts,
    current: person.current && !refused ? await open(deps, catalog, person.current, submissions) : null,
    refused,
    catalog,
  };
}

/** Somebody of whom the office knows nothing. */
export function newcomer(person: string): OfficePerson {
  return { person, name: '', grants: [], pending: null };
}

/** The person whose account it is, with their records: the account itself, unless it was linked to another. */
async function personBehind(
  store: Store,
  account: string,
  records: ReadonlyMap<string, Stored>,
): Promise<{ who: string; known: Stored | undefined; office: Stored | undefined }> {
  const own = records.get(keys.person(account));
  const who = (own?.value as unknown as Person | undefined)?.is;
  if (who === undefined) return { who: account, known: own, office: records.get(keys.office(account)) };
  const linked = await store.read([keys.person(who), keys.office(who)]);
  return { who, known: linked.get(keys.person(who)), office: linked.get(keys.office(who)) };
}

async function open(
  deps: ReadDeps,
  catalog: Catalog,
  id: string,
  records: ReadonlyMap<string, Stored>,
): Promise<Opened> {
  const { submission, stored } = await deps.submissions.load(id, records.get(keys.submission(id)));
  return { call: callOf(catalog, submission.head.call), submission, stored, changes: [] };
}

/** What tells a message apart from every other of its conversation: the client's own name for it, which a retry repeats. */
export function nameOf(activity: Activity): string {
  const client = (activity.channelData as { clientActivityID?: unknown } | undefined)?.clientActivityID;
  return typeof client === 'string' ? `c:${client}` : (activity.id ?? '');
}
