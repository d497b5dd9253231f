/**
 * Documents out. In a personal chat Teams takes a file by asking the person first: the bot sends a consent card, they
 * accept, Teams names an address in their OneDrive, and the bytes go there.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Attachment } from 'botbuilder';
import { AppError } from '../../../forms/error.ts';
import type { Json } from '../../../forms/json.ts';
import type { FileStore, Store } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import type { LinkTo } from '../download.ts';
import type { Timer } from '../pace.ts';
import type { Hosts } from './hosts.ts';

/** How long a card may be accepted. */
const LIFE_MS = 3 * 24 * 3600_000;
/** How long an acceptance that was begun keeps others out: longer than an upload takes. */
const TAKING_MS = 15 * 60_000;
/** Pieces of an upload: whole multiples of 320 KiB, as OneDrive asks. */
const PIECE_BYTES = 16 * 320 * 1024;
/** A piece is given up after this, in ms, and tried so often, with so long between. */
const PUT_MS = 60_000;
const PUT_TRIES = 3;
const PUT_WAIT_MS = 2_000;

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';

export interface Offered {
  readonly name: string;
  readonly hash: string;
  readonly bytes: number;
}

/** To whom a file is offered. */
export interface Receiver {
  readonly conversation: string;
  readonly person: string;
}

/** What is known of an offer; its name stands in the card only, and goes with the chat. */
interface Kept extends Receiver {
  readonly hash: string;
  /** Begun, until when it keeps others out (ms since 1970). */
  readonly taking?: number;
  /** Saved or declined: it is answered. */
  readonly over?: boolean;
}

/** An offer that an answer has taken hold of. */
export interface Held {
  readonly key: string;
  readonly kept: Kept;
}

/** `busy`: another answer is at work; `over`: it was answered; `gone`: it is not known, or not this person's. */
type Claim = { readonly kind: 'mine'; readonly held: Held } | { readonly kind: 'busy' | 'over' | 'gone' };

/** Where Teams wants the bytes. */
export interface UploadInfo {
  readonly name?: string;
  readonly uploadUrl?: string;
  readonly contentUrl?: string;
  readonly uniqueId?: string;
  readonly fileType?: string;
}

export interface ConsentDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly hosts: Hosts;
  readonly linkTo: LinkTo;
  readonly clock: { now(): Date };
  readonly timer: Timer;
  /** A piece is given up after so many ms. */
  readonly putMs?: number;
}

export class Consent {
  readonly #deps: ConsentDeps;

  constructor(deps: ConsentDeps) {
    this.#deps = deps;
  }

  /** The card that offers a file; undefined where the file is not there any more. */
  async ask(receiver: Receiver, { name, hash, bytes }: Offered): Promise<Attachment | undefined> {
    const { store, files } = this.#deps;
    if (!(await files.open(hash))) return undefined;
    const token = randomBytes(32).toString('base64url');
    const value = { ...receiver, hash };
    await store.commit([{ key: keyOf(token), value, expect: 'absent', ttlMs: LIFE_MS }]);
    const context = { file: token, name };
    return {
      contentType: CONSENT,
      name,
      content: {
        description: text('teams.file_offer'),
        sizeInBytes: bytes,
        acceptContext: context,
        declineContext: context,
      },
    };
  }

  /** The words for a file that cannot be offered. */
  async linkText({ name, hash }: Offered): Promise<string> {
    const link = await this.#deps.linkTo(name, hash);
    return link === undefined ? text('teams.file_unsent', { name }) : text('teams.file_link', { name, link });
  }

  /** A link to what was offered; undefined where there is no address for one. */
  async linkTo({ kept }: Held, name: string): Promise<string | undefined> {
    return this.#deps.linkTo(name, kept.hash);
  }

  /** Takes hold of an offer for one answer to it. */
  async claim({ conversation, person }: Receiver, context: unknown): Promise<Claim> {
    const token = (context as { file?: unknown } | null)?.file;
    if (typeof token !== 'string') return { kind: 'gone' };
    const key = keyOf(token);
    const record = (await this.#deps.store.read([key])).get(key);
    const kept = record?.value as unknown as Kept | undefined;
    const theirs = kept?.conversation === conversation && kept.person === person;
    if (!record || !kept || !theirs) return { kind: 'gone' };
    if (kept.over) return { kind: 'over' };
    const now = this.#deps.clock.now().getTime();
    if (kept.taking !== undefined && kept.taking > now) return { kind: 'busy' };
    const taking = { ...kept, taking: now + TAKING_MS };
    const { done } = await this.#write(key, taking, record.rev);
    return done ? { kind: 'mine', held: { key, kept: taking } } : { kind: 'busy' };
  }

  /** The answer came to nothing: the card may be answered again. */
  async release({ key, kept: { taking: _, ...kept } }: Held): Promise<void> {
    await this.#write(key, kept, 'any');
  }

  /** Saved, or declined. */
  async close({ key, kept }: Held): Promise<void> {
    await this.#write(key, { ...kept, over: true }, 'any');
  }

  /**
   * Brings an accepted file to where Teams wants it; the card that shows it there, or undefined where the file is not
   * kept any more. Rejects with `teams.host` for an address that is not allowed and `teams.upload` where the bytes are
   * not taken.
   */
  async bring({ kept }: Held, info: UploadInfo): Promise<Attachment | undefined> {
    const file = await this.#deps.files.open(kept.hash);
    if (!file) return undefined;
    const url = this.#deps.hosts.check(info.uploadUrl ?? '');
    for (let start = 0; start < file.bytes; start += PIECE_BYTES) {
      const end = Math.min(start + PIECE_BYTES, file.bytes) - 1;
      const piece = await whole(file.read({ start, end }));
      await this.#put(url, piece, `bytes ${start}-${end}/${file.bytes}`);
    }
    return {
      contentType: INFO,
      name: info.name ?? '',
      contentUrl: info.contentUrl ?? '',
      content: { uniqueId: info.uniqueId ?? '', fileType: info.fileType ?? '' },
    };
  }

  /** A piece may be sent again: it lies where its range says. */
  async #put(url: URL, body: Uint8Array, range: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const status = await put(url, body, { range, ms: this.#deps.putMs ?? PUT_MS });
      // What was already received is not wanted once more: the answer to an earlier attempt got lost.
      if ((status >= 200 && status < 300) || (status === 416 && attempt > 1)) return;
      const passing = status === 0 || status === 429 || status >= 500;
      if (!passing || attempt === PUT_TRIES)
        throw new AppError('teams.upload', `the upload was answered ${status}`);
      await this.#deps.timer.wait(PUT_WAIT_MS * attempt);
    }
  }

  #write(key: string, kept: Kept, expect: number | 'any'): ReturnType<Store['commit']> {
    return this.#deps.store.commit([{ key, value: kept as unknown as Json, expect, ttlMs: LIFE_MS }]);
  }
}

/** The status that the bytes were answered with; 0 for none. */
async function put(
  url: URL,
  body: Uint8Array,
  { range, ms }: { readonly range: string; readonly ms: number },
): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'PUT',
      body: new Uint8Array(body),
      headers: { 'Content-Range': range, 'Content-Type': 'application/octet-stream' },
      redirect: 'error',
      signal: AbortSignal.timeout(ms),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}

async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

function keyOf(token: string): string {
  return `teams/offer/${createHash('sha256').update(token).digest('hex')}`;
}
