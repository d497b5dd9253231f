/** Ten thousand messages of five hundred people in the chat with an application, before a platform that fails now and then. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { soak } from '../../fakes/wecom/soak.ts';
import type { Row, Suite } from '../bench.ts';

const PEOPLE = 500;
const ROUNDS = 20;
const MIB = 1024 * 1024;

export const wecomSuite: Suite = {
  name: 'wecom',
  unit: 'count',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    try {
      const result = await soak({ folder, people: PEOPLE, rounds: ROUNDS });
      const { messages, wrong, breaches, ms, deliveries, calls, failed, tokens, resident } = result;
      if (wrong.length > 0)
        throw new Error(`not answered once and in order:\n${wrong.slice(0, 5).join('\n')}`);
      if (breaches.length > 0) throw new Error(`limits broken:\n${breaches.slice(0, 5).join('\n')}`);
      const one = (name: string, median: number): Row => ({ name, median, runs: 1 });
      return [
        one(`messages of ${PEOPLE} people, each answered once and in order`, messages),
        one('messages answered a second', messages / (ms / 1000)),
        one('deliveries of callbacks, repeated ones included', deliveries),
        one('calls of the platform', calls),
        one('calls that failed', failed),
        one('tokens fetched', tokens),
        one('calls that broke a limit', breaches.length),
        one('resident before, MiB', resident[0] / MIB),
        one('resident after, MiB, the emulated platform included', resident[1] / MIB),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
