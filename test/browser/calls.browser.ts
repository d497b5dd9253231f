/**
 * Every call on offer, on the real server, in a real browser: its full case is typed and sent through the page, from
 * the first word to the files; what was downloaded is unzipped and held against the case.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Download, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../bot/calls.ts';
import type { Call } from '../../forms/call.ts';
import { buildDocument, isDue } from '../../forms/documents/build.ts';
import { buildTable } from '../../forms/documents/table.ts';
import { compact, textsOfModel, textsOfTable } from '../../forms/documents/words.ts';
import { type Plan, planOf } from '../../forms/plan.ts';
import { partsOf, treeOf, wordText } from '../adapters/files/office.ts';
import { type Case, loadCase } from '../fixtures/case.ts';
import { play } from '../fixtures/play.ts';
import { launchChromium } from './chromium.ts';
import { Host } from './host.ts';
import { Visitor } from './visitor.ts';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
const CALLS = loadCalls([OWN_CALLS]).list();
/** What nobody mistakes for a common word: it stands in the files as it was typed. */
const LONG = 24;
const WRITTEN = new Set(['short_text', 'long_text']);

let browser: Browser;
let host: Host;
let context: BrowserContext;
let page: Page;
let visitor: Visitor;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  host = await Host.open();
  context = await browser.newContext({ viewport: WIDE, acceptDownloads: true, reducedMotion: 'reduce' });
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  // What the content security policy refuses is said on the console.
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  visitor = new Visitor(page);
});
afterEach(async () => {
  await context.close();
  await host.close();
  expect(complaints).toEqual([]);
});

/** All text of a Word or Excel file, without white space. */
async function wordsOf(file: Download): Promise<string> {
  const parts = partsOf(await readFile(await file.path()));
  const texts = [...parts]
    .filter(([name]) =>
      /^(?:word\/(?:document|header|footer)|xl\/(?:sharedStrings|worksheets\/)).*\.xml$/.test(name),
    )
    .map(([name, xml]) => (name.startsWith('word/') ? wordText(treeOf(xml)) : xml.replace(/<[^>]+>/g, '')));
  return compact(unescaped(texts.join('')));
}

function unescaped(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** Presses every download of the preview; words by file name. */
async function downloads(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const link of await page.locator('.download').all()) {
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    found.set(file.suggestedFilename(), await wordsOf(file));
  }
  return found;
}

/** The answers as the case gives them, without the page and the bot. */
function planFor(call: Call, story: Case): Plan {
  return planOf(call, play(call, story, dayInBeijing()).answers);
}

