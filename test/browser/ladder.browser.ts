/** The ladders beside the chat, in a real browser: one for each technology, by mouse and by keyboard, wide and narrow. */
import path from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { Host } from './host.ts';
import { Visitor } from './visitor.ts';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
const CALLS = path.resolve(import.meta.dirname, '../fixtures/calls');

/** From the name of the project to the first technology's level 4, which lacks evidence; then a second one. */
const SAID = [
  ['秸秆热解多联产', '连续热解炉', '5'],
  [
    '做到了',
    '热解炉仿真模型，2020年6月，示例大学，编号 FZ-20',
    '虚拟或实物仿真概念模型',
    '无',
    '课题组共享盘',
  ],
  ['做到了', '是'],
  ['做到了', '无', '做到了', '无', '做到了', '无'],
  ['没做到，样品还在加工', '没做到', '图纸没画完', '没做到，还没定', '没做到，样品出来再测'],
  ['是', '7', '功能样机和第三方测试报告', '确认'],
  ['再加一个', '焦油催化裂解', '3'],
].flat();

let browser: Browser;
let host: Host;
let context: BrowserContext;
let page: Page;
let visitor: Visitor;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  host = await Host.open({ CALLS_DIR: CALLS });
  context = await browser.newContext({ viewport: WIDE });
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  // What the content security policy refuses is said on the console.
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  visitor = new Visitor(page);
});
afterEach(async () => {
  await context.close();
  await host.close();
  expect(complaints).toEqual([]);
});

const ladder = (number: number): Locator => page.locator(`[data-ladder="key_tech/r${number}/trl"]`);
const rung = (number: number, level: number): Locator =>
  ladder(number).locator('.rung', { has: page.getByText(`${level}级`, { exact: true }) });

async function overflow(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

test('a ladder for each technology; a rung leads to its question', { timeout: 120_000 }, async () => {
  await visitor.open(host.url);
  const start = page.getByRole('button', { name: '开始', exact: true });
  await visitor.answered(() => start.click());
  await visitor.say('填报：技术成熟度');
  expect(visitor.question?.question).toBe('name');
  expect(await page.locator('.ladders').count()).toBe(0);
  for (const words of SAID) await visitor.say(words);

  await page.getByRole('tab', { name: '成熟度阶梯' }).click();
  await ladder(2).waitFor();
  expect(await ladder(1).locator('h4').innerText()).toBe('关键技术1：连续热解炉');
  expect(await ladder(2).locator('h4').innerText()).toBe('关键技术2：焦油催化裂解');
  expect(await ladder(1).locator('.rung').count()).toBe(13);
  expect(await rung(1, 3).innerText()).toMatch(/3级\s*仿真级\s*有凭证\s*凭证支持到这里/);
  expect(await rung(1, 4).innerText()).toMatch(/功能级\s*做到了，缺凭证/);
  expect(await rung(1, 5).innerText()).toMatch(/初样级\s*没做到\s*自评/);
  expect(await rung(1, 7).innerText()).toMatch(/环境级\s*没有问\s*预期/);
  expect(await rung(1, 1).innerText()).toMatch(/您确认已达到/);

  // By mouse to a level's first point, by keyboard to what was confirmed as a whole.
  await visitor.answered(() => rung(1, 4).click());
  expect(visitor.question?.question).toBe('key_tech/r1/trl/l4_1');
  await rung(1, 4).and(page.locator('.asking')).waitFor();
  // What is asked under a level is marked on its rung as well.
  await page.locator('#progress .item', { hasText: '关键技术1·5级·图纸还差什么' }).click();
  await rung(1, 5).and(page.locator('.asking')).waitFor();
  await rung(1, 2).focus();
  await visitor.answered(() => page.keyboard.press('Enter'));
  expect(visitor.question?.question).toBe('key_tech/r1/trl/to2');
  // Nothing is asked far above the claim: nothing happens there.
  expect(await rung(1, 12).getAttribute('data-path')).toBeNull();

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(NARROW);
  await page.locator('#views [data-view="preview"]').click();
  expect(await overflow()).toBe(0);
  const frame = await page.locator('.papers').boundingBox();
  const box = await rung(1, 3).boundingBox();
  expect(box && frame && box.x + box.width <= frame.x + frame.width).toBe(true);
  await page.locator('.papers').evaluate((papers) => papers.scrollTo(0, 0));
  await page.emulateMedia({ colorScheme: 'light' });
  await visitor.answered(() => rung(1, 3).click());
  expect(visitor.question?.question).toBe('key_tech/r1/trl/l3_1');
});
