/** Counts what arrives within windows of time, as the platform does. */
export class Rates {
  readonly #limits: readonly { readonly most: number; readonly ms: number }[];
  readonly #at = new Map<string, number[]>();

  constructor(limits: readonly { readonly most: number; readonly ms: number }[]) {
    this.#limits = limits;
  }

  /** Whether one more at this moment exceeds a limit; it is counted all the same. */
  exceeded(key: string, now: number): boolean {
    const longest = Math.max(...this.#limits.map(({ ms }) => ms));
    const times = [...(this.#at.get(key) ?? []).filter((each) => now - each < longest), now];
    this.#at.set(key, times);
    return this.#limits.some(({ most, ms }) => times.filter((each) => now - each < ms).length > most);
  }
}
