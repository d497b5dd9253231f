/** Notices to a group, over the webhook of the platform that stands in for the real one. */
import { expect, onTestFinished, test } from 'vitest';
import { GroupRobot } from '../../../adapters/channels/wecom/group/robot.ts';
import { virtualTime } from '../../fakes/wecom/clock.ts';
import { Platform } from '../../fakes/wecom/platform.ts';

const KEY = '00000000-1111-2222-3333-444444444444';
const SEND = '/cgi-bin/webhook/send';

async function world(key = KEY) {
  const timer = virtualTime();
  const settings = { corpId: 'c', secret: 's', agentId: 1, webhookKey: KEY, members: () => true, timer };
  const platform = new Platform(settings);
  await platform.listen();
  onTestFinished(() => platform.close());
  const reported: unknown[] = [];
  const report = (code: string, fields?: object): void => void reported.push({ code, ...fields });
  const robot = new GroupRobot({ url: `${platform.url}${SEND}?key=${key}`, timer, report });
  return { timer, platform, robot, reported };
}

test('words, with who is called by the first message', async () => {
  const { platform, robot } = await world();
  expect(await robot.text('今天截止', { members: ['@all'], phones: ['13800000000'] })).toBe(1);
  expect(await robot.text('长'.repeat(1000), { members: ['zhou'] })).toBe(2);
  expect(platform.group.map(({ text }) => text.length)).toEqual([4, 682, 318]);
  expect(platform.group.map(({ mentioned }) => mentioned)).toEqual([['@all', '13800000000'], ['zhou'], []]);
  expect(platform.breaches).toEqual([]);
});

test('Markdown calls members in its words', async () => {
  const { platform, robot } = await world();
  await robot.markdown('**三家**还没交', { members: ['zhou', 'wang'] });
  expect(platform.group).toMatchObject([{ type: 'markdown', text: '<@zhou> <@wang>\n**三家**还没交' }]);
  expect(await robot.markdown('长'.repeat(2000))).toBe(2);
  expect(platform.breaches).toEqual([]);
});

test('a file, of a size that can be sent', async () => {
  const { platform, robot } = await world();
  await robot.file('汇总表.xlsx', Buffer.from('PK and more'));
  expect(platform.group).toMatchObject([{ type: 'file', text: '汇总表.xlsx' }]);
  await expect(robot.file('空.txt', Buffer.from('12345'))).rejects.toMatchObject({ code: 'file.empty' });
  const large = Buffer.alloc(20 * 1024 * 1024 + 1);
  await expect(robot.file('大.zip', large)).rejects.toMatchObject({ code: 'file.too_large' });
  expect(platform.calls).toHaveLength(2);
  expect(platform.breaches).toEqual([]);
});

test('at most twenty a minute: what is more waits, in order', async () => {
  const { platform, robot, timer } = await world();
  const all = Promise.all(Array.from({ length: 45 }, (_, at) => robot.text(`第${at}条`)));
  for (const count of [20, 40]) {
    while (platform.group.length < count || timer.waiting === 0)
      await new Promise((resolve) => setImmediate(resolve));
    expect(platform.group.length).toBe(count);
    await timer.advance(62_000);
  }
  await all;
  expect(platform.group.map(({ text }) => text)).toEqual(Array.from({ length: 45 }, (_, at) => `第${at}条`));
  expect(platform.breaches).toEqual([]);
});

test('what was not taken is sent again; what may have arrived is not', async () => {
  const { platform, robot, timer } = await world();
  platform.failures.push({ path: SEND, errcode: 45009 }, { path: SEND, errcode: -1 });
  const sent = robot.text('一');
  for (const wait of [60_000, 2_000]) {
    while (timer.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    await timer.advance(wait);
  }
  await sent;
  expect(platform.group).toHaveLength(1);
  // Cut off without an answer.
  platform.failures.push({ path: SEND, errcode: 0 });
  await expect(robot.text('二')).rejects.toMatchObject({ code: 'send.failed' });
  expect(platform.group).toHaveLength(1);
});

test('it gives up in the end', async () => {
  const { platform, robot, timer } = await world();
  for (let most = 4; most > 0; most -= 1) platform.failures.push({ path: SEND, errcode: 45009 });
  const sent = robot.text('一');
  const refused = expect(sent).rejects.toMatchObject({ code: 'send.failed' });
  for (let most = 3; most > 0; most -= 1) {
    while (timer.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    await timer.advance(60_000);
  }
  await refused;
  expect(platform.failures).toEqual([]);
});

test('a wrong key, or a robot that was taken out of its group, is said, and the key is in no log', async () => {
  const { robot, reported } = await world('another-key');
  const refused = await robot.text('一').catch((error) => error);
  expect(refused).toMatchObject({ code: 'send.refused' });
  expect(JSON.stringify([reported, refused.message])).not.toContain('another-key');
});
