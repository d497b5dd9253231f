import type { Activity } from 'botbuilder';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { paintHtml } from '../../adapters/files/html.ts';
import { paintPreview } from '../../adapters/files/html-preview.ts';
import type { Block, Cell, DocModel, Paragraph } from '../../forms/documents/model.ts';
import type { DeskItem, DeskView } from '../../forms/ports.ts';
import type { World } from '../channels/webchat/world.ts';
import { openWorld } from '../channels/webchat/world.ts';
import { launchChromium } from './chromium.ts';

let browser: Browser;
let world: World;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  world = await openWorld();
  world.answer = interview;
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  page = await context.newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(world.url) && !request.url().startsWith('blob:'))
      complaints.push(request.url());
  });
});
afterEach(async () => {
  await context.close();
  await world.close();
  expect(complaints).toEqual([]);
});

function buttons(...titles: string[]): Partial<Activity> {
  return {
    suggestedActions: { to: [], actions: titles.map((title) => ({ type: 'imBack', title, value: title })) },
  };
}

/** A small bot: offers two buttons at the start, notes what is said, edits what is clicked. */
function interview({ text = '', value, attachments }: Partial<Activity>): Partial<Activity>[] {
  if (text === '开始') {
    world.view = view(1);
    world.preview = PREVIEW;
    return [{ type: 'message', text: '技术已经用在生产线上了吗？', ...buttons('已经用了', '还没有') }];
  }
  if (value?.edit) return [{ type: 'message', text: `请写新的内容（${value.edit}）。` }];
  if (attachments?.length)
    return [{ type: 'message', text: `收到文件：${attachments.map(({ name }) => name).join('、')}` }];
  return [{ type: 'message', text: `记下了：${text}` }];
}

const paragraph = (role: Paragraph['role'], text: string, path?: string): Paragraph => ({
  type: 'paragraph',
  role,
  runs: [text === '' ? { text, missing: true } : { text }],
  ...(path === undefined ? {} : { path }),
});

function sheet(id: string, title: string, blocks: Block[]): string {
  return paintHtml({
    id,
    title,
    fileName: title,
    layout: 'form',
    landscape: false,
    mark: '',
    draft: true,
    blocks,
  });
}

const cell = (label: string, value: string, path: string): Cell[] => [
  { header: true, blocks: [paragraph('label', label)] },
  { blocks: [paragraph('cell', value)], path },
];

const PREVIEW =
  sheet('form', '申报书', [
    paragraph('mark', '附件 1'),
    paragraph('title', '可持续发展技术申报书'),
    {
      type: 'table',
      widths: [1, 3],
      headerRows: 0,
      rows: [
        { cells: cell('技术名称', '低温烟气脱硝', 'tech_name') },
        { cells: cell('申报单位', '', 'unit') },
      ],
    },
  ]) + sheet('letter', '承诺书', [paragraph('body', '本单位承诺所填内容真实。')]);

function item(path: string, label: string, state: DeskItem['state'], value = ''): DeskItem {
  return { path, label, state, required: true, value };
}

function view(revision: number): DeskView {
  return {
    submission: {
      id: 's1',
      call: 'demo',
      title: '可持续发展技术征集（示例）',
      revision,
      focus: 'unit',
      done: 2,
      total: 5,
      sections: [
        {
          id: 'cover',
          number: '一',
          title: '基本信息',
          done: 1,
          total: 2,
          items: [item('tech_name', '技术名称', 'given', '低温烟气脱硝'), item('unit', '申报单位', 'open')],
        },
        {
          id: 'benefit',
          number: '二',
          title: '技术综合效益与环境影响的说明',
          done: 1,
          total: 3,
          items: [
            item('rate', '减排率', 'given', '比 2020 年传统湿法工艺减少 35%，以每小时处理十万立方米烟气计'),
            item('scale', '应用规模', 'unknown'),
            item('note', '补充说明', 'skipped'),
          ],
        },
      ],
      documents: [
        { id: 'form', name: '申报书', fileName: '申报书（示例）.docx', kind: 'docx', draft: true },
        { id: 'letter', name: '承诺书', fileName: '承诺书（示例）.docx', kind: 'docx', draft: false },
      ],
    },
  };
}

