/** Words about reminders and deadlines. Each of the first two is a whole message. */
import { list } from './list.ts';

export const muteWords = list(`
  免打扰 | 消息免打扰 | 不要提醒 | 不要提醒我 | 不用提醒 | 不用提醒我 | 别提醒 | 别提醒我 | 别再提醒 | 别再提醒我 |
  不要再提醒 | 不要再提醒我 | 停止提醒 | 关闭提醒 | 关掉提醒 | 取消提醒
`);

export const unmuteWords = list(`
  恢复提醒 | 打开提醒 | 开启提醒 | 重新提醒 | 取消免打扰 | 关闭免打扰 | 解除免打扰
`);

/** Heads of a coordinator's message. */
export const remindHeads = list('提醒');
export const reportHeads = list('提醒情况 | 提醒记录 | 提醒结果');
export const groupHeads = list('群通知');
export const scheduleHeads = list('提醒安排 | 提醒设置 | 提醒时间');
export const internalHeads = list('内部截止 | 内部截止日期 | 内部截止时间 | 内部期限');
export const officialHeads = list('截止 | 截止日期 | 截止时间 | 报送截止 | 官方截止 | 正式截止');
export const exceptionHeads = list('例外');

/** Whom to remind. */
export const absentWords = list('未开始 | 没开始 | 还没开始 | 未填 | 没填 | 未填报');
export const unfinishedWords = list('未完成 | 没完成 | 还没完成 | 未提交 | 没提交 | 未交 | 没交');
export const returnedWords = list('退回未改 | 退回没改 | 退回的 | 退回');
export const everyoneWords = list('全部 | 所有人 | 全体 | 未报');
export const unitWords = list('单位');
/** Also those who were reminded a short time ago. */
export const againWords = list('也提醒近期的 | 包括近期');
/** Back to what holds without a setting. */
export const usualWords = list('默认 | 恢复默认');
