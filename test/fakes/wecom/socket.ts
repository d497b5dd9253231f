/**
 * The long connection of a robot as the documentation describes it, on loopback: real WebSocket, real downloads. Every
 * command is logged, and every breach of a documented limit is noted.
 * https://developer.work.weixin.qq.com/document/path/101463
 */
import { randomBytes } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Timer } from '../../../adapters/channels/pace.ts';
import { checkMessage } from './limits.ts';
import { encrypted } from './medium.ts';
import type { Delivered } from './platform.ts';
import { Rates } from './rates.ts';
import { type Answer, Uploads } from './uploads.ts';

export interface RobotHostSettings {
  readonly botId: string;
  readonly secret: string;
  readonly timer: Timer;
}

type Loose = Record<string, unknown>;

interface Frame {
  readonly cmd?: string;
  readonly headers?: { readonly req_id?: string };
  readonly body?: Loose;
}

/** A callback that may be answered by its `req_id`. */
interface Callback {
  readonly kind: 'message' | 'enter_chat' | 'click' | 'other';
  readonly chat: string;
  readonly task: string;
  readonly at: number;
  answered: boolean;
}

interface Offered {
  readonly bytes: Buffer;
  readonly name: string;
  readonly until: number;
}

/** What goes wrong with the next command of a kind, once. */
export interface Failure {
  readonly cmd: string;
  /** A number is answered; `lost` cuts before it is taken, `unheard` after, `silent` takes it and says nothing. */
  readonly how: number | 'lost' | 'unheard' | 'silent';
}

const ANSWER_MS = 5_000;
const DOWNLOAD_MS = 5 * 60_000;
const CALLBACK_MS = 24 * 3600_000;

