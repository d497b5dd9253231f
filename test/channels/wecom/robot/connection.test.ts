/** The line itself: lost, refused, dead, taken, and made again. */
import { expect, onTestFinished, test } from 'vitest';
import { Connection } from '../../../../adapters/channels/wecom/robot/connection.ts';
import { virtualTime } from '../../../fakes/wecom/clock.ts';
import { BOT, openHost, type Reported, until } from './world.ts';

async function world(given: { secret?: string; heartbeatMs?: number; url?: string } = {}) {
  const timer = virtualTime();
  const host = await openHost(timer);
  const frames: unknown[] = [];
  const reported: Reported[] = [];
  let taken = 0;
  const connection = new Connection({
    settings: { ...BOT, url: given.url ?? host.url, ...(given.secret ? { secret: given.secret } : {}) },
    timer,
    report: (code, fields) => void reported.push({ code, fields }),
    onFrame: (frame) => void frames.push(frame),
    onTaken: () => {
      taken += 1;
    },
    heartbeatMs: given.heartbeatMs ?? 30_000,
    random: () => 0.5,
  });
  onTestFinished(() => connection.close());
  const retries = (): unknown[] =>
    reported.filter(({ code }) => code === 'wecom.robot_retry').map(({ fields }) => fields?.ms);
  return { timer, host, frames, reported, connection, retries, taken: () => taken };
}

test('it subscribes, hears what is said, and stays silent once closed', async () => {
  const { host, connection, frames } = await world();
  connection.open();
  await until(() => connection.ready);
  await host.say('zhou', '你好');
  expect(frames).toMatchObject([{ cmd: 'aibot_msg_callback', body: { text: { content: '你好' } } }]);
  connection.close();
  await until(() => !host.connected);
  expect(connection.ready).toBe(false);
  expect(host.subscribed).toBe(1);
});

test('a lost line is made again, later each time; one that held begins anew', async () => {
  const { host, connection, timer, retries } = await world();
  connection.open();
  await until(() => connection.ready);
  for (const wait of [750, 1500, 3000]) {
    host.drop();
    await until(() => retries().at(-1) === wait);
    expect(connection.ready).toBe(false);
    await timer.advance(wait - 1);
    expect(host.connected).toBe(false);
    await timer.advance(1);
    await until(() => connection.ready);
  }
  await timer.advance(60_000);
  host.drop();
  await until(() => retries().length === 4);
  expect(retries()).toEqual([750, 1500, 3000, 750]);
});

test('where nobody listens it goes on trying, at most once a minute', async () => {
  const { connection, timer, retries } = await world({ url: 'ws://127.0.0.1:9' });
  connection.open();
  for (let most = 1; most <= 9; most += 1) {
    await until(() => retries().length === most);
    await timer.advance(retries().at(-1) as number);
  }
  await until(() => retries().length === 10);
  expect(retries()).toEqual([750, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000, 45_000, 45_000]);
});

test('a wrong secret is told, and tried again only after a while', async () => {
  const { host, connection, timer, reported, retries } = await world({ secret: 'wrong' });
  connection.open();
  await until(() => retries().length === 1);
  expect(reported.map(({ code }) => code)).toEqual(['wecom.robot_login_failed', 'wecom.robot_retry']);
  expect(retries()).toEqual([45_000]);
  expect(JSON.stringify(reported)).not.toContain('wrong');
  await timer.advance(45_000);
  await until(() => retries().length === 2);
  expect(host.subscribed).toBe(0);
});

test('a line that answers no heartbeat is dead, and made again', async () => {
  const { host, connection, timer, retries } = await world({ heartbeatMs: 20 });
  connection.open();
  await until(() => connection.ready && host.pings > 2);
  expect(retries()).toEqual([]);
  host.deaf = true;
  await until(() => retries().length === 1);
  host.deaf = false;
  await timer.advance(750);
  await until(() => connection.ready);
  expect(host.subscribed).toBe(2);
});

test('a platform that never lets it in is left after a while', async () => {
  const { host, connection, timer, retries } = await world();
  host.failures.push({ cmd: 'aibot_subscribe', how: 'silent' });
  connection.open();
  await until(() => host.calls.length === 1);
  await timer.advance(15_000);
  await until(() => retries().length === 1);
  await timer.advance(750);
  await until(() => connection.ready);
});

test('a newer connection takes the robot: the older stays away', async () => {
  const { host, connection, timer, retries, taken } = await world();
  connection.open();
  await until(() => connection.ready);
  const other = new Connection({
    settings: { ...BOT, url: host.url },
    timer,
    report: () => undefined,
    onFrame: () => undefined,
    onTaken: () => undefined,
  });
  onTestFinished(() => other.close());
  other.open();
  await until(() => taken() === 1);
  await timer.advance(3_600_000);
  expect(connection.ready).toBe(false);
  expect(other.ready).toBe(true);
  expect(retries()).toEqual([]);
  expect(host.subscribed).toBe(2);
});

test('what is to be sent waits for the line, but not for ever', async () => {
  const { host, connection, timer } = await world();
  await expect(connection.client()).rejects.toMatchObject({ code: 'send.failed' });
  connection.open();
  const early = connection.client();
  await expect(early).resolves.toBeDefined();
  host.closed = true;
  host.drop();
  await until(() => !connection.ready);
  const late = connection.client();
  const refused = expect(late).rejects.toMatchObject({ code: 'send.failed' });
  await timer.advance(20_000);
  await refused;
  const last = connection.client();
  connection.close();
  await expect(last).rejects.toMatchObject({ code: 'send.failed' });
});
