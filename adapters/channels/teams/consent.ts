/**
 * Documents out. In a personal chat Teams takes a file by asking the person first: the bot sends a consent card, they
 * accept, Teams names an address in their OneDrive, and the bytes go there.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Attachment } from 'botbuilder';
import { AppError } from '../../../forms/error.ts';
import type { FileStore, Store } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import type { LinkTo } from '../download.ts';
import type { Hosts } from './hosts.ts';

/** How long a card may be accepted. */
const LIFE_MS = 3 * 24 * 3600_000;
/** Pieces of an upload: whole multiples of 320 KiB, as OneDrive asks. */
const PIECE_BYTES = 16 * 320 * 1024;
const PUT_MS = 60_000;

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';

export interface Offered {
  readonly name: string;
  readonly hash: string;
  readonly bytes: number;
}

/** What is known of an offer; its name stands in the card only, and goes with the chat. */
interface Kept {
  readonly conversation: string;
  readonly hash: string;
}

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
}

export class Consent {
  readonly #deps: ConsentDeps;

  constructor(deps: ConsentDeps) {
    this.#deps = deps;
  }

  /** The card that offers a file; undefined where the file is not there any more. */
  async ask(conversation: string, { name, hash, bytes }: Offered): Promise<Attachment | undefined> {
    const { store, files } = this.#deps;
    if (!(await files.open(hash))) return undefined;
    const token = randomBytes(32).toString('base64url');
    const value = { conversation, hash };
    await store.commit([{ key: keyOf(token), value, expect: 'absent', ttlMs: LIFE_MS }]);
    const context = { file: token };
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

  /**
   * Brings an accepted file to where Teams wants it; the card that shows it there, or undefined where the offer is over.
   * Rejects with `teams.host` for an address that is not allowed and `teams.upload` where the bytes are not taken.
   */
  async accept(conversation: string, context: unknown, info: UploadInfo): Promise<Attachment | undefined> {
    const offer = await this.#offer(conversation, context);
    const file = offer && (await this.#deps.files.open(offer.kept.hash));
    if (!file) return undefined;
    const url = this.#deps.hosts.check(info.uploadUrl ?? '');
    for (let start = 0; start < file.bytes; start += PIECE_BYTES) {
      const end = Math.min(start + PIECE_BYTES, file.bytes) - 1;
      await put(url, await whole(file.read({ start, end })), `bytes ${start}-${end}/${file.bytes}`);
    }
    await this.#drop(offer.key);
    return {
      contentType: INFO,
      name: info.name ?? '',
      contentUrl: info.contentUrl ?? '',
      content: { uniqueId: info.uniqueId ?? '', fileType: info.fileType ?? '' },
    };
  }

  /** The person does not want it in their OneDrive. */
  async decline(conversation: string, context: unknown): Promise<void> {
    const offer = await this.#offer(conversation, context);
    if (offer) await this.#drop(offer.key);
  }

  async #offer(conversation: string, context: unknown): Promise<{ kept: Kept; key: string } | undefined> {
    const token = (context as { file?: unknown } | null)?.file;
    if (typeof token !== 'string') return undefined;
    const key = keyOf(token);
    const kept = (await this.#deps.store.read([key])).get(key)?.value as unknown as Kept | undefined;
    return kept?.conversation === conversation ? { kept, key } : undefined;
  }

  async #drop(key: string): Promise<void> {
    await this.#deps.store.commit([{ key, value: null, expect: 'any' }]);
  }
}

async function put(url: URL, body: Buffer, range: string): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    body: new Uint8Array(body),
    headers: { 'Content-Range': range, 'Content-Type': 'application/octet-stream' },
    redirect: 'error',
    signal: AbortSignal.timeout(PUT_MS),
  }).catch((cause: unknown) => {
    throw new AppError('teams.upload', 'the upload broke off', { cause });
  });
  await response.body?.cancel();
  if (!response.ok) throw new AppError('teams.upload', `the upload was answered ${response.status}`);
}

async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

function keyOf(token: string): string {
  return `teams/offer/${createHash('sha256').update(token).digest('hex')}`;
}