export class RobotHost {
  readonly calls: { readonly cmd: string; readonly errcode: number }[] = [];
  readonly breaches: string[] = [];
  readonly delivered: Delivered[] = [];
  /** Words that a robot said to a group. */
  readonly groups: { readonly chat: string; readonly text: string }[] = [];
  readonly welcomed: { readonly chat: string; readonly text: string }[] = [];
  /** What was put in a card's place, by its task. */
  readonly changed = new Map<string, readonly string[]>();
  readonly failures: Failure[] = [];
  /** Downloads that answer 503 from now on. */
  failingDownloads = 0;
  /** Connections that were let in so far. */
  subscribed = 0;
  pings = 0;
  /** Set: pings are not answered, as on a line that is dead. */
  deaf = false;
  /** Set: nobody is let in. */
  closed = false;
  readonly #settings: RobotHostSettings;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #wrote = new Set<string>();
  readonly #callbacks = new Map<string, Callback>();
  readonly #offered = new Map<string, Offered>();
  readonly #uploads: Uploads;
  readonly #rates = new Rates([
    { most: 30, ms: 60_000 },
    { most: 1000, ms: 3_600_000 },
  ]);
  #current: WebSocket | undefined;
  #lastId = 0;

  constructor(settings: RobotHostSettings) {
    this.#settings = settings;
    this.#uploads = new Uploads(settings.timer, this.breaches);
    this.#http = createServer((request, response) => this.#download(request.url ?? '', response));
    this.#sockets = new WebSocketServer({ server: this.#http });
    this.#sockets.on('connection', (socket) => {
      if (this.closed) return socket.terminate();
      socket.on('message', (data) => this.#take(socket, JSON.parse(String(data)) as Frame));
      socket.on('close', () => {
        if (this.#current === socket) this.#current = undefined;
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.drop();
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  get connected(): boolean {
    return this.#current !== undefined;
  }

  /** Cuts the line without a word. */
  drop(): void {
    this.#current?.terminate();
    this.#current = undefined;
  }

  seenBy(member: string): readonly Delivered[] {
    return this.delivered.filter((each) => each.member === member);
  }

  /** A member says something; resolves when the robot's process has it. False where no robot is connected. */
  say(member: string, content: string, msgid = this.#newId()): Promise<boolean> {
    return this.message(member, { msgtype: 'text', text: { content } }, msgid);
  }

  /** Any message, without what is in every one. */
  message(member: string, body: Loose, msgid = this.#newId(), more: Loose = {}): Promise<boolean> {
    this.#wrote.add(member);
    const common = { msgid, aibotid: this.#settings.botId, chattype: 'single', from: { userid: member } };
    return this.#call('aibot_msg_callback', { ...common, ...body, ...more }, member, 'message');
  }

  toGroup(member: string, chat: string, content: string): Promise<boolean> {
    const body = { msgtype: 'text', text: { content } };
    this.#wrote.add(chat);
    return this.message(member, body, this.#newId(), { chattype: 'group', chatid: chat });
  }

  /** A member sends a file, to be fetched and decrypted. */
  file(member: string, name: string, bytes: Buffer, type = 'file'): Promise<boolean> {
    return this.message(member, { msgtype: type, [type]: this.offer(name, bytes) });
  }

  /** Offers bytes for five minutes, encrypted unless told otherwise. */
  offer(name: string, bytes: Buffer, as?: Buffer): { url: string; aeskey: string } {
    const key = randomBytes(32);
    const id = randomBytes(12).toString('hex');
    const until = this.#settings.timer.now() + DOWNLOAD_MS;
    this.#offered.set(id, { bytes: as ?? encrypted(bytes, key), name, until });
    return { url: `http://127.0.0.1:${this.#port}/media/${id}`, aeskey: key.toString('base64') };
  }

  /** What was offered under this name cannot be fetched any more. */
  withdraw(name: string): void {
    for (const [id, offered] of this.#offered) if (offered.name === name) this.#offered.delete(id);
  }

  enter(member: string): Promise<boolean> {
    return this.event(member, { eventtype: 'enter_chat' }, 'enter_chat');
  }

  click(member: string, task: string, key: string): Promise<boolean> {
    const clicked = { event_key: key, task_id: task, card_type: 'button_interaction' };
    return this.event(
      member,
      { eventtype: 'template_card_event', template_card_event: clicked },
      'click',
      task,
    );
  }

  event(member: string, event: Loose, kind: Callback['kind'] = 'other', task = ''): Promise<boolean> {
    const body = {
      msgid: this.#newId(),
      aibotid: this.#settings.botId,
      create_time: Math.floor(this.#settings.timer.now() / 1000),
      chattype: 'single',
      from: { userid: member },
      msgtype: 'event',
      event,
    };
    return this.#call('aibot_event_callback', body, member, kind, task);
  }

  /** Sends text that is no documented frame. */
  async raw(text: string): Promise<boolean> {
    return this.#sendAndWait(text);
  }

  get #port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** 19 digits, as the platform's are: more than a JavaScript number holds. */
  #newId(): string {
    this.#lastId += 1;
    return `74125896307${String(this.#lastId).padStart(8, '0')}`;
  }

  #call(cmd: string, body: Loose, chat: string, kind: Callback['kind'], task = ''): Promise<boolean> {
    const request = randomBytes(12).toString('hex');
    this.#callbacks.set(request, { kind, chat, task, at: this.#settings.timer.now(), answered: false });
    return this.#sendAndWait(JSON.stringify({ cmd, headers: { req_id: request }, body }));
  }

  /** A ping behind it is answered once the frame before was read. */
  async #sendAndWait(text: string): Promise<boolean> {
    const socket = this.#current;
    if (!socket) return false;
    socket.send(text);
    return new Promise((resolve) => {
      const end = (heard: boolean) => (): void => {
        socket.off('pong', onPong).off('close', onClose);
        resolve(heard);
      };
      const [onPong, onClose] = [end(true), end(false)];
      socket.on('pong', onPong).on('close', onClose);
      socket.ping();
    });
  }

  #take(socket: WebSocket, { cmd = '', headers, body = {} }: Frame): void {
    const request = headers?.req_id ?? '';
    if (request === '') this.breaches.push(`${cmd} without req_id`);
    if (cmd === 'ping') {
      this.pings += 1;
      if (!this.deaf) reply(socket, request, { errcode: 0, errmsg: 'ok' });
      return;
    }
    const at = this.failures.findIndex((each) => each.cmd === cmd);
    const [failure] = at < 0 ? [] : this.failures.splice(at, 1);
    if (failure?.how === 'lost') {
      this.#leave(socket);
      return;
    }
    const answer =
      typeof failure?.how === 'number'
        ? { errcode: failure.how, errmsg: 'failed' }
        : this.#answer(socket, cmd, request, body);
    this.calls.push({ cmd, errcode: answer.errcode });
    if (failure?.how === 'unheard') socket.terminate();
    else if (failure?.how !== 'silent') reply(socket, request, answer);
  }

  /** What was answered still arrives; what comes from now on is not taken. */
  #leave(socket: WebSocket): void {
    if (this.#current === socket) this.#current = undefined;
    socket.removeAllListeners('message');
    socket.close();
  }

  #answer(socket: WebSocket, cmd: string, request: string, body: Loose): Answer {
    if (cmd === 'aibot_subscribe') return this.#subscribe(socket, body);
    if (socket !== this.#current) return { errcode: 846609, errmsg: 'not subscribed' };
    switch (cmd) {
      case 'aibot_send_msg':
        return this.#send(body);
      case 'aibot_respond_welcome_msg':
        return this.#welcome(request, body);
      case 'aibot_respond_update_msg':
        return this.#change(request, body);
      case 'aibot_respond_msg':
        return this.#respond(request, body);
      default:
        if (cmd.startsWith('aibot_upload_media_')) return this.#uploads.take(cmd, body);
        this.breaches.push(`an unknown command ${cmd}`);
        return { errcode: 846600, errmsg: 'invalid cmd' };
    }
  }

  /** One connection per robot: the newer one wins. */
  #subscribe(socket: WebSocket, { bot_id: botId, secret }: Loose): Answer {
    if (botId !== this.#settings.botId || secret !== this.#settings.secret)
      return { errcode: 853000, errmsg: 'invalid bot_id or secret' };
    const old = this.#current;
    this.#current = socket;
    this.subscribed += 1;
    if (old && old !== socket) {
      const body = { msgtype: 'event', event: { eventtype: 'disconnected_event' } };
      old.send(JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: 'gone' }, body }), () =>
        old.close(),
      );
    }
    return { errcode: 0, errmsg: 'ok' };
  }

  #send(body: Loose): Answer {
    const chat = String(body.chatid ?? '');
    const type = String(body.msgtype);
    if (!['markdown', 'template_card', 'file', 'image', 'voice', 'video'].includes(type))
      this.breaches.push(`a push of type ${type}`);
    if (body.chat_type !== 1 && body.chat_type !== 2) this.breaches.push('a push without chat_type');
    if (body.chat_type === 2 && type === 'template_card') this.breaches.push('a card to a group');
    this.breaches.push(...checkMessage({ ...body, touser: chat, agentid: 0 }));
    if (!this.#wrote.has(chat)) {
      this.breaches.push(`a push to ${chat}, who never wrote`);
      return { errcode: 846607, errmsg: 'no session' };
    }
    return this.#reach(chat, body);
  }

  /** Replies count as pushes do; what is too much is dropped, and nobody is told. */
  #reach(chat: string, body: Loose): Answer {
    if (this.#rates.exceeded(chat, this.#settings.timer.now())) {
      this.breaches.push(`more than 30 a minute or 1,000 an hour to ${chat}`);
      return { errcode: 0, errmsg: 'ok' };
    }
    const type = String(body.msgtype);
    const content = (body[type] ?? {}) as Loose;
    const medium = this.#uploads.medium(String(content.media_id ?? ''));
    if (type === 'file' && !medium) return { errcode: 40007, errmsg: 'invalid media_id' };
    const text =
      type === 'markdown' ? shownOf(String(content.content)) : String(content.sub_title_text ?? '');
    if (body.chat_type === 2) this.groups.push({ chat, text });
    else
      this.delivered.push({
        member: chat,
        msgid: String(this.calls.length),
        type,
        text,
        buttons: buttonsOf(content),
        task: String(content.task_id ?? ''),
        file: medium,
      });
    return { errcode: 0, errmsg: 'ok' };
  }

  #respond(request: string, body: Loose): Answer {
    const callback = this.#callbacks.get(request);
    if (!callback || this.#age(callback) > CALLBACK_MS) return { errcode: 846605, errmsg: 'invalid req_id' };
    return this.#reach(callback.chat, body);
  }

  #welcome(request: string, { msgtype: type, text }: Loose): Answer {
    const callback = this.#answerable(request, 'enter_chat');
    if (!callback) return { errcode: 846605, errmsg: 'invalid req_id' };
    if (type !== 'text' && type !== 'template_card') this.breaches.push(`a welcome of type ${String(type)}`);
    this.welcomed.push({ chat: callback.chat, text: String((text as Loose | undefined)?.content ?? '') });
    return { errcode: 0, errmsg: 'ok' };
  }

  #change(request: string, { response_type: kind, template_card: card }: Loose): Answer {
    const callback = this.#answerable(request, 'click');
    if (!callback) return { errcode: 846605, errmsg: 'invalid req_id' };
    const content = (card ?? {}) as Loose;
    if (kind !== 'update_template_card' || content.task_id !== callback.task)
      this.breaches.push('a change of another card');
    this.breaches.push(...checkMessage({ msgtype: 'template_card', template_card: card, agentid: 0 }));
    this.changed.set(
      callback.task,
      buttonsOf(content).map(({ title }) => title),
    );
    return { errcode: 0, errmsg: 'ok' };
  }

  /** Within five seconds, once. */
  #answerable(request: string, kind: Callback['kind']): Callback | undefined {
    const callback = this.#callbacks.get(request);
    if (callback?.kind !== kind || callback.answered || this.#age(callback) > ANSWER_MS) return undefined;
    callback.answered = true;
    return callback;
  }

  #age({ at }: Callback): number {
    return this.#settings.timer.now() - at;
  }

  #download(path: string, response: ServerResponse): void {
    const offered = this.#offered.get(path.replace('/media/', ''));
    if (this.failingDownloads > 0) {
      this.failingDownloads -= 1;
      response.writeHead(503).end();
    } else if (!offered || offered.until <= this.#settings.timer.now()) response.writeHead(404).end();
    else {
      const name = encodeURIComponent(offered.name);
      const disposition =
        offered.name === '' ? {} : { 'Content-Disposition': `attachment; filename*=UTF-8''${name}` };
      response
        .writeHead(200, {
          'Content-Type': 'application/octet-stream',
          'Content-Length': offered.bytes.length,
          ...disposition,
        })
        .end(offered.bytes);
    }
  }
}

function reply(socket: WebSocket, request: string, answer: Answer): void {
  socket.send(JSON.stringify({ headers: { req_id: request }, ...answer }));
}

function buttonsOf(content: Loose): { title: string; value: string }[] {
  const buttons = (content.button_list ?? []) as { text: string; key: string }[];
  return buttons.map(({ text, key }) => ({ title: text, value: key }));
}

/** Markdown as it is read: marks that stand for themselves, lines that end. */
function shownOf(markdown: string): string {
  return markdown.replace(/ {2}\n/g, '\n').replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
