/** An application before the emulated platform: both ends on loopback, with time that passes only where it is moved. */
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import type { LinkTo } from '../../../adapters/channels/download.ts';
import type { TurnLogic } from '../../../adapters/channels/wecom/adapter.ts';
import { attachWecomApp, CALLBACK_PATH, type WecomApp } from '../../../adapters/channels/wecom/app/index.ts';
import type { FileStore, Intake, Store } from '../../../forms/ports.ts';
import { Callbacks } from './callbacks.ts';
import type { VirtualTime } from './clock.ts';
import { Member } from './member.ts';
import { Platform } from './platform.ts';

export const CORP = 'ww8f2d0c5b1e6a4937';
const SECRET = 'app-secret-of-the-tests';
const TOKEN = 'hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EYo';
const AES_KEY = '6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt';

export interface ApplicationOptions {
  readonly logic: TurnLogic;
  readonly store: Store;
  readonly files: FileStore;
  readonly time: VirtualTime;
  readonly intake: Intake;
  readonly linkTo?: LinkTo;
  readonly agentId?: number;
  readonly members?: (member: string) => boolean;
  /** An emulated platform that is there already: the application is started again before it. */
  readonly platform?: Platform;
}

export interface Application {
  readonly platform: Platform;
  readonly callbacks: Callbacks;
  readonly app: WecomApp;
  readonly reports: { readonly code: string; readonly fields: Readonly<Record<string, unknown>> }[];
  member(id: string): Member;
  /** Ends the application; the platform too unless it is to stay. */
  close(options?: { readonly keep: boolean }): Promise<void>;
}

export async function openApplication(options: ApplicationOptions): Promise<Application> {
  const { logic, store, files, intake, time, agentId = 1_000_002 } = options;
  const platform =
    options.platform ??
    new Platform({
      corpId: CORP,
      secret: SECRET,
      agentId,
      webhookKey: '',
      members: options.members ?? (() => true),
      timer: time,
    });
  if (!options.platform) await platform.listen();
  const reports: Application['reports'] = [];
  const server = restify.createServer();
  Object.assign(server.log, { level: 'silent' });
  const app = attachWecomApp(server, {
    settings: { corpId: CORP, secret: SECRET, agentId, apiUrl: platform.url, token: TOKEN, aesKey: AES_KEY },
    logic,
    store,
    files,
    intake,
    linkTo: options.linkTo ?? (async () => undefined),
    clock: { now: () => new Date(time.now()) },
    timer: time,
    report: (code, fields = {}) => void reports.push({ code, fields }),
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  const callbacks = new Callbacks({
    url: `http://127.0.0.1:${port}${CALLBACK_PATH}`,
    corpId: CORP,
    agentId,
    token: TOKEN,
    aesKey: AES_KEY,
    timer: time,
  });
  return {
    platform,
    callbacks,
    app,
    reports,
    member: (id) => new Member(id, callbacks, platform),
    async close({ keep } = { keep: false }) {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.server.closeAllConnections();
      });
      if (!keep) await platform.close();
    },
  };
}

/** Lets time pass where the application waits before it sends on, until everything that was said is delivered. */
export async function settle(
  application: Application,
  outbox: { settled(): Promise<void> },
  time: VirtualTime,
): Promise<void> {
  let done = false;
  const work = outbox.settled().finally(() => {
    done = true;
  });
  let seen = 0;
  while (!done) {
    const paced = application.reports.filter(({ code }) => code === 'wecom.paced');
    for (const { fields } of paced.slice(seen)) await time.advance(Number(fields.ms));
    seen = paced.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await work;
}
