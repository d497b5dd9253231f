/** Several processes and sudden death: what was acknowledged stays, and nothing stays in halves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { testFolder } from './folder.ts';

const child = (script: string, ...args: string[]) =>
  spawn(process.execPath, [path.join(import.meta.dirname, 'child', script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

describe('two processes on one store', () => {
  it('lose no increment between them', async () => {
    const database = path.join(testFolder(), 'store.sqlite');
    const workers = [1, 2].map(() => child('increment.ts', database, '1000'));
    for (const [code] of await Promise.all(workers.map((worker) => once(worker, 'exit'))))
      expect(code).toBe(0);
    const store = await openStore({ path: database });
    expect((await store.read(['counter'])).get('counter')).toEqual({ value: 2000, rev: 2000 });
    await store.close();
  }, 60_000);
});

/** Kills a committing child a random moment after its first acknowledgement; returns the last one it printed. */
async function killWhileCommitting(database: string): Promise<number> {
  const worker = child('commit.ts', database);
  let said = '';
  worker.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(worker.stdout, 'data');
  await wait(Math.random() * 40);
  worker.kill('SIGKILL');
  await once(worker, 'close');
  // A line cut off by the end of the process was not acknowledged in full.
  return Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
}

describe('a store whose process is killed', () => {
  it('holds every acknowledged commit and no half of one', async () => {
    const database = path.join(testFolder(), 'store.sqlite');
    for (let round = 0; round < 20; round += 1) {
      const acknowledged = await killWhileCommitting(database);
      const store = await openStore({ path: database });
      const found = await store.read(['left', 'right', 'odd']);
      const rev = found.get('left')?.rev ?? 0;
      // One commit may have become durable without its acknowledgement being heard.
      expect([acknowledged, acknowledged + 1]).toContain(rev);
      expect(found.get('left')?.value).toMatchObject({ n: rev });
      expect(found.get('right')).toEqual(found.get('left'));
      expect(found.get('odd')?.value).toBe(rev % 2 === 1 ? rev : undefined);
      const log = await store.list('log/', { limit: 1_000_000 });
      expect(log.map(({ value }) => value)).toEqual(Array.from({ length: rev }, (_, index) => index + 1));
      await store.close();
    }
  }, 120_000);
});
