/** What is said only in Teams. */
import type { Sentences } from '../index.ts';

export const teams: Sentences = {
  'teams.choose': '请选择，也可以直接打字回答。',
  'teams.card_past': '这一步已经过去了。',
  'teams.card_chosen': '您选了：{chosen}',
  'teams.card_old': '这张卡片已经过去了，请看最新的一条。',
  'teams.group_private': '填报的内容只给本人看，请点开我的头像，和我单独聊。',
  'teams.unread': '这种消息我还读不了，请打字，或者把文件、图片直接发过来。',
  'teams.file_offer': '点“接受”，存到您的 OneDrive',
  'teams.file_link': '《{name}》没法在这里直接发，请在三天内打开链接下载：{link}',
  'teams.file_unsent': '《{name}》没法在这里发出来，请到网页端下载。',
  'teams.file_declined': '好的，这份文件先不存。要的时候说一声“导出”，我再发。',
  'teams.file_over': '这份文件已经不在了，说一声“导出”，我发最新的。',
  'teams.file_not_saved': '文件没能存进 OneDrive，请再点一次“接受”，或者说“导出”重新来。',
  'teams.file_large': '《{name}》太大了，收不下，请压缩后再发。',
  'teams.file_empty': '《{name}》是空的，请检查后再发。',
  'teams.file_lost': '《{name}》没有收到，请再发一次。',
};
