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

test('names and contents come back as they were, Chinese names flagged as UTF-8', () => {
  const zip = paintZip(files);
  expect(Object.entries(unzipSync(zip))).toEqual(files.map((each) => [each.path, each.bytes]));
  expect(flagsOf(zip).map((flags) => (flags & (1 << 11)) !== 0)).toEqual([true, true, false]);
});

test('entries are made on Unix: tools that take those of DOS for an old code page read the names right', () => {
  expect(systemsOf(paintZip(files))).toEqual([3, 3, 3]);
});

test('the same files give the same bytes', () => {
  expect(Buffer.compare(paintZip(files), paintZip(structuredClone(files)))).toBe(0);
});

test('two files of one path are refused, not lost', () => {
  expect(() => paintZip([...files, { path: 'plain.txt', bytes: bytes('other') }])).toThrow(AppError);
});
