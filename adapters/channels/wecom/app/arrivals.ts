/**
 * What has come in and is being handled: each message once at a time, those of one member in order of arrival.
 *
 * The platform is answered when a message is handled, which takes milliseconds, and after a second at the latest; what
 * takes longer is stored before that, so that a process which dies in between takes it up again when it starts. What
 * fails before it is answered is delivered by the platform again. Who is not helped by any of this is told so.
 */
import { createHash } from 'node:crypto';
import { AppError } from '../../../../forms/error.ts';
import type { Json } from '../../../../forms/json.ts';
import type { Store } from '../../../../forms/ports.ts';
import { securityMarkIn } from '../../../../forms/secrecy.ts';
import type { Timer } from '../../pace.ts';
import type { Fields } from './message.ts';

/** Longest that the platform waits for us, in ms. */
const ANSWER_MS = 1000;
/** Three deliveries, five seconds each, with room: what has failed by then does not come again, in ms. */
const DELIVERIES_MS = 30_000;
/** What was kept longer than this was answered otherwise, or nobody waits for it, in ms. */
const KEPT_MS = 24 * 3600_000;
/** Ids remembered of what was handled; longer ago the bot itself knows them. */
const MOST_HANDLED = 10_000;
const PREFIX = 'wecom/in/';

export interface ArrivalsDeps {
  readonly store: Store;
  readonly timer: Timer;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
  /** Does what a message asks for; resolves when that is stored. The same message twice is once. */
  readonly handle: (fields: Fields) => Promise<void>;
  /** Tells a member that their message was not handled. */
  readonly apologize: (fields: Fields) => Promise<void>;
}

export class Arrivals {
  readonly #deps: ArrivalsDeps;
  readonly #running = new Map<string, Promise<void>>();
  readonly #tails = new Map<string, Promise<unknown>>();
  /** Ids of what was stored and answered before it was done. */
  readonly #kept = new Set<string>();
  /** Ids of what was handled lately: the platform may not have had our answer. */
  readonly #handled = new Set<string>();
  /** Ids of what failed and may be delivered again. */
  readonly #failed = new Set<string>();

  constructor(deps: ArrivalsDeps) {
    this.#deps = deps;
  }

  /** Resolves when the message is handled, or stored to be handled; rejects with what went wrong. */
  async take(fields: Fields): Promise<void> {
    if (this.#handled.has(fields.id)) return;
    const running = this.#running.get(fields.id) ?? this.#run(fields);
    // What must not be stored is not stored here either: the platform waits for it.
    if (securityMarkIn(fields.content) !== undefined) return running;
    const late = this.#deps.timer.wait(ANSWER_MS).then(() => 'late' as const);
    if ((await Promise.race([running, late])) !== 'late') return;
    this.#kept.add(fields.id);
    await this.#deps.store.commit([
      { key: keyOf(fields.id), value: fields as unknown as Json, expect: 'any', ttlMs: KEPT_MS },
    ]);
    if (!this.#running.has(fields.id)) await this.#forget(fields.id);
  }

  /** Takes up what was answered and not done when the process ended. */
  async resume(): Promise<void> {
    for (const { value } of await this.#deps.store.list(PREFIX)) {
      const fields = value as unknown as Fields;
      this.#kept.add(fields.id);
      if (!this.#running.has(fields.id)) this.#run(fields).catch(() => undefined);
    }
  }

  /** Resolves when nothing is being handled any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running.values());
  }

  #run(fields: Fields): Promise<void> {
    const { id, member } = fields;
    const before = this.#tails.get(member) ?? Promise.resolve();
    const work = before
      .then(() => this.#deps.handle(fields))
      .then(
        () => this.#done(id),
        (error) => this.#notDone(fields, error),
      )
      .finally(() => {
        this.#running.delete(id);
        if (this.#tails.get(member) === tail) this.#tails.delete(member);
      });
    const tail = work.catch(() => undefined);
    this.#tails.set(member, tail);
    this.#running.set(id, work);
    return work;
  }

  async #done(id: string): Promise<void> {
    this.#failed.delete(id);
    this.#handled.add(id);
    const oldest = this.#handled.size > MOST_HANDLED ? this.#handled.keys().next().value : undefined;
    if (oldest !== undefined) this.#handled.delete(oldest);
    if (this.#kept.has(id)) await this.#forget(id);
  }

  async #notDone(fields: Fields, error: unknown): Promise<void> {
    this.#deps.report('wecom.turn_failed', { error: codeOf(error) });
    if (this.#kept.has(fields.id)) {
      await this.#forget(fields.id);
      await this.#apologize(fields);
    } else if (!this.#failed.has(fields.id)) {
      this.#failed.add(fields.id);
      void this.#deps.timer.wait(DELIVERIES_MS).then(() => this.#giveUp(fields));
    }
    throw error;
  }

  /** After the last delivery: what has not succeeded by then never will. */
  async #giveUp(fields: Fields): Promise<void> {
    if (this.#failed.delete(fields.id)) await this.#apologize(fields);
  }

  async #apologize(fields: Fields): Promise<void> {
    await this.#deps.apologize(fields).catch((error) => {
      this.#deps.report('wecom.apology_failed', { error: codeOf(error) });
    });
  }

  async #forget(id: string): Promise<void> {
    this.#kept.delete(id);
    await this.#deps.store.commit([{ key: keyOf(id), value: null, expect: 'any' }]);
  }
}

function keyOf(id: string): string {
  return `${PREFIX}${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'Error';
}
