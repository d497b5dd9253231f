import { describe, expect, test } from 'vitest';
import { onText, run } from './context.ts';

const rows = (...names: string[]) => ({ value: { rows: names, closed: true } });

describe('same_as', () => {
  test('spaces and width of signs do not matter, words do', () => {
    const answers = {
      name: { shown: '某某 环境（集团）公司', label: '单位' },
      letter: { shown: '某某环境(集团)公司', label: '承诺书单位' },
    };
    expect(run({ rule: 'same_as', others: ['name'] }, { answers, at: 'letter' })).toEqual([]);
    expect(
      run(
        { rule: 'same_as', others: ['name'] },
        { answers: { ...answers, letter: { shown: '某某公司', label: '承诺书单位' } }, at: 'letter' },
      ),
    ).toEqual([
      {
        code: 'not_same',
        level: 'must',
        params: { label: '承诺书单位', own: '某某公司', other: '单位', there: '某某 环境（集团）公司' },
        path: 'letter',
      },
    ]);
  });

  test('under the call the first is compared with the rest', () => {
    expect(
      run({ rule: 'same_as', others: ['a', 'b', 'c'] }, { answers: { a: '甲', b: '乙', c: '甲' } }),
    ).toMatchObject([{ params: { own: '甲', there: '乙' } }]);
  });

  test('an answer still to come is no difference', () => {
    expect(run({ rule: 'same_as', others: ['b'] }, { answers: { a: '甲' }, at: 'a' })).toEqual([]);
  });
});

describe('sum_equals', () => {
  const costs = { water: 0.3, power: 6.5, labour: 5.15 };

  test.each([
    [11.95, []],
    [12, ['sum_differs']],
    [11.9, []],
    [12.1, ['sum_differs']],
  ])('stated %d', (total, codes) => {
    const issues = run(
      { rule: 'sum_equals', items: ['water', 'power', 'labour'] },
      { answers: { ...costs, total }, at: 'total' },
    );
    expect(issues.map(({ code }) => code)).toEqual(codes);
  });

  test('tells the sum, the total and what is between', () => {
    expect(
      run(
        { rule: 'sum_equals', items: ['water', 'power', 'labour'], total: 'total' },
        { answers: { ...costs, total: 15 } },
      ),
    ).toEqual([
      {
        code: 'sum_differs',
        level: 'must',
        params: { sum: '11.95', total: '15', difference: '3.05' },
        path: 'total',
      },
    ]);
  });

  test('decimals are added exactly', () => {
    expect(
      run(
        { rule: 'sum_equals', items: ['a', 'b'] },
        { answers: { a: 0.1, b: 0.2, total: 0.3 }, at: 'total' },
      ),
    ).toEqual([]);
  });

  test('a column of rows', () => {
    const answers = { list: rows('r1', 'r3'), 'list/r1/amount': 2, 'list/r3/amount': 3, total: 6 };
    expect(
      run({ rule: 'sum_equals', rows: 'list', column: 'amount' }, { answers, at: 'total' }),
    ).toMatchObject([{ params: { sum: '5' } }]);
    expect(
      run({ rule: 'sum_at_most', rows: 'list', column: 'amount', limit_of: 'total' }, { answers }),
    ).toEqual([]);
    expect(run({ rule: 'sum_at_most', rows: 'list', column: 'amount', limit: 4 }, { answers })).toMatchObject(
      [{ code: 'sum_too_large', params: { sum: '5', limit: '4' } }],
    );
  });
});

describe('at_most and at_least', () => {
  test('support is not above the budget', () => {
    const answers = { budget: { plain: 500, label: '项目计划总投入' }, support: 600 };
    expect(run({ rule: 'at_most', than: 'budget' }, { answers, at: 'support' })).toEqual([
      { code: 'above_limit', level: 'must', params: { own: '600', limit: '500', other: '项目计划总投入' } },
    ]);
  });

  test.each([
    [5, []],
    [4, [['below_limit_equal', 'should']]],
    [3, [['below_limit', 'must']]],
  ])('expected level %d against 4, in the same row first', (expected, found) => {
    const answers = { now: 9, 'list/r1/now': 4, 'list/r1/then': expected };
    const issues = run({ rule: 'at_least', than: 'now', equal: 'should' }, { answers, at: 'list/r1/then' });
    expect(issues.map(({ code, level }) => [code, level])).toEqual(found);
  });
});

