/**
 * What it means that something was not acknowledged: the client rejects with the platform's answer, or with an error
 * where there was none. https://developer.work.weixin.qq.com/document/path/90313
 */
import { AppError } from '../../../../forms/error.ts';

export interface Refusal {
  readonly code: 'send.refused' | 'send.rejected' | 'send.slow_down' | 'send.failed';
  readonly message: string;
  /** The platform's number; absent where it said nothing. */
  readonly status?: number;
  /** The platform does not know this connection any more. */
  readonly renew?: true;
}

/** Nobody is there who could have it: no such member, not visible, has left. */
const NOBODY = new Set([40003, 60011, 60111, 81013]);
/** The message itself is at fault, and would be again: form, length, medium, card. */
const REJECTED = new Set([40004, 40006, 40007, 40008, 40058, 42045, 44004, 45002]);
/** Too often, too many at once. */
const SLOW_DOWN = new Set([45009, 45033]);
/** Not subscribed: the connection was forgotten. */
const FORGOTTEN = 846609;

/** Reads what the client rejected with. */
export function explain(error: unknown): Refusal {
  if (error instanceof AppError) return { code: 'send.failed', message: error.message };
  const { errcode } = (error ?? {}) as { errcode?: unknown };
  if (typeof errcode !== 'number') return { code: 'send.failed', message: 'no acknowledgement' };
  const message = `the platform answered ${errcode}`;
  if (NOBODY.has(errcode)) return { code: 'send.refused', message, status: errcode };
  if (REJECTED.has(errcode)) return { code: 'send.rejected', message, status: errcode };
  if (SLOW_DOWN.has(errcode)) return { code: 'send.slow_down', message, status: errcode };
  return { code: 'send.failed', message, status: errcode, ...(errcode === FORGOTTEN ? { renew: true } : {}) };
}

export function failure(code: Refusal['code'], message: string, cause: unknown): AppError {
  return new AppError(code, message, { cause });
}
