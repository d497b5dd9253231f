/**
 * Stores a turn in one commit: submission, conversation, person, log of both sides, the message as handled. What must
 * not be stored stays out of it here.
 */
import type { Activity, ConversationReference } from 'botbuilder-core';
import { TurnContext } from 'botbuilder-core';
import type { Json } from '../forms/json.ts';
import type { Write } from '../forms/ports.ts';
import { text } from '../forms/text/index.ts';
import { eraseFiles, eraseTraces, type Removal } from './erase.ts';
import { formIn } from './input.ts';
import { keys } from './keys.ts';
import { linkWrite } from './links.ts';
import { changeMark, stretchOf } from './office/changes.ts';
import { nameOf, type Read } from './read.ts';
import type { Decision, TurnDeps } from './turn.ts';
import type { Conversation } from './unit.ts';

/** How long a handled message is remembered, in milliseconds: platforms re-send within minutes. */
const SEEN = 7 * 24 * 3600 * 1000;

interface Decided extends Decision {
  readonly read: Read;
  readonly at: Date;
}

/** Stores what was decided; gives what is to be sent, each with its number in the log. Nothing is stored on a conflict. */
export async function storeTurn(
  deps: TurnDeps,
  context: TurnContext,
  decided: Decided,
): Promise<Partial<Activity>[] | 'conflict'> {
  const { unit, read } = decided;
  const { activity } = context;
  const { erased } = unit;
  // Where a channel learnt too late that nothing may come, the bytes lie there already.
  const late = unit.withheld ? hashesOf(activity) : [];
  const removals: Removal[] = late.length > 0 ? [{ key: keys.removal(deps.newId()), hashes: late }] : [];
  if (erased) removals.push(await eraseTraces(deps, erased, unit.personIn(read.key), read.key));
  const entries = entriesOf(activity, decided);
  const outgoing = entries.slice(activity.type === 'message' ? 1 : 0);
  const writes = [
    ...writesFor(deps, activity, decided, entries),
    ...removals.map(({ key, hashes }): Write => ({ key, value: hashes, expect: 'any' })),
  ];
  if (outgoing.length > 0 && !unit.capabilities.replays)
    writes.push(
      deps.outbox.entry(read.key, seqAfter(decided, entries), activity, {
        said: outgoing,
        stored: outgoing.map(withoutSecret),
      }),
    );
  const commit = await deps.store.commit(writes);
  if (!commit.done) {
    for (const each of unit.touched) deps.submissions.forget(each.submission.head.id);
    deps.log('turn.retry', { channel: activity.channelId });
    return 'conflict';
  }
  for (const { submission, stored } of unit.changed) deps.submissions.committed(submission, stored + 1);
  for (const each of unit.changed) deps.submissions.marked(each.submission.head.id, stretchOf(decided.at));
  for (const then of unit.afterwards) then();
  for (const removal of removals) await eraseFiles(deps, removal);
  return outgoing;
}

/** What both sides said, as it stands in the log. */
function entriesOf(activity: Activity, { read, unit, outgoing, at }: Decided): Partial<Activity>[] {
  const first = (read.conversation?.seq ?? 0) + 1;
  return [
    ...(activity.type === 'message' ? [inbound(activity, at, unit.withheld)] : []),
    ...outgoing.map((each) => outbound(activity, each, at)),
  ].map((each, index) => numbered(activity, each, first + index));
}

/** Last number of the conversation's log after the turn. */
function seqAfter({ read }: Decided, entries: readonly unknown[]): number {
  return (read.conversation?.seq ?? 0) + entries.length;
}

/** That these submissions changed, for whoever keeps an eye on all: once in a stretch of time is enough. */
function marksOf({ submissions }: TurnDeps, { unit, at }: Decided): Write[] {
  const stretch = stretchOf(at);
  return unit.changed
    .map((each) => each.submission.head.id)
    .filter((id) => !submissions.isMarked(id, stretch))
    .map((id) => changeMark('sub', id, at));
}

function writesFor(
  deps: TurnDeps,
  activity: Activity,
  decided: Decided,
  entries: readonly Partial<Activity>[],
): Write[] {
  const { read, unit, dialogState, at } = decided;
  const seq = seqAfter(decided, entries);
  const reference = TurnContext.getConversationReference(activity) as Partial<ConversationReference>;
  const conversation: Conversation = {
    person: activity.from.id,
    seq,
    dialog: dialogState,
    reference,
    at: at.toISOString(),
  };
  const person = unit.personIn(read.key);
  const own = keys.person(read.who);
  // Linking two accounts writes the person's record itself.
  const asIs = person === read.person || unit.also.some(({ key }) => key === own);
  return [
    written(read.key, conversation, read.conversationRev),
    ...unit.writes(),
    ...(entries.length > 0 ? [written(keys.log(read.key, seq), entries.map(withoutSecret), 0)] : []),
    ...unit.also,
    ...marksOf(deps, decided),
    ...unit.links.map((link) => linkWrite(link, activity, reference, at.getTime())),
    { key: keys.seen(read.key, nameOf(activity)), value: true, expect: 'absent', ttlMs: SEEN },
    ...(asIs ? [] : [written(own, person, read.personRev)]),
  ];
}

/** A write over the revision that was read, 0 for none. */
function written(key: string, value: unknown, rev: number): Write {
  return { key, value: value as Json, expect: rev === 0 ? 'absent' : rev };
}

/** The files that came with a message. */
function hashesOf({ attachments = [] }: Activity): string[] {
  return attachments.flatMap((each) => (each.content as { hash?: string } | undefined)?.hash ?? []);
}

/** What is shown once and never stored: the token of a link. */
function withoutSecret(entry: Partial<Activity>): Partial<Activity> {
  const { once, ...channelData } = (entry.channelData ?? {}) as { once?: string };
  if (once === undefined) return entry;
  return { ...entry, text: entry.text?.replaceAll(once, text('link.gone')) ?? '', channelData };
}

function numbered(activity: Activity, entry: Partial<Activity>, seq: number): Partial<Activity> {
  return { ...entry, id: `${activity.conversation.id}|${String(seq).padStart(7, '0')}` };
}

/** What the person said; of a message that must not be stored only that there was one. */
function inbound(activity: Activity, at: Date, withheld: boolean): Partial<Activity> {
  const { type, attachments, channelData, from, channelId, conversation } = activity;
  const common = { type, from, channelId, conversation, timestamp: at };
  const form = formIn(activity.value);
  const said = { text: activity.text, attachments, ...(form ? { value: { form } } : {}) };
  if (!withheld) return { ...common, channelData, ...said };
  // A channel may put the message as it came into its data: of that only the client's own name for it stays.
  const { clientActivityID } = (channelData ?? {}) as { clientActivityID?: unknown };
  const named = typeof clientActivityID === 'string' ? { channelData: { clientActivityID } } : {};
  return { ...common, ...named, text: text('secrecy.redacted') };
}

function outbound(activity: Activity, said: Partial<Activity>, at: Date): Partial<Activity> {
  const { channelId, conversation, recipient, id } = activity;
  return {
    ...said,
    channelId,
    conversation,
    from: recipient,
    recipient: activity.from,
    replyToId: id,
    timestamp: at,
  };
}
