/**
 * The office's page (工作台): a link from the chat is opened once and becomes a session of this browser. Every request
 * is held against the person's grants behind the port; here are the door, its limits and its headers.
 *
 * A link is exchanged by the page's own POST: programs that look at links before people do only GET them, and must
 * not use them up. Tokens are looked up by their hash, so comparing never depends on how much of a guess was right.
 */
import { createHash } from 'node:crypto';
import type { RequestHandler, Server } from 'restify';
import restify from 'restify';
import { z } from 'zod';
import type { ConsoleAnswered, ConsoleClosed } from '../../../../forms/office/console.ts';
import type { Console, ConsoleWanted } from '../../../../forms/office/ports.ts';
import { STAGES } from '../../../../forms/office/standing.ts';
import type { Download } from '../../../../forms/ports.ts';
import { text } from '../../../../forms/text/index.ts';
import { consolePage } from '../../../../forms/text/zh-CN/office-console.ts';
import { attachmentHeader } from '../../filename.ts';
import { addressOf, Refusal, readJson, sendJson } from '../http.ts';
import type { Ask, Handler, Route } from '../route.ts';
import { SECRET } from '../tokens.ts';
import { sessionOf, setSession } from './cookie.ts';
import { parameter, wantedIn } from './query.ts';

export interface ConsoleDeps {
  readonly route: Route;
  readonly console: Console;
  /** Sends the page. */
  readonly page: (ask: Ask) => void;
  readonly clock: { now(): Date };
}

const STATUS = { unknown: 401, expired: 410, used: 410, withdrawn: 403, absent: 404 } as const;

const Enter = z.object({ token: z.string().max(100) });

/** What is asked for, or the refusal that says why not. */
function opened<T>(answer: ConsoleAnswered<T>): { readonly state: 'open' } & T {
  if (answer.state === 'open') return answer;
  throw closed(answer.state);
}

function closed(state: ConsoleClosed['state'] | 'absent'): Refusal {
  return new Refusal(`console_${state}`, 'this is not open to you', { status: STATUS[state] });
}

function tokenOf({ request }: Ask): string {
  const token = sessionOf(request);
  if (token === undefined) throw closed('unknown');
  return token;
}

async function enter({ console, clock }: ConsoleDeps, ask: Ask): Promise<void> {
  const body = Enter.safeParse(await readJson(ask.request));
  if (!body.success) throw new Refusal('bad_link', 'a token is needed', { status: 400 });
  const { token } = body.data;
  const entered = SECRET.test(token) ? await console.enter(token) : ({ state: 'unknown' } as const);
  if (entered.state !== 'open') throw closed(entered.state);
  const left = Math.floor((Date.parse(entered.expiresAt) - clock.now().getTime()) / 1000);
  setSession(ask.response, ask.own, entered.token, Math.max(1, left));
  sendJson(ask.response, 200, { state: 'open' });
}

async function leave({ console }: ConsoleDeps, ask: Ask): Promise<void> {
  const token = sessionOf(ask.request);
  if (token !== undefined) await console.leave(token);
  setSession(ask.response, ask.own, '', 0);
  sendJson(ask.response, 200, { state: 'left' });
}

/** Sends data, or only that it is as the page has it already: a page that looks every few seconds costs little. */
function sendData({ request, response }: Ask, data: unknown): void {
  const etag = `"${createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 22)}"`;
  response.setHeader('ETag', etag);
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  sendJson(response, 200, data);
}

function sendFile({ response }: Ask, { fileName, mediaType, bytes }: Download): void {
  response.writeHead(200, {
    'Content-Type': mediaType,
    'Content-Disposition': attachmentHeader(fileName),
    'Content-Length': bytes.byteLength,
  });
  response.end(bytes);
}

/** What is fetched, by the last part of its address. */
function readers({
  console,
}: ConsoleDeps): Readonly<Record<string, (token: string, address: URL) => Promise<unknown>>> {
  return {
    view: async (token) => opened(await console.open(token)),
    table: async (token, address) => {
      const { ask, order, page } = wantedIn(address);
      return opened(await console.table(token, ask, order, page));
    },
    detail: async (token, address) => opened(await console.detail(token, parameter(address, 'id'))),
    charts: async (token, address) => opened(await console.charts(token, parameter(address, 'call'))),
    reminders: async (token, address) => {
      const { ask, page } = wantedIn(address);
      return opened(await console.reminders(token, ask.call ?? null, page));
    },
  };
}

function wantedFile(address: URL): ConsoleWanted {
  if (address.searchParams.has('id')) {
    return {
      what: 'document',
      submission: parameter(address, 'id'),
      document: parameter(address, 'document'),
    };
  }
  return { what: 'table', ...wantedIn(address) };
}

/** Headers of everything under `/console`: kept nowhere, and no address of it goes anywhere. */
function hidden(handler: Handler): Handler {
  return async (ask) => {
    ask.response.setHeader('Cache-Control', 'no-store');
    ask.response.setHeader('Referrer-Policy', 'no-referrer');
    await handler(ask);
  };
}

/**
 * So many requests of one browser, by its cookie where it has one, since offices share addresses; and so many of one
 * address, since cookies can be made up.
 */
function limit(burst: number, rate: number): RequestHandler[] {
  return [
    restify.plugins.throttle({ ip: true, burst: burst * 20, rate: rate * 20 }),
    (request, _response, next) => {
      const token = sessionOf(request);
      const name = token ?? request.socket.remoteAddress ?? 'nobody';
      Object.assign(request, { username: createHash('sha256').update(name).digest('hex') });
      next();
    },
    restify.plugins.throttle({ username: true, burst, rate }),
  ];
}

/** The page's own labels, and the stages as the chat calls them. */
const labels: Readonly<Record<string, string>> = {
  ...consolePage,
  ...Object.fromEntries(STAGES.map((stage) => [`stage.${stage}`, text(`office.stage.${stage}`)])),
};

/** Adds the routes. */
export function attachConsole(server: Server, deps: ConsoleDeps): void {
  const { route, page } = deps;
  const show = route(hidden(async (ask) => page(ask)));
  server.get('/console', show);
  server.get('/console/in/:token', show);
  server.get('/console/texts', route(hidden(async ({ response }) => sendJson(response, 200, labels))));
  server.post(
    '/console/enter',
    restify.plugins.throttle({ ip: true, burst: 30, rate: 1 }),
    route(hidden((ask) => enter(deps, ask))),
  );
  server.post('/console/leave', limit(10, 1), route(hidden((ask) => leave(deps, ask))));
  const reading = limit(60, 10);
  for (const [name, read] of Object.entries(readers(deps))) {
    const handler: Handler = async (ask) => sendData(ask, await read(tokenOf(ask), addressOf(ask.request)));
    server.get(`/console/data/${name}`, reading, route(hidden(handler)));
  }
  // Painting costs more than reading.
  const download: Handler = async (ask) => {
    const wanted = wantedFile(addressOf(ask.request));
    sendFile(ask, opened(await deps.console.download(tokenOf(ask), wanted)).file);
  };
  server.get('/console/download', limit(6, 0.2), route(hidden(download)));
}
