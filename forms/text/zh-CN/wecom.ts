/** What is said only on WeCom. */
import type { Sentences } from '../index.ts';

export const wecom: Sentences = {
  'wecom.choose': '请选择，也可以直接打字回答。',
  'wecom.file_link': '《{name}》没法在这里直接发，请在三天内打开链接下载：{link}',
  'wecom.file_unsent': '《{name}》没法在这里发出来，请到网页端下载。',
  'wecom.card_title': '申报助手',
  'wecom.card_done': '已过去',
  'wecom.not_handled': '刚才这一条没有收好，麻烦再发一次。',
  'wecom.card_old': '这张卡片已经过去了，请看最新的一条。',
  'wecom.welcome':
    '您好，我是申报助手，可以一题一题陪您把征集申报表填好。发一句话就能开始，比如“开始”；发“帮助”看怎么用。',
  'wecom.unread': '这种消息我还读不了，请打字，或者把文件、图片直接发过来。',
  'wecom.group_private': '填报要一对一进行，请在通讯录里找到我，单独发消息给我。',
  'wecom.file_large': '这个文件太大了，这里最多收 {size} MB，请压缩后再发。',
  'wecom.file_empty': '这个文件是空的，请检查后再发。',
  'wecom.file_lost': '这个文件没有收到，请再发一次。',
};
