/**
 * How Teams is sent to. The library repeats a POST four times and waits for ever: a message that was taken comes twice.
 * Here each is sent once and given up after a time; only what was refused for the rate (429) goes again, as late as the
 * platform asks. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
import type { Activity, ResourceResponse } from 'botbuilder';
import { AppError } from '../../../forms/error.ts';

/** A request is given up after this, in ms. */
const TIMEOUT_MS = 10_000;
/** How often one message is refused for the rate before the outbox takes it back. */
const TRIES = 4;
/** First wait where the platform names none, and the longest that a message is held here, in ms. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;

/** The part of the library's client that is used. */
export interface Connector {
  readonly conversations: {
    sendToConversation(conversation: string, activity: Partial<Activity>): Promise<ResourceResponse>;
    updateActivity(
      conversation: string,
      id: string,
      activity: Partial<Activity>,
    ): Promise<ResourceResponse | undefined>;
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
  readonly wait: (ms: number) => Promise<void>;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly timeoutMs?: number;
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

/**
 * Sends once, or as often as the platform refuses it for the rate. Rejects with `AppError` `send.refused` where nothing
 * reaches the person, `send.rejected` where this will never be taken as it is, `send.limited` where the platform wants to be left alone for longer, `send.failed` otherwise.
 */
export async function politely<T>(send: () => Promise<T>, { wait, report }: PolicyDeps): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const status = statusOf(error);
      if (status !== 429) throw failure(status, error);
      const ms = retryAfter(error) ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
      if (attempt === TRIES || ms > LONGEST_WAIT_MS) throw limited(error);
      report('teams.paced', { ms, attempt });
      await wait(ms);
    }
  }
}

function limited(cause: unknown): AppError {
  return new AppError('send.limited', 'the platform takes no more for now', { cause });
}

function statusOf(error: unknown): number | undefined {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

/** Waiting time in ms: seconds, or a date. */
function retryAfter(error: unknown): number | undefined {
  const { response } = error as { response?: { headers?: { get?(name: string): string | undefined } } };
  const said = response?.headers?.get?.('retry-after');
  if (said === undefined || said === null) return undefined;
  if (/^\d{1,6}$/.test(said)) return Number(said) * 1000;
  const date = Date.parse(said);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
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
