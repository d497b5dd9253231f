/**
 * The bot as it is started, in Microsoft 365 Agents Playground as Teams, in a real browser. Pictures of what was seen are
 * left in test-results/playground.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { MESSAGES_PATH } from '../../adapters/channels/teams/index.ts';
import { launchChromium } from '../browser/chromium.ts';
import { Host } from '../browser/host.ts';
import { freePort, Playground } from './playground.ts';
import { Talk } from './talk.ts';

const PICTURES = path.resolve(import.meta.dirname, '../../test-results/playground');

let browser: Browser;
let context: BrowserContext;
let folder: string;
let host: Host;
let playground: Playground;
let talk: Talk;
let refused: readonly string[];

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'playground-'));
  host = await Host.open({ TEAMS_ANONYMOUS: 'yes' });
  const endpoint = new URL(MESSAGES_PATH, host.url).href;
  playground = await Playground.open({ endpoint, port: await freePort(), folder });
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
  talk = new Talk(await context.newPage());
  refused = await talk.enter(playground.url);
});
afterEach(async () => {
  await context.close();
  await playground.close();
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

const picture = (name: string) => talk.page.screenshot({ path: path.join(PICTURES, `${name}.png`) });

test('from the greeting through some questions to progress and preview', async () => {
  const hello = await talk.hears('选哪一个？');
  expect(hello).toContain('您好，我是申报助手');
  expect(hello).toContain('交通运输“一带一路”科技创新需求建议征集');
  expect(await talk.buttons()).toContain('填报：交通科技创新需求');
  await picture('1-greeting');

  await talk.press('填报：交通科技创新需求', '您是替哪个单位反馈？');
  await expect
    .poll(() => talk.texts())
    .toContainEqual(expect.stringContaining('您选了：填报：交通科技创新需求'));
  await picture('2-first-question');

  const close = await talk.say('长安大学公路学院', '这样记，对吗？');
  expect(close).toContain('长安大学');
  await talk.press('对，记下', '已经有哪些合作？');
  await expect.poll(() => talk.texts()).toContainEqual(expect.stringContaining('您选了：对，记下'));
  const example = await talk.press('例子', '可以这样写');
  expect(example).toMatch(/哈萨克斯坦|合作/);
  await picture('3-example');

  await talk.say('2014年起与哈萨克斯坦示例公路研究所合作研究寒区路面，建成试验路2公里。', '国家');
  await talk.say('进度', '已填 2/10');
  await picture('4-progress');
  await talk.say('预览', '寒区路面');
  await picture('5-preview');
  // Cards that are over have no button left to press.
  expect((await talk.buttons()).length).toBe(await talk.open());
  // The page asks its maker for fonts and ornaments, and does without; nobody else is asked for anything.
  expect(refused.filter((address) => new URL(address).hostname !== 'res-1.cdn.office.net')).toEqual([]);
});

test('what a person writes is shown as it was written', async () => {
  await talk.hears('选哪一个？');
  await talk.press('填报：交通科技创新需求', '您是替哪个单位反馈？');
  await talk.say('长安大学', '已经有哪些合作？');
  const written = '<b>示例</b> *合作* [见此](http://example.com)';
  await talk.say(written, '国家');
  await talk.say('预览', '示例');
  expect((await talk.texts()).at(-1)).toContain(written);
  const marked = talk.heard.locator('b, strong, em, i, a').filter({ hasText: /^(示例|合作|见此)$/ });
  expect(await marked.count()).toBe(0);
});

test('the bot is killed and started again: the chat goes on where it was', async () => {
  await talk.hears('选哪一个？');
  await talk.press('填报：交通科技创新需求', '您是替哪个单位反馈？');
  await talk.say('长安大学', '已经有哪些合作？');
  await host.kill();
  await host.start();
  await talk.say('继续', '已经有哪些合作？');
  await talk.say('预览 反馈单位', '长安大学');
});

test('in a group chat it keeps silent unless it is named, and then tells nothing of a draft', async () => {
  await talk.hears('选哪一个？');
  await talk.press('填报：交通科技创新需求', '您是替哪个单位反馈？');
  await talk.say('长安大学', '已经有哪些合作？');
  await talk.go('Group Chat');
  await expect.poll(() => talk.heard.count()).toBe(0);
  await talk.tell('预览 反馈单位');
  await talk.tell(' 预览 反馈单位', { mention: true });
  const answer = await talk.hears('单独聊');
  await picture('6-group');
  // What was said first would have been answered first.
  expect(await talk.heard.count()).toBe(1);
  expect(answer).not.toContain('长安大学');
  await talk.go('Personal Chat');
  await talk.say('预览 反馈单位', '长安大学');
});

test('the Playground listens at one address of this machine, which no other machine has', async () => {
  await talk.hears('选哪一个？');
  // Who listens on all interfaces is found there as well.
  await expect(fetch(playground.url.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow();
  expect((await fetch(playground.url)).status).toBe(200);
});