function dayInBeijing(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

/** The texts that each file must have, by file name. */
function expected(call: Call, plan: Plan): Map<string, string[]> {
  const making = { revision: 1, draft: false };
  const all = new Map<string, string[]>();
  for (const spec of call.documents.filter((each) => isDue(each, plan))) {
    const model = buildDocument(spec, plan, making);
    all.set(
      `${model.fileName}.docx`,
      textsOfModel(model).map(({ text }) => text),
    );
  }
  if (call.summary_table) {
    const table = buildTable(call.summary_table, [{ plan, making }]);
    all.set(
      `${table.fileName}.xlsx`,
      textsOfTable(table).map(({ text }) => text),
    );
  }
  return all;
}

/** Long passages that the case writes in words of its own, line by line. */
function passages(plan: Plan, story: Case): string[] {
  return plan.slots
    .filter(({ control, leaf }) => !control && WRITTEN.has(leaf.kind.type))
    .flatMap((slot) => {
      const said = story.at(slot);
      return said?.kind === 'words' ? said.words.split('\n') : [];
    })
    .filter((line) => [...line].length >= LONG);
}

async function overflow(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Nothing sticks out of the window, and what was asked last can be read, in the window as it is and on a telephone. */
async function looksRight(): Promise<void> {
  for (const size of [WIDE, NARROW]) {
    await page.setViewportSize(size);
    for (const view of size === WIDE ? [] : ['progress', 'preview', 'chat']) {
      await page.locator(`#views [data-view="${view}"]`).click();
      expect([view, await page.locator(`#${view}`).isVisible(), await overflow()]).toEqual([view, true, 0]);
    }
    expect(await overflow()).toBe(0);
    await expect.poll(endInSight).toBe(true);
  }
  await page.setViewportSize(WIDE);
}

/** The latest message's end stands above the buttons, or, where it is longer than the window, its beginning. */
function endInSight(): Promise<boolean> {
  return page.evaluate(() => {
    const frame = document.querySelector('#log')?.getBoundingClientRect();
    const last = [...document.querySelectorAll('#log .message')].at(-1)?.getBoundingClientRect();
    if (!frame || !last) return false;
    return last.bottom <= frame.bottom + 1 || (last.top >= frame.top - 1 && last.top < frame.bottom);
  });
}

const ladder = (at: number): Locator => page.locator('.ladder').nth(at);

/** The ladders of a call that asks for readiness: one each, whole, inside their frame on both windows. */
async function laddersStand(count: number): Promise<void> {
  await page.getByRole('tab', { name: '成熟度阶梯' }).click();
  expect(await page.locator('.ladder').count()).toBe(count);
  for (const size of [WIDE, NARROW]) {
    await page.setViewportSize(size);
    if (size === NARROW) await page.locator('#views [data-view="preview"]').click();
    expect(await overflow()).toBe(0);
    for (let at = 0; at < count; at += 1) {
      await ladder(at).scrollIntoViewIfNeeded();
      expect(await ladder(at).locator('.mark-claimed').count()).toBe(1);
      expect(await outside(ladder(at))).toEqual([]);
    }
  }
  await page.locator('#views [data-view="chat"]').click();
  await page.setViewportSize(WIDE);
}

/** Words of a ladder that reach out of its frame or over one another. */
function outside(of: Locator): Promise<string[]> {
  return of.evaluate((element) => {
    const frame = element.getBoundingClientRect();
    return [...element.querySelectorAll('.rung')].flatMap((rung) => {
      const boxes = [...rung.children]
        .map((each) => each.getBoundingClientRect())
        .filter(({ width }) => width > 0);
      const out = boxes.some((box) => box.left < frame.left - 0.5 || box.right > frame.right + 0.5);
      const over = boxes.some((box, at) =>
        boxes
          .slice(at + 1)
          .some(
            (other) =>
              box.left < other.right - 0.5 &&
              other.left < box.right - 0.5 &&
              box.top < other.bottom - 0.5 &&
              other.top < box.bottom - 0.5,
          ),
      );
      return out || over ? [rung.textContent ?? ''] : [];
    });
  });
}

test('every call has a full case', () => {
  const without = CALLS.filter(
    ({ id }) => !existsSync(path.join(import.meta.dirname, `../fixtures/cases/${id}.yaml`)),
  );
  expect(without.map(({ id }) => id)).toEqual([]);
});

test.each(CALLS.map((call) => [call.id, call] as const))(
  '%s: from 开始 to the files',
  { timeout: 240_000 },
  async (_, call) => {
    const story = loadCase(call.id);
    const plan = planFor(call, story);
    await visitor.open(host.url);
    await visitor.begin(call.short);
    await looksRight();
    const kinds = new Set<string>();
    await visitor.interview(story, {
      see: async ({ kind }) => {
        // Each kind of question is looked at once.
        if (kinds.has(kind)) return;
        kinds.add(kind);
        await looksRight();
      },
    });
    expect(visitor.last?.text).toContain('形式审查：必填项都齐了');
    await looksRight();
    expect(await page.locator('.download').count()).toBe(await page.locator('.download .draft').count());
    await visitor.finish(story);
    await looksRight();
    await expect.poll(() => page.locator('.download .draft').count()).toBe(0);

    const wanted = expected(call, plan);
    const got = await downloads();
    expect([...got.keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [name, texts] of wanted) {
      const whole = got.get(name) ?? '';
      expect(texts.filter((text) => !whole.includes(compact(text)))).toEqual([]);
      expect(whole).not.toMatch(/【待填】|undefined|\[object/);
    }
    const all = [...got.values()].join('\n');
    expect(passages(plan, story).filter((line) => !all.includes(compact(line)))).toEqual([]);
    // What the bot sent into the chat is there as well.
    expect(await page.locator('.message:not(.mine) a.file').count()).toBeGreaterThanOrEqual(wanted.size);
    const claims = plan.slots.filter(
      (slot) => slot.leaf.kind.type === 'readiness_level' && /\/claimed$/.test(slot.path),
    );
    const ladders = claims.filter((slot) => plan.book.get(slot.path)?.state === 'given').length;
    if (ladders > 0) await laddersStand(ladders);
  },
);
