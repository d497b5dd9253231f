/** Words of talk around the answers: politeness, yes and no, not knowing, questions back, small talk. Lower case. */

import { list } from './list.ts';

/** Taken off the front of a short message before it is compared. */
export const politeHeads = list(`
    不好意思 | 对不起 | 麻烦你 | 麻烦您 | 麻烦 | 请问一下 | 请问 | 劳驾 | 拜托 | 可不可以 | 能不能 |
    能否 | 可否 | 可以 | 我想要 | 我想 | 我要 | 我需要 | 帮忙 | 帮我 | 给我 | 你好 | 您好 | 那就 |
    那么 | 那 | 嗯 | 哦 | 额 | 呃 | 先 | 请 | 能 | 就 | please
  `);

/** Taken off the end. */
export const politeTails = list(`
    下 | 可以吗 | 行吗 | 好吗 | 行不行 | 可以不 | 谢谢你 | 谢谢您 | 谢谢 | 多谢 | 一下 | 好了 | 吧 | 呢 |
    啊 | 哈 | 呀 | 哦 | 喔 | 噢 | 嘛 | 啦 | 咯 | 呗 | 吗 | 么 | 嘞 | please | thanks
  `);

export const sameAsBefore = list(`
    同上 | 同前 | 同上题 | 同上一题 | 同上面 | 与上同 | 和上面一样 | 跟上面一样 | 与上面一样 |
    和上题一样 | 和上一题一样 | 跟上一题一样 | 与上一题相同 | 与上题相同 | 与上相同 | 与前面相同 |
    和前面一样 | 跟前面一样 | 同前面 | 和之前一样 | 跟之前一样 | 一样 | 同样 | 一样的 | 相同 | 见上 |
    如上 | 同上所述 | same | same as above | same as before | ditto
  `);

export const unknown = list(`
    不好说 | 这个不好说 | 不知道 | 不清楚 | 不太清楚 | 不太知道 | 不了解 | 不太了解 | 不确定 | 不太确定 | 说不准 | 说不好 |
    没数 | 没有数据 | 暂时没有数据 | 暂无数据 | 目前没有数据 | 还没有数据 | 没数据 | 数据还没有 |
    数据还没出来 | 还没测 | 还没算 | 尚未测算 | 待定 | 未定 | 尚未确定 | 还没确定 | 还没定 | 待确认 |
    待核实 | 要问一下 | 要问问 | 我问一下 | 我问问 | 我查一下 | 要查一下 | 忘了 | 忘记了 | 记不清了 |
    不记得 | 不记得了 | 想不起来 | 想不起来了 | 我不知道 | 我不清楚 | 我也不知道 | 我也不清楚 |
    我不确定 | 暂时不知道 | 暂时不清楚 | 目前不清楚 | 目前不知道 | 现在不知道 | 还不知道 | 还不清楚 |
    未知 | 不详 | 不会填 | unknown | not sure | i don't know | don't know | no idea | tbd | tbc
  `);

export const none = list(`
    填无 | 写无 | 写无就行 | 填无就行 | 写无就可以 | 无 | 没有 | 没有的 | 没有呢 | 暂无 | 暂时没有 | 目前没有 | 现在没有 | 目前无 | 尚无 | 还没有 |
    并没有 | 没有这个 | 没有这项 | 这个没有 | 这项没有 | 这个暂时没有 | 都没有 | 一个都没有 |
    没有任何 | 不涉及 | 未涉及 | 不适用 | 不存在 | 我们没有 | 我没有 | 无此项 | 无需 | 不需要 |
    无内容 | none | n/a | na | nil | not applicable
  `);

/** "None" and "that was all" at once: which, depends on the moment. */
export const noneOrDone = list(
  `没有了 | 没了 | 没啦 | 没有啦 | 没有其他的了 | 没别的了 | 没有其他 | 没有别的`,
);

