/**
 * The outside of the web channel for its tests: a log in memory, the real stores, and a small bot that stores what both
 * sides say before it sends, as the real one does.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, TurnContext } from 'botbuilder';
import restify from 'restify';
import type { Webchat, WebchatSettings } from '../../../adapters/channels/webchat/index.ts';
import { attachWebchat } from '../../../adapters/channels/webchat/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { memoryStore } from '../../../adapters/store/memory.ts';
import type { Json } from '../../../forms/json.ts';
import type { Console } from '../../../forms/office/ports.ts';
import type {
  ConversationLog,
  Desk,
  DeskView,
  FileStore,
  Intake,
  LogEntry,
  Store,
} from '../../../forms/ports.ts';
import { roomFor } from '../../fakes/intake.ts';
import { noLinks } from '../../fakes/links.ts';

export class MemoryLog implements ConversationLog {
  readonly entries = new Map<string, LogEntry[]>();

  async after(conversation: string, seq: number): Promise<readonly LogEntry[]> {
    return (this.entries.get(conversation) ?? []).filter((entry) => entry.seq > seq);
  }

  append(conversation: string, activity: Partial<Activity>): string {
    const entries = this.entries.get(conversation) ?? [];
    this.entries.set(conversation, entries);
    const seq = entries.length + 1;
    const id = `${conversation}|${String(seq).padStart(7, '0')}`;
    entries.push({ seq, activity: JSON.parse(JSON.stringify({ ...activity, id })) as Json });
    return id;
  }
}

/** What the small bot answers to one message. */
export type Answer = (activity: Partial<Activity>) => Partial<Activity>[];

export const echo: Answer = (activity) => [{ type: 'message', text: `收到：${activity.text ?? ''}` }];

export interface World {
  readonly url: string;
  readonly port: number;
  readonly log: MemoryLog;
  readonly store: Store;
  readonly files: FileStore;
  readonly clock: { now(): Date };
  readonly webchat: Webchat;
  readonly server: restify.Server;
  readonly reports: { code: string; fields: Readonly<Record<string, Json>> }[];
  /** Activities the logic was given, in order. */
  readonly turns: Partial<Activity>[];
  /** Set to make the next turns fail as a store would. */
  broken: Error | undefined;
  /** Set to change what the bot says. */
  answer: Answer;
  /** What the page shows beside the chat. */
  view: DeskView;
  preview: string;
  /** Small pictures by hash. */
  readonly pictures: Map<string, Uint8Array>;
  advance(ms: number): void;
  kept(): Promise<string[]>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly settings?: Partial<WebchatSettings>;
  readonly port?: number;
  readonly intake?: Intake;
  /** Makes the office's page over the world's store and clock. */
  readonly console?: (parts: Pick<World, 'store' | 'clock'>) => Console;
}

async function logic(world: World, context: TurnContext): Promise<void> {
  const { activity } = context;
  world.turns.push(JSON.parse(JSON.stringify(activity)) as Partial<Activity>);
  if (world.broken) throw world.broken;
  const conversation = activity.conversation.id;
  const client = activity.channelData?.clientActivityID;
  const said = world.log.entries.get(conversation) ?? [];
  const again = said.some(
    ({ activity: each }) =>
      client &&
      (each as { channelData?: { clientActivityID?: string } }).channelData?.clientActivityID === client,
  );
  if (again) return;
  world.log.append(conversation, activity);
  const bot = {
    from: activity.recipient,
    recipient: activity.from,
    timestamp: activity.timestamp,
    channelId: 'webchat',
  };
  const replies = world.answer(activity).map((reply) => ({ ...bot, ...reply }) as Partial<Activity>);
  for (const reply of replies)
    if (reply.type !== 'typing') reply.id = world.log.append(conversation, reply as never);
  await context.sendActivities(replies);
}

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'webchat-'));
  let now = Date.UTC(2025, 10, 21, 6, 30);
  const started = Date.now();
  const server = restify.createServer();
  Object.assign(server.log, { level: 'silent' });
  const desk: Desk = {
    view: async () => world.view,
    preview: async (_person, submission) =>
      submission === world.view.submission?.id ? world.preview : undefined,
    picture: async (_person, submission, hash) =>
      submission === world.view.submission?.id ? world.pictures.get(hash) : undefined,
    download: async (person, submission, document) =>
      submission === world.view.submission?.id && document === 'form'
        ? {
            fileName: '申报书（示例）.docx',
            mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
            bytes: Buffer.from(`of ${person}`),
          }
        : undefined,
  };
  const files = await openFiles({ folder: join(folder, 'files') });
  const log = new MemoryLog();
  const clock = { now: () => new Date(now + (Date.now() - started)) };
  const store = memoryStore({ now: () => clock.now().getTime() });
  const reports: World['reports'] = [];
  const webchat = attachWebchat(server, {
    logic: (context) => logic(world, context),
    log,
    desk,
    files,
    store,
    clock,
    intake: options.intake ?? roomFor(1 << 20),
    links: noLinks,
    ...(options.console ? { console: options.console({ store, clock }) } : {}),
    settings: {
      host: '127.0.0.1',
      maxUploadBytes: 1 << 20,
      tokenMinutes: 30,
      uploadHours: 24,
      ...options.settings,
    },
    report: (code, fields) => reports.push({ code, fields }),
  });
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  const world: World = {
    url: `http://127.0.0.1:${port}`,
    port,
    log,
    store,
    files,
    clock,
    webchat,
    server,
    reports,
    turns: [],
    broken: undefined,
    answer: echo,
    view: { submission: null },
    preview: '',
    pictures: new Map(),
    advance: (ms) => {
      now += ms;
    },
    kept: async () => {
      const found = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true });
      return found.filter((each) => each.isFile()).map(({ name }) => name);
    },
    close: async () => {
      await webchat.close();
      await new Promise<void>((done) => {
        server.close(() => done());
        server.server.closeAllConnections();
      });
      await rm(folder, { recursive: true });
    },
  };
  return world;
}

export interface Session {
  readonly token: string;
  readonly conversationId: string;
  readonly cookie: string;
  readonly expires_in: number;
}

/** Enters as the page does. */
export async function enter(world: World, persona?: string, cookie?: string): Promise<Session> {
  const response = await fetch(`${world.url}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie === undefined ? {} : { Cookie: cookie }) },
    body: JSON.stringify(persona === undefined ? {} : { persona }),
  });
  if (!response.ok) throw new Error(`session: ${response.status} ${await response.text()}`);
  const body = (await response.json()) as Omit<Session, 'cookie'>;
  return { ...body, cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

/** A Direct Line request with a session's token. */
export function ask(
  world: World,
  session: Pick<Session, 'token'>,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(`${world.url}${path}`, {
    ...init,
    headers: {
      Authorization: `Bearer ${session.token}`,
      'Content-Type': 'application/json',
      ...init.headers,
    },
  });
}

/** Posts an activity to the session's conversation. */
export function say(world: World, session: Session, activity: unknown): Promise<Response> {
  return ask(world, session, `/v3/directline/conversations/${session.conversationId}/activities`, {
    method: 'POST',
    body: JSON.stringify(activity),
  });
}
