/**
 * What people are told who are not speaking: a reminder, a returned submission, a finished package. A notice is stored
 * with what caused it and told in a turn of its own in the person's newest personal conversation; what is said is
 * decided in that turn, so that nothing is told that no longer holds, and the notice goes in the turn's commit: it is
 * told once, whatever dies in between and however many processes tell.
 */
import type { Activity, ConversationReference, TurnContext } from 'botbuilder-core';
import type { Json } from '../../forms/json.ts';
import type { Store, Stored, Write } from '../../forms/ports.ts';
import type { Clock } from '../clock.ts';
import { keys } from '../keys.ts';
import type { Log } from '../log.ts';
import { recordsIn } from '../pages.ts';
import { Queue } from '../queue.ts';
import type { Conversation, Person } from '../unit.ts';

/** Name of the event by which a notice begins a turn. */
export const NOTICE = 'shenbao.notice';

export interface Notice {
  /** Person id. */
  readonly to: string;
  /** The family that tells it. */
  readonly family: string;
  readonly data: Json;
  /** When it was made, ISO 8601 UTC. */
  readonly at: string;
}

/** The write that stores a notice; told from `from` on (ms since 1970), at once where it is left out. */
export function noticeWrite(notice: Notice, id: string, from = Date.parse(notice.at)): Write {
  return { key: keys.notice(from, id), value: notice as unknown as Json, expect: 'absent' };
}

/** The key of the notice that an activity tells; undefined where it tells none. */
export function noticeIn({ type, name, value }: Partial<Activity>): string | undefined {
  if (type !== 'event' || name !== NOTICE) return undefined;
  const { key } = (value ?? {}) as { key?: unknown };
  return typeof key === 'string' && key.startsWith(keys.noticePrefix) ? key : undefined;
}

type Logic = (context: TurnContext) => Promise<void>;

export interface NoticeDeps {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly logic: Logic;
  /** Whether a conversation of a channel can be begun from this process. */
  reaches(channel: string, conversation: string): boolean;
  /** Begins a turn in a known conversation of a channel. */
  deliver(channel: string, reference: Partial<ConversationReference>, logic: Logic): Promise<void>;
}

/** How often what waits is looked for, in ms. */
const EVERY_MS = 5_000;
/** What could not be told in so long to someone who was never met is dropped. */
const GIVE_UP_MS = 7 * 24 * 3600_000;
/** The same for someone whom another process may reach, such as the terminal they come back to. */
const FORGET_MS = 30 * 24 * 3600_000;
/** Notices told at the same time. */
const AT_ONCE = 8;

export interface Notices {
  /** Tells everything whose time has come; how many turns were begun. */
  sweep(): Promise<number>;
  /** Sweeps now and then, until it is stopped. */
  start(): () => void;
}

export function createNotices(deps: NoticeDeps): Notices {
  const queue = new Queue();
  const sweep = () => queue.run('sweep', () => sweepOnce(deps));
  return {
    sweep,
    start() {
      const look = () => void sweep().catch((error: unknown) => deps.log.failure('notice.failed', error));
      const timer = setInterval(look, EVERY_MS);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

async function sweepOnce(deps: NoticeDeps): Promise<number> {
  const now = deps.clock.now().getTime();
  const due: (Stored & { key: string })[] = [];
  const end = keys.notice(now + 1, '');
  for await (const record of recordsIn(deps.store, keys.noticePrefix)) {
    if (record.key >= end) break;
    due.push(record);
  }
  let told = 0;
  const waiting = due.values();
  const work = async (): Promise<void> => {
    for (const record of waiting) if (await tell(deps, record, now)) told += 1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return told;
}

/** Begins the turn that tells a notice; false where nobody can be reached now. */
async function tell(
  deps: NoticeDeps,
  { key, value, rev }: Stored & { key: string },
  now: number,
): Promise<boolean> {
  const notice = value as unknown as Notice;
  const met = await metAlone(deps.store, notice.to);
  const reference = newestOf(met, deps);
  if (!reference) {
    if (now - Date.parse(notice.at) > (met.length > 0 ? FORGET_MS : GIVE_UP_MS))
      await deps.store.commit([{ key, value: null, expect: rev }]);
    return false;
  }
  try {
    await deps.deliver(reference.channelId ?? '', reference, async (context) => {
      Object.assign(context.activity, { type: 'event', name: NOTICE, id: key, value: { key } });
      await deps.logic(context);
    });
    return true;
  } catch (error) {
    deps.log.failure('notice.untold', error, { channel: reference.channelId ?? '', family: notice.family });
    return false;
  }
}

/** Where a person was last met alone, in a conversation that this process reaches. */
async function newestReference(
  deps: Pick<NoticeDeps, 'store' | 'reaches'>,
  person: string,
): Promise<Partial<ConversationReference> | undefined> {
  return newestOf(await metAlone(deps.store, person), deps);
}

type Reference = Partial<ConversationReference>;

function newestOf(
  met: readonly Reference[],
  { reaches }: Pick<NoticeDeps, 'reaches'>,
): Reference | undefined {
  return met.findLast(({ channelId = '', conversation }) => reaches(channelId, conversation?.id ?? ''));
}

/** Where a person was met alone, the last at the end. */
async function metAlone(store: Store, person: string): Promise<readonly Reference[]> {
  const key = keys.person(person);
  const known = (await store.read([key])).get(key)?.value as unknown as Person | undefined;
  const records = await store.read(known?.conversations ?? []);
  return [...records.values()]
    .map(({ value }) => value as unknown as Conversation)
    .filter(({ reference }) => reference.conversation?.isGroup !== true)
    .sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
    .map(({ reference }) => reference);
}
