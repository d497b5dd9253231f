/** Words around a number: how sure it is, which side it bounds, and what carries no meaning. */

/** Before the number: about. */
export const about: readonly string[] = [
  '大概是',
  '大概',
  '大约',
  '约为',
  '约合',
  '约',
  '将近',
  '接近',
  '近',
  '估计',
  '差不多',
  '左右',
];
/** After the unit: about. */
export const aboutAfter: readonly string[] = ['左右', '上下', '的样子'];

export type Bound = 'at_least' | 'at_most' | 'over' | 'under' | 'equal';

/** Before the number; the first of a bound is how it is shown. */
export const bounds: Readonly<Record<Bound, readonly string[]>> = {
  at_least: ['不低于', '不少于', '不小于', '大于等于', '大于或等于', '至少', '最少', '最低', '≥', '>=', '≧'],
  at_most: [
    '不超过',
    '不高于',
    '不大于',
    '不多于',
    '小于等于',
    '小于或等于',
    '至多',
    '最多',
    '最高',
    '≤',
    '<=',
    '≦',
  ],
  over: ['超过', '大于', '高于', '多于', '超', '>'],
  under: ['低于', '小于', '少于', '不足', '不到', '<'],
  // Told only where one side must be named; elsewhere a number is equal to itself.
  equal: ['等于', '正好是', '正好', '恰好', '='],
};
/** After the unit. */
export const boundsAfter: Readonly<Record<string, Bound>> = {
  及以上: 'at_least',
  或以上: 'at_least',
  以上: 'at_least',
  起: 'at_least',
  及以下: 'at_most',
  或以下: 'at_most',
  以下: 'at_most',
  以内: 'at_most',
  之内: 'at_most',
  内: 'at_most',
};

/** Said before a number without changing it. */
export const lead: readonly string[] = [
  '一共是',
  '一共',
  '总共',
  '总计',
  '合计',
  '共计',
  '共',
  '应该是',
  '应该',
  '就是',
  '是',
  '为',
  '需要',
  '需',
  '有',
  '大致',
  '达到',
  '达',
  '写',
  '填',
  '按',
  '算',
  '=',
  ':',
];
/** Said after it without changing it. */
export const tail: readonly string[] = [
  '吧',
  '呢',
  '的',
  '了',
  '哦',
  '啊',
  '呀',
  '哈',
  '嘛',
  '就行',
  '就好',
  '.',
  ',',
  ';',
  '!',
  '。',
  '、',
  '?',
  '~',
];

/** Between the two numbers of a range. */
export const rangeMarks: readonly string[] = ['至', '到', '-', '~'];

/** Quantities without a number. */
export const uncounted: readonly string[] = [
  '几十',
  '几百',
  '几千',
  '几万',
  '几亿',
  '上百',
  '上千',
  '上万',
  '数十',
  '数百',
  '数千',
  '数万',
  '十几',
  '几年',
  '多年',
  '若干',
  '很多',
  '不少',
  '一些',
  '好几',
  '两三',
  '三四',
  '三五',
  '七八',
];
