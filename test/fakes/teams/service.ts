/**
 * The channel's service as a bot sees it, on loopback: takes what the bot sends, holds files, publishes keys.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import { ISSUER, publishedKeys } from './keys.ts';

/** The token the bot shows when it sends. */
export const BOT_TOKEN = 'token-of-the-bot';

/** A message as a person sees it; an update replaces the content in its place. */
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

export class Service {
  readonly shown: Shown[] = [];
  /** The same by conversation. */
  readonly #seen = new Map<string, Shown[]>();
  readonly requests: { readonly method: string; readonly path: string; readonly authorized: boolean }[] = [];
  readonly files = new Map<string, Uint8Array>();
  /** Bytes brought by consent, by the name of the upload. */
  readonly uploads = new Map<string, Buffer>();
  readonly troubles: Trouble[] = [];
  /** Answers to uploads: 201 unless told. */
  uploadStatus = 201;
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
    const { pathname } = new URL(request.url ?? '', this.url);
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const method = request.method ?? '';
    const authorized = request.headers.authorization === `Bearer ${BOT_TOKEN}`;
    this.requests.push({ method, path: pathname, authorized });
    const json = (status: number, value: object): void =>
      end(response, status, { 'Content-Type': 'application/json' }, JSON.stringify(value));
    const [, area, name = ''] = /^\/(\w+)\/?(.*)$/.exec(pathname) ?? [];
    if (area === 'metadata') return json(200, { issuer: ISSUER, jwks_uri: `${this.url}keys` });
    if (area === 'keys') return json(200, publishedKeys());
    if (area === 'files') return this.#file(decodeURIComponent(name), response);
    if (area === 'uploads') return this.#upload(name, request, body, response);
    if (!authorized) return json(401, {});
    if (area === 'v3' && method === 'GET') return this.#file(decodeURIComponent(pathname), response);
    this.#activity(method, pathname, JSON.parse(body.toString('utf8')) as Activity, response, json);
  }

  #show(shown: Shown): void {
    this.shown.push(shown);
    const seen = this.#seen.get(shown.conversation);
    if (seen) seen.push(shown);
    else this.#seen.set(shown.conversation, [shown]);
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
    if (this.uploadStatus < 300) this.uploads.set(name, Buffer.concat([before, body]));
    end(response, this.uploadStatus);
  }

  #activity(
    method: string,
    path: string,
    activity: Activity,
    response: ServerResponse,
    json: (status: number, value: object) => void,
  ): void {
    const [, conversation = '', which] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
    const trouble = this.troubles.shift();
    if (trouble && !trouble.taken) {
      if (!trouble.hang) end(response, trouble.status, trouble.headers);
      return;
    }
    if (method === 'PUT') {
      const old = this.shown.find(({ id }) => id === decodeURIComponent(which ?? ''));
      if (old) old.now = activity;
      json(old ? 200 : 404, { id: old?.id });
      return;
    }
    const id = `f:${1_700_000_000_000 + this.shown.length}`;
    this.#show({ id, conversation: decodeURIComponent(conversation), first: activity, now: activity });
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
