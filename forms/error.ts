/**
 * A broken world (a failing store, an unknown call version), as opposed to a bad answer, which is an `Issue`.
 * `code` is stable and machine-readable; `cause` keeps the original error.
 */
export class AppError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}
