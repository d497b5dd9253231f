/** A message that needs several cards: all of them are over together. */
import { TurnContext } from 'botbuilder';
import { expect, test } from 'vitest';
import type { SaidSheet } from '../../../forms/sheet.ts';
import { wordsOf } from '../../fakes/teams/person.ts';
import { type Stand, stand } from './stand.ts';

const items = Array.from({ length: 60 }, (_, at) => ({
  path: `q${at}`,
  label: `第${at + 1}项`,
  value: '这一项的内容比较长，要占去不少地方。'.repeat(3),
  open: false,
}));
const sheet: SaidSheet = { kind: 'summary', title: '很长的一节', lead: '', items, foot: '', words: '' };

async function shown() {
  const log: { seq: number; activity: never }[] = [];
  const turns: unknown[] = [];
  const stood: Stand = await stand({
    log: { after: async (_, seq) => log.filter((entry) => entry.seq > seq) },
    logic: async (context) => {
      const { text, value, conversation } = context.activity;
      turns.push(value ?? text);
      const seq = log.length + 1;
      const id = `${conversation.id}|${String(seq).padStart(7, '0')}`;
      const data = text === '预览' ? { sheet } : {};
      const said = { type: 'message', id, text: text === '预览' ? '' : '好的', channelData: data };
      log.push({ seq, activity: said as never });
      const reference = TurnContext.getConversationReference(context.activity);
      await stood.office.teams.adapter.continueConversation(reference, async (later) => {
        await later.adapter.sendActivities(later, [said]);
      });
    },
  });
  await stood.person.say('预览');
  return { ...stood, turns };
}

test('it stands on several cards, and a press on any of them ends them all', async () => {
  const { person, turns } = await shown();
  const cards = [...person.seen];
  expect(cards.length).toBeGreaterThan(1);
  expect(cards.map(({ first }) => wordsOf(first)).join('\n')).toContain('第60项');
  await person.touch('修改：第1项');
  expect(turns).toEqual(['预览', { edit: 'q0' }]);
  for (const { now } of cards) expect(wordsOf(now)).toBe('很长的一节\n您选了：修改');
});

test('words end them all, too; a press then says so and does nothing', async () => {
  const { person, turns } = await shown();
  const cards = [...person.seen];
  await person.say('帮助');
  for (const { now } of cards) expect(wordsOf(now)).toBe('很长的一节\n这一步已经过去了。');
  await person.touch('修改：第1项');
  expect(turns).toEqual(['预览', '帮助']);
  expect(wordsOf(person.seen.at(-1)?.now ?? {})).toBe('这张卡片已经过去了，请看最新的一条。');
});
