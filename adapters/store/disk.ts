/** Work on the disk, and what its failures are called. */
import { AppError } from '../../forms/error.ts';

/** Makes a missing file undefined. */
export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

/** Does something with the disk; what goes wrong is an `AppError` `file.failed`. */
export async function fileWork<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileFailure(error);
  }
}

/** A failure of the disk, as everyone hears of it. */
export function fileFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('file.failed', 'The folder of files cannot answer.', { cause: error });
}
