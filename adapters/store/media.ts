/** What a file is, by its content alone: names and declared types are what the sender says they are. */
import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

export interface Media {
  readonly mediaType: string;
  readonly extension: string;
}

const UNKNOWN: Media = { mediaType: 'application/octet-stream', extension: 'bin' };
const TEXT: Media = { mediaType: 'text/plain', extension: 'txt' };

/** Old Office files are one container format; the name of the main stream in its directory tells them apart. */
const OLD_OFFICE: readonly (readonly [stream: string, media: Media])[] = [
  ['WordDocument', { mediaType: 'application/msword', extension: 'doc' }],
  ['Workbook', { mediaType: 'application/vnd.ms-excel', extension: 'xls' }],
  ['PowerPoint Document', { mediaType: 'application/vnd.ms-powerpoint', extension: 'ppt' }],
];

const CHUNK_BYTES = 64 * 1024;

/** The media type and extension of a file on disk. `text` tells whether all of its bytes read as text. */
export async function detectMedia(file: string, text: boolean): Promise<Media> {
  // A file made to break the detector is a file of unknown type.
  const found = await fileTypeFromFile(file).catch(() => undefined);
  if (found?.ext === 'cfb') return (await oldOffice(file)) ?? { mediaType: found.mime, extension: found.ext };
  if (found !== undefined) return { mediaType: found.mime, extension: found.ext };
  return text ? TEXT : UNKNOWN;
}

async function oldOffice(file: string): Promise<Media | undefined> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    // Directory entries are 128 bytes on 128-byte boundaries and never cross a chunk.
    for (let at = 0; ; at += CHUNK_BYTES) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) return undefined;
      const chunk = buffer.subarray(0, bytesRead);
      const known = OLD_OFFICE.find(([stream]) => chunk.includes(Buffer.from(`${stream}\0`, 'utf16le')));
      if (known !== undefined) return known[1];
    }
  } finally {
    await handle.close();
  }
}

/** Follows a stream of bytes and tells whether it is text so far: UTF-8 or GB 18030 without control characters. */
export function textWatch(): { take(chunk: Uint8Array): void; isText(): boolean } {
  const readers = ['utf-8', 'gb18030'].map((name) => new TextDecoder(name, { fatal: true }));
  let possible = readers;
  let plain = true;
  const keep = (step: (reader: InstanceType<typeof TextDecoder>) => void) => {
    possible = possible.filter((reader) => {
      try {
        step(reader);
        return true;
      } catch {
        return false;
      }
    });
  };
  return {
    take(chunk) {
      plain &&= !hasControl(chunk);
      if (plain) keep((reader) => reader.decode(chunk, { stream: true }));
    },
    isText() {
      if (plain) keep((reader) => reader.decode());
      return plain && possible.length > 0;
    },
  };
}

/** Control characters other than tab, line feed, form feed and carriage return. */
function hasControl(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) return true;
  }
  return false;
}
