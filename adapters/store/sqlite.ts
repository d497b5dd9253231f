/**
 * The store on disk: Keyv over its SQLite adapter. Reads go through Keyv; commits go through the adapter's `query`,
 * because Keyv has no compare-and-set. Nothing is written with Keyv's `set`, whose failure is only a `false`.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { KeyvSqlite } from '@keyv/sqlite';
import { Keyv, type KeyvStorageGetResult } from 'keyv';
import { AppError } from '../../forms/error.ts';
import type { Commit, Store, Stored, Write } from '../../forms/ports.ts';
import { type Connection, connection } from './driver.ts';
import { corruptRecord, storeFailure } from './failure.ts';
import { checkKey, checkWrites, envelopeTail, expiryOf, keyRange, openEnvelope } from './record.ts';
import {
  ABSENT,
  ANY,
  CHECKPOINT_SQL,
  commitSql,
  conflictSql,
  LIST_SQL,
  PURGE_SQL,
  readSql,
  TABLE,
} from './sql.ts';

export interface StoreOptions {
  /** The database file; its folder is made if missing. */
  readonly path: string;
  /** How long a call waits for another process's lock before `store.locked`, in ms. */
  readonly busyTimeout?: number;
  /** The clock for expiry, ms since 1970. */
  readonly now?: () => number;
}

/** SQLite takes 32,766 parameters; four for each write. */
const MOST_WRITES = 8000;
const MOST_KEYS = 30_000;
/** Expired and deleted records keep their revision this long: longer than any turn can hold on to one. */
const KEEP_REVISION_MS = 24 * 3600 * 1000;
const PURGE_EVERY_MS = 3600 * 1000;

/**
 * Opens (and makes) the store and proves that it works: a record is written, read back, and a stale write refused.
 * Rejects with `AppError` `store.locked`, `store.corrupt`, `store.failed` or `store.self_test`.
 */
