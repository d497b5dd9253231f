/**
 * Many people in the chat with an application at once, before a platform that loses answers, is busy, breaks lines and
 * lets tokens die: each message is answered once and in order, and no documented limit is broken.
 */
import { painter } from '../../../adapters/files/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { createBot } from '../../../bot/app.ts';
import { loadCalls } from '../../../bot/calls.ts';
import type { Log } from '../../../bot/log.ts';
import { text as sentence } from '../../../forms/text/index.ts';
import { openApplication, settle, sweep } from './application.ts';
import { virtualTime } from './clock.ts';
import type { Member } from './member.ts';

export interface SoakOptions {
  /** An empty folder for the data. */
  readonly folder: string;
  readonly people: number;
  /** Messages of each. */
  readonly rounds: number;
}

export interface SoakResult {
  readonly messages: number;
  /** What is not as it should be, in words; empty where every message was answered once and in order. */
  readonly wrong: readonly string[];
  /** Calls that broke a documented limit. */
  readonly breaches: readonly string[];
  /** Real time that it took, in ms. */
  readonly ms: number;
  /** Deliveries of callbacks, first and repeated. */
  readonly deliveries: number;
  /** Calls of the application, and those that failed. */
  readonly calls: number;
  readonly failed: number;
  readonly tokens: number;
  /** Of this process, the platform included, in bytes: before and after. */
  readonly resident: readonly [number, number];
}

const CALLS = new URL('../../fixtures/calls/', import.meta.url).pathname;
const SEND = '/cgi-bin/message/send';
const silent: Log = Object.assign(() => undefined, { failure: () => undefined });
/** People whose messages are on their way at the same moment. */
const AT_ONCE = 50;
/** What goes wrong, one after the other: the platform's answer, 0 for a broken line, lost for an answer on its way. */
const MISCHIEF = [-1, 'lost', 45_009, 0, 42_001, 45_033, 'lost'] as const;

/** What a person says in each round, and what the answer to that says and no other. */
function exchange(person: number, round: number): { said: string; answer: string } {
  const project = (at: number): string => `示例项目甲${person}乙${at}丙`;
  if (round === 0) return { said: '填报：文件', answer: '开始填报' };
  if (round % 2 === 0) return { said: '上一题', answer: `现在填的是：${project(round - 1)}` };
  const answer = round === 1 ? `已记下“项目名称”：${project(1)}` : `改成“${project(round)}”`;
  return { said: project(round), answer };
}

export async function soak({ folder, people, rounds }: SoakOptions): Promise<SoakResult> {
  const time = virtualTime();
  const clock = { now: () => new Date(time.now()), today: () => '2025-06-03' };
  const store = await openStore({ path: `${folder}/shenbao.sqlite` });
  const files = await openFiles({ folder: `${folder}/files` });
  const bot = createBot({ store, files, painter, catalog: loadCalls([CALLS]), clock, log: silent });
  const application = await openApplication({ logic: bot.logic, intake: bot.intake, store, files, time });
  const { platform, callbacks, app } = application;
  bot.outbox.attach('wecom', app.adapter);
  const members = Array.from({ length: people }, (_, at) => application.member(`Person${at}`));
  callbacks.loseEvery = 9;
  const before = process.memoryUsage.rss();
  const began = performance.now();
  let deliveries = 0;
  const quiet = async (): Promise<void> => {
    await app.close();
    await settle([application], bot.outbox, time);
  };
  const waiting = async (): Promise<number> => (await store.list('out/')).length;
  for (let round = 0; round < rounds; round += 1) {
    for (let first = 0; first < people; first += AT_ONCE) {
      MISCHIEF.forEach((errcode) => {
        if (errcode === 'lost') platform.lost.push(SEND);
        else platform.failures.push({ path: SEND, errcode });
      });
      const group = members.slice(first, first + AT_ONCE);
      const sent = group.map((member, at) => member.text(exchange(first + at, round).said).all);
      for (const statuses of await Promise.all(sent)) deliveries += statuses.length;
      await quiet();
    }
    if (round % 5 === 3) platform.dropTokens();
    if (round % 7 === 5) await time.advance(7200_000);
    // Now and then people go on before everything has reached them.
    await time.advance(round % 3 === 0 ? 6_000 : 40_000);
    await sweep([application], bot.outbox, time);
  }
  for (let most = 60; most > 0 && (await waiting()) > 0; most -= 1) {
    await time.advance(60_000);
    await sweep([application], bot.outbox, time);
  }
  const ms = performance.now() - began;
  const after = process.memoryUsage.rss();
  const wrong = members.flatMap((member, at) => wrongFor(member, at, rounds));
  await application.close();
  await store.close();
  const { calls } = platform;
  return {
    messages: people * rounds,
    wrong,
    breaches: platform.breaches,
    ms,
    deliveries,
    calls: calls.length,
    failed: calls.filter(({ errcode }) => errcode !== 0).length,
    tokens: platform.tokensFetched,
    resident: [before, after],
  };
}

function wrongFor(member: Member, person: number, rounds: number): string[] {
  const expected = Array.from({ length: rounds }, (_, round) => exchange(person, round).answer);
  // The buttons of an answer that is too long for a card are on a card of their own behind it.
  const words = member.seen.filter(({ text }) => text !== sentence('wecom.choose'));
  const found = words.map(({ text }) => expected.findIndex((answer) => text.includes(answer)));
  return found.length === rounds && found.every((round, at) => round === at)
    ? []
    : [`${member.id} saw the answers ${found.join(', ')}`];
}
