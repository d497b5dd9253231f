/** What coordinators, reviewers and administrators can say; a line for each act of `forms/office/roles.ts`. */
import type { Sentences } from '../index.ts';

export const officeHelp: Sentences = {
  'office.help.words': '帮助|办公室帮助|管理帮助|能做什么|我能做什么|怎么用',
  'office.help.head': '您可以说：',
  'office.help.standing':
    '· “状态”“谁没交”“某某大学到哪了”“第三节还空着的有哪些”“自评高于证据的”“本周新交的”；再说“详情 1”“更多”“导出名单”',
  'office.help.answers': '· “材料”：看过详情以后，要提交的文件',
  'office.help.return': '· “退回 题名：意见；题名：意见”',
  'office.help.decide': '· “通过”“不通过 理由”',
  'office.help.roster':
    '· “名单”“名单模板”“导入名单”“名单邀请码”，加征集名；“单位截止 单位名 日期”；“对应”：对不准的人您来认',
  'office.help.duplicates': '· “查重 征集名”：看有没有重复的；再说“第 1 对 是同一项”“第 1 对 不是”',
  'office.help.package':
    '· “检查材料 征集名”“汇总表”“推荐函”“打包”“历次材料包”“第 1 包”；调顺序说“排序 3 放到 1”“优先 3、5”',
  'office.help.remind':
    '· “提醒 未开始”“提醒 未完成”“提醒 退回未改”“提醒 单位 某某大学”“提醒情况”；“群通知 要发的话”',
  'office.help.deadline':
    '· “截止”看日期，“截止 征集名 2026-12-20 16:00”“内部截止 征集名 2026-12-10”改日期；“提醒安排”',
  'office.help.exception': '· “例外 某某大学 理由”：准许截止后提交',
  'office.help.invite_reviewer': '· “邀请评审 征集名”，可以加“单位=”“领域=”',
  'office.help.invite_coordinator': '· “邀请协调人 征集名”“邀请管理员”',
  'office.help.grants': '· “权限”“收回 2”',
  'office.help.own':
    '自己填申报照常回答就行，“进度”“例子”“说明”都管用；“请同事补充 题目”可以分给别人填。换一个渠道继续，说“绑定”。',
};
