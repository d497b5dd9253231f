/**
 * `node test/browser/cards.ts OUTDIR [NAME…]`: draws the cards of Teams in a real browser, narrow and wide, to be looked at.
 * What the real bot says is painted by the channel.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import { partsOf } from '../../adapters/channels/teams/encode.ts';
import { standingCard } from '../../adapters/channels/teams/search.ts';
import { gapsSample, ladderSample, sheetSamples } from '../fixtures/sheets.ts';
import { launchChromium } from './chromium.ts';
import { showCard } from './renderer.ts';

const WIDTHS = [360, 800];

const [folder = 'cards', ...only] = process.argv.slice(2);
const wanted = (name: string): boolean => only.length === 0 || only.includes(name);
mkdirSync(folder, { recursive: true });

const samples = await sheetSamples();
if (wanted('ladders')) samples.set('ladders', await ladderSample());
if (wanted('gaps')) samples.set('gaps', await gapsSample());
const found = standingCard({
  id: 's1',
  unit: '江苏沃野示例环境工程有限公司',
  title: '规模养殖场粪污中温厌氧发酵与沼液膜浓缩还田资源化利用成套技术',
  call: '可持续发展技术',
  stage: 'returned',
  done: 61,
  total: 88,
  updatedAt: '2025-03-09T23:30:00Z',
});
const browser = await launchChromium();
try {
  if (wanted('standing')) await draw(found.content, 'standing');
  for (const [name, said] of samples) {
    if (!wanted(name)) continue;
    for (const [at, content] of cardsOf(said).entries()) await draw(content, `${name}-${at + 1}`);
  }
} finally {
  await browser.close();
}

function cardsOf(said: Partial<Activity>): unknown[] {
  const parts = partsOf({ ...said, id: 'a:1pL6i0oY3C0K8oAj8Qm2|0000012' });
  return parts.flatMap((part) =>
    part.kind === 'card' ? (part.message.attachments ?? []).map(({ content }) => content as unknown) : [],
  );
}

async function draw(content: unknown, name: string): Promise<void> {
  for (const width of WIDTHS) {
    const page = await showCard(browser, content, width);
    await page.screenshot({ path: path.join(folder, `${name}-${width}.png`), fullPage: true });
    await page.close();
  }
}
