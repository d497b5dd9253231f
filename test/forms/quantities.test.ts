import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantitiesIn, sentencesOf } from '../../forms/quantities.ts';

const read = (text: string) =>
  quantitiesIn(text).map(({ text: written, dimension, base }) => [written, dimension, base]);

test.each([
  ['年产沼气 200 万立方米', [['200 万立方米', 'volume', 2_000_000]]],
  ['减少化学需氧量 5,200 吨', [['5,200 吨', 'mass', 5200]]],
  ['氨排放减少65%', [['65%', 'ratio', 65]]],
  ['成本降低三成', [['三成', 'ratio', 30]]],
  [
    '余电400万千瓦时×0.6元＝240万元',
    [
      ['400万千瓦时', 'energy', 4_000_000],
      ['0.6元', 'money', 0.6],
      ['240万元', 'money', 2_400_000],
    ],
  ],
  ['节约 1.2 万吨标准煤', [['1.2 万吨标准煤', 'coal', 12_000]]],
  ['耗电 30 kWh', [['30 kWh', 'energy', 30]]],
  ['运行 18 个月', [['18 个月', 'year', 1.5]]],
  ['共 12 座', [['12 座', 'count', 12]]],
  ['约 300', [['300', undefined, 300]]],
])('%s', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  '2025年4月18日前',
  '自 2019 年起',
  '国科外便〔2025〕25号',
  '第3条',
  '型号 DN200',
  'ZL202010566088.9',
])('no quantity in %s', (text) => {
  expect(read(text)).toEqual([]);
});

test('a span of years is a quantity, a year is none', () => {
  expect(read('从 2019 年起连续运行 6 年')).toEqual([['6 年', 'year', 6]]);
});

test('every quantity is cut out of the text where it stands, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '12',
          '3.5',
          '万',
          '吨',
          '%',
          '三成',
          '年',
          '。',
          'kWh',
          ' ',
          '约',
          '2025年',
          ',',
          'x',
        ),
      ),
      (parts) => {
        const text = parts.join('');
        for (const each of quantitiesIn(text)) {
          expect(text.slice(each.start, each.end)).toBe(each.text);
          expect(Number.isFinite(each.base)).toBe(true);
        }
      },
    ),
  );
});

test('sentences are cut at full stops, semicolons and line breaks', () => {
  expect(sentencesOf('甲。乙；丙\n\n丁！')).toEqual(['甲', '乙', '丙', '丁']);
});
