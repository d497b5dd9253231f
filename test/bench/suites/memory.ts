/** Resident memory of the bot's process: idle, and with a thousand open interviews. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Row, Suite } from '../bench.ts';

const PERSONS = 1000;
const MESSAGES = 12;
const MIB = 1024 * 1024;

export const memorySuite: Suite = {
  name: 'memory',
  unit: 'MiB',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    try {
      const script = path.join(import.meta.dirname, '../child/memory.ts');
      const child = spawn(process.execPath, [script, folder, String(PERSONS), String(MESSAGES)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      if (code !== 0) throw new Error(`the process ended with ${code}`);
      const { idle, open } = JSON.parse(said) as Record<'idle' | 'open', Record<'resident' | 'used', number>>;
      const busy = `${PERSONS} open interviews of ${MESSAGES} messages`;
      return [
        { name: 'idle, resident', median: idle.resident / MIB, runs: 1 },
        { name: 'idle, JavaScript objects', median: idle.used / MIB, runs: 1 },
        { name: `${busy}, resident`, median: open.resident / MIB, runs: 1 },
        { name: `${busy}, JavaScript objects`, median: open.used / MIB, runs: 1 },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
