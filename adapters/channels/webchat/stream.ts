/**
 * Live streams of conversations. A socket holds a cursor into the conversation's log; whenever something new is
 * stored, every socket of that conversation is brought up to date from the log. So what a socket sees is the log in
 * order, each entry once, however turns, replays and reconnects interleave.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Json } from '../../../forms/json.ts';
import type { ConversationLog } from '../../../forms/ports.ts';
import type { Site } from './guard.ts';
import { originOf, refuseForeign } from './guard.ts';
import type { Report } from './http.ts';
import { addressOf, Refusal, refusalOf } from './http.ts';
import { dress } from './outgoing.ts';

/** A stream address is good for one connection within this time. */
const TICKET_MS = 60_000;
const HEARTBEAT_MS = 30_000;
const MOST_TICKETS = 10_000;
const MOST_SOCKETS_EACH = 16;
/** A reader this far behind is cut off; it comes back with its watermark. */
const MOST_BUFFERED = 8 << 20;

interface Ticket {
  readonly conversation: string;
  readonly watermark: number;
  readonly expiresAt: number;
}

interface Reader {
  readonly socket: WebSocket;
  readonly conversation: string;
  readonly origin: string;
  cursor: number;
  alive: boolean;
  /** The running and the one waiting round of catching up. */
  running: boolean;
  again: boolean;
}

export interface StreamDeps {
  readonly log: ConversationLog;
  readonly clock: { now(): Date };
  readonly site: Site;
  readonly report: Report;
}

export class Streams {
  readonly #deps: StreamDeps;
  readonly #tickets = new Map<string, Ticket>();
  readonly #readers = new Map<string, Set<Reader>>();
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  readonly #heartbeat: NodeJS.Timeout;
  #server: Server | undefined;

  constructor(deps: StreamDeps) {
    this.#deps = deps;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Takes over the server's upgrade requests. */
  attach(server: Server): void {
    this.#server = server;
    server.on('upgrade', this.#upgrade);
  }

  /** A one-time address of the conversation's stream, from a watermark on. */
  address(own: URL, conversation: string, watermark: number): string {
    const now = this.#deps.clock.now().getTime();
    for (const [ticket, { expiresAt }] of this.#tickets) {
      if (expiresAt > now && this.#tickets.size < MOST_TICKETS) break;
      this.#tickets.delete(ticket);
    }
    const ticket = randomBytes(32).toString('base64url');
    this.#tickets.set(ticket, { conversation, watermark, expiresAt: now + TICKET_MS });
    const scheme = own.protocol === 'https:' ? 'wss' : 'ws';
    return `${scheme}://${own.host}/v3/directline/conversations/${conversation}/stream?watermark=${watermark}&t=${ticket}`;
  }

  /** Something new is in the log: brings this conversation's sockets up to date. */
  poke(conversation: string): void {
    for (const reader of this.#readers.get(conversation) ?? []) this.#catchUp(reader);
  }

  /** Sends what is not logged (typing, updates) to whoever listens now. */
  push(conversation: string, activity: Json): void {
    for (const reader of this.#readers.get(conversation) ?? []) {
      this.#write(reader, { activities: [dress(activity, conversation, reader.origin)] });
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    this.#server?.off('upgrade', this.#upgrade);
    for (const socket of this.#sockets.clients) socket.terminate();
    await new Promise<void>((done) => this.#sockets.close(() => done()));
  }

  readonly #upgrade = (request: IncomingMessage, wire: Duplex, head: Buffer): void => {
    wire.on('error', () => wire.destroy());
    try {
      const own = originOf(request, this.#deps.site);
      refuseForeign(request, own);
      const ticket = this.#redeem(request);
      this.#sockets.handleUpgrade(request, wire, head, (socket) => this.#admit(socket, ticket, own.origin));
    } catch (error) {
      const { status } = refusalOf(error);
      wire.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
  };

  #redeem(request: IncomingMessage): Ticket {
    const address = addressOf(request);
    const conversation = /^\/v3\/directline\/conversations\/([\w-]{1,80})\/stream$/.exec(
      address.pathname,
    )?.[1];
    if (conversation === undefined) throw new Refusal('not_found', 'no such stream', { status: 404 });
    const id = address.searchParams.get('t') ?? '';
    const ticket = this.#tickets.get(id);
    this.#tickets.delete(id);
    if (
      !ticket ||
      ticket.conversation !== conversation ||
      ticket.expiresAt <= this.#deps.clock.now().getTime()
    ) {
      throw new Refusal('stream_token', 'this stream address is used up or expired', { status: 403 });
    }
    return ticket;
  }

  #admit(socket: WebSocket, ticket: Ticket, origin: string): void {
    const { conversation, watermark } = ticket;
    const readers = this.#readers.get(conversation) ?? new Set<Reader>();
    this.#readers.set(conversation, readers);
    for (const oldest of readers) {
      if (readers.size < MOST_SOCKETS_EACH) break;
      readers.delete(oldest);
      oldest.socket.close(1013, 'too many tabs');
    }
    const reader: Reader = {
      socket,
      conversation,
      origin,
      cursor: watermark,
      alive: true,
      running: false,
      again: false,
    };
    readers.add(reader);
    socket.on('pong', () => {
      reader.alive = true;
    });
    // Clients ping with an empty message; answering in kind lets them notice a dead line.
    socket.on('message', () => {
      reader.alive = true;
      if (socket.bufferedAmount === 0) socket.send('');
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      readers.delete(reader);
      if (readers.size === 0 && this.#readers.get(conversation) === readers)
        this.#readers.delete(conversation);
    });
    this.#catchUp(reader);
  }

  #catchUp(reader: Reader): void {
    reader.again = true;
    if (reader.running) return;
    reader.running = true;
    this.#drain(reader)
      .catch((cause: unknown) => {
        this.#deps.report('webchat.stream_failed', {
          reason: cause instanceof Error ? cause.message : 'unknown',
        });
        reader.socket.close(1011, 'try again');
      })
      .finally(() => {
        reader.running = false;
      });
  }

  async #drain(reader: Reader): Promise<void> {
    while (reader.again) {
      reader.again = false;
      const entries = await this.#deps.log.after(reader.conversation, reader.cursor);
      const last = entries.at(-1);
      if (!last) continue;
      const activities = entries.map(({ activity }) => dress(activity, reader.conversation, reader.origin));
      this.#write(reader, { activities, watermark: String(last.seq) });
      reader.cursor = last.seq;
    }
  }

  #write(reader: Reader, message: { activities: Json[]; watermark?: string }): void {
    if (reader.socket.bufferedAmount > MOST_BUFFERED) reader.socket.terminate();
    else if (reader.socket.readyState === reader.socket.OPEN) reader.socket.send(JSON.stringify(message));
  }

  #beat(): void {
    for (const readers of this.#readers.values()) {
      for (const reader of readers) {
        if (!reader.alive) reader.socket.terminate();
        reader.alive = false;
        if (reader.socket.readyState === reader.socket.OPEN) reader.socket.ping();
      }
    }
  }
}
