import { readdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFiles } from '../../../adapters/store/files.ts';
import type { FileStore } from '../../../forms/ports.ts';
import { bytesOf, collect, filesContract, inPieces, sha256 } from '../../contracts/files.ts';
import { testFolder } from './folder.ts';

const folders = new WeakMap<FileStore, string>();

async function open(folder = path.join(testFolder(), 'files')): Promise<FileStore> {
  const store = await openFiles({ folder });
  folders.set(store, folder);
  return store;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

filesContract({
  name: 'folder',
  open: () => open(),
  occupied: async (store) => {
    const folder = folders.get(store) as string;
    return filesIn(folder).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  },
});

describe('the folder of files', () => {
  const bytes = Buffer.from('证明材料');
  const limits = { maxBytes: 1000 };
  const place = path.join(sha256(bytes).slice(0, 2), sha256(bytes));

  it('names a file by its hash, for its owner only, and finds it after a restart', async () => {
    const folder = path.join(testFolder(), 'data', 'files');
    const { hash } = await (await open(folder)).put(inPieces(bytes), limits);
    expect(filesIn(folder)).toEqual([place]);
    if (process.platform !== 'win32') expect(statSync(path.join(folder, place)).mode & 0o777).toBe(0o600);
    expect(await bytesOf(await open(folder), hash)).toEqual(bytes);
  });

  it('clears what a crash left half received, and leaves what another process is receiving', async () => {
    const folder = path.join(testFolder(), 'files');
    await open(folder);
    const [old, young] = ['old', 'young'].map((name) => path.join(folder, 'incoming', name)) as [
      string,
      string,
    ];
    for (const file of [old, young]) writeFileSync(file, 'half');
    const hourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(old, hourAgo, hourAgo);
    await open(folder);
    expect(filesIn(folder)).toEqual([path.join('incoming', 'young')]);
  });

  it('replaces a kept file that was cut short when the same bytes come again', async () => {
    const folder = path.join(testFolder(), 'files');
    const store = await open(folder);
    const { hash } = await store.put(inPieces(bytes), limits);
    truncateSync(path.join(folder, place), 3);
    await store.put(inPieces(bytes), limits);
    expect(await bytesOf(store, hash)).toEqual(bytes);
  });

  it('says that the folder fails instead of having no file', async () => {
    const folder = path.join(testFolder(), 'files');
    const store = await open(folder);
    const { hash } = await store.put(inPieces(bytes), limits);
    const failure = { name: 'AppError', code: 'file.failed' };
    const kept = await store.open(hash);
    rmSync(folder, { recursive: true });
    await expect(kept && collect(kept.read())).rejects.toMatchObject(failure);
    await expect(store.put(inPieces(bytes), limits)).rejects.toMatchObject(failure);
    writeFileSync(folder, '');
    await expect(store.open(hash)).rejects.toMatchObject(failure);
    await expect(openFiles({ folder })).rejects.toMatchObject(failure);
  });

  it('passes on what goes wrong with the sender as it is', async () => {
    const store = await open();
    const reset = new Error('connection reset');
    const broken = (async function* () {
      yield bytes;
      throw reset;
    })();
    await expect(store.put(broken, limits)).rejects.toBe(reset);
  });
});
