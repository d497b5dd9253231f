/**
 * What has come in and is being handled: each activity once at a time, those of one chat in order of arrival.
 *
 * Teams waits fifteen seconds for a message's answer and then sends it again, and less for a button's. Most are handled
 * within milliseconds, and a failure is told by the answer. What takes longer (files that are fetched) is stored and
 * answered before that time, so that a process which dies in between takes it up again when it starts. Whom none of this
 * helps is told so. https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
 */
import { createHash } from 'node:crypto';
import type { Activity, InvokeResponse } from 'botbuilder';
import { AppError } from '../../../forms/error.ts';
import type { Json } from '../../../forms/json.ts';
import type { Store } from '../../../forms/ports.ts';
import { securityMarkIn } from '../../../forms/secrecy.ts';
import { isPersonal } from './incoming.ts';

/** Longest that Teams is let wait for a message, and for a button, in ms. */
const MESSAGE_MS = 10_000;
const BUTTON_MS = 4_000;
/** What has failed and did not come again by then never will, in ms. */
const RESENT_MS = 60_000;
/** What was kept longer than this was answered otherwise, or nobody waits for it, in ms. */
const KEPT_MS = 24 * 3600_000;
/** Activities that are remembered as handled; longer ago the bot itself knows them. */
const MOST_HANDLED = 2000;
const PREFIX = 'teams/in/';

export interface ArrivalsDeps {
  readonly store: Store;
  /** Resolves after so many ms. */
  readonly alarm: (ms: number) => Promise<void>;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
  /** Handles an activity whose request was answered by an earlier process. */
  readonly again: (activity: Activity) => Promise<void>;
  /** Tells a person that what they sent is still being handled. */
  readonly reassure: (activity: Activity) => Promise<void>;
  /** Tells a person that what they sent was not handled. */
  readonly apologize: (activity: Activity) => Promise<void>;
}

type Answer = InvokeResponse | undefined;

export class Arrivals {
  readonly #deps: ArrivalsDeps;
  /** What is being handled, or was. */
  readonly #handled = new Map<string, Promise<Answer>>();
  readonly #running = new Set<string>();
  readonly #busy = new Set<Promise<unknown>>();
  /** The last of each chat. */
  readonly #tails = new Map<string, Promise<unknown>>();
  /** Stored, and answered before it was done. */
  readonly #kept = new Set<string>();
  /** Failed, and may come again. */
  readonly #failed = new Set<string>();

  constructor(deps: ArrivalsDeps) {
    this.#deps = deps;
  }

  /**
   * What the work answers, or `late` where it goes on after the time that Teams waits. One that comes again waits for
   * the first; one that failed is tried again. Rejects with what went wrong.
   */
  async take(activity: Activity, work: () => Promise<Answer>): Promise<Answer | 'late'> {
    const key = keyOf(activity);
    const running = this.#handled.get(key) ?? this.#run(key, activity, work);
    // Without a name it could not be known again; what must not be stored is not stored here either.
    if (!isTurn(activity) || activity.id === undefined || isMarked(activity)) return running;
    const ms = activity.type === 'invoke' ? BUTTON_MS : MESSAGE_MS;
    const late = this.#deps.alarm(ms).then(() => 'late' as const);
    const first = await Promise.race([running, late]);
    if (first === 'late') await this.#keep(key, activity);
    return first;
  }

