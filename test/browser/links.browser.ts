/** The page behind a link for uploading, on a telephone and on a desk: files arrive in the chat, and only once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mp4 } from '../fixtures/files/films.ts';
import { launchChromium } from './chromium.ts';
import { Host } from './host.ts';
import { Visitor } from './visitor.ts';

const MB = 1024 * 1024;
const CALLS = path.join(import.meta.dirname, '../fixtures/calls');
const folder = mkdtempSync(path.join(tmpdir(), 'films-'));
const film = path.join(folder, '成果演示.mp4');
const other = path.join(folder, '补充.mp4');

let browser: Browser;
let host: Host;

beforeAll(async () => {
  writeFileSync(film, mp4({ seconds: 60, bytes: 20 * MB }));
  writeFileSync(other, mp4({ seconds: 30 }));
  [browser, host] = await Promise.all([launchChromium(), Host.open({ CALLS_DIR: CALLS })]);
});
afterAll(async () => {
  await browser.close();
  await host.close();
  rmSync(folder, { recursive: true });
});

async function chat(): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const visitor = new Visitor(await context.newPage());
  await visitor.open(host.url);
  await visitor.say('填报：视频');
  await visitor.say('余热回收');
  return visitor;
}

const linkIn = (text = ''): string => /http:\S+\/u\/[\w-]{43}/.exec(text)?.[0] ?? '';

/** Another device: no cookie, no token, only the link. */
async function phone(link: string, width = 360): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 720 } })).newPage();
  await page.goto(link);
  return page;
}

async function pick(page: Page, ...files: string[]): Promise<void> {
  await page.locator('#files').setInputFiles(files);
}

test.each([360, 1280])(
  'at %i px files go up by the link alone, over a lost line, and the chat hears of them',
  async (width) => {
    const visitor = await chat();
    const { text } = await visitor.say('上传链接');
    const page = await phone(linkIn(text), width);
    await page.getByRole('heading', { name: '成果视频' }).waitFor();
    const line = await page.context().newCDPSession(page);
    const speed = (uploadThroughput: number, offline = false) =>
      line.send('Network.emulateNetworkConditions', {
        offline,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await speed(4 * MB);
    await pick(page, film, other);
    await page.getByText(/上传中 [2-9]\d%/).waitFor();
    await speed(0, true);
    await page.getByText('网络断了，连上后接着传').first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await speed(50 * MB);
    await expect.poll(() => page.getByText('已传好').count(), { timeout: 20_000 }).toBe(2);
    await visitor.answered(() => page.getByRole('button', { name: '传好了，交给申报助手' }).click());
    expect(visitor.last?.text).toContain('“成果视频”的文件收好了');
    await page.getByRole('heading', { name: '已经传好' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '这个链接已经用过了' }).waitFor();
    await page.context().close();
    await visitor.page.context().close();
  },
);

test('what the question does not take is said at once; a reload goes on; a wrong link says so', async () => {
  const visitor = await chat();
  const link = linkIn((await visitor.say('上传链接')).text);
  const page = await phone(link);
  await page.getByRole('heading', { name: '成果视频' }).waitFor();
  await pick(page, {
    name: '说明.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 x'),
  } as never);
  await page.getByText('“说明.pdf”的格式这里用不了').waitFor();
  expect(await page.getByRole('button', { name: '传好了，交给申报助手' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: '取消' }).click();
  await pick(page, other);
  await page.getByText('已传好').waitFor();
  await page.reload();
  await page.getByText('已传好').waitFor();
  await visitor.answered(() => page.getByRole('button', { name: '传好了，交给申报助手' }).click());
  expect(visitor.last?.text).toContain('收到《补充.mp4》');
  await page.goto(`${link.slice(0, -3)}AAA`);
  await page.getByRole('heading', { name: '这个链接打不开' }).waitFor();
  // After a restart the chat no longer shows the link, only that there was one.
  await host.kill();
  await host.start();
  await visitor.page.reload();
  await visitor.page.getByText('（只显示一次，要新的请再说一遍）').waitFor();
  expect(await visitor.page.getByText('/u/').count()).toBe(0);
});
