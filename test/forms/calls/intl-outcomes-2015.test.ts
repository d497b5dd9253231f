import { describe, expect, test } from 'vitest';
import { compositeKindOf } from '../../../forms/kinds/index.ts';
import { questionsOf } from '../../../forms/plan.ts';
import type { Question } from '../../../forms/question.ts';
import { securityMarkIn } from '../../../forms/secrecy.ts';
import { examplesHold } from '../../fixtures/examples.ts';
import { callIn, checkedOwn, everyQuestion } from '../../fixtures/own.ts';

const ID = 'intl-outcomes-2015';
const TODAY = '2015-06-10';

const checked = checkedOwn(ID);

const theCall = () => callIn(checked);

function find(id: string): Question {
  const found = [...everyQuestion(questionsOf(theCall()))].find((each) => each.id === id);
  if (!found) throw new Error(`no question ${id}`);
  return found;
}

test('the call file is accepted without a problem or a warning', () => {
  expect(checked.ok ? checked.warnings : checked.problems).toEqual([]);
});

describe('公开 or 非公开', () => {
  test('is the first thing asked, and on 非公开 nothing of the content may be taken', () => {
    const [gate] = theCall().gates;
    expect(gate).toMatchObject({ id: 'disclosure', stop: { when: 'restricted', confidential: true } });
  });

  test('the reason and the channel are told in the notice’s words', () => {
    const say = theCall().gates[0]?.stop?.say ?? '';
    expect(say).toContain('非公开类成果要按照规定渠道和方式报送');
    expect(say).toContain('推荐部门');
  });

  test('nothing that the call prints or asks is itself a security mark', () => {
    const said = [...everyQuestion(questionsOf(theCall()))].flatMap((each) => [
      ...each.examples,
      ...each.aliases,
    ]);
    expect(said.filter((each) => securityMarkIn(each) !== undefined)).toEqual([]);
  });
});

describe('completeness', () => {
  const numbers = (letter: string, from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, index) => `${letter}${String(from + index).padStart(2, '0')}`);
  const codes = new Set(
    checked.ok
      ? [...everyQuestion(questionsOf(checked.call))].flatMap((each) => each.code?.split('/') ?? [])
      : [],
  );

  test('every field that an applicant fills is asked', () => {
    // H05 is the running number; I17 and I20 are others' opinions; J09 and J11 are copies and the deadline.
    const others = ['H05', 'I17', 'I20', 'J09', 'J11'];
    const all = [...numbers('H', 1, 12), ...numbers('I', 1, 21), ...numbers('J', 1, 12)];
    expect(all.filter((code) => !codes.has(code))).toEqual(others);
  });

  test('the summary table has the printed columns, H05 to H12, eight lines, ten at most', () => {
    const { summary_table: table } = theCall();
    expect(table?.columns.map((each) => `${each.id} ${each.title}`)).toEqual([
      'H05 序号',
      'H06 项目或者活动名称',
      'H07 中方承担或者主办（承办单位）',
      'H08 外方合作单位',
      'H09 联系人',
      'H10 联系方式',
      'H11 展出形式',
      'H12 其他要求',
    ]);
    expect(table).toMatchObject({
      title: '成果推荐汇总表',
      mark: '附件 1',
      landscape: true,
      min_rows: 8,
      max_rows: 10,
    });
    expect(table?.head.map(({ label }) => label)).toEqual([
      '组织（推荐）部门（盖章）：',
      '组织（推荐）部门联系人：',
      '电话：',
      '传真：',
    ]);
    expect(table?.notes).toEqual([
      '备注：1. 以上按重要性或影响力排序；',
      '　　　2. 相关项目或活动如被选中展示，科技部国际合作司将进一步联系相关单位提供参展的实物或模型事宜。',
    ]);
  });

  test('each kind of outcome is asked what the notice wants of it', () => {
    const parts = compositeKindOf(find('narrative'))?.children(find('narrative').kind) ?? [];
    const of = (kind: string) =>
      parts
        .filter((part) => JSON.stringify(part.show_if) === `{"question":"outcome_kind","is":"${kind}"}`)
        .map((part) => part.label);
    expect(of('activity')).toEqual([
      '活动时间',
      '活动地点',
      '主要出席人员',
      '活动背景',
      '活动内容',
      '活动意义',
      '取得的成果和产生的影响',
    ]);
    expect(of('platform')).toEqual([
      '基本建设情况',
      '运行情况',
      '提升科技创新能力',
      '促进区域、产业可持续发展',
      '引领跨部门、跨区域和跨行业协同',
    ]);
    expect(of('project')).toEqual([
      '成果的意义及影响',
      '对国家总体外交的作用',
      '对经济发展的作用',
      '对科技创新的作用',
      '对社会进步的作用',
    ]);
    expect(parts).toHaveLength(7 + 5 + 5);
  });

  test('nothing is asked twice in the same words', () => {
    const asks = [...everyQuestion(questionsOf(theCall()))].map((each) => each.ask);
    expect(asks.filter((ask, index) => asks.indexOf(ask) !== index)).toEqual([]);
  });

  test('the only limits are the notice’s: 1000 字, 200 字, 5 MB, 2 to 4 pictures, 10 minutes', () => {
    const all = [...everyQuestion(questionsOf(theCall()))];
    const texts = all.filter((each) => /text/.test(each.kind.type) && each.kind.max !== undefined);
    expect(texts.map((each) => `${each.id} ${String(each.kind.max)}`)).toEqual(['panel_text 200']);
    const limits = all.flatMap((each) =>
      each.rules.filter((rule) => rule.rule === 'text_limit').map((rule) => `${each.id} ${String(rule.max)}`),
    );
    expect(limits).toEqual(['narrative 1000']);
    const files = all.filter((each) => each.kind.type === 'file');
    expect(files.filter((each) => each.kind.min_mb !== undefined).map((each) => each.kind.min_mb)).toEqual([
      5,
    ]);
    expect(
      files.filter((each) => each.kind.max_seconds !== undefined).map((each) => [each.id, each.kind]),
    ).toMatchObject([
      ['video', { max: 1, max_seconds: 600 }],
      ['overview_video', { max: 1, max_seconds: 600 }],
    ]);
    expect(find('photos').kind).toMatchObject({ min: 2, max: 4 });
  });

  test('the deadline is the notice’s, the department’s own is to be asked for', () => {
    expect(theCall().deadlines.map(({ official, date, status }) => [official, date, status])).toEqual([
      [false, null, 'to_confirm'],
      [true, '2015-07-20', 'stated'],
    ]);
  });

  test('after the documents: read, print, opinion, seal, to the department, its opinion, disc, post', () => {
    const { after } = theCall();
    expect(after.map((step) => step.do)).toEqual([
      'check',
      'print',
      'other',
      'seal',
      'other',
      'other',
      'other',
      'post',
    ]);
    const said = after.map((step) => step.text).join('\n');
    for (const words of [
      '保密部门',
      '10 个以内',
      '刻成光盘',
      '北京市三里河路54号404室',
      '中国科学技术交流中心合作计划处（科技部国际科技合作计划办公室）',
      '100045',
      '010-68598404',
    ])
      expect(said).toContain(words);
    expect(after.at(-1)?.deadline).toBe('official');
  });
});

describe('examples', () => examplesHold(checked, TODAY));
