/** A store that is locked, damaged or full must say so: it never looks like one without records. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commitSql, LIST_SQL, readSql } from '../../../adapters/store/sql.ts';
import { openStore, type StoreOptions } from '../../../adapters/store/sqlite.ts';
import type { Store } from '../../../forms/ports.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { testFolder } from './folder.ts';

const newDatabase = () => path.join(testFolder(), 'store.sqlite');

async function open(database: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ path: database, busyTimeout: 60, ...options });
  onTestFinished(() => store.close());
  return store;
}

/** Another connection to the same file, as another program would have it. */
function other(database: string): DatabaseSync {
  const connection = new DatabaseSync(database);
  onTestFinished(() => {
    if (connection.isOpen) connection.close();
  });
  return connection;
}

const put = (key: string, value: string) => ({ key, value, expect: 'any' as const });

async function everyCallRejects(store: Store, key: string, code: string): Promise<void> {
  const failure = { name: 'AppError', code };
  await expect(store.read([key])).rejects.toMatchObject(failure);
  await expect(store.list('')).rejects.toMatchObject(failure);
  await expect(store.commit([{ key, value: 1, expect: 1 }])).rejects.toMatchObject(failure);
}

describe('a locked store', () => {
  it('rejects to open while another connection has it for itself, and opens when it is free again', async () => {
    const database = newDatabase();
    const store = await open(database);
    await store.commit([put('draft/1', 'x')]);
    await store.close();
    const blocker = other(database);
    // In WAL only the exclusive locking mode keeps readers out as well.
    blocker.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    await expect(open(database)).rejects.toMatchObject({ name: 'AppError', code: 'store.locked' });
    blocker.close();
    expect((await (await open(database)).read(['draft/1'])).get('draft/1')?.value).toBe('x');
  });

  it('rejects a commit while another connection writes, still reads, and commits when it is free again', async () => {
    const database = newDatabase();
    const store = await open(database);
    await store.commit([put('draft/1', 'x')]);
    const blocker = other(database);
    blocker.exec('BEGIN EXCLUSIVE');
    await expect(store.commit([put('draft/1', 'y')])).rejects.toMatchObject({
      name: 'AppError',
      code: 'store.locked',
    });
    expect((await store.read(['draft/1'])).get('draft/1')).toEqual({ value: 'x', rev: 1 });
    blocker.exec('COMMIT');
    expect(await store.commit([put('draft/1', 'y')])).toEqual({ done: true });
  });

  it('waits for the lock as long as it is told, without stopping the rest of the process', async () => {
    const database = newDatabase();
    const store = await open(database, { busyTimeout: 5000 });
    const blocker = other(database);
    blocker.exec('BEGIN IMMEDIATE');
    const committing = store.commit([put('draft/1', 'x')]);
    // Reached only because the wait gives way to timers.
    setTimeout(() => blocker.exec('COMMIT'), 80);
    expect(await committing).toEqual({ done: true });
  });
});

describe('a damaged store', () => {
  it.each([
    ['not JSON', 'garbage'],
    ['cut short', '{"value":{"rev":1,"value":{"text":"一半'],
    ['empty', ''],
    ['JSON null', 'null'],
    ['JSON of another shape', '{"value":"x"}'],
    ['without a revision', '{"value":{"value":1}}'],
    ['without a value', '{"value":{"rev":1}}'],
    ['NULL', null],
    ['bytes', new Uint8Array([1, 2, 3])],
  ])('rejects to read a record that is %s', async (_what, value) => {
    const database = newDatabase();
    const store = await open(database);
    await store.commit([put('draft/1', 'x'), put('draft/2', 'y')]);
    other(database).prepare("UPDATE records SET value = ? WHERE key = 'draft/1'").run(value);
    const failure = { name: 'AppError', code: 'store.corrupt' };
    await expect(store.read(['draft/1'])).rejects.toMatchObject(failure);
    await expect(store.read(['draft/2', 'draft/1'])).rejects.toMatchObject(failure);
    await expect(store.list('draft/')).rejects.toMatchObject(failure);
    expect((await store.read(['draft/2'])).get('draft/2')?.value).toBe('y');
    // Nobody who expects "nothing there" gets to write over it.
    const over = await store
      .commit([{ key: 'draft/1', value: 'z', expect: 'absent' }])
      .catch((error) => error.code);
    expect(['store.corrupt', { done: false, conflict: 'draft/1' }]).toContainEqual(over);
  });

  it('rejects to open a file that is no database', async () => {
    const database = newDatabase();
    writeFileSync(database, '这不是数据库'.repeat(1000));
    await expect(openStore({ path: database })).rejects.toMatchObject({
      name: 'AppError',
      code: 'store.corrupt',
    });
  });

  it('rejects when its pages are damaged', async () => {
    const database = newDatabase();
    const store = await open(database);
    await store.commit(Array.from({ length: 200 }, (_, n) => put(`draft/${n}`, 'x'.repeat(2000))));
    await store.close();
    truncateSync(database, 3 * 4096);
    await expect(
      openStore({ path: database, busyTimeout: 60 }).then(async (reopened) => {
        try {
          return await reopened.list('draft/');
        } finally {
          await reopened.close();
        }
      }),
    ).rejects.toMatchObject({ name: 'AppError', code: 'store.corrupt' });
  });

  it('rejects every call when its table is gone', async () => {
    const database = newDatabase();
    const store = await open(database);
    await store.commit([put('draft/1', 'x')]);
    other(database).exec('DROP TABLE records');
    await everyCallRejects(store, 'draft/1', 'store.failed');
  });
});

