/**
 * Plays transcripts on a channel: what people say goes out as messages, taps and files, and what the bot says
 * is taken from what they see on their phones, whatever it looks like there.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity, BotAdapter, ConversationReference } from 'botbuilder';
import { painter } from '../../adapters/files/index.ts';
import { openFiles } from '../../adapters/store/files.ts';
import { openStore } from '../../adapters/store/sqlite.ts';
import { type Bot, createBot, type Reach } from '../../bot/app.ts';
import { loadCalls, OWN_CALLS } from '../../bot/calls.ts';
import { createLog } from '../../bot/log.ts';
import type { QuestionData } from '../../dialogs/engine/situation.ts';
import type { FileStore, KeptFile, Store } from '../../forms/ports.ts';
import type { SaidSheet } from '../../forms/sheet.ts';
import { text as sentence } from '../../forms/text/index.ts';
import { fastest } from '../fixtures/fastest.ts';
import { testFile } from '../fixtures/files.ts';
import type { stageOptions } from '../transcripts/script.ts';
import type { Heard, Stage } from '../transcripts/stage.ts';

/** One message as it stands on a phone. */
export interface Seen {
  readonly text: string;
  readonly buttons: readonly { readonly title: string; readonly value: string }[];
  readonly file?: { readonly name: string; readonly bytes: Buffer } | undefined;
  /** The bot's message itself, where the channel carries it as one: nothing is to be put together again. */
  readonly whole?: Partial<Activity>;
}

/** Whom a chat is with. */
export interface Address {
  readonly conversation: string;
  readonly member: string;
}

/** One member's chat. Each deed resolves when the platform has its answer. */
export interface Chat {
  readonly from: Address;
  /** Where to write to them, as the channel's own turns have it; a member of WeCom unless told. */
  readonly reference?: Partial<ConversationReference>;
  text(words: string): Promise<void>;
  /** A tap on a button of the newest card. */
  click(value: string): Promise<void>;
  file(name: string, bytes: Buffer): Promise<void>;
  /** Several files, or words beside them, in one message; absent where the channel has no such thing. */
  files?(
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    words: string,
  ): Promise<void>;
  /** A click on an answer beside the chat; absent where nothing stands there. */
  edit?(path: string): Promise<void>;
  /** Whether this can be said here in one message; anything can where it is left out. */
  sayable?(words: string): boolean;
  open(): Promise<void>;
  /** Everything on the phone, in order. */
  seen(): readonly Seen[];
}

/** What a bot is given to speak through. */
export interface Inside {
  readonly bot: Bot;
  readonly store: Store;
  readonly files: FileStore;
}

/** A channel, open before an emulated platform that outlives it. */
export interface Wing {
  /** `channelId` of its activities. */
  readonly channel: string;
  chat(member: string, room: string): Promise<Chat>;
  adapterOf(from: Address): Pick<BotAdapter, 'continueConversation'>;
  /** Resolves when everything that came in is handled, and everything that was said is delivered. */
  settled(): Promise<void>;
  /** Ends this side; the platform stays. */
  close(): Promise<void>;
}

/** Opens the channel again each time the bot is started. */
export type OpenWing = (inside: Inside) => Promise<Wing>;

