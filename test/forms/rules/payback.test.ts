import { describe, expect, test } from 'vitest';
import { text } from '../../../forms/text/index.ts';
import { run } from './context.ts';

const entry = {
  rule: 'payback',
  investment: 'investment',
  benefit: 'benefit',
  basis: 'basis',
  om_unit: 'om_unit',
  depreciation_unit: 'depreciation',
  output: 'output',
  stated: 'years',
  life: 'life',
  start: 'start',
  construction_years: 'construction',
  cases: 'cases',
  case_years: 'years',
};

/** 1000 万元, 400 万元 a year gross; 25 元 a unit of which 10 元 depreciation, 10 万 units a year: 4.0 years. */
const form = (more: Record<string, unknown> = {}) => {
  const plain: Record<string, unknown> = {
    investment: 1000,
    benefit: 400,
    basis: 'gross',
    om_unit: 25,
    depreciation: 10,
    output: 100000,
    years: 4,
    life: 15,
    ...more,
  };
  return Object.fromEntries(
    Object.entries(plain).map(([id, value]) => [id, { plain: value, shown: String(value) }]),
  );
};
const check = (more: Record<string, unknown> = {}) => run(entry, { answers: form(more) });

describe('payback', () => {
  test('the stated period is the computed one', () => {
    expect(check()).toEqual([]);
    expect(check({ years: 4.2 })).toEqual([]);
  });

  test('another period is told with its basis', () => {
    const [issue, ...others] = check({ years: 3 });
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'payback_differs', level: 'should', path: 'years' });
    expect(text('issue.payback_differs', issue?.params)).toBe(
      '按填写的数推算，静态投资回收期约 4 年，您写的是 3 年，请核对。依据：投资 1000 万元，年效益 400 万元，年运行维护费用 250 万元，其中折旧 100 万元，扣除折旧后 150 万元，年净收益 250 万元',
    );
  });

  test('6.67 years: depreciation was left in', () => {
    expect(check({ years: 6.67 })).toMatchObject([
      { code: 'payback_depreciation_kept', params: { stated: '6.67', years: '4' } },
    ]);
  });

  test('no net benefit must be mended, whatever the call says', () => {
    expect(check({ benefit: 150 })).toMatchObject([
      { code: 'payback_never', level: 'must', params: { net: '0' } },
    ]);
  });

  test('a net benefit is not reduced again', () => {
    expect(check({ basis: 'net', benefit: 250 })).toEqual([]);
    expect(check({ basis: 'net_after_depreciation', benefit: 150 })).toEqual([]);
  });

  test('construction counts where the period begins with it', () => {
    expect(check({ start: 'construction', construction: 1, years: 5 })).toEqual([]);
    expect(check({ start: 'operation', construction: 1, years: 4 })).toEqual([]);
  });

  test('longer than the life of the technology', () => {
    expect(check({ life: 3 })).toMatchObject([
      { code: 'payback_beyond_life', params: { stated: '4', life: '3' } },
    ]);
  });

  test.each([
    [40, ['depreciation_unlikely']],
    [33, []],
    [3, ['depreciation_unlikely']],
    [3.4, []],
  ])('depreciation of %d 元 a unit', (depreciation, codes) => {
    const om = 15 + depreciation;
    expect(check({ depreciation, om_unit: om }).map(({ code }) => code)).toEqual(codes);
  });

  test('cases far from the stated period', () => {
    const answers = {
      ...form(),
      cases: { value: { rows: ['r1', 'r2'], closed: true } },
      'cases/r1/years': { plain: 4.5, shown: '4.5年' },
      'cases/r2/years': { plain: 7, shown: '7年' },
    };
    expect(run(entry, { answers })).toMatchObject([
      {
        code: 'payback_case_differs',
        level: 'should',
        params: { number: 2, years: '7', stated: '4' },
        path: 'cases/r2/years',
      },
    ]);
  });

  test('what is missing is not guessed', () => {
    for (const id of ['investment', 'benefit', 'basis', 'output', 'om_unit'])
      expect(check({ [id]: undefined, years: 9 })).toEqual([]);
  });
});
