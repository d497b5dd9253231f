/**
 * A browser with the chat page open, by the requests that the page makes: it enters with its cookie, listens on the
 * stream, sends in the page's words, uploads piece by piece, fetches every file that comes.
 */
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { WebSocket } from 'ws';
import type { DeskView } from '../../../forms/ports.ts';

const TUS = { 'Tus-Resumable': '1.0.0' };
/** As the page cuts files. */
const PIECE_BYTES = 8 * 1024 * 1024;
/** Longest wait for what the log has and the stream has not brought. */
const PATIENCE_MS = 20_000;

/** A file as the person has it. */
export interface OwnFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Session {
  readonly token: string;
  readonly conversationId: string;
}

export class Browser {
  /** Every message of the bot, in order, each as it came first. */
  readonly heard: Activity[] = [];
  /** Files of the bot that were fetched, by name. */
  readonly fetched = new Map<string, Buffer>();
  #origin = '';
  #cookie = '';
  #session: Session | undefined;
  #socket: WebSocket | undefined;
  /** Number of the last entry that the stream brought. */
  #watermark = 0;
  readonly #known = new Set<string>();
  #news: () => void = () => undefined;

  get token(): string {
    return this.#session?.token ?? '';
  }

  get conversation(): string {
    return this.#session?.conversationId ?? '';
  }

  /** The page at that address, opened; or its line, opened again, where the server was away. */
  async connect(origin: string): Promise<void> {
    this.#origin = origin;
    if (!this.#session) await this.enter();
    const path = `/v3/directline/conversations/${this.conversation}?watermark=${this.#watermark || ''}`;
    const { streamUrl } = (await (await this.ask(path)).json()) as { streamUrl: string };
    const socket = new WebSocket(streamUrl, { origin });
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(String(data)));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
  }

  /** Ends the line; what the browser knows stays. */
  async leave(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket || socket.readyState === socket.CLOSED) return;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.close();
    await closed;
  }

  /** Enters: as who one is where the cookie is known. */
  async enter(): Promise<void> {
    const response = await fetch(`${this.#origin}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: this.#origin, Cookie: this.#cookie },
      body: '{}',
    });
    if (!response.ok) throw new Error(`the page cannot be entered: ${response.status}`);
    this.#cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    this.#session = (await response.json()) as Session;
  }

  /** A request with the token. A refused token is replaced once. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const response = await fetch(new URL(path, this.#origin), {
        ...init,
        headers: {
          ...init.headers,
          Origin: this.#origin,
          Cookie: this.#cookie,
          Authorization: `Bearer ${this.#session?.token}`,
        },
      });
      if (response.ok) return response;
      const renewable = attempt === 0 && (response.status === 401 || response.status === 403);
      if (!renewable) throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status}`);
      await response.arrayBuffer();
      await this.enter();
    }
  }

  /** Says something, with files that are sent first. */
  async say(
    text: string,
    { files = [], value }: { files?: readonly OwnFile[]; value?: unknown } = {},
  ): Promise<void> {
    const uploads: string[] = [];
    for (const file of files) uploads.push(await this.#upload(file));
    await this.ask(`/v3/directline/conversations/${this.conversation}/activities`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        text,
        textFormat: 'plain',
        value,
        uploads: uploads.length > 0 ? uploads : undefined,
        channelData: { clientActivityID: randomUUID() },
      }),
    });
  }

  /** A click on an answer beside the chat. */
  async edit(path: string): Promise<void> {
    const { submission } = (await (await this.ask('/api/desk')).json()) as DeskView;
    const items = submission?.sections.flatMap((section) => section.items) ?? [];
    const label = items.find((item) => item.path === path)?.label ?? path;
    await this.say(`修改 ${label}`, { value: { edit: path } });
  }

  /** Resolves once the stream has brought all that the log has, and the files of it are fetched. */
  async settled(): Promise<void> {
    const path = `/v3/directline/conversations/${this.conversation}/activities?watermark=${this.#watermark}`;
    const { watermark } = (await (await this.ask(path)).json()) as { watermark: string };
    const until = Date.now() + PATIENCE_MS;
    while (this.#watermark < Number(watermark)) {
      if (Date.now() > until) throw new Error('the stream does not bring what was said');
      await this.#next(until - Date.now());
    }
    for (const { attachments = [] } of this.heard)
      for (const { name = '', contentUrl = '' } of attachments)
        if (!this.fetched.has(contentUrl)) this.fetched.set(contentUrl, await this.#fetch(name, contentUrl));
  }

  /** Something came, or it took too long. */
  #next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, ms));
      this.#news = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #receive(data: string): void {
    if (data === '') return;
    const { activities, watermark } = JSON.parse(data) as { activities: Activity[]; watermark?: string };
    for (const activity of activities) {
      if (activity.type !== 'message' || activity.from?.role !== 'bot') continue;
      const { id = '' } = activity;
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      this.heard.push(activity);
    }
    if (watermark !== undefined) this.#watermark = Number(watermark);
    this.#news();
  }

  /** A file of the bot, as a click on it saves it. */
  async #fetch(name: string, url: string): Promise<Buffer> {
    const response = await this.ask(url);
    const saved = response.headers.get('content-disposition') ?? '';
    if (!decodeURIComponent(saved).includes(name)) throw new Error(`${name} would be saved as ${saved}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length === 0) throw new Error(`${name} is empty`);
    return bytes;
  }

  /** Id of the upload once all of it has come. */
  async #upload({ name, bytes }: OwnFile): Promise<string> {
    const headers = {
      ...TUS,
      'Upload-Length': String(bytes.length),
      'Upload-Metadata': `filename ${Buffer.from(name).toString('base64')}`,
    };
    const made = await this.ask('/uploads', { method: 'POST', headers });
    const id = made.headers.get('location')?.split('/').at(-1) ?? '';
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      await this.ask(`/uploads/${id}`, {
        method: 'PATCH',
        headers: {
          ...TUS,
          'Content-Type': 'application/offset+octet-stream',
          'Upload-Offset': String(at),
        },
        body: new Uint8Array(bytes.subarray(at, at + PIECE_BYTES)),
      });
    }
    return id;
  }
}
