import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONSOLE_SORTS,
  type ConsoleOrder,
  consoleLine,
  levelsOf,
  namesIn,
  ordered,
  pageOf,
  stageCounts,
  submittedByDay,
  unitsOf,
} from '../../../forms/office/console.ts';
import { STAGES, type Standing } from '../../../forms/office/standing.ts';

const EMPTY: Standing = {
  id: 's',
  call: 'demo',
  owner: 'web:1',
  title: '技术',
  unit: '',
  field: '',
  person: '',
  stage: 'draft',
  revised: false,
  done: 0,
  total: 0,
  sections: [],
  levels: [],
  createdAt: null,
  updatedAt: null,
  submittedAt: null,
  number: null,
};

const line = (id: string, more: Partial<Standing> = {}): Standing => ({ ...EMPTY, id, ...more });

const instant = fc.constantFrom(null, '2025-11-01T00:00:00.000Z', '2025-11-02T00:00:00.000Z');
const level = fc.option(fc.integer({ min: 1, max: 9 }));
const anyLine: fc.Arbitrary<Standing> = fc
  .record({
    id: fc.stringMatching(/^s\d{1,4}$/),
    unit: fc.constantFrom('', '江海示范大学', '北川示范公司', 'A 所'),
    stage: fc.constantFrom(...STAGES),
    done: fc.nat(5),
    total: fc.constantFrom(0, 5),
    updatedAt: instant,
    submittedAt: instant,
    number: fc.constantFrom(null, '1121-0001', '1121-0002'),
    levels: fc.array(fc.record({ claimed: level, supported: level }), { maxLength: 3 }),
  })
  .map((some) => ({ ...EMPTY, ...some }));
const manyLines = fc.uniqueArray(anyLine, { selector: ({ id }) => id, maxLength: 40 });
const anyOrder: fc.Arbitrary<ConsoleOrder> = fc.record({
  by: fc.constantFrom(...CONSOLE_SORTS),
  descending: fc.boolean(),
});

describe('order and pages', () => {
  test('every line is on exactly one page, whatever the order', () => {
    fc.assert(
      fc.property(manyLines, anyOrder, fc.integer({ min: 1, max: 7 }), (lines, order, size) => {
        const sorted = ordered(lines, order);
        const { pages } = pageOf(sorted, 0, size);
        const shown = Array.from({ length: pages }, (_, page) => pageOf(sorted, page, size).lines).flat();
        expect(shown).toEqual(sorted);
        expect(new Set(shown)).toEqual(new Set(lines));
      }),
    );
  });

  test('what is equal stays as it came', () => {
    const lines = ['c', 'a', 'b'].map((id) => line(id, { stage: 'draft' }));
    for (const descending of [true, false])
      expect(ordered(lines, { by: 'stage', descending }).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  test('what has no date comes last both ways', () => {
    const lines = [
      line('a', { submittedAt: '2025-11-01T00:00:00.000Z' }),
      line('b'),
      line('c', { submittedAt: '2025-11-02T00:00:00.000Z' }),
    ];
    const ids = (descending: boolean) => ordered(lines, { by: 'submitted', descending }).map(({ id }) => id);
    expect(ids(true)).toEqual(['c', 'a', 'b']);
    expect(ids(false)).toEqual(['a', 'c', 'b']);
  });

  test('units are ordered by pinyin, the stages as they follow', () => {
    const lines = [
      line('1', { unit: '中山所' }),
      line('2', { unit: '安徽所' }),
      line('3', { unit: '北京所' }),
    ];
    expect(ordered(lines, { by: 'unit', descending: false }).map(({ unit }) => unit)).toEqual([
      '安徽所',
      '北京所',
      '中山所',
    ]);
    const stages = [
      line('1', { stage: 'passed' }),
      line('2', { stage: 'absent' }),
      line('3', { stage: 'draft' }),
    ];
    expect(ordered(stages, { by: 'stage', descending: false }).map(({ stage }) => stage)).toEqual([
      'absent',
      'draft',
      'passed',
    ]);
  });

  test('a page beyond the end gives the last', () => {
    expect(pageOf([1, 2, 3], 9, 2)).toEqual({ page: 1, pages: 2, lines: [3] });
    expect(pageOf([], 3, 2)).toEqual({ page: 0, pages: 1, lines: [] });
  });
});

describe('what is drawn', () => {
  test('no line is lost between units, stages and the rest', () => {
    fc.assert(
      fc.property(manyLines, (lines) => {
        const units = unitsOf(lines);
        expect(units.reduce((sum, { total }) => sum + total, 0)).toBe(lines.length);
        for (const { counts, total } of units)
          expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        expect(stageCounts(lines).reduce((sum, { count }) => sum + count, 0)).toBe(lines.length);
      }),
    );
  });

  test('units beyond the twenty with most lines are drawn together', () => {
    const lines = Array.from({ length: 25 }, (_, index) => line(`s${index}`, { unit: `单位${index}` }));
    const units = unitsOf([...lines, line('more', { unit: '单位7' })]);
    expect(units).toHaveLength(21);
    expect(units[0]).toMatchObject({ unit: '单位7', total: 2 });
    expect(units.at(-1)).toMatchObject({ unit: null, units: 5, total: 5 });
  });

  test('days are those of Shanghai and grow', () => {
    const days = submittedByDay([
      line('a', { submittedAt: '2025-11-01T16:00:00.000Z' }),
      line('b', { submittedAt: '2025-11-01T15:59:59.999Z' }),
      line('c'),
      line('d', { submittedAt: '2025-11-02T01:00:00.000Z' }),
    ]);
    expect(days).toEqual([
      { day: '2025-11-01', submitted: 1 },
      { day: '2025-11-02', submitted: 3 },
    ]);
  });

  test('a claim without support counts as above; what is not claimed is left out', () => {
    const levels = levelsOf([
      line('a', {
        levels: [
          { claimed: 6, supported: 6 },
          { claimed: 7, supported: null },
        ],
      }),
      line('b', {
        levels: [
          { claimed: null, supported: 4 },
          { claimed: 6, supported: 6 },
        ],
      }),
    ]);
    expect(levels).toEqual({
      cells: [
        { claimed: 6, supported: 6, count: 2 },
        { claimed: 7, supported: 0, count: 1 },
      ],
      pairs: 3,
      above: 1,
    });
  });

  test('a line does not say whose account it is', () => {
    expect(consoleLine(line('a'))).not.toHaveProperty('owner');
    expect(consoleLine(line('a', { levels: [{ claimed: 5, supported: 4 }] })).above).toBe(true);
  });

  test('names are offered once, without the empty one', () => {
    expect(namesIn(['乙', '', '甲', '乙'])).toEqual(['甲', '乙']);
  });
});
