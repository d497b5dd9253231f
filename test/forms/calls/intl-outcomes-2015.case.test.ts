import { describe, expect, test } from 'vitest';
import { buildTable, checkTable } from '../../../forms/documents/table.ts';
import { type Plan, planOf } from '../../../forms/plan.ts';
import { strictCount } from '../../../forms/rules/words.ts';
import { loadCase, type Words } from '../../fixtures/case.ts';
import { callIn, checkedOwn } from '../../fixtures/own.ts';
import { type Played, play } from '../../fixtures/play.ts';

const ID = 'intl-outcomes-2015';
const TODAY = '2015-06-10';

const call = callIn(checkedOwn(ID));
const game = (changes: Words = {}): Played => play(call, loadCase(ID, changes), TODAY);
const found = ({ findings }: Played): string[] =>
  findings.map((each) => `${each.level} ${each.code} ${each.path ?? ''}`);

/** A text of that many hanzi and stops. */
const long = (characters: number): string => '淡化装置运行很平稳。'.repeat(characters).slice(0, characters);

test('answers everything that is asked, without a finding that must or should be fixed', () => {
  const { unanswered, refused, unused, findings } = game();
  expect({ unanswered, refused, unused }).toEqual({ unanswered: [], refused: [], unused: [] });
  expect(findings.filter((each) => each.level !== 'person')).toEqual([]);
});

test('leaves to the person only what a program cannot judge', () => {
  expect(found(game())).toEqual([
    'person ask_person direction',
    'person ask_person narrative',
    'person ask_person panel_text',
    'person ask_person photos',
    'person ask_person video',
  ]);
});

const REST = {
  'narrative/diplomacy': '无',
  'narrative/economy': '无',
  'narrative/science': '无',
  'narrative/society': '无',
  panel_text: '淡化装置运行很平稳。',
};

const WRONG: readonly (readonly [what: string, changes: Words, found: string])[] = [
  ['no direction of the four', { direction: '无' }, 'should count_too_small direction'],
  [
    'an amount without a currency',
    { chinese_input: '投入科研经费 680 万，派出 26 人次。' },
    'should currency_missing chinese_input',
  ],
  ['a beginning after the deadline', { start_date: '2015年9月' }, 'must date_too_late start_date'],
  [
    'a narrative of 1001 characters',
    { ...REST, 'narrative/meaning': long(1001) },
    'must text_limit narrative',
  ],
  [
    'a narrative that passes only without its headings',
    { ...REST, 'narrative/meaning': long(995) },
    'should text_limit_labels narrative',
  ],
  ['a panel of 201 characters', { panel_text: long(201) }, 'must text.too_long panel_text'],
  [
    'a number that the narrative lacks',
    { panel_text: '淡化装置已在 12 个国家运行。' },
    'should numbers_not_in panel_text',
  ],
  [
    'a number that stands in the narrative of another unit',
    { panel_text: '淡化站日产淡水 200 立方米。' },
    'should numbers_not_in panel_text',
  ],
  [
    'a picture of less than 5 MB',
    { 'photos/r2/file': { files: ['调试膜组件-4.9MB.png'] } },
    'must file.too_small photos/r2/file',
  ],
  [
    'the same picture twice',
    { 'photos/r3/file': { files: ['苏伊士湾示范站全景-6MB.png'] } },
    'must file_twice photos/r3/file',
  ],
  [
    'the same words under two pictures',
    { 'photos/r2/caption': '苏伊士湾太阳能海水淡化示范站全景' },
    'must repeated photos/r2/caption',
  ],
  ['an object without its size', { 'objects/r1/size': '不大' }, 'must no_number objects/r1/size'],
  [
    'an object whose size has no unit',
    { 'objects/r1/size': '60×40×30' },
    'must number_without_unit objects/r1/size',
  ],
  [
    'a film of more than ten minutes',
    { video: { files: ['海水淡化-612s.mp4'] } },
    'must file.too_long video',
  ],
  ['a seal after the deadline', { seal_date: '2015年7月21日' }, 'must date_too_late seal_date'],
  ['a seal of a year that is not printed', { seal_date: '2014年7月6日' }, 'must date_too_early seal_date'],
];

test.each(WRONG)('finds %s', (_, changes, wanted) => {
  expect(found(game(changes))).toContain(wanted);
});

const REFUSED: readonly (readonly [what: string, changes: Words, code: string])[] = [
  ['其它 without a word', { domain: '其它' }, 'choice.other_text'],
  ['其他 without a word', { nature: '其他' }, 'choice.other_text'],
  ['a mobile number as fax', { fax: '13800000000' }, 'phone.landline_only'],
  ['a landline as mobile', { mobile: '0571-00000000' }, 'phone.mobile_only'],
  ['a weight in metres', { 'objects/r1/weight': '3 米' }, 'number.unit_wrong'],
];

