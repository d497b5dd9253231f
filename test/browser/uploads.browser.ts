/** Large files from the page: the line breaks, the page is reloaded, the server dies; the file arrives all the same. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openWorld, type World } from '../channels/webchat/world.ts';
import { roomFor } from '../fakes/intake.ts';
import { mp4 } from '../fixtures/files/films.ts';
import { launchChromium } from './chromium.ts';

const MB = 1024 * 1024;
const folder = mkdtempSync(path.join(tmpdir(), 'films-'));
const film = path.join(folder, '成果演示.mp4');
const bytes = mp4({ seconds: 60, bytes: 20 * MB });

let browser: Browser;
let world: World;
let context: BrowserContext;
let page: Page;
let line: CDPSession;

beforeAll(async () => {
  writeFileSync(film, bytes);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  world = await openWorld({ intake: roomFor(64 * MB) });
  world.answer = ({ text, attachments = [] }) => [
    {
      type: 'message',
      text: attachments.length
        ? `收到：${attachments.map(({ name }) => name).join('、')}`
        : `记下了：${text}`,
    },
  ];
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  line = await context.newCDPSession(page);
  await page.goto(world.url);
  await page.getByRole('button', { name: '开始', exact: true }).waitFor();
});
afterEach(async () => {
  await context.close();
  await world.close();
});

/** The line's speed; nothing gets through while it is down. */
async function setLine(megabytesPerSecond: number | 'down'): Promise<void> {
  const speed = megabytesPerSecond === 'down' ? 0 : megabytesPerSecond * MB;
  await line.send('Network.emulateNetworkConditions', {
    offline: megabytesPerSecond === 'down',
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: speed,
  });
}

const choose = () => page.locator('#files').setInputFiles(film);
const note = () => page.locator('.waiting .note');

/** The page says that so much has gone out. */
async function until(percent: number): Promise<void> {
  await expect
    .poll(async () => Number(/(\d+)%/.exec((await note().textContent()) ?? '')?.[1] ?? 0), {
      timeout: 20_000,
    })
    .toBeGreaterThanOrEqual(percent);
}

/** Where in the file the earliest piece begins that is sent from now on. */
function leastOffset(): () => number {
  let least = Number.POSITIVE_INFINITY;
  page.on('request', (request) => {
    const offset = request.headers()['upload-offset'];
    if (offset !== undefined) least = Math.min(least, Number(offset));
  });
  return () => least;
}

function expectFilm(): void {
  const [file] = world.turns.flatMap(({ attachments = [] }) => attachments);
  expect(file).toMatchObject({
    name: '成果演示.mp4',
    content: { hash: createHash('sha256').update(bytes).digest('hex'), seconds: 60 },
  });
}

test('the line breaks in the middle: the page says so, and the file goes on by itself', async () => {
  await setLine(4);
  await choose();
  await until(45);
  await setLine('down');
  await note().getByText('网络断了，连上后接着传').waitFor();
  const least = leastOffset();
  await setLine(50);
  await page.getByText('收到：成果演示.mp4').waitFor({ timeout: 30_000 });
  expectFilm();
  // What had come was not sent again.
  expect(least()).toBeGreaterThan(0.3 * bytes.length);
  expect(world.reports).toEqual([]);
});

test('other words go through while a file is on its way', async () => {
  await setLine(4);
  await choose();
  await until(10);
  await page.locator('#say').fill('顺便说一句');
  await page.keyboard.press('Enter');
  await page.getByText('记下了：顺便说一句').waitFor();
  await setLine(50);
  await page.getByText('收到：成果演示.mp4').waitFor({ timeout: 30_000 });
  expect(world.turns.map(({ text }) => text)).toEqual(['顺便说一句', '']);
});

test('a reload asks for the file once more and goes on from where it was', async () => {
  await setLine(4);
  await choose();
  await until(45);
  await page.reload();
  const said = note().getByText(/页面重新打开过，文件传到了 \d+%。请再选一次《成果演示.mp4》/);
  await said.waitFor();
  const percent = Number(/(\d+)%/.exec((await said.textContent()) ?? '')?.[1]);
  expect(percent).toBeGreaterThan(30);
  const pick = async (file: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '选文件' }).click(),
    ]);
    await chooser.setFiles(file);
  };
  const other = path.join(folder, '别的.mp4');
  writeFileSync(other, mp4({ seconds: 5 }));
  await pick(other);
  await page.getByText('这不是刚才那个文件，请选《成果演示.mp4》').waitFor();
  const least = leastOffset();
  await pick(film);
  await page.getByText('收到：成果演示.mp4').waitFor({ timeout: 30_000 });
  expectFilm();
  expect(least()).toBeGreaterThan(0.3 * bytes.length);
  await page.reload();
  await page.getByText('收到：成果演示.mp4').waitFor();
  expect(await page.locator('.waiting').count()).toBe(0);
});

test('given up, nothing of it is left on the server', async () => {
  await setLine(4);
  await choose();
  await until(10);
  expect(await world.kept()).toHaveLength(1);
  await page.getByRole('button', { name: '取消' }).click();
  await expect.poll(() => world.kept()).toEqual([]);
  expect(await page.locator('.waiting').count()).toBe(0);
});
