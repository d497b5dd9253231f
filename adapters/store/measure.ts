/**
 * How long a video runs and how large a picture is, read from the file itself. Only headers are read, so that a film
 * costs as little as a clip; whatever cannot be read is left out, and a person is asked.
 */
import { open } from 'node:fs/promises';
import type { Measures } from '../../forms/ports.ts';
import { aviSeconds } from './avi.ts';

const PICTURE = /^image\/(jpeg|png|webp|tiff|gif|heic|heif|avif)$/;
const AVI = /^video\/(vnd\.avi|x-msvideo)$/;
const VIDEO = /^video\/|^(application\/vnd|audio\/x)\.?-?ms-asf$/;

/** The measures of a file on disk whose media type is known. Never rejects. */
export async function measure(file: string, mediaType: string): Promise<Measures> {
  // A file made to break its reader is a file that tells nothing.
  if (PICTURE.test(mediaType)) return pixels(file).catch(() => ({}));
  if (AVI.test(mediaType)) return lasting(readAvi(file));
  if (VIDEO.test(mediaType)) return lasting(readVideo(file));
  return {};
}

async function pixels(file: string): Promise<Measures> {
  const { default: sharp } = await import('sharp');
  const { width, height } = await sharp(file, { failOn: 'none' }).metadata();
  return width && height ? { width, height } : {};
}

async function lasting(reading: Promise<number | undefined>): Promise<Measures> {
  const seconds = await reading.catch(() => undefined);
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? { seconds } : {};
}

/**
 * The longest that the container or any of its tracks names: a film with a short piece of music is as long as its
 * pictures. Media data is stepped over.
 */
async function readVideo(file: string): Promise<number | undefined> {
  const { parseFile } = await import('music-metadata');
  const { format } = await parseFile(file, { duration: false, skipCovers: true, skipPostHeaders: true });
  const named = [format.duration, ...format.trackInfo.map((track) => track.duration)];
  const lengths = named.flatMap((length) =>
    length !== undefined && Number.isFinite(length) ? [length] : [],
  );
  return lengths.length === 0 ? undefined : Math.max(...lengths);
}

/** An AVI names its length at the very front. */
const AVI_HEAD_BYTES = 64 * 1024;

async function readAvi(file: string): Promise<number | undefined> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(AVI_HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, AVI_HEAD_BYTES, 0);
    return aviSeconds(head.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
