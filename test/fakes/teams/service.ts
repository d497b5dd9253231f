/**
 * The channel's service as a bot sees it, on loopback: takes what the bot sends, holds files, publishes keys.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import { hastyTimer } from '../timer.ts';
import { Rates } from '../wecom/rates.ts';
import { ISSUER, publishedKeys } from './keys.ts';

/** The token the bot shows when it sends. */
export const BOT_TOKEN = 'token-of-the-bot';

/** A message as a person sees it; an update replaces the content in its place, and of one taken away nothing is left. */
export interface Shown {
  readonly id: string;
  readonly conversation: string;
  readonly first: Partial<Activity>;
  now: Partial<Activity>;
}

/** What the next request is answered instead. */
export interface Trouble {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes the message all the same: its answer gets lost. */
  readonly taken?: boolean;
  /** Never answers. */
  readonly hang?: boolean;
}

/** As documented. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const RATES = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
];
const TENANT_RATES = [{ most: 50, ms: 1_000 }];
/** 40 KB as UTF-16: what every client has been said to take. */
const LARGEST = 20_480;

export class Service {
  readonly shown: Shown[] = [];
  /** The same by conversation. */
  readonly #seen = new Map<string, Shown[]>();
  readonly requests: { readonly method: string; readonly path: string; readonly authorized: boolean }[] = [];
  readonly files = new Map<string, Uint8Array>();
  /** Bytes brought by consent, by the name of the upload. */
  readonly uploads = new Map<string, Buffer>();
  readonly troubles: Trouble[] = [];
  /** Answers to the next uploads, 0 for none; then 201. */
  readonly uploadStatuses: number[] = [];
  /** Resolves before a file is handed out. */
  fileReady: (name: string) => Promise<void> = async () => undefined;
  /** Hears of each message as it comes. */
  heard: (shown: Shown) => void = () => undefined;
  /** What a bot should not have sent. */
  readonly breaches: string[] = [];
  readonly timer = hastyTimer();
  /** Does not tell its keys. */
  keysDown = false;
  /** Takes what comes without a token too, as the Playground does. */
  open = false;
  readonly #rates = new Rates(RATES);
  readonly #tenantRates = new Rates(TENANT_RATES);
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  async listen(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => {
      this.#server.close(() => done());
      this.#server.closeAllConnections();
    });
  }

  seenIn(conversation: string): readonly Shown[] {
    return this.#seen.get(conversation) ?? [];
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const method = request.method ?? '';
    const authorized = this.open || request.headers.authorization === `Bearer ${BOT_TOKEN}`;
    this.requests.push({ method, path: pathname, authorized });
    const json = (status: number, value: object): void =>
      end(response, status, { 'Content-Type': 'application/json' }, JSON.stringify(value));
    const [, area, name = ''] = /^\/(\w+)\/?(.*)$/.exec(pathname) ?? [];
    if (this.keysDown && (area === 'metadata' || area === 'keys')) return json(503, {});
    if (area === 'metadata') return json(200, { issuer: ISSUER, jwks_uri: `${this.url}keys` });
    if (area === 'keys') return json(200, publishedKeys());
    if (area === 'files') {
      await this.fileReady(decodeURIComponent(name));
      return this.#file(decodeURIComponent(name), response);
    }
    if (area === 'moved') return end(response, 302, { Location: searchParams.get('to') ?? '' });
    if (area === 'uploads') return this.#upload(name, request, body, response);
    if (!authorized) return json(401, {});
    if (area === 'v3' && method === 'GET') return this.#file(decodeURIComponent(pathname), response);
    const activity = method === 'DELETE' ? undefined : (JSON.parse(body.toString('utf8')) as Activity);
    this.#activity({ path: pathname, activity }, response, json);
  }

  #show(shown: Shown): void {
    this.shown.push(shown);
    const seen = this.#seen.get(shown.conversation);
    if (seen) seen.push(shown);
    else this.#seen.set(shown.conversation, [shown]);
    this.heard(shown);
  }

  #file(name: string, response: ServerResponse): void {
    const bytes = this.files.get(name);
    if (bytes) end(response, 200, { 'Content-Length': bytes.length }, bytes);
    else end(response, 404);
  }

  #upload(name: string, { method, headers }: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '');
    const before = this.uploads.get(name) ?? Buffer.alloc(0);
    const fits =
      Number(range?.[1]) === before.length && Number(range?.[2]) - before.length + 1 === body.length;
    if (method !== 'PUT' || !fits || headers.authorization) {
      end(response, 400);
      return;
    }
    const status = this.uploadStatuses.shift() ?? 201;
    if (status < 300 && status > 0) this.uploads.set(name, Buffer.concat([before, body]));
    if (status > 0) end(response, status);
  }

  #watch(conversation: string, activity: Activity | undefined): void {
    const now = this.timer.now();
    if (this.#rates.exceeded(conversation, now)) this.breaches.push('too fast for a conversation');
    if (this.#tenantRates.exceeded('', now)) this.breaches.push('too fast for a tenant');
    if (activity && JSON.stringify(activity).length > LARGEST)
      this.breaches.push('a message that is too large');
  }

  #activity(
    { path, activity }: { path: string; activity: Activity | undefined },
    response: ServerResponse,
    json: (status: number, value: object) => void,
  ): void {
    const [, where = '', which = ''] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
    const conversation = decodeURIComponent(where);
    this.#watch(conversation, activity);
    const trouble = this.troubles.shift();
    if (trouble && !trouble.taken) {
      if (!trouble.hang) end(response, trouble.status, trouble.headers);
      return;
    }
    if (which !== '') {
      const old = this.shown.find(({ id }) => id === decodeURIComponent(which));
      if (old) old.now = activity ?? {};
      json(old ? 200 : 404, { id: old?.id });
      return;
    }
    const id = `f:${1_700_000_000_000 + this.shown.length}`;
    const first = activity ?? {};
    this.#show({ id, conversation, first, now: first });
    if (trouble) end(response, trouble.status, trouble.headers);
    else json(201, { id });
  }
}

/** In two steps: where restify is loaded, the head of a response gives nothing back. */
function end(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>> = {},
  body: string | Uint8Array = '',
): void {
  response.writeHead(status, headers);
  response.end(body);
}
