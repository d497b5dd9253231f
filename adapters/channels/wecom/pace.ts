/**
 * The pace of sending to WeCom, which drops what exceeds it without a word, so that nothing may be sent faster: each
 * member gets at most so many messages a minute and an hour.
 * https://developer.work.weixin.qq.com/document/path/90312
 */
import { createHash } from 'node:crypto';
import type { Store } from '../../../forms/ports.ts';
import type { Limit, PaceMemory } from '../pace.ts';

/** 30 a minute and 1,000 an hour for each member. */
export const MEMBER: readonly Limit[] = [
  { most: 30, ms: 60_000 },
  { most: 1000, ms: 3_600_000 },
];

/**
 * All calls of a corporation together: 10,000 a minute and 150,000 an hour; 2,500 a minute keep both.
 * https://developer.work.weixin.qq.com/document/path/90312
 */
export const CORPORATION: readonly Limit[] = [{ most: 2500, ms: 60_000 }];

/** 20 a minute for a group robot's webhook. https://developer.work.weixin.qq.com/document/path/91770 */
export const GROUP: readonly Limit[] = [{ most: 20, ms: 60_000 }];

/** A memory in the store. A store that fails is met elsewhere, where it matters more. */
export function paceIn(store: Store, channel: string): PaceMemory {
  const keyOf = (key: string): string =>
    `wecom/pace/${createHash('sha256').update(`${channel}:${key}`).digest('hex').slice(0, 32)}`;
  return {
    async load(key) {
      const records = await store.read([keyOf(key)]).catch(() => undefined);
      const times = records?.get(keyOf(key))?.value;
      return Array.isArray(times) ? times.filter((each) => typeof each === 'number') : [];
    },
    async save(key, times) {
      const write = { key: keyOf(key), value: [...times], expect: 'any' as const, ttlMs: 120_000 };
      await store.commit([write]).catch(() => undefined);
    },
  };
}
