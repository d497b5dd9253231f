/** What holds for every leaf kind, whatever is typed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../forms/issue.ts';
import { kinds } from '../../../forms/kinds/index.ts';
import type { KindConfig } from '../../../forms/kinds/kind.ts';
import { hasText, text as sentence } from '../../../forms/text/index.ts';
import { configured, env, leaf } from './read.ts';

type Entry = KindConfig & Record<string, unknown>;

const fields = ['生态农业', '智慧医疗', '部门、地方间', '可再生能源与储能技术'].map((value, at) => ({
  value,
  code: 'ABCD'[at],
}));
const configs: Entry[] = [
  { type: 'short_text' },
  { type: 'short_text', list: true, max: 20 },
  { type: 'long_text', max: 30, quantified: true },
  { type: 'number', unit: '年' },
  { type: 'number', units: ['t', 'kg', '万吨'], range: true },
  { type: 'number', any_unit: true, range: true },
  { type: 'number', range: true },
  { type: 'number', unit: '级', integer: true, min: 1, max: 13 },
  { type: 'money' },
  { type: 'money', unit: '元', per: '吨', range: true },
  { type: 'money', unit: '元', per: 'any' },
  { type: 'money', foreign: true, range: true },
  { type: 'date' },
  { type: 'date', precision: 'month', min: '2020-01', max: '2026-01' },
  { type: 'date', precision: 'year' },
  { type: 'date_range', precision: 'month' },
  { type: 'choice', options: fields, other: { title: '其他', code: 'I' } },
  { type: 'choice', options: fields, other: { title: '其他', open: true } },
  { type: 'multi_choice', options: fields, other: true, max: 2 },
  { type: 'yes_no' },
  { type: 'yes_no', reason_if: 'yes' },
  { type: 'person' },
  { type: 'phone' },
  { type: 'phone', only: 'mobile' },
  { type: 'number', any_unit: true, bound: true },
  { type: 'email' },
  { type: 'organisation' },
  { type: 'credit_code' },
  { type: 'identifiers', accept: ['patent', 'software', 'pct'] },
  { type: 'identifiers', accept: ['programme'] },
  { type: 'file' },
  { type: 'file', or_place: true },
  { type: 'readiness_level', scale: 'trl13' },
  { type: 'readiness_item' },
  { type: 'readiness_item', about: 'conditions' },
  { type: 'readiness_item', about: 'decision' },
  { type: 'readiness_evidence' },
];
const named = configs.map((entry) => [JSON.stringify(entry), entry] as const);

/** Pieces of real answers, glued in any order: reaches far deeper than random characters. */
const pieces = fc.constantFrom(
  ...'约 不低于 一共 1,200 3.20 1200 0 007 1e3 三成 一点五 两千三百 十二 半 万 亿 元 万元 人民币 ¥ $ 美元 每 / 吨 t kg 年 个月 月 日 % 倍 左右 以上 多 余 个 至 - ~ 到 2025 03 8 2025年 3月 8日 去年 年底 今天 至今 A ① 2 第 其他 ： ， 、 。 ； ( ) （ ） “ ” 生态 农业 智慧 部门、地方间 是 否 不 没有 有 但 了 吧 的 吗 ? 张三 老师 · John 138 00000000 010 转 +86 x @ example.com a.b 清华 大学 有限公司 ZL 202010566088.9 ZL202010566088.9 2019SR0322683 PCT/CN2020/123456 CN112233445A 软著登字第 号 2022YFE0101700 91110000600037341L 显著 e X . , | : ; " \' = ＺＬ ２０２０ ％ ＠'.split(
    ' ',
  ),
  ' ',
  '\n',
  '\t',
  '\u0000',
  '\ud83d',
  '\ude00',
  '😀',
  '\u202e',
  '\u200b',
  'é',
  'e\u0301',
  '\u0308',
  '㎡',
  'ß',
  '\ufffe',
  '豈',
);
const soup = fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join(''));
const any = fc.oneof(
  { weight: 5, arbitrary: soup },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ maxLength: 30 }),
);