describe('a store that cannot write', () => {
  it('rejects a commit for which there is no room and keeps every commit before it', async () => {
    const database = newDatabase();
    // The system lets the child's files grow to 1 MB, and reports an error instead of ending the process.
    const limited = 'trap "" XFSZ; ulimit -f 2048; exec "$0" "$@"';
    const script = path.join(import.meta.dirname, 'child', 'fill.ts');
    const child = spawnSync('sh', ['-c', limited, process.execPath, script, database], { encoding: 'utf8' });
    const { acknowledged, code, read } = JSON.parse(child.stdout);
    expect(code).toBe('store.failed');
    expect(acknowledged).toBeGreaterThan(10);
    expect(read).toBe(acknowledged);
    const store = await open(database);
    expect(await store.list('fill/', { limit: 10_000 })).toHaveLength(acknowledged);
  });

  it('rejects to open in a folder that cannot be made', async () => {
    const file = path.join(testFolder(), 'file');
    writeFileSync(file, '');
    const failure = { name: 'AppError', code: 'store.failed' };
    await expect(openStore({ path: path.join(file, 'store.sqlite') })).rejects.toMatchObject(failure);
    const folder = path.join(testFolder(), 'folder.sqlite');
    mkdirSync(folder);
    await expect(openStore({ path: folder })).rejects.toMatchObject(failure);
  });

  it('rejects to open where it may not keep its journal', async () => {
    const database = newDatabase();
    await (await open(database)).close();
    mkdirSync(`${database}-wal`);
    await expect(open(database)).rejects.toMatchObject({ name: 'AppError', code: 'store.failed' });
  });
});

describe('the self-test at the start', () => {
  it.each([
    ['drops writes', 'BEFORE INSERT', 'SELECT RAISE(IGNORE);'],
    [
      'changes what is written',
      'AFTER INSERT',
      `UPDATE records SET value = '{"value":{"rev":1,"value":9}}';`,
    ],
    ['loses updates', 'BEFORE UPDATE', 'SELECT RAISE(IGNORE);'],
    ['resets revisions', 'AFTER UPDATE', `UPDATE records SET value = replace(value, '"rev":2', '"rev":1');`],
    ['forgets at once', 'AFTER INSERT', 'DELETE FROM records;'],
  ])('refuses a database that %s', async (_what, when, action) => {
    const database = newDatabase();
    await (await open(database)).close();
    other(database).exec(`CREATE TRIGGER fault ${when} ON records BEGIN ${action} END`);
    await expect(open(database)).rejects.toMatchObject({ name: 'AppError', code: 'store.self_test' });
  });
});

describe('the table', () => {
  it('is read and listed through its index, without a scan or a sort', async () => {
    const database = newDatabase();
    await open(database);
    const planOf = (sql: string, parameters: (string | number)[]) =>
      other(database)
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...parameters)
        .map(({ detail }) => detail);
    const index = 'SEARCH records USING INDEX sqlite_autoindex_records_1';
    expect(planOf(LIST_SQL, ['a/', 'a0', 0, 10])).toEqual([`${index} (key>? AND key<?)`]);
    expect(planOf(readSql(3), ['a', 'b', 'c', 0])).toEqual([`${index} (key=? AND namespace=?)`]);
    const commit = planOf(commitSql(2), ['a', '', null, 0, 'b', '', null, 0, 0] as (string | number)[]);
    expect(commit).toContain(
      'SEARCH old USING INDEX sqlite_autoindex_records_1 (key=? AND namespace=?) LEFT-JOIN',
    );
  });

  it('keeps deleted and expired records for a day, so that revisions go on, then lets them go', async () => {
    const database = newDatabase();
    const clock = fakeClock();
    const now = () => clock.now().getTime();
    const store = await open(database, { now });
    await store.commit([{ ...put('token/1', 'x'), ttlMs: 1000 }, put('draft/1', 'x'), put('draft/2', 'x')]);
    await store.commit([{ key: 'draft/1', value: null, expect: 1 }]);
    const rows = () =>
      other(database).prepare("SELECT key FROM records WHERE key NOT LIKE 'self_test%'").all().length;
    clock.advance(23 * 3_600_000);
    await (await open(database, { now })).close();
    expect(rows()).toBe(3);
    clock.advance(2 * 3_600_000);
    await (await open(database, { now })).close();
    expect(rows()).toBe(1);
    expect((await store.list('')).map(({ key }) => key)).toEqual(['draft/2']);
  });

  it('lies in files that only their owner reads', async () => {
    const database = newDatabase();
    await (await open(database)).commit([put('a', 'x')]);
    const rights = ['', '-wal', '-shm'].map((end) => statSync(database + end).mode & 0o777);
    // Windows has rights of another kind.
    expect(rights).toEqual(process.platform === 'win32' ? rights : [0o600, 0o600, 0o600]);
  });

  it('serves two stores in one process without mixing them up', async () => {
    const [left, right] = [await open(newDatabase()), await open(newDatabase())];
    await Promise.all([left.commit([put('a', 'left')]), right.commit([put('a', 'right')])]);
    expect((await left.read(['a'])).get('a')?.value).toBe('left');
    expect((await right.read(['a'])).get('a')?.value).toBe('right');
  });
});
