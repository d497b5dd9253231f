/** The outcomes call with its full case: the notice's printed words in order, boxes left for others, and what was said. */
import { describe, expect, test } from 'vitest';
import { paintDocx } from '../../../adapters/files/docx.ts';
import type { Call } from '../../../forms/call.ts';
import { buildDocument, isDue } from '../../../forms/documents/build.ts';
import type { DocModel, Table } from '../../../forms/documents/model.ts';
import { planPackage } from '../../../forms/documents/package.ts';
import { type Plan, planOf } from '../../../forms/plan.ts';
import { all, first, partsOf, treeOf, wordText } from '../../adapters/files/office.ts';
import { loadCase, type Words } from '../../fixtures/case.ts';
import { expectInOrder } from '../../fixtures/expect.ts';
import { callIn, checkedOwn } from '../../fixtures/own.ts';
import { play } from '../../fixtures/play.ts';

const ID = 'intl-outcomes-2015';

const call = callIn(checkedOwn(ID));
const making = { revision: 1, draft: false };
const planFor = (changes: Words = {}): Plan =>
  planOf(call, play(call, loadCase(ID, changes), '2015-06-10').answers);
const whole = planFor();

function specOf(id: string): Call['documents'][number] {
  const spec = call.documents.find((document) => document.id === id);
  if (!spec) throw new Error(`no document ${id}`);
  return spec;
}

const modelOf = (id: string, plan = whole): DocModel => buildDocument(specOf(id), plan, making);

async function textOf(id: string, plan = whole): Promise<string> {
  const bytes = await paintDocx(modelOf(id, plan));
  return wordText(first(treeOf(partsOf(bytes).get('word/document.xml') ?? ''), 'w:body'));
}

const PANEL = [
  '附件 2',
  '展板信息登记表',
  '项目名称\n中埃太阳能膜蒸馏海水淡化关键技术合作',
  '单位名称\n东海示例海洋工程研究院',
  '合作国别\n埃及',
  '项目领域\n能源科学技术、工程科学技术',
  '外方合作单位\n开罗示例水技术研究中心、亚历山大示例大学',
  '中方投入情况',
  '外方投入情况',
  '合作性质\n☑政府间　□部门、地方间　☑院所、企业间　□其他：',
  '项目起始时间及完成情况：\n2011年9月开始。2014年12月完成',
  '单位联系人\n沈听潮',
  '电　话\n0571-00000000',
  '传　真\n0571-00000001',
  '手　机\n13800000000',
  '电子信箱\nshentingchao@example.com',
  '展板文字（不超过200字）：',
  '展板照片',
  '（2-4张）',
  '序号\n文件名称\n照片简要说明',
  '1\n苏伊士湾示范站全景-6MB.png\n苏伊士湾太阳能海水淡化示范站全景',
  '2\n中埃科研人员调试膜组件-5MB.png',
  '3\n村民用上淡化水-7MB.png',
  '4\n',
  '保密部门审核意见（可另附纸）：',
  '知识产权归属情况说明（可另附纸）：\n国内取得的专利',
  '其他制作要求：\n示范站全景照片',
  '推荐部门意见：',
  '参展单位（盖章）\n2015 年　　　月　　　日',
  '注：“项目领域”一栏请填：生命科学技术；环境科学技术；材料科学技术；能源科学技术；信息科学技术；工程科学技术；其它。',
];