const RUNS = 1500;

/** Marks that the sentence of a finding left unfilled, those apart that the person typed. */
function missing(issue: Issue, typed: string): string[] {
  const said = sentence(`issue.${issue.code}`, issue.params);
  return [...said.matchAll(/\{\w+\}|undefined|NaN/g)]
    .map((mark) => mark[0])
    .filter((mark) => !typed.includes(mark));
}

describe.each(named)('%s', (_name, entry) => {
  const kind = leaf(entry.type);
  const config = configured(entry);

  it('reads any text without failing, into a value of its schema or a sentence', () => {
    fc.assert(
      fc.property(any, (text) => {
        const parsed = kind.parse(text, config, env);
        if (parsed.kind === 'issue') {
          expect(hasText(`issue.${parsed.issue.code}`)).toBe(true);
          expect(missing(parsed.issue, text)).toEqual([]);
          return;
        }
        const values = parsed.kind === 'value' ? [parsed.value] : parsed.values;
        expect(values.length).toBeGreaterThanOrEqual(parsed.kind === 'value' ? 1 : 2);
        for (const value of values) {
          expect(kind.value.parse(value)).toEqual(value);
          expect(JSON.parse(JSON.stringify(value))).toEqual(value);
          for (const issue of kind.check(value, config, env)) {
            expect(hasText(`issue.${issue.code}`)).toBe(true);
            expect(missing(issue, text)).toEqual([]);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe.each(named.filter(([, entry]) => !leaf(entry.type).takesFiles))('%s', (_name, entry) => {
  const kind = leaf(entry.type);
  const config = configured(entry);

  it('reads back what it shows', () => {
    fc.assert(
      fc.property(any, (text) => {
        const parsed = kind.parse(text, config, env);
        if (parsed.kind === 'issue') return;
        const values = parsed.kind === 'value' ? [parsed.value] : parsed.values;
        for (const value of values) {
          const shown = kind.show(value, config);
          expect(kind.parse(shown, config, env), shown).toEqual({ kind: 'value', value });
          // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
          expect(shown).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
          expect(shown.isWellFormed()).toBe(true);
          if (entry.type === 'number' || entry.type === 'money')
            expect(shown).not.toMatch(/^[^A-Za-z]*\de[+-]?\d/i);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('long input', () => {
  const shapes: [string, string][] = [
    ['one digit', '1'],
    ['hanzi', '显著提高'],
    ['list marks', '、'],
    ['open brackets', '（'],
    ['spaces', ' '],
    ['a space and a letter', 'a '],
    ['patent heads', 'ZL2020 '],
    ['Chinese numerals', '一千万'],
    ['numbers and units', '约12.5万吨/年'],
    ['combining marks', 'e\u0301\u0316'],
    ['mail signs', 'a@b.'],
    ['phone pieces', '010-1234 '],
  ];
  it.each(shapes)('100 KB of %s is read in linear time', (_name, unit) => {
    const small = unit.repeat(Math.ceil(25_000 / unit.length));
    const large = unit.repeat(Math.ceil(100_000 / unit.length));
    for (const entry of configs) {
      const kind = leaf(entry.type);
      const config = configured(entry);
      const run = (text: string): number => {
        const start = process.cpuUsage().user;
        const parsed = kind.parse(text, config, env);
        if (parsed.kind === 'value') kind.check(parsed.value, config, env);
        return (process.cpuUsage().user - start) / 1000;
      };
      run(small);
      const four = Math.max(1, run(small)) * 4;
      // Four times the text may take four times as long; the wide margin is for a busy machine, not for n².
      expect(run(large), entry.type).toBeLessThan(Math.max(250, four * 3));
    }
  });
});

it('every kind has a hint for people', () => {
  for (const kind of kinds) expect(hasText(`hint.${kind.type}`), kind.type).toBe(true);
});