describe('list_equals', () => {
  const entry = {
    rule: 'list_equals',
    rows: 'form',
    column: 'name',
    other_rows: 'report',
    other_column: 'title',
  };
  const answers = (...titles: string[]) => ({
    form: { ...rows('r1', 'r2'), label: '信息表' },
    'form/r1/name': '甲技术',
    'form/r2/name': '乙技术',
    report: { ...rows(...titles.map((_, index) => `r${index + 1}`)), label: '说明报告' },
    ...Object.fromEntries(titles.map((title, index) => [`report/r${index + 1}/title`, title])),
  });

  test('same names, same order', () => {
    expect(run(entry, { answers: answers('甲技术', '乙 技术') })).toEqual([]);
  });

  test('another order, another length', () => {
    expect(run(entry, { answers: answers('乙技术', '甲技术') })).toMatchObject([
      { code: 'list_differs', params: { number: 1, own: '甲技术', there: '乙技术' } },
    ]);
    expect(run(entry, { answers: answers('甲技术') })).toMatchObject([
      { code: 'list_length', params: { count: 2, there: 1 } },
    ]);
  });
});

test('distinct: the later of two rows that say the same is told', () => {
  const answers = {
    list: { value: { rows: ['r2', 'r5', 'r1'], closed: true } },
    'list/r2/name': '膜 组件技术',
    'list/r5/name': '膜材料技术',
    'list/r1/name': '膜组件技术',
  };
  const entry = { rule: 'distinct' };
  expect(run(entry, { answers, at: 'list/r1/name' })).toEqual([
    { code: 'repeated', level: 'must', params: { own: '膜组件技术', number: 1 } },
  ]);
  expect(run(entry, { answers, at: 'list/r2/name' })).toEqual([]);
  expect(run(entry, { answers, at: 'list/r5/name' })).toEqual([]);
  expect(onText(entry, '膜组件技术')).toEqual([]);
});

test('choice_limits_choice tells what the notice lists, by title', () => {
  const field = {
    shown: '新材料',
    plain: 'material',
    kind: {
      options: [
        { value: 'material', title: '新材料' },
        { value: 'ocean', title: '现代海洋' },
        { value: 'health', title: '医养健康' },
      ],
    },
  };
  const entry = { rule: 'choice_limits_choice', other: 'region', allowed: { hk: ['health', 'ocean'] } };
  const region = { shown: '港澳台地区', plain: 'hk', label: '合作国别、地区' };
  expect(run(entry, { answers: { region, field }, at: 'field' })).toEqual([
    {
      code: 'choice_unusual',
      level: 'should',
      params: { own: '新材料', other: '合作国别、地区', there: '港澳台地区', usual: '医养健康、现代海洋' },
    },
  ]);
  expect(run(entry, { answers: { region: { ...region, plain: 'multi' }, field }, at: 'field' })).toEqual([]);
});

test('choice_limits_choice quotes the notice where it lists what is no option, and names the free choice', () => {
  const field = {
    shown: '其他：水处理',
    plain: 'other',
    kind: { options: [{ value: 'material', title: '新材料' }], other: true },
  };
  const entry = {
    rule: 'choice_limits_choice',
    other: 'region',
    allowed: { leading: ['material'] },
    listed: { leading: '新材料、公共卫生' },
  };
  const region = { shown: '创新领先国家', plain: 'leading', label: '地区' };
  expect(run(entry, { answers: { region, field }, at: 'field' })).toMatchObject([
    { params: { own: '其他', usual: '新材料、公共卫生' } },
  ]);
  const titled = { ...field, kind: { ...field.kind, other: { title: '别的' } } };
  expect(run(entry, { answers: { region, field: titled }, at: 'field' })).toMatchObject([
    { params: { own: '别的' } },
  ]);
});

describe('choice_limits_choice as a hard rule', () => {
  const tasks = [
    { value: 'training', title: '培训班' },
    { value: 'create', title: '新建实验室' },
    { value: 'both', title: '都有' },
  ];
  const actions = [
    { value: 'exchange', title: '人文交流' },
    { value: 'laboratory', title: '联合实验室' },
  ];
  const entry = {
    rule: 'choice_limits_choice',
    level: 'must',
    other: 'action',
    allowed: { exchange: ['training', 'both'], laboratory: ['create', 'both'], park: ['both'] },
  };
  const action = (plain: string, shown: string) => ({
    shown,
    plain,
    label: '行动',
    type: 'choice',
    kind: { options: actions },
  });
  const task = (plain: string, shown: string) => ({ shown, plain, kind: { options: tasks } });

  test('looks into its own row first, and proposes the only choice there to which this one belongs', () => {
    const answers = {
      'needs/r1/action': action('laboratory', '联合实验室'),
      'needs/r2/action': action('exchange', '人文交流'),
      'needs/r2/task': task('create', '新建实验室'),
    };
    expect(run(entry, { answers, at: 'needs/r2/task' })).toEqual([
      {
        code: 'choice_elsewhere',
        level: 'must',
        params: {
          own: '新建实验室',
          other: '行动',
          there: '人文交流',
          usual: '培训班、都有',
          home: '联合实验室',
        },
        remedy: { path: 'needs/r2/action', value: 'laboratory' },
      },
    ]);
  });

  test('what belongs to it, alone or among others, is fine; nothing is found while there is no choice there', () => {
    const answers = {
      'needs/r1/action': action('exchange', '人文交流'),
      'needs/r1/task': task('both', '都有'),
    };
    expect(run(entry, { answers, at: 'needs/r1/task' })).toEqual([]);
    expect(run(entry, { answers: { 'needs/r1/task': task('create', 'x') }, at: 'needs/r1/task' })).toEqual(
      [],
    );
  });

  test('what belongs to several others is only refused', () => {
    const answers = {
      'needs/r1/action': action('exchange', '人文交流'),
      'needs/r1/task': task('create', '新建实验室'),
    };
    const allowed = { ...entry.allowed, park: ['create'] };
    const found = run({ ...entry, allowed }, { answers, at: 'needs/r1/task' });
    expect(found).toMatchObject([{ code: 'choice_not_with', level: 'must' }]);
    expect(found[0]).not.toHaveProperty('remedy');
  });
});

