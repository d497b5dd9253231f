/** The first call with its full case: what the notice prints and what the person answered is all there, in order. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { paintDocx } from '../../../adapters/files/docx.ts';
import type { Call } from '../../../forms/call.ts';
import { parseCall } from '../../../forms/check.ts';
import { buildDocument } from '../../../forms/documents/build.ts';
import { linesOf } from '../../../forms/documents/clean.ts';
import { shownAnswer } from '../../../forms/documents/shown.ts';
import { buildTable } from '../../../forms/documents/table.ts';
import { type Plan, planOf } from '../../../forms/plan.ts';
import { first, partsOf, treeOf, wordText } from '../../adapters/files/office.ts';
import { loadCase } from '../../fixtures/case.ts';
import { expectInOrder } from '../../fixtures/expect.ts';
import { play } from '../../fixtures/play.ts';

const ID = 'sustainable-tech-2025';
const file = path.join(import.meta.dirname, `../../../forms/calls/${ID}/call.yaml`);

let call: Call;
let plan: Plan;
let open: readonly string[];

beforeAll(() => {
  const read = parseCall(readFileSync(file, 'utf8'), file);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  call = read.call;
  const played = play(call, loadCase(ID), '2025-03-20');
  plan = planOf(call, played.answers);
  open = played.unanswered;
});

async function textOf(id: string): Promise<string> {
  const spec = call.documents.find((document) => document.id === id)!;
  const bytes = await paintDocx(buildDocument(spec, plan, { revision: 1, draft: false }));
  return wordText(first(treeOf(partsOf(bytes).get('word/document.xml')!), 'w:body'));
}

describe('申报书', () => {
  test('has the printed headings of annex 1 in order', async () => {
    expectInOrder(await textOf('application_form'), [
      '附件 1',
      '面向“一带一路”国家可持续发展技术申报书',
      '技术成果名称：',
      '技术提供单位：',
      '联系人：',
      '电话：',
      '邮箱：',
      '申报日期：',
      '一、申报单位基本情况',
      '二、技术成果简介',
      '技术名称',
      '所属行业',
      '技术领域',
      '三、技术成果主要内容',
      '技术原理及工艺路线',
      '技术综合效益',
      '技术成熟度分析',
      '技术适用性分析',
      '技术稳定性',
      '技术安全性',
      '四、投资估算',
      '设备投资',
      '运行维护费用',
      '附加效益',
      '投资回收期',
      '五、技术知识产权归属',
      '六、证明和补充材料',
    ]);
  });

  test('shows every answer the person gave to its sections, and leaves open what was not given', async () => {
    const text = await textOf('application_form');
    const sections = new Set([
      'organisation',
      'profile',
      'principle_section',
      'benefit_section',
      'maturity_section',
      'applicability_section',
      'stability_section',
      'safety_section',
    ]);
    const given = plan.slots.filter(
      (slot) =>
        !slot.control && sections.has(slot.section?.id ?? '') && slot.path !== `${slot.row?.path}/nature`,
    );
    const lines = given.flatMap((slot) => linesOf(shownAnswer(plan, slot.path)));
    expect(lines.length).toBeGreaterThan(25);
    expect(lines.filter((line) => !text.includes(line))).toEqual([]);
    expect(text).not.toMatch(/\{\{|待填|undefined|null|\[object/);
  });

  test('marks as missing exactly the places the person left open', () => {
    const spec = call.documents.find((document) => document.id === 'application_form')!;
    const model = JSON.stringify(buildDocument(spec, plan, { revision: 1, draft: true }).blocks);
    const missing = [...model.matchAll(/"missing":true,"path":"([^"]+)"/g)].map((match) => match[1]);
    expect(missing).toEqual(open);
  });

  test('the cover carries name, unit, contact and date', async () => {
    const names = ['tech_name', 'applicant_org', 'contact', 'phone', 'email', 'apply_date'];
    expectInOrder(
      await textOf('application_form'),
      names.map((id) => shownAnswer(plan, id)),
    );
  });
});

test('承诺书 has the notice’s own words and the unit’s name', async () => {
  expectInOrder(await textOf('commitment_letter'), [
    '技术成果申报承诺书',
    '我单位郑重承诺：本次申报技术成果所提交的相关信息、数据及证明材料均真实、准确、可公开，并承担因材料虚假引起的全部责任。',
    '特此承诺。',
    '申报单位（盖章）',
    shownAnswer(plan, 'applicant_org'),
    '法定代表人签字：',
    '年　　月　　日',
  ]);
});

test('汇总表 has the printed columns and this submission in its first row', () => {
  const table = buildTable(call.summary_table!, [{ plan, making: { revision: 1, draft: false } }]);
  expect(table.columns.map((column) => column.title)).toEqual([
    '序号',
    '在线申报编号',
    '技术名称',
    '技术领域',
    '技术提供单位',
    '联系人',
    '电话',
    '邮箱',
  ]);
  const shown = ['tech_name', 'applicant_org', 'contact', 'phone', 'email'].map((id) =>
    shownAnswer(plan, id),
  );
  const [name, ...contact] = shown;
  expect(table.rows[0]).toEqual([1, expect.anything(), name, expect.stringMatching(/^[A-I]$/), ...contact]);
  expect(table.rows).toHaveLength(3);
});
