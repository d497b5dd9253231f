/** What is said only on WeCom. */
import type { Sentences } from '../index.ts';

export const wecom: Sentences = {
  'wecom.choose': '请选择，也可以直接打字回答。',
  'wecom.file_link': '《{name}》没法在这里直接发，请在三天内打开链接下载：{link}',
  'wecom.file_unsent': '《{name}》没法在这里发出来，请到网页端下载。',
  'wecom.card_title': '申报助手',
  'wecom.card_done': '已过去',
  'wecom.too_large': '这个文件超过 {megabytes} MB，没有收下。可以压缩后再发，或者到网页端上传。',
  'wecom.not_handled': '刚才这一条没有收好，麻烦再发一次。',
  'wecom.card_old': '这张卡片已经过去了，请看最新的一条。',
};
