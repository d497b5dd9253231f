/** Looking up standing from a channel's search: only within the grants of whoever asks, whatever account they use. */
import { expect, onTestFinished, test } from 'vitest';
import { keys } from '../../../bot/keys.ts';
import type { Json } from '../../../forms/json.ts';
import { keptSubmission } from '../../fixtures/standing.ts';
import type { Stage } from '../../transcripts/stage.ts';
import { openStage } from '../../transcripts/stage.ts';

async function world(): Promise<Stage> {
  const stage = await openStage({ administrators: ['管理'] });
  onTestFinished(() => stage.close());
  await stage.store.commit(
    [0, 1, 2].map((n) => ({
      key: keys.submission(`s${n}`),
      value: keptSubmission(n) as unknown as Json,
      expect: 'absent' as const,
    })),
  );
  return stage;
}

const all = { text: '', skip: 0, take: 10 };

/** The code in what was said. */
function codeIn(said: readonly { text?: string }[]): string {
  return /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(said.map(({ text }) => text).join(''))?.[0] ?? '';
}

test('nobody without a grant finds anything; a setting’s administrator finds all, newest first', async () => {
  const { bot } = await world();
  expect(await bot.inquiry.allows('路人')).toBe(false);
  expect(await bot.inquiry.search('路人', all)).toEqual([]);
  expect((await bot.inquiry.search('管理', all)).map(({ id }) => id)).toEqual(['s2', 's1', 's0']);
  expect((await bot.inquiry.search('管理', { ...all, skip: 1, take: 1 })).map(({ id }) => id)).toEqual([
    's1',
  ]);
});

test('a reviewer of one unit finds that unit only, from a linked account too, and nothing once it is withdrawn', async () => {
  const stage = await world();
  const invited = await stage.say('管理', 'web', '邀请评审 国际合作指南建议 单位=某某研究院第1部');
  await stage.say('评审', 'web', `邀请码 ${codeIn(invited)}`);
  const found = async (who: string, text = '') =>
    (await stage.bot.inquiry.search(who, { ...all, text })).map(({ id }) => id);
  expect(await found('评审')).toEqual(['s1']);
  expect(await found('评审', '示例大学')).toEqual([]);
  const linked = await stage.say('评审', 'web', '绑定');
  await stage.say('评审的手机', 'wecom', `绑定 ${codeIn(linked)}`);
  await stage.say('评审的手机', 'wecom', '确认');
  expect(await found('评审的手机')).toEqual(['s1']);
  await stage.say('管理', 'web', '收回 1');
  await stage.say('管理', 'web', '确认');
  expect(await found('评审')).toEqual([]);
  expect(await stage.bot.inquiry.allows('评审的手机')).toBe(false);
});
