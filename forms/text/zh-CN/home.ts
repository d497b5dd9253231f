/** What is said outside a draft: choosing a call or a draft, and its dates. */
import type { Sentences } from '../index.ts';

export const home: Sentences = {
  'home.hello': '您好，我是申报助手。您一边聊，我一边把征集申报表填好，最后给您 Word 文件和汇总表。',
  'home.again': '您好，欢迎回来。',
  'home.drafts': '您的草稿：',
  'home.draft_line': '· {title}（{call}，已填 {done}/{total}）',
  'home.handed_line': '· {title}（{call}，已提交）',
  'home.reopened_line': '· {title}（{call}，提交后在改，已填 {done}/{total}）',
  'home.finished_line': '· {title}（{call}，已定稿）',
  'home.gone_line': '· {title}（{call}，这一版的问题现在不在系统里，暂时打不开）',
  'home.gone':
    '“{title}”是按“{call}”的另一版问题填的，那一版现在不在系统里，所以暂时打不开。已填的内容都还存着，请联系管理员把那一版放回来。',
  'home.unfiled': '刚才这句没有记。',
  'home.untitled': '未命名的{call}',
  'home.same_name': '{name}（{count}）',
  'home.open': '打开：{title}',
  'home.begin': '填报：{short}',
  'home.calls': '可以填报的征集：',
  'home.calls_too': '也可以新填一份：',
  'home.call_line': '· {title}',
  'home.ask': '选哪一个？',
  'home.which': '您说的是哪一个征集？',
  'home.help':
    '先选一份草稿或一个征集，然后我一题一题问，您直接回答就行；随时能停，填过的都会存好。说“继续”打开最近的草稿。',
  'home.question':
    '我是帮您填科技征集申报表的：您回答问题，我整理成 Word 申报书、承诺书和汇总表，并告诉您怎么签字、盖章、提交。选好征集以后，关于表里内容的问题都可以直接问我。',
  'home.unclear': '这句话我还没处放：先选一份草稿或一个征集，再接着说。',
  'home.files': '文件先没有收：请先选一份草稿或一个征集，再把文件发来。',
  'home.dates': '· {short}：{dates}',
  'home.go_words': '好|好的|是|是的|可以|填|行|嗯|ok',
  'home.greetings': '你好|您好|在吗|hi|hello|早上好|上午好|下午好|晚上好|哈喽',
  'home.opened': '已打开“{title}”，已填 {done}/{total}。',
  'home.began': '好，开始填报《{title}》。',
  'home.how':
    '一共 {total} 项左右，我一题一题问。不用一次填完，答过的都会存好；不清楚的可以“跳过”，说“帮助”看还能做什么。',
  'deadline.stated': '{name}：{date}。',
  'deadline.to_confirm': '{name}：{date}（待{ask}确认）。',
  'deadline.inferred': '这个日期是推断的，请向{ask}确认。',
  'deadline.authority': '主管部门',
  'deadline.unknown': '{name}：通知没有写明，请向{ask}确认。',
  'deadline.ask': '推荐单位',
  'deadline.passed': '请注意：{name}是 {date}，已经过了。还可以填，用来演练或者留底。',
  'date.day': '{year}年{month}月{day}日',
  'date.day_time': '{day} {time}',
};
