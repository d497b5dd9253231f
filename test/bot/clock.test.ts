import { describe, expect, it } from 'vitest';
import { dayInShanghai, systemClock } from '../../bot/clock.ts';
import { fakeClock } from '../fakes/clock.ts';

describe('the clock', () => {
  it.each([
    ['2025-06-30T15:59:59.999Z', '2025-06-30'],
    ['2025-06-30T16:00:00Z', '2025-07-01'],
    ['2024-02-28T16:00:00Z', '2024-02-29'],
    ['2025-12-31T16:00:00Z', '2026-01-01'],
    ['2025-01-01T00:00:00+08:00', '2025-01-01'],
  ])('puts %s on %s in Shanghai', (instant, day) => {
    expect(dayInShanghai(new Date(instant))).toBe(day);
  });

  it('tells the system’s time and the day that goes with it', () => {
    const before = Date.now();
    const now = systemClock.now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
    expect([dayInShanghai(new Date(before)), dayInShanghai(new Date())]).toContain(systemClock.today());
  });

  it('can be faked', () => {
    const clock = fakeClock('2025-06-30T23:59:59+08:00');
    expect(clock.today()).toBe('2025-06-30');
    clock.advance(1000);
    expect(clock.today()).toBe('2025-07-01');
    expect(clock.now().toISOString()).toBe('2025-06-30T16:00:00.000Z');
  });
});
