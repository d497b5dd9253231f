/** The interview on the real server, in a real browser: edited by clicks, over a power cut, by keyboard alone. */
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadCase } from '../fixtures/case.ts';
import { launchChromium } from './chromium.ts';
import { Host } from './host.ts';
import { Visitor } from './visitor.ts';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
const NAME = '焦炉上升管荒煤气显热高效回收技术';

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
  host = await Host.open();
  context = await browser.newContext({ viewport: WIDE, acceptDownloads: true });
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  visitor = new Visitor(page);
});
afterEach(async () => {
  await context.close();
  await host.close();
  expect(complaints).toEqual([]);
});

async function begin(): Promise<void> {
  await visitor.open(host.url);
  await visitor.begin();
}

/** Follows a link of the preview's downloads; the texts of the file's parts, tags taken out. */
async function download(name: string): Promise<{ fileName: string; parts: Map<string, string> }> {
  const link = page.locator('.download', { hasText: name });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const parts = Object.entries(unzipSync(await readFile(await file.path())));
  return {
    fileName: file.suggestedFilename(),
    parts: new Map(parts.map(([part, bytes]) => [part, strFromU8(bytes).replace(/<[^>]+>/g, '')])),
  };
}

const sheet = (text: string): ReturnType<Page['locator']> =>
  page.locator('.paper:not([hidden])').getByText(text, { exact: true });

test('an answer edited by a click on the list or on the sheet stands in the next document', async () => {
  await begin();
  await visitor.interview(loadCase('sustainable-tech-2025'), {
    until: ({ question }) => question === 'apply_date',
  });
  await visitor.answered(() => page.locator('#progress .item', { hasText: '电话' }).click());
  expect(visitor.question?.question).toBe('phone');
  await visitor.say('13800000000');
  await sheet('13800000000').waitFor();
  await visitor.answered(() => sheet('chenyunxiu@example.com').click());
  expect(visitor.question?.question).toBe('email');
  await visitor.say('chen@example.com');
  await sheet('chen@example.com').waitFor();
  const form = await download('申报书');
  expect(form.fileName).toMatch(/\.docx$/);
  const body = form.parts.get('word/document.xml') ?? '';
  expect(body).toContain('13800000000');
  expect(body).toContain('chen@example.com');
  expect(body).not.toContain('010-00000000');
  // What is not finished says so, on every download.
  const links = page.locator('.download');
  expect(await links.locator('.draft').count()).toBe(await links.count());
});

test('a question with many options stands above its buttons, and a narrow window keeps the place', async () => {
  await begin();
  const story = loadCase('sustainable-tech-2025');
  await visitor.interview(story, { until: ({ question }) => question === 'tech_field' });
  const last = page.locator('.message').last();
  const inSight = (): Promise<boolean> =>
    last.evaluate((message) => {
      const frame = document.querySelector('#log')?.getBoundingClientRect();
      return frame !== undefined && message.getBoundingClientRect().bottom <= frame.bottom + 1;
    });
  await expect.poll(inSight).toBe(true);
  await page.setViewportSize(NARROW);
  await expect.poll(inSight).toBe(true);
});

test('killed in the middle: the page comes back by itself, nothing is lost or said twice', async () => {
  const story = loadCase('sustainable-tech-2025');
  await begin();
  await visitor.interview(story, { until: ({ question }) => question === 'phone' });
  const before = await page.locator('.message').count();
  await host.kill();
  await page.getByText('已断开，正在重连').waitFor();
  await page.locator('#say').fill('010-00000000');
  await page.locator('#say').press('Enter');
  await page.getByText('没有发出，连上后会自动重发').waitFor();
  await visitor.answered(() => host.start());
  expect(visitor.question?.question).toBe('email');
  await page.locator('.message.waiting').waitFor({ state: 'detached' });
  expect(await page.locator('.message').count()).toBe(before + 2);
  await sheet('010-00000000').waitFor();
  await sheet('陈云岫').waitFor();

  // Killed right after the answer came: what was acknowledged is there after a reload.
  await visitor.say('chenyunxiu@example.com');
  await host.kill();
  await host.start();
  await page.reload();
  await page.locator('.message', { hasText: '已记下“邮箱”' }).waitFor();
  expect(await page.locator('.message').count()).toBe(before + 4);
  expect(visitor.question?.question).toBe('apply_date');
});

test('the second person sees nothing of the first', async () => {
  await begin();
  await visitor.interview(loadCase('sustainable-tech-2025'), {
    until: ({ question }) => question === 'applicant_org',
  });
  await sheet(NAME).first().waitFor();
  await page.getByLabel('试用身份').selectOption('second');
  await page.getByRole('button', { name: '开始', exact: true }).waitFor();
  expect(await page.locator('.message').count()).toBe(0);
  expect(await page.getByText(NAME).count()).toBe(0);
  await page.getByLabel('试用身份').selectOption({ index: 0 });
  await sheet(NAME).first().waitFor();
});

test('by keyboard alone: start, answer, edit from the list', async () => {
  await visitor.open(host.url);
  const start = page.getByRole('button', { name: '开始', exact: true });
  await start.focus();
  await visitor.answered(() => page.keyboard.press('Enter'));
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('say');
  if (!visitor.question) {
    await page.keyboard.type('填报：可持续发展技术');
    await visitor.answered(() => page.keyboard.press('Enter'));
  }
  await page.keyboard.type('是');
  await visitor.answered(() => page.keyboard.press('Enter'));
  const asked = visitor.question?.question;
  const item = page.locator('#progress .item').first();
  await item.focus();
  await visitor.answered(() => page.keyboard.press('Enter'));
  expect(visitor.question?.question).not.toBe(asked);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('say');
});

test('a double click answers once', async () => {
  await begin();
  const before = await page.locator('.message.mine').count();
  await visitor.answered(() =>
    page.locator('#choices').getByRole('button', { name: '是', exact: true }).dblclick({ delay: 60 }),
  );
  const asked = visitor.question?.question;
  expect(await page.locator('.message.mine').count()).toBe(before + 1);
  expect(asked).toBe('gate_ip_risk');
});
