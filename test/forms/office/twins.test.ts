import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alike, alikePairs, foldTitle, foldUnit, pairsOf } from '../../../forms/office/likeness.ts';
import { commonRun, SURE, sharedTexts } from '../../../forms/office/overlap.ts';
import {
  findTwins,
  type Sample,
  TITLE_ALIKE,
  TITLE_ALIKE_AT_HOME,
  titleSimilarity,
} from '../../../forms/office/twins.ts';

const sample = (id: string, more: Partial<Sample> = {}): Sample => ({
  id,
  title: `题目${id}`,
  unit: '',
  person: '',
  identifiers: [],
  text: '',
  ...more,
});

const PARAGRAPH =
  '本项目面向沿海高盐废水处理中膜污染严重、能耗偏高的难题，合作开发抗润湿膜材料和低温余热驱动的膜蒸馏成套装备，' +
  '在两处示范工程连续运行一百八十天，考核产水电导率、通量衰减率和吨水能耗三项指标，形成可复制的工程设计规范。';

describe('names', () => {
  test.each([
    ['高盐废水“膜蒸馏”资源化技术', '高盐废水膜蒸馏资源化技术'],
    ['ＣＯ２捕集与利用', 'co2捕集与利用'],
    ['海岛微网储能／海水淡化 联合示范', '海岛微网储能/海水淡化联合示范'],
  ])('%s and %s differ in spelling only', (left, right) => {
    expect(titleSimilarity(left, right)).toBe(1);
  });

  test.each([
    ['青岛示例膜科技有限公司', '青岛示例膜科技'],
    ['青岛示例膜科技股份有限公司', '青岛示例膜科技集团有限公司'],
    ['青岛示例（烟台）研究院', '青岛示例(烟台)研究院'],
  ])('%s and %s are one organisation', (left, right) => {
    expect(foldUnit(left)).toBe(foldUnit(right));
  });

  test('a legal form alone is a name, and a title of fillers keeps them', () => {
    expect(foldUnit('有限公司')).toBe('有限公司');
    expect(foldTitle('合作研究项目')).toBe('合作研究项目');
  });

  /** Invented pairs: what a person would call the same, and what is only of one field. */
  const SAME = [
    ['高通量抗润湿膜蒸馏材料及高盐废水资源化合作研发', '高通量抗润湿膜蒸馏材料与高盐废水资源化联合研发'],
    ['海岛微网储能与海水淡化联合示范', '海岛微电网储能与海水淡化联合示范'],
    ['畜禽粪污中温厌氧发酵与沼液膜浓缩还田技术', '畜禽粪污中温厌氧发酵及沼液膜浓缩还田关键技术研究'],
    ['深海养殖网箱智能投饵机器人研究与应用', '深海养殖网箱的智能投饵机器人'],
    ['盐碱地耐盐水稻品种选育与示范', '耐盐水稻品种选育与盐碱地示范'],
    ['基于数字孪生的高速公路桥梁健康监测平台', '高速公路桥梁健康监测数字孪生平台'],
    ['面向港口的氢燃料电池重型卡车关键技术', '港口氢燃料电池重型卡车技术开发'],
    ['钢渣碳酸化固碳制备建材成套工艺', '钢渣碳酸化固碳制建材成套工艺'],
  ] as const;
  const DIFFERENT = [
    ['高通量抗润湿膜蒸馏材料及高盐废水资源化合作研发', '高通量反渗透膜材料及市政污水回用合作研发'],
    ['海岛微网储能与海水淡化联合示范', '海岛生态修复与珊瑚移植联合示范'],
    ['畜禽粪污中温厌氧发酵与沼液膜浓缩还田技术', '餐厨垃圾干式厌氧发酵与沼气提纯技术'],
    ['深海养殖网箱智能投饵机器人研究与应用', '深海采矿车智能避障控制研究与应用'],
    ['盐碱地耐盐水稻品种选育与示范', '盐碱地改良微生物菌剂研制与示范'],
    ['基于数字孪生的高速公路桥梁健康监测平台', '基于数字孪生的化工园区应急管理平台'],
    ['面向港口的氢燃料电池重型卡车关键技术', '面向机场的电动牵引车关键技术'],
    ['钢渣碳酸化固碳制备建材成套工艺', '赤泥脱碱制备路基材料成套工艺'],
  ] as const;

  test('the measure parts the same from the different: all of one kind above the limit, all of the other below', () => {
    const same = SAME.map(([left, right]) => titleSimilarity(left, right));
    const different = DIFFERENT.map(([left, right]) => titleSimilarity(left, right));
    expect(Math.min(...same)).toBeGreaterThanOrEqual(TITLE_ALIKE);
    expect(Math.max(...different)).toBeLessThan(TITLE_ALIKE_AT_HOME);
  });

  const name = fc.string({ unit: fc.constantFrom(...'海岛微网储能膜水热泵氢碳一二'), maxLength: 14 });

  test('no pair that is alike is missed, none is invented', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 25 }), fc.constantFrom(0.5, 0.7, 0.9), (names, least) => {
        const sets = names.map(pairsOf);
        const every = sets.flatMap((left, at) =>
          sets.flatMap((right, index) =>
            index > at && alike(left, right) >= least ? [`${at} ${index}`] : [],
          ),
        );
        const found = alikePairs(sets, least).map(({ left, right }) => `${left} ${right}`);
        expect(found.toSorted()).toEqual(every.toSorted());
      }),
    );
  });

  test('likeness is symmetric, at most 1, and 1 with itself', () => {
    fc.assert(
      fc.property(name, name, (left, right) => {
        const [one, other] = [pairsOf(left), pairsOf(right)];
        expect(alike(one, other)).toBe(alike(other, one));
        expect(alike(one, other)).toBeLessThanOrEqual(1);
        if (left !== '') expect(alike(one, one)).toBe(1);
      }),
    );
  });
});

