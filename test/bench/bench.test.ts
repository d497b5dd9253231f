import { describe, expect, it } from 'vitest';
import { compare, measure, quantile, row, table } from './bench.ts';

describe('the bench', () => {
  it('takes median and 95th percentile from unsorted samples', () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(row('x', samples)).toEqual({ name: 'x', median: 51, p95: 96, runs: 100 });
    expect(quantile([7], 0.95)).toBe(7);
  });

  it('lets two pieces of work take turns and counts only what follows the warm-up', async () => {
    const order: string[] = [];
    const measured = await compare('mine', 'µs', 5, (run) => order.push(`mine ${run}`), {
      name: 'other',
      work: (run) => order.push(`other ${run}`),
    });
    expect(order.slice(0, 4)).toEqual(['mine 0', 'other 0', 'mine 1', 'other 1']);
    expect(order).toHaveLength(12);
    expect(measured).toMatchObject({ name: 'mine', runs: 5, beside: { name: 'other' } });
    const median = measured.beside?.median ?? Number.NaN;
    expect(measured.beside?.ratio).toBeCloseTo(measured.median / median, 10);
    expect((await measure('alone', 'ms', 3, () => undefined)).runs).toBe(3);
  });

  it('prints a table per suite', () => {
    const beside = { name: 'by hand', median: 100, ratio: 1.5 };
    const rows = [
      { name: 'commit', median: 150.4, p95: 1234.5, runs: 10, beside },
      { name: 'size', median: 0.01234, runs: 1 },
    ];
    expect(table([{ suite: 'store', unit: 'µs', rows }])).toBe(
      [
        'store (µs)',
        '        median   p95  runs  beside   median  ratio',
        'commit     150  1235    10  by hand     100  ×1.50',
        'size    0.0123           1',
      ].join('\n'),
    );
  });
});
