/** Looking at what was handed in, and deciding. */
import type { Sentences } from '../index.ts';

export const officeReview: Sentences = {
  'office.review.material_words': '材料|看材料|文件|看文件|发材料',
  'office.review.return_words': '退回',
  'office.review.pass_words': '通过',
  'office.review.refuse_words': '不通过|不予通过|否决',
  'office.review.which': '请说清楚是哪一项：先说“详情 1”或受理号看过，再{verb}。',
  'office.review.verb.return': '退回',
  'office.review.verb.pass': '通过',
  'office.review.verb.refuse': '不通过',
  'office.review.verb.material': '看材料',
  'office.review.none': '没有找到这一项，也可能不在您的权限里。',
  'office.review.not_submitted': '这一项还没有提交，办公室还不能处理。',
  'office.review.changed_meanwhile': '这一项刚有变化（{stage}）。请再看一遍详情，再决定。',
  'office.review.return_how':
    '退回要写意见，比如“退回 投资：请写明口径；专利号：与证书不一致”，或者“退回 整体材料缺少盖章页”。',
  'office.review.refuse_how': '不通过要写理由，比如“不通过 不属于本次征集范围”。',
  'office.review.return_ask':
    '要退回《{title}》（{number}），意见 {count} 条：\n{comments}\n确认以后通知申报人。确认吗？',
  'office.review.comment': '{number}. {label}：{text}',
  'office.review.whole': '整体',
  'office.review.pass_ask': '《{title}》（{number}）{checks}通过吗？确认以后通知申报人。',
  'office.review.checks_open': '还有 {count} 处形式检查没过，',
  'office.review.refuse_ask':
    '《{title}》（{number}）不通过，理由：{why}。确认以后通知申报人，之后不能再提交。确认吗？',
  'office.review.done.returned': '已退回《{title}》，正在通知申报人。',
  'office.review.done.passed': '《{title}》已通过，正在通知申报人。',
  'office.review.done.refused': '《{title}》不通过，正在通知申报人。',
  'office.review.material': '《{title}》第 {round} 次提交的材料（{time}）：{sent}{more}',
  'office.review.sent': '连同发来的 {count} 个文件。',
  'office.review.sent_more': '还有 {count} 个在“工作台”里看。',
  'office.submit.office': '{call}征集办公室',
};
