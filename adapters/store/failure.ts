/** Turns what SQLite and Node throw into the store's own errors, so that no failure is taken for a missing record. */
import { AppError } from '../../forms/error.ts';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const LOCKED = new Set([5, 6]);
const CORRUPT = new Set([11, 26]);

/** An `AppError` `store.locked`, `store.corrupt` or `store.failed` for anything thrown; AppErrors pass unchanged. */
export function storeFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = kindOf(error);
  return new AppError(code, message, { cause: error });
}

/** A record is there but cannot be read back. The message carries neither key nor content. */
export function corruptRecord(cause?: unknown): AppError {
  return new AppError('store.corrupt', 'A record is damaged.', { cause });
}

function kindOf(error: unknown): { code: string; message: string } {
  const result = resultCode(error);
  if (result !== undefined && LOCKED.has(result)) {
    return { code: 'store.locked', message: 'The store is locked by another process.' };
  }
  // json_extract refuses a damaged record with the generic code 1, known only by its words.
  const malformed = error instanceof Error && error.message.includes('malformed JSON');
  if (malformed || (result !== undefined && CORRUPT.has(result))) {
    return { code: 'store.corrupt', message: 'The store is damaged.' };
  }
  return { code: 'store.failed', message: 'The store cannot answer.' };
}

/** node:sqlite puts the extended result code into `errcode`; its low byte is the primary one. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
