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
  'level',
  '自评',
  '我们',
  '我',
  '处于',
  '属于',
  '达到了',
  '达到',
  '能到',
  '还是',
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

/** What may stand after it without changing it. */
export const levelTails: readonly string[] = ['左右', '上下', '水平', '阶段', '这一级', '这级'];

/** Said for "the same environment and scale". */
export const sameWords: readonly string[] = [
  '一样',
  '都一样',
  '完全一样',
  '相同',
  '一致',
  '同样',
  '没有差别',
  '没差别',
];

/** Said for another environment or scale. */
export const differentWords: readonly string[] = [
  '不一样',
  '不太一样',
  '不完全一样',
  '不相同',
  '不同',
  '不一致',
  '有差别',
  '有些差别',
  '有点差别',
];

/** What stands before the number of a document. */
export const numberHeads: readonly string[] = [
  '报告编号',
  '文件编号',
  '证书编号',
  '合同编号',
  '发票号码',
  '发票号',
  '合同号',
  '证书号',
  '报告号',
  '编号',
  '文号',
  'no.',
  'no',
];

/** What follows the name of those who issued a document. */
export const issuedTails: readonly string[] = [
  '出具的',
  '出具',
  '签发',
  '颁发',
  '开具',
  '编写',
  '编制',
  '提供',
];

/** How names of organisations end. */
export const organisationTails: readonly string[] = [
  '公司',
  '集团',
  '大学',
  '学院',
  '研究院',
  '研究所',
  '设计院',
  '科学院',
  '医院',
  '中心',
  '实验室',
  '工厂',
  '厂',
  '局',
  '厅',
  '委员会',
  '协会',
  '学会',
  '检测站',
  '事务所',
  '课题组',
];

/** Said for a level that the person takes for reached, beside the words of yes. */
export const reachedWords: readonly string[] = [
  '算',
  '算的',
  '算达到',
  '算达到了',
  '算是达到',
  '算是达到了',
  '达到了',
  '达到',
  '已达到',
];

/** Said for a level that the person does not take for reached. */
export const notReachedWords: readonly string[] = [
  '不算',
  '还不算',
  '不算达到',
  '还不算达到',
  '没达到',
  '未达到',
  '没有达到',
];