describe('texts', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'天地玄黄宇宙洪荒日月盈昃辰宿列张'),
    minLength: 0,
    maxLength: 200,
  });

  test('a common run long enough always leaves its trace', () => {
    fc.assert(
      fc.property(
        letters,
        letters,
        letters,
        letters,
        fc.string({
          unit: fc.constantFrom(...'寒来暑往秋收冬藏闰余成岁'),
          minLength: SURE + 130,
          maxLength: SURE + 160,
        }),
        (a, b, c, d, run) => {
          const left = a + run + b;
          const right = c + run + d;
          const shared = commonRun(left, right);
          expect(shared.length).toBeGreaterThanOrEqual(run.length);
          expect(left).toContain(shared);
          // Six windows lie in the run whatever stands around it; the share depends on what does.
          const short = run.length / Math.min(left.length, right.length);
          if (short > 0.6) expect(sharedTexts([left, right])).toHaveLength(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('punctuation, width and line ends hide nothing', () => {
    const other = PARAGRAPH.replaceAll('，', ',\n').replaceAll('。', '。 ');
    const [pair] = sharedTexts([PARAGRAPH, other]);
    expect(pair).toMatchObject({ left: 0, right: 1 });
    expect(pair?.share).toBeGreaterThan(0.9);
    expect(commonRun(PARAGRAPH, other)).toBe(PARAGRAPH.slice(0, -1));
  });

  test('what stands in very many is the words of the notice', () => {
    expect(sharedTexts(Array.from({ length: 13 }, () => PARAGRAPH))).toEqual([]);
    expect(sharedTexts(Array.from({ length: 3 }, () => PARAGRAPH))).toHaveLength(3);
  });

  test('whatever the texts: no throw, shares between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 6 }), (texts) => {
        for (const { left, right, share } of sharedTexts(texts)) {
          expect(left).toBeLessThan(right);
          expect(share).toBeGreaterThan(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        commonRun(texts[0] ?? '', texts[1] ?? '');
      }),
    );
  });
});

describe('twins', () => {
  test('every reason is named once, the most telling pair first', () => {
    const found = findTwins([
      sample('a', {
        title: '海岛微网储能与海水淡化联合示范',
        unit: '芝罘示例海洋技术研究院',
        person: '周望舒',
        identifiers: ['ZL201710601862.3'],
        text: PARAGRAPH,
      }),
      sample('b', { title: '赤泥脱碱制备路基材料', person: '周望舒', unit: '泉城示例大学' }),
      sample('c', {
        title: '海岛微电网储能与海水淡化联合示范',
        unit: '芝罘示例海洋技术研究院有限公司',
        person: '周 望舒',
        identifiers: ['ZL201710601862.3', 'ZL95115608.X'],
        text: PARAGRAPH,
      }),
    ]);
    expect(found.map(({ left, right }) => `${left}${right}`)).toEqual(['ac', 'ab', 'bc']);
    expect(found[0]?.reasons.map(({ by }) => by).toSorted()).toEqual([
      'identifier',
      'person',
      'text',
      'title',
    ]);
    expect(found[0]?.reasons).toContainEqual({ by: 'identifier', identifiers: ['ZL201710601862.3'] });
    expect(found[1]?.reasons).toEqual([{ by: 'person', sameUnit: false }]);
  });

  test('a department is at home in its university: titles half alike are told', () => {
    const titles = { title: '深海养殖网箱智能投饵系统', other: '深海养殖平台智能投饵装备' };
    const similarity = titleSimilarity(titles.title, titles.other);
    expect(similarity).toBeGreaterThanOrEqual(TITLE_ALIKE_AT_HOME);
    expect(similarity).toBeLessThan(TITLE_ALIKE);
    const home = sample('a', { title: titles.title, unit: '青岛示例大学' });
    const other = sample('b', { title: titles.other, unit: '青岛示例大学海洋学院' });
    expect(findTwins([home, other])).toHaveLength(1);
    expect(findTwins([home, { ...other, unit: '烟台示例学院' }])).toEqual([]);
  });

  test('nothing given is no likeness', () => {
    expect(findTwins([sample('a', { title: '' }), sample('b', { title: '' })])).toEqual([]);
  });

  test('one of very many of one name is named with each: pairs grow no faster than people', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      sample(String(index), {
        title: `${String.fromCharCode(0x4e00 + index * 37)}`.repeat(6),
        person: '王伟',
      }),
    );
    expect(findTwins(many)).toHaveLength(39);
  });
});
