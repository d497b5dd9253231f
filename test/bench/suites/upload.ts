/** A film of 200 MB through the real server: how long it takes and how much the process grows. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Host } from '../../browser/host.ts';
import { mp4 } from '../../fixtures/files/films.ts';
import { Sender } from '../../fixtures/sender.ts';
import type { Row, Suite } from '../bench.ts';

const MIB = 1024 * 1024;
const FILM_BYTES = 200 * MIB;
const PIECE_BYTES = 8 * MIB;
const SAMPLE_MS = 20;
const CALLS = path.join(import.meta.dirname, '../../fixtures/calls');

/** Resident memory of a process, in MiB. */
function resident(pid: number): number {
  if (process.platform === 'linux') {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024;
}

export const uploadSuite: Suite = {
  name: 'upload',
  unit: 'MiB',
  async run(): Promise<Row[]> {
    const host = await Host.open({ CALLS_DIR: CALLS });
    try {
      const sender = await Sender.enter(host.url);
      await sender.say('填报：视频');
      await sender.say('余热回收');
      const film = mp4({ seconds: 300, bytes: FILM_BYTES });
      const before = resident(host.pid);
      let most = before;
      const watch = setInterval(() => {
        most = Math.max(most, resident(host.pid));
      }, SAMPLE_MS);
      const started = performance.now();
      const id = await sender.begin('成果.mp4', film.length);
      for (let at = 0; at < film.length; )
        at = await sender.piece(id, at, new Uint8Array(film.subarray(at, at + PIECE_BYTES)));
      await sender.say('', [id]);
      const seconds = (performance.now() - started) / 1000;
      clearInterval(watch);
      const said = (await sender.heard()).at(-1)?.text ?? '';
      if (!said.includes('收到《成果.mp4》')) throw new Error(`the film was not taken: ${said}`);
      return [
        { name: 'server before, resident', median: before, runs: 1 },
        { name: '200 MB film, growth at its highest', median: most - before, runs: 1 },
        { name: '200 MB film, MiB a second', median: film.length / MIB / seconds, runs: 1 },
      ];
    } finally {
      await host.close();
    }
  },
};
