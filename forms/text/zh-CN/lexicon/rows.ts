/** Words about the rows of a list: added, taken away, brought back, put in another order. Lower case, without spaces. */
import { list } from './list.ts';

export const removeVerbs = list(`删除掉 | 删除 | 删掉 | 删去 | 删了 | 删 | 去掉 | 移除 | remove | delete`);

/** Removes behind a row's name only: 第2项不要了. Alone it says no. */
export const unwanted = list(`不要了 | 不要`);

/** Said with what was taken away: 恢复第2项, 把删掉的案例找回来. */
export const restoreVerbs = list(`
  恢复一下 | 恢复回来 | 恢复 | 找回来 | 找回 | 加回来 | 加回去 | 放回来 | 放回去 | 拿回来 | 要回来 | 撤销删除 |
  取消删除 | restore
`);
/** "What was taken away last", with 恢复. */
export const takenAway = list(`
  刚才删的 | 刚才删掉的 | 刚才删除的 | 刚刚删的 | 刚删的 | 刚删掉的 | 删掉的 | 删除的 | 删了的 | 删的 | 被删的 | 被删掉的 |
  被删除的 | 已删除的 | 删错的 | 误删的
`);
/** May follow it: 刚才删的那一项. */
export const thatOne = list(
  `那一个 | 那个 | 那一项 | 那项 | 那一条 | 那条 | 那一行 | 那行 | 一个 | 一项 | 一条 | 一行`,
);

export const addVerbs = list(`
  再增加 | 再添加 | 再新增 | 再加 | 再添 | 再补 | 再来 | 还要加 | 还想加 | 增加 | 添加 | 新增 | 加上 | 加 | 添 | add
`);
/** Between the verb and the name of the list: 再加一项关键技术. */
export const oneMore = list(`一个 | 一项 | 一条 | 一行 | 一组 | 一家 | 一 | 个 | 项 | 条`);

/** Between the row and where it goes; the short ones only where both are named. */
export const moveVerbs = {
  strong: list(`移动到 | 移到 | 移至 | 挪到 | 挪至 | 排到 | 调到 | 调至 | 提到 | 换到 | 搬到 | 插到`),
  weak: list(`放到 | 放在 | 排在 | 提 | 放 | 排 | 移 | 挪 | 调`),
} as const;

/** One place up or down, in front of the row's name or behind it. */
export const upWords = list(`
  往上移动 | 往上移 | 向上移动 | 向上移 | 往上挪 | 往上调 | 往前移动 | 往前移 | 向前移 | 往前挪 | 往前排 | 往前调 | 上移 | 前移 |
  靠前 | move up
`);
export const downWords = list(`
  往下移动 | 往下移 | 向下移动 | 向下移 | 往下挪 | 往下调 | 往后移动 | 往后移 | 向后移 | 往后挪 | 往后排 | 往后调 | 下移 | 后移 |
  靠后 | move down
`);
/** May follow a move by one place. */
export const oneStep = list(`一位 | 一格 | 一行 | 一个 | 一项 | 一条 | 一下 | 位置 | 一个位置`);

/** To the first or last place: behind the row's name, or behind a verb of moving. */
export const topWords = list(`置顶`);
export const bottomWords = list(`置底`);
export const firstPlace = list(`
  最前面 | 最前边 | 最前 | 最上面 | 最上边 | 最上 | 最开头 | 开头 | 第一位 | 首位 | 第一 | 前面 | 前头 | 顶部 | top
`);
export const lastPlace = list(`
  最后面 | 最后边 | 最后一位 | 最后 | 最下面 | 最下边 | 最下 | 最末尾 | 最末 | 末尾 | 末位 | 后面 | 底部 | bottom
`);
/** Behind the name of another row. */
export const beforeWords = list(`的前面 | 的前边 | 的上面 | 前面 | 前边 | 上面 | 上边 | 之前 | 之上 | 前`);
export const afterWords = list(`的后面 | 的后边 | 的下面 | 后面 | 后边 | 下面 | 下边 | 之后 | 之下 | 后`);

/** Two rows change places. */
export const swapVerbs = list(`
  调换一下 | 调换 | 对调一下 | 对调 | 互换一下 | 互换 | 交换一下 | 交换 | 换一下 | 换个 | 调个 | 颠倒一下 | 颠倒 | swap
`);
/** May follow: 第1和第2换一下顺序. */
export const swapTails = list(`的位置 | 的顺序 | 的次序 | 位置 | 顺序 | 次序 | 过来`);
export const swapJoins = list(`和 | 与 | 跟 | 同 | 及 | and`);

/** What rows are called when they are numbered. */
export const rowWords = list(`行 | 条 | 个 | 项 | 案例 | 指标 | 专利 | 单位 | 组 | 家 | 位 | 号`);
/** Around the number of a row: 这一行, 最后一行, 倒数第二个. */
export const thisRow = list(
  `这一行 | 这行 | 本行 | 这一条 | 这条 | 这一个 | 这个 | 这一项 | 这项 | 当前行 | 它`,
);
export const lastRow = list(`最后 | 最后一行 | 最后一条 | 最后一个 | 最后一项 | 末行`);
export const fromTheEnd = list(`倒数第 | 倒数`);
