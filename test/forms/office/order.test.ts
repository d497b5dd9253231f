import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foremost, inOrder, moved, type Ranked } from '../../../forms/office/order.ts';

const ranked = (id: string, receivedAt: string, number: string | null = null): Ranked => ({
  id,
  receivedAt,
  number,
});
const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 12 });

describe('the order', () => {
  test('what was put in front, then as it was received', () => {
    const all = [ranked('c', '3'), ranked('a', '1'), ranked('d', '4'), ranked('b', '2')];
    expect(inOrder(all, ['d', 'gone']).map(({ id }) => id)).toEqual(['d', 'a', 'b', 'c']);
    expect(inOrder([ranked('b', '1', '2'), ranked('a', '1', '1')], []).map(({ id }) => id)).toEqual([
      'a',
      'b',
    ]);
  });

  test('is the same whatever the order it was given in, and loses nobody', () => {
    fc.assert(
      fc.property(
        ids,
        fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 6 }),
        fc.integer(),
        (all, front, seed) => {
          const lines = all.map((id, at) => ranked(id, String((at * 7 + Math.abs(seed % 5)) % 5)));
          const forth = inOrder(lines, front);
          expect(inOrder([...lines].reverse(), front)).toEqual(forth);
          expect(forth.map(({ id }) => id).toSorted()).toEqual([...all].toSorted());
        },
      ),
    );
  });
});

/** The whole list after a priority is applied to it. */
const applied = (all: readonly string[], priority: readonly string[]): string[] => [
  ...priority,
  ...all.filter((id) => !priority.includes(id)),
];

describe('moving', () => {
  test('puts one at its new place and leaves the others in their order', () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.nat(), (all, one, other) => {
        const [from, to] = [1 + (one % all.length), 1 + (other % all.length)];
        const priority = moved(all, from, to) ?? [];
        const next = applied(all, priority);
        expect(next[to - 1]).toBe(all[from - 1]);
        expect(next.filter((id) => id !== all[from - 1])).toEqual(all.filter((id) => id !== all[from - 1]));
      }),
    );
  });

  test('a place that is not there moves nothing', () => {
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [3, 1],
      [1, 3],
      [1.5, 1],
      [1, 1.5],
    ] as const)
      expect(moved(['a', 'b'], from, to)).toBeUndefined();
  });

  test('putting in front keeps the order named, repeats counting once', () => {
    expect(applied(['a', 'b', 'c', 'd'], foremost(['a', 'b', 'c', 'd'], [3, 1, 3]) ?? [])).toEqual([
      'c',
      'a',
      'b',
      'd',
    ]);
    expect(foremost(['a'], [2])).toBeUndefined();
    expect(foremost(['a'], [])).toBeUndefined();
  });
});