/** A stage whose people speak through a channel. `calls` adds a folder of calls. */
export async function openChannelStage(
  open: OpenWing,
  options: ReturnType<typeof stageOptions> = {},
): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'shenbao-'));
  const records = await mkdtemp(path.join(fastest(), 'shenbao-'));
  const catalog = loadCalls([OWN_CALLS, ...(options.calls ? [options.calls] : [])]);
  let day = '2025-03-10';
  let time = '10:00';
  /** What people say is never at the same instant: what has an order by time has that of the transcript. */
  let said = 0;
  const clock = {
    now: () => new Date(Date.parse(`${day}T${time}:00+08:00`) + said),
    today: () => day,
  };
  const start = async () => {
    const store = await openStore({ path: path.join(records, 'shenbao.sqlite') });
    const files = await openFiles({ folder: path.join(folder, 'files') });
    const log = createLog(clock, () => undefined);
    const bot = createBot({ store, files, painter, catalog, clock, log, administrators, reach });
    return { store, files, bot, wing: await open({ bot, store, files }) };
  };
  const administrators: string[] = [];
  const reach: Reach = {
    deliver: (_, reference, logic) => {
      const from = { conversation: reference.conversation?.id ?? '', member: reference.user?.name ?? '' };
      return now.wing.adapterOf(from).continueConversation(reference, logic);
    },
  };
  let now = await start();
  let cards = false;
  const people = new Map<string, string>();
  /** What the transcript calls people, by what the bot calls them. */
  const names = new Map<string, string>();
  const heard = new Map<string, number>();
  const member = (who: string): string => {
    const known = people.get(who) ?? `Member${people.size + 1}`;
    people.set(who, known);
    return known;
  };
  /** Where people were met. */
  const rooms = new Map<string, { readonly who: string; readonly room: string }>();
  const enter = async (who: string, room: string): Promise<Chat> => {
    const chat = await now.wing.chat(member(who), room);
    const account = chat.reference?.user?.id ?? `wecom:${chat.from.member}`;
    if (options.administrators?.includes(who) && !administrators.includes(account))
      administrators.push(account);
    names.set(chat.reference?.user?.name ?? member(who), who);
    if (!rooms.has(`${who}@${room}`)) rooms.set(`${who}@${room}`, { who, room });
    return chat;
  };
  /** People as the transcript calls them. */
  const named = (replies: readonly Partial<Activity>[]): Partial<Activity>[] =>
    replies.map((reply) => {
      let { text = '' } = reply;
      for (const [name, who] of names)
        text = text.replaceAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'gi'), who);
      return { ...reply, text };
    });
  const listen = async (chat: Chat, act: () => Promise<void>): Promise<Partial<Activity>[]> => {
    const before = chat.seen().length;
    said += 1;
    await act();
    await now.wing.settled();
    const replies = named(repliesOf(chat.seen().slice(before)));
    return withQuestion(now.bot, now.wing.channel, chat, { replies, cards, heard });
  };
  const notices = async (): Promise<Heard[]> => {
    const met = await Promise.all(
      [...rooms.values()].map(async ({ who, room }) => {
        const chat = await now.wing.chat(member(who), room);
        return { to: { who, channel: room }, chat, before: chat.seen().length };
      }),
    );
    await now.bot.notices.sweep();
    await now.wing.settled();
    return met.flatMap(({ to, chat, before }) =>
      named(repliesOf(chat.seen().slice(before))).map((said) => ({ ...said, to })),
    );
  };
  for (const { who, channel } of options.settled ?? []) await enter(who, channel);
  const keep = (bytes: Uint8Array): Promise<KeptFile> => now.files.put(one(bytes), { maxBytes: 1 << 30 });
  const stage: Stage = {
    heard: [],
    notices,
    catalog,
    folder,
    get store() {
      return now.store;
    },
    get files() {
      return now.files;
    },
    get bot() {
      return now.bot;
    },
    async say(who, room, words, more = {}) {
      const chat = await enter(who, room);
      if (more.type === 'conversationUpdate') return listen(chat, () => chat.open());
      const { edit } = (more.value ?? {}) as { edit?: string };
      if (edit !== undefined && chat.edit) return listen(chat, async () => chat.edit?.(edit));
      if (more.value !== undefined) return listen(chat, () => pastTheChat(now, chat, { value: more.value }));
      if (chat.sayable?.(words) === false) return listen(chat, () => pastTheChat(now, chat, { text: words }));
      return listen(chat, () => speak(chat, words));
    },
    async upload(who, room, name, { bytes = testFile(name).bytes, words = '', also = [] } = {}) {
      const chat = await enter(who, room);
      const plain = words === '' && also.length === 0;
      if (plain) return listen(chat, () => chat.file(name, Buffer.from(bytes)));
      const all = [{ name, bytes }, ...also.map((other) => ({ name: other, bytes: testFile(other).bytes }))];
      if (chat.files) return listen(chat, async () => chat.files?.(all, words));
      const kept = await Promise.all(all.map(async (each) => ({ ...each, file: await keep(each.bytes) })));
      const attachments = kept.map((each) => ({
        name: each.name,
        contentType: each.file.mediaType,
        contentUrl: `file:${each.file.hash}`,
        content: each.file,
      }));
      return listen(chat, () => pastTheChat(now, chat, { text: words, attachments }));
    },
    async restart() {
      await now.wing.close();
      await now.store.close();
      now = await start();
    },
    setDay(next) {
      [day = day, time = '10:00'] = next.split(' ');
    },
    // How many buttons a card has is the platform's affair.
    setButtons() {},
    setCards(shown) {
      cards = shown;
    },
    async close() {
      await now.wing.close();
      await now.store.close();
      for (const each of [folder, records]) await rm(each, { recursive: true, force: true });
    },
  };
  return stage;
}

