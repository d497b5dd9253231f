/** A person in the Playground's personal chat: types, presses buttons of cards, reads what stands there. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Longest wait for a reply. */
const PATIENCE = { timeout: 40_000, interval: 100 };
const BUTTON = '.ac-adaptiveCard button';
const BOT = '[aria-label="Message author"]';

export class Talk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the page; nothing but this machine is asked for anything. Returns the addresses that were refused. */
  async enter(url: string): Promise<readonly string[]> {
    const refused: string[] = [];
    await this.page.route(
      (address) => address.hostname !== '127.0.0.1',
      async (route) => {
        refused.push(route.request().url());
        await route.abort();
      },
    );
    await this.page.goto(url);
    await this.page.getByRole('textbox').waitFor();
    return refused;
  }

  /** The bot's messages, the newest last. */
  get heard(): Locator {
    return this.page.locator(`div:has(> div > ${BOT})`);
  }

  /** Text of all of them. */
  async texts(): Promise<string[]> {
    return (await this.heard.allInnerTexts()).map(plain);
  }

  /** Waits until the newest one says this, and gives its text. */
  async hears(words: string | RegExp): Promise<string> {
    const newest = async () => (await this.texts()).at(-1) ?? '';
    if (typeof words === 'string') await expect.poll(newest, PATIENCE).toContain(words);
    else await expect.poll(newest, PATIENCE).toMatch(words);
    return newest();
  }

  /** Types something and sends it; then as `hears`. */
  async say(words: string, answer: string | RegExp): Promise<string> {
    await this.tell(words);
    return this.hears(answer);
  }

  /** Types something and sends it, to the bot by its name where told. */
  async tell(words: string, { mention = false } = {}): Promise<void> {
    await this.page.getByRole('textbox').click();
    if (mention) {
      await this.page.keyboard.type('@');
      await this.page.getByText('Test Bot', { exact: true }).last().click();
    }
    await this.page.keyboard.insertText(words);
    await this.page.getByRole('button', { name: 'Send Message' }).click();
  }

  /** Goes to another of the chats at the left. */
  async go(chat: string): Promise<void> {
    await this.page.getByText(chat, { exact: true }).first().click();
  }

  /** Buttons of all cards, the newest last. */
  async buttons(): Promise<string[]> {
    return (await this.heard.locator(BUTTON).allInnerTexts()).map(plain);
  }

  /** How many of them the newest message has. */
  async open(): Promise<number> {
    return this.heard.last().locator(BUTTON).count();
  }

  /** Presses a button of the newest card; then as `hears`. */
  async press(title: string, answer: string | RegExp): Promise<string> {
    await this.heard.last().getByRole('button', { name: title, exact: true }).click();
    return this.hears(answer);
  }
}

/** Without the Playground's own remarks below a message. */
function plain(text: string): string {
  return text.replace(/\n?Full width control is not supported[^\n]*/, '').trim();
}
