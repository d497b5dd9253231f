/** Several processes, one robot. */
import { expect, onTestFinished, test } from 'vitest';
import { Connection } from '../../../../adapters/channels/wecom/robot/connection.ts';
import { Leader } from '../../../../adapters/channels/wecom/robot/leader.ts';
import { openFiles } from '../../../../adapters/store/files.ts';
import { memoryStore } from '../../../../adapters/store/memory.ts';
import type { Lease } from '../../../../forms/ports.ts';
import { testFolder } from '../../../adapters/store/folder.ts';
import { virtualTime } from '../../../fakes/wecom/clock.ts';
import { BOT, connected, openHost, openRobot, until } from './world.ts';

async function world() {
  const timer = virtualTime();
  const host = await openHost(timer);
  const store = memoryStore({ now: timer.now });
  const files = await openFiles({ folder: testFolder() });
  const open = (process: string) => {
    const turns: string[] = [];
    const leads: boolean[] = [];
    const logic = async ({ activity }: { activity: { text?: string } }) =>
      void turns.push(activity.text ?? '');
    return openRobot(
      { logic, store, files, timer, leads: (leading) => void leads.push(leading) },
      host,
      process,
    ).then((opened) => ({ ...opened, turns, leads }));
  };
  return { timer, host, open };
}

test('one leads, the other stands by and follows when it ends', async () => {
  const { timer, host, open } = await world();
  const one = await open('one');
  await connected(one);
  const two = await open('two');
  await timer.advance(60_000);
  expect(two.robot.state()).toBe('standby');
  await host.say('zhou', '第一条');
  await one.robot.close();
  expect(one.leads).toEqual([true, false]);
  await timer.advance(10_000);
  await connected(two);
  await host.say('zhou', '第二条');
  await two.robot.settled();
  expect([one.turns, two.turns]).toEqual([['第一条'], ['第二条']]);
  expect(host.subscribed).toBe(2);
});

test('a stranger who takes the robot is left alone for a while, by all of ours', async () => {
  const { timer, host, open } = await world();
  const one = await open('one');
  await connected(one);
  const two = await open('two');
  const stranger = new Connection({
    settings: { ...BOT, url: host.url },
    timer,
    report: () => undefined,
    onFrame: () => undefined,
    onTaken: () => undefined,
  });
  onTestFinished(() => stranger.close());
  stranger.open();
  await until(() => one.robot.state() === 'standby');
  expect(one.reported.map(({ code }) => code)).toContain('wecom.robot_taken');
  for (let minute = 0; minute < 14; minute += 1) await timer.advance(60_000);
  expect([one.robot.state(), two.robot.state(), stranger.ready]).toEqual(['standby', 'standby', true]);
  await timer.advance(70_000);
  await connected(one);
  await until(() => !stranger.ready);
  expect(one.leads).toEqual([true, false, true]);
});

/** A lease that answers as it is told. */
function told(): Lease & { answer: boolean | Error } {
  return {
    answer: true,
    async claim() {
      if (this.answer instanceof Error) throw this.answer;
      return this.answer;
    },
    async release() {},
  };
}

function leader(lease: Lease) {
  const timer = virtualTime();
  const led: boolean[] = [];
  const found = new Leader({
    lease,
    name: 'robot',
    timer,
    report: () => undefined,
    lead: (leading) => void led.push(leading),
  });
  onTestFinished(() => found.stop());
  found.start();
  return { timer, led, found };
}

test('without a store it leads on only as long as its lease is certain', async () => {
  const lease = told();
  const { timer, led } = leader(lease);
  await until(() => led.length === 1);
  lease.answer = new Error('the disk is gone');
  await timer.advance(20_000);
  expect(led).toEqual([true]);
  await timer.advance(10_000);
  expect(led).toEqual([true, false]);
  lease.answer = true;
  await timer.advance(10_000);
  expect(led).toEqual([true, false, true]);
});

test('a process that slept too long finds another leading, and ends', async () => {
  const lease = told();
  const { timer, led } = leader(lease);
  await until(() => led.length === 1);
  lease.answer = false;
  await timer.advance(10_000);
  expect(led).toEqual([true, false]);
});
