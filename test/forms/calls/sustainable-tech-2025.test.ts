import { describe, expect, test } from 'vitest';
import type { BlockSpec } from '../../../forms/documents/spec.ts';
import { compositeKindOf, findKind } from '../../../forms/kinds/index.ts';
import { questionsOf } from '../../../forms/plan.ts';
import { callIn, checkedOwn, everyQuestion } from '../../fixtures/own.ts';

const ID = 'sustainable-tech-2025';
const TODAY = '2025-03-20';

const checked = checkedOwn(ID);

const theCall = () => callIn(checked);

/** Everything that blocks print, marks left as written, in order. */
function printed(blocks: readonly BlockSpec[]): string[] {
  return blocks.flatMap((block): string[] => {
    if ('mark' in block) return [block.mark];
    if ('title' in block) return [block.title];
    if ('subtitle' in block) return [block.subtitle];
    if ('cover' in block) return [`${block.cover.label}${block.cover.value}`];
    if ('heading' in block) return [block.heading];
    if ('text' in block) return [block.text];
    if ('item' in block) return [block.item];
    if ('note' in block) return [block.note];
    if ('answer' in block) return [`{{${block.answer}}}`];
    if ('signature' in block) return block.signature.lines;
    if ('grid' in block) return block.grid.rows.flatMap((row) => row.cells.map((cell) => cell.text ?? ''));
    if ('rows_of' in block) return [`{{${block.rows_of}}}`, ...block.columns.map((column) => column.title)];
    if ('blocks' in block) return printed(block.blocks);
    return [];
  });
}

function printedText(id: string): string {
  const document = theCall().documents.find((each) => each.id === id);
  if (!document) throw new Error(`no document ${id}`);
  return printed(document.blocks).join('\n').replace(/　/g, ' ');
}

function expectInOrder(text: string, labels: readonly string[]): void {
  let from = 0;
  for (const label of labels) {
    const at = text.indexOf(label, from);
    expect(at, `“${label}” after position ${from}`).toBeGreaterThanOrEqual(0);
    from = at + label.length;
  }
}

test('the call file is accepted without a problem or a warning', () => {
  expect(checked.ok ? checked.warnings : checked.problems).toEqual([]);
});

describe('completeness', () => {
  const numbers = (letter: string, last: number): string[] =>
    Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);

  test('every field of the application form is asked', () => {
    const codes = new Set(
      [...everyQuestion(questionsOf(theCall()))].flatMap((each) => each.code?.split('/') ?? []),
    );
    expect(numbers('A', 31).filter((code) => !codes.has(code))).toEqual([]);
    // B01 is fixed text and B03 a signature by hand: both stand in the printed letter only.
    expect(['B02', 'B04', 'B05'].filter((code) => !codes.has(code))).toEqual([]);
  });

  test('the summary table has the printed columns, D1 to D8', () => {
    const columns = theCall().summary_table?.columns ?? [];
    expect(columns.map((each) => `${each.id} ${each.title}`)).toEqual([
      'D1 序号',
      'D2 在线申报编号',
      'D3 技术名称',
      'D4 技术领域',
      'D5 技术提供单位',
      'D6 联系人',
      'D7 电话',
      'D8 邮箱',
    ]);
    expect(theCall().summary_table?.title).toBe('推荐的技术成果汇总表');
    expect(theCall().summary_table?.notes).toEqual([
      '备注：技术领域包括 A 人工智能赋能可持续发展 B 生态农业 C 可再生能源与储能技术 D 环境保护与生态修复 E 水资源可持续技术 F 绿色建筑与智慧城市 G 智慧医疗 H 低碳交通与智能出行 I 其他',
    ]);
  });

  test('nothing is asked twice: no two questions say the same sentence', () => {
    // A ladder asks the same of every level; its questions come from the scale, not from the call.
    const own = questionsOf(theCall()).filter((each) => !compositeKindOf(each)?.ladder);
    const asks = [...everyQuestion(own)].map((each) => each.ask);
    expect(asks.filter((ask, index) => asks.indexOf(ask) !== index)).toEqual([]);
  });

  test('no length limit is invented: the notice sets none', () => {
    const limited = [...everyQuestion(questionsOf(theCall()))].filter(
      (each) => /text/.test(each.kind.type) && each.kind.max !== undefined,
    );
    expect(limited.map((each) => each.id)).toEqual([]);
  });

  test('the recommender’s date is the notice’s, the applicant’s own is to be confirmed', () => {
    expect(
      theCall().deadlines.map(({ who, official, date, status }) => ({ who, official, date, status })),
    ).toEqual([
      { who: 'applicant', official: false, date: null, status: 'to_confirm' },
      { who: 'recommender', official: true, date: '2025-04-18', status: 'stated' },
    ]);
  });

  test('after printing: checked, signed, sealed, scanned, uploaded, posted, in the notice’s order', () => {
    expect(theCall().after.map((step) => step.do)).toEqual([
      'check',
      'print',
      'sign',
      'seal',
      'scan',
      'scan',
      'upload',
      'post',
    ]);
  });
});