export const yes = list(`
    是 | 是的 | 是滴 | 是呀 | 对 | 对的 | 对对 | 对对对 | 没错 | 好 | 好的 | 好的好的 | 好滴 | 好嘞 |
    好呀 | 行 | 行的 | 可以 | 可以的 | 没问题 | 没有问题 | 确认 | 确定 | 正确 | 同意 | 嗯 | 嗯嗯 |
    嗯对 | 恩 | 中 | 成 | 就这样 | 就这样吧 | 就按这个 | 按这个 | 收到 | 明白 | 明白了 | 知道了 |
    了解 | 了解了 | 我知道了 | 我明白了 | 我了解了 | ok | okay | yes | y | yep | yeah | sure
  `);

export const no = list(`
    不 | 不是 | 不是的 | 否 | 不对 | 不对的 | 错 | 错了 | 错的 | 不行 | 不可以 | 不好 | 不要 | 不用 |
    不用了 | 不必 | 不同意 | 不确认 | 取消 | 算了 | 别 | 先不 | 先不用 | no | n | nope | cancel
  `);

/** "None of these, leave it": at a choice among readings, places or rows. */
export const lettingGo = list(
  `算了 | 取消 | 都不是 | 都不对 | 都不要 | 不要了 | 不用了 | 不记了 | 别记了 | cancel`,
);

/** Beginnings of "是的，但…": yes or no with more behind a comma or space. */
export const restMarks: readonly string[] = [
  ',',
  '，',
  '.',
  '。',
  ';',
  '；',
  ':',
  '：',
  '!',
  '！',
  '、',
  ' ',
  '\n',
  '-',
  '—',
];

/** A question about the present question, as the whole message. */
export const askBack = list(`
    帮我写 | 你帮我写 | 不会写 | 怎么办 | ? | ?? | ??? | 怎么填 | 怎么写 | 怎么答 | 怎么回答 | 怎么算 | 怎么说 | 咋填 | 咋写 | 如何填 |
    如何填写 | 如何写 | 怎样填 | 这个怎么填 | 这个怎么写 | 这题怎么填 | 这里怎么填 | 这里填什么 |
    这个填什么 | 该怎么填 | 应该怎么填 | 应该填什么 | 要填什么 | 填什么 | 填啥 | 写什么 | 写啥 |
    什么意思 | 啥意思 | 是什么意思 | 这是什么意思 | 这什么意思 | 这个什么意思 | 这个是什么意思 |
    这是什么 | 这是啥 | 什么 | 啥 | 不懂 | 看不懂 | 没看懂 | 没懂 | 不明白 | 没明白 | 不理解 |
    没听懂 | 听不懂 | 不太懂 | 不太明白 | 为什么 | 为啥 | 为什么要这个 | 为什么问这个 |
    为什么要填这个 | 为什么要填 | 为啥要填 | 为啥要这个 | 要这个干什么 | 要这个干嘛 | 有什么用 |
    有什么要求 | 什么要求 | 有要求 | 填写要求 | 填写说明 | 要求 | 说明 | 解释 | 解释一下 | 什么格式 |
    格式要求 | 多少字 | 写多少字 | 要写多少字 | 有字数限制 | 字数限制 | 有没有字数限制 | 必填 |
    是必填 | 是必填的 | 必须填 | 必须要填 | 一定要填 | 可以不填 | 不填行不行 | 不填可以 | 哪个 |
    哪里 | 谁的 | 具体一点 | 再说一遍 | 再说一次 | 再问一遍 | 问题是什么 | 什么问题 | what | why |
    how | what is this | what do you mean
  `);

