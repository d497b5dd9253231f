import { describe, expect, it } from 'vitest';
import { boxesOf, codeOf } from '../../../forms/kinds/options.ts';
import { configured, stored, understood } from './read.ts';

const fields = [
  ['ai', '人工智能赋能可持续发展', 'A'],
  ['agriculture', '生态农业', 'B'],
  ['energy', '可再生能源与储能技术', 'C'],
  ['environment', '环境保护与生态修复', 'D'],
  ['water', '水资源可持续技术', 'E'],
  ['city', '绿色建筑与智慧城市', 'F'],
  ['medicine', '智慧医疗', 'G'],
  ['transport', '低碳交通与智能出行', 'H'],
].map(([value, title, code]) => ({ value, title, code }));
const field = { type: 'choice', options: fields, other: { title: '其他', code: 'I' } };

describe('one of the fields', () => {
  it.each([
    ['3', '可再生能源与储能技术'],
    ['③', '可再生能源与储能技术'],
    ['第四个', '环境保护与生态修复'],
    ['Ｃ', '可再生能源与储能技术'],
    ['d', '环境保护与生态修复'],
    ['B 生态农业', '生态农业'],
    ['我选生态农业吧', '生态农业'],
    ['储能', '可再生能源与储能技术'],
    ['生态', '生态农业 | 环境保护与生态修复'],
    ['2. 智慧医疗', '生态农业 | 智慧医疗'],
    ['不是生态农业', '!choice.no_match_other'],
    ['氢能', '!choice.no_match_other'],
    ['其他：氢能', '其他：氢能'],
    ['I 其它 氢能', '其他：氢能'],
    ['其他', '!choice.other_text'],
    ['I', '!choice.other_text'],
    ['9', '!choice.other_text'],
    ['10', '!choice.no_match_other'],
  ])('%s → %s', (said, expected) => {
    expect(understood(field, said)).toBe(expected);
  });

  it('gives the code of the summary table', () => {
    const config = configured(field) as never;
    expect(codeOf('water', config)).toBe('E');
    expect(codeOf({ other: '氢能' }, config)).toBe('I');
  });
});

it('never takes a longer name for the shorter one inside it', () => {
  const disclosure = { type: 'choice', options: [{ value: '公开' }, { value: '非公开' }] };
  expect(understood(disclosure, '非公开')).toBe('非公开');
  expect(understood(disclosure, '是公开的')).toBe('公开');
  expect(understood(disclosure, '不公开')).toBe('!choice.no_match');
});

it('refuses a call whose options cannot be told apart', () => {
  expect(() => configured({ type: 'choice', options: [{ value: 'a' }, { value: 'a' }] })).toThrow('unique');
  expect(() => configured({ type: 'choice', options: [{ value: 'other' }], other: true })).toThrow(
    'free choice',
  );
});

const nature = {
  type: 'multi_choice',
  options: ['政府间', '部门、地方间', '院所、企业间'].map((value) => ({ value })),
  other: true,
};

describe('several', () => {
  it.each([
    ['部门、地方间和政府间', '政府间、部门、地方间'],
    ['1、3', '政府间、院所、企业间'],
    ['①③', '政府间、院所、企业间'],
    ['全选', '政府间、部门、地方间、院所、企业间'],
    ['政府间，其他：民间', '政府间、其他：民间'],
    ['政府间、其他', '!choice.other_text'],
    ['间', '政府间 | 部门、地方间 | 院所、企业间 | 政府间、部门、地方间、院所、企业间'],
    ['民间', '!multi_choice.no_match'],
  ])('%s → %s', (said, expected) => {
    expect(understood(nature, said)).toBe(expected);
  });

  it('keeps the form’s order and prints its boxes', () => {
    expect(stored(nature, '院所、企业间；政府间')).toEqual(['政府间', '院所、企业间']);
    const boxes = boxesOf(['政府间', { other: '民间' }], configured(nature) as never);
    expect(boxes.map((box) => `${box.ticked ? '☑' : '☐'}${box.title}`)).toEqual([
      '☑政府间',
      '☐部门、地方间',
      '☐院所、企业间',
      '☑其他：民间',
    ]);
  });

  it('holds the least and largest number', () => {
    expect(understood({ ...nature, min: 2, max: 2 }, '政府间')).toBe('政府间 must:multi_choice.too_few');
    expect(understood({ ...nature, max: 1 }, '1 2')).toBe('政府间、部门、地方间 must:multi_choice.too_many');
  });
});

describe('yes or no', () => {
  it.each([
    ['是', '是'],
    ['有', '是'],
    ['嗯', '是'],
    ['好的', '是'],
    ['没问题', '是'],
    ['没错。', '是'],
    ['√', '是'],
    ['否', '否'],
    ['不', '否'],
    ['没有', '否'],
    ['不是的', '否'],
    ['有两项', '是，有两项'],
    ['是的，都符合', '是，都符合'],
    ['不是，没有引进', '否，没有引进'],
    ['是，但有一条不符合', '!yes_no.condition'],
    ['不一定', '!yes_no.unclear'],
    ['是不是', '!yes_no.unclear'],
    ['是吗？', '!yes_no.unclear'],
    ['对外合作', '!yes_no.unclear'],
    ['你好', '!yes_no.unclear'],
  ])('%s → %s', (said, expected) => {
    expect(understood({ type: 'yes_no' }, said)).toBe(expected);
  });

  it('asks for the reason where one is needed, and shows both readings of a reason alone', () => {
    const localised = { type: 'yes_no', reason_if: 'yes', reason_label: '国产化情况' };
    expect(understood(localised, '是，2021年已国产化')).toBe('是，2021年已国产化');
    expect(understood(localised, '是')).toBe('是 must:yes_no.reason_missing');
    expect(understood(localised, '否')).toBe('否');
    expect(understood(localised, '2021年国产化')).toBe('是，2021年国产化 | 否，2021年国产化');
  });
});
