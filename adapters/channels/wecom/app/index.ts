/** An application (自建应用) with callbacks: its routes and its adapter. */
import type { Server } from 'restify';
import type { FileStore, Intake, Store } from '../../../../forms/ports.ts';
import { text } from '../../../../forms/text/index.ts';
import type { LinkTo } from '../../download.ts';
import { systemTimer, type Timer } from '../../pace.ts';
import { type TurnLogic, WecomAdapter } from '../adapter.ts';
import { keyOf } from '../crypto.ts';
import { Arrivals } from './arrivals.ts';
import { Callback } from './callback.ts';
import { AppClient, type AppSettings } from './client.ts';
import { addressOf, incomingOf } from './incoming.ts';
import type { Fields } from './message.ts';
import { AppTransport } from './transport.ts';

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
  readonly intake: Intake;
  readonly linkTo: LinkTo;
  readonly clock: { now(): Date };
  readonly timer?: Timer;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** Where the platform sends callbacks: 接收消息服务器配置 → URL. */
export const CALLBACK_PATH = '/wecom/callback';

export interface WecomApp {
  readonly adapter: WecomAdapter;
  /** Takes up what came before the process ended. Call it once the adapter is attached to the outbox. */
  resume(): Promise<void>;
  /** Waits for what is being handled. */
  close(): Promise<void>;
}

/** Adds the routes and gives the adapter, to be attached to the outbox. */
export function attachWecomApp(server: Server, deps: WecomAppDeps): WecomApp {
  const { settings, store, files, intake, report, timer = systemTimer } = deps;
  const client = new AppClient({ settings, timer, report });
  const transport = new AppTransport({ client, agentId: settings.agentId, files, store, timer, report });
  const adapter = new WecomAdapter({ transport, store, linkTo: deps.linkTo, clock: deps.clock });
  const handle = async (fields: Fields): Promise<void> => {
    const incoming = await incomingOf(fields, { settings, client, files, store, intake });
    if (incoming.kind === 'said') await adapter.receive(incoming.incoming, deps.logic);
    else if (incoming.kind === 'ignored') report('wecom.ignored');
    else await tell(fields, incoming.say);
  };
  const tell = async ({ member }: Fields, words: string): Promise<void> => {
    await transport.send(addressOf(settings, member), { kind: 'text', text: words });
  };
  const apologize = (fields: Fields): Promise<void> => tell(fields, text('wecom.not_handled'));
  const arrivals = new Arrivals({ store, timer, report, handle, apologize });
  const secrets = { token: settings.token, key: keyOf(settings.aesKey), receiver: settings.corpId };
  const callback = new Callback({
    secrets,
    agentId: settings.agentId,
    timer,
    report,
    take: (fields) => arrivals.take(fields),
  });
  server.get(CALLBACK_PATH, async (request, response) => callback.verify(request, response));
  server.post(CALLBACK_PATH, async (request, response) => callback.receive(request, response));
  return { adapter, resume: () => arrivals.resume(), close: () => arrivals.settled() };
}
