/** Small pictures: made once, without what the camera noted, and never of a picture that claims the world. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openFiles } from '../../../adapters/store/files.ts';
import { inPieces } from '../../contracts/files.ts';
import { testFolder } from './folder.ts';

const MB = 1024 * 1024;

async function kept(bytes: Uint8Array) {
  const folder = path.join(testFolder(), 'files');
  const store = await openFiles({ folder });
  const { hash } = await store.put(inPieces(bytes, 65_536), { maxBytes: 8 * MB });
  return { folder, store, hash };
}

const GPS = {
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '39/1 54/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '116/1 23/1 0/1',
  },
};

/** A photograph as a telephone makes it: lying on its side, with a note how to turn it and where it was taken. */
async function photograph(): Promise<Buffer> {
  const size = { width: 1200, height: 800, channels: 3 as const };
  return sharp({ create: { ...size, background: '#c33' } })
    .withExif({ IFD0: { Model: 'test' }, ...GPS })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

test('is small, upright, and says nothing of where it was taken', async () => {
  const photo = await photograph();
  expect((await sharp(photo).metadata()).exif?.length).toBeGreaterThan(0);
  const { store, hash } = await kept(photo);
  const small = await store.thumbnail(hash);
  const found = await sharp(small).metadata();
  expect(found).toMatchObject({ format: 'jpeg', width: 320, height: 480 });
  expect([found.exif, found.icc, found.xmp, found.iptc]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(small?.length).toBeLessThan(photo.length);
});

test.each(['png', 'webp', 'tiff'] as const)('is made of %s', async (format) => {
  const size = { width: 40, height: 30, channels: 4 as const };
  const picture = await sharp({ create: { ...size, background: '#00f8' } })
    .toFormat(format)
    .toBuffer();
  const { store, hash } = await kept(picture);
  expect(await sharp(await store.thumbnail(hash)).metadata()).toMatchObject({ width: 40, height: 30 });
});

test('is made once and lies beside the files, also after a restart', async () => {
  const { folder, store, hash } = await kept(await photograph());
  const [first, second] = await Promise.all([store.thumbnail(hash), store.thumbnail(hash)]);
  expect(first).toEqual(second);
  const [name] = readdirSync(path.join(folder, 'thumbnails'));
  const made = statSync(path.join(folder, 'thumbnails', String(name))).mtimeMs;
  expect(await (await openFiles({ folder })).thumbnail(hash)).toEqual(first);
  expect(statSync(path.join(folder, 'thumbnails', String(name))).mtimeMs).toBe(made);
});

/** A true PNG of 16,000 × 16,000 white points in a few kilobytes. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const side = 16_000;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const points = deflateSync(Buffer.alloc(side * (side / 8 + 1)));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', points),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('is not made of more pixels than fit, nor of what is no picture, and that is not tried again', async () => {
  const bytes = bomb();
  expect(bytes.length).toBeLessThan(100_000);
  const { folder, store, hash } = await kept(bytes);
  expect(await store.thumbnail(hash)).toBeUndefined();
  expect(await store.thumbnail(hash)).toBeUndefined();
  expect(readdirSync(path.join(folder, 'thumbnails'))).toHaveLength(1);
  const text = await kept(Buffer.from('no picture'));
  expect(await text.store.thumbnail(text.hash)).toBeUndefined();
  for (const none of ['f'.repeat(64), '../../etc/passwd', ''])
    expect(await store.thumbnail(none)).toBeUndefined();
  expect(readdirSync(path.join(folder, 'thumbnails'))).toHaveLength(1);
});
