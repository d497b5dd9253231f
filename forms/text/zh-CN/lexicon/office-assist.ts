/** Words by which a question is handed to a colleague, taken up, handed back and decided. */
import { list } from './list.ts';

/** 请…: between it and one of the verbs stands who, behind the verb what. */
export const handHeads = list('请 | 让 | 麻烦 | 我想请 | 想请 | 帮我请');

export const handVerbs = list(
  '补充一下 | 帮忙补充 | 来补充 | 补充 | 补一下 | 补 | 帮忙填一下 | 帮忙填 | 帮填 | 来填 | 填一下 | 填写 | 填 | 帮忙写 | 帮忙回答 | 回答 | 写一下 | 来写 | 写 | 提供一下 | 提供',
);

/** 把…交给…: the other way round. */
export const giveHeads = list('把 | 将');
export const giveVerbs = list('交给 | 转给 | 分给 | 派给');
export const giveTails = list('来填 | 填写 | 填 | 来写 | 写 | 补充 | 来补充 | 回答');

/** Nobody in particular. */
export const anyColleague = list('同事 | 我同事 | 我的同事 | 一个同事 | 一位同事 | 别人 | 其他人');

/** What no colleague is called: whoever says so tells of something else. */
export const notColleagues = list(
  '专家 | 有关 | 相关 | 用户 | 第三方 | 政府 | 企业 | 您 | 你 | 你们 | 大家 | 贵 | 他们',
);

export const startWords = list('开始协助 | 继续协助 | 接着协助');
export const leaveWords = list('退出协助 | 先不协助 | 暂停协助');
export const backWords = list('交回 | 交回去 | 交给对方 | 交回给对方');
export const listWords = list('同事填的 | 看同事填的 | 看看同事填的 | 协助情况 | 查看协助');
export const withdrawWords = list('收回协助 | 撤回协助 | 取消协助');

export const takeWords = list('采用 | 采纳 | 用这个');
export const takeAllWords = list('全部采用 | 都采用 | 全采用');
export const declineWords = list('不采用 | 不用这个 | 不采纳');
export const editWords = list('修改 | 我来改 | 自己改');
export const laterWords = list('以后再看 | 等会再看 | 先放着');
