/**
 * The outside of the web channel for its tests: records and log in memory, files in a folder that is thrown away,
 * and a small bot that stores what both sides say before it sends, as the real one does.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, TurnContext } from 'botbuilder';
import restify from 'restify';
import type { Webchat, WebchatSettings } from '../../../adapters/channels/webchat/index.ts';
import { attachWebchat } from '../../../adapters/channels/webchat/index.ts';
import { AppError } from '../../../forms/error.ts';
import type { Json } from '../../../forms/json.ts';
import type {
  ConversationLog,
  Desk,
  DeskView,
  FileStore,
  KeptFile,
  LogEntry,
  Store,
  Stored,
} from '../../../forms/ports.ts';

export class MemoryStore implements Store {
  readonly records = new Map<string, Stored>();

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    return new Map(keys.flatMap((key) => (this.records.has(key) ? [[key, this.records.get(key)!]] : [])));
  }

  async list(prefix: string): Promise<readonly (Stored & { key: string })[]> {
    const found = [...this.records]
      .filter(([key]) => key.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return found.map(([key, stored]) => ({ key, ...stored }));
  }

  async commit(writes: Parameters<Store['commit']>[0]): ReturnType<Store['commit']> {
    for (const { key, expect } of writes) {
      const rev = this.records.get(key)?.rev;
      if (expect !== 'any' && (expect === 'absent' ? undefined : expect) !== rev)
        return { done: false, conflict: key };
    }
    for (const { key, value } of writes) {
      if (value === null) this.records.delete(key);
      else this.records.set(key, { value, rev: (this.records.get(key)?.rev ?? 0) + 1 });
    }
    return { done: true };
  }

  async close(): Promise<void> {}
}

/** Keeps files under their hash; a broken-off upload leaves nothing. */
export class FolderFiles implements FileStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async put(content: AsyncIterable<Uint8Array>, { maxBytes }: { maxBytes: number }): Promise<KeptFile> {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of content) {
      bytes += piece.byteLength;
      if (bytes > maxBytes) throw new AppError('file.too_large', 'too large');
      pieces.push(piece);
    }
    if (bytes === 0) throw new AppError('file.empty', 'empty');
    const whole = Buffer.concat(pieces);
    const hash = createHash('sha256').update(whole).digest('hex');
    const temporary = join(this.folder, randomUUID());
    await writeFile(temporary, whole);
    await rename(temporary, join(this.folder, hash));
    const pdf = whole.subarray(0, 5).toString('latin1') === '%PDF-';
    return pdf
      ? { hash, bytes, mediaType: 'application/pdf', extension: 'pdf' }
      : { hash, bytes, mediaType: 'application/octet-stream', extension: 'bin' };
  }

  async open(hash: string): ReturnType<FileStore['open']> {
    const path = join(this.folder, hash);
    const found = await stat(path).catch(() => undefined);
    return found && { bytes: found.size, read: (range) => createReadStream(path, range) };
  }
}

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
  readonly store: MemoryStore;
  readonly files: FolderFiles;
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
  advance(ms: number): void;
  kept(): Promise<string[]>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly settings?: Partial<WebchatSettings>;
  readonly port?: number;
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
  await mkdir(join(folder, 'files'));
  let now = Date.UTC(2025, 10, 21, 6, 30);
  const started = Date.now();
  const server = restify.createServer();
  const desk: Desk = {
    view: async () => world.view,
    preview: async (_person, submission) =>
      submission === world.view.submission?.id ? world.preview : undefined,
    download: async (person, submission, document) =>
      submission === world.view.submission?.id && document === 'form'
        ? {
            fileName: '申报书（示例）.docx',
            mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
            bytes: Buffer.from(`of ${person}`),
          }
        : undefined,
  };
  const files = new FolderFiles(join(folder, 'files'));
  const log = new MemoryLog();
  const store = new MemoryStore();
  const clock = { now: () => new Date(now + (Date.now() - started)) };
  const reports: World['reports'] = [];
  const webchat = attachWebchat(server, {
    logic: (context) => logic(world, context),
    log,
    desk,
    files,
    store,
    clock,
    settings: { host: '127.0.0.1', maxUploadBytes: 1 << 20, tokenMinutes: 30, ...options.settings },
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
    advance: (ms) => {
      now += ms;
    },
    kept: () => readdir(files.folder),
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
