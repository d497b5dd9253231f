/** One thing at a time per key, in order of arrival; different keys do not wait for one another. */
export class Queue {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs `work` after everything queued under `key` before; its failure is the caller's alone. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    const tail = result
      .catch(() => undefined)
      .finally(() => {
        if (this.#tails.get(key) === tail) this.#tails.delete(key);
      });
    this.#tails.set(key, tail);
    return result;
  }
}
