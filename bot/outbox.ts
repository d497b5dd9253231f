/**
 * What was said and not yet delivered, on channels that cannot fetch it later. An entry is stored in the commit of its
 * turn and goes once it is delivered; whoever sends it holds a claim, which a process that dies lets expire. Entries of
 * one conversation are sent in order. An entry whose sender died in the middle is sent again: a person rather sees a
 * question twice than not at all.
 */
import type { Activity, ConversationReference, TurnContext } from 'botbuilder-core';
import { TurnContext as Context } from 'botbuilder-core';
import { AppError } from '../forms/error.ts';
import type { Json } from '../forms/json.ts';
import type { Store, Write } from '../forms/ports.ts';
import type { Clock } from './clock.ts';
import { keys } from './keys.ts';
import type { Log } from './log.ts';
import { recordsIn } from './pages.ts';
import { Queue } from './queue.ts';

/** How long a claim holds without being renewed, in ms. */
const CLAIM_MS = 30_000;
/** First and longest wait after a failure, in ms. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;
/** After so long it is given up: the conversation went on, or the person is gone. */
const GIVE_UP_MS = 24 * 3600_000;

/** What was given up is kept so long for whoever asks what was not delivered, in ms. */
const KEPT_FAILED_MS = 30 * 24 * 3600_000;

/** The part of a channel's adapter that sends what nobody is waiting for. */
export interface Sender {
  continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void>;
}

/** One turn's replies. */
interface Entry {
  readonly channel: string;
  readonly reference: Partial<ConversationReference>;
  readonly activities: readonly Partial<Activity>[];
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  readonly attempts: number;
  /** Who sends it, until when (ms since 1970). */
  readonly claim: { readonly by: string; readonly until: number };
  /** Why it was given up: it stays for whoever asks what was not delivered. */
  readonly failed?: string;
}

export interface OutboxDeps {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Name of this process, for its claims. */
  readonly process: string;
}

