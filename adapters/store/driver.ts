/** The connection under Keyv's SQLite adapter: node:sqlite with the durability we promise and prepared statements kept. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { KeyvSqliteOptions } from '@keyv/sqlite';

type Driver = Exclude<NonNullable<KeyvSqliteOptions['driver']>, string>;

/** How long SQLite itself waits for a lock, blocking the whole process; longer waits are the store's, between turns. */
const BLOCKING_WAIT_MS = 25;

/** https://sqlite.org/pragma.html#pragma_synchronous */
const FULL = 2;

/** Statements kept prepared; the store uses about ten, plus one for each length of read and commit. */
const MOST_STATEMENTS = 100;

/** A driver that remembers its connection, so that it can be closed when Keyv fails halfway through opening. */
export interface Connection extends Driver {
  /** Closes the connection if there is one; safe to call twice. */
  shut(): void;
}

/**
 * Keyv's own node:sqlite driver prepares each statement anew and leaves `synchronous` to the library's build. This one
 * keeps statements and sets what durability rests on: WAL with FULL, so that a commit is one synced append.
 */
export function connection(): Connection {
  let database: DatabaseSync | undefined;
  const shut = () => {
    const open = database;
    database = undefined;
    open?.close();
  };
  return {
    name: 'node:sqlite',
    async connect({ filename }) {
      const opened = new DatabaseSync(filename, { timeout: BLOCKING_WAIT_MS });
      database = opened;
      const mode = opened.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
      if (mode !== 'wal') throw new Error(`SQLite keeps its journal as ${mode}, not as WAL, in this folder.`);
      opened.exec('PRAGMA synchronous = FULL');
      if (opened.prepare('PRAGMA synchronous').get()?.synchronous !== FULL) {
        throw new Error('SQLite does not sync each commit.');
      }
      // What is deleted is overwritten with zeros. https://sqlite.org/pragma.html#pragma_secure_delete
      opened.exec('PRAGMA secure_delete = ON');
      const statement = statements(opened);
      return {
        query: async (sql, ...params) => statement(sql).all(...(params as SQLInputValue[])),
        close: async () => shut(),
      };
    },
    shut,
  };
}

function statements(database: DatabaseSync): (sql: string) => StatementSync {
  const kept = new Map<string, StatementSync>();
  return (sql) => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const prepared = database.prepare(sql);
    if (kept.size >= MOST_STATEMENTS) kept.clear();
    kept.set(sql, prepared);
    return prepared;
  };
}
