/** Time that passes only where somebody waits for it, for a platform and its clients alike. */
import type { Timer } from '../../../adapters/channels/pace.ts';

export interface VirtualTime extends Timer {
  /** Moves on by so many ms, waking whoever waits, in order. */
  advance(ms: number): Promise<void>;
  /** How many wait now. */
  readonly waiting: number;
}

/** Starts at 9:00 on 2025-06-03 in Shanghai. Each wait ends when time is moved past it. */
export function virtualTime(start = Date.parse('2025-06-03T09:00:00+08:00')): VirtualTime {
  let at = start;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => at,
    wait: (ms) =>
      new Promise((wake) => {
        sleepers.push({ until: at + ms, wake });
      }),
    get waiting() {
      return sleepers.length;
    },
    async advance(ms) {
      const end = at + ms;
      for (;;) {
        const next = sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0];
        if (!next) break;
        at = Math.max(at, next.until);
        sleepers = sleepers.filter((each) => each !== next);
        next.wake();
        // What was woken may wait again within the same stretch of time.
        await new Promise((resolve) => setImmediate(resolve));
      }
      at = end;
    },
  };
}