/** A question about a term: the words before it, the words after it. `before` or `after` may be "". Longest first. */
export const askAbout: readonly { readonly before: string; readonly after: string }[] = [
  { before: '什么叫做', after: '' },
  { before: '什么叫', after: '' },
  { before: '什么是', after: '' },
  { before: '啥叫', after: '' },
  { before: '啥是', after: '' },
  { before: '何谓', after: '' },
  { before: '何为', after: '' },
  { before: '解释一下', after: '' },
  { before: '解释下', after: '' },
  { before: '为什么要填', after: '' },
  { before: '为什么要写', after: '' },
  { before: '为什么要问', after: '' },
  { before: '为什么要', after: '' },
  { before: '为什么问', after: '' },
  { before: '为啥要', after: '' },
  { before: '怎么算', after: '' },
  { before: '怎么填', after: '' },
  { before: '怎么写', after: '' },
  { before: '如何计算', after: '' },
  { before: '如何填写', after: '' },
  { before: 'what is', after: '' },
  { before: 'what does', after: 'mean' },
  { before: '', after: '指的是什么' },
  { before: '', after: '是什么意思' },
  { before: '', after: '是啥意思' },
  { before: '', after: '什么意思' },
  { before: '', after: '啥意思' },
  { before: '', after: '是指什么' },
  { before: '', after: '指什么' },
  { before: '', after: '是什么时候' },
  { before: '', after: '是谁' },
  { before: '', after: '是什么' },
  { before: '', after: '是啥' },
  { before: '', after: '是多少' },
  { before: '', after: '怎么计算' },
  { before: '', after: '怎么算' },
  { before: '', after: '怎么填' },
  { before: '', after: '怎么写' },
  { before: '', after: '如何计算' },
  { before: '', after: '如何填写' },
  { before: '', after: '填什么' },
  { before: '', after: '写什么' },
  { before: '', after: '有什么要求' },
];

/** "This one": asked about, they mean the present question. */
export const presentWords = list(
  `这 | 这个 | 这题 | 这一题 | 本题 | 此题 | 这项 | 这一项 | 这里 | 它 | 那个 | 那 | this | it`,
);

/** Endings that make a short sentence a question. */
export const questionEnds = list(
  `谁 | 哪里 | 哪儿 | 什么 | 多少 | 啥 | 几份 | 什么时候 | 啥时候 | 何时 | 哪天 | 哪一天 | 哪日 | 几号 | 几月几号 | 多久 | 多长时间 | ? | 吗 | 么 | 呢 | 没有 | 没 | 不`,
);

/** Words one of which stands in a short sentence that ends with a question mark or particle. */
export const questionWords = list(`
    什么 | 啥时候 | 何时 | 多久 | 多长 | 怎么 | 如何 | 哪 | 谁 | 多少 | 几 | 为什么 | 为啥 | 是否 | 是不是 | 能不能 | 可不可以 |
    要不要 | 需不需要 | 有没有 | 需要 | 必须 | 可以 | 能 | 要 | 算 | 还是 | 吗
  `);

/** Beginnings that make a short sentence without a question mark a question. */
export const questionHeads = list(`
    要不要 | 需不需要 | 用不用 | 是不是要 | 是不是得 | 是不是必须 | 能不能用 | 能不能不 | 可不可以不 | 为什么 | 为啥 | 怎么才 | 什么时候 | 啥时候 | 何时 | 最晚什么时候 | 最晚啥时候 | 最晚何时 | 最晚哪天 | 最晚几号 | 最迟什么时候 | 最迟哪天
  `);

