/**
 * The way in: what is too large, unreadable, unsigned, for another bot or of another tenant stops here, before anybody has
 * read it. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity, InvokeResponse } from 'botbuilder';
import { AppError } from '../../../forms/error.ts';
import { text } from '../../../forms/text/index.ts';
import type { OfficeTeamsAdapter, TurnLogic } from './adapter.ts';
import type { Arrivals } from './arrivals.ts';
import { isHere } from './hosts.ts';
import { readIncoming, tenantsOf } from './incoming.ts';
import type { TeamsSettings } from './settings.ts';

/** Largest body: a message of 100 KB in UTF-16 as JSON, with room. */
const LARGEST_BODY = 512 * 1024;

export interface DoorDeps {
  readonly arrivals: Arrivals;
  readonly adapter: OfficeTeamsAdapter;
  readonly settings: TeamsSettings;
  readonly logic: TurnLogic;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** A request refused at the door, with the HTTP status it gets. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
  }

  /** What the adapter did not let in. */
  static by({ code }: AppError): Refused {
    return new Refused(code === 'teams.keys' ? 503 : 401, code);
  }
}

type Answer = InvokeResponse | undefined;

export class Door {
  readonly #deps: DoorDeps;

  constructor(deps: DoorDeps) {
    this.#deps = deps;
  }

  async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = await this.#handle(request);
      const body = answer?.body === undefined ? '' : JSON.stringify(answer.body);
      response.writeHead(answer?.status ?? 200, {
        ...(body === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
        'Content-Length': Buffer.byteLength(body),
      });
      response.end(body);
    } catch (error) {
      const status = error instanceof Refused ? error.status : 500;
      this.#deps.report(status === 500 ? 'teams.turn_failed' : 'teams.request_refused', {
        status,
        error: error instanceof Refused ? error.message : error instanceof AppError ? error.code : 'Error',
      });
      // What was not read of a body is not read any more.
      response.writeHead(status, { Connection: 'close', 'Content-Length': 0 });
      response.end();
    }
  }

  async #handle(request: IncomingMessage): Promise<Answer> {
    const header = request.headers.authorization ?? '';
    if (this.#deps.settings.anonymous && !isFromHere(request)) throw new Refused(403, 'teams.not_here');
    // What a page in a browser can send elsewhere unasked is never this.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      throw new Refused(415, 'teams.media_type');
    // Whoever shows no token at all is not even read.
    if (!this.#deps.settings.anonymous && header === '') throw new Refused(401, 'teams.unsigned');
    const activity = readIncoming(parse(await bodyOf(request)));
    if (!activity) throw new Refused(400, 'teams.activity');
    if (this.#deps.settings.anonymous && !isHere(new URL(activity.serviceUrl).hostname))
      throw new Refused(403, 'teams.not_here');
    const signed = await this.#authenticate(activity, header);
    this.#checkTenant(activity);
    const { adapter, arrivals, logic } = this.#deps;
    const answer = await arrivals.take(activity, () => adapter.run(signed, activity, logic));
    return answer === 'late' ? lateAnswer(activity) : answer;
  }

  async #authenticate(activity: Activity, header: string) {
    try {
      return await this.#deps.adapter.authenticate(activity, header);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw Refused.by(error);
    }
  }

  /** Every tenant that is named must be one of ours, and one must be named. */
  #checkTenant(activity: Activity): void {
    const { anonymous, tenants } = this.#deps.settings;
    if (anonymous) return;
    const named = tenantsOf(activity);
    if (named.length === 0 || !named.every((each) => tenants.includes(each)))
      throw new Refused(403, 'teams.tenant');
  }
}

/** Nothing that is not this machine may speak for anybody, and no name that only leads to it: a page could use one. */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const address = `http://${headers.host ?? ''}`;
  const named = URL.canParse(address) && isHere(new URL(address).hostname);
  return named && /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
}

/** A message is answered without words; the sender of a card's action is shown that it came. */
function lateAnswer({ type }: Activity): Answer {
  if (type !== 'invoke') return undefined;
  const value = text('teams.working');
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > LARGEST_BODY) throw new Refused(413, 'teams.too_large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Undefined where it is no JSON. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
