import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { paintZip } from '../../../adapters/files/zip.ts';
import { AppError } from '../../../forms/error.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The general purpose flags of the local headers, in order (APPNOTE 4.3.7: signature, version, flags). */
function flagsOf(zip: Uint8Array): number[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  return Array.from({ length: zip.length - 30 }, (_, at) => at)
    .filter((at) => view.getUint32(at, true) === 0x04034b50)
    .map((at) => view.getUint16(at + 6, true));
}

/** The systems that the entries were made on, from the central directory (APPNOTE 4.3.12: signature, version made by). */
function systemsOf(zip: Uint8Array): number[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  return Array.from({ length: zip.length - 46 }, (_, at) => at)
    .filter((at) => view.getUint32(at, true) === 0x02014b50)
    .map((at) => view.getUint8(at + 5));
}

const files = [
  { path: '“一带一路”共建国家/1.甲-乙.docx', bytes: bytes('一') },
  { path: '港澳台地区/2.丙-丁.docx', bytes: bytes('二') },
  { path: 'plain.txt', bytes: bytes('three') },
];

async function zipOf(parts: Parameters<typeof paintZip>[0]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of paintZip(parts)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('names and contents come back as they were, Chinese names flagged as UTF-8', async () => {
  const zip = await zipOf(files);
  const parts = Object.entries(unzipSync(zip)).map(([path, data]) => [path, Buffer.from(data)]);
  expect(parts).toEqual(files.map((each) => [each.path, Buffer.from(each.bytes)]));
  expect(flagsOf(zip).map((flags) => (flags & (1 << 11)) !== 0)).toEqual([true, true, false]);
});

test('entries are made on Unix: tools that take those of DOS for an old code page read the names right', async () => {
  expect(systemsOf(await zipOf(files))).toEqual([3, 3, 3]);
});

test('the same files give the same bytes', async () => {
  expect(Buffer.compare(await zipOf(files), await zipOf(structuredClone(files)))).toBe(0);
});

test('two files of one path are refused, not lost', async () => {
  await expect(zipOf([...files, { path: 'plain.txt', bytes: bytes('other') }])).rejects.toThrow(AppError);
});

test('a file that comes in pieces is written piece by piece, and is whole', async () => {
  const piece = new Uint8Array(1 << 20).fill(7);
  let open = 0;
  async function* film(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < 16; at += 1) {
      open += 1;
      yield piece;
    }
  }
  const chunks: Uint8Array[] = [];
  const held: number[] = [];
  let written = 0;
  for await (const chunk of paintZip([{ path: '视频/片子.mp4', bytes: film() }])) {
    chunks.push(chunk);
    written += chunk.length;
    held.push(open * piece.length - written);
  }
  expect(Math.max(...held)).toBeLessThanOrEqual(piece.length);
  expect(unzipSync(Buffer.concat(chunks))['视频/片子.mp4']).toHaveLength(16 * piece.length);
});