export const smallTalk = {
  greeting: list(`
    你好 | 您好 | 你好呀 | 哈喽 | 嗨 | 在吗 | 在不在 | 在么 | 有人吗 | 早 | 早上好 | 上午好 | 中午好 |
    下午好 | 晚上好 | 老师好 | 助手你好 | 大家好 | hi | hello | hey | hi there | hello there |
    good morning | good afternoon
  `),
  thanks: list(`
    谢谢 | 谢谢你 | 谢谢您 | 谢谢了 | 谢谢啦 | 多谢 | 感谢 | 非常感谢 | 太感谢了 | 谢了 | 辛苦了 |
    辛苦 | 麻烦了 | 麻烦你了 | 麻烦您了 | 好的谢谢 | 好谢谢 | 明白了谢谢 | 知道了谢谢 | 收到谢谢 |
    thanks | thank you | thx | thank you very much
  `),
  farewell: list(`
    再见 | 拜拜 | 拜 | 回见 | 回头见 | 明天见 | 下次见 | 晚安 | 下班了 | 我下班了 | 先走了 |
    我先走了 | 我先忙了 | 去开会了 | 我去开会了 | bye | bye bye | goodbye | see you
  `),
  complaint: list(`
    太麻烦了 | 好麻烦 | 真麻烦 | 这么麻烦 | 怎么这么麻烦 | 麻烦死了 | 烦 | 好烦 | 真烦 | 烦死了 |
    很烦 | 无语 | 服了 | 太难用了 | 真难用 | 难用 | 不好用 | 太慢了 | 好慢 | 太复杂了 | 好复杂 |
    怎么这么多 | 怎么这么多问题 | 问题太多了 | 怎么还有 | 怎么又问 | 不是说过了 | 我说过了 |
    我都说了 | 刚才说过了 | 前面说过了 | 已经说过了 | 有完没完 | 还有完没完 | 什么破玩意 |
    什么破系统 | 垃圾 | 差评 | 你有毛病 | 你听不懂 | 你没听懂 | 答非所问 | 不是这个意思 |
    我不是这个意思
  `),
  thinking: list(`
    我想想 | 让我想想 | 我再想想 | 再想想 | 想一想 | 想一下 | 我想一下 | 让我想一下 | 我看看 | 我找找 | 我找一下 | 我看一下 |
    我再想想这个怎么说 | 考虑一下 | 我考虑一下
  `),
  tired: list(`
    累 | 累了 | 好累 | 太累了 | 累死了 | 我累了 | 有点累 | 填累了 | 不想填了 | 填不动了 | 写不动了 |
    太多了 | 好多啊 | 这么多 | 好多 | 怎么这么长 | 太长了
  `),
} as const;

/** Number words of quick replies: 第一个, 选1, 选项一. */
export const ordinalHeads = list(`我选第 | 我选 | 选项 | 选第 | 选择 | 选 | 第 | 就`);
export const ordinalTails = list(`个选项 | 个吧 | 个 | 项 | 条 | 种 | 号 | 吧 | . | 、 | ) | ）`);
export const lastOption = list(`最后一个 | 最后一项 | 最后那个 | 倒数第一个`);
export const formerLatter = {
  former: list(`前者 | 前面那个 | 上面那个`),
  latter: list(`后者 | 后面那个 | 下面那个`),
} as const;

/** What numbered parts of a form are called, the larger first. */
export const partWords = {
  section: list(`章 | 节 | 部分 | 大项 | 大类 | 大题`),
  question: list(`题 | 个问题 | 问 | 项 | 条 | 小题 | 栏`),
} as const;

/** Characters that turn a command round: one of them more or less is never a slip of the finger. */
export const negations = list(`不 | 没 | 别 | 无 | 未 | 非`);

/** What a named call may be called besides: 换成可持续技术那个征集. */
export const callWords = list(`征集 | 通知 | 那个 | 这个 | 的`);

/** Choosing a call: 我要填可持续发展技术. */
export const choosingVerbs = list(`填报 | 填写 | 申报 | 选择 | 填 | 报 | 选`);

/** Sounds that say nothing. */
export const sounds = list(
  `哦 | 噢 | 喔 | 额 | 呃 | 啊 | 哈 | 哈哈 | 哈哈哈 | 呵呵 | 嘿嘿 | 唉 | hmm | haha | lol`,
);

/** Beginnings of "I shall have to ask": not known yet. */
export const willAsk = list(`
    我去问 | 我得问 | 我要问 | 我先问 | 我问 | 要问一下 | 要问问 | 得问 | 回头问 | 我去查 | 我得查 | 我查 | 我要查 | 要查 |
    得查 | 我核实 | 我去核实 | 要核实 | 要问
  `);

/** Between a label and new words said without a colon: 新邮箱改 li@example.com. */
export const labelHeads = list(`新的 | 新 | 我的 | 我们的`);
export const labelTails = list(`是 | 为 | 改 | 改成 | 改为 | 换成`);

/** In front of the name of another question in the same message: 另外电话是 …. */
export const besides = list(`另外 | 还有 | 以及 | 同时 | 然后 | 对了`);
