/** Cards in a real browser, laid out by the published library in colours and sizes close to Teams' own. */
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

const LIBRARY = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js');

interface Library {
  readonly AdaptiveCard: new () => {
    hostConfig: unknown;
    onExecuteAction: (action: { readonly data?: unknown }) => void;
    parse(card: unknown): void;
    render(): Node;
  };
  readonly HostConfig: new (config: unknown) => unknown;
}

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

/** A card on a page of its own, so wide. */
export async function showCard(browser: Browser, content: unknown, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 600 } });
  await page.setContent(PAGE);
  await page.addScriptTag({ path: LIBRARY });
  await page.evaluate(
    ([card, host]) => {
      const { AdaptiveCard, HostConfig } = (globalThis as unknown as { AdaptiveCards: Library })
        .AdaptiveCards;
      const painted = new AdaptiveCard();
      painted.hostConfig = new HostConfig(host);
      painted.onExecuteAction = ({ data }) => {
        Object.assign(globalThis, { pressed: data });
      };
      painted.parse(card);
      document.querySelector('#card')?.append(painted.render());
    },
    [content, HOST] as const,
  );
  return page;
}

/** What the button pressed last sends, with what was entered. */
export function pressedOn(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(() => (globalThis as unknown as { pressed: Record<string, unknown> }).pressed);
}
