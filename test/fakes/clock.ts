/** A clock that moves only when told. */
import { type Clock, dayInShanghai } from '../../bot/clock.ts';

export interface FakeClock extends Clock {
  /** Moves by so many ms; backwards when negative. */
  advance(ms: number): void;
}

/** Starts at 9:00 on 2025-06-03 in Shanghai unless told. */
export function fakeClock(start = '2025-06-03T09:00:00+08:00'): FakeClock {
  let at = Date.parse(start);
  if (Number.isNaN(at)) throw new Error(`Not an instant: ${start}`);
  return {
    now: () => new Date(at),
    today: () => dayInShanghai(new Date(at)),
    advance(ms) {
      at += ms;
    },
  };
}
