import { describe, expect, it } from 'vitest';
import { countCharacters } from '../../../forms/kinds/count.ts';
import { readIndicator } from '../../../forms/kinds/indicator_line.ts';
import { clean, half, listOf } from '../../../forms/kinds/reading.ts';
import { vague } from '../../../forms/kinds/vague.ts';
import { stored, understood } from './read.ts';

describe('counting characters', () => {
  it.each([
    ['技术 名称', 4, 4],
    ['CO2减排35.5%', 10, 5],
    ['在 2020 年\n用 AI 系统。', 12, 8],
    ['', 0, 0],
    ['😀好', 2, 2],
  ])('%j: %d strictly, %d as a word processor counts', (text, strict, words) => {
    expect(countCharacters(text)).toEqual({ strict, words });
  });

  it('refuses what is too long by both counts, warns where only one passes', () => {
    expect(understood({ type: 'short_text', max: 4 }, '四个字呢')).toBe('四个字呢');
    expect(understood({ type: 'short_text', max: 4 }, '有五个字呢')).toBe('有五个字呢 must:text.too_long');
    expect(understood({ type: 'short_text', max: 4 }, '用 2020 年')).toBe(
      '用 2020 年 should:text.long_strict',
    );
  });
});

describe('what is kept', () => {
  it('keeps paragraphs, tables and full-width letters, drops what no form can print', () => {
    const said = ' 第一段\r\n\r\n\r\n名称\t数值\nＡ\u0000\u202e\ud800\ufffe e\u0301 ';
    expect(stored({ type: 'long_text' }, said)).toBe('第一段\n\n名称\t数值\nＡ é');
  });

  it('is the same after a second cleaning, also for piled marks', () => {
    const piled = `a${'\u0301\u0316'.repeat(40)}`;
    expect(clean(clean(piled))).toBe(clean(piled));
    expect(clean(piled).length).toBeLessThan(20);
  });

  it('puts one-line answers on one line', () => {
    expect(stored({ type: 'short_text' }, '一行\n两行\t三')).toBe('一行 两行 三');
    expect(understood({ type: 'short_text' }, ' \u200b\n')).toBe('!text.empty');
  });

  it('recognises look-alikes at the same positions', () => {
    expect(half('Ａ１％－～：　')).toBe('A1%-~: ');
  });
});

it.each([
  ['畜牧业，生态保护（水、土）和环境治理业', ['畜牧业', '生态保护（水、土）和环境治理业']],
  ['1. 甲\n2. 乙', ['甲', '乙']],
  ['①甲；（2）乙', ['甲', '乙']],
  ['1.5倍，2', ['1.5倍', '2']],
  ['（没关，甲', ['（没关', '甲']],
])('list %j', (text, entries) => {
  expect(listOf(text)).toEqual(entries);
});

it.each([
  ['显著降低排放', ['显著']],
  ['排放显著降低 35%', []],
  ['减排 35，效果可观', ['35', '可观']],
  ['2020 年起运行 8000 小时，见表 3', []],
  ['能耗明显下降三成', []],
  ['普及率较高；GB 18918 一级 A', ['较高']],
])('vague words of %j', (text, found) => {
  expect(vague(text).map((place) => place.words)).toEqual(found);
});

it('asks once for numbers where they are wanted, and only there', () => {
  expect(understood({ type: 'long_text', quantified: true }, '显著降低')).toBe('显著降低 should:text.vague');
  expect(understood({ type: 'long_text' }, '显著降低')).toBe('显著降低');
});

describe('one line about an indicator', () => {
  const cells = (line: string): Record<string, unknown> =>
    Object.fromEntries(readIndicator(line).map(({ column, value }) => [column, value]));

  it('is read into proposals', () => {
    expect(cells('减排率 35%，与2020年传统湿法工艺相比，来源：检测报告')).toEqual({
      name: '减排率',
      nature: 'relative',
      value: { number: 35, unit: '%' },
      baseline: '2020年传统湿法工艺',
      source: '检测报告',
    });
    expect(cells('年减排二氧化碳约 2000 吨，工程规模：日处理污水5万立方米')).toEqual({
      name: '年减排二氧化碳',
      nature: 'absolute',
      value: { number: 2000, unit: '吨', approx: true },
      scale: '日处理污水5万立方米',
    });
  });

  it('leaves open what it does not say, and proposes nothing without name and value', () => {
    expect(cells('COD去除率达到95%以上')).toEqual({
      name: 'COD去除率',
      value: { number: 95, unit: '%', bound: 'at_least' },
    });
    expect(cells('电耗由0.5降到0.3')).toEqual({});
    expect(cells('减排效果很好')).toEqual({});
    expect(cells('')).toEqual({});
  });
});
