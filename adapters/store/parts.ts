/**
 * Files that come piece by piece, in a folder: one file per id, and how long it is says how far it has come. No note
 * of the offset is kept beside it that could disagree.
 */
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../forms/error.ts';
import type { KeptFile, PartStore } from '../../forms/ports.ts';
import { fileWork, ignoreMissing } from './disk.ts';

const ID = /^[\w-]{1,64}$/;

/** Opens the folder, making it if missing. `take` makes a kept file of a whole one. */
export async function openParts(
  folder: string,
  take: (file: string) => Promise<KeptFile>,
): Promise<PartStore> {
  await fileWork(() => mkdir(folder, { recursive: true, mode: 0o700 }));
  const placeOf = (id: string): string => {
    if (!ID.test(id)) throw new AppError('file.failed', 'not the id of a part');
    return path.join(folder, id);
  };
  const sizeOf = async (id: string): Promise<number> =>
    (await fileWork(() => stat(placeOf(id)).catch(ignoreMissing)))?.size ?? 0;
  return {
    size: sizeOf,
    async append(id, content, { offset, maxBytes }) {
      if ((await sizeOf(id)) !== offset)
        throw new AppError('file.offset', 'Another part of the file is due.');
      return append(placeOf(id), content, offset, maxBytes);
    },
    async finish(id) {
      const file = placeOf(id);
      if ((await sizeOf(id)) === 0) throw new AppError('file.empty', 'The file has no content.');
      await fileWork(() => sync(file));
      return take(file);
    },
    drop: (id) => fileWork(() => rm(placeOf(id), { force: true })),
    clear: (before) => fileWork(() => clear(folder, before.getTime())),
  };
}

async function append(
  file: string,
  content: AsyncIterable<Uint8Array>,
  offset: number,
  maxBytes: number,
): Promise<number> {
  const handle = await fileWork(() => open(file, 'a', 0o600));
  let size = offset;
  try {
    for await (const chunk of content) {
      if (size + chunk.length > maxBytes)
        throw new AppError('file.too_large', `A file has at most ${maxBytes} bytes here.`);
      await fileWork(() => handle.appendFile(chunk));
      size += chunk.length;
    }
    return size;
  } finally {
    await handle.close();
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function clear(folder: string, before: number): Promise<number> {
  let count = 0;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(ignoreMissing);
    if (found === undefined || found.mtimeMs >= before) continue;
    await rm(file, { force: true });
    count += 1;
  }
  return count;
}
