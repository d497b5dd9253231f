/** What the program itself says when it starts and stops. */
import type { Sentences } from '../index.ts';

export const start: Sentences = {
  'start.ready': '申报助手已启动，请在浏览器打开 {address}',
  'start.failed': '没有启动：{why}',
  'start.port_taken': '端口 {port} 已被占用，请换一个 PORT，或先停掉占用它的程序。',
  'chat.usage': '用法：npm run -s chat -- [--user 名字] [--data 文件夹] [--json]',
};
