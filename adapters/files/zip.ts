/**
 * Zips. Office files are zips, too; the libraries stamp them with the hour they were made. Here the same parts give the
 * same bytes.
 */
import { unzipSync, zipSync } from 'fflate';
import { AppError } from '../../forms/error.ts';
import type { PackedBytes } from '../../forms/ports.ts';

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
 * A zip of files in folders. Names are taken as they are; fflate sets the UTF-8 flag (APPNOTE
 * 4.4.4, bit 11) for every name beyond ASCII, so that no tool guesses an encoding.
 * Throws `zip.twice` where two files have one path.
 */
export function paintZip(files: readonly PackedBytes[]): Uint8Array {
  const parts = new Map<string, Uint8Array>();
  for (const { path, bytes } of files) {
    if (parts.has(path)) throw new AppError('zip.twice', `two files of the package are named ${path}`);
    parts.set(path, bytes);
  }
  return zipSync(Object.fromEntries(parts), { ...ORIGIN, mtime: EPOCH, level: 6 });
}
