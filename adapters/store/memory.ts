/** A store in memory, for tests: the same contract as the one on disk, nothing kept after the process. */
import { AppError } from '../../forms/error.ts';
import type { Commit, Store, Stored, Write } from '../../forms/ports.ts';
import { checkKey, checkWrites, copy, expiryOf, isLive, keyRange } from './record.ts';

interface Held extends Stored {
  readonly expires: number | null;
}

/** `now` is the clock for expiry, ms since 1970. */
export function memoryStore({ now = Date.now }: { now?: () => number } = {}): Store {
  const records = new Map<string, Held>();
  let closed = false;
  const live = (key: string): Held | undefined => {
    const held = records.get(key);
    return held !== undefined && isLive(held.expires, now()) ? held : undefined;
  };
  const open = () => {
    if (closed) throw new AppError('store.failed', 'The store is closed.');
  };
  const differs = ({ key, expect }: Write): boolean => {
    if (expect === 'any') return false;
    return expect === 'absent' ? live(key) !== undefined : live(key)?.rev !== expect;
  };
  return {
    async read(keys) {
      for (const key of keys) checkKey(key);
      open();
      const found = keys.map((key) => [key, live(key)] as const).filter((pair) => pair[1] !== undefined);
      return new Map(found.map(([key, held]) => [key, stored(held as Held)]));
    },
    async list(prefix, { after = '', limit = 1000 } = {}) {
      const { from, to } = keyRange(prefix, after);
      open();
      const keys = [...records.keys()].filter((key) => key >= from && key < to && live(key));
      return keys
        .sort((left, right) => (left < right ? -1 : 1))
        .slice(0, limit)
        .map((key) => ({ key, ...stored(records.get(key) as Held) }));
    },
    async commit(writes): Promise<Commit> {
      checkWrites(writes);
      open();
      const conflict = writes.find(differs);
      if (conflict !== undefined) return { done: false, conflict: conflict.key };
      const moment = now();
      // All copies are made before the first is put in place: one that is not JSON stops the whole commit.
      const next = writes.map((write): [string, Held] => {
        const rev = (records.get(write.key)?.rev ?? 0) + 1;
        return [write.key, { value: copy(write.value), rev, expires: expiryOf(write, moment) }];
      });
      for (const [key, held] of next) records.set(key, held);
      return { done: true };
    },
    async scrub() {
      open();
    },
    async close() {
      closed = true;
    },
  };
}

function stored({ value, rev }: Held): Stored {
  return { value: copy(value), rev };
}