/** As a person would: a button that says these words is tapped, an option that was numbered is named by its number. */
async function speak(chat: Chat, words: string): Promise<void> {
  const last = chat.seen().at(-1);
  const button = last?.buttons.find(({ title }) => title === words);
  if (button) return chat.click(button.value);
  if (last?.whole) return chat.text(words);
  const options = numberedIn(last?.text ?? '')?.options ?? [];
  const at = options.indexOf(words);
  await chat.text(at < 0 ? words : String(at + 1));
}

/**
 * What is done elsewhere than in the chat (a click on an answer in the page) or in another way there (several files, or
 * words beside a file, in one message): it begins as a turn of the same conversation.
 */
async function pastTheChat(
  { bot, wing }: { bot: Bot; wing: Wing },
  { from, reference: known }: Chat,
  said: Partial<Activity>,
): Promise<void> {
  passed += 1;
  const id = `past-${passed}`;
  const person = { id: `wecom:${from.member}`, name: from.member };
  const reference = known ?? {
    user: person,
    bot: { id: 'shenbao', name: '申报助手' },
    channelId: wing.channel,
    serviceUrl: `urn:${wing.channel}`,
    conversation: { id: from.conversation, isGroup: false, conversationType: 'personal', name: '' },
  };
  await wing.adapterOf(from).continueConversation(reference, async (context) => {
    Object.assign(context.activity, { type: 'message', id, text: '', ...said });
    await bot.logic(context);
  });
}

let passed = 0;

/** What a phone shows as messages of the bot: what stands on a card is below what was said before it. */
export function repliesOf(seen: readonly Seen[]): Partial<Activity>[] {
  const wholes = seen.flatMap(({ whole }) => whole ?? []);
  if (wholes.length > 0) return wholes;
  const replies: { text: string; files: string[]; actions: { title: string; value: string }[] }[] = [];
  for (const { text, buttons, file } of seen) {
    const words = text === sentence('wecom.choose') ? '' : text;
    let last = replies.at(-1);
    if (!last || (words !== '' && last.files.length > 0)) {
      last = { text: '', files: [], actions: [] };
      replies.push(last);
    }
    last.text = [last.text, words].filter(Boolean).join('\n');
    if (file) last.files.push(file.name);
    last.actions.push(...buttons);
  }
  return replies.map(({ text, files, actions }) => {
    const { before, options } = (actions.length === 0 && numberedIn(text)) || { before: text, options: [] };
    const all = actions.length > 0 ? actions : options.map((title) => ({ title, value: title }));
    return {
      type: 'message',
      text: before,
      ...(files.length > 0 ? { attachments: files.map((name) => ({ name, contentType: '' })) } : {}),
      ...(all.length > 0
        ? { suggestedActions: { to: [], actions: all.map((each) => ({ type: 'imBack', ...each })) } }
        : {}),
    };
  });
}

/** The numbered options at the end of a text, and what stands before them. */
export function numberedIn(text: string): { before: string; options: string[] } | undefined {
  const lines = text.split('\n');
  const options: string[] = [];
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const [, number, title = ''] = /^(\d{1,2})\. (.+)$/.exec(lines[at]?.trim() ?? '') ?? [];
    if (number === undefined) return undefined;
    options.unshift(title);
    if (number === '1') return { before: lines.slice(0, at).join('\n').trimEnd(), options };
  }
  return undefined;
}

