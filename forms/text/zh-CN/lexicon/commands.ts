/**
 * What people type to steer the interview. Every phrase is the whole message, politeness, particles and punctuation
 * taken off; lower case. A phrase stands under one command only.
 */
import { list } from './list.ts';

export const commands = {
  start: list(`
    开始 | 开始填 | 开始填报 | 开始申报 | 开始吧 | 我要填报 | 我要申报 | 申报 | 填报 | 填表 | start |
    begin
  `),
  help: list(`
    帮助 | 帮助一下 | 求助 | 命令 | 指令 | 有什么命令 | 有哪些命令 | 有什么功能 | 你能做什么 |
    你会做什么 | 你会什么 | 你能干什么 | 能做什么 | 怎么用 | 怎么使用 | 使用说明 | 操作说明 | 你是谁 |
    你是什么 | 菜单 | help | /help | menu
  `),
  progress: list(`
    进度 | 查看进度 | 看进度 | 看看进度 | 填写进度 | 到哪了 | 填到哪了 | 填到哪里了 | 填到哪儿了 |
    我填到哪了 | 做到哪了 | 现在到哪了 | 到第几题了 | 还有多少 | 还有多少题 | 还有几题 |
    还有几个问题 | 还有多少问题 | 还剩多少 | 还剩多少题 | 还剩几题 | 还剩几个 | 还剩什么 | 还差什么 |
    还差哪些 | 还缺什么 | 还缺哪些 | 还有哪些没填 | 还有什么没填 | 哪些没填 | 目录 | 问题列表 |
    progress | list
  `),
  back: list(`
    上一题 | 上一个 | 上一步 | 上一个问题 | 上一项 | 上一条 | 上题 | 返回 | 返回上一题 | 返回上一步 |
    返回上一个问题 | 回上一题 | 回到上一题 | 回到上一步 | 回到上一个问题 | 退回上一题 | 退回 |
    退一步 | 往回 | 往前一题 | 后退 | 前一题 | 前一个 | 前一个问题 | 回去 | back | go back |
    previous | prev
  `),
  skip: list(`
    跳过 | 跳过去 | 跳过这题 | 跳过这一题 | 跳过本题 | 跳过这个 | 跳过这个问题 | 跳过此题 | 先跳过 |
    先跳过这题 | 这题跳过 | 这题先跳过 | 这个跳过 | 这个先跳过 | 略过 | 先略过 | 略 | 下一题 |
    下一个 | 下一个问题 | 下一步 | 下一项 | 下题 | 以后再说 | 以后再填 | 以后填 | 稍后再说 |
    稍后再填 | 稍后填 | 待会再填 | 回头再填 | 回头再说 | 后面再填 | 后面再说 | 之后再填 | 先不填 |
    暂不填 | 暂不填写 | 暂时不填 | 先空着 | 先放着 | 先放一放 | 不填 | 不想填 | 不填了 | 过 | skip |
    skip it | skip this | next | pass | later
  `),
  skip_section: list(`
    跳过本节 | 跳过这节 | 跳过这一节 | 跳过整节 | 跳过这部分 | 跳过这一部分 | 跳过本部分 |
    跳过整个部分 | 跳过这一章 | 跳过本章 | 这节跳过 | 这一节跳过 | 这一节先跳过 | 这部分跳过 |
    这部分先跳过 | 整节跳过 | 整节都跳过 | 下一节 | 下一部分 | 下一个部分 | 下一章 | skip section |
    next section
  `),
  preview: list(`
    预览 | 看预览 | 预览一下 | 看看效果 | 看看全文 | 看全文 | 看一下全文 | 看看申报书 | 看看表格 |
    看看填好的 | 看看现在的样子 | 全部内容 | 预览申报书 | 预览文档 | preview
  `),
  export: list(`
    导出 | 导出文件 | 导出文档 | 导出word | 导出申报书 | 下载 | 下载文件 | 下载文档 | 下载word |
    下载申报书 | 生成 | 生成文档 | 生成文件 | 生成word | 生成申报书 | 出文件 | 出文档 | 给我文件 |
    把文件给我 | 要文件 | export | download
  `),
  example: list(`
    例子 | 举例 | 举个例子 | 举例子 | 来个例子 | 有例子 | 有没有例子 | 看例子 | 看看例子 | 给个例子 |
    例子看看 | 示例 | 看示例 | 给个示例 | 范例 | 样例 | 范文 | 参考 | 给个参考 | 有参考 | 有没有参考 |
    有模板 | 有没有模板 | 比如 | 比如说 | 例如 | example | sample | for example
  `),
  pause: list(`
    暂停 | 先停 | 先停一下 | 停一下 | 停 | 等一下 | 等等 | 等会 | 等会儿 | 稍等 | 稍后继续 | 保存 |
    保存退出 | 保存草稿 | 存草稿 | 存一下 | 退出 | 先到这 | 先到这里 | 先到这儿 | 今天先到这 |
    今天先到这里 | 今天到这 | 今天到此为止 | 明天再填 | 明天再说 | 明天继续 | 改天再填 | 改天再说 |
    下次再填 | 下次再说 | 休息一下 | 休息会儿 | 先歇会儿 | 歇一会 | 不填了先 | 先不弄了 | pause |
    quit | exit | stop | save
  `),
  resume: list(`
    继续 | 继续填 | 继续填报 | 继续填写 | 接着填 | 接着来 | 接着 | 接着上次 | 继续上次 | 从上次继续 |
    恢复 | 我回来了 | 回来了 | 往下走 | 往下 | resume | continue | go on
  `),
  switch_call: list(`
    换征集 | 换个征集 | 换一个征集 | 切换征集 | 更换征集 | 其他征集 | 别的征集 | 选征集 | 选择征集 |
    征集列表 | 有哪些征集 | 有什么征集 | 换个通知 | 换一个通知 | switch call | switch
  `),
  drafts: list(`
    草稿 | 删除草稿 | 我的草稿 | 草稿列表 | 看草稿 | 查看草稿 | 换草稿 | 换个草稿 | 换一份草稿 | 切换草稿 |
    其他草稿 | 别的草稿 | 我的申报 | 我的项目 | 我的填报 | 申报列表 | 项目列表 | 换项目 | 换个项目 |
    换一个项目 | 换成另一个项目 | 换到另一个项目 | 切换项目 | 另一个项目 | 另一个草稿 | 另一份草稿 |
    另一份 | 换一份 | 换另一份 | 换成另一份 | 换成另一个 | drafts | my drafts
  `),
  new_draft: list(`
    新建 | 新建草稿 | 新建一份 | 新建申报 | 新建项目 | 新草稿 | 新开一份 | 再填一份 | 再报一个 |
    再报一项 | 再申报一个 | 再申报一项 | 另报一个 | 另填一份 | 重新开始 | 从头开始 | 从头再来 | 重来 |
    新项目 | 新的项目 | new | new draft | restart
  `),
  check: list(`
    检查 | 检查一下 | 帮我检查 | 全部检查 | 形式审查 | 做形式审查 | 自查 | 审查 | 核对 | 核对一下 |
    校验 | 有没有问题 | 有什么问题 | 还有什么问题 | 查错 | 看看有没有错 | check | validate
  `),
  status: list(`
    状态 | 查看状态 | 什么状态 | 现在什么状态 | 申报状态 | 提交状态 | 提交了没 | 提交了没有 | 提交了 |
    交了没 | 交了没有 | 报了没 | 报上去了没 | 我提交了 | 我交了没 | 我交了没有 | 我提交了没 |
    我提交了没有 | 我提交成功了 | 提交成功了 | 已经提交了 | 是否提交 | 是否已提交 | 是不是提交了 |
    审核通过了 | 审核结果 | 通过了没 | 有结果了 | status
  `),
  finish: list(`
    提交 | 我要提交 | 确认提交 | 正式提交 | 现在提交 | 提交申报书 | 提交申报 | 定稿 | 我要定稿 |
    确认定稿 | 完成申报 | 完成填报 | 结束填报 | 全部填完了 | 全部完成 | 全都填完了 | 都填完了 |
    submit | finish
  `),
  add_row: list(`
    加一行 | 增加一行 | 添加一行 | 新增一行 | 再加一行 | 加一条 | 增加一条 | 添加一条 | 新增一条 |
    再加一条 | 加一个 | 再加一个 | 再来一个 | 再来一条 | 再添一个 | 再添一条 | 添加 | 新增 | 增加 |
    还有一个 | 还有一条 | 还有一项 | 还要加 | 继续添加 | 继续加 | add | add row | one more
  `),
  undo: list(`
    撤销 | 撤回 | 撤消 | 撤销一下 | 撤销上一步 | 撤销刚才的 | 撤回刚才的 | 撤回上一条 | 刚才的不算 |
    刚才不算 | 上一条不算 | 取消刚才的 | 恢复原来的 | 还原 | undo
  `),
  done: list(`
    完了 | 好了 | 发完了 | 说完了 | 写完了 | 填完了 | 传完了 | 上传完了 | 完毕 | 发送完毕 | 结束 |
    完成 | 完成了 | 我好了 | 就这些 | 就这些了 | 就是这些 | 就这么多 | 就这样 | 没了 | 没有其他了 |
    没有别的了 | 没有更多了 | 没有了就这些 | 到此为止 | 以上 | 以上就是全部 | 以上是全部 |
    全部发完了 | done | that's all | that is all | no more | end
  `),
} as const satisfies Record<string, readonly string[]>;