describe('examples', () => {
  test.each(
    checked.ok
      ? [...everyQuestion(questionsOf(checked.call))].flatMap((question) =>
          question.examples.map((example) => ({ label: question.label, question, example })),
        )
      : [],
  )('the example of $label is an answer the kind takes: $example', ({ question, example }) => {
    if (question.none && example === '无') return expect(question.none).toBe(true);
    const kind = findKind(question.kind.type);
    if (kind?.shape !== 'leaf') throw new Error(`${question.id} has an example but no leaf kind`);
    const parsed = kind.parse(example, question.kind, { today: TODAY });
    expect(parsed.kind).toBe('value');
    if (parsed.kind !== 'value') return;
    const found = kind.check(parsed.value, question.kind, { today: TODAY });
    expect(found.filter((issue) => issue.level !== 'person')).toEqual([]);
  });
});

describe('printed forms', () => {
  test('the application form prints every heading and label of annex 1 in order', () => {
    expectInOrder(printedText('application_form'), [
      '附件 1',
      '面向“一带一路”国家可持续发展技术申报书',
      '技术成果名称：{{tech_name}}',
      '技术提供单位：{{applicant_org}}',
      '联系人：{{contact}}',
      '电话：{{phone}}',
      '邮箱：{{email}}',
      '申报日期：{{apply_date|date}}',
      '面向“一带一路”国家可持续发展技术申报书',
      '一、申报单位基本情况',
      '申报单位的性质',
      '{{org_nature}}',
      '主营范围',
      '{{org_scope}}',
      '{{org_work}}',
      '二、技术成果简介',
      '(一) 技术名称',
      '{{tech_name}}',
      '(二) 所属行业',
      '{{industry}}',
      '(三) 技术领域',
      '{{tech_field}}',
      '三、技术成果主要内容',
      '(一) 技术原理及工艺路线',
      '{{principle}}',
      '(二) 技术综合效益',
      '{{benefit}}',
      '{{indicators}}',
      '(三) 技术成熟度分析',
      '{{maturity}}',
      '(四) 技术适用性分析',
      '{{applicability}}',
      '(五) 技术稳定性',
      '{{stability}}',
      '(六) 技术安全性',
      '{{safety}}',
      '四、投资估算',
      '(一) 设备投资',
      '{{equipment_investment}}',
      '工程规模',
      '{{project_scale}}',
      '技术寿命',
      '{{technical_life}}',
      '(二) 运行维护费用',
      '单位产品',
      '原材料费\n{{cost_material',
      '水费\n{{cost_water',
      '电费\n{{cost_power',
      '人工费（工资）\n{{cost_labour',
      '设备折旧费\n{{cost_depreciation',
      '修理费\n{{cost_repair',
      '管理费\n{{cost_management',
      '{{om_total',
      '(三) 附加效益',
      '{{added_benefit}}',
      '{{benefit_method}}',
      '(四) 投资回收期',
      '静态投资回收期',
      '{{payback_years}}',
      '项目规模',
      '{{project_scale}}',
      '{{payback_basis}}',
      '典型案例的实际投资回收期',
      '{{cases}}',
      '五、技术知识产权归属',
      '（一）多家单位联合开发的，需同时注明。',
      '{{owners',
      '（二）取得专利等知识产权的，需注明专利号。',
      '{{patents}}',
      '（三）如为国家科技计划项目成果，需注明项目课题来源。',
      '{{programme_source}}',
      '（四）有多家单位参与技术研发的，需进行判断后选择有代表性的单位列举其名称。',
      '{{participants}}',
      '（五）重点关注国内知识产权技术，对国外引进的技术要求已实现国产化。',
      '{{localisation}}',
      '六、证明和补充材料',
      '（一）密切相关的专利证书、软件著作权证书',
      '{{certificates}}',
      '（二）技术知识产权声明',
      '{{ip_statement}}',
      '（三）其他材料',
      '{{other_evidence}}',
      '签字盖章页',
      '法定代表人签字：',
    ]);
  });

  test('the form’s instructions for filling in are not printed', () => {
    const text = printedText('application_form');
    for (const instruction of [
      '(格式)',
      '填报说明',
      '注意：',
      '不宜',
      '标明技术所属行业',
      '单位全称并加盖公章',
    ]) {
      expect(text).not.toContain(instruction);
    }
  });

  test('the letter of commitment is annex 2 word for word; signature and date are left for the hand', () => {
    const text = printedText('commitment_letter');
    expectInOrder(text, [
      '附件 2',
      '技术成果申报承诺书',
      '我单位郑重承诺：本次申报技术成果所提交的相关信息、数据及证明材料均真实、准确、可公开，并承担因材料虚假引起的全部责任。',
      '特此承诺。',
      '申报单位（盖章）',
      '法定代表人签字：',
    ]);
    const [date = '', signature = ''] = text.split('\n').reverse();
    expect(date.replace(/ +/g, ' ').trim()).toBe('年 月 日');
    expect(signature.trim()).toBe('法定代表人签字：');
  });
});
