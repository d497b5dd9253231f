/** A lease as a record that expires: whoever writes it first holds it, and renews it in time. */
import type { Lease, Store } from '../forms/ports.ts';
import { keys } from './keys.ts';

interface Held {
  readonly by: string;
}

/** `process` is this process's name, unlike any other's. */
export function createLease({ store, process }: { store: Store; process: string }): Lease {
  const held = async (name: string) => {
    const key = keys.lease(name);
    const record = (await store.read([key])).get(key);
    return { key, rev: record?.rev, by: (record?.value as unknown as Held | undefined)?.by };
  };
  return {
    async claim(name, ms) {
      const { key, rev, by } = await held(name);
      if (by !== undefined && by !== process) return false;
      const commit = await store.commit([
        { key, value: { by: process }, expect: rev ?? 'absent', ttlMs: ms },
      ]);
      return commit.done;
    },
    async release(name) {
      const { key, rev, by } = await held(name);
      if (rev !== undefined && by === process) await store.commit([{ key, value: null, expect: rev }]);
    },
  };
}
