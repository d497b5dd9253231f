/** An application (自建应用) with callbacks: its routes, its adapter, and what comes in as something somebody said. */
import type { Server } from 'restify';
import type { FileStore, Store } from '../../../../forms/ports.ts';
import { type TurnLogic, WecomAdapter } from '../adapter.ts';
import { keyOf } from '../crypto.ts';
import type { LinkTo } from '../encode.ts';
import { systemTimer, type Timer } from '../pace.ts';
import type { Address, Incoming } from '../transport.ts';
import { Callback } from './callback.ts';
import { AppClient, type AppSettings } from './client.ts';
import type { Fields } from './message.ts';
import { AppTransport, CHANNEL } from './transport.ts';

export interface WecomAppSettings extends AppSettings {
  /** Token of the page 接收消息. */
  readonly token: string;
  /** EncodingAESKey of the same page. */
  readonly aesKey: string;
}

export interface WecomAppDeps {
  readonly settings: WecomAppSettings;
  readonly logic: TurnLogic;
  readonly store: Store;
  readonly files: FileStore;
  readonly linkTo: LinkTo;
  readonly clock: { now(): Date };
  readonly timer?: Timer;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** Where the platform sends callbacks: 接收消息服务器配置 → URL. */
export const CALLBACK_PATH = '/wecom/callback';

/** The largest medium that the platform hands out: a video of 10 MB. */
const LARGEST_MEDIUM = 20 * 1024 * 1024;

/** File names of what comes without one. */
const NAMES: Readonly<Record<string, string>> = {
  image: 'image.jpg',
  voice: 'voice.amr',
  video: 'video.mp4',
};

export interface WecomApp {
  readonly adapter: WecomAdapter;
  /** Waits for what is being handled. */
  close(): Promise<void>;
}

/** Adds the routes and gives the adapter, to be attached to the outbox. */
export function attachWecomApp(server: Server, deps: WecomAppDeps): WecomApp {
  const { settings, store, files, report, timer = systemTimer } = deps;
  const { agentId } = settings;
  const client = new AppClient({ settings, timer, report });
  const transport = new AppTransport({ client, agentId, files, store, timer, report });
  const adapter = new WecomAdapter({ transport, store, linkTo: deps.linkTo, clock: deps.clock });
  const secrets = { token: settings.token, key: keyOf(settings.aesKey), receiver: settings.corpId };
  const handle = async (fields: Fields): Promise<void> => {
    if (fields.responseCode !== '') await transport.keepCode(fields.task, fields.responseCode);
    const incoming = await incomingOf(fields, { settings, client, files });
    if (incoming) await adapter.receive(incoming, deps.logic);
    else report('wecom.ignored', { channel: CHANNEL });
  };
  const callback = new Callback({ secrets, agentId, timer, report, handle });
  server.get(CALLBACK_PATH, async (request, response) => callback.verify(request, response));
  server.post(CALLBACK_PATH, async (request, response) => callback.receive(request, response));
  return { adapter, close: () => callback.settled() };
}

/** What a message or event says; undefined for what is not for us. */
async function incomingOf(
  fields: Fields,
  deps: { settings: AppSettings; client: AppClient; files: FileStore },
): Promise<Incoming | undefined> {
  const { settings } = deps;
  const { member, type, event } = fields;
  if (member === '' || member === 'sys') return undefined;
  const from: Address = { member, conversation: `app:${settings.corpId}:${settings.agentId}:${member}` };
  const said = type === 'event' ? eventOf(fields, event) : await messageOf(fields, deps);
  return said && { id: fields.id, from, said };
}

function eventOf(fields: Fields, event: string): Incoming['said'] | undefined {
  switch (event) {
    case 'enter_agent':
    case 'subscribe':
      return { kind: 'opened' };
    case 'template_card_event':
      return { kind: 'click', value: fields.chosen[0] ?? fields.eventKey, task: fields.task };
    case 'click':
      return { kind: 'text', text: fields.eventKey };
    default:
      return undefined;
  }
}

async function messageOf(
  { type, content, mediaId, format }: Fields,
  { client, files }: { client: AppClient; files: FileStore },
): Promise<Incoming['said'] | undefined> {
  if (content !== '') return { kind: 'text', text: content };
  if (mediaId === '') return undefined;
  // Kept at once: the platform hands it out for three days only.
  const { name, body } = await client.media(mediaId);
  const file = await files.put(body, { maxBytes: LARGEST_MEDIUM });
  const fallback = type === 'voice' && format ? `voice.${format.toLowerCase()}` : NAMES[type];
  return { kind: 'file', name: name || (fallback ?? type), file };
}
