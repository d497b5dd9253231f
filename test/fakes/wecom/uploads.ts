/** Media that a robot uploads in pieces. https://developer.work.weixin.qq.com/document/path/101463 (上传临时素材) */
import { createHash, randomBytes } from 'node:crypto';
import type { Timer } from '../../../adapters/channels/pace.ts';

export interface Answer {
  readonly errcode: number;
  readonly errmsg: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

interface Session {
  readonly name: string;
  readonly size: number;
  readonly count: number;
  readonly md5: string;
  readonly until: number;
  readonly pieces: Map<number, Buffer>;
}

interface Kept {
  readonly name: string;
  readonly bytes: Buffer;
  readonly until: number;
}

type Loose = Readonly<Record<string, unknown>>;

const SESSION_MS = 30 * 60_000;
const MEDIUM_MS = 3 * 24 * 3600_000;
const LARGEST_PIECE = 512 * 1024;
const LARGEST_FILE = 20 * 1024 * 1024;

export class Uploads {
  readonly #timer: Timer;
  readonly #breaches: string[];
  readonly #sessions = new Map<string, Session>();
  readonly #media = new Map<string, Kept>();

  constructor(timer: Timer, breaches: string[]) {
    this.#timer = timer;
    this.#breaches = breaches;
  }

  medium(id: string): { readonly name: string; readonly bytes: Buffer } | undefined {
    const kept = this.#media.get(id);
    return kept && kept.until > this.#timer.now() ? kept : undefined;
  }

  take(cmd: string, body: Loose): Answer {
    if (cmd === 'aibot_upload_media_init') return this.#begin(body);
    const id = String(body.upload_id);
    const session = this.#sessions.get(id);
    if (!session || session.until <= this.#timer.now()) return this.#refused('an upload that was not begun');
    return cmd === 'aibot_upload_media_chunk' ? this.#piece(session, body) : this.#end(id, session);
  }

  #begin({ type, filename, total_size: size, total_chunks: count, md5 }: Loose): Answer {
    if (typeof size !== 'number' || size <= 5 || size > LARGEST_FILE)
      return this.#refused(`a medium of ${String(size)} bytes`);
    if (typeof count !== 'number' || count < 1 || count > 100) return this.#refused('a number of pieces');
    if (!['file', 'image', 'voice', 'video'].includes(String(type)) || !filename || typeof md5 !== 'string')
      return this.#refused('an upload without type, name or sum');
    const id = randomBytes(12).toString('hex');
    const until = this.#timer.now() + SESSION_MS;
    this.#sessions.set(id, { name: String(filename), size, count, md5, until, pieces: new Map() });
    return { errcode: 0, errmsg: 'ok', body: { upload_id: id } };
  }

  #piece(session: Session, { chunk_index: index, base64_data: data }: Loose): Answer {
    const bytes = Buffer.from(String(data), 'base64');
    if (bytes.length > LARGEST_PIECE) return this.#refused(`a piece of ${bytes.length} bytes`);
    if (typeof index !== 'number' || index < 0 || index >= session.count)
      return this.#refused(`piece ${String(index)} of ${session.count}`);
    session.pieces.set(index, bytes);
    return { errcode: 0, errmsg: 'ok' };
  }

  #end(id: string, { name, size, count, md5, pieces }: Session): Answer {
    const found = Array.from({ length: count }, (_, at) => pieces.get(at));
    const bytes = Buffer.concat(found.filter((each) => each !== undefined));
    if (bytes.length !== size || createHash('md5').update(bytes).digest('hex') !== md5)
      return this.#refused('pieces that do not make the file');
    this.#sessions.delete(id);
    const media = randomBytes(12).toString('hex');
    this.#media.set(media, { name, bytes, until: this.#timer.now() + MEDIUM_MS });
    const at = new Date(this.#timer.now()).toISOString();
    return { errcode: 0, errmsg: 'ok', body: { type: 'file', media_id: media, created_at: at } };
  }

  #refused(what: string): Answer {
    this.#breaches.push(what);
    return { errcode: 40058, errmsg: 'invalid parameter' };
  }
}
