/** The guideline proposal with its full case, painted: the notice's printed words in order, and what the person said. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { paintDocx } from '../../../adapters/files/docx.ts';
import type { Call } from '../../../forms/call.ts';
import { parseCall } from '../../../forms/check.ts';
import { buildDocument } from '../../../forms/documents/build.ts';
import { linesOf } from '../../../forms/documents/clean.ts';
import type { DocModel, Table } from '../../../forms/documents/model.ts';
import { shownAnswer } from '../../../forms/documents/shown.ts';
import { type Plan, planOf } from '../../../forms/plan.ts';
import { strictCount } from '../../../forms/rules/words.ts';
import { all, first, partsOf, treeOf, wordText } from '../../adapters/files/office.ts';
import { loadCase } from '../../fixtures/case.ts';
import { expectInOrder } from '../../fixtures/expect.ts';
import { play } from '../../fixtures/play.ts';

const ID = 'shandong-intl-2025';
const file = path.join(import.meta.dirname, `../../../forms/calls/${ID}/call.yaml`);

let call: Call;

beforeAll(() => {
  const read = parseCall(readFileSync(file, 'utf8'), file);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  call = read.call;
});

function planFor(changes: Record<string, string> = {}): Plan {
  return planOf(call, play(call, loadCase(ID, changes), '2025-03-20').answers);
}

function modelOf(id: string, plan = planFor()): DocModel {
  const spec = call.documents.find((document) => document.id === id)!;
  return buildDocument(spec, plan, { revision: 1, draft: false });
}

async function textOf(id: string, plan = planFor()): Promise<string> {
  const bytes = await paintDocx(modelOf(id, plan));
  return wordText(first(treeOf(partsOf(bytes).get('word/document.xml')!), 'w:body'));
}

const FORM = [
  '附件 1',
  '2025年省级国际科技合作项目',
  '指南建议信息表',
  '产业领域',
  '□新一代信息技术　□高端装备　□新能源　☑新材料',
  '□现代海洋　□医养健康　□高端化工　□现代高效农业',
  '□生物技术　□低空经济',
  '□其他：__________',
  '（仅选择一个领域）',
  '合作国别、',
  '地区',
  '□多边科技合作　☑创新领先国家　□上合组织成员国',
  '□“一带一路”共建国家　□港澳台地区',
  '项目名称',
  '高通量抗润湿膜蒸馏材料及高盐废水资源化合作研发',
  '项目类型',
  '☑“引进来”（□0-1颠覆性技术　□重大基础研究',
  '□“卡脖子”技术　☑国产化替代　□变革性技术迭代）',
  '（仅选择一种类型）',
  '□“走出去”',
  '☑依托国际创新合作平台',
  '□重大活动签约',
  '（可多选）',
  '项目概述',
  '关键科学问题及技术清单（不超过5项）',
  '序号',
  '科学问题/关键技术',
  '技术成熟度等级',
  '当前自评等级',
  '实施预期等级',
  '1\n抗润湿膜材料微结构构筑技术\n4级（功能级）\n7级（环境级）',
  '2\n膜组件规模化制备技术\n3级（仿真级）\n6级（正样级）',
  '3\n余热驱动膜蒸馏系统集成与润湿预警技术\n5级（初样级）\n7级（环境级）',
  '4\n',
  '5\n',
  '项目实施',
  '投入计划',
  '项目计划总投入',
  '1200万元',
  '省财政资金支持强度建议',
  '400万元',
  '项目指南',
  '建议来源',
  '建议单位',
  '海岱示例理工大学',
  '建议人',
  '林听澜',
  '职称/职务',
  '教授',
  '联系电话',
  '0532-00000000',
  '备注：技术成熟度等级详见附件2《技术成熟度等级划分》',
];

const REPORT = [
  '“高通量抗润湿膜蒸馏材料及高盐废水\n资源化合作研发”项目指南建议说明报告',
  '一、背景意义',
  '二、项目概述',
  '（一）国内外发展现状与差距分析',
  '1.发展现状',
  '2.主要差距',
  '3.实施意义',
  '（二）开展国际科技合作的必要性',
  '（三）合作基础',
  '（四）主要研究内容',
  '中方承担单位的研究任务：',
  '外方合作单位的研究任务：',
  '（五）项目目标',
  '1.技术指标',
  '2.绩效目标',
  '（六）资金投入',
  '项目计划总投入1200万元，建议省财政资金支持400万元。',
  '三、关键技术清单及技术成熟度',
  '（一）关键技术1：抗润湿膜材料微结构构筑技术',
  '技术描述：',
  '当前技术成熟度等级：4级（功能级）',
  '达到该等级的证据：',
  '2级（方案级）：《抗润湿膜联合研究方案》，2022年3月，海岱示例理工大学出具，编号HD-2022-07，存放于',
  '4级（功能级）：《抗润湿膜性能检测报告》，2024年11月，胶州湾示例检测中心出具，编号JC-2024-1126，附件：',
  '实施预期等级：7级（环境级）',
  '届时的交示件：装有 200 平方米抗润湿膜的中试装置',
  '预期指标：',
  '（二）关键技术2：膜组件规模化制备技术',
  '当前技术成熟度等级：3级（仿真级）',
  '（三）关键技术3：余热驱动膜蒸馏系统集成与润湿预警技术',
  '当前技术成熟度等级：5级（初样级）',
  '四、预期成效和项目交示件',
  '五、指南建议',
  '（一）研究内容',
  '（二）考核指标',
  '1.验收考核指标',
  '（1）膜通量不低于28L/(m²·h)，考核方式：',
  '2.绩效参考指标',
  '申报条件：',
  '支持强度：建议省财政资金支持400万元。',
  '技术成熟度：',
  '（1）抗润湿膜材料微结构构筑技术：当前4级（功能级），实施后预期7级（环境级）。',
  '项目交示件：',
  '（1）抗润湿膜，200平方米；',
  '张榜范围：',
];

describe('信息表', () => {
  test('has the notice’s words, boxes and lines in order', async () => {
    expectInOrder(await textOf('info_form'), FORM);
  });

  test('prints the four parts of the overview as they were counted, without labels', () => {
    const table = modelOf('info_form').blocks.find((block): block is Table => block.type === 'table')!;
    const cell = table.rows.find((row) => row.cells[0]?.blocks[0]?.runs[0]?.text === '项目概述')!.cells[1]!;
    const printed = cell.blocks.map((block) => block.runs.map((run) => run.text).join('')).join('\n');
    expect(strictCount(printed)).toBe(strictCount(shownAnswer(planFor(), 'overview')));
    expect(strictCount(printed)).toBeLessThanOrEqual(1000);
  });

  test('merged cells cover the table: every row has five columns', async () => {
    const body = first(
      treeOf(partsOf(await paintDocx(modelOf('info_form'))).get('word/document.xml')!),
      'w:body',
    );
    const widths = all(first(body, 'w:tbl'), 'w:tr').map((row) =>
      all(row, 'w:tc')
        .map((cell) => Number(all(cell, 'w:gridSpan')[0]?.attributes['w:val'] ?? 1))
        .reduce((sum, each) => sum + each, 0),
    );
    expect(new Set(widths)).toEqual(new Set([5]));
    expect(all(body, 'w:vMerge').filter((each) => each.attributes['w:val'] === 'restart')).toHaveLength(4);
  });

  test('without 引进来 its boxes stay printed and empty', async () => {
    const text = await textOf('info_form', planFor({ project_type: '走出去' }));
    expectInOrder(text, ['□“引进来”（□0-1颠覆性技术', '□国产化替代', '☑“走出去”']);
    expect(text).not.toContain('☑国产化替代');
  });

  test('one of 其他 carries its own words', async () => {
    expect(await textOf('info_form', planFor({ domain: '其他：水处理' }))).toContain('☑其他：水处理');
  });
});

describe('说明报告', () => {
  test('has the outline of the notice in order, levels and money as in 信息表', async () => {
    expectInOrder(await textOf('report'), REPORT);
  });

  test('its headings have real levels', () => {
    const headings = modelOf('report').blocks.flatMap((block) =>
      block.type === 'heading' ? [`${block.level} ${block.text}`] : [],
    );
    expect(headings.filter((each) => each.startsWith('1 ')).map((each) => each.slice(2, 4))).toEqual([
      '一、',
      '二、',
      '三、',
      '四、',
      '五、',
    ]);
    expect(headings).toContain('2 （三）关键技术3：余热驱动膜蒸馏系统集成与润湿预警技术');
    expect(headings).toContain('3 1.发展现状');
  });

  test('shows every answer that is given to it, and leaves no mark or instruction', async () => {
    const plan = planFor();
    const text = await textOf('proposal', plan);
    const lines = plan.slots
      .filter(
        (slot) =>
          !slot.control && slot.section && !/^(?:domain|region|project_type|inbound_type)$/.test(slot.path),
      )
      .filter((slot) => slot.leaf.kind.type !== 'file')
      // Of a ladder the report prints the levels and the evidence, not each point that was asked.
      .filter((slot) => !/\/trl\/(?:l\d+_\d+(?:_same|_kind)?|to\d+)$/.test(slot.path))
      .flatMap((slot) => linesOf(shownAnswer(plan, slot.path)));
    expect(lines.length).toBeGreaterThan(80);
    expect(lines.filter((line) => !text.includes(line))).toEqual([]);
    expect(text).toContain('附件：抗润湿膜性能检测报告.pdf');
    expect(text).not.toMatch(/做到了|没做到|还差|凭证支持/);
    expect(text).not.toMatch(/\{\{|待填|undefined|null|\[object|XXXX|参考提纲|简要描述|简述/);
  });
});

test('both in one document: 信息表, a new page, 说明报告', async () => {
  const model = modelOf('proposal');
  const report = { type: 'section', layout: 'official', landscape: false, blocks: modelOf('report').blocks };
  const parts = [...modelOf('info_form').blocks, { type: 'page_break' }, report];
  expect(model.blocks).toEqual(parts);
  expectInOrder(await textOf('proposal'), [...FORM, ...REPORT]);
});

test('a draft without answers shows the whole outline and marks what is to be filled', () => {
  const spec = call.documents.find((each) => each.id === 'report')!;
  const plan = planOf(call, new Map());
  const { blocks } = buildDocument(spec, plan, { revision: 0, draft: true });
  const headings = blocks.flatMap((block) => (block.type === 'heading' ? [block.text] : []));
  expect(headings).toContain('（一）关键技术1：【待填】');
  const places = JSON.stringify(blocks);
  expect(places).toContain('"missing":true,"path":"technologies/r1/description"');
  expect(places).toContain('"missing":true,"path":"technologies/r1/trl/claimed"');
  // Asked only once the levels below are through, and yet a place to be filled.
  expect(places).toContain('"missing":true,"path":"technologies/r1/trl/expected"');
  expect(places).toContain('"missing":true,"path":"technologies/r1/trl/deliverable"');
  const form = buildDocument(call.documents.find((each) => each.id === 'info_form')!, plan, {
    revision: 0,
    draft: true,
  });
  expect(JSON.stringify(form.blocks)).toContain('"missing":true,"path":"technologies/r1/name"');
});
