/**
 * WeCom's servers as the documentation describes them, on loopback: the API of an application, its callbacks, and a
 * group robot's webhook. Every call is logged, and every breach of a documented limit is noted: a test that passes shows
 * an empty list of them.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Timer } from '../../../adapters/channels/pace.ts';
import { checkMessage } from './limits.ts';
import { fileIn } from './multipart.ts';
import { Rates } from './rates.ts';

export interface PlatformSettings {
  readonly corpId: string;
  readonly secret: string;
  readonly agentId: number;
  readonly webhookKey: string;
  /** Members of the corporation who can see the application, in lower case. */
  readonly members: (member: string) => boolean;
  readonly timer: Timer;
}

/** A message that reached a member. */
export interface Delivered {
  readonly member: string;
  readonly msgid: string;
  readonly type: string;
  readonly text: string;
  readonly buttons: readonly { readonly title: string; readonly value: string }[];
  readonly task: string;
  readonly file: { readonly name: string; readonly bytes: Buffer } | undefined;
}

interface Medium {
  readonly name: string;
  readonly bytes: Buffer;
  readonly until: number;
}

const TOKEN_MS = 7200_000;
const MEDIUM_MS = 3 * 24 * 3600_000;
const CODE_MS = 72 * 3600_000;

export class Platform {
  readonly settings: PlatformSettings;
  readonly calls: { readonly path: string; readonly errcode: number }[] = [];
  /** Breaches of a documented limit, in words. */
  readonly breaches: string[] = [];
  readonly delivered: Delivered[] = [];
  /** Ids of messages that were taken back. */
  readonly recalled = new Set<string>();
  readonly group: {
    readonly type: string;
    readonly text: string;
    readonly mentioned: readonly string[];
  }[] = [];
  readonly cards = new Map<string, { member: string; task: string; retired: boolean }>();
  /** Calls that fail from now on: the answer to give, once each; 0 breaks the line before anything is done. */
  readonly failures: { readonly path: string; readonly errcode: number }[] = [];
  /** Calls that are done and whose answer is lost on its way, once each. */
  readonly lost: string[] = [];
  readonly #server: Server;
  readonly #media = new Map<string, Medium>();
  readonly #tokens = new Map<string, number>();
  readonly #codes = new Map<string, { card: string; until: number }>();
  readonly #rates = new Rates([
    { most: 30, ms: 60_000 },
    { most: 1000, ms: 3_600_000 },
  ]);
  /** The documentation gives no number; nobody needs more. */
  readonly #tokenRates = new Rates([{ most: 10, ms: 60_000 }]);
  readonly #groupRates = new Rates([{ most: 20, ms: 60_000 }]);
  /** When what was sent to whom with the check for repetitions, by its content. */
  readonly #repeatable = new Map<string, number>();
  #tokensFetched = 0;

  constructor(settings: PlatformSettings) {
    this.settings = settings;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Tokens handed out so far. */
  get tokensFetched(): number {
    return this.#tokensFetched;
  }

  /** Lets every token die before its time, as the platform may. */
  dropTokens(): void {
    this.#tokens.clear();
  }

  /** A medium that a member sent: its id, to be named in a callback. */
  keep(name: string, bytes: Buffer): string {
    const id = randomBytes(12).toString('hex');
    this.#media.set(id, { name, bytes, until: this.#now() + MEDIUM_MS });
    return id;
  }

  /** What a member can see, in order. */
  seenBy(member: string): readonly Delivered[] {
    return this.delivered.filter((each) => each.member === member);
  }

  /** A code with which a card can be changed once. */
  newCode(card: string): string {
    const code = randomBytes(12).toString('hex');
    this.#codes.set(code, { card, until: this.#now() + CODE_MS });
    return code;
  }

  #now(): number {
    return this.settings.timer.now();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', this.url);
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const { pathname: path } = address;
    const at = this.failures.findIndex((each) => each.path === path);
    const [failure] = at < 0 ? [] : this.failures.splice(at, 1);
    if (failure?.errcode === 0) {
      request.socket.destroy();
      return;
    }
    if (path === '/cgi-bin/media/get' && !failure) {
      this.#sendMedium(address, request.headers.range, response);
      return;
    }
    const answer = failure
      ? { errcode: failure.errcode, errmsg: 'failed' }
      : this.#answer(path, address.searchParams, body, request.headers['content-type'] ?? '');
    this.calls.push({ path, errcode: Number(answer.errcode) });
    const loss = this.lost.indexOf(path);
    if (loss >= 0) {
      this.lost.splice(loss, 1);
      request.socket.destroy();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(answer));
  }

  #answer(
    path: string,
    query: URLSearchParams,
    body: Buffer,
    type: string,
  ): { errcode: number; errmsg: string; [field: string]: unknown } {
    if (path === '/cgi-bin/gettoken') return this.#token(query);
    if (path === '/cgi-bin/webhook/send') return this.#toGroup(query, JSON.parse(body.toString('utf8')));
    if (path === '/cgi-bin/webhook/upload_media') return this.#upload(body, type);
    const until = this.#tokens.get(query.get('access_token') ?? '');
    if (!query.has('access_token')) return { errcode: 41001, errmsg: 'access_token missing' };
    if (until === undefined) return { errcode: 40014, errmsg: 'invalid access_token' };
    if (until <= this.#now()) return { errcode: 42001, errmsg: 'access_token expired' };
    switch (path) {
      case '/cgi-bin/message/send':
        return this.#send(JSON.parse(body.toString('utf8')));
      case '/cgi-bin/media/upload':
        return this.#upload(body, type);
      case '/cgi-bin/message/recall':
        return this.#recall(JSON.parse(body.toString('utf8')));
      case '/cgi-bin/message/update_template_card':
        return this.#retire(JSON.parse(body.toString('utf8')));
      default:
        return { errcode: 40066, errmsg: 'invalid url' };
    }
  }

  #token(query: URLSearchParams) {
    const { corpId, secret } = this.settings;
    if (query.get('corpid') !== corpId || query.get('corpsecret') !== secret)
      return { errcode: 40001, errmsg: 'invalid credential' };
    if (this.#tokenRates.exceeded('', this.#now())) this.breaches.push('tokens asked for too often');
    const token = randomBytes(32).toString('hex');
    this.#tokens.set(token, this.#now() + TOKEN_MS);
    this.#tokensFetched += 1;
    return { errcode: 0, errmsg: 'ok', access_token: token, expires_in: TOKEN_MS / 1000 };
  }

  #send(message: Record<string, unknown>): { errcode: number; errmsg: string; [field: string]: unknown } {
    this.breaches.push(...checkMessage(message));
    if (message.agentid !== this.settings.agentId) return { errcode: 40056, errmsg: 'invalid agentid' };
    const named = String(message.touser ?? '').split('|');
    const members = named.filter((each) => this.settings.members(each.toLowerCase()));
    const invalid = named.filter((each) => !members.includes(each)).map((each) => each.toLowerCase());
    if (members.length === 0) return { errcode: 81013, errmsg: 'all invalid' };
    const msgid = randomBytes(12).toString('hex');
    if (this.#repeats(message)) return { errcode: 0, errmsg: 'ok', msgid, invaliduser: '' };
    const card = message.template_card as { task_id?: string } | undefined;
    let code: string | undefined;
    for (const member of members.map((each) => each.toLowerCase())) {
      if (this.#rates.exceeded(member, this.#now())) {
        this.breaches.push(`more than 30 a minute or 1,000 an hour to ${member}`);
        // Dropped, and nobody is told.
        continue;
      }
      this.delivered.push({ member, msgid, ...this.#shown(message) });
      if (card?.task_id === undefined) continue;
      this.cards.set(card.task_id, { member, task: card.task_id, retired: false });
      code = this.newCode(card.task_id);
    }
    return {
      errcode: 0,
      errmsg: 'ok',
      msgid,
      invaliduser: invalid.join('|'),
      ...(code ? { response_code: code } : {}),
    };
  }

  /** Whether the same was sent a moment ago: it is taken and goes nowhere. */
  #repeats({
    enable_duplicate_check: check,
    duplicate_check_interval: seconds = 1800,
    ...message
  }: Record<string, unknown>): boolean {
    if (check !== 1) return false;
    if (Number(seconds) < 1 || Number(seconds) > 4 * 3600)
      this.breaches.push(`${seconds} s between repetitions`);
    const content = JSON.stringify(message);
    const before = this.#repeatable.get(content);
    this.#repeatable.set(content, this.#now());
    return before !== undefined && this.#now() - before < Number(seconds) * 1000;
  }

  #shown(message: Record<string, unknown>): Omit<Delivered, 'member' | 'msgid'> {
    const type = String(message.msgtype);
    const content = message[type] as Record<string, unknown>;
    const buttons = (content.button_list ?? []) as { text: string; key: string }[];
    const medium = this.#media.get(String(content.media_id ?? ''));
    return {
      type,
      text: String(content.content ?? content.sub_title_text ?? ''),
      buttons: buttons.map(({ text, key }) => ({ title: text, value: key })),
      task: String(content.task_id ?? ''),
      file: medium && { name: medium.name, bytes: medium.bytes },
    };
  }

  #upload(body: Buffer, type: string) {
    const file = fileIn(body, type);
    if (!file) return { errcode: 41005, errmsg: 'media data missing' };
    if (file.bytes.length <= 5 || file.bytes.length > 20 * 1024 * 1024) {
      this.breaches.push(`a medium of ${file.bytes.length} bytes`);
      return { errcode: 40006, errmsg: 'invalid file size' };
    }
    return {
      errcode: 0,
      errmsg: 'ok',
      type: 'file',
      media_id: this.keep(file.name, file.bytes),
      created_at: '0',
    };
  }

  #retire({ response_code: code, userids, button }: Record<string, unknown>) {
    const known = this.#codes.get(String(code));
    this.#codes.delete(String(code));
    if (!known || known.until <= this.#now()) {
      this.breaches.push('a response code that was used or is too old');
      return { errcode: 40035, errmsg: 'invalid response_code' };
    }
    const card = this.cards.get(known.card);
    if (!Array.isArray(userids) || !(button as { replace_name?: string } | undefined)?.replace_name)
      this.breaches.push('a card change without members or words');
    if (card) card.retired = true;
    return { errcode: 0, errmsg: 'ok', invaliduser: [] };
  }

  #recall({ msgid }: Record<string, unknown>) {
    const there = this.delivered.some((each) => each.msgid === msgid);
    if (!there) return { errcode: 40_008, errmsg: 'invalid msgid' };
    this.recalled.add(String(msgid));
    return { errcode: 0, errmsg: 'ok' };
  }

  #toGroup(query: URLSearchParams, message: Record<string, unknown>) {
    if (query.get('key') !== this.settings.webhookKey)
      return { errcode: 93000, errmsg: 'invalid webhook url' };
    if (this.#groupRates.exceeded('group', this.#now())) {
      this.breaches.push('more than 20 a minute to a group');
      return { errcode: 45009, errmsg: 'api freq out of limit' };
    }
    this.breaches.push(...checkMessage({ ...message, touser: 'group', agentid: 0 }));
    const shown = this.#shown(message);
    const { mentioned_list: members = [], mentioned_mobile_list: phones = [] } = (message.text ??
      {}) as Record<string, string[]>;
    const text = shown.file?.name ?? shown.text;
    this.group.push({ type: shown.type, text, mentioned: [...members, ...phones] });
    return { errcode: 0, errmsg: 'ok' };
  }

  #sendMedium({ searchParams: query }: URL, range: string | undefined, response: ServerResponse): void {
    const json = (errcode: number): void => {
      this.calls.push({ path: '/cgi-bin/media/get', errcode });
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ errcode, errmsg: 'no' }));
    };
    const until = this.#tokens.get(query.get('access_token') ?? '');
    const medium = this.#media.get(query.get('media_id') ?? '');
    if (until === undefined || until <= this.#now()) {
      json(until === undefined ? 40014 : 42001);
      return;
    }
    if (!medium || medium.until <= this.#now()) {
      json(40007);
      return;
    }
    const { bytes } = medium;
    if (range === undefined && bytes.length > 20 * 1024 * 1024) {
      json(830_002);
      return;
    }
    this.calls.push({ path: '/cgi-bin/media/get', errcode: 0 });
    const name = encodeURIComponent(medium.name);
    const [, from = '0', to = String(bytes.length - 1)] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const piece = bytes.subarray(Number(from), Math.min(Number(to), bytes.length - 1) + 1);
    response.writeHead(range === undefined ? 200 : 206, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}"; filename*=utf-8''${name}`,
      'Content-Length': piece.length,
      ...(range === undefined
        ? {}
        : { 'Content-Range': `bytes ${from}-${Number(from) + piece.length - 1}/${bytes.length}` }),
    });
    response.end(piece);
  }
}
