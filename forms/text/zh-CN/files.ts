/** What is said about files that come, and about links to upload them by. */
import type { Sentences } from '../index.ts';

export const files: Sentences = {
  'file.place': '收到文件《{names}》，放到哪一项？',
  'file.dropped': '好，这个文件没有放进申报材料。',
  'file.got': '收到《{names}》，“{label}”现在有 {count} 个文件。',
  'file.more': '还有就接着发，没有了回“发完了”。',
  'file.nowhere': '这份表不用附件，文件没有收。',
  'file.words_left': '“{words}”这句没有记到表里。',
  'file.elsewhere': '另一份草稿《{draft}》的文件：{said}',
  'link.here':
    '请在浏览器里打开这个网页，把“{label}”的文件传上来：\n{url}\n{time}内有效，传一次就用完；传好了我在这里告诉您。',
  'link.minutes': '{count} 分钟',
  'link.hours': '{count} 小时',
  'link.gone': '（只显示一次，要新的请再说一遍）',
  'link.which': '要传到哪一项？先说“修改{example}”这样的话，到了那一题再要上传链接。',
  'link.none': '这里没有上传网页，请直接把文件发过来。',
  'link.offer': '这里发不了文件的话，回“上传链接”，我给您一个网页来传。',
  'file.later': '文件先没有放进来：请先定下面这件事，再把文件发一次。',
};
