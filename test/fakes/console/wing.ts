/** Terminals as a wing of the driver: people read what is printed and type lines, in each room at a terminal of its own. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Activity } from 'botbuilder';
import { BOT, LONGEST_TEXT } from '../../../adapters/channels/activity.ts';
import {
  CHANNEL,
  consoleAccount,
  consoleAdapter,
  runConsole,
} from '../../../adapters/channels/console/index.ts';
import type { Bot } from '../../../bot/app.ts';
import type { QuestionData } from '../../../dialogs/engine/situation.ts';
import type { Intake } from '../../../forms/ports.ts';
import { joinAccounts } from '../accounts.ts';
import {
  type Address,
  type Chat,
  type Inside,
  numberedIn,
  type OpenWing,
  type Seen,
  type Wing,
} from '../driver.ts';

/** Any file may come: what becomes of it is the dialog's affair. */
const everything: Intake = { admit: async () => ({ ok: true, maxBytes: 1 << 30, place: null }) };

/** What outlives the bot: what stands on people's screens, by user. `json`: as programs read it. */
export interface Desks {
  readonly json: boolean;
  readonly screens: Map<string, Seen[]>;
  /** The users that a person is at their terminals, the first one first. */
  readonly users: Map<string, string[]>;
}

interface Terminal {
  readonly chat: Chat;
  readonly adapter: ReturnType<typeof consoleAdapter>;
  leave(): Promise<void>;
}

export function consoleWing({ json, screens, users }: Desks): OpenWing {
  return async (inside: Inside): Promise<Wing> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'shenbao-terminal-'));
    const terminals = new Map<string, Terminal>();
    const terminalOf = (user: string): Terminal => {
      const seen = screens.get(user) ?? [];
      screens.set(user, seen);
      const terminal = terminals.get(user) ?? openTerminal(inside, { user, seen, json, folder });
      terminals.set(user, terminal);
      return terminal;
    };
    const userOf = async (member: string, room: string): Promise<string> => {
      const all = users.get(member) ?? [];
      users.set(member, all);
      const user = member + room;
      if (all.includes(user)) return user;
      all.push(user);
      const [first = user] = all;
      if (first !== user) await joinAccounts(inside.store, consoleAccount(user), consoleAccount(first));
      return user;
    };
    return {
      channel: CHANNEL,
      chat: async (member, room) => terminalOf(await userOf(member, room)).chat,
      adapterOf: ({ member }: Address) => terminalOf(member).adapter,
      // A line is done when what it says is printed.
      settled: async () => undefined,
      async close() {
        for (const terminal of terminals.values()) await terminal.leave();
        await rm(folder, { recursive: true });
      },
    };
  };
}

function openTerminal(
  { bot, files }: Inside,
  { user, seen, json, folder }: { user: string; seen: Seen[]; json: boolean; folder: string },
): Terminal {
  let done: () => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  const input = new PassThrough();
  const output = new Writable({
    decodeStrings: false,
    write(printed: string, _, written) {
      read(printed, json).then((each) => written(void seen.push(each)), written);
    },
  });
  const errors = new Writable({
    write(said: Buffer, _, written) {
      failed(new Error(said.toString()));
      written();
    },
  });
  const screen = { output, json, files, folder: path.join(folder, 'out', user) };
  const adapter = consoleAdapter(screen);
  const ended = runConsole({
    ...screen,
    adapter,
    logic: bot.logic,
    input,
    errors,
    user,
    intake: everything,
    clock: { now: () => new Date() },
    between: async () => done(),
  });
  const type = (line: string): Promise<void> =>
    new Promise((resolve, reject) => {
      done = resolve;
      failed = reject;
      input.write(`${line}\n`);
    });
  const account = consoleAccount(user);
  const titleOf = (number: string): string | undefined => seen.at(-1)?.buttons[Number(number) - 1]?.title;
  const chat: Chat = {
    from: { member: user, conversation: account },
    reference: {
      user: { id: account, name: user },
      bot: BOT,
      channelId: CHANNEL,
      serviceUrl: `urn:${CHANNEL}`,
      conversation: { id: account, isGroup: false, conversationType: 'personal', name: '' },
    },
    text: type,
    // There is nothing to click on: an option's number is typed.
    click: async (value) => type((await wantsNumber(bot, account)) ? (titleOf(value) ?? value) : value),
    async file(name, bytes) {
      const where = path.join(folder, path.basename(name));
      await writeFile(where, bytes);
      await type(`/upload ${where}`);
      await rm(where);
    },
    sayable: (words) => !words.includes('\n') && words.trim() !== '' && words.length <= LONGEST_TEXT,
    open: async () => undefined,
    seen: () => seen,
  };
  const leave = async (): Promise<void> => {
    input.end();
    await ended;
  };
  return { chat, adapter, leave };
}

/** Kinds whose answer is a number: there, an option is called by its words. */
const NUMBERS = new Set(['number', 'money']);

async function wantsNumber(bot: Bot, conversation: string): Promise<boolean> {
  const last = (await bot.conversations(CHANNEL).after(conversation, 0)).at(-1)?.activity;
  const { question } = ((last as Partial<Activity> | undefined)?.channelData ?? {}) as {
    question?: QuestionData;
  };
  return NUMBERS.has(question?.kind ?? '');
}

/** What was printed of one message, as it is read: words, numbered options, then files. */
async function read(printed: string, json: boolean): Promise<Seen> {
  const { words, saved } = json ? readJson(printed) : readText(printed);
  for (const { name, where } of saved)
    if ((await stat(where)).size === 0) throw new Error(`${name} is empty`);
  const { before, options } = numberedIn(words) ?? { before: words, options: [] };
  const actions = options.map((title) => ({ type: 'imBack', title, value: title }));
  const whole: Partial<Activity> = {
    type: 'message',
    text: before,
    ...(saved.length > 0 ? { attachments: saved.map(({ name }) => ({ name, contentType: '' })) } : {}),
    ...(actions.length > 0 ? { suggestedActions: { to: [], actions } } : {}),
  };
  const buttons = options.map((title, at) => ({ title, value: String(at + 1) }));
  return { text: words, buttons, whole };
}

interface Printed {
  readonly words: string;
  readonly saved: readonly { readonly name: string; readonly where: string }[];
}

function readText(printed: string): Printed {
  const lines = printed.replace(/\n$/, '').split('\n');
  const saved: { name: string; where: string }[] = [];
  for (;;) {
    const [, name, where] = /^ {2}(.+): (\/.+)$/.exec(lines.at(-1) ?? '') ?? [];
    if (name === undefined || where === undefined) break;
    saved.unshift({ name, where });
    lines.pop();
  }
  return { words: lines.join('\n'), saved };
}

function readJson(printed: string): Printed {
  const { text = '', suggestedActions, attachments = [] } = JSON.parse(printed) as Activity;
  if (suggestedActions) throw new Error('a terminal has no buttons');
  return {
    words: text,
    saved: attachments.map(({ name = '', contentUrl = '' }) => ({ name, where: fileURLToPath(contentUrl) })),
  };
}
