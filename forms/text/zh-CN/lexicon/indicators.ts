/** Words by which one line about an indicator is read into its columns. */

/** Before the source of a figure. */
export const sourceMarks: readonly string[] = [
  '数据来源',
  '数据出处',
  '来源',
  '出处',
  '依据',
  '数据来自',
  '来自',
  '引自',
  '见',
];
/** Before a baseline. */
export const baselineMarks: readonly string[] = [
  '比较基准',
  '对比技术',
  '对比对象',
  '比较对象',
  '基准',
  '对比',
  '对照',
];
/** A comparison: 与…相比, 较…, 比…. */
export const comparedBefore: readonly string[] = [
  '相较于',
  '相比于',
  '相对于',
  '相较',
  '相对',
  '相比',
  '与',
  '和',
  '同',
  '跟',
  '较',
  '比',
  '对比',
];
export const comparedAfter: readonly string[] = ['相比较', '相比', '比较', '对比', '相较', '比'];
/** Before a scale. */
export const scaleMarks: readonly string[] = ['工程规模', '项目规模', '装置规模', '建设规模', '规模'];
/** Beginnings of a clause that states a scale by itself. */
export const scaleBeginnings: readonly string[] = [
  '年处理',
  '日处理',
  '年产',
  '日产',
  '年加工',
  '日加工',
  '处理规模',
  '处理能力',
  '装机',
  '每天处理',
  '每年处理',
  '每日处理',
  '在年处理',
  '在日处理',
  '按年处理',
  '按日处理',
];
/** Between the name of an indicator and its value. */
export const valueLinks: readonly string[] = [
  '达到了',
  '达到',
  '可达',
  '达',
  '约为',
  '为',
  '是',
  '有',
  '大约',
  '约',
  '不低于',
  '不少于',
  '不超过',
  '不高于',
  '超过',
  '低于',
  '高于',
  '大于',
  '小于',
  '至少',
  '最多',
  '≥',
  '≤',
  '>',
  '<',
  ':',
  '=',
  '近',
  '将近',
  '接近',
  '可',
  '了',
  '能',
];
/** Changes: with a share they tell of a relative value. */
export const changeWords: readonly string[] = [
  '提高',
  '降低',
  '减少',
  '增加',
  '下降',
  '提升',
  '节约',
  '节省',
  '削减',
  '缩短',
  '延长',
  '减排',
];
/** Units of relative values. */
export const relativeUnits: readonly string[] = ['%', '‰', '倍', '个百分点', '百分点'];
