/**
 * The statements of the SQLite store, on the table that Keyv's adapter makes:
 * `records(key, value, namespace, expires, UNIQUE(key, namespace))`. The namespace is always empty.
 */
import { HEAD } from './record.ts';

export const TABLE = 'records';

const marks = (count: number, mark: string) => Array.from({ length: count }, () => mark).join(', ');

/** Texts kept at most, of each kind: a turn reads and writes a handful of records. */
const MOST_TEXTS = 64;

/**
 * The text for each count, kept for small ones: a text that is the same object is found among the prepared statements
 * without being read again.
 */
function byCount(text: (count: number) => string): (count: number) => string {
  const kept: string[] = [];
  return (count) => {
    if (count >= MOST_TEXTS) return text(count);
    kept[count] ??= text(count);
    return kept[count];
  };
}

/** Parameters: the keys, now. */
export const readSql: (keys: number) => string = byCount(
  (keys) => `SELECT key, value FROM ${TABLE}
    WHERE key IN (${marks(keys, '?')}) AND namespace = '' AND (expires IS NULL OR expires > ?)`,
);

/** Parameters: from (inclusive), to (exclusive), now, limit. Walks the index on (key, namespace). */
export const LIST_SQL = `SELECT key, value FROM ${TABLE}
  WHERE key >= ? AND key < ? AND namespace = '' AND (expires IS NULL OR expires > ?)
  ORDER BY key LIMIT ?`;

/**
 * The writes beside what is there now. Parameters: key, tail, expires, expect for each write, then now. `expect` is a
 * revision, or ABSENT, or ANY.
 */
const plan = (writes: number) => `WITH
  write(key, tail, expires, expect) AS (VALUES ${marks(writes, '(?, ?, ?, ?)')}),
  plan AS MATERIALIZED (
    SELECT write.key, write.tail, write.expires, write.expect,
      json_extract(old.value, '$.value.rev') AS rev,
      old.key IS NOT NULL AND (old.expires IS NULL OR old.expires > ?) AS live
    FROM write LEFT JOIN ${TABLE} AS old ON old.key = write.key AND old.namespace = ''
  ),
  conflict AS (
    SELECT key FROM plan
    WHERE CASE expect WHEN -1 THEN 0 WHEN 0 THEN live ELSE NOT live OR rev IS NOT expect END
  )`;

export const ABSENT = 0;
export const ANY = -1;

/**
 * All writes if every expectation holds, otherwise none: one statement, hence atomic and one sync. Returns the keys
 * written. The revision goes on from that of an expired or deleted record.
 */
export const commitSql: (writes: number) => string = byCount(
  (writes) => `${plan(writes)}
  INSERT INTO ${TABLE} (key, value, namespace, expires)
  SELECT key, '${HEAD}' || (coalesce(rev, 0) + 1) || tail, '', expires FROM plan
  WHERE NOT EXISTS (SELECT 1 FROM conflict)
  ON CONFLICT (key, namespace) DO UPDATE SET value = excluded.value, expires = excluded.expires
  RETURNING key`,
);

/** The keys whose expectation does not hold; parameters as for the commit. */
export function conflictSql(writes: number): string {
  return `${plan(writes)} SELECT key FROM conflict`;
}

/** Parameters: minus the moment, the moment. Forgets what expired or was deleted (negative) before it. */
export const PURGE_SQL = `DELETE FROM ${TABLE} WHERE expires > ? AND expires < ?`;

/** Moves the journal into the database and empties it; `busy` is 1 where somebody still reads from it. */
export const CHECKPOINT_SQL = 'PRAGMA wal_checkpoint(TRUNCATE)';
