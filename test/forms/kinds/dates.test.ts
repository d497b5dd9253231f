import { describe, expect, it } from 'vitest';
import { understood } from './read.ts';

describe('a day, today being 2025年3月10日', () => {
  it.each([
    ['2025年3月8日', '2025年3月8日'],
    ['2025-3-8', '2025年3月8日'],
    ['2025.03.08', '2025年3月8日'],
    ['２０２５／３／８', '2025年3月8日'],
    ['20250308', '2025年3月8日'],
    ['二〇二五年三月八日', '2025年3月8日'],
    ['三月八号', '2025年3月8日'],
    ['3月8日', '2025年3月8日'],
    ['12月30日', '2024年12月30日 | 2025年12月30日'],
    ['3/8/2025', '2025年3月8日 | 2025年8月3日'],
    ['今天', '2025年3月10日'],
    ['就写昨天吧', '2025年3月9日'],
    ['上个月5号', '2025年2月5日'],
    ['去年三月八日', '2024年3月8日'],
    ['25年3月8日', '2025年3月8日'],
    ['2025年3月8日（周六）', '2025年3月8日'],
    ['去年底', '2024年12月31日 | 2024年12月1日'],
    ['上个月', '2025年2月1日 | 2025年2月28日'],
    ['年初', '2025年1月1日 | 2025年1月31日'],
    ['今年年初', '2025年1月1日 | 2025年1月31日'],
    ['年底', '2025年12月31日 | 2025年12月1日 | 2024年12月31日 | 2024年12月1日'],
    ['上个月底', '2025年2月28日 | 2025年2月21日'],
    ['2024年中', '2024年6月1日 | 2024年6月30日'],
    ['3月上旬', '2025年3月1日 | 2025年3月10日'],
    ['去年春天', '!date.need_day'],
    ['去年', '!date.need_day'],
    ['2025年4月', '!date.need_day'],
    ['2025年2月29日', '!date.impossible'],
    ['2024年2月29日', '2024年2月29日'],
    ['8号', '!date.not_a_date'],
    ['toString', '!date.not_a_date'],
  ])('%s → %s', (said, expected) => {
    expect(understood({ type: 'date' }, said)).toBe(expected);
  });
});

it('holds the limits, and drops readings outside them', () => {
  const config = { type: 'date', max: '2025-04-18' };
  expect(understood(config, '2025年4月18日')).toBe('2025年4月18日');
  expect(understood(config, '2025年4月19日')).toBe('2025年4月19日 must:date.too_late');
  expect(understood(config, '12月30日')).toBe('2024年12月30日');
});

it('asks as precisely as the form does', () => {
  expect(understood({ type: 'date', precision: 'month' }, '2025年4月8日')).toBe('2025年4月');
  expect(understood({ type: 'date', precision: 'month' }, '去年底')).toBe('2024年12月 | 2024年11月');
  expect(understood({ type: 'date', precision: 'month' }, '3月上旬')).toBe('2025年3月');
  expect(understood({ type: 'date', precision: 'year' }, '去年底')).toBe('2024年');
});

it.each([
  ['2021年3月至2024年12月', '2021年3月至2024年12月'],
  ['2021.3-2024.12', '2021年3月至2024年12月'],
  ['从2021年3月到5月', '2021年3月至2021年5月'],
  ['2019年6月起至今', '2019年6月至今'],
  ['2024年12月至2021年3月', '2024年12月至2021年3月 must:date_range.order'],
  ['2021年3月', '!date_range.not_a_range'],
])('range %s → %s', (said, expected) => {
  expect(understood({ type: 'date_range', precision: 'month' }, said)).toBe(expected);
});
