import { describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { type DeadlineAct, readDeadlines } from '../../../dialogs/office/deadlines.ts';
import type { Reading } from '../../../dialogs/office/reading.ts';
import { type ReminderAct, readReminders } from '../../../dialogs/office/reminders.ts';
import type { Grant, Role } from '../../../forms/office/roles.ts';

const calls = loadCalls([OWN_CALLS]).list();
const grant = (role: Role): Grant => ({ role, calls: null, units: null, fields: null, by: 'claim', at: '' });
const reading = (words: string, role: Role | null): Reading => ({
  words,
  files: [],
  grants: role ? [grant(role)] : [],
  calls,
  today: '2026-11-21',
  current: null,
  holds: {},
  waiting: null,
});
const remind = (words: string, role: Role | null = 'coordinator') => readReminders(reading(words, role));
const dates = (words: string, role: Role | null = 'coordinator') => readDeadlines(reading(words, role));
const manual = (some: object): ReminderAct =>
  ({ kind: 'manual', whom: null, named: { call: null }, again: false, ...some }) as ReminderAct;
const SUSTAINABLE = { call: 'sustainable-tech-2025' };

describe('words about reminders', () => {
  test.each([
    ['免打扰', { kind: 'mute', on: true }],
    ['别再提醒我了。', undefined],
    ['别再提醒我', { kind: 'mute', on: true }],
    ['恢复提醒', { kind: 'mute', on: false }],
    ['提醒', undefined],
    ['提醒 未完成', undefined],
    ['打开草稿：某技术', { kind: 'open', title: '某技术' }],
    ['打开草稿：', undefined],
    ['开始填报：可持续发展技术', { kind: 'begin', call: 'sustainable-tech-2025' }],
    ['提醒装置的研究', undefined],
  ])('%s, said by a researcher', (words, act) => {
    expect(remind(words, null)).toEqual(act);
  });

  test.each([
    ['提醒', manual({})],
    ['提醒 未开始', manual({ whom: { group: 'absent', unit: null } })],
    ['提醒未完成', manual({ whom: { group: 'unfinished', unit: null } })],
    ['提醒 退回未改', manual({ whom: { group: 'returned', unit: null } })],
    ['提醒 单位 甲大学', manual({ whom: { group: 'all', unit: '甲大学' } })],
    [
      '提醒 单位甲大学 未开始 可持续发展技术',
      manual({ whom: { group: 'absent', unit: '甲大学' }, named: SUSTAINABLE }),
    ],
    [
      '提醒 可持续发展技术 未完成 包括近期',
      manual({ whom: { group: 'unfinished', unit: null }, named: SUSTAINABLE, again: true }),
    ],
    [
      '提醒 未完成 某某征集',
      manual({ whom: { group: 'unfinished', unit: null }, named: { unknown: '某某征集' } }),
    ],
    ['提醒装置的研究', undefined],
    ['提醒 可持续发展技术', manual({ named: SUSTAINABLE })],
    ['提醒 大家注意安全', undefined],
    ['提醒情况', { kind: 'report', named: { call: null } }],
    ['提醒情况 可持续发展技术', { kind: 'report', named: SUSTAINABLE }],
    ['群通知 请各单位\n本周五前报送。', { kind: 'group', words: '请各单位\n本周五前报送。' }],
    ['群通知', { kind: 'group', words: '' }],
  ])('%s, said by a coordinator', (words, act) => {
    expect(remind(words)).toEqual(act);
  });
});

describe('words about dates', () => {
  const set = (which: string, day: string | null, time: string | null, named: object, said: string) =>
    ({ kind: 'set', which, named, day, time, said }) as DeadlineAct;
  test.each([
    ['截止', { kind: 'show', named: { call: null } }],
    ['截止 可持续发展技术', { kind: 'show', named: SUSTAINABLE }],
    ['截止 可持续发展技术 2026-12-20', set('official', '2026-12-20', null, SUSTAINABLE, '2026-12-20')],
    [
      '截止 可持续发展技术 2026-12-20 16:00',
      set('official', '2026-12-20', '16:00', SUSTAINABLE, '2026-12-20'),
    ],
    [
      '内部截止 可持续发展技术改为12月10日下午5点半前',
      set('internal', '2026-12-10', '17:30', SUSTAINABLE, '12月10日'),
    ],
    ['内部截止 2026年12月10日 24:00', set('internal', '2026-12-10', null, { call: null }, '2026年12月10日')],
    ['截止 1月8日', set('official', '2027-01-08', null, { call: null }, '1月8日')],
    ['截止 2026-02-30', set('official', null, null, { call: null }, '2026-02-30')],
    [
      '截止 没有的征集 2026-12-20',
      set('official', '2026-12-20', null, { unknown: '没有的征集' }, '2026-12-20'),
    ],
    ['内部截止 示例大学 2026-12-10', undefined],
    ['截止到2024年底，已经应用三年', undefined],
    ['截止2024年12月31日，累计处理三万吨', undefined],
    [
      '提醒安排',
      { kind: 'schedule', named: { call: null }, days: null, at: null, quiet: null, usual: false },
    ],
    [
      '提醒安排 可持续发展技术 1 10天 3 3 8:30 22:00-7:30',
      {
        kind: 'schedule',
        named: SUSTAINABLE,
        days: [10, 3, 1],
        at: '08:30',
        quiet: { from: '22:00', to: '07:30' },
        usual: false,
      },
    ],
    [
      '提醒安排 默认',
      { kind: 'schedule', named: { call: null }, days: null, at: null, quiet: null, usual: true },
    ],
    [
      '例外 甲大学 理由：系统故障，多留一天',
      { kind: 'exception', named: { call: null }, to: '甲大学', why: '系统故障，多留一天' },
    ],
    [
      '例外 可持续发展技术 甲大学 系统故障',
      { kind: 'exception', named: SUSTAINABLE, to: '甲大学', why: '系统故障' },
    ],
    ['例外', { kind: 'exception', named: { call: null }, to: '', why: '' }],
    ['例外情况不多', undefined],
  ])('%s', (words, act) => {
    expect(dates(words)).toEqual(act);
  });

  test.each(['截止', '截止 2026-12-20', '例外 甲大学 故障', '提醒安排'])(
    '%s is nothing to a researcher',
    (words) => {
      expect(dates(words, null)).toBeUndefined();
    },
  );

  test('an administrator sets dates and lets nobody in', () => {
    expect(dates('截止', 'administrator')).toBeDefined();
    expect(dates('例外 甲大学 故障', 'administrator')).toBeUndefined();
  });
});