const say = (): ReturnType<Page['locator']> => page.locator('#say');
const bot = (text: string): ReturnType<Page['locator']> =>
  page.locator('.message:not(.mine) .text', { hasText: text });
const mine = (text: string): ReturnType<Page['locator']> =>
  page.locator('.message.mine .text', { hasText: text });

async function open(): Promise<void> {
  await page.goto(world.url);
  await page.locator('#line').waitFor({ state: 'hidden' });
}

/** The line says it is open before a greeting may come; this waits for the start button itself. */
async function begin(): Promise<void> {
  await open();
  await page.getByRole('button', { name: '开始', exact: true }).click();
  await bot('技术已经用在生产线上了吗').waitFor();
}

async function overflow(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Everything that can be pressed and is in view, smaller than a finger needs. */
async function smallButtons(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, select, a.download, a.file, summary')]
      .map((each) => ({ box: each.getBoundingClientRect(), name: each.textContent ?? '' }))
      .filter(({ box }) => box.width > 0 && box.height < 39.5)
      .map(({ name }) => name),
  );
}

test('a newcomer starts, answers by keyboard, and sees every message once', async () => {
  await begin();
  const first = page.getByRole('button', { name: '已经用了' });
  await first.focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('还没有');
  await page.keyboard.press('Enter');
  await bot('记下了：还没有').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('say');
  await page.keyboard.type('第一行');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('第二行 <b>不是标签</b>');
  await page.keyboard.press('Enter');
  await bot('记下了：第一行').waitFor();
  expect(await mine('第一行').innerText()).toBe('第一行\n第二行 <b>不是标签</b>');
  expect(await page.locator('.message').count()).toBe(6);
  expect(await page.locator('.message.waiting').count()).toBe(0);
  expect(await page.locator('#choices').isHidden()).toBe(true);
  expect(await page.locator('.message time').first().innerText()).toBe('14:30');
});

test('Enter that ends a composition does not send', async () => {
  await open();
  const cdp = await context.newCDPSession(page);
  await say().focus();
  await cdp.send('Input.imeSetComposition', { text: 'shenbao', selectionStart: 7, selectionEnd: 7 });
  await cdp.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  expect(world.turns).toEqual([]);
  await cdp.send('Input.insertText', { text: '申报' });
  expect(await say().inputValue()).toBe('申报');
  await page.keyboard.press('Enter');
  await bot('记下了：申报').waitFor();
  expect(world.turns.map((turn) => turn.text)).toEqual(['申报']);
});

test('a reload brings back the history, the buttons and the half-typed text', async () => {
  await begin();
  await say().fill('还没写完的');
  await page.reload();
  await bot('技术已经用在生产线上了吗').waitFor();
  expect(await page.locator('.message').count()).toBe(2);
  expect(await page.getByRole('button', { name: '已经用了' }).isVisible()).toBe(true);
  expect(await say().inputValue()).toBe('还没写完的');
});

test('two tabs show the same conversation; the second person has one of their own', async () => {
  await begin();
  const tab = await context.newPage();
  await tab.goto(world.url);
  await tab.locator('.message:not(.mine) .text').waitFor();
  await say().fill('从第一页说的');
  await page.keyboard.press('Enter');
  await tab.locator('.text', { hasText: '记下了：从第一页说的' }).waitFor();
  expect(await tab.locator('.message').count()).toBe(4);
  await tab.getByLabel('试用身份').selectOption('second');
  await tab.getByRole('button', { name: '开始', exact: true }).waitFor();
  expect(await tab.locator('.message').count()).toBe(0);
  await tab.getByRole('button', { name: '开始', exact: true }).click();
  await tab.locator('.message:not(.mine)').waitFor();
  expect(new Set(world.turns.map((turn) => turn.from?.id)).size).toBe(2);
  expect(await page.locator('.message').count()).toBe(4);
});

