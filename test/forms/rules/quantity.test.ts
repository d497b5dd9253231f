import { describe, expect, test } from 'vitest';
import { onText, run } from './context.ts';

describe('has_number_with_unit', () => {
  test.each([
    ['年处理粪污 10 万吨', []],
    ['减排三成以上', []],
    ['效果显著', ['no_number']],
    ['每年减少 2000', ['number_without_unit']],
  ])('%s', (text, codes) => {
    expect(onText({ rule: 'has_number_with_unit' }, text).map(({ code }) => code)).toEqual(codes);
  });
});

describe('relative_needs_baseline', () => {
  test.each([
    '与传统湿法工艺相比，能耗降低 30%',
    '能耗较常规工艺降低 30%',
    '能耗由 120 千瓦时降低至 80 千瓦时，下降 33%',
    '产气率波动在 8% 以内',
    '节水 12 万吨',
    '能耗降低 30%。水耗减少 20%。以上数据均与改造前相比',
  ])('fine: %s', (text) => {
    expect(onText({ rule: 'relative_needs_baseline' }, text)).toEqual([]);
  });

  test.each(['氨排放减少 65%', '效率提高 2 倍', '成本降低三成', '产量翻一番'])('asks: %s', (text) => {
    expect(onText({ rule: 'relative_needs_baseline' }, `先说一句。${text}`)).toEqual([
      { code: 'relative_without_baseline', level: 'person', params: { sentence: text }, path: 'own' },
    ]);
  });
});

describe('absolute_needs_scale', () => {
  test.each([
    '年处理 10 万吨粪污的工程每年减少化学需氧量 5200 吨',
    '每吨产品节水 3 吨',
    '能耗降低 30%',
    '重 3 吨',
  ])('fine: %s', (text) => {
    expect(onText({ rule: 'absolute_needs_scale' }, text)).toEqual([]);
  });

  test('asks for the size of the works', () => {
    expect(onText({ rule: 'absolute_needs_scale' }, '每年减少二氧化硫排放 2000 吨')).toMatchObject([
      {
        code: 'absolute_without_scale',
        level: 'person',
        params: { sentence: '每年减少二氧化硫排放 2000 吨' },
      },
    ]);
  });
});

describe('unit_style', () => {
  test.each([
    ['耗电 30 kwh', 'kwh → kWh'],
    ['处理 20 公斤', '公斤 → 千克（kg）'],
    ['节约 400 万度电', '度 → 千瓦时（kWh）'],
    ['节约 3 万吨标煤', '吨标煤 → 吨标准煤（tce）'],
    ['压力 2 Mpa', 'Mpa → MPa'],
    ['容积 300 m3，流量 20 M3', 'm3 → m³，M3 → m³'],
    ['PH 值 7', 'PH → pH'],
    ['年产 3000T', 'T → t'],
  ])('%s', (text, changes) => {
    expect(onText({ rule: 'unit_style' }, text)).toEqual([
      { code: 'unit_sign', level: 'should', params: { changes }, path: 'own' },
    ]);
  });

  test.each([
    '节约 3 万吨标准煤，用煤 200 吨煤炭',
    '耗电 30 kWh，35 度角',
    '温度 35 ℃，pH 值 7，功率 5 MW',
    'KTV 与 PHP',
  ])('fine: %s', (text) => {
    expect(onText({ rule: 'unit_style' }, text)).toEqual([]);
  });

  test('one unit written in two ways across the form', () => {
    const answers = {
      one: { shown: '耗电 300 千瓦时', label: '工艺' },
      two: { shown: '余电 20 kWh', label: '效益' },
    };
    expect(run({ rule: 'unit_style' }, { answers })).toEqual([
      {
        code: 'unit_mixed',
        level: 'should',
        params: { one: '千瓦时', other: 'kWh', first: '工艺', second: '效益' },
        path: 'two',
      },
    ]);
  });
});

describe('consistent_quantities', () => {
  const investment = {
    shown: '1800万元',
    plain: 1800,
    label: '设备投资',
    aliases: ['设备投资额'],
    type: 'money',
  };

  test.each([
    ['设备投资为 2000 万元', '设备投资为 2000 万元'],
    ['设备投资额约 0.2 亿元', '设备投资额约 0.2 亿元'],
    ['设备投资（不含土建）共 1500 万元', '设备投资（不含土建）共 1500 万元'],
  ])('differs: %s', (text, found) => {
    const answers = { investment, basis: { shown: text, label: '测算依据' } };
    expect(run({ rule: 'consistent_quantities', level: 'must' }, { answers })).toEqual([
      {
        code: 'quantity_differs',
        level: 'should',
        params: { label: '设备投资', stated: '1800万元', place: '测算依据', found },
        path: 'basis',
      },
    ]);
  });

  test.each([
    '设备投资 1800 万元',
    '设备投资 0.18 亿元',
    '设备投资 1800 万元，年收益 600 万元',
    '同类工程设备投资 3000 万元',
    '设备投资 20 万元/吨',
    '设备投资回收期 4 年',
  ])('agrees or speaks of something else: %s', (text) => {
    expect(run({ rule: 'consistent_quantities' }, { answers: { investment, basis: text } })).toEqual([]);
  });

  test('a row that pairs a name with a value', () => {
    const answers = {
      'indicators/r1/name': { shown: '氨排放减排率', label: '指标' },
      'indicators/r1/value': { shown: '65%', label: '数值', plain: 65 },
      text: { shown: '氨排放减排率达到 70%', label: '减排' },
    };
    expect(run({ rule: 'consistent_quantities' }, { answers })).toMatchObject([
      { code: 'quantity_differs', path: 'text', params: { label: '氨排放减排率', stated: '65%' } },
    ]);
  });
});

test('numbers_also_in: numbers of the panel text that the narrative does not have', () => {
  const answers = {
    panel: '减排 65%，处理 10 万吨',
    narrative: { shown: '年处理 100000 吨', label: '文字说明' },
  };
  expect(run({ rule: 'numbers_also_in', other: 'narrative' }, { answers, at: 'panel' })).toEqual([
    { code: 'numbers_not_in', level: 'person', params: { numbers: '65%', other: '文字说明' } },
  ]);
  const more = { ...answers, targets: { shown: '减排 65% 以上', label: '技术指标' } };
  expect(
    run({ rule: 'numbers_also_in', other: 'narrative', others: ['targets'] }, { answers: more, at: 'panel' }),
  ).toEqual([]);
});

describe('currency_named', () => {
  const missing = (text: string) =>
    onText({ rule: 'currency_named' }, text).map(({ params }) => params.number);

  test.each([
    '投入科研经费人民币 680 万元，派出 26 人次',
    '投入 90 万美元和 10 年的观测数据',
    '人民币300万',
    'US$ 50 万，另有设备 3 套',
    '投入 300 万卢布',
    '派出专家 12 人次，提供试验地',
  ])('fine: %s', (text) => {
    expect(missing(text)).toEqual([]);
  });

  test.each([
    ['投入 680 万，派出 26 人次', '680 万'],
    ['经费共 2.3 亿', '2.3 亿'],
    ['投入 500', '500'],
  ])('%s', (text, number) => {
    expect(missing(text)).toEqual([number]);
  });

  test('is a warning, with the way out', () => {
    expect(onText({ rule: 'currency_named' }, '投入 680 万')).toEqual([
      { code: 'currency_missing', level: 'should', params: { number: '680 万' }, path: 'own' },
    ]);
  });
});
