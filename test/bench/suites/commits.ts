/** Durable commits and records written per turn, counted over a whole interview. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import type { Store } from '../../../forms/ports.ts';
import { openPipeline, type Pipeline } from '../../bot/pipeline.ts';
import { tell } from '../../bot/storyteller.ts';
import { type Row, row, type Suite } from '../bench.ts';
import { caseWith, FIRST } from '../drafts.ts';

export const commitsSuite: Suite = {
  name: 'commits',
  unit: 'count',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const count = { commits: 0, records: 0 };
    const wrap = (store: Store): Store => ({
      read: (keys) => store.read(keys),
      list: (prefix, options) => store.list(prefix, options),
      close: () => store.close(),
      scrub: () => store.scrub(),
      commit(writes) {
        count.commits += 1;
        count.records += writes.length;
        return store.commit(writes);
      },
    });
    const pipeline = await openPipeline(folder, loadCalls([OWN_CALLS]), { wrap });
    const [commits, records]: [number[], number[]] = [[], []];
    const counted: Pick<Pipeline, 'deliver'> = {
      async deliver(message) {
        const before = { ...count };
        const replies = await pipeline.deliver(message);
        commits.push(count.commits - before.commits);
        records.push(count.records - before.records);
        return replies;
      },
    };
    try {
      await tell(counted, caseWith(), FIRST, { who: 'p1', channel: 'web' });
    } finally {
      await pipeline.close();
      rmSync(folder, { recursive: true, force: true });
    }
    const most = { name: 'most commits of a turn', median: Math.max(...commits), runs: commits.length };
    return [row('commits a turn', commits), most, row('records written a turn', records)];
  },
};
