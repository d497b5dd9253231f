/**
 * What a member sent, fetched and decrypted as it streams. The bytes are AES-256-CBC, the IV being the key's first 16
 * bytes, padded to 32 by PKCS#7. https://developer.work.weixin.qq.com/document/path/101463 (多媒体资源解密)
 */
import { createDecipheriv } from 'node:crypto';
import { AppError } from '../../../../forms/error.ts';
import type { Admission, FileStore, KeptFile } from '../../../../forms/ports.ts';
import { text as sentence } from '../../../../forms/text/index.ts';
import type { Timer } from '../../pace.ts';
import { nameIn } from '../disposition.ts';
import type { Medium } from './frame.ts';

/** The address holds five minutes; a film of 100 MB may take its time. */
const LONGEST_MS = 10 * 60_000;
/** A fetch that fails is made again: it changes nothing there. */
const TRIES = 3;
const FIRST_WAIT_MS = 500;

/** A member can send files of up to 100 MB. */
const LARGEST_FILE = 100 * 1024 * 1024;
/** Most bytes that the padding adds. */
const PAD = 32;

export interface Fetched {
  readonly response: Response;
  /** As the sender named it; empty where nothing does. */
  readonly name: string;
  /** At least so many bytes; undefined where nobody tells. */
  readonly bytes: number | undefined;
}

export interface MediaDeps {
  readonly files: FileStore;
  readonly timer: Timer;
  /** Whether it may come, and how large it may be. */
  readonly admit: (file: { readonly name: string; readonly bytes?: number }) => Promise<Admission>;
}

export type Kept =
  | { readonly kind: 'kept'; readonly name: string; readonly file: KeptFile }
  /** `say` is the sentence for the sender. */
  | { readonly kind: 'refused'; readonly say: string };

/** Opens the download, as its address holds minutes only. Rejects with `wecom.media_missing`. */
export async function fetchMedium({ url }: Medium, timer: Timer): Promise<Fetched> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(LONGEST_MS) });
      if (response.ok) return fetched(response);
      await response.body?.cancel();
      throw missing(undefined);
    } catch (error) {
      if (attempt === TRIES) throw missing(error);
      await timer.wait(FIRST_WAIT_MS * 2 ** attempt);
    }
  }
}

function fetched(response: Response): Fetched {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const bytes = Number.isNaN(length) ? undefined : Math.max(1, length - PAD);
  return { response, name: nameIn(response.headers.get('content-disposition')), bytes };
}

/**
 * Keeps what was opened, if it may come; a download that breaks off is opened again. Rejects with `AppError`
 * `wecom.media_broken` (not what was encrypted), `wecom.media_missing`, or as the file store does.
 */
export async function keepMedium(medium: Medium, opened: Promise<Fetched>, deps: MediaDeps): Promise<Kept> {
  const found = await opened;
  const { name, bytes } = found;
  const admission = await deps.admit({
    name: name || medium.type,
    ...(bytes === undefined ? {} : { bytes }),
  });
  if (!admission.ok) {
    await found.response.body?.cancel();
    return { kind: 'refused', say: admission.say };
  }
  const maxBytes = Math.min(admission.maxBytes, LARGEST_FILE);
  try {
    const file = await put(medium, found, maxBytes, deps);
    return { kind: 'kept', name: name || `${medium.type}.${file.extension}`, file };
  } catch (error) {
    const say = error instanceof AppError ? refusalOf(error.code, maxBytes) : undefined;
    if (say === undefined) throw error;
    return { kind: 'refused', say };
  }
}

async function put(
  medium: Medium,
  opened: Fetched,
  maxBytes: number,
  { files, timer }: MediaDeps,
): Promise<KeptFile> {
  let found = opened;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await files.put(decrypted(found.response.body ?? [], medium.key), { maxBytes });
    } catch (error) {
      // What was fetched whole and is wrong stays wrong; so does a store that cannot keep it.
      if (error instanceof AppError) throw error;
      if (attempt === TRIES) throw missing(error);
      found = await fetchMedium(medium, timer);
    }
  }
}

function refusalOf(code: string, maxBytes: number): string | undefined {
  const size = Math.max(0.1, Math.floor((maxBytes / 2 ** 20) * 10) / 10);
  if (code === 'file.too_large') return sentence('wecom.file_large', { size });
  return code === 'file.empty' ? sentence('wecom.file_empty') : undefined;
}

function missing(cause: unknown): AppError {
  return new AppError('wecom.media_missing', 'a medium could not be fetched', { cause });
}
/** The plain bytes. The last 32 are held back until the end shows which of them are padding. */
export async function* decrypted(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  key: string,
): AsyncGenerator<Uint8Array> {
  const secret = Buffer.from(key, 'base64');
  if (secret.length !== 32) throw broken();
  const decipher = createDecipheriv('aes-256-cbc', secret, secret.subarray(0, 16)).setAutoPadding(false);
  let held: Buffer = Buffer.alloc(0);
  for await (const piece of body) {
    const plain = Buffer.concat([held, decipher.update(piece)]);
    held = plain.subarray(Math.max(0, plain.length - 32));
    if (plain.length > held.length) yield plain.subarray(0, plain.length - held.length);
  }
  const pad = held.at(-1) ?? 0;
  const whole = pad >= 1 && pad <= held.length && held.subarray(-pad).every((byte) => byte === pad);
  if (!whole || !endsOnBlock(decipher)) throw broken();
  if (pad < held.length) yield held.subarray(0, held.length - pad);
}

function endsOnBlock(decipher: { final(): Buffer }): boolean {
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

function broken(): AppError {
  return new AppError('wecom.media_broken', 'a medium is not what was encrypted');
}