test('offline: the line says so, the words stay, and all comes through once it is back', async () => {
  await begin();
  await context.setOffline(true);
  await page.getByText('已断开，正在重连').waitFor();
  await say().fill('断网时说的');
  await page.keyboard.press('Enter');
  await page.getByText('没有发出，连上后会自动重发').waitFor();
  const conversation = world.turns[0]?.conversation?.id ?? '';
  world.log.append(conversation, {
    type: 'message',
    text: '断网时的提醒',
    from: { id: 'shenbao', name: '', role: 'bot' },
  });
  await context.setOffline(false);
  await bot('断网时的提醒').waitFor();
  await bot('记下了：断网时说的').waitFor();
  expect(await mine('断网时说的').count()).toBe(1);
  expect(world.turns.length).toBe(2);
});

test('what was not saved is kept for a resend under the same id, over a reload too', async () => {
  await begin();
  world.broken = new Error('disk');
  await say().fill('要紧的话');
  await page.keyboard.press('Enter');
  await page.getByText('没有存下，请重发').waitFor();
  await page.reload();
  await page.getByRole('button', { name: '重发' }).waitFor();
  world.broken = undefined;
  await page.getByRole('button', { name: '重发' }).click();
  await bot('记下了：要紧的话').waitFor();
  const ids = world.turns.slice(1).map((turn) => turn.channelData?.clientActivityID);
  expect(ids.length).toBe(2);
  expect(ids[0]).toBe(ids[1]);
  expect(await mine('要紧的话').count()).toBe(1);
});

test('an expired token is replaced without losing what is being sent', async () => {
  await begin();
  world.advance(31 * 60_000);
  await say().fill('隔了很久');
  await page.keyboard.press('Enter');
  await bot('记下了：隔了很久').waitFor();
  expect(await page.locator('.failed').count()).toBe(0);
  expect(await page.locator('.message').count()).toBe(4);
});

test('files are sent by the picker, by paste and by drop; too large a one is refused kindly', async () => {
  await begin();
  const picker = page.locator('#files');
  await picker.setInputFiles([
    { name: '检测报告.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 x') },
    { name: '数据.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') },
  ]);
  await bot('收到文件：检测报告.pdf、数据.csv').waitFor();
  const link = page.locator('a.file').first();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('检测报告.pdf');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['picture'], '截图.png', { type: 'image/png' }));
    const options = { bubbles: true, cancelable: true };
    document
      .querySelector('#say')
      ?.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
    const dropped = new DataTransfer();
    dropped.items.add(new File(['words'], '说明.txt', { type: 'text/plain' }));
    document.body.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: dropped }));
  });
  await bot('收到文件：截图.png').waitFor();
  await bot('收到文件：说明.txt').waitFor();
  await picker.setInputFiles({ name: '大.bin', mimeType: '', buffer: Buffer.alloc((1 << 20) + 1) });
  await page.getByText('文件太大。').waitFor();
  await page.getByRole('button', { name: '取消' }).click();
  expect(await page.locator('.failed').count()).toBe(0);
});

test('progress and preview stand beside the chat; a click on either edits', async () => {
  await begin();
  await page.locator('summary', { hasText: '技术综合效益' }).click();
  await page.getByRole('button', { name: '减排率' }).click();
  await bot('请写新的内容（rate）').waitFor();
  expect(await mine('修改 减排率').count()).toBe(1);
  expect(await page.locator('#call').innerText()).toBe('可持续发展技术征集（示例） · demo');
  await page.locator('.paper td[data-path="tech_name"]').click();
  await bot('请写新的内容（tech_name）').waitFor();
  await page.locator('.paper td[data-path="unit"]').focus();
  await page.keyboard.press('Enter');
  await bot('请写新的内容（unit）').waitFor();
  await page.getByRole('tab', { name: '承诺书' }).click();
  expect(await page.getByText('本单位承诺所填内容真实').isVisible()).toBe(true);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '申报书 草稿' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('申报书（示例）.docx');
});

