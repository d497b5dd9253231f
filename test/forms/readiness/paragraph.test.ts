import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showDay } from '../../../forms/kinds/calendar.ts';
import {
  assess,
  type Evidence,
  type ItemAnswer,
  type LadderAnswers,
} from '../../../forms/readiness/assess.ts';
import { paragraphText } from '../../../forms/readiness/paragraph.ts';
import { Scale } from '../../../forms/readiness/scale.ts';
import { nasa9 } from '../../../forms/readiness/scales/nasa9.ts';
import { trl13 } from '../../../forms/readiness/scales/trl13.ts';

const report: Evidence = { title: '运行报告', date: '2024-05', issuer: '示例检测中心', number: 'JC-12' };
const note: Evidence = { title: '《鉴定证书》', where: '档案室', files: ['证书.pdf'] };
const shown = (proof: ItemAnswer & { state: 'met' }): ItemAnswer => proof;
const met = (proof: Evidence | 'none'): ItemAnswer => shown({ state: 'met', proof });

function paragraph(scale: Scale, answers: Partial<LadderAnswers> & { claimed: number }): string {
  const whole: LadderAnswers = { numbers: {}, levels: new Map(), below: new Map(), ...answers };
  const result = assess(scale, whole);
  return result ? paragraphText(scale, result, whole, showDay) : '';
}

describe('a ladder as a paragraph', () => {
  it('tells what is done, on which evidence, in which environment, level by level', () => {
    const levels = new Map([
      [7, { items: [met(report)], sameConditions: { yes: false, reason: '当时只有两孔。' } }],
      [8, { items: [met(note), met(note)], sameConditions: { yes: true } }],
      [9, { items: [met('none')], sameConditions: { yes: true } }],
    ]);
    expect(paragraph(nasa9, { claimed: 9, levels, below: new Map([[6, true]]) })).toBe(
      '该技术此前各阶段的研究和试验工作均已完成。' +
        '系统样机已在实际使用环境中演示，依据为《运行报告》（2024年5月，示例检测中心出具，编号JC-12）。' +
        '实际系统已经建成，系统已通过试验和鉴定，依据为《鉴定证书》。' +
        '系统已在实际任务中成功运行。' +
        '其中《运行报告》取得时的环境或规模与本次申报有差别：当时只有两孔。其余材料取得时的环境和规模与本次申报一致。',
    );
  });

  it('names what is missing and what does not apply in the person’s words', () => {
    const levels = new Map([
      [
        5,
        { items: [met(report), met(report), { state: 'not_applicable', reason: '成熟工艺，' }, met(report)] },
      ],
      [6, { items: [met(report), { state: 'not_met' }, { state: 'not_met', missing: '还差高温工况。' }] }],
    ] as [number, { items: ItemAnswer[] }][]);
    expect(paragraph(trl13, { claimed: 7, levels })).toBe(
      '功能样品已经做出，图纸已经完成，样品已通过测试，功能样机演示测试合格，' +
        '依据为《运行报告》（2024年5月，示例检测中心出具，编号JC-12）。' +
        '“工艺设计”对本技术不适用：成熟工艺。尚待完成的工作：性能指标；工艺验证（还差高温工况）。',
    );
  });

  it('tells of the levels that numbers decide without their figures', () => {
    const levels = new Map([[11, { items: [], proof: report }]]);
    const numbers = { income_year: 300, cost_year: 200 };
    const said = paragraph(trl13, { claimed: 13, levels, numbers });
    expect(said).toBe('已开始年度盈利，依据为《运行报告》（2024年5月，示例检测中心出具，编号JC-12）。');
    expect(paragraph(trl13, { claimed: 13, levels, numbers: { income_year: 100, cost_year: 200 } })).toBe('');
  });

  it('is empty as long as nothing is met, and does without prose in a scale of one’s own', () => {
    expect(paragraph(nasa9, { claimed: 9 })).toBe('');
    expect(paragraph(nasa9, { claimed: 9, levels: new Map([[7, { items: [{ state: 'not_met' }] }]]) })).toBe(
      '',
    );
    const level = {
      name: '一',
      criterion: '甲',
      evidence: ['报告'],
      items: [{ label: '图样', ask: '有吗？' }],
    };
    const own = Scale.parse({ id: 'own', title: '自己的', source: '本单位', levels: [level, level] });
    expect(paragraph(own, { claimed: 1, levels: new Map([[1, { items: [met('none')] }]]) })).toBe(
      '“图样”一项已经做到。',
    );
  });

  it('names no level and keeps every document of what is met, whatever the answers', () => {
    const evidence = fc.record({ title: fc.constantFrom('甲报告', '乙报告', '丙证书') });
    const item: fc.Arbitrary<ItemAnswer> = fc.oneof(
      evidence.map((proof): ItemAnswer => ({ state: 'met', proof })),
      fc.constant<ItemAnswer>({ state: 'met', proof: 'none' }),
      fc.constant<ItemAnswer>({ state: 'not_met', missing: '还差试验' }),
      fc.constant<ItemAnswer>({ state: 'not_applicable', reason: '不涉及' }),
    );
    const ladder = fc.record({
      scale: fc.constantFrom(nasa9, trl13),
      claimed: fc.integer({ min: 1, max: 9 }),
      items: fc.array(fc.array(item, { minLength: 4, maxLength: 4 }), { minLength: 9, maxLength: 9 }),
    });
    fc.assert(
      fc.property(ladder, ({ scale, claimed, items }) => {
        const levels = new Map(
          items.map((each, at) => [
            at + 1,
            { items: each.slice(0, scale.levels[at]?.items.length ?? 0), sameConditions: { yes: true } },
          ]),
        );
        const answers: LadderAnswers = { claimed, numbers: {}, levels, below: new Map() };
        const result = assess(scale, answers);
        const said = result ? paragraphText(scale, result, answers, showDay) : '';
        expect(said).not.toMatch(/[0-9一二三四五六七八九十]级|等级|undefined|\{/);
        for (const { level } of result?.levels ?? []) {
          for (const each of levels.get(level)?.items ?? []) {
            if (each.state === 'met' && typeof each.proof === 'object')
              expect(said).toContain(each.proof.title);
          }
        }
      }),
    );
  });
});
