/** Words about rungs of a readiness ladder. */

/** Said for "met" beside the words of yes. */
export const metWords: readonly string[] = [
  '做到了',
  '做到',
  '都做到了',
  '已做到',
  '已经做到',
  '达到了',
  '达到',
  '已达到',
  '已经达到',
  '满足',
  '满足了',
  '合格',
  '都合格',
  '通过',
  '通过了',
  '完成了',
  '完成',
  '已完成',
  '已经完成',
  '做过',
  '做过了',
  '做了',
  '做出来了',
  '成功了',
];

/** Said for "not met" beside the words of no. */
export const notMetWords: readonly string[] = [
  '没做到',
  '没有做到',
  '还没做到',
  '未做到',
  '没达到',
  '未达到',
  '没有达到',
  '不满足',
  '不合格',
  '没通过',
  '未通过',
  '没完成',
  '未完成',
  '没有完成',
  '没做',
  '没有做',
  '没做过',
  '还没做',
  '还没有',
  '还没',
  '尚未',
  '暂时没有',
  '正在做',
  '在做',
];

/** Said for "not applicable". */
export const notApplicableWords: readonly string[] = [
  '不适用',
  '不涉及',
  '用不上',
  '无此项',
  '没有这一项',
  'na',
  'n/a',
];

/** What may stand before the number of a level. */
export const levelHeads: readonly string[] = [
  '技术成熟度等级',
  '技术成熟度',
  '成熟度等级',
  '成熟度',
  '等级',
  'trl',
  '大概',
  '大约',
  '应该是',
  '目前是',
  '目前',
  '现在是',
  '现在',
  '是',
  '第',
  '到',
];
