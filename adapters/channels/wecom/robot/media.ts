/**
 * What a member sent, fetched and decrypted as it streams. The bytes are AES-256-CBC, the IV being the key's first 16
 * bytes, padded to 32 by PKCS#7. https://developer.work.weixin.qq.com/document/path/101463 (多媒体资源解密)
 */
import { createDecipheriv } from 'node:crypto';
import { AppError } from '../../../../forms/error.ts';
import type { FileStore, KeptFile } from '../../../../forms/ports.ts';
import { nameIn } from '../disposition.ts';
import type { Timer } from '../pace.ts';
import type { Medium } from './frame.ts';

/** The address holds five minutes. */
const LONGEST_MS = 5 * 60_000;
/** A fetch that fails is made again: it changes nothing there. */
const TRIES = 3;
const FIRST_WAIT_MS = 500;

export interface MediaDeps {
  readonly files: FileStore;
  readonly timer: Timer;
  /** Largest file that is kept, in bytes. */
  readonly maxBytes: number;
}

/**
 * Keeps a medium. Rejects with `AppError`: `file.too_large`, `file.empty`, `wecom.media_broken` (not what was
 * encrypted) or `wecom.media_missing` (cannot be fetched any more).
 */
export async function keepMedium(
  { url, key, type }: Medium,
  { files, timer, maxBytes }: MediaDeps,
): Promise<{ readonly name: string; readonly file: KeptFile }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await request(url);
      const file = await files.put(decrypted(response.body ?? [], key), { maxBytes });
      const name = nameIn(response.headers.get('content-disposition'));
      return { name: name || `${type}.${file.extension}`, file };
    } catch (error) {
      // What was fetched whole and is wrong stays wrong.
      const final = error instanceof AppError && error.code !== 'wecom.media_missing';
      if (final || attempt === TRIES) throw final ? error : missing(error);
      await timer.wait(FIRST_WAIT_MS * 2 ** attempt);
    }
  }
}

async function request(url: string): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(LONGEST_MS) });
  if (response.ok) return response;
  await response.body?.cancel();
  throw missing(undefined);
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
