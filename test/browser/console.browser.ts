/** The office's page in a real browser, on a telephone and on a desk, by mouse and by keyboard. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { World } from '../channels/webchat/world.ts';
import { openWorld } from '../channels/webchat/world.ts';
import { grant, HOURS, type Office, openOffice } from '../fixtures/office/console.ts';
import { officeLines } from '../fixtures/office/lines.ts';
import { launchChromium } from './chromium.ts';

const WIDTHS = [360, 1280];
const UNIT = '示范省农业科学研究院';

let browser: Browser;
let world: World;
let office: Office;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  world = await openWorld({
    console: (parts) => {
      office = openOffice(parts);
      return office.console;
    },
  });
  // In the last days of a call that has a date.
  world.advance(Date.parse('2025-04-14T06:30:00Z') - world.clock.now().getTime());
  office.lines = officeLines(office.catalog.list(), '2025-04-14', 60);
  office.grants.set('lead', [grant('coordinator')]);
  complaints = [];
});
afterEach(async () => {
  await context.close();
  await world.close();
  expect(complaints).toEqual([]);
});

async function visit(width: number): Promise<void> {
  context = await browser.newContext({ viewport: { width, height: 800 }, acceptDownloads: true });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => {
    if (!request.url().startsWith(world.url)) complaints.push(request.url());
  });
}

async function enter(width: number, person = 'lead'): Promise<void> {
  await visit(width);
  await page.goto(`${world.url}/console/in/${await office.link(person)}`);
  await page.locator('#list:not([hidden]) .body > *').first().waitFor();
}

const rows = () => page.locator('.lines tbody tr');
const found = () => page.locator('.pager p').first().textContent();

/** Nothing runs out at the side. */
async function fits(): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}

/** Texts whose contrast against what lies behind them is below 4.5 : 1 (WCAG 2.2, 1.4.3). */
function faint(): Promise<string[]> {
  return page.evaluate(() => {
    const parse = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const light = ([r = 0, g = 0, b = 0]: number[]) => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const behind = (element: Element | null): number[] => {
      for (let at = element; at; at = at.parentElement) {
        const color = parse(getComputedStyle(at).backgroundColor);
        if (color.length === 3 || color[3] === 1) return color;
      }
      return [255, 255, 255];
    };
    const bad: string[] = [];
    for (const element of document.querySelectorAll('body *')) {
      const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (
        !words ||
        element.closest('svg, [hidden], button:disabled') ||
        element.getClientRects().length === 0
      )
        continue;
      const style = getComputedStyle(element);
      const [one, other] = [light(parse(style.color)), light(behind(element))];
      const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (contrast < 4.5) bad.push(`${contrast.toFixed(2)} ${element.className} ${element.textContent}`);
    }
    return bad;
  });
}

