/**
 * `node test/browser/cards.ts OUTDIR`: draws the cards of Teams in a real browser, narrow and wide, to be looked at. What the
 * real bot says is painted by the channel and laid out by the published library, in colours and sizes like Teams' own.
 */

import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import { partsOf } from '../../adapters/channels/teams/encode.ts';
import { ladderSample, sheetSamples } from '../fixtures/sheets.ts';
import { launchChromium } from './chromium.ts';

const LIBRARY = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js');
const WIDTHS = [360, 800];

const color = (value: string, subtle = '#616161'): object => ({ default: value, subtle });
/** Close to what Teams uses in its light theme. */
const HOST = {
  fontFamily: 'Segoe UI, Noto Sans CJK SC, sans-serif',
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#e1e1e1' },
  containerStyles: {
    default: {
      backgroundColor: '#ffffff',
      foregroundColors: {
        default: color('#242424'),
        accent: color('#5b5fc7'),
        good: color('#13a10e'),
        warning: color('#a65b00'),
        attention: color('#c4314b'),
      },
    },
  },
  actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left' },
};
const PAGE = `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 12px; background: #f5f5f5; font: 14px/20px 'Segoe UI', 'Noto Sans CJK SC', sans-serif; }
#card { background: #fff; border: 1px solid #d1d1d1; border-radius: 6px; }
.ac-pushButton { border: 1px solid #d1d1d1; background: #fff; border-radius: 4px; padding: 5px 12px; font: inherit; font-weight: 600; }
.ac-pushButton.style-positive { background: #5b5fc7; color: #fff; border-color: #5b5fc7; }
.ac-input { font: inherit; padding: 5px 8px; border: 1px solid #d1d1d1; border-radius: 4px; width: 100%; box-sizing: border-box; }
.ac-input[type=radio], .ac-input[type=checkbox] { width: auto; margin: 4px 8px 4px 0 !important; }
.ac-selectable { cursor: pointer; }
</style><div id="card"></div>`;

const [folder = 'cards', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const samples = await sheetSamples();
if (only.length === 0 || only.includes('ladders')) samples.set('ladders', await ladderSample());
const browser = await launchChromium();
try {
  for (const [name, said] of samples) {
    if (only.length > 0 && !only.includes(name)) continue;
    for (const [at, content] of cardsOf(said).entries())
      for (const width of WIDTHS)
        await draw(content, width, path.join(folder, `${name}-${at + 1}-${width}.png`));
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

async function draw(content: unknown, width: number, file: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 600 } });
  await page.setContent(PAGE);
  await page.addScriptTag({ path: LIBRARY });
  await page.evaluate(
    ([card, host]) => {
      const { AdaptiveCard, HostConfig } = (globalThis as unknown as { AdaptiveCards: Library })
        .AdaptiveCards;
      const painted = new AdaptiveCard();
      painted.hostConfig = new HostConfig(host);
      painted.parse(card);
      document.querySelector('#card')?.append(painted.render());
    },
    [content, HOST] as const,
  );
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
}

interface Library {
  readonly AdaptiveCard: new () => { hostConfig: unknown; parse(card: unknown): void; render(): Node };
  readonly HostConfig: new (config: unknown) => unknown;
}
