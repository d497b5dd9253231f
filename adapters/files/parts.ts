/**
 * Takes parts out of a zip that a stranger sent: nothing is unpacked beyond a limit, whatever the zip says of itself.
 * Layout: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16.
 */
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** Longest comment behind the end record. */
const COMMENT = 0xffff;
/** A workbook has some dozen parts. */
const MOST_ENTRIES = 2000;

/** One file in a zip as the directory at its end names it. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly at: number;
  readonly encrypted: boolean;
}

/** The names in a zip, and its parts up to a limit of bytes together. */
export interface Parts {
  readonly names: readonly string[];
  readonly encrypted: boolean;
  /** The part unpacked; undefined where there is none. Throws `RangeError` once the limit is passed. */
  take(name: string): Uint8Array | undefined;
}

/** The parts of a zip; undefined where the bytes are none. */
export function partsOf(bytes: Uint8Array, limit: number): Parts | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = entriesOf(data);
  if (!entries) return undefined;
  let left = limit;
  return {
    names: entries.map(({ name }) => name),
    encrypted: entries.some(({ encrypted }) => encrypted),
    take(name) {
      const entry = entries.find((each) => each.name === name);
      const unpacked = entry && unpack(data, entry, left);
      left -= unpacked?.length ?? 0;
      return unpacked;
    },
  };
}

function entriesOf(data: Buffer): Entry[] | undefined {
  const lowest = Math.max(0, data.length - END_BYTES - COMMENT);
  let end = data.length - END_BYTES;
  while (end >= lowest && data.readUInt32LE(end) !== END) end -= 1;
  if (end < lowest || end < 0) return undefined;
  const count = data.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) return undefined;
  const entries: Entry[] = [];
  let at = data.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > data.length || data.readUInt32LE(at) !== ENTRY) return undefined;
    const name = at + ENTRY_BYTES;
    const length = data.readUInt16LE(at + 28);
    entries.push({
      name: data.toString('utf8', name, name + length).replaceAll('\\', '/'),
      method: data.readUInt16LE(at + 10),
      packed: data.readUInt32LE(at + 20),
      at: data.readUInt32LE(at + 42),
      encrypted: (data.readUInt16LE(at + 8) & 1) === 1,
    });
    at = name + length + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return entries;
}

/** Throws `RangeError` beyond the limit, and where the data is not what the directory says. */
function unpack(data: Buffer, { at, packed, method }: Entry, limit: number): Uint8Array {
  if (at + LOCAL_BYTES > data.length || data.readUInt32LE(at) !== LOCAL)
    throw new SyntaxError('local header');
  const start = at + LOCAL_BYTES + data.readUInt16LE(at + 26) + data.readUInt16LE(at + 28);
  const piece = data.subarray(start, start + packed);
  if (piece.length !== packed) throw new SyntaxError('cut off');
  if (method === 0) {
    if (piece.length > limit) throw new RangeError('too much');
    return piece;
  }
  if (method !== 8 || limit <= 0) throw method === 8 ? new RangeError('too much') : new SyntaxError('method');
  return inflateRawSync(piece, { maxOutputLength: limit });
}