  /** Takes up what was answered and not done when the process ended. */
  async resume(): Promise<void> {
    for (const { key: whole, value } of await this.#deps.store.list(PREFIX)) {
      const activity = value as unknown as Activity;
      const key = whole.slice(PREFIX.length);
      if (this.#handled.has(key)) continue;
      this.#kept.add(key);
      const work = (): Promise<undefined> => this.#deps.again(activity).then(() => undefined);
      this.#run(key, activity, work).catch(() => undefined);
    }
  }

  /** Resolves when nothing is being handled any more. */
  async settled(): Promise<void> {
    while (this.#busy.size > 0) await Promise.allSettled(this.#busy);
  }

  #run(key: string, activity: Activity, work: () => Promise<Answer>): Promise<Answer> {
    const chat = activity.conversation.id;
    const before = isTurn(activity) ? this.#tails.get(chat) : undefined;
    const mine = before === undefined ? work() : before.then(work);
    const settled = mine
      .then(
        () => this.#done(key),
        (error: unknown) => this.#notDone(key, activity, error),
      )
      .catch((error: unknown) => this.#deps.report('teams.arrival_failed', { error: codeOf(error) }))
      .finally(() => {
        this.#busy.delete(settled);
        if (this.#tails.get(chat) === tail) this.#tails.delete(chat);
      });
    const tail = mine.catch(() => undefined);
    if (isTurn(activity)) this.#tails.set(chat, tail);
    this.#busy.add(settled);
    this.#running.add(key);
    this.#remember(key, mine);
    return mine;
  }

  #remember(key: string, work: Promise<Answer>): void {
    this.#handled.set(key, work);
    const oldest = this.#handled.size > MOST_HANDLED ? this.#handled.keys().next().value : undefined;
    if (oldest !== undefined) this.#handled.delete(oldest);
  }

  async #keep(key: string, activity: Activity): Promise<void> {
    if (this.#kept.has(key)) return;
    this.#kept.add(key);
    const value = activity as unknown as Json;
    await this.#deps.store.commit([{ key: PREFIX + key, value, expect: 'any', ttlMs: KEPT_MS }]);
    if (!this.#running.has(key)) return this.#drop(key);
    // Whoever sent files looks at nothing for a while; a button is answered by itself.
    if (activity.type !== 'message') return;
    const telling = this.#tell(activity, this.#deps.reassure).finally(() => this.#busy.delete(telling));
    this.#busy.add(telling);
  }

  async #done(key: string): Promise<void> {
    this.#running.delete(key);
    this.#failed.delete(key);
    await this.#forget(key);
  }

  async #notDone(key: string, activity: Activity, error: unknown): Promise<void> {
    this.#running.delete(key);
    this.#handled.delete(key);
    if (!isTurn(activity)) return;
    if (this.#kept.has(key)) {
      this.#deps.report('teams.turn_failed', { error: codeOf(error) });
      await this.#forget(key);
      await this.#apologize(activity);
    } else if (!this.#failed.has(key)) {
      this.#failed.add(key);
      void this.#deps.alarm(RESENT_MS).then(() => this.#giveUp(key, activity));
    }
  }

  async #giveUp(key: string, activity: Activity): Promise<void> {
    if (this.#failed.delete(key)) await this.#apologize(activity);
  }

  #apologize(activity: Activity): Promise<void> {
    return this.#tell(activity, this.#deps.apologize);
  }

  async #tell(activity: Activity, tell: (activity: Activity) => Promise<void>): Promise<void> {
    if (!isPersonal(activity)) return;
    await tell(activity).catch((error: unknown) => {
      this.#deps.report('teams.tell_failed', { error: codeOf(error) });
    });
  }

  async #forget(key: string): Promise<void> {
    if (this.#kept.delete(key)) await this.#drop(key);
  }

  async #drop(key: string): Promise<void> {
    await this.#deps.store.commit([{ key: PREFIX + key, value: null, expect: 'any' }]);
  }
}

/** Whether it changes where the interview stands: then the order counts. */
function isTurn({ type, name }: Activity): boolean {
  return type === 'invoke'
    ? name === 'adaptiveCard/action'
    : type === 'message' || type === 'conversationUpdate';
}

/** Whether what it says is marked as secret. */
function isMarked({ text, value }: Activity): boolean {
  return securityMarkIn(`${text ?? ''} ${JSON.stringify(value ?? '')}`) !== undefined;
}

let nameless = 0;

function keyOf({ id, conversation }: Activity): string {
  nameless += 1;
  const name = id === undefined ? `#${nameless}` : `${conversation.id} ${id}`;
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'Error';
}
