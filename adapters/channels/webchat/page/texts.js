/** Every label of the page. What the bot says comes from the bot. */
export const texts = {
  title: '申报助手',
  noScript: '这个页面需要启用 JavaScript。',
  skip: '跳到输入框',
  persona: '试用身份',
  noCall: '选好征集后，这里显示它的名称',
  chat: '对话',
  progress: '进度',
  preview: '预览',
  views: '页面视图',
  log: '对话记录',
  choices: '可以点选的回答',
  placeholder: '在这里输入',
  hint: 'Enter 发送，Shift + Enter 换行',
  message: '消息',
  send: '发送',
  attach: '发送文件',
  drop: '松开即可发送文件',
  hello: '您好，我来陪您填征集材料',
  welcome:
    '我一题一题地问，您直接回答就行；随时可以停下，下次接着填。填好后，把可以打印的 Word 和汇总表交给您。',
  start: '开始',
  you: '您',
  bot: '申报助手',
  typing: '正在输入',
  connecting: '正在连接…',
  offline: '已断开，正在重连…',
  failing: '暂时连不上，稍后会自动再试。您输入的内容不会丢。',
  sending: '发送中',
  uploading: '上传中 {percent}%',
  notSaved: '没有存下，请重发',
  notSent: '没有发出，请检查网络后重发',
  lost: '没有发出，连上后会自动重发',
  tooLarge: '文件太大，一次最多 {limit}',
  empty: '文件是空的，没有发送',
  tooMany: '一次最多发送 20 个文件',
  refused: '没有发出：内容不合要求',
  retry: '重发',
  discard: '取消',
  filesSaid: '文件',
  required: '必填',
  done: '已填 {done} / {total}',
  sectionDone: '{title}：已填 {done}，共 {total}',
  asking: '正在问',
  edit: '修改 {label}',
  states: { given: '已填', none: '无', unknown: '待定', skipped: '跳过', open: '未填' },
  nothingYet: '还没有开始填写。选好一项征集后，这里会列出各节要填的内容，点任意一项就能修改。',
  noPreview: '开始填写后，这里会实时显示申报材料的样子。',
  previewHint: '点纸上的文字可以修改',
  documents: '材料',
  downloads: '下载',
  kinds: { docx: 'Word', xlsx: 'Excel' },
  draft: '草稿',
  previewFailed: '预览没有取到，下一条消息后会再试',
};

/**
 * Puts parameters into a label.
 * @param {string} text
 * @param {Record<string, string | number>} params
 */
export function fill(text, params) {
  return text.replace(/\{(\w+)\}/g, (mark, name) => String(params[name] ?? mark));
}
