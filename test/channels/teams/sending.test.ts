/** How Teams is sent to: at its pace, once, given up in time, and nothing of it in any log. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CONVERSATION,
  type Connector,
  Policy,
  TENANT,
  tame,
} from '../../../adapters/channels/teams/policy.ts';
import { wordsOf } from '../../fakes/teams/person.ts';
import { BOT_TOKEN } from '../../fakes/teams/service.ts';
import { hastyTimer } from '../../fakes/timer.ts';
import { Rates } from '../../fakes/wecom/rates.ts';
import { testFile } from '../../fixtures/files.ts';
import { stand } from './stand.ts';

const answered = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  Object.assign(new Error('answered'), {
    statusCode: status,
    response: { headers: new Headers(headers) },
  });

/** A policy before a platform that answers what it is told, then takes everything. */
function policy(...troubles: Error[]) {
  const timer = hastyTimer();
  const reports: string[] = [];
  const subject = new Policy({ timer, report: (code) => void reports.push(code) });
  let requests = 0;
  const send = (method: 'POST' | 'PUT' | 'DELETE' = 'POST', conversation = 'a'): Promise<string> =>
    subject.send({ conversation, tenant: 't' }, method, async () => {
      requests += 1;
      const trouble = troubles.shift();
      if (trouble) throw trouble;
      return 'taken';
    });
  return { timer, reports, send, requests: () => requests };
}

describe('what goes again', () => {
  test.each(['POST', 'PUT', 'DELETE'] as const)(
    '%s that was refused for the rate or a state',
    async (method) => {
      const { send, requests, timer } = policy(
        answered(429, { 'retry-after': '3' }),
        answered(412),
        answered(429),
      );
      expect(await send(method)).toBe('taken');
      expect(requests()).toBe(4);
      const [asked, second = 0, third = 0] = timer.waits;
      expect(asked).toBe(3000);
      expect(second / 2000).toBeGreaterThanOrEqual(1);
      expect(second / 2000).toBeLessThanOrEqual(1.25);
      expect(third / 4000).toBeGreaterThanOrEqual(1);
      expect(third / 4000).toBeLessThanOrEqual(1.25);
    },
  );

  test('a waiting time may be a date', async () => {
    const { send, timer } = policy(
      answered(429, { 'retry-after': new Date(Date.now() + 10_000).toUTCString() }),
    );
    await send();
    expect(timer.waits[0]).toBeGreaterThan(8000);
    expect(timer.waits[0]).toBeLessThanOrEqual(10_000);
  });

  test.each([502, 504])('a change that a gateway gave up (%i)', async (status) => {
    const { send, requests } = policy(answered(status));
    expect(await send('PUT')).toBe('taken');
    expect(requests()).toBe(2);
  });

  test.each([500, 502, 503, 504, 0])('never a message that may have been taken (%i)', async (status) => {
    const { send, requests } = policy(status === 0 ? new Error('aborted') : answered(status));
    await expect(send('POST')).rejects.toMatchObject({ code: 'send.failed' });
    expect(requests()).toBe(1);
  });

  test.each([
    [400, 'send.rejected'],
    [413, 'send.rejected'],
    [403, 'send.refused'],
    [404, 'send.refused'],
    [401, 'send.failed'],
  ])('not what was answered %i', async (status, code) => {
    const { send, requests } = policy(answered(status));
    await expect(send()).rejects.toMatchObject({ code });
    expect(requests()).toBe(1);
  });

  test('a platform that refuses for ever is left to the outbox', async () => {
    const { send, requests } = policy(...Array.from({ length: 9 }, () => answered(429)));
    await expect(send()).rejects.toMatchObject({ code: 'send.limited' });
    expect(requests()).toBe(4);
  });

  test('a chat that is to be left alone for long is not asked again before', async () => {
    const { send, requests, timer } = policy(answered(429, { 'retry-after': '90' }));
    await expect(send()).rejects.toMatchObject({ code: 'send.limited' });
    await expect(send()).rejects.toMatchObject({ code: 'send.limited' });
    expect(requests()).toBe(1);
    expect(await send('POST', 'another')).toBe('taken');
    await timer.wait(90_000);
    expect(await send()).toBe('taken');
  });
});

describe('the pace', () => {
  test('no chat gets more than is documented, and others do not wait for it', async () => {
    const timer = hastyTimer();
    const seen = new Rates(CONVERSATION);
    const broken: number[] = [];
    const subject = new Policy({ timer, report: () => undefined });
    const send = (conversation: string) =>
      subject.send({ conversation, tenant: 't' }, 'POST', async () => {
        if (seen.exceeded(conversation, timer.now())) broken.push(timer.now());
      });
    const began = timer.now();
    await Promise.all(Array.from({ length: 200 }, () => send('a')));
    expect(broken).toEqual([]);
    // Sixty in half a minute: two hundred need more than a minute and a half.
    expect(timer.now() - began).toBeGreaterThan(90_000);
    const waited = timer.waits.length;
    await send('b');
    expect(timer.waits.length).toBe(waited);
  });

  test('all chats of a tenant together keep its limit', async () => {
    const timer = hastyTimer();
    const seen = new Rates(TENANT);
    const broken: number[] = [];
    const subject = new Policy({ timer, report: () => undefined });
    await Promise.all(
      Array.from({ length: 300 }, (_, at) =>
        subject.send({ conversation: `chat ${at}`, tenant: 't' }, 'POST', async () => {
          if (seen.exceeded('t', timer.now())) broken.push(at);
        }),
      ),
    );
    expect(broken).toEqual([]);
  });

  test('somebody who hurries sees every answer, and the platform is not overrun', async () => {
    const { person, office, settled } = await stand();
    await person.say('开始');
    for (let at = 0; at < 25; at += 1) await person.say(at % 2 === 0 ? '帮助' : '例子');
    await settled();
    expect(person.seen.length).toBe(26);
    expect(office.service.breaches).toEqual([]);
    expect(office.service.timer.waits.length).toBeGreaterThan(0);
  });
});

test('a library of another shape is not used', () => {
  expect(() => tame({ conversations: {} } as Connector)).toThrow(
    expect.objectContaining({ code: 'teams.client' }),
  );
});

test('what is not delivered at once is delivered later, once, and in order', async () => {
  const { person, office, bot, clock, settled } = await stand();
  office.service.troubles.push({ status: 503 });
  await person.say('开始');
  await person.say('示例项目');
  await settled();
  expect(person.seen).toEqual([]);
  clock.advance(60_000);
  await bot.outbox.sweep();
  await settled();
  expect(person.seen.map(({ first }) => wordsOf(first).includes('项目叫什么名字？'))).toEqual([true, false]);
});

test('neither tokens nor words reach standard output or error, whatever fails', () => {
  const child = path.join(import.meta.dirname, 'child/failing.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [child], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'done\n' });
  expect(stderr).toContain('"code":"send.failed"');
  for (const secret of [BOT_TOKEN, 'secret-of-the-tests', '很要紧的项目', 'eyJ', testFile('现场.png').name])
    expect(stderr).not.toContain(secret);
}, 60_000);
