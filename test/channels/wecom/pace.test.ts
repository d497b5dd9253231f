import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pace, type Timer } from '../../../adapters/channels/pace.ts';
import { MEMBER, paceIn } from '../../../adapters/channels/wecom/pace.ts';
import { memoryStore } from '../../../adapters/store/memory.ts';

/** A timer whose time passes only where somebody waits. */
function jumping(): Timer & { at: number } {
  const timer = {
    at: 0,
    now: () => timer.at,
    async wait(ms: number) {
      timer.at += ms;
    },
  };
  return timer;
}

test('thirty go at once, the thirty-first waits for the minute to pass', async () => {
  const timer = jumping();
  const waits: number[] = [];
  const pace = new Pace(MEMBER, timer, (ms) => waits.push(ms));
  for (let count = 0; count < 30; count += 1) await pace.admit('a');
  expect(timer.at).toBe(0);
  await pace.admit('b');
  expect(timer.at).toBe(0);
  await pace.admit('a');
  expect(timer.at).toBeGreaterThan(60_000);
  expect(waits).toHaveLength(1);
});

test('no window of a minute or an hour ever holds more than it may', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 1500, minLength: 900 }),
      async (gaps) => {
        const timer = jumping();
        const pace = new Pace(MEMBER, timer);
        const sent: number[] = [];
        for (const gap of gaps) {
          timer.at += Math.floor(gap / 100);
          await pace.admit('a');
          sent.push(timer.at);
        }
        for (const { most, ms } of MEMBER)
          for (let at = most; at < sent.length; at += 1)
            expect((sent[at] as number) - (sent[at - most] as number)).toBeGreaterThan(ms);
      },
    ),
    { numRuns: 5 },
  );
});

test('those who wait go in the order they came', async () => {
  const timer = jumping();
  const pace = new Pace([{ most: 1, ms: 1000 }], timer);
  const order: number[] = [];
  await Promise.all([1, 2, 3, 4].map((each) => pace.admit('a').then(() => order.push(each))));
  expect(order).toEqual([1, 2, 3, 4]);
});

test('who was written to long ago is forgotten', async () => {
  const timer = jumping();
  const pace = new Pace(MEMBER, timer);
  for (let member = 0; member < 999; member += 1) await pace.admit(`m${member}`);
  timer.at += 4_000_000;
  await pace.admit('last');
  expect(pace.size).toBe(1);
});

test('a process that begins goes on at the pace of the one before', async () => {
  const timer = jumping();
  const store = memoryStore();
  const sent: number[] = [];
  for (const count of [25, 30, 7, 40]) {
    const pace = new Pace(MEMBER, timer, undefined, paceIn(store, 'wecom'));
    for (let each = 0; each < count; each += 1) {
      await pace.admit('a');
      sent.push(timer.at);
      timer.at += 100;
    }
  }
  for (const [at, time] of sent.entries())
    expect(time - (sent[at - 30] ?? -60_000)).toBeGreaterThanOrEqual(60_000);
});
