/** What is said about findings of rules: short, with the way out. */
import type { Params } from '../../issue.ts';
import type { Sentences } from '../index.ts';

/** “（推荐单位报送截止）2025年4月18日”: a limit with its name where it has one. */
const limit = ({ limit: day, name }: Params): string => (name ? `${name}（${day}）` : `${day}`);

const words: Sentences = {
  'issue.banned_words': '里面有“{words}”，通知建议名称里不用这样的字眼。能换个说法吗',
  'issue.latin_abbreviation': '通知要求名称不含英文缩写，里面的 {words} 请换成中文全称',
  'issue.latin_formula':
    '{words} 像是化学式或单位符号。通知写的是“不含英文缩写”，请确认要不要保留，或改成中文名称',
  'issue.text_limit': '限 {max} 字以内，现在 {count} 字（不计空格），超出 {over} 字，请删减一些',
  'issue.text_limit_word':
    '限 {max} 字以内。按 Word 的算法是 {word} 字，没有超；把字母和数字逐个算是 {count} 字，最好再精简一点',
  'issue.text_limit_labels':
    '限 {max} 字以内。正文 {count} 字，没有超；连印出来的小标题一起算是 {whole} 字，稳妥的话再精简一点',
  'issue.text_too_short': '至少要 {min} 字，现在 {count} 字，请再补充一些',
  'issue.name_signs': '名称要用作文件名，里面的 {signs} 不能出现在文件名里，生成文件时会去掉。要换个写法吗',
  'issue.name_start': '这里应当以“{start}”开头',
  'issue.name_end': '这里应当以“{end}”结尾',
  'issue.abbreviation': '“{label}”里的 {abbreviation} 第一次出现，请写明全称，例如：全称（{abbreviation}）',
  'issue.abbreviation_late':
    '{abbreviation} 在“{label}”里就出现了，全称到“{later}”才写。请在第一次出现的地方写明全称',
};

const quantities: Sentences = {
  'issue.no_number': '这里最好写出具体数字和单位，例如“年节水 12 万吨”。有数据的话补一下',
  'issue.number_without_unit': '“{number}”后面没有单位，请补上单位',
  'issue.relative_without_baseline':
    '“{sentence}”是相对值，请说明是与什么相比：哪种对比技术，或者哪一年、改造前的什么情况',
  'issue.absolute_without_scale': '“{sentence}”是绝对值，请注明是多大规模的工程得到的数',
  'issue.numbers_not_in': '{numbers} 在“{other}”里没有找到，请确认两处说的是不是同一组数据',
  'issue.currency_missing': '“{number}”没有写币种，请补上，比如人民币、美元',
  'issue.quantity_differs': '“{place}”里写的是“{found}”，而“{label}”填的是 {stated}，请核对一下，改成一致',
  'issue.unit_sign': '计量单位请用规范写法：{changes}',
  'issue.unit_mixed': '同一个单位写了两种：“{first}”里用“{one}”，“{second}”里用“{other}”，请统一成一种',
};

const comparisons: Sentences = {
  'issue.not_same': '“{label}”写的是“{own}”，“{other}”写的是“{there}”，两处要一致，请核对',
  'issue.sum_differs': '各项加起来是 {sum}，这里写的是 {total}，相差 {difference}，请核对是哪一处不对',
  'issue.sum_too_large': ({ sum, limit: most, label }) =>
    `合计是 ${sum}，超过了${label ? `“${label}”的 ` : ' '}${most}，请核对`,
  'issue.above_limit': ({ own, limit: most, other }) =>
    `这里是 ${own}，不能超过${other ? `“${other}”的 ` : ' '}${most}，请核对`,
  'issue.above_limit_equal': ({ own, other }) =>
    `这里与${other ? `“${other}”` : '上限'}一样，都是 ${own}，请确认没有写错`,
  'issue.below_limit': ({ own, limit: least, other }) =>
    `这里是 ${own}，不能低于${other ? `“${other}”的 ` : ' '}${least}，请核对`,
  'issue.below_limit_equal': ({ own, other }) =>
    `这里与${other ? `“${other}”` : '下限'}一样，都是 ${own}，请确认没有写错`,
  'issue.list_length': '“{list}”有 {count} 项，“{other}”有 {there} 项，两处要逐项对应，请核对',
  'issue.list_differs':
    '第 {number} 项在“{list}”里是“{own}”，在“{other}”里是“{there}”，名称和顺序要一致，请核对',
  'issue.repeated': '“{own}”和第 {number} 项重复了，请改成别的；不要这一项了，就说“删除”',
  'issue.choice_elsewhere': '“{own}”属于“{home}”，不在“{there}”里面',
  'issue.choice_not_with': '“{other}”选的是“{there}”，和“{own}”对不上。可以选：{usual}',
  'issue.choice_unusual':
    '“{other}”选的是{there}，通知列举的是{usual}，“{own}”不在其中。通知里有“等”字，确实合适可以保留，请再确认一下',
  'issue.no_date_month': '没有看到日期，请写明是哪一年、哪一月，知道哪天也写上',
  'issue.no_date_year': '没有看到年份，请写明是哪一年',
  'issue.date_too_late': (params) => `${params.date}晚于${limit(params)}，请改一下日期`,
  'issue.date_too_early': (params) => `${params.date}早于${limit(params)}，请改一下日期`,
};

