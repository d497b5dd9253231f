/** Starts the bot: settings, calls, store, channels. The one place that names adapters. */
import './compiled.ts';
import { randomBytes } from 'node:crypto';
import type { BotAdapter } from 'botbuilder';
import restify, { type Server } from 'restify';
import { systemTimer } from '../adapters/channels/pace.ts';
import { attachTeams, type Teams, type TeamsDeps } from '../adapters/channels/teams/index.ts';
import { attachWebchat, type Webchat, type WebchatDeps } from '../adapters/channels/webchat/index.ts';
import { GroupRobot } from '../adapters/channels/wecom/group/robot.ts';
import { attachWecom } from '../adapters/channels/wecom/index.ts';
import { painter } from '../adapters/files/index.ts';
import { readOfficeForm } from '../adapters/files/office-form.ts';
import { openFiles } from '../adapters/store/files.ts';
import { openStore } from '../adapters/store/sqlite.ts';
import { AppError } from '../forms/error.ts';
import type { FileStore, Lease, Store } from '../forms/ports.ts';
import { text } from '../forms/text/index.ts';
import { type Bot, type BotDeps, createBot, type Reach } from './app.ts';
import { loadCalls, OWN_CALLS } from './calls.ts';
import { keptCalls } from './checked.ts';
import { systemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { createLease } from './lease.ts';
import { log } from './log.ts';
import { reasonOf } from './reason.ts';

/** Starts everything; resolves when the page can be opened. */
async function start(): Promise<void> {
  const config = readConfig();
  const folders = [OWN_CALLS, ...(config.callsDir ? [config.callsDir] : [])];
  const catalog = loadCalls(folders, keptCalls(), readOfficeForm);
  const store = await openStore({ path: `${config.dataDir}/shenbao.sqlite` });
  const files = await openFiles({ folder: `${config.dataDir}/files` });
  // Known once the server listens; nothing is said before.
  let address = '';
  const channels = new Map<string, Pick<BotAdapter, 'continueConversation'>>();
  const links = {
    base: () => config.publicUrl ?? address,
    minutes: config.linkMinutes,
  };
  const reach: Reach = {
    deliver: (channel, reference, logic) =>
      channelNamed(channels, channel).continueConversation(reference, logic),
    has: (channel) => channels.has(channel),
  };
  const bot = createBot({
    store,
    files,
    painter,
    catalog,
    clock: systemClock,
    log,
    ...settingsOf(config),
    links,
    console: { base: links.base, hours: config.consoleHours },
    reach,
  });
  await bot.begin();
  const server = restify.createServer({ name: 'shenbao' });
  const web = openWeb(server, config, bot, { store, files });
  channels.set('webchat', web.adapter);
  const wecom = openWecom(server, config, bot, { store, files });
  for (const [channel, adapter] of wecom.adapters) channels.set(channel, adapter);
  const teams = await openTeams(server, config, bot, { store, files });
  if (teams) channels.set('msteams', teams.adapter);
  const stops = goOn(bot, store);
  const close = async (): Promise<void> => {
    for (const stop of stops.reverse()) stop();
    await wecom.close();
    await teams?.close();
    await bot.outbox.settled();
    await web.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await store.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void close());
  process.once('SIGTERM', () => void close());
  address = await listen(server, config);
  await bot.links.resume();
  await wecom.resume();
  await teams?.resume();
  await announce(bot, address);
}

/** What whoever started it has to know. */
async function announce(bot: Bot, address: string): Promise<void> {
  console.log(text('start.ready', { address: `${address}/` }));
  const claim = await bot.claimCode();
  if (claim !== undefined) console.log(text('office.people.claim_code', { code: claim }));
}

/** What the settings say to the bot itself. */
function settingsOf(config: Config): Pick<BotDeps, 'limits' | 'group' | 'administrators'> {
  const { maxDraftBytes, maxUploadBytes, administrators } = config;
  const limits = { draftBytes: maxDraftBytes, fileBytes: maxUploadBytes };
  return { limits, administrators, group: groupOf(config) };
}

/** What goes on by itself from now on, each with how it is stopped. */
function goOn(bot: Bot, store: Store): (() => void)[] {
  const { outbox, notices, jobs, reminders } = bot;
  return [outbox.start(), notices.start(), jobs.start(), reminders.start(leaseIn(store))];
}

function leaseIn(store: Store): Lease {
  return createLease({ store, process: randomBytes(9).toString('base64url') });
}

/** The office's group, where its robot is known. */
function groupOf({ wecom: { groupUrl } }: Config): BotDeps['group'] {
  if (groupUrl === undefined) return undefined;
  const robot = new GroupRobot({ url: groupUrl, timer: systemTimer, report: log });
  return async (words) => void (await robot.text(words));
}

/** The page, and the office's. */
function openWeb(
  server: Server,
  config: Config,
  bot: Bot,
  ports: Pick<WebchatDeps, 'store' | 'files'>,
): Webchat {
  return attachWebchat(server, {
    ...ports,
    logic: bot.logic,
    log: bot.conversations('webchat'),
    desk: bot.desk,
    intake: bot.intake,
    links: bot.links,
    console: bot.console,
    clock: systemClock,
    settings: config.web,
    report: log,
  });
}

/** The address, once requests are taken there. */
async function listen(server: Server, { port: wanted, host }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, host, () => resolve());
  });
  const { port } = server.address();
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** WeCom, as far as it is configured. */
function openWecom(
  server: Server,
  { wecom, publicUrl, maxUploadBytes }: Config,
  bot: Bot,
  { store, files }: { store: Store; files: FileStore },
): ReturnType<typeof attachWecom> {
  return attachWecom(server, {
    logic: bot.logic,
    store,
    files,
    intake: bot.intake,
    lease: leaseIn(store),
    settings: { ...wecom, publicUrl, maxUploadBytes },
    clock: systemClock,
    report: log,
    attach: (channel, adapter) => bot.outbox.attach(channel, adapter),
    detach: (channel) => bot.outbox.detach(channel),
  });
}

/** Teams, where it is configured. */
async function openTeams(
  server: Server,
  { teams, publicUrl }: Config,
  bot: Bot,
  ports: Pick<TeamsDeps, 'store' | 'files'>,
): Promise<Teams | undefined> {
  if (!teams) return undefined;
  const opened = await attachTeams(server, {
    ...ports,
    settings: { ...teams, publicUrl },
    logic: bot.logic,
    log: bot.conversations('msteams'),
    inquiry: bot.inquiry,
    intake: bot.intake,
    clock: systemClock,
    report: log,
  });
  bot.outbox.attach('msteams', opened.adapter);
  return opened;
}

function channelNamed<A>(channels: ReadonlyMap<string, A>, name: string): A {
  const adapter = channels.get(name);
  if (!adapter) throw new AppError('channel.unknown', `no channel ${name} runs here`);
  return adapter;
}

/** One sentence for what a person can mend, the whole error otherwise. */
function explain(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return text('start.port_taken', { port: readConfig().port });
  return reasonOf(error);
}

try {
  await start();
} catch (error) {
  console.error(text('start.failed', { why: explain(error) }));
  process.exit(1);
}