/** The player of transcripts looks at what is asked; a person reads it. */
async function withQuestion(
  bot: Bot,
  channel: string,
  { from }: Chat,
  {
    replies,
    cards,
    heard,
  }: {
    readonly replies: Partial<Activity>[];
    readonly cards: boolean;
    /** Number of the last entry of each conversation's log. */
    readonly heard: Map<string, number>;
  },
): Promise<Partial<Activity>[]> {
  const key = `${channel} ${from.conversation}`;
  const log = await bot.conversations(channel).after(from.conversation, (heard.get(key) ?? 1) - 1);
  heard.set(key, log.at(-1)?.seq ?? 1);
  const last = log.at(-1)?.activity as Partial<Activity> | undefined;
  const { question, sheet } = (last?.channelData ?? {}) as { question?: QuestionData; sheet?: SaidSheet };
  const end = replies.at(-1);
  if (end && question) end.channelData = { question };
  if (end && last && sheet) unpainted(end, last, sheet, cards);
  return replies;
}

/**
 * What was painted, once all of it was seen: as the sheet that it is where the transcript is about cards, else as the words
 * that channels without them say.
 */
function unpainted(
  end: Partial<Activity>,
  { text = '', suggestedActions }: Partial<Activity>,
  sheet: SaidSheet,
  cards: boolean,
): void {
  const bare = (words: string): string => words.replace(/\s+/g, '');
  for (const words of paintedWords(sheet))
    if (!bare(end.text ?? '').includes(bare(words))) throw new Error(`not seen: ${words}`);
  const words = sheet.lead === '' ? `${text}\n${sheet.words}` : text.replace(sheet.lead, () => sheet.words);
  end.text = cards ? text : words;
  if (suggestedActions) end.suggestedActions = suggestedActions;
  if (cards) end.channelData = { ...end.channelData, sheet };
}

function paintedWords(sheet: SaidSheet): string[] {
  switch (sheet.kind) {
    case 'form':
      return [sheet.lead, ...sheet.fields.flatMap(({ label, ask, error = '' }) => [label, ask, error])];
    case 'summary':
      return [sheet.lead, ...sheet.items.flatMap(({ label, value }) => [label, value])];
    case 'progress':
      return [sheet.lead, ...sheet.sections.map(({ name }) => name)];
    case 'ladders':
      return sheet.ladders.flatMap(({ title, summary, rungs, gaps }) => [
        title,
        summary,
        ...rungs.map(({ name }) => name),
        ...gaps,
      ]);
  }
}

/**
 * A transcript without what may look otherwise: white space, what is shown as buttons, the way round for files, what is
 * cleaned from the name of a file on its way in. What the office offers below the interview's options is a button
 * beside them, or stands in words where options are numbered; so do the questions below a list of submissions.
 */
export function plainly(transcript: string): string {
  const buttons = ['button.upload_link', 'button.form', 'office.submit.button'] as const;
  let words = transcript.replaceAll(`\n     ${sentence('link.offer')}`, '');
  const titles = [...buttons.map((code) => sentence(code)), ...sentence('office.status.buttons').split('|')];
  for (const title of titles) words = words.replaceAll(`［${title}］`, '');
  return words
    .split(/^(?=\S)/m)
    .map(asButtons)
    .map((message) => message.replace(/[\s<>]+/g, ''))
    .join('\n')
    .replace(/\n+/g, '\n');
}

/** A message of the bot with its numbered options as buttons; files stand before them. */
function asButtons(block: string): string {
  const [head] = /^bot(?:→\S+)?>/.exec(block) ?? [];
  if (head === undefined) return block;
  const lines = block
    .slice(head.length)
    .trimEnd()
    .split('\n')
    .map((line) => line.trim());
  const files = /^(?:《[^》]+》)+$/.test(lines.at(-1) ?? '') ? lines.pop() : '';
  const numbered = numberedIn(lines.join('\n'));
  if (!numbered) return [...lines, files].join('\n');
  return [numbered.before, files, ...numbered.options.map((option) => `［${option}］`)].join('');
}

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
