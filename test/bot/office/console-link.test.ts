/** The word 工作台 in the chat: who gets a link, and what is kept of it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStage, type Stage } from '../../transcripts/stage.ts';

const PAGE = { base: () => 'https://shenbao.example.com', hours: 8 };
const LINK = /https:\/\/shenbao\.example\.com\/console\/in\/([\w-]{43})/;

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ administrators: ['管理'], console: PAGE });
});
afterEach(() => stage.close());

test('somebody of the office gets a link that opens once, and nowhere stands which', async () => {
  const [reply] = await stage.say('管理', 'web', '工作台');
  const token = LINK.exec(reply?.text ?? '')?.[1] ?? '';
  expect(reply?.text).toContain('链接只能打开一次，8 小时内有效');
  const everything = JSON.stringify(await stage.store.list('', { limit: 1000 }));
  expect(everything).not.toContain(token);
  expect(everything).toContain('（只显示一次，要新的请再说一遍）');
  const { console } = stage.bot;
  const entered = await console.enter(token);
  expect(entered).toMatchObject({ state: 'open', expiresAt: '2025-03-10T10:00:00.001Z' });
  expect(await console.enter(token)).toEqual({ state: 'used' });
  if (entered.state !== 'open') return;
  expect(await console.open(entered.token)).toMatchObject({ state: 'open', today: '2025-03-10' });
  await stage.restart();
  expect(await stage.bot.console.open(entered.token)).toMatchObject({ state: 'open' });
});

test('for anybody else it is a word like any other', async () => {
  const [reply] = await stage.say('李工', 'web', '工作台');
  expect(reply?.text).not.toMatch(/console|链接/);
  expect(await stage.store.list('console/')).toEqual([]);
});

test('a draft in progress stays where it is', async () => {
  await stage.say('管理', 'web', '填报：交通科技创新需求');
  const before = await stage.say('管理', 'web', '进度');
  await stage.say('管理', 'web', '打开工作台');
  expect(await stage.say('管理', 'web', '进度')).toEqual(before.map((each) => ({ ...each, ...ids(each) })));

  function ids({ id, replyToId, timestamp }: Partial<{ id: string; replyToId: string; timestamp: Date }>) {
    return {
      ...(id === undefined ? {} : { id: expect.anything() }),
      ...(replyToId === undefined ? {} : { replyToId: expect.anything() }),
      ...(timestamp === undefined ? {} : { timestamp: expect.anything() }),
    };
  }
});

test('where there is no page, the chat says what to do instead', async () => {
  const without = await openStage({ administrators: ['管理'] });
  try {
    const [reply] = await without.say('管理', 'web', '工作台');
    expect(reply?.text).toContain('说“状态”');
  } finally {
    await without.close();
  }
});