test.each(REFUSED)('does not take %s', (_, changes, code) => {
  expect(game(changes).refused.map((each) => [each.path, each.issue.code])).toEqual([
    [Object.keys(changes)[0], code],
  ]);
});

describe('limits, exactly', () => {
  test('200 characters on the panel, 5 MB for a picture, ten minutes of film are not too many or too few', () => {
    const { findings } = game({
      panel_text: long(200),
      'photos/r1/file': { files: ['示范站-5MB.png'] },
      video: { files: ['海水淡化-600s.mp4'] },
    });
    expect(findings.filter((each) => each.level === 'must')).toEqual([]);
  });

  test('1000 characters with headings and all', () => {
    const heading = strictCount('一、成果的意义及影响');
    const at = (characters: number) =>
      found(game({ ...REST, 'narrative/meaning': long(characters) })).filter((each) =>
        each.endsWith('limit_labels narrative'),
      );
    expect(at(1000 - heading)).toEqual([]);
    expect(at(1000 - heading + 1)).toEqual(['should text_limit_labels narrative']);
  });

  test('at most four pictures: after the fourth nothing more is asked for', () => {
    const more = Object.fromEntries(
      ['r4', 'r5'].flatMap((row): [string, Words[string]][] => [
        [`photos/${row}/file`, { files: [`照片${row}-5MB.png`] }],
        [`photos/${row}/caption`, `照片${row}`],
      ]),
    );
    const { answers, unanswered } = game(more);
    expect(unanswered).toEqual([]);
    expect([...answers.keys()].filter((each) => /^photos\/r\d+\/file$/.test(each))).toHaveLength(4);
  });

  test('ten outcomes from one department, and no more', () => {
    const spec = call.summary_table;
    if (!spec) throw new Error('no summary table');
    expect(checkTable(spec, 10)).toEqual([]);
    expect(checkTable(spec, 11)).toMatchObject([
      { code: 'table.too_many', level: 'should', params: { max: 10, count: 11 } },
    ]);
  });
});

describe('what depends on another answer', () => {
  test('no object, model or film is asked for with words and pictures alone', () => {
    const { answers, unused, unanswered } = game({ exhibit_forms: '文字图片' });
    expect(unanswered).toEqual([]);
    expect(unused.map((each) => each.split('/')[0])).toEqual([
      ...Array.from({ length: 6 }, () => 'objects'),
      ...Array.from({ length: 6 }, () => 'models'),
      'video',
    ]);
    expect([...answers.keys()].filter((each) => /^(?:objects|models|video)/.test(each))).toEqual([]);
  });

  test('an activity is asked for its time, place and people', () => {
    const { unanswered } = game({ outcome_kind: '重大国际科技合作与交流活动' });
    expect(unanswered).toEqual([
      'narrative/time',
      'narrative/place',
      'narrative/attendees',
      'narrative/background',
      'narrative/content',
      'narrative/significance',
      'narrative/effects',
    ]);
  });

  test('a time without a date is refused', () => {
    const changes = { outcome_kind: '重大国际科技合作与交流活动', 'narrative/time': '秋天，为期三天' };
    expect(found(game(changes))).toContain('must no_date_month narrative/time');
    expect(found(game({ ...changes, 'narrative/time': '2013年9月5日至7日' }))).not.toContain(
      'must no_date_month narrative/time',
    );
  });
});

function planFor(changes: Words = {}): Plan {
  return planOf(call, game(changes).answers);
}

const making = { revision: 1, draft: false };

test('gives the row of the summary table, and printed lines with empty boxes up to eight', () => {
  const spec = call.summary_table;
  if (!spec) throw new Error('no summary table');
  const table = buildTable(spec, [{ plan: planFor(), making }]);
  expect(table.rows).toHaveLength(8);
  expect(table.rows[0]).toEqual([
    1,
    '中埃太阳能膜蒸馏海水淡化关键技术合作',
    '东海示例海洋工程研究院、舟山示例水务有限公司',
    '开罗示例水技术研究中心、亚历山大示例大学',
    '沈听潮',
    '13800000000',
    '☑实物　☑模型\n☑视频　☑文字图片',
    '☑公开\n□非公开',
  ]);
  expect(table.rows[7]).toEqual([
    8,
    null,
    null,
    null,
    null,
    null,
    '□实物　□模型\n□视频　□文字图片',
    '□公开\n□非公开',
  ]);
  expect(table.head.map(({ label, value }) => `${label}${value}`)).toEqual([
    '组织（推荐）部门（盖章）：浙江省科学技术厅',
    '组织（推荐）部门联系人：江怀远',
    '电话：0571-00000002',
    '传真：0571-00000003',
  ]);
});
