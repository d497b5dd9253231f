/**
 * What every channel must do, whatever it speaks to the outside: run against the real bot, so that a new channel shows
 * with one call of `channelContract` that people can be interviewed on it.
 */
import type { Activity, TurnContext } from 'botbuilder';
import { describe, expect, onTestFinished, test } from 'vitest';
import { painter } from '../../adapters/files/index.ts';
import { openFiles } from '../../adapters/store/files.ts';
import { memoryStore } from '../../adapters/store/memory.ts';
import { type Bot, createBot } from '../../bot/app.ts';
import { type Catalog, loadCalls } from '../../bot/calls.ts';
import type { Log } from '../../bot/log.ts';
import type { QuestionData } from '../../dialogs/engine/situation.ts';
import type { Capabilities, FileStore, Store } from '../../forms/ports.ts';
import { testFolder } from '../adapters/store/folder.ts';
import { fakeClock } from '../fakes/clock.ts';
import { type TestFile, testFile } from '../fixtures/files.ts';

/** What became of what was sent: handled, failed inside (and the sender was told), or refused at the door. */
export type Outcome = 'done' | 'failed' | 'refused';

/** A message of the bot as it reached the outside. */
export interface Heard {
  readonly text: string;
  /** Titles of the buttons; none where the channel writes options into the text. */
  readonly buttons: readonly string[];
  readonly question: QuestionData | undefined;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** One person on the channel, in front of the bot. */
export interface ChannelUnderTest {
  say(text: string): Promise<Outcome>;
  upload(file: TestFile): Promise<Outcome>;
  /** Everything the bot said so far, in order. */
  heard(): Promise<readonly Heard[]>;
  close(): Promise<void>;
}

/** What a channel is given to be opened. */
export interface Inside {
  readonly bot: Bot;
  readonly logic: (context: TurnContext) => Promise<void>;
  readonly store: Store;
  readonly files: FileStore;
  readonly clock: { now(): Date };
  /** A folder of the test's own. */
  readonly folder: string;
  readonly maxUploadBytes: number;
}

export interface ChannelSpec<C extends ChannelUnderTest> {
  /** `channelId` of its activities. */
  readonly name: string;
  readonly capabilities: Capabilities;
  open(inside: Inside): Promise<C>;
  /** Whether the outside is told what is asked as data; a chat that shows words only is not. */
  readonly carriesQuestions?: boolean;
  /** Sends a message twice as its transport does when it repeats itself; absent where it never does. */
  readonly repeat?: (channel: C, text: string) => Promise<readonly Outcome[]>;
  /** What must be refused before any turn, by name. */
  readonly hostile: Readonly<Record<string, (channel: C) => Promise<Outcome>>>;
}

const CALLS = new URL('../fixtures/calls/', import.meta.url);
const MAX_UPLOAD = 4096;
const silent: Log = Object.assign(() => undefined, { failure: () => undefined });

/** A call with one text and one question for files, and nothing else on offer. */
function exampleCalls(): Catalog {
  const all = loadCalls([CALLS.pathname]);
  const only = all.get('example-file');
  if (!only) throw new Error('the example call is missing');
  return {
    list: () => [only],
    get: (id, version) => (id === only.id ? all.get(id, version) : undefined),
    warnings: [],
  };
}

/** A channel opened before the real bot. */
interface Stand<C> {
  readonly channel: C;
  /** What reached the bot. */
  readonly turns: readonly { readonly activity: Activity; readonly capabilities: unknown }[];
  last(): Promise<Heard | undefined>;
  /** What the bot asked last. */
  asked(): Promise<QuestionData | undefined>;
  /** Makes every turn fail, or lets it succeed again. */
  breakDown(now: boolean): void;
}

async function stand<C extends ChannelUnderTest>(spec: ChannelSpec<C>): Promise<Stand<C>> {
  const turns: { activity: Activity; capabilities: unknown }[] = [];
  let broken = false;
  const folder = testFolder();
  const clock = fakeClock();
  const store = memoryStore({ now: () => clock.now().getTime() });
  const files = await openFiles({ folder: `${folder}/files` });
  const limits = { draftBytes: MAX_UPLOAD, fileBytes: MAX_UPLOAD };
  const bot = createBot({ store, files, painter, catalog: exampleCalls(), clock, log: silent, limits });
  const logic = async (context: TurnContext): Promise<void> => {
    const activity = JSON.parse(JSON.stringify(context.activity)) as Activity;
    turns.push({ activity, capabilities: context.turnState.get('capabilities') });
    if (broken) throw new Error('the store is gone');
    await bot.logic(context);
  };
  const channel = await spec.open({ bot, logic, store, files, clock, folder, maxUploadBytes: MAX_UPLOAD });
  onTestFinished(() => channel.close());
  return {
    channel,
    turns,
    last: async () => (await channel.heard()).at(-1),
    asked: async () => {
      const said = (await channel.heard()).at(-1);
      const logged = await questionInLog(bot, turns.at(-1)?.activity);
      // Where the outside is told, it is told the same.
      if (said && spec.carriesQuestions !== false) expect(said.question).toEqual(logged);
      return logged;
    },
    breakDown: (now) => {
      broken = now;
    },
  };
}

/** The question of the bot's last message in a conversation. */
async function questionInLog(bot: Bot, activity: Activity | undefined): Promise<QuestionData | undefined> {
  if (!activity) return undefined;
  const log = await bot.conversations(activity.channelId).after(activity.conversation.id, 0);
  const last = log.at(-1)?.activity as Partial<Activity> | undefined;
  return (last?.channelData as { question?: QuestionData } | undefined)?.question;
}

/** Registers the contract's tests for one channel. */
export function channelContract<C extends ChannelUnderTest>(spec: ChannelSpec<C>): void {
  describe(`the channel contract: ${spec.name}`, () => {
    test('a message in: who, where, on what; what the channel can carry', async () => {
      const { channel, turns } = await stand(spec);
      expect(await channel.say('开始')).toBe('done');
      const [turn] = turns;
      expect(turn?.activity).toMatchObject({ type: 'message', channelId: spec.name, text: '开始' });
      expect(turn?.activity.from.id).toBeTruthy();
      expect(turn?.activity.conversation.id).toBeTruthy();
      expect(turn?.activity.id).toBeTruthy();
      expect(turn?.capabilities).toEqual(spec.capabilities);
      await channel.say('帮助');
      expect(turns[1]?.activity.from.id).toBe(turn?.activity.from.id);
      expect(turns[1]?.activity.conversation.id).toBe(turn?.activity.conversation.id);
      expect(turns[1]?.activity.id).not.toBe(turn?.activity.id);
    });

    test('a reply out: its words, its question as data, its options as the channel can show them', async () => {
      const { channel, last, asked } = await stand(spec);
      await channel.say('开始');
      const said = await last();
      const question = await asked();
      expect(said?.text).toContain('项目叫什么名字？');
      expect(question).toMatchObject({
        call: 'example-file',
        section: 'main',
        question: 'name',
        kind: 'short_text',
        index: 1,
        total: 3,
      });
      const options = question?.options ?? [];
      expect(options.length).toBeGreaterThan(0);
      if (options.length <= spec.capabilities.buttons)
        expect(said?.buttons).toEqual(options.map(({ title }) => title));
      else for (const { title } of options) expect(said?.text).toContain(title);
    });

    test('text arrives as it was written, but well-formed', async () => {
      const { channel, turns } = await stand(spec);
      await channel.say('开始');
      await channel.say('第一 <b>&amp;</b> 😀 \u202eabc');
      expect(turns[1]?.activity.text).toBe('第一 <b>&amp;</b> 😀 \u202eabc');
      await channel.say('半\ud83d个');
      expect(turns[2]?.activity.text?.isWellFormed()).toBe(true);
    });

    test('files in, and documents out', async () => {
      const { channel, turns, asked } = await stand(spec);
      await channel.say('开始');
      await channel.say('示例项目');
      expect(await channel.upload(testFile('现场 一.png'))).toBe('done');
      const [photo] = turns.at(-1)?.activity.attachments ?? [];
      expect(photo).toMatchObject({ name: '现场 一.png', contentType: 'image/png' });
      await channel.upload(testFile('现场 二.png'));
      await channel.say('发完了');
      for (let most = 5; most > 0 && (await asked()); most -= 1) await channel.say('跳过');
      await channel.say('完成并导出');
      const sent = (await channel.heard()).flatMap(({ files }) => files);
      const document = sent.find(({ name }) => name === '示例表-示例项目.docx');
      expect(Buffer.from(document?.bytes.subarray(0, 2) ?? []).toString()).toBe('PK');
    });

    test('a file that is too large is refused, and the interview goes on', async () => {
      const { channel, turns, asked } = await stand(spec);
      await channel.say('开始');
      const large = { ...testFile('大.png'), bytes: Buffer.alloc(MAX_UPLOAD + 1, 1) };
      expect(await channel.upload(large)).not.toBe('done');
      expect(turns.length).toBe(1);
      expect(await channel.say('示例项目')).toBe('done');
      expect((await asked())?.question).toBe('photos');
    });

    test('a turn that fails is told as failed, says nothing, and can be tried again', async () => {
      const { channel, asked, breakDown } = await stand(spec);
      await channel.say('开始');
      const before = (await channel.heard()).length;
      breakDown(true);
      expect(await channel.say('示例项目')).toBe('failed');
      expect((await channel.heard()).length).toBe(before);
      breakDown(false);
      expect(await channel.say('示例项目')).toBe('done');
      expect((await asked())?.question).toBe('photos');
    });

    const { repeat } = spec;
    if (repeat) {
      test('a message that comes twice is answered once', async () => {
        const { channel } = await stand(spec);
        await channel.say('开始');
        const before = (await channel.heard()).length;
        expect(await repeat(channel, '示例项目')).toEqual(['done', 'done']);
        expect((await channel.heard()).length).toBe(before + 1);
      });
    }

    for (const [name, send] of Object.entries(spec.hostile)) {
      test(`refused before any turn: ${name}`, async () => {
        const { channel, turns } = await stand(spec);
        await channel.say('开始');
        expect(await send(channel)).toBe('refused');
        expect(turns.length).toBe(1);
        expect(await channel.say('示例项目')).toBe('done');
      });
    }
  });
}
