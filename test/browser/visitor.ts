/** A person in front of the page: types, presses, uploads, and reads what the bot answers. */
import type { Activity } from 'botbuilder';
import type { Page } from 'playwright-core';
import type { Case } from '../fixtures/case.ts';
import { countRow, type OpenQuestion, questionOf, replyTo } from '../fixtures/interview.ts';

/** Longest wait for one reply. */
const PATIENCE_MS = 15_000;

/** Buttons that lead from the last question to the files, and to what is asked once they are signed. */
const ONWARD = ['都确认无误', '完成并导出', '补签章材料'];
/** More presses than any call needs. */
const NEVER_ENDING = 10;

export class Visitor {
  readonly page: Page;
  /** Messages of the bot, in the order in which they reached the page. */
  readonly heard: Activity[] = [];
  #waiting: (() => void) | undefined;
  readonly #ids = new Set<string>();

  /** Listens to the page's line; to be made before the page is opened. */
  constructor(page: Page) {
    this.page = page;
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => this.#hear(String(payload)));
    });
  }

  #hear(payload: string): void {
    if (payload === '') return;
    const { activities = [] } = JSON.parse(payload) as { activities?: Activity[] };
    for (const activity of activities) {
      if (activity.type !== 'message' || activity.from?.role !== 'bot' || this.#ids.has(activity.id ?? ''))
        continue;
      this.#ids.add(activity.id ?? '');
      this.heard.push(activity);
    }
    this.#waiting?.();
  }

  /** The bot's latest message. */
  get last(): Activity | undefined {
    return this.heard.at(-1);
  }

  /** What the bot's latest message asks. */
  get question(): OpenQuestion | undefined {
    return questionOf(this.last);
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('#line').waitFor({ state: 'hidden' });
  }

  /** Presses 开始 and, where several calls are on offer, the one of that short name. */
  async begin(call = '可持续发展技术'): Promise<void> {
    const start = this.page.getByRole('button', { name: '开始', exact: true });
    await this.answered(() => start.click());
    const offer = `填报：${call}`;
    if (this.last?.suggestedActions?.actions?.some(({ title }) => title === offer)) await this.press(offer);
  }

  /** Does something and waits for the bot's next message. */
  async answered(act: () => Promise<unknown>): Promise<Activity> {
    const before = this.heard.length;
    const next = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no reply after: ${this.last?.text}`)), PATIENCE_MS);
      this.#waiting = () => {
        if (this.heard.length === before) return;
        clearTimeout(timer);
        resolve();
      };
    });
    await act();
    await next;
    this.#waiting = undefined;
    return this.last as Activity;
  }

  /** Types a message and sends it by Enter. */
  say(words: string): Promise<Activity> {
    return this.answered(async () => {
      await this.page.locator('#say').fill(words);
      await this.page.locator('#say').press('Enter');
    });
  }

  /** Sends files by the paper clip's picker. */
  upload(files: readonly { name: string; bytes: Buffer; mediaType: string }[]): Promise<Activity> {
    return this.answered(() =>
      this.page
        .locator('#files')
        .setInputFiles(
          files.map(({ name, bytes, mediaType }) => ({ name, mimeType: mediaType, buffer: bytes })),
        ),
    );
  }

  /** Presses one of the bot's buttons. */
  press(title: string): Promise<Activity> {
    return this.answered(() =>
      this.page.locator('#choices').getByRole('button', { name: title, exact: true }).click(),
    );
  }

  /**
   * Answers what is asked as the case says, until nothing is asked or `until` says so; each question is handed to
   * `see` before it is answered. Throws where a question comes a third time.
   */
  async interview(
    story: Case,
    {
      see,
      until,
    }: { see?: (question: OpenQuestion) => Promise<void>; until?: (question: OpenQuestion) => boolean } = {},
  ): Promise<void> {
    const rows = new Map<string, number>();
    const asked: string[] = [];
    for (let question = this.question; question && !until?.(question); question = this.question) {
      await see?.(question);
      const path = question.question;
      asked.push(path);
      if (asked.slice(-3).length === 3 && asked.slice(-3).every((each) => each === path)) {
        throw new Error(`asked the third time: ${path}: ${this.last?.text}`);
      }
      countRow(rows, path);
      const said = replyTo(story, question, rows);
      if (said?.kind === 'files') {
        await this.upload(said.files);
        // Where one file is asked, the next question follows by itself.
        if (this.question?.question === path) await this.say('发完了');
        continue;
      }
      await this.say(said?.words ?? '跳过');
      if (this.#offered(['就这样'])) await this.press('就这样');
    }
  }

  /**
   * Answers as the case says to the end, through the formal check, to the files; each step of the way is handed to
   * `see`.
   */
  async finish(story: Case, see?: (step: string) => Promise<void>): Promise<void> {
    await this.interview(story);
    const pressed: string[] = [];
    for (let next = this.#offered(ONWARD); next; next = this.#offered(ONWARD)) {
      pressed.push(next);
      if (pressed.length > NEVER_ENDING) throw new Error(`no end: ${pressed.join(', ')}`);
      await see?.(next);
      await this.press(next);
      await this.interview(story);
    }
  }

  /** The first of these buttons that the bot's latest message has. */
  #offered(titles: readonly string[]): string | undefined {
    const actions = this.last?.suggestedActions?.actions ?? [];
    return titles.find((each) => actions.some(({ title }) => title === each));
  }
}
