/** The web page's channel: Direct Line 3.0 and the chat page, on a restify server. */
import type { Server } from 'restify';
import type { Console } from '../../../forms/office/ports.ts';
import type { ConversationLog, Desk, FileStore, Intake, Links, Store } from '../../../forms/ports.ts';
import type { TurnLogic } from './adapter.ts';
import { WebchatAdapter } from './adapter.ts';
import { attachConsole } from './console/index.ts';
import { attachDesk } from './desk.ts';
import { attachDirectLine, TOKEN } from './directline.ts';
import { isLoopback } from './guard.ts';
import type { Report } from './http.ts';
import { Identity, PERSONAS } from './identity.ts';
import { attachLinks, linkSender } from './links.ts';
import { Once } from './once.ts';
import { attachResumable } from './resumable.ts';
import { makeRoute } from './route.ts';
import { attachPage } from './static.ts';
import { Streams } from './stream.ts';
import { Tokens } from './tokens.ts';
import { Uploads } from './uploads.ts';

export interface WebchatSettings {
  /** The address the server binds. */
  readonly host: string;
  /** The address people use where the page is published, such as `https://shenbao.example.edu.cn`. */
  readonly publicUrl?: string | undefined;
  readonly maxUploadBytes: number;
  /** Life of a Direct Line token; DirectLineJS refreshes every 15 minutes. */
  readonly tokenMinutes: number;
  /** How long half an upload is kept for its sender to go on. */
  readonly uploadHours: number;
}

export interface WebchatDeps {
  /** One turn. It stores both sides in `log` before it sends, and drops a repeated `channelData.clientActivityID`. */
  readonly logic: TurnLogic;
  readonly log: ConversationLog;
  readonly desk: Desk;
  readonly files: FileStore;
  readonly intake: Intake;
  readonly links: Links;
  /** The office's page; absent where there is none. */
  readonly console?: Console;
  readonly store: Store;
  readonly clock: { now(): Date };
  readonly settings: WebchatSettings;
  readonly report: Report;
}

export interface Webchat {
  readonly adapter: WebchatAdapter;
  /** Drops half uploads whose senders have not come back. */
  sweep(): Promise<void>;
  /** Cuts the streams, so that the server can close. */
  close(): Promise<void>;
}

/**
 * Puts the channel on a server. The server must have no global body parser: bodies are read here, within limits,
 * and uploads stream to the file store.
 */
export function attachWebchat(server: Server, deps: WebchatDeps): Webchat {
  const { logic, files, intake, links, store, clock, settings, report } = deps;
  const once = new Once();
  const log = once.over(deps.log);
  const site = { publicUrl: settings.publicUrl };
  // Trying out other persons is for the machine of the one who tries.
  const trying = isLoopback(settings.host) && settings.publicUrl === undefined;
  const identity = new Identity({ store, personas: trying ? PERSONAS : PERSONAS.slice(0, 1) });
  const tokens = new Tokens({ store, clock, minutes: settings.tokenMinutes });
  const streams = new Streams({ log, clock, site, report });
  const adapter = new WebchatAdapter(streams, once);
  const route = makeRoute(site, report);
  const { maxUploadBytes } = settings;
  const uploads = new Uploads({ store, files, intake, clock, hours: settings.uploadHours });
  uploads.sweep().catch((cause: unknown) => report('webchat.sweep_failed', { reason: String(cause) }));
  attachResumable(server, {
    route,
    uploads,
    clock,
    sender: async (request, begins) =>
      (await linkSender(links, request, begins)) ?? {
        person: (await tokens.require(request)).person,
        by: TOKEN,
      },
  });
  const page = attachPage(server, route);
  attachLinks(server, { route, links, uploads, page: (ask) => page.send(ask, 'upload.html') });
  if (deps.console) {
    const { console } = deps;
    attachConsole(server, { route, console, clock, page: (ask) => page.send(ask, 'console/index.html') });
  }
  attachDesk(server, { route, desk: deps.desk, tokens, identity });
  attachDirectLine(server, {
    route,
    adapter,
    logic,
    log,
    files,
    tokens,
    identity,
    streams,
    clock,
    uploads,
    intake,
    maxUploadBytes,
  });
  streams.attach(server.server);
  return {
    adapter,
    sweep: () => uploads.sweep(),
    close: async () => {
      uploads.close();
      await streams.close();
    },
  };
}

export type { TurnLogic } from './adapter.ts';