test.each([360, 1280])('at %i px pictures stand small below their answer', async (width) => {
  const file = {
    name: '现场.png',
    hash: 'a'.repeat(64),
    bytes: 9,
    mediaType: 'image/png',
    width: 900,
    height: 600,
  };
  const model: DocModel = {
    id: 'form',
    title: '申报书',
    fileName: '申报书',
    layout: 'form',
    landscape: false,
    mark: '',
    draft: true,
    blocks: [paragraph('body', '现场.png', 'photos')],
  };
  await page.setViewportSize({ width, height: 760 });
  await begin();
  world.preview = paintPreview(
    [model],
    new Map([['photos', [file, { ...file, name: '没有.png', hash: 'b'.repeat(64) }]]]),
  );
  world.pictures.set(
    file.hash,
    await sharp({ create: { width: 480, height: 320, channels: 3, background: '#7a9' } })
      .jpeg()
      .toBuffer(),
  );
  world.view = {
    submission: { ...(world.view.submission as NonNullable<DeskView['submission']>), revision: 9 },
  };
  await say().fill('好');
  await page.keyboard.press('Enter');
  if (width === 360) await page.getByRole('button', { name: '预览', exact: true }).click();
  const picture = page.getByRole('img', { name: '现场.png' });
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(480);
  const box = await picture.boundingBox();
  expect(box?.width).toBeLessThanOrEqual(182);
  expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(1.5, 1);
  // One that cannot be shown stands as its name.
  await page.locator('.doc-picture-name', { hasText: '没有.png' }).waitFor();
});

test('a hostile preview neither runs nor loads anything', async () => {
  await open();
  const hostile = `<p data-path="a" onclick="document.title = 'run'" style="text-align:center;position:fixed">正文</p>
    <script>document.title = 'run'</script><img src="https://evil.example.com/x.png" onerror="document.title = 'run'">
    <iframe src="https://evil.example.com/"></iframe><a href="javascript:document.title = 'run'">链接</a>
    <svg onload="document.title = 'run'"></svg><style>body { display: none }</style>`;
  world.answer = (activity) => {
    const replies = interview(activity);
    world.preview = hostile;
    return replies;
  };
  await page.getByRole('button', { name: '开始', exact: true }).click();
  const text = page.locator('.paper p', { hasText: '正文' });
  await text.click();
  await bot('请写新的内容（a）').waitFor();
  expect(await page.locator('.paper *').evaluateAll((all) => all.map((each) => each.outerHTML))).toEqual([
    '<p data-path="a" tabindex="0">正文</p>',
  ]);
  expect(await page.title()).toBe('申报助手');
  // The browser's own refusals of the inline handlers and styles, and nothing else.
  expect(complaints.filter((each) => !each.includes('Content Security Policy'))).toEqual([]);
  complaints = [];
});

test.each([
  [360, 640],
  [768, 1024],
  [1100, 700],
  [1280, 800],
])('at %i px nothing sticks out and everything can be pressed', async (width, height) => {
  await page.setViewportSize({ width, height });
  await begin();
  await say().fill('很长的一个网址 https://example.com/'.padEnd(400, 'x'));
  await page.keyboard.press('Enter');
  await bot('记下了：很长的').waitFor();
  for (const name of ['进度', '预览', '对话']) {
    if (width < 1100) await page.getByRole('button', { name, exact: true }).click();
    expect([name, await overflow(), await smallButtons()]).toEqual([name, 0, []]);
  }
  expect(await page.locator('#progress').isVisible()).toBe(width >= 1100);
});
