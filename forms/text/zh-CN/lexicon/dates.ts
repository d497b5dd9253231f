/** Words for dates. */

/** Days from today. */
export const dayWords: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  当天: 0,
  现在: 0,
  昨天: -1,
  昨日: -1,
  前天: -2,
  大前天: -3,
  明天: 1,
  明日: 1,
  后天: 2,
  大后天: 3,
};
/** Years from this one. */
export const yearWords: Readonly<Record<string, number>> = {
  今年: 0,
  本年: 0,
  去年: -1,
  上年: -1,
  前年: -2,
  大前年: -3,
  明年: 1,
  后年: 2,
};
/** Months from this one. */
export const monthWords: Readonly<Record<string, number>> = {
  这个月: 0,
  本月: 0,
  上个月: -1,
  上月: -1,
  下个月: 1,
  下月: 1,
};
/** Parts of a year or month: never a certain day. */
export const partWords: readonly string[] = [
  '年底',
  '年末',
  '年初',
  '年中',
  '上半年',
  '下半年',
  '上旬',
  '中旬',
  '下旬',
  '月底',
  '月初',
  '月末',
  '月中',
  '初',
  '底',
  '末',
  '左右',
  '前后',
  '春',
  '夏',
  '秋',
  '冬',
  '季度',
  '春节',
  '国庆',
];
/** What may be meant by a part of a year: first and last day, and the months. The person chooses. */
export const yearParts: readonly {
  readonly words: readonly string[];
  readonly days: readonly [string, string];
  readonly months: readonly string[];
}[] = [
  { words: ['年初', '初'], days: ['01-01', '01-31'], months: ['01', '02'] },
  { words: ['年中', '中'], days: ['06-01', '06-30'], months: ['06', '07'] },
  { words: ['年底', '年末', '底', '末'], days: ['12-31', '12-01'], months: ['12', '11'] },
  { words: ['上半年'], days: ['01-01', '06-30'], months: [] },
  { words: ['下半年'], days: ['07-01', '12-31'], months: [] },
];
/** Days of a month likewise; 31 stands for its last. */
export const monthParts: readonly { readonly words: readonly string[]; readonly days: readonly number[] }[] =
  [
    { words: ['上旬', '月初', '初'], days: [1, 10] },
    { words: ['中旬', '月中', '中'], days: [11, 20] },
    { words: ['下旬'], days: [21, 31] },
    { words: ['月底', '月末', '底', '末'], days: [31, 21] },
  ];

/** Up to now, as the end of a range. */
export const nowWords: readonly string[] = ['至今', '现在', '今', '目前', '迄今'];
/** Said around a date without changing it. */
export const fillers: readonly string[] = [
  '大概是',
  '就写',
  '写',
  '填',
  '就是',
  '是',
  '就',
  '按',
  '日期',
  ':',
  '于',
  '在',
];
export const tails: readonly string[] = [
  '吧',
  '的',
  '了',
  '呢',
  '就行',
  '那天',
  '当天',
  '.',
  ',',
  ';',
  '。',
  '!',
];
