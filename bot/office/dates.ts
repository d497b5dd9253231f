/**
 * The dates of the calls as they hold now: those of the notices with what the office set. Records are few and read
 * with every turn, so that a changed deadline is said at once by every process.
 */
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { callWith, type DeadlineRecord, NOTHING_SET } from '../../forms/office/deadline.ts';
import type { Store, Stored, Write } from '../../forms/ports.ts';
import type { Catalog } from '../calls.ts';
import { keys } from '../keys.ts';

export interface DatedCall {
  /** With the deadlines that hold. */
  readonly call: Call;
  readonly record: DeadlineRecord;
  /** Store revision of the record; 0 for none. */
  readonly rev: number;
}

export class Dates {
  readonly #catalog: Catalog;
  readonly #known = new Map<string, { readonly record: DeadlineRecord; readonly rev: number }>();
  /** Keys of all records, for whoever reads them with others. */
  readonly keys: readonly string[];

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    this.keys = catalog.list().map(({ id }) => keys.deadline(id));
  }

  /** The calls with their dates, out of records that were just read. */
  catalogWith(records: ReadonlyMap<string, Stored>): Catalog {
    const catalog = this.#catalog;
    const dated = (call: Call): Call => callWith(call, this.#recordOf(call.id, records).record);
    return {
      warnings: catalog.warnings,
      list: () => catalog.list().map(dated),
      get(id, version) {
        const call = catalog.get(id, version);
        return call && dated(call);
      },
    };
  }

  /** The newest version of every call with its dates. */
  async all(store: Pick<Store, 'read'>): Promise<readonly DatedCall[]> {
    const records = await store.read(this.keys);
    return this.#catalog.list().map((call) => {
      const { record, rev } = this.#recordOf(call.id, records);
      return { call: callWith(call, record), record, rev };
    });
  }

  async one(store: Pick<Store, 'read'>, call: string): Promise<DatedCall | undefined> {
    return (await this.all(store)).find((each) => each.call.id === call);
  }

  /** The same revision gives the same record, so that what was made for it stays. */
  #recordOf(call: string, records: ReadonlyMap<string, Stored>) {
    const stored = records.get(keys.deadline(call));
    const known = this.#known.get(call);
    if (known?.rev === (stored?.rev ?? 0)) return known;
    const fresh = {
      record: stored ? (stored.value as unknown as DeadlineRecord) : NOTHING_SET,
      rev: stored?.rev ?? 0,
    };
    this.#known.set(call, fresh);
    return fresh;
  }
}

/** The write that replaces what the office decided, where it is still what was read. */
export function datesWrite(call: string, record: DeadlineRecord, rev: number): Write {
  return { key: keys.deadline(call), value: record as unknown as Json, expect: rev === 0 ? 'absent' : rev };
}