/** Words that begin an edit: 修改联系人. */
export const editVerbs = list(`
    修改 | 更改 | 改一下 | 改下 | 改改 | 编辑 | 更正 | 订正 | 重填 | 重新填写 | 重新填 | 重新写 |
    重写 | 我要改 | 改 | edit | change
  `);

/** Words that end an edit: 联系人改一下. */
export const editTails = list(`
    要改一下 | 需要修改 | 需要改 | 修改一下 | 改一下 | 要修改 | 修改 | 要改 | 改下 | 重填 | 重写 |
    重新填 | 写错了 | 填错了 | 打错了 | 说错了 | 记错了 | 弄错了 | 搞错了 | 错了 | 不对 | 有误 |
    有错
  `);

/** Words that begin a jump. The strong ones mean nothing else; the weak ones need a name that fits exactly. */
export const gotoVerbs = {
  strong: list(`
    跳转到 | 跳转至 | 跳转 | 跳到 | 跳至 | 跳去 | 回到 | 返回到 | 退回到 | 转到 | 定位到 | 切到 |
    goto | go to | jump to
  `),
  weak: list(`
    去到 | 先填 | 先写 | 先说 | 先做 | 填写 | 查看 | 看看 | 看一下 | 看下 | 进入 | 打开 | 去 | 到 |
    填 | 看 | 回 | 返回
  `),
} as const;

