import { describe, expect, it } from 'vitest';
import { stored, understood } from './read.ts';

describe('years', () => {
  it.each([
    ['15', '15年'],
    ['约15年', '约15年'],
    ['3年半', '3.5年'],
    ['一个半年', '1.5年'],
    ['半年', '0.5年'],
    ['十二年', '12年'],
    ['３．５年', '3.5年'],
    ['大概是4.2年吧', '约4.2年'],
    ['42个月', '3.5年'],
    ['7个月', '约0.5833年'],
    ['3年6个月', '3.5年'],
    ['15年以上', '不低于15年'],
    ['不超过 20 年', '不超过20年'],
    ['10多年', '超过10年'],
    ['3-5年', '!number.one_only'],
    ['十几年', '!number.uncounted'],
    ['好几年', '!number.uncounted'],
    ['15吨', '!number.unit_wrong'],
    ['很久', '!number.not_a_number'],
    ['0', '0年 must:number.not_above'],
    ['12345678901234567', '!number.too_precise'],
  ])('%s → %s', (said, expected) => {
    expect(understood({ type: 'number', unit: '年', above: 0 }, said)).toBe(expected);
  });
});

it.each([
  ['200', '200t | 0.2t | 2000000t'],
  ['200吨', '200t'],
  ['500 公斤', '0.5t'],
  ['1,200万吨', '12000000t'],
  ['3～5万吨', '30000～50000t'],
  ['5到3吨', '!number.range_order'],
  ['200度', '!number.unit_wrong'],
])('several units: %s → %s', (said, expected) => {
  expect(understood({ type: 'number', units: ['t', 'kg', '万吨'], range: true }, said)).toBe(expected);
});

it.each([
  ['5万度', '50000kWh'],
  ['400万千瓦时', '4000000kWh'],
  ['三千瓦时', '3kWh'],
])('electricity: %s → %s', (said, expected) => {
  expect(understood({ type: 'number', unit: 'kWh' }, said)).toBe(expected);
});

it.each([
  ['200 t/d', '200t/d'],
  ['1,200约）1e3', '!number.not_a_number'],
  ['12 t/(d·m²)', '12t/(d·m²)'],
  ['１２万吨/年', '12万吨/年'],
  ['三成', '30%'],
  ['3.20 mg/L', '3.20mg/L'],
  ['100MW', '100MW'],
  ['200', '!number.unit_missing'],
  ['0.5降到0.3', '!number.not_a_number'],
])('any unit: %s → %s', (said, expected) => {
  expect(understood({ type: 'number', any_unit: true }, said)).toBe(expected);
});

it('counts 万 of a free unit in calculations, but keeps it as written', () => {
  expect(stored({ type: 'number', any_unit: true }, '约12万吨')).toEqual({
    number: 12,
    unit: '万吨',
    approx: true,
  });
});

it('levels are whole numbers in their range', () => {
  const level = { type: 'number', unit: '级', integer: true, min: 1, max: 13 };
  expect(understood(level, '7级')).toBe('7级');
  expect(understood(level, '6.5')).toBe('6.5级 must:number.not_integer');
  expect(understood(level, '14')).toBe('14级 must:number.too_large');
});

describe('money', () => {
  it.each([
    ['约1,200万', '约1200万元'],
    ['1200万元', '1200万元'],
    ['１２００万元', '1200万元'],
    ['一千二百万', '1200万元'],
    ['壹仟贰佰万元整', '1200万元'],
    ['1.2亿', '12000万元'],
    ['1200万元人民币', '1200万元'],
    ['人民币1200万', '1200万元'],
    ['¥12,000,000', '1200万元'],
    ['1200w', '1200万元'],
    ['不超过500万', '不超过500万元'],
    ['1200', '1200万元 | 0.12万元'],
    ['300万美元', '!money.foreign'],
    ['1200万元/年', '1200万元/年 should:money.per_given'],
    ['几百万', '!number.uncounted'],
    ['1200吨', '!money.not_money'],
    ['三成', '!money.not_money'],
    ['800万到1000万', '!number.one_only'],
  ])('%s → %s', (said, expected) => {
    expect(understood({ type: 'money' }, said)).toBe(expected);
  });

  it.each([
    ['36元/吨', '36元/吨'],
    ['每吨36元', '36元/吨'],
    ['36.50', '36.50元/吨'],
    ['36元/立方米', '!money.per_wrong'],
  ])('per tonne: %s → %s', (said, expected) => {
    expect(understood({ type: 'money', unit: '元', per: '吨' }, said)).toBe(expected);
  });

  it('names another currency where the call takes it, and keeps it out of sums', () => {
    expect(stored({ type: 'money', foreign: true }, '300万美元')).toEqual({
      number: 300,
      unit: '万美元',
      currency: 'USD',
    });
    expect(understood({ type: 'money', foreign: true }, '50万欧元')).toBe('50万欧元');
    expect(understood({ type: 'money', foreign: true }, '人民币100万美元')).toBe('!money.not_money');
  });
});

describe('a number that must say which side it bounds', () => {
  it.each([
    ['≥85%', '不低于85%'],
    ['85%以上', '不低于85%'],
    ['不超过 3 毫秒', '不超过3毫秒'],
    ['= 2 项', '等于2项'],
    ['等于0.95无量纲', '等于0.95无量纲'],
    ['正好 5 件', '等于5件'],
    ['85%', '!number.bound_missing'],
    ['约85%', '!number.bound_missing'],
    ['≥85', '!number.unit_missing'],
    ['≥高', '!number.not_a_number'],
  ])('%s → %s', (said, expected) => {
    expect(understood({ type: 'number', any_unit: true, bound: true }, said)).toBe(expected);
  });

  it('elsewhere a number is equal to itself, and the word for it is only a filler', () => {
    expect(stored({ type: 'number', any_unit: true }, '= 2 项')).toEqual({ number: 2, unit: '项' });
    expect(stored({ type: 'money', unit: '万元' }, '等于 300 万元')).toEqual({ number: 300, unit: '万元' });
  });
});
