/**
 * Small pictures of kept ones, made once and kept beside them. What a camera noted in a picture (place, device) does
 * not pass into it.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileWork, ignoreMissing } from './disk.ts';

/** Longest side. */
const SIDE = 480;
/** A picture of more pixels is not decoded: a small file may claim any number of them. */
const MOST_PIXELS = 120_000_000;
const SECONDS = 20;

/** Opens the folder of thumbnails. `placeOf` is where the kept file of a hash lies. */
export async function openThumbnails(
  folder: string,
  placeOf: (hash: string) => string,
): Promise<{ of(hash: string): Promise<Uint8Array | undefined>; drop(hash: string): Promise<void> }> {
  await fileWork(() => mkdir(folder, { recursive: true, mode: 0o700 }));
  // One at a time: a large picture takes tens of megabytes while it is made small.
  let last: Promise<unknown> = Promise.resolve();
  const fileOf = (hash: string): string => path.join(folder, `${hash}.jpg`);
  const of = async (hash: string): Promise<Uint8Array | undefined> => {
    const file = fileOf(hash);
    const kept = await fileWork(() => readFile(file).catch(ignoreMissing));
    if (kept) return kept.length > 0 ? kept : undefined;
    const isThere = () => fileWork(() => stat(placeOf(hash)).catch(ignoreMissing));
    if (!(await isThere())) return undefined;
    const made = last.then(() => make(placeOf(hash)));
    last = made;
    const bytes = await made;
    await fileWork(() => keep(file, bytes));
    // Removed while it was made small: what was just kept goes too.
    if (!(await isThere())) await fileWork(() => rm(file, { force: true }));
    return bytes.length > 0 ? bytes : undefined;
  };
  return { of, drop: (hash) => fileWork(() => rm(fileOf(hash), { force: true })) };
}

/** The small picture; nothing where it cannot be made, which is kept too so that it is not tried again and again. */
async function make(file: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .timeout({ seconds: SECONDS })
    .autoOrient()
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 80 })
    .toBuffer()
    .catch(() => Buffer.alloc(0));
}

/** Whole or not at all: two who ask at once write the same. */
async function keep(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}