describe('展板信息登记表', () => {
  test('has the notice’s words, boxes and lines in order', async () => {
    expectInOrder(await textOf('panel_form'), PANEL);
  });

  test('others’ boxes are empty, with room, their words at the top and the seal at the bottom', () => {
    const tables = modelOf('panel_form').blocks.filter((block): block is Table => block.type === 'table');
    const box = (label: string) =>
      tables
        .flatMap((table) => table.rows)
        .find((row) =>
          row.cells[0]?.blocks.some((block) => block.runs.some((run) => run.text.startsWith(label))),
        );
    for (const label of ['保密部门审核意见', '推荐部门意见']) {
      expect(box(label)?.height).toBeGreaterThanOrEqual(80);
      expect(box(label)?.cells).toHaveLength(1);
      expect(box(label)?.cells[0]).toMatchObject({ vAlign: 'top', colSpan: 7 });
      expect(box(label)?.cells[0]?.blocks).toHaveLength(1);
    }
    expect(box('参展单位（盖章）')?.cells[0]).toMatchObject({ vAlign: 'bottom', align: 'right' });
  });

  test('the boxes at the bottom stay empty when the date of the seal is told afterwards', async () => {
    const later = await textOf('panel_form', planFor({ seal_date: '2015年7月8日' }));
    expect(later).toBe(await textOf('panel_form'));
  });

  test('merged cells cover the table: every row has seven columns', async () => {
    const body = first(
      treeOf(partsOf(await paintDocx(modelOf('panel_form'))).get('word/document.xml') ?? ''),
      'w:body',
    );
    const widths = all(body, 'w:tr').map((row) =>
      all(row, 'w:tc')
        .map((cell) => Number(all(cell, 'w:gridSpan')[0]?.attributes['w:val'] ?? 1))
        .reduce((sum, each) => sum + each, 0),
    );
    expect(new Set(widths)).toEqual(new Set([7]));
  });

  test('the list of pictures begins a page, whole under its heading', () => {
    const { blocks } = modelOf('panel_form');
    const at = blocks.findIndex((block) => block.type === 'page_break');
    const next = blocks[at + 1];
    if (next?.type !== 'table') throw new Error('no table follows the break');
    expect(next.rows[0]?.cells[0]).toMatchObject({ rowSpan: 5, header: true });
    // Its heading reaches down beside the pictures: repeated on a further page it would stand over other lines.
    expect(next.headerRows).toBe(0);
    expect(next.rows.slice(1, 5).map((row) => row.cells[0]?.blocks[0]?.runs[0]?.text)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
  });

  test('another nature carries its own words, in its place', async () => {
    const text = await textOf('panel_form', planFor({ nature: '政府间，其他：国际组织' }));
    expect(text).toContain('☑政府间　□部门、地方间　□院所、企业间　☑其他：国际组织');
  });
});

const PARTS: Words = {
  outcome_kind: '重大国际科技合作与交流活动',
  'narrative/time': '2013年9月5日至7日',
  'narrative/place': '浙江省杭州市',
  'narrative/attendees': '两国科技主管部门负责人等 120 人',
  'narrative/background': '双方商定定期举办。',
  'narrative/content': '设 3 个专题。',
  'narrative/significance': '形成固定活动。',
  'narrative/effects': '签订协议 11 项。',
  panel_text: '签订协议 11 项。',
};

describe('文字说明', () => {
  const lines = ({ blocks }: DocModel): string[] =>
    blocks.map((block) => {
      if (block.type === 'heading') return `# ${block.text}`;
      return block.type === 'paragraph' ? block.runs.map((run) => run.text).join('') : block.type;
    });

  test('what a part has nothing to say of is left out, and the numbers have no gap', () => {
    const headings = lines(modelOf('narrative', planFor({ 'narrative/diplomacy': '无' })));
    expect(headings.filter((each) => each.startsWith('#'))).toEqual([
      '# 一、成果的意义及影响',
      '# 二、对经济发展的作用',
      '# 三、对科技创新的作用',
      '# 四、对社会进步的作用',
    ]);
  });

  test('an activity: time, place and people in a line each, the rest under headings', () => {
    expect(lines(modelOf('narrative', planFor(PARTS)))).toEqual([
      '中埃太阳能膜蒸馏海水淡化关键技术合作',
      '东海示例海洋工程研究院',
      'space',
      '活动时间：2013年9月5日至7日',
      '活动地点：浙江省杭州市',
      '主要出席人员：两国科技主管部门负责人等 120 人',
      '# 一、活动背景',
      '双方商定定期举办。',
      '# 二、活动内容',
      '设 3 个专题。',
      '# 三、活动意义',
      '形成固定活动。',
      '# 四、取得的成果和产生的影响',
      '签订协议 11 项。',
    ]);
  });

  test('is a text in official layout', () => {
    expect(modelOf('narrative').layout).toBe('official');
  });
});

describe('实物、模型照片说明', () => {
  test('is due where an object or a model is shown, and lists only these', async () => {
    const due = (forms: string) => isDue(specOf('exhibits'), planFor({ exhibit_forms: forms }));
    expect(due('视频、文字图片')).toBe(false);
    expect(due('实物')).toBe(true);
    const text = await textOf('exhibits', planFor({ exhibit_forms: '模型' }));
    expect(text).toContain('模型名称');
    expect(text).not.toContain('实物名称');
    expectInOrder(text, ['太阳能海水淡化示范站沙盘', '45千克', '示范站沙盘正面-1MB.png']);
  });
});

describe('the disc', () => {
  const pathsOf = (...plans: Plan[]): string[] => {
    const spec = call.package;
    if (!spec) throw new Error('no package');
    const { files } = planPackage(
      call,
      spec,
      plans.map((plan) => ({ plan, making })),
    );
    return files.map(({ folder, name }) => `${folder}/${name}`);
  };

  test('a folder for each outcome, in order; pictures, photos and films under the names the form prints', () => {
    const own = '1.中埃太阳能膜蒸馏海水淡化关键技术合作';
    const title = '中埃太阳能膜蒸馏海水淡化关键技术合作';
    expect(pathsOf(whole)).toEqual([
      `${own}/${title}-文字说明.docx`,
      `${own}/${title}-展板信息登记表.docx`,
      `${own}/${title}-实物、模型照片说明.docx`,
      `${own}/图片/苏伊士湾示范站全景-6MB.png`,
      `${own}/图片/中埃科研人员调试膜组件-5MB.png`,
      `${own}/图片/村民用上淡化水-7MB.png`,
      `${own}/实物照片/抗润湿膜组件-1MB.png`,
      `${own}/模型照片/示范站沙盘正面-1MB.png`,
      `${own}/模型照片/示范站沙盘侧面-1MB.png`,
      `${own}/视频/太阳能海水淡化-480s.mp4`,
    ]);
  });

  test('two outcomes of one name lie apart; what is no longer shown stays off the disc', () => {
    const paths = pathsOf(whole, planFor({ exhibit_forms: '文字图片' }));
    const second = paths.filter((each) => each.startsWith('2.'));
    expect(second).toHaveLength(2 + 3);
    expect(second.filter((each) => /实物|模型|视频/.test(each))).toEqual([]);
  });
});
