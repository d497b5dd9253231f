/** Files in a folder, by content: `<folder>/<ab>/<hash>`; what is still being received lies in `<folder>/incoming`. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../forms/error.ts';
import type { FileStore, KeptFile } from '../../forms/ports.ts';
import { fileFailure, fileWork, ignoreMissing } from './disk.ts';
import { measure } from './measure.ts';
import { detectMedia, textWatch } from './media.ts';
import { openParts } from './parts.ts';
import { openThumbnails } from './thumbnails.ts';

/** An incoming file that has not grown for so long belongs to a process that is no more. */
const ABANDONED_AFTER_MS = 10 * 60 * 1000;

const HASH = /^[0-9a-f]{64}$/;

/**
 * Opens the folder, making it if missing and clearing what a crash left half received. Rejects with `AppError`
 * `file.failed`, as every method does when the disk refuses.
 */
export async function openFiles({ folder }: { folder: string }): Promise<FileStore> {
  const incoming = path.join(folder, 'incoming');
  await fileWork(async () => {
    const made = await mkdir(incoming, { recursive: true, mode: 0o700 });
    if (made !== undefined) await syncFolder(path.dirname(made));
    await clearAbandoned(incoming);
  });
  const thumbnail = await openThumbnails(path.join(folder, 'thumbnails'), (hash) => placeOf(folder, hash));
  return {
    put: (content, { maxBytes }) => put(folder, incoming, content, maxBytes),
    open: (hash) => openKept(folder, hash),
    parts: await openParts(path.join(folder, 'parts'), (part) => take(folder, part)),
    thumbnail: async (hash) => (HASH.test(hash) ? thumbnail.of(hash) : undefined),
    remove: async (hash) => {
      await remove(folder, hash);
      if (HASH.test(hash)) await thumbnail.drop(hash);
    },
  };
}

async function clearAbandoned(incoming: string): Promise<void> {
  const before = Date.now() - ABANDONED_AFTER_MS;
  for (const name of await readdir(incoming)) {
    const file = path.join(incoming, name);
    const found = await stat(file).catch(ignoreMissing);
    if (found !== undefined && found.mtimeMs < before) await rm(file, { force: true });
  }
}

async function put(
  folder: string,
  incoming: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<KeptFile> {
  const temporary = path.join(incoming, randomUUID());
  const handle = await fileWork(() => open(temporary, 'wx', 0o600));
  try {
    const { hash, bytes, text } = await receive(handle, content, maxBytes);
    return await fileWork(async () => {
      await handle.sync();
      return settle(folder, temporary, { hash, bytes, text });
    });
  } finally {
    await handle.close();
    await rm(temporary, { force: true });
  }
}

interface Received {
  readonly hash: string;
  readonly bytes: number;
  readonly text: boolean;
}

/** Looks at a whole file and gives it its place. */
async function settle(folder: string, file: string, { hash, bytes, text }: Received): Promise<KeptFile> {
  const media = await detectMedia(file, text);
  const measures = await measure(file, media.mediaType);
  await keep(folder, file, hash, bytes);
  return { hash, bytes, ...media, ...measures };
}

/** So much of a large file is looked at in one go. */
const LOOK_BYTES = 256 * 1024;

/** A file that lies whole on this disk, read once and moved to its place. */
async function take(folder: string, file: string): Promise<KeptFile> {
  return fileWork(async () => settle(folder, file, await look(file)));
}

/** Reads a file from end to end into one buffer over and over: a film leaves no trail of used ones. */
async function look(file: string): Promise<Received> {
  const sum = createHash('sha256');
  const watch = textWatch();
  const buffer = Buffer.alloc(LOOK_BYTES);
  const handle = await open(file);
  try {
    for (let at = 0; ; ) {
      const { bytesRead } = await handle.read(buffer, 0, LOOK_BYTES, at);
      if (bytesRead === 0) return { hash: sum.digest('hex'), bytes: at, text: watch.isText() };
      const chunk = buffer.subarray(0, bytesRead);
      sum.update(chunk);
      watch.take(chunk);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/** Writes the bytes down as they come. What the sender's stream throws passes unchanged. */
async function receive(
  handle: FileHandle,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Received> {
  const sum = createHash('sha256');
  const watch = textWatch();
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new AppError('file.too_large', `A file has at most ${maxBytes} bytes here.`);
    sum.update(chunk);
    watch.take(chunk);
    await fileWork(() => handle.writeFile(chunk));
  }
  if (bytes === 0) throw new AppError('file.empty', 'The file has no content.');
  return { hash: sum.digest('hex'), bytes, text: watch.isText() };
}

/**
 * Gives the file its name. A rename within one folder tree is atomic; the synced folders make the name durable, also
 * where another upload of the same bytes gave it a moment ago.
 */
async function keep(folder: string, temporary: string, hash: string, bytes: number): Promise<void> {
  const place = placeOf(folder, hash);
  const shelf = path.dirname(place);
  await mkdir(shelf, { recursive: true, mode: 0o700 });
  const kept = await stat(place).catch(ignoreMissing);
  // One of another size can only be a damaged one; it is replaced by the good bytes at hand.
  if (kept?.size !== bytes) await rename(temporary, place);
  await syncFolder(shelf);
  await syncFolder(folder);
}

async function remove(folder: string, hash: string): Promise<void> {
  if (!HASH.test(hash)) return;
  await fileWork(async () => {
    const place = placeOf(folder, hash);
    const shelf = path.dirname(place);
    await rm(place, { force: true });
    if ((await stat(shelf).catch(ignoreMissing)) !== undefined) await syncFolder(shelf);
  });
}

function placeOf(folder: string, hash: string): string {
  return path.join(folder, hash.slice(0, 2), hash);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its file systems journal the rename themselves.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openKept(folder: string, hash: string): ReturnType<FileStore['open']> {
  if (!HASH.test(hash)) return undefined;
  const place = placeOf(folder, hash);
  const found = await fileWork(() => stat(place).catch(ignoreMissing));
  if (found === undefined) return undefined;
  return { bytes: found.size, read: (range) => readKept(place, range) };
}

async function* readKept(place: string, range?: { start: number; end: number }): AsyncIterable<Uint8Array> {
  if (range !== undefined && range.end < range.start) return;
  const stream = createReadStream(place, range);
  try {
    yield* stream;
  } catch (error) {
    throw fileFailure(error);
  } finally {
    stream.destroy();
  }
}
