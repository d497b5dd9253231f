import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agrees, payback, unequalPayback } from '../../forms/payback.ts';

describe('payback with equal benefits', () => {
  test('depreciation is taken out of the operating cost: 4.0 years, not 6.67', () => {
    const result = payback({
      investment: 1000,
      benefit: 400,
      basis: 'gross',
      omAnnual: 250,
      depreciationAnnual: 100,
    });
    expect(result).toEqual({
      kind: 'paid',
      investment: 1000,
      benefit: 400,
      omAnnual: 250,
      depreciationAnnual: 100,
      interestAnnual: 0,
      omCashAnnual: 150,
      net: 250,
      writeOffYears: 10,
      years: 4,
      yearsWithDepreciation: expect.closeTo(6.6667, 4),
    });
  });

  test('working capital belongs to the total investment', () => {
    expect(payback({ investment: 1200, benefit: 270, basis: 'net' })).toMatchObject({
      years: expect.closeTo(4.44, 2),
    });
  });

  test('interest is no operating cost either', () => {
    const result = payback({
      investment: 100,
      benefit: 50,
      basis: 'gross',
      omAnnual: 40,
      depreciationAnnual: 10,
      interestAnnual: 5,
    });
    expect(result).toMatchObject({ kind: 'paid', omCashAnnual: 25, net: 25, years: 4 });
  });

  test('a net benefit is used as it stands; one after depreciation gets it back', () => {
    const cost = { omAnnual: 250, depreciationAnnual: 100 };
    expect(payback({ investment: 1000, benefit: 250, basis: 'net', ...cost })).toMatchObject({
      years: 4,
      net: 250,
    });
    expect(
      payback({ investment: 1000, benefit: 150, basis: 'net_after_depreciation', ...cost }),
    ).toMatchObject({ years: 4, net: 250 });
  });

  test('the years of construction are counted where asked', () => {
    expect(payback({ investment: 1000, benefit: 250, basis: 'net', constructionYears: 1.5 })).toMatchObject({
      years: 5.5,
    });
  });

  test('nothing left each year: the investment never comes back', () => {
    expect(
      payback({ investment: 1000, benefit: 100, basis: 'gross', omAnnual: 150, depreciationAnnual: 50 }),
    ).toMatchObject({ kind: 'never', net: 0 });
    expect(payback({ investment: 1000, benefit: 100, basis: 'gross', omAnnual: 180 })).toMatchObject({
      kind: 'never',
      net: -80,
    });
  });

  test('depreciation kept in is never faster than the true period', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (investment, benefit, omAnnual, share) => {
          const result = payback({
            investment,
            benefit,
            basis: 'gross',
            omAnnual,
            depreciationAnnual: omAnnual * share,
          });
          if (result.kind === 'never') return result.net <= 0;
          return (
            result.years > 0 && (result.yearsWithDepreciation ?? Number.POSITIVE_INFINITY) >= result.years
          );
        },
      ),
    );
  });
});

describe('payback with unequal flows', () => {
  test.each([
    ['from the outlay before year 1', [-100, 20, 40, 30, 40], 0, 3.25],
    ['-60 after year 5, +240 in year 6', [-160, 20, 20, 20, 20, 20, 240], 0, 5.25],
    ['two outlay years, counted from the first', [-200, -100, 100, 150, 100], 1, 4.5],
  ] as const)('%s', (_, flows, first, years) => {
    expect(unequalPayback(flows, first)).toBe(years);
  });

  test('flows that never turn positive', () => {
    expect(unequalPayback([-100, 20, 30])).toBeUndefined();
    expect(unequalPayback([])).toBeUndefined();
  });

  test('equal flows give K / A', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 1000 }),
        (investment, net) => {
          const flows = [-investment, ...Array<number>(Math.ceil(investment / net)).fill(net)];
          expect(unequalPayback(flows)).toBeCloseTo(investment / net, 9);
        },
      ),
    );
  });
});

test.each([
  [4.1, 4, true],
  [4.2, 4, true],
  [4.21, 4, false],
  [1.1, 1, true],
  [1.11, 1, false],
  [10.5, 10, true],
  [10.51, 10, false],
])('stated %d against computed %d: %s', (stated, computed, fits) => {
  expect(agrees(stated, computed)).toBe(fits);
});
