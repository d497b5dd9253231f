/** Handing in, the receipt, and answering what was returned. */
import type { Sentences } from '../index.ts';

export const officeSubmit: Sentences = {
  'office.submit.words':
    '提交|我要提交|确认提交|正式提交|现在提交|提交申报书|提交申报|交给办公室|上交|重新提交|再次提交|提交给征集办公室',
  'office.submit.comment_words': '改意见|看意见|修改意见|逐条改|退回意见|审核意见|下一条意见|按意见改|意见',
  'office.submit.keep_words': '不改',
  'office.submit.button': '提交',
  'office.submit.next': '改意见',
  'office.submit.finish': '完成并导出',
  'office.submit.offer': '要交给征集办公室，说“提交”。',
  'office.submit.nobody':
    '这里还没有人接收“{call}”的申报。请按定稿时说的步骤打印、签字、盖章，交给推荐单位或主管部门。',
  'office.submit.late':
    '“{call}”的{name}是 {date}，已经过了，不能再提交。确有原因的话，请联系征集协调人；协调人登记例外以后就能交。',
  'office.submit.ask':
    '要把《{title}》交给“{call}”的征集办公室。交上去的是现在这一版，以后再改，要重新提交才算数。确认吗？',
  'office.submit.done':
    '收到了。受理号 {number}，{time}（第 {round} 次提交）。\n办公室看完会在这里告诉您结果。这之后再改任何一处，都要重新定稿、重新提交。',
  'office.submit.receipt': '《{title}》{stage}，受理号 {number}，{time} 提交（第 {round} 次）。',
  'office.submit.receipt_decided': ({ time, why }) => `结论：${time}${why ? `，${why}` : ''}。`,
  'office.submit.moved_on': '提交以后又改过；要让办公室看到改动，请重新定稿、重新提交。',
  'office.submit.refused.unchanged': '这一版已经交过了，受理号 {number}。改了内容并重新定稿以后才能再交。',
  'office.submit.refused.closed': '《{title}》已经有审核结论（{stage}），不能再提交。',
  'office.submit.refused.open':
    '还有 {count} 条意见没有处理。说“改意见”，我逐条带您改；不改的说“不改”加上理由。',
  'office.submit.returned':
    '《{title}》被退回了（{who}，{time}）。{why}\n有 {count} 条意见：\n{comments}\n说“改意见”，我只带您改这几处。',
  'office.submit.returned_plain': '《{title}》被退回了（{who}，{time}）。{why}\n改好以后重新定稿、重新提交。',
  'office.submit.passed': '《{title}》通过了审核（{who}，{time}）。{why}',
  'office.submit.refused': '《{title}》没有通过审核（{who}，{time}）。理由：{why}',
  'office.submit.comment': '{number}. {label}：{text}',
  'office.submit.whole': '整体',
  'office.submit.one': '第 {number} 条意见（{label}）：{text}\n改这一处；不改的话，说“不改”加上理由。',
  'office.submit.one_whole':
    '第 {number} 条意见是对整份材料的：{text}\n改好了说“下一条意见”；不改的话，说“不改”加上理由。',
  'office.submit.none': '没有要处理的意见。',
  'office.submit.keep_why': '请把不改的理由一起说，比如“不改 1 数据以检测报告为准”。',
  'office.submit.keep_none': '没有这一条意见。还没处理的有 {count} 条。',
  'office.submit.kept': '记下了：第 {number} 条不改，理由一并交给办公室。',
  'office.submit.left': '还有 {count} 条意见，说“改意见”看下一条。',
  'office.submit.all': '意见都处理完了。重新定稿（说“完成并导出”），再说“提交”。',
  'office.submit.changed': '意见 {number}（{label}）算处理过了。',
};
