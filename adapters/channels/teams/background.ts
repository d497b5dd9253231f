/** Work that nobody waits for: what goes wrong is reported, and an end can be waited for. */
import { AppError } from '../../../forms/error.ts';

export class Background {
  readonly #running = new Set<Promise<void>>();
  readonly #report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;

  constructor(report: (code: string, fields?: Readonly<Record<string, unknown>>) => void) {
    this.#report = report;
  }

  run(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => {
        this.#report('teams.background_failed', { error: error instanceof AppError ? error.code : 'Error' });
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