export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #queue = new Queue();
  readonly #senders = new Map<string, Sender>();
  readonly #sending = new Set<Promise<void>>();
  /** What is stored in other words than it is said, by key: it goes with this process. */
  readonly #said = new Map<string, readonly Partial<Activity>[]>();

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  /** Says who sends a channel's entries. */
  attach(channel: string, sender: Sender): void {
    this.#senders.set(channel, sender);
  }

  /** A channel is not sent to from this process any more: what waits is left to another. */
  detach(channel: string): void {
    this.#senders.delete(channel);
  }

  /**
   * The write that stores a turn's replies, claimed by this process. `stored` are the replies without what is said once
   * and never stored; another process would send those.
   */
  entry(
    conversation: string,
    seq: number,
    activity: Activity,
    { said, stored }: { said: readonly Partial<Activity>[]; stored: readonly Partial<Activity>[] },
  ): Write {
    const key = keys.out(conversation, seq);
    if (said.some((each, index) => each !== stored[index])) this.#said.set(key, said);
    const now = this.#now();
    const entry: Entry = {
      channel: activity.channelId,
      reference: Context.getConversationReference(activity) as Partial<ConversationReference>,
      activities: stored,
      at: new Date(now).toISOString(),
      attempts: 0,
      claim: { by: this.#deps.process, until: now + CLAIM_MS },
    };
    return { key, value: entry as unknown as Json, expect: 'absent' };
  }

  /**
   * Sends what a turn stored, and first what still waits before it. Nobody waits for that: the platform may be slow, or
   * take only so many messages a minute, while the person's next message is already there.
   */
  send(conversation: string): void {
    const work = this.#deliver(keys.outPrefix(conversation))
      .catch((error) => this.#deps.log.failure('outbox.failed', error))
      .finally(() => this.#sending.delete(work));
    this.#sending.add(work);
  }

  /** Resolves when nothing is being sent any more. */
  async settled(): Promise<void> {
    while (this.#sending.size > 0) await Promise.all(this.#sending);
  }

  /** Sweeps now and then, until it is stopped. */
  start(): () => void {
    const sweep = () => void this.sweep().catch((error) => this.#deps.log.failure('outbox.failed', error));
    sweep();
    const timer = setInterval(sweep, FIRST_WAIT_MS);
    timer.unref();
    return () => clearInterval(timer);
  }

  /** Sends everything that waits and that nobody else is sending. */
  async sweep(): Promise<void> {
    const prefixes = new Set<string>();
    for await (const { key, value } of recordsIn(this.#deps.store, keys.outboxPrefix)) {
      // What was given up waits for nothing.
      if ((value as unknown as Entry).failed === undefined)
        prefixes.add(key.slice(0, key.lastIndexOf('/') + 1));
    }
    await Promise.all([...prefixes].map((prefix) => this.#deliver(prefix)));
  }

  async #send(key: string, entry: Entry): Promise<void> {
    const activities = this.#said.get(key) ?? entry.activities;
    const sender = this.#senders.get(entry.channel);
    if (!sender) throw new AppError('send.no_channel', `the channel ${entry.channel} is not there`);
    await sender.continueConversation(entry.reference, async (context) => {
      await context.adapter.sendActivities(context, [...activities]);
    });
  }

  #now(): number {
    return this.#deps.clock.now().getTime();
  }

  async #deliver(prefix: string): Promise<void> {
    await this.#queue.run(prefix, async () => {
      for await (const { key, value, rev } of recordsIn(this.#deps.store, prefix)) {
        const entry = value as unknown as Entry;
        if (entry.failed !== undefined) continue;
        // Its claim expires, and whoever has the channel takes it.
        if (!this.#senders.has(entry.channel)) return;
        const claimed = await this.#claim(key, entry, rev);
        if (!claimed || !(await this.#attempt(key, claimed))) return;
      }
    });
  }

  /** Takes the entry; undefined where another process sends it or its time has not come. */
  async #claim(key: string, entry: Entry, rev: number): Promise<Entry | undefined> {
    const { process } = this.#deps;
    const now = this.#now();
    const free = entry.claim.until <= now;
    if (!free && (entry.claim.by !== process || entry.attempts > 0)) return undefined;
    const claimed: Entry = {
      ...entry,
      attempts: entry.attempts + 1,
      claim: { by: process, until: now + CLAIM_MS },
    };
    // Its own turn stored it claimed and is sending it now: nobody else can have taken it.
    if (!free) return claimed;
    const commit = await this.#deps.store.commit([{ key, value: claimed as unknown as Json, expect: rev }]);
    return commit.done ? claimed : undefined;
  }

  /** Whether the entry is done with, and the next may go. */
  async #attempt(key: string, entry: Entry): Promise<boolean> {
    const { store, log } = this.#deps;
    const renewing = setInterval(() => void this.#renew(key, entry), CLAIM_MS / 3);
    try {
      await this.#send(key, entry);
    } catch (error) {
      log.failure('send.failed', error, { channel: entry.channel, count: entry.activities.length });
      return this.#failed(key, entry, error);
    } finally {
      clearInterval(renewing);
    }
    await store.commit([{ key, value: null, expect: 'any' }]);
    this.#said.delete(key);
    return true;
  }

  async #renew(key: string, entry: Entry): Promise<void> {
    const claim = { ...entry.claim, until: this.#now() + CLAIM_MS };
    // A renewal that fails leaves the claim to expire: at worst the entry is sent twice.
    await this.#rewrite(key, { ...entry, claim }).catch(() => undefined);
  }

  /** Writes an entry that is still there and still this process's: one erased meanwhile must not come back. */
  async #rewrite(key: string, entry: Entry, ttlMs?: number): Promise<void> {
    const now = (await this.#deps.store.read([key])).get(key);
    if ((now?.value as unknown as Entry | undefined)?.claim.by !== this.#deps.process || !now) return;
    const value = entry as unknown as Json;
    await this.#deps.store.commit([
      { key, value, expect: now.rev, ...(ttlMs === undefined ? {} : { ttlMs }) },
    ]);
  }

  async #failed(key: string, entry: Entry, error: unknown): Promise<boolean> {
    const now = this.#now();
    const code = error instanceof AppError ? error.code : 'send.failed';
    const over = code === 'send.refused' || now - Date.parse(entry.at) > GIVE_UP_MS;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (entry.attempts - 1), LONGEST_WAIT_MS);
    const next: Entry = over
      ? { ...entry, failed: code }
      : { ...entry, claim: { by: '', until: now + wait } };
    await this.#rewrite(key, next, over ? KEPT_FAILED_MS : undefined);
    return over;
  }
}

/** What was said and did not arrive. */
export interface Undelivered {
  /** Code of why it was given up; absent while it is tried. */
  readonly failed?: string;
}

/** All that did not arrive yet or was given up, by the id of the activity it answers. */
export async function undelivered(store: Store): Promise<ReadonlyMap<string, Undelivered>> {
  const found = new Map<string, Undelivered>();
  for await (const { value } of recordsIn(store, keys.outboxPrefix)) {
    const { activities, failed } = value as unknown as Entry;
    const to = activities[0]?.replyToId;
    if (to !== undefined) found.set(to, failed === undefined ? {} : { failed });
  }
  return found;
}
