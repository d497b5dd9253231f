/** Office files are zips; the libraries stamp them with the hour they were made. Here the same parts give the same bytes. */
import { unzipSync, zipSync } from 'fflate';

/** The first moment a zip can name, in local time as zips have it. */
const EPOCH = new Date(1980, 0, 1);

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