describe('one_of_names', () => {
  const entry = {
    rule: 'one_of_names',
    names: ['长安大学', { name: '部规划院', also: ['交通运输部规划研究院'] }, '公路局', '公路院'],
  };
  const found = (unit: string) => run(entry, { answers: { unit }, at: 'unit' });

  test.each(['长安大学', '长安 大学', '部规划院', '交通运输部规划研究院'])('%s is on the list', (unit) => {
    expect(found(unit)).toEqual([]);
  });

  test.each([
    ['长安大学公路学院', '长安大学'],
    ['规划院', '部规划院'],
  ])('%s is proposed as %s', (unit, name) => {
    expect(found(unit)).toEqual([
      {
        code: 'listed_as',
        level: 'must',
        params: { own: unit, count: 4, name },
        remedy: { path: 'unit', value: name },
      },
    ]);
  });

  test.each(['西安交通大学', '公路', '大', '部规划院和长安大学'])('%s is refused without a guess', (unit) => {
    expect(found(unit)).toEqual([{ code: 'not_listed', level: 'must', params: { own: unit, count: 4 } }]);
  });
});

describe('date_limit', () => {
  const deadlines = [
    {
      id: 'official',
      name: '推荐单位报送截止',
      who: 'recommender' as const,
      official: true,
      date: '2025-04-18',
      status: 'stated' as const,
    },
  ];

  test.each([
    ['2025-04-18', []],
    ['2025-04-19', ['date_too_late']],
    ['2025-04', []],
    ['2025-05', ['date_too_late']],
    ['2025', []],
    ['2026', ['date_too_late']],
  ])('%s against a day', (day, codes) => {
    const issues = run(
      { rule: 'date_limit', not_after: '2025-04-18' },
      { answers: { day: { plain: day, shown: day } }, at: 'day' },
    );
    expect(issues.map(({ code }) => code)).toEqual(codes);
  });

  test('a deadline of the call is told by name', () => {
    expect(
      run(
        { rule: 'date_limit', not_after_deadline: 'official' },
        { answers: { day: { plain: '2025-05-01', shown: 'x' } }, at: 'day', deadlines },
      ),
    ).toEqual([
      {
        code: 'date_too_late',
        level: 'must',
        params: { date: '2025年5月1日', limit: '2025年4月18日', name: '推荐单位报送截止' },
      },
    ]);
  });

  test('another date, a range, today', () => {
    const answers = {
      start: { plain: '2025-03-01', shown: 'x', label: '开始' },
      end: { plain: '2025-02-01', shown: 'x' },
      span: { plain: ['2024-01-01', '2026-01-01'], shown: 'x' },
    };
    expect(run({ rule: 'date_limit', not_before_date_of: 'start' }, { answers, at: 'end' })).toMatchObject([
      { code: 'date_too_early', params: { name: '开始' } },
    ]);
    expect(
      run({ rule: 'date_limit', not_after_today: true }, { answers, at: 'span', today: '2025-03-20' }),
    ).toMatchObject([{ code: 'date_too_late', params: { date: '2026年1月1日', limit: '2025年3月20日' } }]);
  });
});

describe('has_date', () => {
  const codes = (text: string, more = {}) =>
    onText({ rule: 'has_date', ...more }, text).map(({ code }) => code);

  test.each([
    '2013年9月5日至7日',
    '2013-09-05',
    '2013.9 起',
    '２０１３年９月',
    '每年一次，首次在 2013 年 10 月',
  ])('fine: %s', (text) => {
    expect(codes(text)).toEqual([]);
  });

  test.each(['秋天，为期三天', '2013年', '2013年13月', '编号 20130905', '去年底'])('no date: %s', (text) => {
    expect(codes(text)).toEqual(['no_date_month']);
  });

  test('a year alone will do where the call says so', () => {
    expect(codes('2013年开始', { precision: 'year' })).toEqual([]);
    expect(codes('很早开始', { precision: 'year' })).toEqual(['no_date_year']);
  });
});
