/** Questions about standing over a hundred thousand submissions, beside SQL over the same records. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { keys } from '../../../bot/keys.ts';
import { changeMark } from '../../../bot/office/changes.ts';
import { Standings } from '../../../bot/office/standings.ts';
import type { Json } from '../../../forms/json.ts';
import type { RosterEntry } from '../../../forms/office/roster.ts';
import { countsOf, matching } from '../../../forms/office/standing.ts';
import type { Store, Write } from '../../../forms/ports.ts';
import { keptSubmission } from '../../fixtures/standing.ts';
import { compare, measure, type Row, type Suite } from '../bench.ts';

const SUBMISSIONS = 100_000;
const AT_ONCE = 5000;
/** Submissions that change between two questions. */
const CHANGED = 100;

export const statusSuite: Suite = {
  name: 'status',
  unit: 'ms',
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const file = path.join(folder, 'store.sqlite');
    const store = await openStore({ path: file });
    const raw = new DatabaseSync(file);
    try {
      await fill(store);
      return await rows(store, raw);
    } finally {
      raw.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function fill(store: Store): Promise<void> {
  for (let from = 0; from < SUBMISSIONS; from += AT_ONCE)
    await store.commit(Array.from({ length: AT_ONCE }, (_, at) => write(from + at)));
}

function write(n: number, done?: number): Write {
  const kept = keptSubmission(n);
  const line = done === undefined ? kept.line : { ...kept.line, done };
  return { key: keys.submission(`s${n}`), value: { ...kept, line } as unknown as Json, expect: 'any' };
}

async function rows(store: Store, raw: DatabaseSync): Promise<Row[]> {
  const clock = { now: () => new Date() };
  const nobody: readonly RosterEntry[] = [];
  const open = () => new Standings({ store, clock, roster: async () => nobody });
  const first = await measure(`first overview of ${SUBMISSIONS}`, 'ms', 3, () => open().all());
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const standings = open();
  await standings.all();
  globalThis.gc?.();
  const held = (process.memoryUsage().heapUsed - before) / 1024 ** 2;
  const sql = raw.prepare(
    `SELECT json_extract(value, '$.value.value.head.status') AS stage, count(*) FROM records
     WHERE key >= 'sub/' AND key < 'sub0' GROUP BY stage`,
  );
  const count = async () => countsOf(await standings.all());
  const counts = await compare('counts by stage, nothing changed', 'ms', 10, count, {
    name: 'SQL scan',
    work: () => sql.all(),
  });
  const after = await measure(`counts by stage, ${CHANGED} changed before`, 'ms', 20, async (run) => {
    const ids = Array.from({ length: CHANGED }, (_, at) => run * CHANGED + at);
    await store.commit([
      ...ids.map((n) => write(n, 1 + (run % 50))),
      ...ids.map((n) => changeMark('sub', `s${n}`, clock.now())),
    ]);
    return count();
  });
  const list = await measure('lines of one unit with a level above its evidence', 'ms', 20, async () =>
    matching(await standings.all(), { unit: '示例大学第9部', above: true }),
  );
  return [first, { name: 'objects of the overview, MiB', median: held, runs: 1 }, counts, after, list];
}
