/** Words about answers given before: corrected, added to, filed in the wrong place. Lower case. */

import { list } from './list.ts';

/** Begins a sentence that changes something: 把电话改成…. */
export const objectMarks = list(`把 | 将`);

/** Marks of a correction between the place and the new words, longest first. */
export const becomes = list(`
    应该改成 | 应该改为 | 应当改为 | 应该为 | 应当为 | 应该是 | 应当是 | 更正为 | 修改为 | 修改成 |
    更改为 | 变更为 | 更新为 | 更改成 | 调整为 | 应改为 | 改成 | 改为 | 换成 | 换为 | 应为 | 应是
  `);

/** "It was written wrong", between the place and the new words. */
export const wrongs = list(`
    写错了 | 填错了 | 打错了 | 说错了 | 记错了 | 弄错了 | 搞错了 | 算错了 | 输错了 | 有误 | 有错 |
    不对 | 错了 | 写错 | 填错 | 打错
  `);

/** Between "wrong" and the new words. */
export const isNow: readonly string[] = [
  ...becomes,
  ...list(`实际上是 | 实际是 | 正确的是 | 其实是 | 其实 | 是 | 为 | :`),
];

/** Beginnings that say "a correction follows". */
export const correctionHeads = list(`
    更正一下 | 更正 | 纠正一下 | 纠正 | 订正 | 勘误 | 修正一下 | 修正 | 改正 | 说错了 | 写错了 |
    刚才写错了 | 刚才说错了 | 前面写错了 | 前面说错了 | 打错了 | 填错了 | 不对 | 错了 | correction
  `);

/** Beginnings of more text for an earlier answer: those that mean nothing else, and those that may begin an answer. */
export const appendHeads = {
  strong: list(`
    补充说明 | 补充一下 | 补充一点 | 补充几点 | 再补充一下 | 再补充一点 | 再补充 | 补充 | 接上条 |
    接上一条 | 接上文 | 接上面 | 接前面 | 接上 | 接着上一条 | 接着上面 | 续上条 | 续上 | 续上文 |
    上一条补充 | 前面补充 | 续
  `),
  weak: list(`还有一点 | 还有 | 另外 | 此外 | 对了 | 忘了说 | 再加一句 | 漏了一点 | 漏了一句`),
} as const;

/** Correction heads that a plain remark may begin with too. */
export const softCorrections = list(`不对 | 错了 | 说错了 | 写错了 | 打错了 | 填错了`);

/** Endings of "补充" with a place: 给工艺流程补充：…, 工艺流程补充：… */
export const appendWords = list(`再补充 | 补充 | 追加 | 加上`);

/** Marks of a text that goes on. */
export const goesOn = list(
  `未完待续 | 待续 | 未完 | 没完 | 还没完 | 还没写完 | 没发完 | 还没发完 | to be continued | tbc`,
);

/** "That went to the wrong place", as the whole message or as a beginning. */
export const misplaced = {
  wrongPlace: list(`
    填错地方了 | 填错位置了 | 放错地方了 | 放错位置了 | 写错地方了 | 填错题了 | 答错题了 |
    答错地方了 | 填串了 | 填错行了 | 串行了 | 不是这一题的 | 不是这题的 | 不是填这里的 | 不是这里的
  `),
  /** Around the place it belongs to: 这是上一题的, 刚才那条是填在电话里的. */
  before: list(`
    刚才那条应该填在 | 刚才那条应该填到 | 刚才那条是填 | 刚才那条是 | 刚才那个是 | 刚才说的是 |
    刚才填的是 | 刚才的是 | 上一条应该填到 | 上一条是 | 这条应该填到 | 这条应该填在 | 这一条是 |
    这条是 | 这个应该填到 | 这个应该填在 | 这应该填在 | 这应该填到 | 应该填到 | 应该填在 | 这是 |
    这个是 | 那是 | 那条是 | 移到 | 挪到 | 放到
  `),
  previous: list(`上一题 | 上一个问题 | 上题 | 上一项 | 前一题 | 上一个 | 前面那题`),
} as const;

/** Words in front of and behind "补充": 给工艺流程补充：…, 在投资那里补充…. */
export const placeMarks = list(`给 | 在 | 对 | 往`);
