import { describe, expect, it } from 'vitest';
import { text as sentence } from '../../../forms/text/index.ts';
import { leaf, understood } from './read.ts';

const patents = { type: 'identifiers', accept: ['patent', 'pct', 'software'] };
const programmes = { type: 'identifiers', accept: ['programme'] };
const later = { today: '2026-01-01' };

describe('patents', () => {
  it.each([
    '201710601862.3',
    'ZL95115608.X',
    '97101765.4',
    'ZL202010566088.9',
    'ZL201510958772.0',
    'ZL200510096239.4',
    'ZL202322865413.3',
    'ZL201811564288.X',
    'ZL201220687633.0',
  ])('%s fits its check digit', (number) => {
    expect(understood(patents, number)).toBe(number);
  });

  it.each(['ZL202310123456.7', 'ZL202410123456.7'])(
    '%s does not, and the right digit is not told',
    (number) => {
      const kind = leaf('identifiers');
      const parsed = kind.parse(number, kind.config.parse(patents), later);
      expect(parsed).toMatchObject({
        kind: 'issue',
        issue: { code: 'identifiers.patent_digits', level: 'must' },
      });
      const said = parsed.kind === 'issue' ? sentence(`issue.${parsed.issue.code}`, parsed.issue.params) : '';
      expect(said).toContain(number);
      expect(said).not.toMatch(/\.[60](?!\d)/);
    },
  );

  it.each([
    ['ZL 2020 1 0566088.9', 'ZL202010566088.9'],
    ['ｚｌ２０２０１０５６６０８８．９', 'ZL202010566088.9'],
    ['CN202010566088.9', '202010566088.9'],
    ['发明专利：一种净水装置（ZL202010566088.9）', 'ZL202010566088.9（一种净水装置）'],
    ['1. ZL202010566088.9\n2. ZL201510958772.0', 'ZL202010566088.9；ZL201510958772.0'],
    ['ZL202010566088.9 ZL201510958772.0', 'ZL202010566088.9；ZL201510958772.0'],
    ['ZL202010566088.9、ZL202010566088.9', 'ZL202010566088.9'],
    ['CN112233445A', '!identifiers.publication'],
    ['ZL202010566088', '!identifiers.patent_check_missing'],
    ['ZL20201056608.9', '!identifiers.patent_format'],
    ['ZL202040566088.9', '!identifiers.patent_kind'],
    ['ZL203010566088.9', '!identifiers.patent_year'],
    ['ZL202010566088.9和ZL201510958772.0', '!identifiers.crowded'],
    ['一种方法', '!identifiers.unknown'],
    ['2022YFE0101700', '!identifiers.not_programme'],
  ])('%s → %s', (said, expected) => {
    expect(understood(patents, said)).toBe(expected);
  });
});

it.each([
  ['PCT/CN2020/123456', 'PCT/CN2020/123456'],
  ['pct/cn99/00123', 'PCT/CN99/00123'],
  ['WO 2020/123456', 'WO2020/123456'],
  ['WO2020123456A1', 'WO2020/123456'],
  ['PCT/CN2020/1234', '!identifiers.pct_format'],
  ['软件著作权登记号：2017SR676720', '2017SR676720'],
  ['2019SR0322683', '2019SR0322683'],
  ['软著登字第3743440号', '软著登字第3743440号'],
  ['2017SR67672', '!identifiers.software_format'],
  ['2027SR0322683', '!identifiers.software_year'],
])('%s → %s', (said, expected) => {
  expect(understood(patents, said)).toBe(expected);
});

it('says which entry failed and how many more', () => {
  const kind = leaf('identifiers');
  const config = kind.config.parse(patents);
  const parsed = kind.parse('ZL202010566088.9，ZL202310123456.7，ZL202410123456.7', config, later);
  expect(parsed).toMatchObject({
    issue: { params: { entry: 'ZL202310123456.7', place: 2, count: 3, more: 1 } },
  });
});

it.each([
  ['2022YFE0101700', '2022YFE0101700'],
  ['国家重点研发计划“大气污染”专项，2022YFE0101700', '2022YFE0101700（国家重点研发计划“大气污染”专项）'],
  ['62576067、U1234567；42061130215', '62576067；U1234567；42061130215'],
  ['2012BAC12B03', '2012BAC12B03 should:identifiers.programme_form'],
  ['国家科技支撑计划', '国家科技支撑计划 should:identifiers.programme_no_number'],
  ['ZL202010566088.9', '!identifiers.not_patent'],
  ['随便', '!identifiers.unknown'],
])('programme %s → %s', (said, expected) => {
  expect(understood(programmes, said)).toBe(expected);
});

describe('credit codes', () => {
  it.each([
    '91110000600037341L',
    '91230184MA1BUFLT44',
    '92371000MA3MXH0E3W',
    '91110108772551611J',
    '911101085923662400',
    '91350200MA2YJ1XR9G',
    '913502000728319549',
    '123502001549897397',
    '91440101MA5CJQ4N59',
    '91350200776049653A',
    '91350500798359476R',
  ])('%s fits', (code) => {
    expect(understood({ type: 'credit_code' }, code.toLowerCase())).toBe(code);
  });

  it('warns of a wrong check digit, as real codes are known to have one', () => {
    expect(understood({ type: 'credit_code' }, '91350203M0001QAY9B')).toBe(
      '91350203M0001QAY9B should:credit_code.digits',
    );
    expect(understood({ type: 'credit_code' }, '9111000060003734IL')).toBe('!credit_code.letter');
    expect(understood({ type: 'credit_code' }, '9111000060003734')).toBe('!credit_code.length');
  });
});
