/** What people type where they say nothing: recognised as the whole of a text, to ask once whether it was meant. */
import { list } from './list.ts';

export const fillers = list(`
  测试 | 测试一下 | 试试 | 试一下 | 随便 | 随便写 | 随便写的 | 随便填 | 瞎写 | 瞎填 | 乱写 | 不想写 | 懒得写 | 呵呵 | 嘿嘿 |
  嘻嘻 | 阿巴阿巴 | 略略略 | 占位 | 占个位 | 先占位 | 待补 | 待补充 | 待写 | 待填 | 以后补 | 回头补 | 后补 | test | testing | todo |
  xxx | abc | null | undefined | hi | hello | ok | lorem ipsum
`);

/** Rows of the keyboard, and the alphabet. */
export const keyboard: readonly string[] = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'poiuytrewq',
  'lkjhgfdsa',
  'mnbvcxz',
  'abcdefghijklmnopqrstuvwxyz',
];

/** Words of two and more characters that are no name of a person, as the whole answer. */
export const nobodysNames = list(`
  今天 | 今日 | 昨天 | 昨日 | 前天 | 明天 | 明日 | 后天 | 大前天 | 大后天 | 现在 | 刚才 | 刚刚 | 当天 |
  今年 | 去年 | 明年 | 前年 | 后年 | 本年 | 上年 | 本月 | 上月 | 下月 | 这个月 | 上个月 | 下个月 | 年初 |
  年中 | 年底 | 年末 | 月初 | 月底 | 月末 | 上午 | 下午 | 晚上 | 早上 | 中午 | 周末 | 星期一 | 星期二 |
  星期三 | 星期四 | 星期五 | 星期六 | 星期天 | 星期日 | 好的 | 好吧 | 好了 | 是的 | 对的 | 不是 | 不对 |
  不行 | 可以 | 没有 | 没了 | 没有了 | 随便 | 随意 | 都行 | 都可以 | 无所谓 | 不用 | 不要 | 不填 | 不写 |
  不详 | 未知 | 保密 | 匿名 | 无名 | 没人 | 某人 | 本人 | 我的 | 自己 | 我自己 | 你好 | 您好 | 谢谢 |
  谢谢你 | 再见 | 哈哈 | 哈哈哈 | 呵呵 | 嘿嘿 | 嗯嗯 | 啊啊 | 啊啊啊 | 测试 | 试试 | 试一下 | 什么 | 怎么 |
  哪个 | 是谁 | 谁啊 | 多少 | 为什么 | 同上 | 待补 | 再说 | 以后再说 | 姓名 | 名字 | 全名 | 联系 | 负责人 |
  申报人 | 推荐人 | 老师 | 教授 | 领导 | 主任 | 院长 | 所长 | 经理 | 第一 | 第一个 | 第二 | 第二个 | 一个 |
  两个 | 三个 | 前者 | 后者 | 上面 | 下面 | 这个 | 那个 | 其他 | asdf | qwer | qwerty | test | ok | yes |
  no | none | null | abc | xxx | haha | hello | today | hi
`);
