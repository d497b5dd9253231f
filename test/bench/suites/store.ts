/** The store beside node:sqlite doing the same by hand, with the same durability, on the same disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../../adapters/store/sqlite.ts';
import type { Store } from '../../../forms/ports.ts';
import { compare, type Row, type Suite } from '../bench.ts';

/** Drafts that take turns, with so many answers each: the database is not one hot page. */
const DRAFTS = 50;
const ANSWERS = 40;

/** An answer as it is kept: some 400 characters, who and when. */
const answer = {
  state: 'given',
  value: '采用湿法工艺回收有价金属，'.repeat(30),
  original: '采用湿法工艺回收有价金属',
  by: 'person-1',
  at: '2025-06-03T01:00:00.000Z',
  channel: 'web',
  message: 'm-1',
};

const keyOf = (draft: number, n: number) => `answers/d${draft % DRAFTS}/q${String(n).padStart(3, '0')}`;

export const storeSuite: Suite = {
  name: 'store',
  unit: 'µs',
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const store = await openStore({ path: path.join(folder, 'store.sqlite') });
    const raw = openRaw(path.join(folder, 'raw.sqlite'));
    try {
      return await rows(store, raw);
    } finally {
      await store.close();
      raw.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Raw = ReturnType<typeof openRaw>;

async function rows(store: Store, raw: Raw): Promise<Row[]> {
  for (let draft = 0; draft < DRAFTS; draft += 1) {
    const keys = Array.from({ length: ANSWERS }, (_, n) => keyOf(draft, n));
    await store.commit(keys.map((key) => ({ key, value: answer, expect: 'absent' })));
    raw.commit(keys, 0);
  }
  const keysOf = (run: number, count: number) => Array.from({ length: count }, (_, n) => keyOf(run, n));
  const read = (count: number) =>
    compare(`read ${count} by key`, 'µs', 3000, (run) => store.read(keysOf(run, count)), {
      name: 'node:sqlite',
      work: (run) => raw.read(keysOf(run, count)),
    });
  const list = compare(
    `list ${ANSWERS} by prefix`,
    'µs',
    1000,
    (run) => store.list(`answers/d${run % DRAFTS}/`),
    {
      name: 'node:sqlite',
      work: (run) => raw.list(`answers/d${run % DRAFTS}/`),
    },
  );
  return [await read(1), await read(4), await list, ...(await commits(store, raw))];
}

/** Each commit expects the revision that the one before it left. */
async function commits(store: Store, raw: Raw): Promise<Row[]> {
  const measured: Row[] = [];
  for (const count of [1, 7]) {
    const name = `commit ${count}`;
    const keys = (run: number) =>
      Array.from({ length: count }, (_, n) => `${name.replace(' ', '')}/${keyOf(run, n)}`);
    const revision = (run: number) => Math.floor(run / DRAFTS);
    const work = async (run: number) => {
      const expect = revision(run) || 'absent';
      const outcome = await store.commit(keys(run).map((key) => ({ key, value: answer, expect })));
      if (!outcome.done) throw new Error(`conflict at ${outcome.conflict}`);
    };
    const byHand = { name: 'node:sqlite', work: (run: number) => raw.commit(keys(run), revision(run)) };
    measured.push(await compare(name, 'µs', 1000, work, byHand));
  }
  return measured;
}

/** The least that keeps the promise: one table, one transaction, revisions compared, synced at every commit. */
function openRaw(file: string) {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE records (key TEXT PRIMARY KEY, value TEXT, rev INTEGER) WITHOUT ROWID');
  const get = database.prepare('SELECT value, rev FROM records WHERE key = ?');
  const range = database.prepare(
    'SELECT key, value, rev FROM records WHERE key >= ? AND key < ? ORDER BY key LIMIT 1000',
  );
  const insert = database.prepare('INSERT INTO records VALUES (?, ?, 1) ON CONFLICT DO NOTHING');
  const update = database.prepare('UPDATE records SET value = ?, rev = rev + 1 WHERE key = ? AND rev = ?');
  const [begin, end] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT')];
  return {
    read: (keys: readonly string[]) => keys.map((key) => JSON.parse(String(get.get(key)?.value))),
    list: (prefix: string) => range.all(prefix, `${prefix}~`).map(({ value }) => JSON.parse(String(value))),
    commit(keys: readonly string[], rev: number) {
      begin.run();
      for (const key of keys) {
        const text = JSON.stringify(answer);
        const { changes } = rev === 0 ? insert.run(key, text) : update.run(text, key, rev);
        if (changes !== 1) throw new Error(`conflict at ${key}`);
      }
      end.run();
    },
    close: () => database.close(),
  };
}
