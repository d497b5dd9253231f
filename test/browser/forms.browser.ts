/** A form as a person fills it in: what the published library sends of it is read as what was entered. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Part, partsOf } from '../../adapters/channels/teams/encode.ts';
import { submitOf } from '../../adapters/channels/teams/form.ts';
import type { FormSheet } from '../../forms/sheet.ts';
import { sheetIn, sheetSamples } from '../fixtures/sheets.ts';
import { launchChromium } from './chromium.ts';
import { pressedOn, showCard } from './renderer.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function open(name: string): Promise<{ page: Page; sheet: FormSheet }> {
  const said = (await sheetSamples([name])).get(name) ?? {};
  const sheet = sheetIn(said);
  if (sheet.kind !== 'form') throw new Error('no form');
  const [card] = partsOf({ ...said, id: 'a:1|0000012' }).filter(
    (part): part is Part & { kind: 'card' } => part.kind === 'card',
  );
  const page = await showCard(browser, card?.message.attachments?.[0]?.content, 360);
  onTestFinished(() => page.close());
  return { page, sheet };
}

async function submitted({ page, sheet }: { page: Page; sheet: FormSheet }) {
  await page.getByRole('button', { name: '提交' }).click();
  const data = await pressedOn(page);
  expect(data).toMatchObject({ verb: 'form', activity: '0000012' });
  return submitOf(sheet, Number(data.shown), data);
}

test('words and a day', async () => {
  const form = await open('form-empty');
  await form.page.getByPlaceholder('例如：畜禽粪污').fill('粪污厌氧发酵技术');
  await form.page.locator('input[type=tel]').fill('010-00000000');
  await form.page.locator('input[type=email]').fill('chen@example.com');
  await form.page.locator('input[type=date]').fill('2025-02-28');
  expect((await submitted(form)).entries).toEqual([
    { path: 'tech_name', words: '粪污厌氧发酵技术', chosen: [] },
    { path: 'phone', words: '010-00000000', chosen: [] },
    { path: 'email', words: 'chen@example.com', chosen: [] },
    { path: 'apply_date', words: '2025-02-28', chosen: [] },
  ]);
});

test('one of a few, one of a list that opens, several, and words beside', async () => {
  const form = await open('form-list');
  await form.page.getByLabel('“一带一路”共建国家').check();
  await form.page.locator('select').selectOption({ label: '新能源' });
  await form.page.getByLabel('重大活动签约').check();
  await form.page.getByLabel('“走出去”').uncheck();
  const { entries } = await submitted(form);
  expect(entries).toEqual([
    { path: 'region', words: '', chosen: ['“一带一路”共建国家'] },
    { path: 'domain', words: '', chosen: ['新能源'] },
    { path: 'project_type', words: '', chosen: ['“引进来”', '重大活动签约'] },
    // Refused before: it is sent again, so that it is said again why.
    { path: 'proposer', words: '周工', chosen: [] },
  ]);
});

test('a free choice with its words', async () => {
  const form = await open('form-choices');
  await form.page.getByRole('checkbox', { name: '其它' }).check();
  await form.page.getByPlaceholder('选“其它”的话').fill('海洋观测');
  expect((await submitted(form)).entries).toEqual([{ path: 'domain', words: '海洋观测', chosen: ['其它'] }]);
});

test('nothing entered is nothing', async () => {
  const form = await open('form-choices');
  expect((await submitted(form)).entries).toEqual([]);
});

test('leaving the form sends none of it', async () => {
  const { page } = await open('form-empty');
  await page.locator('input[type=tel]').fill('010-00000000');
  await page.getByRole('button', { name: '一题一题答' }).click();
  expect(await pressedOn(page)).toEqual({ verb: 'answer', value: '继续', activity: '0000012' });
});

test('no word runs out of a card on a phone', async () => {
  for (const [name, said] of await sheetSamples(['form-refused', 'form-list', 'summary-cases', 'progress']))
    for (const part of partsOf({ ...said, id: 'a:1|0000012' })) {
      if (part.kind !== 'card') continue;
      const page = await showCard(browser, part.message.attachments?.[0]?.content, 360);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, name).toBeLessThanOrEqual(360);
      await page.close();
    }
});