/** What may follow the name of a place: 回到投资那里. */
export const placeTails = list(`
    那个地方 | 那个问题 | 那一部分 | 这一部分 | 那一题 | 那一节 | 那一项 | 那部分 | 这部分 | 的部分 |
    的地方 | 的内容 | 的答案 | 的回答 | 的问题 | 那里 | 那儿 | 那边 | 那块 | 那题 | 那节 | 那项 |
    那栏 | 这里 | 这题 | 这节 | 这块 | 这项 | 这栏 | 一栏 | 一项 | 一节 | 部分 | 答案 | 去 | 的
  `);

/** Words in front of the name of a place: 前面的减排率. */
export const placeHeads = list(`
    前面的 | 前面 | 上面的 | 上面 | 之前的 | 之前 | 刚才的 | 刚才 | 刚刚的 | 刚刚 | 前边的 | 我的 |
    那个 | 这个 | 原来的 | 先前的
  `);

/** Removing a row: the verbs, and what rows are called when they are numbered. */
export const removeVerbs = list(`删除 | 删掉 | 删去 | 删了 | 删 | 去掉 | 移除 | remove | delete`);
export const rowWords = list(`行 | 条 | 个 | 项 | 案例 | 指标 | 专利 | 单位 | 组`);

/** Switching to a named call: 换成可持续发展技术. */
export const switchVerbs = list(
  `切换到 | 切换成 | 切换 | 更换为 | 更换成 | 换成 | 换到 | 换去 | 改填 | 改报 | 换`,
);

/** Places by position. */
export const positions = {
  first: list(`开头 | 最开始 | 最前面 | 第一题 | 第一个问题 | 最开头 | 起点`),
  last: list(`最后 | 最后一题 | 最后一个问题 | 末尾 | 结尾`),
  previousSection: list(`上一节 | 上一部分 | 上一个部分 | 上一章 | 前一节 | 前一部分`),
} as const;
