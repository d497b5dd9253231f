/**
 * Zips. Office files are zips, too; the libraries stamp them with the hour they were made. Here the same parts give the
 * same bytes.
 */
import { unzipSync, Zip, ZipPassThrough, zipSync } from 'fflate';
import type { PackedBytes } from '../../forms/documents/ports.ts';
import { AppError } from '../../forms/error.ts';

/** The first moment a zip can name, in local time as zips have it. */
const EPOCH = new Date(1980, 0, 1);

/**
 * Made on Unix, an ordinary file that its owner may change: some unzip tools read the names of entries made on DOS in
 * an old code page, whatever the UTF-8 flag says (APPNOTE 4.4.2.2, 4.4.15).
 */
const ORIGIN = { os: 3, attrs: (0o100644 << 16) >>> 0 };

/** The same parts in the same order, every one with the same time. `drop` leaves parts out, `change` rewrites a part. */
export function repack(
  bytes: Uint8Array,
  change: (path: string, data: Uint8Array) => Uint8Array = (_, data) => data,
): Uint8Array {
  const parts = unzipSync(bytes);
  const same = Object.entries(parts).filter(([path]) => !path.endsWith('/'));
  return zipSync(Object.fromEntries(same.map(([path, data]) => [path, change(path, data)])), {
    mtime: EPOCH,
    level: 6,
  });
}

/**
 * A zip of files in folders, chunk by chunk. Names are taken as they are; fflate sets the UTF-8 flag (APPNOTE 4.4.4,
 * bit 11) for every name beyond ASCII, so that no tool guesses an encoding. Nothing is packed smaller: documents,
 * pictures and videos are so already. Throws `zip.twice` where two files have one path.
 */
export async function* paintZip(
  files: Iterable<PackedBytes> | AsyncIterable<PackedBytes>,
): AsyncIterable<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw new AppError('zip.failed', 'the package could not be written', { cause: error });
    ready.push(chunk);
  });
  const paths = new Set<string>();
  for await (const { path, bytes } of files) {
    if (paths.has(path)) throw new AppError('zip.twice', `two files of the package are named ${path}`);
    paths.add(path);
    const entry = Object.assign(new ZipPassThrough(path), ORIGIN, { mtime: EPOCH });
    zip.add(entry);
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      entry.push(chunk);
      yield* ready.splice(0);
    }
    entry.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
