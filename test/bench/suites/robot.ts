/**
 * 10,000 messages from 500 people to a robot on its long connection, which breaks now and then: each is answered once,
 * and in order for each person. What the platform delivered is compared with the bot's own log of what it said.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import { partsOf, SIZES } from '../../../adapters/channels/wecom/encode.ts';
import {
  attachWecomRobot,
  ROBOT_CHANNEL,
  type WecomRobot,
} from '../../../adapters/channels/wecom/robot/index.ts';
import { painter } from '../../../adapters/files/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { type Bot, createBot } from '../../../bot/app.ts';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { dayInShanghai } from '../../../bot/clock.ts';
import { createLease } from '../../../bot/lease.ts';
import { createLog } from '../../../bot/log.ts';
import type { Store } from '../../../forms/ports.ts';
import { type VirtualTime, virtualTime } from '../../fakes/wecom/clock.ts';
import { RobotHost } from '../../fakes/wecom/socket.ts';
import { type Row, row, type Suite } from '../bench.ts';

const PEOPLE = 500;
const ROUNDS = 20;
/** The line breaks in every so manieth message to the platform. */
const BREAKS = 997;
const BOT_ID = 'robot-of-the-bench';

/** What everybody says, one after another. */
const WORDS = [
  '填报：可持续发展技术',
  '是',
  '帮助',
  '进度',
  '例子',
  '是',
  '什么意思',
  '上一题',
  '继续',
  '是',
];

interface Soak {
  readonly timer: VirtualTime;
  readonly host: RobotHost;
  readonly robot: WecomRobot;
  readonly bot: Bot;
  readonly store: Store;
}

export const robotSuite: Suite = {
  name: 'robot',
  unit: 'count',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const soak = await open(folder);
    try {
      const before = process.memoryUsage().rss;
      const began = performance.now();
      const breaks = await speak(soak);
      const seconds = (performance.now() - began) / 1000;
      const grown = (process.memoryUsage().rss - before) / 2 ** 20;
      const { wrong, answers } = await compare(soak);
      const count = (name: string, value: number): Row => row(name, [value]);
      return [
        count('messages', PEOPLE * ROUNDS),
        count('messages of the bot delivered', answers),
        count('people whose answers are not each once and in order', wrong),
        count('breaches of a documented limit', soak.host.breaches.length),
        count('times the line broke', breaks),
        count('messages a second', (PEOPLE * ROUNDS) / seconds),
        count('memory grown, MiB (both ends)', grown),
      ];
    } finally {
      await soak.robot.close();
      await soak.host.close();
      await soak.store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function open(folder: string): Promise<Soak> {
  const timer = virtualTime();
  const clock = { now: () => new Date(timer.now()), today: () => dayInShanghai(new Date(timer.now())) };
  const host = new RobotHost({ botId: BOT_ID, secret: 's', timer });
  await host.listen();
  const store = await openStore({ path: path.join(folder, 'shenbao.sqlite') });
  const files = await openFiles({ folder: path.join(folder, 'files') });
  const log = createLog(clock, () => undefined);
  const bot = createBot({ store, files, painter, catalog: loadCalls([OWN_CALLS]), clock, log });
  const robot = attachWecomRobot({
    settings: { botId: BOT_ID, secret: 's', url: host.url },
    logic: bot.logic,
    store,
    files,
    intake: bot.intake,
    lease: createLease({ store, process: 'bench' }),
    linkTo: async () => undefined,
    clock,
    timer,
    report: log,
  });
  bot.outbox.attach(ROBOT_CHANNEL, robot.adapter);
  while (robot.state() !== 'connected') await soon();
  return { timer, host, robot, bot, store };
}

const nameOf = (at: number): string => `member${at}`;

/** Everybody says one thing after another; gives how often the line broke. */
async function speak(soak: Soak): Promise<number> {
  const { host, robot } = soak;
  const first = host.subscribed;
  let sent = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let at = 0; at < PEOPLE; at += 1) {
      const words = WORDS[round % WORDS.length] ?? '';
      while (robot.state() !== 'connected' || !(await host.say(nameOf(at), words))) await moment(soak.timer);
      sent += 1;
      if (sent % BREAKS === 0) host.failures.push({ cmd: 'aibot_send_msg', how: 'lost' });
    }
    await quiet(soak);
  }
  return host.subscribed - first;
}

/** Lets time pass until everything is handled and delivered. */
async function quiet({ timer, robot, bot, store }: Soak): Promise<void> {
  for (;;) {
    await passing(timer, robot.settled());
    await passing(timer, bot.outbox.settled());
    await timer.advance(5000);
    if ((await store.list('out/', { limit: 1 })).length === 0) return;
    await passing(timer, bot.outbox.sweep());
  }
}

async function passing(timer: VirtualTime, work: Promise<void>): Promise<void> {
  let done = false;
  void work.finally(() => {
    done = true;
  });
  for (let turns = 0; !done; turns += 1) {
    await soon();
    // Real work goes on in between; only what waits needs time to pass.
    if (turns % 50 === 49) await timer.advance(100);
  }
  await work;
}

/** How many people were not told just what the bot said, part by part. */
async function compare({ host, bot }: Soak): Promise<{ wrong: number; answers: number }> {
  const log = bot.conversations(ROBOT_CHANNEL);
  let [wrong, answers] = [0, 0];
  for (let at = 0; at < PEOPLE; at += 1) {
    const member = nameOf(at);
    const entries = (await log.after(`robot:${BOT_ID}:${member}`, 0)).map(
      ({ activity }) => activity as Partial<Activity>,
    );
    const said = entries.filter(({ from }) => from?.role === 'bot');
    const parts = await Promise.all(
      said.map((each) => partsOf(each, { task: 't', sizes: SIZES, linkTo: async () => undefined })),
    );
    const expected = parts.flat().map((part) => (part.kind === 'file' ? part.name : part.text));
    const seen = host.seenBy(member).map(({ text, file }) => file?.name ?? text);
    const turns = entries.length - said.length;
    if (turns !== ROUNDS || said.length !== ROUNDS || JSON.stringify(seen) !== JSON.stringify(expected))
      wrong += 1;
    answers += seen.length;
  }
  return { wrong, answers };
}

async function moment(timer: VirtualTime): Promise<void> {
  await timer.advance(100);
  await soon();
}

function soon(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
