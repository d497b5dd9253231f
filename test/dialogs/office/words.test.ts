/** Which words hand questions to colleagues or are about the list of who is expected, and which are left to the interview. */
import { describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { newSubmission } from '../../../bot/submissions.ts';
import { ASSIST_HOLD, REVIEW_HOLD, readAssist } from '../../../dialogs/office/assist.ts';
import type { Reading } from '../../../dialogs/office/reading.ts';
import { ROSTER_HOLD, readRoster } from '../../../dialogs/office/roster.ts';
import type { Grant } from '../../../forms/office/roles.ts';

const calls = loadCalls([OWN_CALLS]).list();
const call = calls.find(({ id }) => id === 'sustainable-tech-2025')!;
const coordinator: Grant = {
  role: 'coordinator',
  calls: null,
  units: null,
  fields: null,
  by: 'setting',
  at: '',
};

function reading(words: string, more: Partial<Reading> = {}): Reading {
  const submission = newSubmission('s', call, 'web:owner', '2026-11-21T02:00:00.000Z');
  const today = '2026-11-21';
  return {
    words,
    files: [],
    grants: [],
    calls,
    today,
    current: { call, submission },
    holds: {},
    waiting: null,
    ...more,
  };
}

describe('handing over', () => {
  test.each([
    ['请同事补充 联系电话', '', '联系电话'],
    ['请同事帮忙填一下邮箱', '', '邮箱'],
    ['让张三填一下第三节', '张三', '第三节'],
    ['麻烦王老师补充技术原理', '王老师', '技术原理'],
    ['把投资回收期交给李四填', '李四', '投资回收期'],
    ['将“联系电话”转给同事', '', '联系电话'],
    ['请欧阳若溪填写：邮箱。', '欧阳若溪', '邮箱'],
  ])('%s', (words, name, about) => {
    const act = readAssist(reading(words));
    expect(act).toMatchObject({ do: 'hand', name, about });
    expect(act?.do === 'hand' && act.places.length).toBeGreaterThan(0);
  });

  test.each([
    '请专家评审联系电话',
    '请用户填写问卷',
    '请您补充说明',
    '把蒸汽交给电厂发电',
    '让余热填补供热缺口，减少燃煤',
    '请同事补充联系电话，并把去年的台账、检测报告和用户证明都准备好，下周统一报给推荐单位和主管部门审核',
    '请同事补充\n联系电话',
    '同事说联系电话不变',
  ])('%s is left to the interview', (words) => {
    expect(readAssist(reading(words))).toBeUndefined();
  });

  test('without an open draft there is nothing to hand over', () => {
    expect(readAssist(reading('请同事补充 联系电话', { current: null }))).toBeUndefined();
  });
});

describe('deciding and answering', () => {
  const hold = { submission: 's', id: 'a' };

  test.each([
    ['采用', 'take'],
    ['不采用', 'decline'],
    ['修改', 'edit'],
    ['全部采用', 'take_all'],
    ['以后再看', 'later'],
  ])('%s counts only while something waits for it', (words, what) => {
    expect(readAssist(reading(words, { holds: { [REVIEW_HOLD]: hold } }))).toEqual({ do: 'decide', what });
    expect(readAssist(reading(words))).toBeUndefined();
  });

  test.each(['修改联系电话', '采用膜蒸馏工艺', '确认'])('%s is for the interview all the same', (words) => {
    expect(readAssist(reading(words, { holds: { [REVIEW_HOLD]: hold } }))).toBeUndefined();
  });

  test.each([
    ['交回', 'back'],
    ['退出协助', 'leave'],
    ['继续协助', 'start'],
    ['13800000000', 'say'],
    ['采用', 'say'],
    ['请同事补充 联系电话', 'say'],
  ])('while a colleague’s questions are asked, %s is %s', (words, act) => {
    expect(readAssist(reading(words, { holds: { [ASSIST_HOLD]: hold } }))).toEqual({ do: act });
  });
});

describe('the list', () => {
  const grants = [coordinator];
  const file = { name: '名单.xlsx', hash: 'h', bytes: 1, mediaType: '', extension: 'xlsx' };
  const held = { [ROSTER_HOLD]: { call: call.id, day: '2026-11-21' } };

  test.each([
    ['名单', { do: 'list', call: null, unit: '' }],
    ['名单 可持续发展技术', { do: 'list', call: call.id, unit: '' }],
    ['名单：可持续发展技术 示例大学', { do: 'list', call: call.id, unit: '示例大学' }],
    ['名单 示例大学', { do: 'list', call: null, unit: '示例大学' }],
    ['名单模板 可持续发展技术', { do: 'template', call: call.id }],
    ['名单邀请码', { do: 'codes', call: null }],
    ['导入名单 可持续发展技术', { do: 'import', call: call.id, file: null, drop: false }],
    ['单位截止 示例大学 2026-12-10', { do: 'due', call: null, unit: '示例大学', day: '2026-12-10' }],
    ['单位截止 可持续发展技术 示例大学 无', { do: 'due', call: call.id, unit: '示例大学', day: '无' }],
    ['单位截止', { do: 'due', call: null, unit: '', day: '' }],
    ['对应 1 a', { do: 'assign', number: 1, letter: 'A' }],
    ['对应１Ａ', { do: 'assign', number: 1, letter: 'A' }],
    ['对应', { do: 'doubts', call: null }],
  ])('%s', (words, act) => {
    expect(readRoster(reading(words, { grants }))).toEqual(act);
    expect(readRoster(reading(words))).toBeUndefined();
  });

  test.each(['名单里的人都到齐了', '名单还在报批，下周给您', '对应的单位是示例大学'])(
    '%s is left to the interview',
    (words) => {
      expect(readRoster(reading(words, { grants }))).toBeUndefined();
    },
  );

  test('a workbook counts where it was asked for on the same day, or comes with the words', () => {
    const files = [file];
    const act = { do: 'import', call: call.id, file, drop: false };
    expect(readRoster(reading('', { grants, files, holds: held }))).toEqual(act);
    expect(readRoster(reading('导入名单 可持续发展技术', { grants, files }))).toEqual(act);
    expect(readRoster(reading('', { grants, files }))).toBeUndefined();
    expect(readRoster(reading('', { grants, files, holds: held, today: '2026-11-22' }))).toBeUndefined();
    expect(readRoster(reading('这是检测报告', { grants, files, holds: held }))).toBeUndefined();
    const scan = [{ ...file, name: '证书.pdf' }];
    expect(readRoster(reading('', { grants, files: scan, holds: held }))).toBeUndefined();
    expect(readRoster(reading('', { grants, files: [file, file], holds: held }))).toEqual({
      ...act,
      several: true,
    });
  });

  test('the button below the changes means the file that was shown', () => {
    const holds = { [ROSTER_HOLD]: { call: call.id, day: '2026-11-21', shown: file } };
    const act = { do: 'import', call: call.id, file, drop: true };
    expect(readRoster(reading('去掉表里没有的人', { grants, holds }))).toEqual(act);
    expect(readRoster(reading('去掉表里没有的人', { grants, holds: held }))).toBeUndefined();
  });
});
