/** What the program itself says when it starts and stops. */
import type { Sentences } from '../index.ts';

export const start: Sentences = {
  'start.ready': '申报助手已启动，请在浏览器打开 {address}',
  'start.failed': '没有启动：{why}',
  'start.port_taken': '端口 {port} 已被占用，请换一个 PORT，或先停掉占用它的程序。',
  'package.usage': '用法：npm run -s package -- --data 文件夹 --call 征集编号 --out 文件.zip',
  'package.no_call': '没有编号为 {id} 的征集，可以用：{known}。',
  'package.no_package': '征集 {id} 没有规定怎么打包（call.yaml 里没有 package）。',
  'package.no_data': '{folder} 里没有数据，请检查 --data。',
  'package.packed': '打包 {count} 项：{file}',
  'package.nothing': '还没有定稿的申报，没有生成压缩包。',
  'package.file': '  {path}',
  'package.left_out': '没有装进去（{count} 项）：',
  'package.draft': '  {title}（草稿，还没有定稿）',
  'package.faulty': '  {title}（文件和回答对不上，请让申报人重新导出一次看看）',
  'package.unplaced': '  {title}（“{folder}”不在通知列的文件夹里）',
  'package.untitled': '未命名',
  'notice.usage':
    '用法：npm run -s wecom:notice -- --text 文字 [--at 账号,账号 或 @all] [--phone 手机号]，或 --markdown 文字 [--at 账号]，或 --file 文件；文字写成 - 就从标准输入读。',
  'notice.no_group': '还没有填 WECOM_GROUP_URL，不知道往哪个群里发。',
  'notice.nothing': '没有要发的文字。',
  'notice.sent': '已发到群里，共 {count} 条。',
  'notice.file_sent': '已把 {name} 发到群里。',
  'notice.send_refused': '群里没有这个机器人了，或者地址里的 key 不对，请检查 WECOM_GROUP_URL。',
  'notice.failed': '没有发出去，或者不确定有没有发到，请先到群里看看再决定要不要重发。',
  'notice.file_empty': '文件太小，至少要有 6 个字节。',
  'notice.file_too_large': '文件超过 20 MB，群里发不了。',
  'notice.unreadable': '读不到这个文件（{code}），请检查路径。',
  'chat.usage': '用法：npm run -s chat -- [--user 名字] [--data 文件夹] [--json]',
};
