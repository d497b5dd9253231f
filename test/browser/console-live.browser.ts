/** From the chat to the office's page on the real server: the first administrator, a colleague's draft, the link. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { Host } from './host.ts';
import { Visitor } from './visitor.ts';

let browser: Browser;
let host: Host;

beforeAll(async () => {
  [browser, host] = await Promise.all([launchChromium(), Host.open()]);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

async function person(): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const visitor = new Visitor(await context.newPage());
  await visitor.open(host.url);
  return visitor;
}

test('the chat gives the link, the page shows what the chat knows, and a restart changes nothing', async () => {
  const researcher = await person();
  await researcher.say('填报：交通科技创新需求');
  await researcher.say('长安大学');
  const lead = await person();
  expect((await lead.say('工作台')).text).not.toContain('/console/');
  await expect.poll(() => host.logged).toMatch(/认领 \S+”/);
  await lead.say(`认领 ${/认领 (\S+?)”/.exec(host.logged)?.[1]}`);
  await lead.say('确认');
  const link = /http:\S+\/console\/in\/[\w-]{43}/.exec((await lead.say('工作台')).text ?? '')?.[0] ?? '';
  const office = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  await office.goto(link);
  await office.locator('.lines').getByText('长安大学').first().waitFor();
  expect(new URL(office.url()).pathname).toBe('/console');
  expect(await office.locator('.lines tbody tr').count()).toBe(1);
  await office.locator('.lines .opens').click();
  await office.locator('#detail').getByText('还没有提交过').waitFor();
  // A draft's answers are nobody's but its owner's.
  expect(await office.locator('#detail .answers').count()).toBe(0);
  expect(await office.locator('#detail').getByText('必须改').count()).toBeGreaterThan(0);
  await host.kill();
  await host.start();
  await office.reload();
  await office.locator('.lines').getByText('长安大学').first().waitFor();
  // The link stands in no record: what is shown again of the chat has it no more.
  await lead.page.reload();
  await lead.page.getByText('（只显示一次，要新的请再说一遍）').waitFor();
  expect(await lead.page.getByText('/console/in/').count()).toBe(0);
});
