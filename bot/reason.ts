/** Why the program did not start, in one sentence for what a person can mend. */
import { AppError } from '../forms/error.ts';
import { hasText, text } from '../forms/text/index.ts';

/** The sentence for an error where there is one, its own message otherwise; the whole error where it is none of ours. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof AppError)) return String((error as Error).stack ?? error);
  return hasText(`start.why.${error.code}`) ? text(`start.why.${error.code}`) : error.message;
}