describe('the link', () => {
  test('leaves the address at once, opens once, and survives a reload in the same browser', async () => {
    await visit(1280);
    const link = `${world.url}/console/in/${await office.link('lead')}`;
    await page.goto(link);
    await rows().first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/console');
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.reload();
    await rows().first().waitFor();
    // The same link in the same browser leads to where it led.
    await page.goto(link);
    await rows().first().waitFor();
    const other = await (await browser.newContext()).newPage();
    await other.goto(link);
    await other.getByRole('heading', { name: '这个链接已经用过了' }).waitFor();
    expect(new URL(other.url()).pathname).toBe('/console');
    expect(await other.locator('.lines').count()).toBe(0);
    await other.context().close();
  });

  test.each([
    ['A'.repeat(43), '这个链接打不开'],
    ['nonsense', '这个链接打不开'],
  ])('a guessed one (%s) says so', async (token, words) => {
    await visit(360);
    await page.goto(`${world.url}/console/in/${token}`);
    await page.getByRole('heading', { name: words }).waitFor();
    expect(await page.locator('#views').isVisible()).toBe(false);
    await fits();
  });

  test('after its time the open page closes, and nothing of it is left to see', async () => {
    await enter(1280);
    world.advance(HOURS * 3_600_000 + 1);
    await page.getByRole('button', { name: '图表' }).click();
    await page.getByRole('heading', { name: '工作台已到时间' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('示范');
  });

  test('a withdrawn grant closes the page with the next request, the open detail too', async () => {
    await enter(1280);
    await rows().first().getByRole('button').click();
    await page.locator('#detail .facts').waitFor();
    office.grants.delete('lead');
    await page.keyboard.press('Escape');
    await page.locator('.chip').first().click();
    await page.getByRole('heading', { name: '您现在没有查看工作台的权限' }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain('示范');
  });

  test('leaving closes it here and on the server', async () => {
    await enter(360);
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '已退出工作台' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '请从聊天里打开工作台' }).waitFor();
  });
});

describe.each(WIDTHS)('at %i px', (width) => {
  test('the list is filtered, sorted and turned', async () => {
    await enter(width);
    expect(await rows().count()).toBe(50);
    expect(await found()).toBe('第 1–50 项，共 60 项');
    await fits();
    await page.getByRole('button', { name: '下一页' }).first().click();
    await expect.poll(found).toBe('第 51–60 项，共 60 项');
    expect(await rows().count()).toBe(10);
    const returned = office.lines.filter(({ stage }) => stage === 'returned').length;
    await page.getByRole('button', { name: /^已退回/ }).click();
    await expect.poll(found).toBe(`共 ${returned} 项`);
    await page.getByLabel('查找').fill('没有这样的名称');
    await page.getByRole('heading', { name: '没有符合条件的申报' }).waitFor();
    if (width < 760) await page.getByRole('button', { name: '更多筛选' }).click();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect.poll(found).toBe('第 1–50 项，共 60 项');
    await page.locator('[name=unit]').fill(UNIT);
    const own = office.lines.filter(({ unit }) => unit === UNIT).length;
    await expect.poll(found).toBe(`共 ${own} 项`);
    await page.reload();
    await expect.poll(found).toBe(`共 ${own} 项`);
    await fits();
  });

  test('a submission is read: progress, comments, findings, what was handed in, its documents', async () => {
    const line = office.lines.find(
      ({ stage, call }) => stage === 'returned' && call === 'sustainable-tech-2025',
    );
    if (!line) throw new Error('no such line');
    await office.handIn(line, [{ path: 'tech_name', text: '名称再具体一些' }]);
    await enter(width);
    await page.getByLabel('查找').fill(line.number ?? '');
    await expect.poll(found).toBe('共 1 项');
    await rows().first().getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('名称再具体一些').waitFor();
    for (const words of ['第 1 轮', '还没有回应', '需要人工确认', '焦炉上升管荒煤气显热高效回收技术'])
      expect(await dialog.getByText(words).count()).toBeGreaterThan(0);
    await fits();
    expect(await faint()).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: '申报书' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.docx$/);
    await dialog.getByRole('button', { name: '关闭' }).click();
    expect(await dialog.count()).toBe(0);
  });

  test('the charts say their numbers in words as well', async () => {
    await enter(width);
    await page.getByRole('button', { name: '图表' }).click();
    await page.locator('[name=chart-call]').selectOption({ label: '可持续发展技术' });
    const figures = page.locator('figure');
    await expect.poll(() => figures.count()).toBe(3);
    const own = office.lines.filter(({ call }) => call === 'sustainable-tech-2025');
    const handed = own.filter(({ submittedAt }) => submittedAt !== null).length;
    await expect
      .poll(() => figures.nth(1).locator('svg').getAttribute('aria-label'))
      .toContain(`共提交 ${handed} 项，全部 ${own.length} 项`);
    expect(await figures.nth(1).locator('svg').textContent()).toContain('今天 04-14');
    expect(await figures.nth(1).locator('svg').textContent()).toContain('04-18');
    await figures.nth(0).getByText('看数字').click();
    const sums = await figures.nth(0).locator('tbody tr td:last-child').allTextContents();
    expect(sums.reduce((sum, value) => sum + Number(value), 0)).toBe(own.length);
    await fits();
    expect(await faint()).toEqual([]);
  });

  test('the log of reminders', async () => {
    const [first] = office.lines;
    if (!first) throw new Error('no line');
    office.reminders = [
      {
        at: '2025-04-11T01:00:00.000Z',
        call: first.call,
        person: first.owner ?? first.id,
        step: '截止前 7 天',
        outcome: 'failed',
        why: '对方不在企业微信里',
      },
    ];
    await enter(width);
    await page.getByRole('button', { name: '提醒记录' }).click();
    await page.locator('.log').getByText('没有送达').waitFor();
    expect(await page.locator('.log').innerText()).toContain('对方不在企业微信里');
    await fits();
  });

  test('with nothing in it, it says what will be there', async () => {
    office.lines = [];
    await enter(width);
    await page.getByRole('heading', { name: '还没有申报' }).waitFor();
    await page.getByRole('button', { name: '图表' }).click();
    await page.getByText('这项征集还没有可以画的数据').waitFor();
    await page.getByRole('button', { name: '提醒记录' }).click();
    await page.getByText('还没有发过提醒').waitFor();
    await fits();
    expect(await faint()).toEqual([]);
  });

  test('all text is dark enough on light', async () => {
    await enter(width);
    expect(await faint()).toEqual([]);
  });
});

