/** What is said on channels that fetch nothing later: it waits in the store until it is delivered. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Activity, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder';
import { afterEach, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../bot/calls.ts';
import { AppError } from '../../forms/error.ts';
import { CollectingAdapter, capabilities } from '../fakes/channel.ts';
import { fakeClock } from '../fakes/clock.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

const catalog = loadCalls([OWN_CALLS]);
const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A channel whose network can be down, and which says so as it is told. */
class Pushing extends CollectingAdapter {
  broken: Error | null = null;

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    if (this.broken) throw this.broken;
    return super.sendActivities(context, activities);
  }

  override async continueConversation(
    reference?: Partial<ConversationReference>,
    logic?: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    await logic?.(
      new TurnContext(this, TurnContext.applyConversationReference({ type: 'event' }, reference ?? {}, true)),
    );
  }
}

function world() {
  const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-outbox-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const clock = fakeClock();
  const adapter = new Pushing();
  return {
    clock,
    adapter,
    /** A process on the same data. */
    async start(): Promise<Pipeline> {
      const pipeline = await openPipeline(folder, catalog, {
        clock,
        capabilities: { ...capabilities, replays: false },
      });
      closing.push(() => pipeline.close());
      pipeline.bot.outbox.attach('push', adapter);
      return pipeline;
    },
  };
}

const waiting = async ({ store }: Pipeline) => (await store.list('out/')).length;

const FIRST = { who: 'p1', channel: 'push', id: 'm1', text: '填报：可持续发展技术' };

test('what is delivered leaves the outbox', async () => {
  const { adapter, start } = world();
  const one = await start();
  await one.deliver(FIRST, adapter);
  await one.bot.outbox.settled();
  expect(adapter.sent).toHaveLength(1);
  expect(await waiting(one)).toBe(0);
});

test('what fails is sent again after a while, once, and before what was said later', async () => {
  const { adapter, clock, start } = world();
  const one = await start();
  adapter.broken = new Error('the network is down');
  await one.deliver(FIRST, adapter);
  await one.bot.outbox.settled();
  adapter.broken = null;
  await one.deliver({ ...FIRST, id: 'm2', text: '进度' }, adapter);
  await one.bot.outbox.settled();
  expect(adapter.sent).toEqual([]);
  expect(await waiting(one)).toBe(2);
  await one.bot.outbox.sweep();
  expect(adapter.sent).toEqual([]);
  clock.advance(5_000);
  await Promise.all([one.bot.outbox.sweep(), one.bot.outbox.sweep()]);
  expect(adapter.sent.map((each) => each.text?.slice(0, 6))).toEqual(['好，开始填报', '可持续发展技']);
  expect(await waiting(one)).toBe(0);
});

test('what a process was sending when it died is sent by the next, not before its claim is over', async () => {
  const { adapter, clock, start } = world();
  const one = await start();
  // It dies while sending: nothing comes back from the network, nothing is taken out of the outbox.
  adapter.sendActivities = () => new Promise(() => undefined);
  await one.deliver(FIRST, adapter);
  expect(await waiting(one)).toBe(1);
  await one.close();
  const two = await start();
  const other = new Pushing();
  two.bot.outbox.attach('push', other);
  await two.bot.outbox.sweep();
  expect(other.sent).toEqual([]);
  clock.advance(31_000);
  await two.bot.outbox.sweep();
  expect(other.sent).toHaveLength(1);
  expect(other.sent[0]?.text).toContain('开始填报');
  expect(await waiting(two)).toBe(0);
});

test('two processes send what waits once', async () => {
  const { adapter, clock, start } = world();
  const [one, two] = [await start(), await start()];
  adapter.broken = new Error('the network is down');
  for (const who of ['p1', 'p2', 'p3']) await one.deliver({ ...FIRST, who, id: `${who}m1` }, adapter);
  await one.bot.outbox.settled();
  adapter.broken = null;
  clock.advance(60_000);
  await Promise.all([one.bot.outbox.sweep(), two.bot.outbox.sweep(), one.bot.outbox.sweep()]);
  expect(adapter.sent).toHaveLength(3);
  expect(await waiting(one)).toBe(0);
});

test('what the platform refuses for good stays as undelivered and holds nothing up', async () => {
  const { adapter, clock, start } = world();
  const one = await start();
  adapter.broken = new AppError('send.refused', 'the person has left');
  await one.deliver(FIRST, adapter);
  await one.bot.outbox.settled();
  adapter.broken = null;
  await one.deliver({ ...FIRST, id: 'm2', text: '进度' }, adapter);
  await one.bot.outbox.settled();
  expect(adapter.sent).toHaveLength(1);
  clock.advance(3_600_000);
  await one.bot.outbox.sweep();
  expect(adapter.sent).toHaveLength(1);
  const [left] = await one.store.list('out/');
  expect(left?.value).toMatchObject({ failed: 'send.refused' });
});

test('what is erased while it is being sent does not come back when sending fails', async () => {
  const { adapter, start } = world();
  const one = await start();
  let fail: (why: Error) => void = () => undefined;
  const begun = new Promise<void>((tell) => {
    adapter.sendActivities = () => {
      tell();
      return new Promise((_, reject) => {
        fail = reject;
      });
    };
  });
  await one.deliver(FIRST, adapter);
  await begun;
  const [waits] = await one.store.list('out/');
  await one.store.commit([{ key: waits?.key ?? '', value: null, expect: 'any' }]);
  fail(new Error('the network is down'));
  await one.bot.outbox.settled();
  expect(await waiting(one)).toBe(0);
});
