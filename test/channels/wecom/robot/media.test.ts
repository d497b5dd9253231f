import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Medium } from '../../../../adapters/channels/wecom/robot/frame.ts';
import {
  decrypted,
  fetchMedium,
  keepMedium,
  type MediaDeps,
} from '../../../../adapters/channels/wecom/robot/media.ts';
import { openFiles } from '../../../../adapters/store/files.ts';
import { testFolder } from '../../../adapters/store/folder.ts';
import { virtualTime } from '../../../fakes/wecom/clock.ts';
import { encrypted } from '../../../fakes/wecom/medium.ts';
import { openHost, until } from './world.ts';

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const piece of pieces) found.push(piece);
  return Buffer.concat(found);
}

function cut(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
}

test('whatever the pieces, the bytes come out as they went in', async () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 70 }), async (given, size) => {
      const key = randomBytes(32);
      const plain = Buffer.from(given);
      const found = await whole(decrypted(cut(encrypted(plain, key), size), key.toString('base64')));
      expect(found.equals(plain)).toBe(true);
    }),
  );
});

const KEY = Buffer.alloc(32, 5);
const broken: Readonly<Record<string, () => [Buffer, string]>> = {
  'another key': () => [encrypted(Buffer.from('x'), KEY), Buffer.alloc(32, 6).toString('base64')],
  'a key of another length': () => [encrypted(Buffer.from('x'), KEY), Buffer.alloc(16).toString('base64')],
  'cut in a block': () => [encrypted(Buffer.from('x'), KEY).subarray(0, 20), KEY.toString('base64')],
  'nothing at all': () => [Buffer.alloc(0), KEY.toString('base64')],
};

test.each(Object.entries(broken))('refused: %s', async (_what, make) => {
  const [bytes, key] = make();
  await expect(whole(decrypted([bytes], key))).rejects.toMatchObject({ code: 'wecom.media_broken' });
});

function keep(medium: Medium, deps: MediaDeps): ReturnType<typeof keepMedium> {
  return keepMedium(medium, fetchMedium(medium, deps.timer), deps);
}

async function world() {
  const timer = virtualTime();
  const host = await openHost(timer);
  const files = await openFiles({ folder: testFolder() });
  return {
    timer,
    host,
    files,
    deps: { files, timer, admit: async () => ({ ok: true as const, maxBytes: 1_000_000, place: null }) },
  };
}

test('a file is kept with its name; one without gets one that fits', async () => {
  const { host, deps } = await world();
  const { url, aeskey: key } = host.offer('现场 一.pdf', Buffer.from('%PDF-1.7 x'));
  const kept = await keep({ type: 'file', url, key }, deps);
  expect(kept).toMatchObject({ name: '现场 一.pdf', file: { mediaType: 'application/pdf', bytes: 10 } });
  const nameless = host.offer('', Buffer.from('%PDF-1.7 y'));
  const other = await keep({ type: 'file', url: nameless.url, key: nameless.aeskey }, deps);
  expect(other).toMatchObject({ name: 'file.pdf' });
});

test('a download that fails is made again, three times at most', async () => {
  const { host, timer, deps } = await world();
  const { url, aeskey: key } = host.offer('a.pdf', Buffer.from('%PDF-1.7 x'));
  host.failingDownloads = 2;
  const kept = keep({ type: 'file', url, key }, deps);
  for (const left of [1, 0]) {
    await until(() => host.failingDownloads === left && timer.waiting === 1);
    await timer.advance(2_000);
  }
  await expect(kept).resolves.toMatchObject({ name: 'a.pdf' });
  host.failingDownloads = 3;
  const lost = keep({ type: 'file', url, key }, deps);
  const refused = expect(lost).rejects.toMatchObject({ code: 'wecom.media_missing' });
  for (const left of [2, 1]) {
    await until(() => host.failingDownloads === left && timer.waiting === 1);
    await timer.advance(2_000);
  }
  await refused;
});

test('a file that is too large is refused while it comes', async () => {
  const { host, deps } = await world();
  const { url, aeskey: key } = host.offer('a.bin', Buffer.alloc(1_000_001, 1));
  await expect(keep({ type: 'file', url, key }, deps)).resolves.toMatchObject({
    kind: 'refused',
    say: expect.stringContaining('太大'),
  });
});
