/** What every file store must do, wherever it keeps the bytes. */
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileStore } from '../../forms/ports.ts';
import { samples } from '../fixtures/files/samples.ts';

export interface FilesUnderTest {
  readonly name: string;
  open(): Promise<FileStore>;
  /** How many bytes of content lie in the store, finished or not. */
  occupied(store: FileStore): Promise<number>;
}

const MB = 1024 * 1024;
const LIMITS = { maxBytes: MB };

/** A stream of the bytes in pieces of a size. */
export async function* inPieces(bytes: Uint8Array, size = 1000): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function bytesOf(
  store: FileStore,
  hash: string,
  range?: { start: number; end: number },
): Promise<Buffer | undefined> {
  const kept = await store.open(hash);
  return kept === undefined ? undefined : collect(kept.read(range));
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export function filesContract({ name, open, occupied }: FilesUnderTest): void {
  describe(`${name}: the file store's contract`, () => {
    it('gives back the bytes under their hash', async () => {
      const store = await open();
      const pieces = fc.tuple(
        fc.uint8Array({ minLength: 1, maxLength: 5000 }),
        fc.integer({ min: 1, max: 6000 }),
      );
      await fc.assert(
        fc.asyncProperty(pieces, async ([bytes, size]) => {
          const kept = await store.put(inPieces(bytes, size), LIMITS);
          expect(kept).toMatchObject({ hash: sha256(bytes), bytes: bytes.length });
          expect((await store.open(kept.hash))?.bytes).toBe(bytes.length);
          expect(await bytesOf(store, kept.hash)).toEqual(Buffer.from(bytes));
        }),
        { numRuns: 40 },
      );
    });

    it('keeps the same bytes once', async () => {
      const store = await open();
      const bytes = randomBytes(10_000);
      const first = await store.put(inPieces(bytes, 100), LIMITS);
      const again = await Promise.all([1, 2, 3].map(() => store.put(inPieces(bytes, 777), LIMITS)));
      for (const kept of again) expect(kept).toEqual(first);
      expect(await occupied(store)).toBe(10_000);
    });

    it('takes exactly the limit and refuses one byte more, while it comes, leaving nothing', async () => {
      const store = await open();
      const bytes = randomBytes(MB + 1);
      await store.put(inPieces(bytes.subarray(0, MB), 65_536), LIMITS);
      await expect(store.put(inPieces(bytes, 65_536), LIMITS)).rejects.toMatchObject({
        name: 'AppError',
        code: 'file.too_large',
      });
      expect(await occupied(store)).toBe(MB);
      let sent = 0;
      const endless = (async function* () {
        for (;;) {
          sent += 65_536;
          yield Buffer.alloc(65_536, 1);
        }
      })();
      await expect(store.put(endless, LIMITS)).rejects.toMatchObject({ code: 'file.too_large' });
      expect(sent).toBeLessThanOrEqual(MB + 65_536);
      expect(await occupied(store)).toBe(MB);
    });

    it('refuses a file without bytes and one whose sender breaks off, leaving nothing', async () => {
      const store = await open();
      await expect(store.put(inPieces(new Uint8Array()), LIMITS)).rejects.toMatchObject({
        code: 'file.empty',
      });
      const broken = (async function* () {
        yield Buffer.from('half of it');
        throw new Error('connection reset');
      })();
      await expect(store.put(broken, LIMITS)).rejects.toThrow('connection reset');
      expect(await occupied(store)).toBe(0);
    });

    it.each([
      ['unknown', 'f'.repeat(64)],
      ['empty', ''],
      ['a path', '../../../etc/passwd'],
      ['upper case', 'F'.repeat(64)],
      ['longer', 'f'.repeat(65)],
    ])('has nothing under a hash that is %s', async (_what, hash) => {
      const store = await open();
      expect(await store.open(hash)).toBeUndefined();
    });

    it('removes a file for good, takes it again, and minds none that is not there', async () => {
      const store = await open();
      const bytes = randomBytes(5000);
      const { hash } = await store.put(inPieces(bytes), LIMITS);
      const other = await store.put(inPieces(randomBytes(10)), LIMITS);
      await store.remove(hash);
      await store.remove(hash);
      await store.remove('../incoming');
      expect(await store.open(hash)).toBeUndefined();
      expect(await occupied(store)).toBe(10);
      expect(await bytesOf(store, other.hash)).toHaveLength(10);
      await store.put(inPieces(bytes), LIMITS);
      expect(await bytesOf(store, hash)).toEqual(bytes);
    });

    it('reads a range, both ends included', async () => {
      const store = await open();
      const bytes = randomBytes(100_000);
      const { hash } = await store.put(inPieces(bytes), LIMITS);
      const range = (start: number, end: number) => bytesOf(store, hash, { start, end });
      expect(await range(0, 0)).toEqual(bytes.subarray(0, 1));
      expect(await range(10, 70_000)).toEqual(bytes.subarray(10, 70_001));
      expect(await range(99_990, 200_000)).toEqual(bytes.subarray(99_990));
      expect(await range(100_000, 100_001)).toEqual(Buffer.alloc(0));
      expect(await range(20, 10)).toEqual(Buffer.alloc(0));
    });

    it('takes a file in pieces, whatever the cuts, and makes the same of it', async () => {
      const store = await open();
      const cuts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 3000 }), { minLength: 1, maxLength: 6 });
      let count = 0;
      await fc.assert(
        fc.asyncProperty(cuts, async (pieces) => {
          count += 1;
          const id = `p-${count}`;
          let offset = 0;
          for (const piece of pieces) {
            expect(await store.parts.size(id)).toBe(offset);
            offset = await store.parts.append(id, inPieces(piece), { offset, maxBytes: MB });
          }
          const whole = Buffer.concat(pieces);
          expect(await store.parts.finish(id)).toEqual(await store.put(inPieces(whole), LIMITS));
          expect(await store.parts.size(id)).toBe(0);
          expect(await bytesOf(store, sha256(whole))).toEqual(whole);
        }),
        { numRuns: 20 },
      );
    });

    it('keeps what came before the sender broke off, and goes on from there only', async () => {
      const { parts, ...store } = await open();
      const broken = (async function* () {
        yield Buffer.from('half ');
        throw new Error('connection reset');
      })();
      await expect(parts.append('a', broken, { offset: 0, maxBytes: MB })).rejects.toThrow(
        'connection reset',
      );
      expect(await parts.size('a')).toBe(5);
      for (const offset of [0, 4, 6]) {
        const again = parts.append('a', inPieces(Buffer.from('x')), { offset, maxBytes: MB });
        await expect(again).rejects.toMatchObject({ code: 'file.offset' });
      }
      expect(await parts.append('a', inPieces(Buffer.from('of it')), { offset: 5, maxBytes: MB })).toBe(10);
      const { hash } = await parts.finish('a');
      expect(await bytesOf({ parts, ...store }, hash)).toEqual(Buffer.from('half of it'));
    });

    it('refuses a piece that passes the limit, an empty whole and an id that is a path', async () => {
      const store = await open();
      const { parts } = store;
      const piece = (bytes: number) => inPieces(Buffer.alloc(bytes, 1), 1000);
      await parts.append('a', piece(3000), { offset: 0, maxBytes: 5000 });
      const more = parts.append('a', piece(3000), { offset: 3000, maxBytes: 5000 });
      await expect(more).rejects.toMatchObject({ code: 'file.too_large' });
      expect(await parts.size('a')).toBe(5000);
      await expect(parts.finish('b')).rejects.toMatchObject({ code: 'file.empty' });
      await expect(parts.size('../a')).rejects.toMatchObject({ code: 'file.failed' });
      await parts.drop('a');
      await parts.drop('a');
      expect(await occupied(store)).toBe(0);
    });

    it('clears parts that have not grown since, and no kept file', async () => {
      const store = await open();
      await store.put(inPieces(Buffer.from('kept')), LIMITS);
      await store.parts.append('a', inPieces(Buffer.from('half')), { offset: 0, maxBytes: MB });
      expect(await store.parts.clear(new Date(Date.now() - 60_000))).toBe(0);
      expect(await store.parts.clear(new Date(Date.now() + 60_000))).toBe(1);
      expect(await occupied(store)).toBe(4);
    });

    it('tells what a file is by its content', async () => {
      const store = await open();
      for (const { what, bytes, mediaType, extension } of await samples()) {
        const kept = await store.put(inPieces(bytes, 4096), LIMITS);
        expect({ what, mediaType: kept.mediaType, extension: kept.extension }).toEqual({
          what,
          mediaType,
          extension,
        });
      }
    });
  });
}