test('by keyboard alone: to the list, into a submission and back, sections told on the way', async () => {
  await enter(1280);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到内容');
  const focused = (test: string) =>
    page.evaluate((selector) => document.activeElement?.matches(selector), test);
  for (let at = 0; at < 60 && !(await focused('.lines .opens')); at += 1) await page.keyboard.press('Tab');
  const opener = await page.evaluate(() => document.activeElement?.getAttribute('data-key'));
  await page.keyboard.press('Enter');
  await page.locator('#detail .facts').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe(opener);
  for (let at = 0; at < 10 && !(await focused('.bars')); at += 1) await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
    /^必填 \d+ 项，已填 \d+ 项。/,
  );
  expect(await page.locator('#tip').innerText()).toMatch(/\d+\/\d+/);
  await page.keyboard.press('Tab');
  expect(await page.locator('#tip').isVisible()).toBe(false);
  // Sorting by a heading keeps the focus on it.
  await page.getByRole('button', { name: '单位', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('th.unit[aria-sort="ascending"]').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('th.unit[aria-sort="descending"]').waitFor();
});

test('news comes by itself, and what one is at stays', async () => {
  await enter(1280);
  const [first, ...rest] = office.lines;
  if (!first) throw new Error('no line');
  await page.getByRole('button', { name: '查看详情' }).first().focus();
  office.lines = [{ ...first, title: '刚刚有了名称的技术', updatedAt: '2025-04-14T06:29:00.000Z' }, ...rest];
  // Coming back to the page asks at once; otherwise it asks every twenty seconds.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByText('刚刚有了名称的技术').waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
});

test('a lost line is said, and over when the line is back', async () => {
  await enter(360);
  await context.setOffline(true);
  await page.getByRole('button', { name: /^已退回/ }).click();
  await page.getByText('连不上，显示的是').waitFor();
  expect(await rows().count()).toBe(50);
  await context.setOffline(false);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(() => page.locator('#notice').textContent()).toBe('');
});

test('what people typed is only ever text', async () => {
  const evil = '<img src=x onerror=alert(1)>"><script>alert(2)</script>';
  const [first, ...rest] = office.lines;
  if (!first) throw new Error('no line');
  const texts = { title: evil, unit: evil, field: evil, person: evil, number: evil };
  const line = {
    ...first,
    ...texts,
    id: 's0',
    owner: 'web:0',
    stage: 'returned' as const,
    call: 'sustainable-tech-2025',
  };
  office.lines = [line, ...rest];
  await office.handIn(line, [{ path: null, text: evil }]);
  office.reminders = [
    {
      at: '2025-04-11T01:00:00.000Z',
      call: line.call,
      person: line.owner,
      step: evil,
      outcome: 'failed',
      why: evil,
    },
  ];
  await enter(1280);
  await page.getByLabel('查找').fill('<img');
  await expect.poll(found).toBe('共 1 项');
  await rows().first().getByRole('button').click();
  await page.locator('#detail .comments').waitFor();
  expect(await page.locator('#detail .comments').innerText()).toContain(evil);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '图表' }).click();
  await page.locator('[name=chart-call]').selectOption({ label: '可持续发展技术' });
  await page.locator('figure svg').first().waitFor();
  await page.getByRole('button', { name: '提醒记录' }).click();
  await page.locator('.log').getByText(evil).first().waitFor();
  expect(await page.locator('img[src="x"], main script, #detail script').count()).toBe(0);
});

test('a reviewer sees their unit and nothing that tells of others', async () => {
  office.grants.set('reviewer', [grant('reviewer', { units: [UNIT] })]);
  await enter(1280, 'reviewer');
  const own = office.lines.filter(({ unit }) => unit === UNIT);
  expect(await found()).toBe(`共 ${own.length} 项`);
  expect(await page.locator('#units option').count()).toBe(1);
  expect(await page.getByRole('button', { name: '提醒记录' }).count()).toBe(0);
  const others = new Set(office.lines.map(({ unit }) => unit).filter((unit) => unit && unit !== UNIT));
  await page.getByRole('button', { name: '图表' }).click();
  await page.locator('figure, #charts .empty').first().waitFor();
  const all = await page.content();
  for (const unit of others) expect(all).not.toContain(unit);
});

test('on paper there is the list, and nothing to press', async () => {
  await enter(1280);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.lines').isVisible()).toBe(true);
  for (const selector of ['.filters', '#views', '#leave', '.pager nav']) {
    expect(await page.locator(selector).first().isVisible()).toBe(false);
  }
});