const counts: Sentences = {
  'issue.count_too_small': '{labels}合起来至少要 {min} 项，现在有 {count} 项，请补上',
  'issue.count_too_large': '{labels}最多 {max} 项，现在有 {count} 项，请删减',
  'issue.count_differs': '“{label}”有 {count} 项，“{other}”有 {there} 项，数目要对得上，请核对',
  'issue.file_twice': '“{name}”和第 {number} 项是同一个文件，请换一个',
  'issue.file_name_twice': '第 {number} 项的文件也叫“{name}”，表上分不开，请改个名字再发',
  'issue.certificates_too_few':
    '填了 {identifiers} 个号码（{numbers}），证书只有 {files} 份，每个号码都要有一份，请把缺的发来',
  'issue.certificates_match': '从文件名看不出 {numbers} 对应哪一份证书，请确认每个号码都有证书，而且号码一致',
};

const presence: Sentences = {
  'issue.required_together': '填了“{given}”，“{missing}”也要一起填上',
  'issue.needs_answer': ({ label, wanted }) => {
    const answer = wanted === 'yes' ? '是' : wanted === 'no' ? '否' : wanted;
    return `通知要求“${label}”的回答是“${answer}”，请核对；确实不是的话，这一项不符合申报要求`;
  },
  'issue.needs_evidence':
    '通知要求提供达到这一级的证据，现在一份也没有，请至少补一份，论文、报告、数据都行。从缺凭证的条目里挑一条，说“修改 1级·形成报告的凭证”这样的话就能补',
  'issue.ask_person': '{ask}',
  'issue.person_again':
    '{person}已经提过一项：“{title}”。通知要求同一人最多提一项，请换一位建议人，或者先撤下那一项',
  'issue.person_again_draft':
    '您还有一份草稿也写的是{person}：“{title}”。通知要求同一人最多提一项，最后只能交一份',
  'issue.not_listed':
    '通知发给的 {count} 家单位里没有“{own}”。回“说明”可以看名单；确实不在名单里的，请先问一下发通知的单位',
  'issue.listed_as': '通知的名单里没有“{own}”，最接近的是“{name}”',
  'issue.duplicate_own':
    '您还有一份名称相近的申报：“{title}”。通知提醒不要重复申报，请确认不是同一项技术通过两个渠道报送',
};

const basis =
  '依据：投资 {investment} 万元，年效益 {benefit} 万元，年运行维护费用 {om} 万元，其中折旧 {depreciation} 万元，扣除折旧后 {cash} 万元，年净收益 {net} 万元';

const payback: Sentences = {
  'issue.payback_never': `按填写的数，每年没有净收益，投资收不回来，请核对效益和费用。${basis}`,
  'issue.payback_differs': `按填写的数推算，静态投资回收期约 {years} 年，您写的是 {stated} 年，请核对。${basis}`,
  'issue.payback_depreciation_kept': `您写的 {stated} 年像是没有把折旧从运行维护费用里扣出来。折旧不是现金支出，扣除后约 {years} 年，请核对。${basis}`,
  'issue.payback_beyond_life': '投资回收期 {stated} 年，比技术寿命 {life} 年还长，请核对',
  'issue.payback_case_differs':
    '第 {number} 个案例的实际回收期是 {years} 年，与填写的 {stated} 年相差较大，请核对，或在测算依据里说明原因',
  'issue.depreciation_unlikely':
    '年折旧 {depreciation} 万元，相当于 {investment} 万元的设备分 {years} 年折完，不太常见，请核对折旧费和产量',
};

export const rules: Sentences = {
  ...words,
  ...quantities,
  ...comparisons,
  ...counts,
  ...presence,
  ...payback,
};
