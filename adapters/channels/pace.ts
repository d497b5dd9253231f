/** The pace of sending: per key no more than the limits, and what exceeds that waits its turn. */

/** At most `most` within any `ms`. */
export interface Limit {
  readonly most: number;
  readonly ms: number;
}

/** The time, and a way to wait. */
export interface Timer {
  now(): number;
  /** Resolves after so many ms. */
  wait(ms: number): Promise<void>;
}

export const systemTimer: Timer = {
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** What is sent at one moment may arrive at another: a window is taken this much longer, in ms. */
const slackOf = (ms: number): number => Math.min(2000, ms / 5);

/** Where the pace of a process goes on that ended. Neither method rejects. */
export interface PaceMemory {
  load(key: string): Promise<readonly number[]>;
  save(key: string, times: readonly number[]): Promise<void>;
}

/** So many within the shortest window are not worth remembering, and of more every fourth is: a start makes room for them. */
const FEW = 8;
const EVERY = 4;

/** Lets through, per key, no more than the limits; the rest waits in order of arrival. */
export class Pace {
  readonly #limits: readonly Limit[];
  readonly #timer: Timer;
  readonly #sent = new Map<string, number[]>();
  readonly #tails = new Map<string, Promise<void>>();
  readonly #waits: (ms: number) => void;
  readonly #memory: PaceMemory | undefined;
  readonly #since: number;
  #admitted = 0;

  /** `waits` hears how long somebody has to wait, in ms. */
  constructor(
    limits: readonly Limit[],
    timer: Timer,
    waits: (ms: number) => void = () => undefined,
    memory?: PaceMemory,
  ) {
    this.#limits = limits;
    this.#timer = timer;
    this.#waits = waits;
    this.#memory = memory;
    this.#since = timer.now();
  }

  /**
   * Resolves when one more may be sent to `key`, and counts it. Whoever tells when it was answered has it counted then:
   * on a slow line it may have arrived as late as that.
   */
  async admit(key: string): Promise<() => void> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(() => this.#turn(key));
    const tail = mine.then(() => undefined);
    this.#tails.set(key, tail);
    const at = await mine;
    if (this.#tails.get(key) === tail) this.#tails.delete(key);
    return () => this.#answered(key, at);
  }

  #answered(key: string, at: number): void {
    const sent = this.#sent.get(key) ?? [];
    const index = sent.lastIndexOf(at);
    if (index < 0) return;
    sent.splice(index, 1);
    sent.push(this.#timer.now());
  }

  /** Keys that are remembered now. */
  get size(): number {
    return this.#sent.size;
  }

  /** When it was let through. */
  async #turn(key: string): Promise<number> {
    if (this.#memory && !this.#sent.has(key)) await this.#recall(key, this.#memory);
    for (;;) {
      const wait = this.#wait(key);
      if (wait <= 0) break;
      this.#waits(wait);
      await this.#timer.wait(wait);
    }
    const sent = this.#sent.get(key) ?? [];
    const at = this.#timer.now();
    sent.push(at);
    this.#sent.set(key, sent);
    await this.#keep(key, sent);
    this.#forget();
    return at;
  }

  /** What was sent before this process began: as it is remembered, or the most that was not worth remembering. */
  async #recall(key: string, memory: PaceMemory): Promise<void> {
    if (this.#timer.now() - this.#since > this.#shortest + slackOf(this.#shortest)) return;
    const times = [...(await memory.load(key))];
    const unknown = Math.max(FEW - 1 - times.length, EVERY - 1);
    times.push(...Array.from({ length: unknown }, () => this.#since));
    this.#sent.set(
      key,
      times.sort((a, b) => a - b),
    );
  }

  async #keep(key: string, sent: readonly number[]): Promise<void> {
    const now = this.#timer.now();
    const few = (sent.at(-FEW) ?? 0) <= now - this.#shortest - slackOf(this.#shortest);
    const due = sent.length % EVERY === 0;
    if (this.#memory && !few && due) await this.#memory.save(key, sent.slice(-this.#most));
  }

  get #shortest(): number {
    return Math.min(...this.#limits.map(({ ms }) => ms));
  }

  /** Most within the shortest window. */
  get #most(): number {
    return Math.min(...this.#limits.map(({ most }) => most));
  }

  /** How long until one more fits into every window. */
  #wait(key: string): number {
    const now = this.#timer.now();
    const sent = this.#recent(key, now);
    const waits = this.#limits.map(({ most, ms }) => {
      const oldest = sent.at(-most);
      return oldest === undefined ? 0 : oldest + ms + slackOf(ms) - now;
    });
    return Math.max(0, ...waits);
  }

  #recent(key: string, now: number): number[] {
    const longest = Math.max(...this.#limits.map(({ ms }) => ms + slackOf(ms)));
    const sent = this.#sent.get(key) ?? [];
    const first = sent.findIndex((at) => at > now - longest);
    if (first < 0) this.#sent.delete(key);
    else if (first > 0) sent.splice(0, first);
    return first < 0 ? [] : sent;
  }

  /** Now and then what nobody asks for any more goes. */
  #forget(): void {
    this.#admitted += 1;
    if (this.#admitted % 1000 !== 0) return;
    const now = this.#timer.now();
    for (const key of [...this.#sent.keys()]) this.#recent(key, now);
  }
}
