/** Words by which the list of who is expected is spoken of. */
import { list } from './list.ts';

/** Heads of commands; what they are about follows. Longer words are tried first. */
export const rosterWords = {
  template: list('名单模板 | 下载名单模板 | 人员名单模板'),
  import: list('导入名单 | 上传名单 | 更新名单'),
  list: list('名单 | 看名单 | 查看名单'),
  codes: list('名单邀请码 | 名单码'),
  due: list('单位截止日期 | 单位截止 | 内部截止'),
} as const;

export const assignWords = list('对应');

/** Instead of a day: the unit has no deadline of its own any more. */
export const noDay = list('无 | 没有 | 取消 | 不要了 | 去掉');
