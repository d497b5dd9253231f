/**
 * Plays a transcript on the real pipeline: real store on disk, real files, real dialogs; only the clock stands still.
 *
 * A transcript is text. `名字@渠道> …` says something, `bot> …` is one message of the bot (further lines of the same
 * message are indented by five spaces, its buttons are the last line, ［像这样］). `[restart]` ends the process and
 * starts a new one on the same data, `[upload 名字@渠道 文件名]` sends a file, `[day 2025-03-11]` sets the date.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Activity, type Attachment, TurnContext } from 'botbuilder';
import { painter } from '../../adapters/files/index.ts';
import { openFiles } from '../../adapters/store/files.ts';
import { openStore } from '../../adapters/store/sqlite.ts';
import { type Bot, type BotDeps, createBot, type Reach } from '../../bot/app.ts';
import { type Catalog, loadCalls, OWN_CALLS } from '../../bot/calls.ts';
import { createLog } from '../../bot/log.ts';
import type { FileStore, Store } from '../../forms/ports.ts';
import { CollectingAdapter, capabilities } from '../fakes/channel.ts';
import { testFile } from '../fixtures/files.ts';

/** Something that was said first, with who heard it where. */
export type Heard = Partial<Activity> & { readonly to: { readonly who: string; readonly channel: string } };

export interface Stage {
  readonly catalog: Catalog;
  readonly store: Store;
  readonly files: FileStore;
  readonly folder: string;
  bot: Bot;
  /** Sends one message and gives what the bot said. */
  say(who: string, channel: string, text: string, more?: Partial<Activity>): Promise<Partial<Activity>[]>;
  /**
   * Sends a file of that name, with words and more files beside it; `bytes` are those its name promises unless given, and `size` is
   * what it is said to have.
   */
  upload(
    who: string,
    channel: string,
    name: string,
    more?: {
      bytes?: Uint8Array;
      words?: string;
      value?: unknown;
      size?: number;
      also?: readonly string[];
    },
  ): Promise<Partial<Activity>[]>;
  /** What the bot said to people who were not speaking, since it was last taken out of here. */
  readonly heard: Heard[];
  /** Tells everybody what waits for them, and gives it. */
  notices(): Promise<Heard[]>;
  restart(): Promise<void>;
  /** The day, at ten in the morning or at a time given beside it: `2025-03-11 20:30`. */
  setDay(day: string): void;
  /** How many buttons the channel shows from now on. */
  setButtons(most: number): void;
  /** Whether the channel paints cards from now on. */
  setCards(cards: boolean): void;
  close(): Promise<void>;
}

/** A stage with its own empty data folder. `calls` adds a folder of calls. */
export async function openStage(
  options: Pick<BotDeps, 'administrators' | 'links' | 'console' | 'group'> & {
    day?: string;
    calls?: string;
    catalog?: Catalog;
  } = {},
): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'shenbao-'));
  const catalog = options.catalog ?? loadCalls([OWN_CALLS, ...(options.calls ? [options.calls] : [])]);
  let day = options.day ?? '2025-03-10';
  let count = 0;
  let shows = capabilities;
  let time = '10:00';
  // What people say is never at the same instant: what has an order by time has that of the transcript.
  const clock = {
    now: () => new Date(Date.parse(`${day}T${time}:00+08:00`) + count),
    today: () => day,
  };
  const heard: Heard[] = [];
  const reach: Reach = {
    deliver: async (channel, reference, logic) => {
      const adapter = new CollectingAdapter();
      const event = TurnContext.applyConversationReference(
        { type: 'event' },
        { ...reference, channelId: channel },
        true,
      );
      const context = new TurnContext(adapter, event);
      context.turnState.set('capabilities', shows);
      await logic(context);
      const to = { who: reference.user?.id ?? '', channel };
      heard.push(...adapter.sent.map((said) => ({ ...said, to })));
    },
  };
  const open = async (): Promise<{ store: Store; files: FileStore; bot: Bot }> => {
    const store = await openStore({ path: path.join(folder, 'shenbao.sqlite') });
    const files = await openFiles({ folder: path.join(folder, 'files') });
    const log = createLog(clock, () => undefined);
    const { links, console, group, administrators = [] } = options;
    const deps = { store, files, painter, catalog, clock, log, administrators, reach, group };
    const bot = createBot({ ...deps, ...(links ? { links } : {}), ...(console ? { console } : {}) });
    return { store, files, bot };
  };
  let now = await open();
  const attach = async (name: string, bytes: Uint8Array): Promise<Attachment> => {
    const kept = await now.files.put(one(bytes), { maxBytes: 1 << 30 });
    return { name, contentType: kept.mediaType, contentUrl: `file:${kept.hash}`, content: kept };
  };
  const stage: Stage = {
    catalog,
    folder,
    heard,
    async notices() {
      await now.bot.notices.sweep();
      return heard.splice(0);
    },
    get store() {
      return now.store;
    },
    get files() {
      return now.files;
    },
    get bot() {
      return now.bot;
    },
    async say(who, channel, text, more = {}) {
      const adapter = new CollectingAdapter();
      count += 1;
      const activity: Partial<Activity> = {
        type: 'message',
        id: `m${count}`,
        channelId: channel,
        from: { id: who, name: who },
        recipient: { id: 'shenbao', name: 'shenbao' },
        conversation: { id: `${who}@${channel}`, isGroup: false, conversationType: 'personal', name: '' },
        text,
        ...more,
      };
      const context = new TurnContext(adapter, activity);
      context.turnState.set('capabilities', shows);
      await now.bot.logic(context);
      return adapter.sent;
    },
    async upload(who, channel, name, more = {}) {
      const { bytes = testFile(name).bytes, words = '', value, size, also = [] } = more;
      const first = await attach(name, bytes);
      const attachments: Attachment[] = [
        { ...first, content: { ...first.content, ...(size ? { bytes: size } : {}) } },
      ];
      for (const other of also) attachments.push(await attach(other, testFile(other).bytes));
      return stage.say(who, channel, words, { attachments, value });
    },
    async restart() {
      await now.store.close();
      now = await open();
    },
    setDay(next) {
      [day = day, time = '10:00'] = next.split(' ');
    },
    setButtons(most) {
      shows = { ...shows, buttons: most };
    },
    setCards(cards) {
      shows = { ...shows, cards };
    },
    async close() {
      await now.store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
