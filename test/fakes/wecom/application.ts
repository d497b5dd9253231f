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
  /** The longest of all waits so far, in ms. */
  longestWait(): number;
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
  let longest = 0;
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
    report: (code, fields = {}) => {
      reports.push({ code, fields });
      longest = Math.max(longest, waitIn({ code, fields }));
    },
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
    longestWait: () => longest,
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

type Report = Application['reports'][number];

/** How long the application said that it waits, in ms. */
function waitIn({ code, fields }: Report): number {
  return code === 'wecom.paced' || code === 'wecom.retry' ? Number(fields.ms) : 0;
}

/** Lets time pass where applications wait before they send on, until everything that was said is delivered. */
export async function settle(
  applications: readonly Application[],
  outbox: { settled(): Promise<void> },
  time: VirtualTime,
): Promise<void> {
  let done = false;
  const work = outbox.settled().finally(() => {
    done = true;
  });
  // One that waited before may still wait.
  let next = Math.max(0, ...applications.map(({ longestWait }) => longestWait()));
  const seen = applications.map(({ reports }) => reports.length);
  while (!done) {
    if (next > 0) await time.advance(next);
    next = 0;
    for (const [at, { reports }] of applications.entries()) {
      for (const report of reports.slice(seen[at])) next = Math.max(next, waitIn(report));
      seen[at] = reports.length;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await work;
}

/** The same for what failed and is to be sent again by now. */
export async function sweep(
  applications: readonly Application[],
  outbox: { sweep(): Promise<void>; settled(): Promise<void> },
  time: VirtualTime,
): Promise<void> {
  const sweeping = outbox.sweep();
  const settled = async (): Promise<void> => {
    await sweeping;
    await outbox.settled();
  };
  await settle(applications, { settled }, time);
}
