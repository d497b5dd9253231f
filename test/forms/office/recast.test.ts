import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import type { SheetCell, SheetPage } from '../../../forms/documents/ports.ts';
import { buildTable } from '../../../forms/documents/table.ts';
import { headingsIn, recast } from '../../../forms/office/recast.ts';
import { planOf } from '../../../forms/plan.ts';
import { caseAnswers } from '../../fixtures/handed.ts';

const catalog = loadCalls([OWN_CALLS]);
const call = catalog.get('shandong-intl-2025')!;
const spec = call.summary_table!;
const plan = planOf(call, caseAnswers(call, '2025-03-26'));
const model = buildTable(spec, [{ plan, making: { revision: 1, draft: false } }]);

const page = (rows: readonly (readonly string[])[], hidden = false): SheetPage => ({
  name: '表',
  hidden,
  merges: [],
  hiddenColumns: [],
  rows: rows.map((cells, at) => ({
    number: at + 1,
    hidden: false,
    cells: new Map<number, SheetCell>(cells.map((text, column) => [column + 1, { kind: 'text', text }])),
  })),
});

describe('an office’s own table', () => {
  test('its row of headings is the one that is known best, wherever it stands', () => {
    const sheets = [
      page([['说明：请填写'], ['项目名称', '建议人']], true),
      page([
        ['2025年汇总'],
        ['主管部门：', '单位'],
        ['编号', '项目名称', '建议\n单位', '电话'],
        ['1', '甲', '乙', '丙'],
      ]),
    ];
    expect(headingsIn(sheets, spec)).toEqual(['编号', '项目名称', '建议单位', '电话']);
    expect(headingsIn([page([['甲', '乙']])], spec)).toBeUndefined();
    expect(headingsIn([], spec)).toBeUndefined();
  });

  test('is filled in its own order by titles and aliases, width and brackets making no difference', () => {
    const headings = ['电话', '项目名称', '项目计划总投入（万元）', '备注', '建议单位'];
    const made = recast(model, spec, headings);
    expect(made.model.columns.map(({ title }) => title)).toEqual(headings);
    expect(made.model.rows[0]).toEqual([
      '0532-00000000',
      '高通量抗润湿膜蒸馏材料及高盐废水资源化合作研发',
      1200,
      null,
      '海岱示例理工大学',
    ]);
    expect(made.empty).toEqual(['备注']);
    expect(made.left).toContain('产业领域');
  });

  test('under the notice’s own headings in any order every cell is where it was', () => {
    const titles = spec.columns.map(({ title }) => title);
    fc.assert(
      fc.property(fc.shuffledSubarray(titles, { minLength: titles.length }), (headings) => {
        const made = recast(model, spec, headings);
        expect(made.empty).toEqual([]);
        expect(made.left).toEqual([]);
        for (const [at, row] of made.model.rows.entries())
          for (const [column, title] of headings.entries())
            expect(row[column]).toBe(model.rows[at]?.[titles.indexOf(title)] ?? null);
      }),
    );
  });

  test('no alias of one call’s column is another column’s title or alias', () => {
    for (const each of catalog.list()) {
      const names = (each.summary_table?.columns ?? []).flatMap(({ title, aliases }) => [title, ...aliases]);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    }
  });
});
