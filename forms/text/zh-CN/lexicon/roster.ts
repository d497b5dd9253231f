/** Words by which the columns of a list of people are known, and what is said about such lists. */
import { list } from './list.ts';

/** Headings of each column: the template's own first. Compared without spaces, brackets and what stands in them. */
export const rosterHeadings = {
  unit: list(
    '单位 | 单位名称 | 所在单位 | 申报单位 | 工作单位 | 依托单位 | 提供单位 | 技术提供单位 | 推荐单位名称 | 机构 | 机构名称',
  ),
  person: list('姓名 | 联系人 | 联系人姓名 | 填报人 | 申报人 | 负责人 | 项目负责人 | 建议人 | 人员 | 名字'),
  phone: list('手机 | 手机号 | 手机号码 | 电话 | 电话号码 | 联系电话 | 联系方式 | 移动电话'),
  email: list('邮箱 | 电子邮箱 | 电子邮件 | 邮件 | 邮箱地址 | email | e-mail | mail'),
  wecom: list('企业微信账号 | 企业微信 | 企业微信ID | 企微账号 | 企微 | userid | 账号 | 工号'),
  due: list(
    '单位截止日期 | 单位截止 | 截止日期 | 内部截止日期 | 内部截止 | 校内截止 | 单位截止时间 | 截止时间',
  ),
} as const;

/** Columns that a list may have for its reader alone: not taken, not worth a word. */
export const rosterIgnored = list(
  '序号 | 编号 | 备注 | 说明 | 状态 | 邀请码 | 填报情况 | 部门 | 职务 | 职称',
);

/** The sheet that is taken where several look alike, and the one that explains. */
export const rosterSheets = list('名单 | 人员名单 | 填报名单 | 申报名单');

/** What stands in a cell where there is nothing. */
export const rosterNothing = list('无 | 没有 | - | — | / | 暂无 | n/a | 无。 | --');
