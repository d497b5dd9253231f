import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strictCount, wordCount } from '../../../forms/rules/words.ts';
import { onText, run } from './context.ts';

describe('banned_words', () => {
  const entry = { rule: 'banned_words', words: ['研究', '产业', '应用'] };

  test('names the words that stand there', () => {
    expect(onText(entry, '秸秆气化研究与应用技术')).toEqual([
      { code: 'banned_words', level: 'should', params: { words: '研究、应用' }, path: 'own' },
    ]);
  });

  test('nothing to say about a good name', () => {
    expect(onText(entry, '畜禽粪污中温厌氧发酵技术')).toEqual([]);
  });

  test('the call sets level and sentence', () => {
    const [issue] = onText({ ...entry, level: 'person', say: '请再想想这个名称' }, '产业技术');
    expect(issue).toMatchObject({ level: 'person', params: { say: '请再想想这个名称' } });
  });
});

describe('no_latin_abbreviation', () => {
  test.each([
    ['MBR 污水处理技术', 'latin_abbreviation', 'must', 'MBR'],
    ['ＭＢＲ污水处理技术', 'latin_abbreviation', 'must', 'MBR'],
    ['CO2 捕集技术', 'latin_formula', 'person', 'CO2'],
    ['NOx 脱除技术', 'latin_formula', 'person', 'NOx'],
    ['10 MW 储能技术', 'latin_formula', 'person', 'MW'],
  ])('%s', (name, code, level, words) => {
    expect(onText({ rule: 'no_latin_abbreviation' }, name)).toEqual([
      { code, level, params: { words }, path: 'own' },
    ]);
  });

  test.each(['膜生物反应器污水处理技术', 'X 射线检测技术', 'H2O 处理'])('fine: %s', (name) => {
    expect(onText({ rule: 'no_latin_abbreviation' }, name)).toEqual([]);
  });
});

describe('text_limit', () => {
  const entry = { rule: 'text_limit', max: 10 };

  test('ten characters pass, spaces do not count', () => {
    expect(onText(entry, '一二三四五 六七八九十\n')).toEqual([]);
  });

  test('eleven do not', () => {
    expect(onText(entry, '一二三四五六七八九十一')).toEqual([
      { code: 'text_limit', level: 'must', params: { count: 11, word: 11, max: 10, over: 1 } },
    ]);
  });

  test('a text that passes only by Word’s count is warned of', () => {
    expect(onText(entry, '膜生物反应器membrane')).toEqual([
      { code: 'text_limit_word', level: 'should', params: { count: 14, word: 7, max: 10, over: 4 } },
    ]);
  });

  test('the parts of one answer count together', () => {
    const form = {
      answers: {
        'work/a': '一二三四五六',
        'work/b': '七八九十一',
        work: { state: 'given' as const, value: true },
      },
      at: 'work',
    };
    expect(run(entry, form)).toMatchObject([{ code: 'text_limit', params: { count: 11 } }]);
  });

  test('Word never counts more than the strict way', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => wordCount(text) <= strictCount(text)));
  });
});

test('name_pattern tells the signs that no file name may have', () => {
  expect(onText({ rule: 'name_pattern' }, '水/气: 联合处理')).toEqual([
    { code: 'name_signs', level: 'should', params: { signs: '/ :' }, path: 'own' },
  ]);
  expect(onText({ rule: 'name_pattern' }, '“一带一路”联合处理')).toEqual([]);
  expect(onText({ rule: 'name_pattern', ends_with: '技术' }, '水处理方法')).toMatchObject([
    { code: 'name_end' },
  ]);
});

describe('abbreviations_expanded', () => {
  const whole = (answers: Record<string, string>, more = {}) =>
    run({ rule: 'abbreviations_expanded', ...more }, { answers }).map(({ code, params, path }) => [
      code,
      params.abbreviation,
      path,
    ]);

  test.each([
    '采用膜生物反应器（MBR）工艺，MBR 出水稳定',
    '采用 MBR（膜生物反应器）工艺',
    '采用膜生物反应器(Membrane Bioreactor, MBR)工艺',
    '采用 MBR（Membrane Bio Reactor）工艺',
    'PM2.5 和 CO2 的浓度，DN200 管道，5 MW，10 kWh，S7-1200 控制器，型号 ABC-200',
    '专利 ZL202010566088.9，邮箱 SHENBAO@example.com',
  ])('fine: %s', (text) => {
    expect(whole({ one: text })).toEqual([]);
  });

  test('the first use without its full name', () => {
    expect(whole({ one: '采用 MBR 工艺', two: 'MBR 出水稳定，VOCs 达标' })).toEqual([
      ['abbreviation', 'MBR', 'one'],
      ['abbreviation', 'VOCs', 'two'],
    ]);
  });

  test('a full name that comes too late', () => {
    expect(whole({ one: '采用 MBR 工艺', two: '膜生物反应器（MBR）' })).toEqual([
      ['abbreviation_late', 'MBR', 'one'],
    ]);
  });

  test('the call may allow one', () => {
    expect(whole({ one: '采用 MBR 工艺' }, { allow: ['MBR'] })).toEqual([]);
  });
});

describe('text_limit over parts that are printed under headings', () => {
  const entry = { rule: 'text_limit', max: 20, labels: true };
  const check = (background: string, place = '北京') =>
    run(entry, {
      at: 'whole',
      answers: {
        whole: { shown: `${place}\n${background}`, value: { of: 'x' } },
        'whole/place': { shown: place, label: '地点', type: 'short_text' },
        'whole/background': { shown: background, label: '背景' },
        other: '不在里面的文字',
      },
    });

  test('counts the headings of long parts and the labels of short ones', () => {
    // 2 + 11 characters of text, 地点： and 一、背景: 20 in all.
    expect(check('十一个字十一个字十一个')).toEqual([]);
    expect(check('十二个字十二个字十二个字')).toEqual([
      { code: 'text_limit_labels', level: 'should', params: { count: 14, whole: 21, max: 20 } },
    ]);
  });

  test('the text alone is refused beyond the limit', () => {
    expect(check('十九个字十九个字十九个字十九个字十九个').map(({ code, level }) => [code, level])).toEqual([
      ['text_limit', 'must'],
    ]);
  });

  test('a part that is empty prints no heading', () => {
    expect(check('十四个字十四个字十四个字十四', '')).toEqual([]);
  });
});
