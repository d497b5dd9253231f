/** Every message of the bot about a draft carries what is open and its quick replies, whatever was said before. */
import { expect, test } from 'vitest';
import type { QuestionData } from '../../dialogs/engine/situation.ts';
import { openStage } from './stage.ts';

const SAID = [
  '继续',
  '帮助',
  '是',
  '上一题',
  '就这样',
  '进度',
  '是',
  '可以',
  '是',
  '预览',
  '检查',
  '什么意思',
  '例子',
  '谢谢',
  '北京市科委',
  '帮助',
  '北京市科学技术委员会',
  'ABC技术',
  '焦炉余热回收技术',
  '撤销',
  '跳过',
  '补充',
  '完了',
  '导出',
  '陈云岫 010-00000000 chenyunxiu@example.com',
  '进度',
  '对',
  '跳过本节',
  '回到投资',
  '其他的',
  '上一节',
  '不知道',
  '完成',
];

test('every reply carries the open question and exactly the buttons shown', async () => {
  const stage = await openStage();
  try {
    for (const said of SAID) {
      const replies = await stage.say('研究人员', 'web', said);
      const last = replies.at(-1);
      const question = (last?.channelData as { question?: QuestionData } | undefined)?.question;
      expect(question, `after ${said}: ${last?.text}`).toMatchObject({
        call: 'sustainable-tech-2025',
        submission: expect.any(String),
        question: expect.any(String),
        kind: expect.any(String),
        required: expect.any(Boolean),
        index: expect.any(Number),
        total: expect.any(Number),
      });
      const buttons = (last?.suggestedActions?.actions ?? []).map((action) => action.title);
      expect(
        question?.options.map((option) => option.title),
        `after ${said}`,
      ).toEqual(buttons);
    }
  } finally {
    await stage.close();
  }
});
