/**
 * How Teams is sent to. The library repeats a POST four times and waits for ever: a message that was taken comes twice.
 * Here each is sent at the pace that the platform allows, once, and given up after a time; only what was certainly not
 * taken goes again: what was refused for the rate (429), as late as the platform asks, and for a state that passes (412).
 * Changes of what stands there already may also be repeated where a gateway gave up (502, 504): twice is once.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
import type { Activity, ResourceResponse } from 'botbuilder';
import { AppError } from '../../../forms/error.ts';
import { type Limit, Pace, type Timer } from '../pace.ts';

/** A request is given up after this, in ms. */
const TIMEOUT_MS = 10_000;
/** How often one message is refused before the outbox takes it back. */
const TRIES = 4;
/** First wait where the platform names none, and the longest that a message is held here, in ms. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;

/** Shorter waits are nobody's business, in ms. */
const WORTH_TELLING_MS = 2_000;

/** What one bot may send to one conversation. */
export const CONVERSATION: readonly Limit[] = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
];
/** What one bot may send to all conversations of a tenant together. */
export const TENANT: readonly Limit[] = [{ most: 50, ms: 1_000 }];

/** The part of the library's client that is used. */
export interface Connector {
  readonly conversations: {
    sendToConversation(conversation: string, activity: Partial<Activity>): Promise<ResourceResponse>;
    updateActivity(
      conversation: string,
      id: string,
      activity: Partial<Activity>,
    ): Promise<ResourceResponse | undefined>;
    deleteActivity(conversation: string, id: string): Promise<unknown>;
  };
  readonly credentials?: { getToken?(): Promise<string | null> };
  readonly client?: {
    readonly pipeline?: {
      removePolicy(which: { name: string }): unknown;
      addPolicy(policy: {
        name: string;
        sendRequest(
          request: { timeout: number },
          next: (request: never) => Promise<unknown>,
        ): Promise<unknown>;
      }): void;
    };
  };
}

export interface PolicyDeps {
  readonly timer: Timer;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** Takes the library's own repeating away and sets the time after which it gives up. Once per client. */
export function tame(connector: Connector, timeoutMs = TIMEOUT_MS): void {
  const pipeline = connector.client?.pipeline;
  if (!pipeline) throw new AppError('teams.client', 'the client of the library has another shape');
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.addPolicy({
    name: 'giveUp',
    sendRequest: (request, next) => {
      request.timeout = timeoutMs;
      return next(request as never);
    },
  });
}

/** Where something is sent. */
export interface Destination {
  readonly conversation: string;
  readonly tenant: string;
}

export class Policy {
  readonly #deps: PolicyDeps;
  readonly #conversations: Pace;
  readonly #tenants: Pace;
  /** Conversations that the platform wants to be left alone, until when (ms since 1970). */
  readonly #silent = new Map<string, number>();

  constructor(deps: PolicyDeps) {
    this.#deps = deps;
    const waits = (ms: number): void => {
      if (ms >= WORTH_TELLING_MS) deps.report('teams.paced', { ms });
    };
    this.#conversations = new Pace(CONVERSATION, deps.timer, waits);
    this.#tenants = new Pace(TENANT, deps.timer, waits);
  }

  /**
   * Sends once, or as often as it is certain that nothing came of it. Rejects with `AppError` `send.refused` where
   * nothing reaches the person, `send.rejected` where this will never be taken as it is, `send.limited` where the
   * platform wants to be left alone for longer, `send.failed` otherwise.
   */
  async send<T>(to: Destination, method: 'POST' | 'PUT' | 'DELETE', request: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      this.#checkSilence(to.conversation);
      const answered = [
        await this.#conversations.admit(to.conversation),
        await this.#tenants.admit(to.tenant),
      ];
      try {
        return await request().finally(() => {
          for (const each of answered) each();
        });
      } catch (error) {
        const status = statusOf(error);
        if (!isRepeatable(status, method)) throw failure(status, error);
        await this.#wait(to, error, { status, attempt });
      }
    }
  }

  async #wait(
    { conversation }: Destination,
    error: unknown,
    { status, attempt }: { status: number | undefined; attempt: number },
  ): Promise<void> {
    const { timer, report } = this.#deps;
    const asked = retryAfter(error, timer.now());
    if (asked !== undefined && asked > LONGEST_WAIT_MS) this.#silence(conversation, asked);
    const over = attempt === TRIES || (asked ?? 0) > LONGEST_WAIT_MS;
    if (over) throw status === 429 ? limited(error) : failure(status, error);
    const ms = asked ?? backOff(attempt);
    report('teams.repeated', { ms, attempt, status });
    await timer.wait(ms);
  }

  #silence(conversation: string, ms: number): void {
    const now = this.#deps.timer.now();
    for (const [each, until] of this.#silent) if (until <= now) this.#silent.delete(each);
    this.#silent.set(conversation, now + ms);
  }

  #checkSilence(conversation: string): void {
    if ((this.#silent.get(conversation) ?? 0) > this.#deps.timer.now())
      throw limited(new Error('the time that was asked for is not over'));
  }
}

/** Whether the request certainly came to nothing, or may come twice. */
function isRepeatable(status: number | undefined, method: string): boolean {
  if (status === 429 || status === 412) return true;
  return (status === 502 || status === 504) && method !== 'POST';
}

/** Doubled each time, and up to a quarter longer, so that not all who wait come back at once. In ms. */
function backOff(attempt: number): number {
  return Math.round(FIRST_WAIT_MS * 2 ** (attempt - 1) * (1 + Math.random() / 4));
}

function limited(cause: unknown): AppError {
  return new AppError('send.limited', 'the platform takes no more for now', { cause });
}

function statusOf(error: unknown): number | undefined {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

/** Waiting time in ms: seconds, or a date. */
function retryAfter(error: unknown, now: number): number | undefined {
  const { response } = error as { response?: { headers?: { get?(name: string): string | undefined } } };
  const said = response?.headers?.get?.('retry-after');
  if (said === undefined || said === null) return undefined;
  if (/^\d{1,6}$/.test(said)) return Number(said) * 1000;
  const date = Date.parse(said);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** 403: the person has removed the bot; 404: the chat is gone; 400 and 413: it will never be taken as it is. */
function failure(status: number | undefined, cause: unknown): AppError {
  const code =
    status === 403 || status === 404
      ? 'send.refused'
      : status === 400 || status === 413
        ? 'send.rejected'
        : 'send.failed';
  return new AppError(code, `the platform answered ${status ?? 'nothing'}`, { cause });
}
