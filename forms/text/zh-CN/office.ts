/** What the office desk says, whatever it is about. */
import type { Sentences } from '../index.ts';

export const office: Sentences = {
  'office.yes_words': '确认|确认执行|是的确认|好确认|确定',
  'office.no_words': '取消|算了|不了|先不|不要了|不用了',
  'office.yes': '确认',
  'office.no': '取消',
  'office.which_number': '这个数字现在没有对应的选项，请把话说全；要看能选什么，说“你好”。',
  'office.dropped': '好，不做了。',
  'office.not_allowed': '这件事不在您的权限里。需要的话，请找征集协调人或管理员。',
  'office.stage.absent': '未开始',
  'office.stage.draft': '填写中',
  'office.stage.finished': '已定稿，未提交',
  'office.stage.submitted': '已提交，待审',
  'office.stage.returned': '已退回',
  'office.stage.passed': '已通过',
  'office.stage.refused': '未通过',
  'office.untitled': '（还没有名称）',
  'office.no_unit': '（还没有单位）',
};
