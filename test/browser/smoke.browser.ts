import { expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';

test('the browser opens a page and shows Chinese text', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent('<h1>申报助手</h1>')}`);
    expect(await page.locator('h1').innerText()).toBe('申报助手');
  } finally {
    await browser.close();
  }
});
