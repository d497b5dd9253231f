/** The summary table of ten thousand submissions that were handed in, from the store to both files; time and memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Row, Suite } from '../bench.ts';

const SUBMISSIONS = 10_000;

export const tableSuite: Suite = {
  name: 'table',
  unit: 's',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    try {
      const script = path.join(import.meta.dirname, '../child/table.ts');
      const child = spawn(process.execPath, [script, folder, String(SUBMISSIONS)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      if (code !== 0) throw new Error(`the process ended with ${code}`);
      const figures = JSON.parse(said) as Record<string, number>;
      return Object.entries(figures).map(([name, median]) => ({ name, median, runs: 1 }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
