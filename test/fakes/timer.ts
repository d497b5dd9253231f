/** Time in which waiting takes none: whoever waits moves it on. */
import type { Timer } from '../../adapters/channels/pace.ts';

export interface HastyTimer extends Timer {
  /** What was waited for, in ms. */
  readonly waits: readonly number[];
}

export function hastyTimer(): HastyTimer {
  const waits: number[] = [];
  let skipped = 0;
  return {
    waits,
    now: () => performance.timeOrigin + performance.now() + skipped,
    async wait(ms) {
      waits.push(ms);
      skipped += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
