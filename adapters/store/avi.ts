/**
 * The length of an AVI, which no kept library reads: RIFF chunks `hdrl` > `strl` > `strh` (AVISTREAMHEADER).
 * https://learn.microsoft.com/windows/win32/api/avifmt/ns-avifmt-avistreamheader
 */

/** Lists that hold the headers; everything else is stepped over. */
const LISTS = new Set(['hdrl', 'strl']);
/** Up to and with `dwLength`. */
const STREAM_HEADER_BYTES = 36;

/** Seconds of the longest stream, from the file's first bytes; undefined where they do not tell. */
export function aviSeconds(head: Buffer): number | undefined {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'AVI ') return undefined;
  const lengths = streams(head, 12, head.length).flatMap((at) => {
    const [scale, rate, length] = [20, 24, 32].map((offset) => head.readUInt32LE(at + offset));
    return scale && rate && length ? [(length * scale) / rate] : [];
  });
  return lengths.length === 0 ? undefined : Math.max(...lengths);
}

/** Where the stream headers begin. */
function streams(head: Buffer, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at + 12 <= to; ) {
    const name = head.toString('latin1', at, at + 4);
    const size = head.readUInt32LE(at + 4);
    const end = Math.min(to, at + 8 + size);
    if (name === 'LIST' && LISTS.has(head.toString('latin1', at + 8, at + 12))) {
      found.push(...streams(head, at + 12, end));
    } else if (name === 'strh' && size >= STREAM_HEADER_BYTES && at + 8 + STREAM_HEADER_BYTES <= end) {
      found.push(at + 8);
    }
    // Chunks begin on even bytes.
    at += 8 + size + (size % 2);
  }
  return found;
}
