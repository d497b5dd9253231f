import { describe, expect, test } from 'vitest';
import { compositeKindOf } from '../../../forms/kinds/index.ts';
import { questionsOf } from '../../../forms/plan.ts';
import type { Question } from '../../../forms/question.ts';
import { examplesHold } from '../../fixtures/examples.ts';
import { callIn, checkedOwn, everyQuestion } from '../../fixtures/own.ts';

const ID = 'shandong-intl-2025';
const TODAY = '2025-03-20';

const checked = checkedOwn(ID);

const theCall = () => callIn(checked);

/** Parts and columns of a question, those inside a column left out. */
function inside(question: Question): readonly Question[] {
  return compositeKindOf(question)?.children(question.kind) ?? [];
}

test('the call file is accepted without a problem or a warning', () => {
  expect(checked.ok ? checked.warnings : checked.problems).toEqual([]);
});

describe('completeness', () => {
  const numbers = (letter: string, from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, index) => `${letter}${String(from + index).padStart(2, '0')}`);
  const codes = new Set(
    checked.ok
      ? [...everyQuestion(questionsOf(checked.call))].flatMap((each) => each.code?.split('/') ?? [])
      : [],
  );

  test('every field of 信息表 and 说明报告 is asked', () => {
    expect([...numbers('E', 1, 15), ...numbers('F', 0, 21)].filter((code) => !codes.has(code))).toEqual([]);
  });

  test('the summary table has the printed columns, G01 to G10', () => {
    const { summary_table: table } = theCall();
    expect(table?.columns.map((each) => `${each.id} ${each.title}`)).toEqual([
      'G01 序号',
      'G02 产业领域',
      'G03 合作国别/地区',
      'G04 项目名称',
      'G05 项目类型',
      'G06 项目计划总投入(万元)',
      'G07 经费支持建议（万元）',
      'G08 指南建议单位',
      'G09 建议人',
      'G10 建议人联系电话',
    ]);
    expect(table).toMatchObject({
      title: '2025年省级国际科技合作项目指南建议汇总表',
      mark: '附件3',
      landscape: true,
      min_rows: 5,
    });
    expect(table?.head.map(({ label }) => label)).toEqual(['主管部门（盖章）：', '联系人：', '']);
  });

  test('nothing is asked twice: no two questions say the same sentence, no field has two top-level questions of its own', () => {
    // The steps of a ladder are the scale's: they say the same of each level.
    const own = questionsOf(theCall()).flatMap((each) => [each, ...inside(each)]);
    const asks = own.map((each) => each.ask);
    const heads = new Set(
      questionsOf(theCall()).flatMap((each) => (compositeKindOf(each) ? [each.ask] : [])),
    );
    // The head of a composite question is never asked itself.
    const said = asks.filter((ask) => !heads.has(ask));
    expect(said.filter((ask, index) => said.indexOf(ask) !== index)).toEqual([]);
    const owners = new Map<string, string[]>();
    for (const { id, code } of questionsOf(theCall()))
      for (const each of code?.split('/') ?? []) owners.set(each, [...(owners.get(each) ?? []), id]);
    const once = [...numbers('E', 1, 15), 'F00', 'F10', 'F18', 'F19', 'F20'];
    expect(once.flatMap((code) => (owners.get(code) ?? []).slice(1))).toEqual([]);
  });

  test('the only length limit is the notice’s: 1000 字 on 项目概述', () => {
    const all = [...everyQuestion(questionsOf(theCall()))];
    expect(all.filter((each) => /text/.test(each.kind.type) && each.kind.max !== undefined)).toEqual([]);
    const limits = all.flatMap((each) =>
      each.rules.filter((rule) => rule.rule === 'text_limit').map((rule) => `${each.id} ${String(rule.max)}`),
    );
    expect(limits).toEqual(['overview 1000']);
  });

  test('no date is invented: the notice lost its own, both are to be confirmed by the authority', () => {
    expect(
      theCall().deadlines.map(({ official, date, status, ask }) => ({ official, date, status, ask })),
    ).toEqual([
      { official: false, date: null, status: 'to_confirm', ask: '主管部门' },
      { official: true, date: null, status: 'to_confirm', ask: '主管部门' },
    ]);
  });

  test('packed as the notice says: its five folders are the five regions, word for word', () => {
    const folders = ['多边科技合作', '创新领先国家', '上合组织成员国', '“一带一路”共建国家', '港澳台地区'];
    expect(theCall().package?.folders).toEqual(folders);
    const region = questionsOf(theCall()).find((each) => each.id === 'region');
    const options = region?.kind.options as { title: string }[];
    expect(options.map((each) => each.title)).toEqual(folders);
  });

  test('after the documents: read, handed to the authority, packed, sealed, sent up', () => {
    expect(theCall().after.map((step) => step.do)).toEqual(['check', 'email', 'other', 'seal', 'email']);
  });
});

describe('examples', () => examplesHold(checked, TODAY));
