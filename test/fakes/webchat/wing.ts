/** The page as a wing of the driver: a real server, and each person at a browser of their own in each room. */
import type { AddressInfo } from 'node:net';
import type { Activity, ChannelAccount } from 'botbuilder';
import restify from 'restify';
import { BOT, LONGEST_TEXT } from '../../../adapters/channels/activity.ts';
import { CHANNEL } from '../../../adapters/channels/webchat/adapter.ts';
import { attachWebchat } from '../../../adapters/channels/webchat/index.ts';
import { type Grant, hashOf } from '../../../adapters/channels/webchat/tokens.ts';
import type { Intake, Store } from '../../../forms/ports.ts';
import { joinAccounts } from '../accounts.ts';
import type { Chat, Inside, OpenWing, Wing } from '../driver.ts';
import { Browser } from './browser.ts';

/** Any file may come: what becomes of it is the dialog's affair. */
const everything: Intake = { admit: async () => ({ ok: true, maxBytes: 1 << 30, place: null }) };

/** What outlives the bot: people's browsers by room, and the port under which they know the page. */
export interface Visitors {
  readonly people: Map<string, Map<string, Browser>>;
  port: number;
}

export function webWing(visitors: Visitors): OpenWing {
  return async ({ bot, store, files }: Inside): Promise<Wing> => {
    const server = restify.createServer();
    Object.assign(server.log, { level: 'silent' });
    const web = attachWebchat(server, {
      logic: bot.logic,
      log: bot.conversations(CHANNEL),
      desk: bot.desk,
      files,
      store,
      clock: { now: () => new Date() },
      intake: everything,
      links: bot.links,
      settings: { host: '127.0.0.1', maxUploadBytes: 1 << 30, tokenMinutes: 30, uploadHours: 24 },
      report: (code, fields) => {
        throw new Error(`${code}: ${JSON.stringify(fields)}`);
      },
    });
    await new Promise<void>((done) => server.listen(visitors.port, '127.0.0.1', done));
    visitors.port = (server.server.address() as AddressInfo).port;
    const origin = `http://127.0.0.1:${visitors.port}`;
    const here = new Set<Browser>();
    const browserOf = async (member: string, room: string): Promise<Browser> => {
      const rooms = visitors.people.get(member) ?? new Map<string, Browser>();
      visitors.people.set(member, rooms);
      const known = rooms.get(room);
      const browser = known ?? new Browser();
      rooms.set(room, browser);
      if (!here.has(browser)) await browser.connect(origin);
      here.add(browser);
      const [first] = rooms.values();
      if (!known && first && first !== browser) {
        const [account, other] = [await accountOf(store, browser), await accountOf(store, first)];
        await joinAccounts(store, account.id, other.id);
      }
      return browser;
    };
    const settled = async (): Promise<void> => {
      for (const browser of here) await browser.settled();
    };
    return {
      channel: CHANNEL,
      async chat(member, room) {
        const browser = await browserOf(member, room);
        return chatOf(browser, member, await accountOf(store, browser));
      },
      adapterOf: () => web.adapter,
      settled,
      async close() {
        await settled();
        for (const browser of here) await browser.leave();
        await web.close();
        await new Promise<void>((done) => {
          server.close(() => done());
          server.server.closeAllConnections();
        });
      },
    };
  };
}

/** The account at a browser: it is not told. */
async function accountOf(store: Store, { token }: Browser): Promise<ChannelAccount> {
  const key = `webtoken/${hashOf(token)}`;
  const { person = '', name = '' } = ((await store.read([key])).get(key)?.value ?? {}) as Partial<Grant>;
  return { id: person, name };
}

function chatOf(browser: Browser, member: string, user: ChannelAccount): Chat {
  return {
    from: { member, conversation: browser.conversation },
    reference: {
      user,
      bot: { ...BOT, role: 'bot' },
      channelId: CHANNEL,
      serviceUrl: 'http://127.0.0.1',
      conversation: {
        id: browser.conversation,
        isGroup: false,
        conversationType: 'personal',
        name: '',
      },
    },
    text: (words) => browser.say(words),
    click: (value) => browser.say(value),
    file: (name, bytes) => browser.say('', { files: [{ name, bytes }] }),
    files: (files, words) => browser.say(words, { files }),
    edit: (path) => browser.edit(path),
    // The page refuses what is longer.
    sayable: (words) => words.length <= LONGEST_TEXT,
    open: async () => undefined,
    seen: () =>
      browser.heard.map((activity) => ({
        text: activity.text ?? '',
        buttons: buttonsOf(activity),
        whole: activity,
      })),
  };
}

/** What the page offers below a message, and what a click on it says. */
function buttonsOf({ suggestedActions }: Partial<Activity>): { title: string; value: string }[] {
  return (suggestedActions?.actions ?? []).map(({ title, value, text }) => ({
    title,
    value: String(value || text || title),
  }));
}
