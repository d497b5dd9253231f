/** The real pipeline on a data folder, without a channel around it: messages in, what was sent out. */
import path from 'node:path';
import { type Activity, TurnContext } from 'botbuilder-core';
import { painter } from '../../adapters/files/index.ts';
import { openFiles } from '../../adapters/store/files.ts';
import { openStore } from '../../adapters/store/sqlite.ts';
import { type Bot, createBot } from '../../bot/app.ts';
import type { Catalog } from '../../bot/calls.ts';
import type { Clock } from '../../bot/clock.ts';
import { createLog } from '../../bot/log.ts';
import type { Capabilities, FileStore, Store } from '../../forms/ports.ts';
import { CollectingAdapter, capabilities } from '../fakes/channel.ts';
import { testFile } from '../fixtures/files.ts';

export interface Message {
  readonly who: string;
  readonly channel: string;
  /** Id of the activity as the platform gives it; a platform that re-sends a message repeats it. */
  readonly id: string;
  /** The client's own name for the message; a client that re-sends it repeats this and gets another `id`. */
  readonly client?: string;
  /** Kept in the log with the message, so that a test finds it there. */
  readonly mark?: string;
  readonly text: string;
  /** Names of test files that come with it. */
  readonly files?: readonly string[];
}

export interface Pipeline {
  readonly store: Store;
  readonly files: FileStore;
  readonly bot: Bot;
  /** Runs one turn and gives what was sent; rejects with what the turn threw. */
  deliver(message: Message, adapter?: CollectingAdapter): Promise<Partial<Activity>[]>;
  close(): Promise<void>;
}

/** Every instant of a test's conversation: what was said does not depend on when. */
export const NOON = new Date('2025-03-10T12:00:00+08:00');

const still: Clock = { now: () => NOON, today: () => '2025-03-10' };

export interface PipelineOptions {
  /** What stands between the bot and its store. */
  readonly wrap?: (store: Store) => Store;
  /** What the channel can carry, where that matters. */
  readonly capabilities?: Capabilities;
  readonly clock?: Clock;
  /** Takes the lines of the bot's log. */
  readonly report?: (line: string) => void;
}

/** Opens the bot on a folder. */
export async function openPipeline(
  folder: string,
  catalog: Catalog,
  options: PipelineOptions = {},
): Promise<Pipeline> {
  const { wrap = (store) => store, report = () => undefined, clock = still } = options;
  const store = await openStore({ path: path.join(folder, 'shenbao.sqlite') });
  const files = await openFiles({ folder: path.join(folder, 'files') });
  const log = createLog(clock, report);
  const bot = createBot({ store: wrap(store), files, painter, catalog, clock, log });
  return {
    store,
    files,
    bot,
    async deliver(message, adapter = new CollectingAdapter()) {
      const context = new TurnContext(adapter, await activityOf(message, files));
      context.turnState.set('capabilities', options.capabilities ?? capabilities);
      await bot.logic(context);
      return adapter.sent;
    },
    close: () => store.close(),
  };
}

async function activityOf(message: Message, files: FileStore): Promise<Partial<Activity>> {
  const { who, channel, id, text, client, mark } = message;
  const attachments = [];
  for (const name of message.files ?? []) {
    const kept = await files.put(one(testFile(name).bytes), { maxBytes: 1e9 });
    attachments.push({ name, contentType: kept.mediaType, contentUrl: `file:${kept.hash}`, content: kept });
  }
  return {
    type: 'message',
    id,
    channelId: channel,
    from: { id: who, name: who },
    recipient: { id: 'shenbao', name: 'shenbao' },
    conversation: { id: `${who}@${channel}`, isGroup: false, conversationType: 'personal', name: '' },
    text,
    attachments,
    channelData: { mark, ...(client === undefined ? {} : { clientActivityID: client }) },
  };
}

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
