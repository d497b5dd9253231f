/** What coordinators are told about a call's dates, and everyone about a closed call. */
import type { Sentences } from '../index.ts';

export const officeDeadlines: Sentences = {
  'office.deadline.name_official': '报送截止',
  'office.deadline.name_internal': '内部截止',
  'office.deadline.name_unit': '本单位内部截止',
  'office.deadline.word_show': '截止',
  'office.deadline.word_set': '截止',
  'office.deadline.word_schedule': '提醒安排',
  'office.deadline.word_exception': '例外',
  'office.deadline.show': '“{call}”的日期：',
  'office.deadline.line': '· {name}：{date}',
  'office.deadline.line_none': '· {name}：还没有定',
  'office.deadline.none': '· 还没有定日期',
  'office.deadline.not_set': '还没有定',
  'office.deadline.confirm': '没问题的话回复“确认”，不用了回复“取消”。',
  'office.deadline.changed_meanwhile': '刚刚有人改过这里，还没有按您的改。请再看一遍：',
  'office.deadline.day_itself': '当天',
  'office.deadline.days': '前 {days} 天',
  'office.deadline.schedule':
    '提醒：截止{days}，{at} 发；{from} 到 {to} 不打扰；遇到休息日提前到前一个工作日。',
  'office.deadline.schedule_no_quiet': '提醒：截止{days}，{at} 发；遇到休息日提前到前一个工作日。',
  'office.deadline.steps': '按{name}，提醒会在这些时候发：{list}。',
  'office.deadline.no_steps': '按这样安排，后面没有要发的提醒了。',
  'office.deadline.unpublished': '{years} 年的放假安排还没有公布，这些日子只避开了周末。',
  'office.deadline.exceptions': '已经准许截止后提交的有 {count} 个。',
  'office.deadline.how':
    '要改的话，这样说：截止 {short} 2026-12-20 16:00，或者：内部截止 {short} 2026-12-10。改之前会先给您看。',
  'office.deadline.no_day': '“{said}”这一天在日历上没有，请再看一下。可以写成 2026-12-20 这样。',
  'office.deadline.set': '“{call}”的{name}改为 {after}（原来：{before}）。',
  'office.deadline.doubt_passed': '请注意：这个时间已经过了，改了以后就不能再提交新的了。',
  'office.deadline.doubt_day_off': '请注意：这一天是休息日。',
  'office.deadline.doubt_order': '请注意：这样内部截止就晚于报送截止了。',
  'office.deadline.was_set': '改好了：“{call}”的{name}是 {after}。提醒按新的日期发。',
  'office.deadline.schedule_new': '“{call}”的提醒改为：',
  'office.deadline.schedule_set': '“{call}”的提醒改好了。',
  'office.deadline.schedule_how':
    '要改的话，这样说：提醒安排 {short} 14 7 3 1 0 09:00 21:00-08:00；恢复原样说：提醒安排 {short} 默认。',
  'office.exception.usage':
    '要准许谁在截止后提交，这样说：例外 某某大学 系统故障，多留一天。也可以写项目名称、姓名或回执编号。',
  'office.exception.unknown': '没有找到“{to}”。请写单位全称、项目名称、姓名或回执编号。',
  'office.exception.which': '有好几个，请写全一点：',
  'office.exception.one': '· {name}',
  'office.exception.titled': '“{title}”（{who}）',
  'office.exception.no_reason': '请把理由也写上，会记录在案，比如：例外 {to} 系统故障，多留一天。',
  'office.exception.preview': '准许{name}在“{call}”截止后提交，理由：{why}。这一条会记录在案。',
  'office.exception.done': '好，已经准许{name}在“{call}”截止后提交，理由记下了。',
};
