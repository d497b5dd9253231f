/** What the folder of files reads out of films and pictures. */
import path from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { aviSeconds } from '../../../adapters/store/avi.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { inPieces } from '../../contracts/files.ts';
import { avi, matroska, mov, mp4, wmv } from '../../fixtures/files/films.ts';
import { testFolder } from './folder.ts';

const MB = 1024 * 1024;

async function kept(bytes: Uint8Array) {
  const store = await openFiles({ folder: path.join(testFolder(), 'files') });
  const { hash: _, bytes: __, ...found } = await store.put(inPieces(bytes, 65_536), { maxBytes: 64 * MB });
  return found;
}

describe('the length of a film', () => {
  it.each([
    ['mp4', mp4({ seconds: 599.5 }), 'video/mp4', 599.5],
    ['mp4 whose sound ends early', mp4({ seconds: 900, sound: 60 }), 'video/mp4', 900],
    ['mp4 whose sound goes on', mp4({ seconds: 60, sound: 900 }), 'video/mp4', 900],
    ['mov', mov({ seconds: 601 }), 'video/quicktime', 601],
    ['mkv', matroska('matroska', 12.5), 'video/matroska', 12.5],
    ['webm', matroska('webm', 700), 'video/webm', 700],
    ['avi', avi(75), 'video/vnd.avi', 75],
    ['wmv', wmv(610), 'video/x-ms-asf', 610],
    ['wmv that begins with its sound', wmv(30, 'audio'), 'audio/x-ms-asf', 30],
  ])('is read from %s', async (_what, bytes, mediaType, seconds) => {
    expect(await kept(bytes)).toMatchObject({ mediaType, seconds });
  });

  it('is read from a large film as from a small one', async () => {
    expect(await kept(mp4({ seconds: 300, bytes: 40 * MB }))).toMatchObject({ seconds: 300 });
  });

  it.each([
    ['mp4 without headers', mp4({ seconds: 5 }).subarray(0, 60)],
    ['mp4 that names no length', mp4({ seconds: 0 })],
    ['mkv that was cut off', matroska('matroska')],
    ['avi that was cut off', avi(5).subarray(0, 40)],
    ['wmv that was cut off', wmv(5).subarray(0, 60)],
  ])('is left out for %s', async (_what, bytes) => {
    const found = await kept(bytes);
    expect(found.mediaType).not.toBe('application/octet-stream');
    expect(found).not.toHaveProperty('seconds');
  });

  it('is a sane number or left out, however a film is broken', async () => {
    const films = [mp4({ seconds: 10, sound: 5 }), matroska('webm', 10), avi(10), wmv(10, 'audio')];
    const store = await openFiles({ folder: path.join(testFolder(), 'files') });
    const broken = fc.record({
      film: fc.constantFrom(...films),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      wrong: fc.uint8Array({ minLength: 1, maxLength: 8 }),
      cut: fc.double({ min: 0.1, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(broken, async ({ film, at, wrong, cut }) => {
        const bytes = Buffer.from(film);
        bytes.set(
          wrong.subarray(0, bytes.length - Math.floor(at * bytes.length)),
          Math.floor(at * bytes.length),
        );
        const { seconds } = await store.put(inPieces(bytes.subarray(0, Math.ceil(cut * bytes.length))), {
          maxBytes: MB,
        });
        expect(seconds === undefined || (Number.isFinite(seconds) && seconds > 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('is never invented from bytes that only look like an AVI', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        const seconds = aviSeconds(Buffer.concat([avi(1).subarray(0, 24), rest]));
        expect(seconds === undefined || seconds > 0).toBe(true);
      }),
    );
    expect(aviSeconds(Buffer.from('RIFF'))).toBeUndefined();
  });
});

describe('the size of a picture', () => {
  const picture = () => sharp({ create: { width: 64, height: 48, channels: 3, background: '#888' } });

  it.each(['jpeg', 'png', 'webp', 'tiff'] as const)('is read from %s', async (format) => {
    expect(await kept(await picture().toFormat(format).toBuffer())).toMatchObject({ width: 64, height: 48 });
  });

  it('is left out for one that cannot be read', async () => {
    const found = await kept((await picture().jpeg().toBuffer()).subarray(0, 20));
    expect(found.mediaType).toBe('image/jpeg');
    expect(found).not.toHaveProperty('width');
  });

  it('is read without decoding it, however many pixels it claims', async () => {
    const bytes = await picture().png().toBuffer();
    bytes.writeUInt32BE(60_000, 16);
    bytes.writeUInt32BE(60_000, 20);
    const found = await kept(bytes);
    expect(found.mediaType).toBe('image/png');
  });
});
