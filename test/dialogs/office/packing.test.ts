import { describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { readPacking } from '../../../dialogs/office/packing.ts';
import type { Reading } from '../../../dialogs/office/reading.ts';
import type { Grant, Role } from '../../../forms/office/roles.ts';

const calls = loadCalls([OWN_CALLS]).list();
const SHANDONG = 'shandong-intl-2025';

const grant = (role: Role, only: readonly string[] | null = null): Grant => ({
  role,
  calls: only,
  units: null,
  fields: null,
  by: 'setting',
  at: '2025-03-01T00:00:00.000Z',
});

function reading(words: string, more: Partial<Reading> = {}): Reading {
  return {
    words,
    files: [],
    grants: [grant('coordinator')],
    calls,
    today: '2025-03-26',
    current: null,
    holds: {},
    waiting: null,
    ...more,
  };
}

const read = (words: string, more: Partial<Reading> = {}) => readPacking(reading(words, more));
const of = { holds: { packing: { call: SHANDONG } } };

describe('words of coordinators', () => {
  test.each([
    ['打包 国际合作指南建议', { kind: 'pack', call: SHANDONG, scope: null }],
    ['打包国际合作指南建议 已提交', { kind: 'pack', call: SHANDONG, scope: 'submitted' }],
    ['打包 已提交的 国际合作指南建议', { kind: 'pack', call: SHANDONG, scope: 'submitted' }],
    ['检查材料：国际合作指南建议', { kind: 'check', call: SHANDONG, scope: null }],
    ['汇总表 国际合作指南建议 已通过', { kind: 'table', call: SHANDONG, scope: 'passed' }],
    ['推荐函 可持续发展技术', { kind: 'letter', call: 'sustainable-tech-2025' }],
    ['反馈函 交通科技创新需求', { kind: 'letter', call: 'transport-needs-2017' }],
    ['表头 国际合作指南建议', { kind: 'letter', call: SHANDONG }],
    ['历次材料包 国际合作指南建议', { kind: 'packs', call: SHANDONG }],
    ['第 3 包 国际合作指南建议', { kind: 'fetch', call: SHANDONG, number: 3 }],
    ['下载第12个材料包 国际合作指南建议', { kind: 'fetch', call: SHANDONG, number: 12 }],
    ['排序 国际合作指南建议', { kind: 'order', call: SHANDONG }],
    ['查重 国际合作指南建议', { kind: 'twins', call: SHANDONG }],
  ])('%s', (words, act) => {
    expect(read(words)).toEqual(act);
  });

  test.each([
    ['打包', { kind: 'pack', call: SHANDONG, scope: null }],
    ['第3包', { kind: 'fetch', call: SHANDONG, number: 3 }],
    ['第３包', { kind: 'fetch', call: SHANDONG, number: 3 }],
    ['排序 3 放到 1', { kind: 'move', call: SHANDONG, from: 3, to: 1 }],
    ['排序 把第3项移到第1位', { kind: 'move', call: SHANDONG, from: 3, to: 1 }],
    ['优先 3、5，1', { kind: 'front', call: SHANDONG, places: [3, 5, 1] }],
    ['第 2 对 是同一项', { kind: 'judge', call: SHANDONG, number: 2, same: true }],
    ['第2对不是', { kind: 'judge', call: SHANDONG, number: 2, same: false }],
    ['推荐函 改 联系人', { kind: 'change', call: SHANDONG, label: '联系人' }],
  ])('%s, of the call spoken of last', (words, act) => {
    expect(read(words, of)).toEqual(act);
  });

  test('without a call they ask which; with one call there is no question', () => {
    expect(read('打包')).toEqual({ kind: 'which', words: '打包' });
    expect(read('第 3 包')).toEqual({ kind: 'which', words: '第 3 包' });
    expect(read('打包 没有的征集')).toEqual({ kind: 'which', words: '打包' });
    const one = { grants: [grant('coordinator', [SHANDONG])] };
    expect(read('打包', one)).toEqual({ kind: 'pack', call: SHANDONG, scope: null });
  });

  test.each([
    '汇总表什么时候交？',
    '推荐函是什么',
    '排序的方法是快速排序',
    '优先发展新能源',
    '第三包装车间',
    '打包机国产化成套技术',
    '查重复发表的论文',
    '我们打算打包出售',
    '第 1 对轴承不是标准件，需要另外加工',
  ])('%s is somebody’s text', (words) => {
    expect(read(words, of)).toBeUndefined();
  });

  test.each([[[]], [[grant('reviewer')]], [[grant('administrator')]]] as const)(
    'are heard of coordinators only: %j',
    (grants) => {
      for (const words of ['打包', '汇总表', '查重', '第 1 包', '排序 2 放到 1', '第 1 对 是'])
        expect(read(words, { grants, ...of })).toBeUndefined();
    },
  );

  test('what is asked for takes any words as its answer; other acts are still heard', () => {
    const waiting = { family: 'packing', act: { kind: 'ask', call: SHANDONG, path: 'organ' } };
    expect(read('示例市科学技术局', { waiting })).toMatchObject({
      kind: 'answer',
      path: 'organ',
      words: '示例市科学技术局',
    });
    expect(read('打包', { waiting, ...of })).toMatchObject({ kind: 'pack' });
    expect(read('示例市科学技术局', { waiting: { ...waiting, family: 'people' } })).toBeUndefined();
  });
});
