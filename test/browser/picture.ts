/**
 * `npm run picture`: draws README's picture of the page. The real page of the real server is filled with the full case
 * up to a question; what the browser laid out is then drawn again as plain shapes and text, so that the picture stays
 * text in the repository and shows anywhere.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadCase } from '../fixtures/case.ts';
import { launchChromium } from './chromium.ts';
import { drawPage } from './draw.ts';
import { Host } from './host.ts';
import { Visitor } from './visitor.ts';

const FILE = path.resolve(import.meta.dirname, '../../adapters/channels/webchat/picture.svg');
const SIZE = { width: 1280, height: 780 };
/** The question that the picture stops at. */
const QUESTION = 'principle/equipment';

const host = await Host.open();
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce', colorScheme: 'light' });
  const visitor = new Visitor(page);
  await visitor.open(host.url);
  await visitor.begin();
  await visitor.interview(loadCase('sustainable-tech-2025'), {
    until: ({ question }) => question === QUESTION,
  });
  // Progress and preview follow a little after the reply.
  await page.locator(`#progress [data-path="${QUESTION}"][aria-current]`).waitFor();
  await page.locator(`.paper .asking[data-path="${QUESTION}"]`).waitFor();
  await page.locator('#say').blur();
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    for (const time of document.querySelectorAll('.message time')) time.textContent = '09:30';
  });
  await writeFile(
    FILE,
    await page.evaluate(drawPage, '申报助手的页面：左边是各节进度，中间是对话，右边是随填随现的申报书'),
  );
} finally {
  await browser.close();
  await host.close();
}