export async function openStore({
  path: file,
  busyTimeout = 5000,
  now = Date.now,
}: StoreOptions): Promise<Store> {
  const patiently = waitingFor(busyTimeout);
  const { table, wire } = await patiently(() => openTable(file, now));
  const store = new SqliteStore(table, wire, now, patiently);
  try {
    await selfTest(store);
    await store.purge();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

type Patience = <T>(run: () => Promise<T>) => Promise<T>;

/** Tries again while the store is locked, letting the rest of the process run in between. */
function waitingFor(busyTimeout: number): Patience {
  return async (run) => {
    const deadline = performance.now() + busyTimeout;
    for (let wait = 2; ; wait = Math.min(wait * 2, 40)) {
      try {
        return await run();
      } catch (error) {
        const failure = storeFailure(error);
        if (failure.code !== 'store.locked' || performance.now() + wait > deadline) throw failure;
        await pause(wait * (0.5 + Math.random()));
      }
    }
  };
}

/** Keyv's adapter with a read of its own. */
class Table extends KeyvSqlite {
  readonly #now: () => number;

  constructor(file: string, wire: Connection, now: () => number) {
    super({ uri: `sqlite://${file}`, table: TABLE, driver: wire, wal: true });
    this.#now = now;
  }

  /**
   * Expired records are left out here and nowhere deleted: the adapter deletes by key alone what it saw expired, and
   * would take a record with it that another process has renewed in between.
   */
  override async getMany<Value>(keys: string[]): Promise<KeyvStorageGetResult<Value | undefined>[]> {
    const rows = await this.query(readSql(keys.length), ...keys, this.#now());
    const texts = new Map((rows as Row[]).map((row) => [row.key, row.value]));
    for (const text of texts.values()) if (typeof text !== 'string') throw corruptRecord();
    return keys.map((key) => texts.get(key)) as KeyvStorageGetResult<Value | undefined>[];
  }
}

interface Row {
  readonly key: string;
  readonly value: unknown;
}

async function openTable(file: string, now: () => number): Promise<{ table: Table; wire: Connection }> {
  const wire = connection();
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
    // Drafts are personal: SQLite gives its journal the rights of the database, which it would make readable to all.
    closeSync(openSync(file, 'a', 0o600));
    const table = new Table(file, wire, now);
    await table.ready;
    return { table, wire };
  } catch (error) {
    wire.shut();
    throw error;
  }
}

class SqliteStore implements Store {
  readonly #table: Table;
  readonly #wire: Connection;
  readonly #keyv: Keyv<Stored>;
  readonly #now: () => number;
  readonly #patiently: Patience;
  readonly #purging: NodeJS.Timeout;
  #closed = false;

  constructor(table: Table, wire: Connection, now: () => number, patiently: Patience) {
    this.#table = table;
    this.#wire = wire;
    this.#now = now;
    this.#patiently = patiently;
    this.#keyv = new Keyv<Stored>({
      store: table,
      checkExpired: false,
      serialization: { stringify: JSON.stringify, parse: (text: string) => openEnvelope(text) as never },
    });
    // With a listener that returns, Keyv would answer a failed read with "no such record".
    this.#keyv.on('error', (error: unknown) => {
      throw error;
    });
    // A purge that fails may be dropped: the next read or commit meets the same failure and reports it.
    this.#purging = setInterval(() => this.purge().catch(() => undefined), PURGE_EVERY_MS);
    this.#purging.unref();
  }

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    for (const key of keys) checkKey(key);
    if (keys.length > MOST_KEYS) throw new AppError('store.key', `A read names at most ${MOST_KEYS} keys.`);
    if (keys.length === 0) return new Map();
    const found = await this.#run(() => this.#keyv.getMany([...keys]));
    const records = new Map<string, Stored>();
    for (const [index, key] of keys.entries()) {
      const stored = found[index];
      if (stored !== undefined) records.set(key, { value: stored.value, rev: stored.rev });
    }
    return records;
  }

  async list(
    prefix: string,
    { after = '', limit = 1000 } = {},
  ): Promise<readonly (Stored & { key: string })[]> {
    const { from, to } = keyRange(prefix, after);
    const rows = await this.#run(() => this.#table.query(LIST_SQL, from, to, this.#now(), limit));
    return (rows as Row[]).map(({ key, value: text }) => {
      const { value: stored } = openEnvelope(text);
      return { key, value: stored.value, rev: stored.rev };
    });
  }

  async commit(writes: readonly Write[]): Promise<Commit> {
    checkWrites(writes);
    if (writes.length > MOST_WRITES)
      throw new AppError('store.key', `A commit has at most ${MOST_WRITES} writes.`);
    if (writes.length === 0) return { done: true };
    const now = this.#now();
    const parameters = [...writes.flatMap((write) => parametersOf(write, now)), now];
    const written = await this.#run(() => this.#table.query(commitSql(writes.length), ...parameters));
    if (written.length === writes.length) return { done: true };
    if (written.length > 0) throw new AppError('store.failed', 'The store wrote a part of a commit.');
    const differing = await this.#run(() => this.#table.query(conflictSql(writes.length), ...parameters));
    return { done: false, conflict: firstOf(writes, new Set((differing as Row[]).map(({ key }) => key))) };
  }

  /** Forgets what expired or was deleted more than a day ago. */
  async purge(): Promise<void> {
    const before = this.#now() - KEEP_REVISION_MS;
    await this.#run(() => this.#table.query(PURGE_SQL, -before, before));
  }

  /** The journal holds old versions until it is emptied; what is deleted in the database itself is overwritten. */
  async scrub(): Promise<void> {
    await this.#run(async () => {
      const [result] = (await this.#table.query(CHECKPOINT_SQL)) as unknown as { busy: number }[];
      if (result?.busy !== 0) throw new AppError('store.locked', 'The journal is still being read.');
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#purging);
    this.#wire.shut();
  }

  #run<T>(query: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new AppError('store.failed', 'The store is closed.'));
    return this.#patiently(query);
  }
}

function parametersOf(write: Write, now: number): readonly (string | number | null)[] {
  const { key, expect } = write;
  const expires = expiryOf(write, now);
  const expected = expect === 'absent' ? ABSENT : expect === 'any' ? ANY : expect;
  return [key, envelopeTail(write, expires), expires, expected];
}

/**
 * The first write that differs. Between the refused commit and the question another process may have put things as
 * they were expected; then the first write that expects anything stands for it, and the caller's next try succeeds.
 */
function firstOf(writes: readonly Write[], differing: ReadonlySet<string>): string {
  const write = writes.find(({ key }) => differing.has(key)) ?? writes.find(({ expect }) => expect !== 'any');
  if (write === undefined)
    throw new AppError('store.failed', 'The store refused a commit without conditions.');
  return write.key;
}

async function selfTest(store: Store): Promise<void> {
  const key = `self_test/${randomUUID()}`;
  const first = await store.commit([{ key, value: { step: 1 }, expect: 'absent' }]);
  const found = (await store.read([key])).get(key);
  const second = await store.commit([{ key, value: { step: 2 }, expect: 1 }]);
  const stale = await store.commit([{ key, value: { step: 3 }, expect: 1 }]);
  const kept = (await store.read([key])).get(key);
  const removed = await store.commit([{ key, value: null, expect: 2 }]);
  const gone = !(await store.read([key])).has(key);
  const wrote = first.done && found?.rev === 1 && JSON.stringify(found.value) === '{"step":1}';
  const compared =
    second.done && !stale.done && kept?.rev === 2 && JSON.stringify(kept.value) === '{"step":2}';
  if (wrote && compared && removed.done && gone) return;
  throw new AppError('store.self_test', 'The store does not keep what is written to it.');
}
