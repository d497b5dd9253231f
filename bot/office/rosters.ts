/**
 * The lists of who is expected, in the store. A list is a head that names a generation and the entries of that
 * generation in parts, so that a replacement is one commit whatever its size; who an entry turned out to be stands
 * beside it, so that people who come at the same time do not get in one another's way.
 */
import type { Json } from '../../forms/json.ts';
import type { MetBy } from '../../forms/office/match.ts';
import { emptyRoster, type Roster, type RosterEntry } from '../../forms/office/roster.ts';
import type { Store, Write } from '../../forms/ports.ts';
import type { Clock } from '../clock.ts';
import { keys } from '../keys.ts';
import { recordsIn } from '../pages.ts';
import { Queue } from '../queue.ts';
import { changeMark, KEPT_MS, STRETCH_MS, stretchOf } from './changes.ts';

/** Entries of one record. */
const PART = 200;

/** A list's head. */
interface Head {
  readonly generation: number;
  /** The highest number given to an entry. */
  readonly last: number;
  readonly parts: number;
  readonly count: number;
  /** Who replaced it last, and when (ISO 8601 UTC). */
  readonly by: string;
  readonly at: string;
}

/** Who an entry turned out to be. */
export interface Met {
  readonly person: string;
  readonly by: MetBy;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
}

/** A list with the revision of its head, 0 where there is none. */
export interface KeptRoster extends Roster {
  readonly rev: number;
}

type Bare = Omit<RosterEntry, 'met' | 'call'>;

/** The writes that put a list in the place of the one that was read. */
export function rosterWrites(
  before: KeptRoster,
  roster: Roster,
  { by, at }: { readonly by: string; readonly at: string },
): Write[] {
  const { call, generation, last, entries } = roster;
  const parts: Bare[][] = [];
  for (let from = 0; from < entries.length; from += PART)
    parts.push(entries.slice(from, from + PART).map(({ met: _, call: __, ...bare }) => bare));
  const head: Head = { generation, last, parts: parts.length, count: entries.length, by, at };
  const old = Math.ceil(before.entries.length / PART);
  return [
    write(keys.roster(call), head, before.rev === 0 ? 'absent' : before.rev),
    ...parts.map((part, index) => write(keys.people(call, generation, index), part, 'absent')),
    ...Array.from({ length: old }, (_, index) =>
      write(keys.people(call, before.generation, index), null, 'any'),
    ),
    changeMark('roster', call, new Date(at)),
  ];
}

/**
 * The writes that note who an entry is; they fail where somebody else was noted meanwhile. `moved`: the same person was
 * noted under an account that has been linked to another since.
 */
export function metWrites(entry: Pick<RosterEntry, 'call' | 'id'>, met: Met, moved = false): Write[] {
  const { call, id } = entry;
  return [
    write(keys.met(call, id), met, moved ? 'any' : 'absent'),
    changeMark('roster', call, new Date(met.at)),
  ];
}

function write(key: string, value: unknown, expect: Write['expect']): Write {
  return { key, value: value as Json, expect };
}

export class Rosters {
  readonly #store: Store;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #queue = new Queue();
  /** Entries as the generation has them, by call. */
  readonly #parts = new Map<string, { readonly generation: number; readonly entries: readonly Bare[] }>();
  readonly #lists = new Map<string, { readonly rev: number; readonly entries: readonly RosterEntry[] }>();
  #all: readonly RosterEntry[] = [];
  /** When all lists were last looked at, ms since 1970. */
  #at: number | undefined;

  constructor({ store, clock }: { readonly store: Store; readonly clock: Pick<Clock, 'now'> }) {
    this.#store = store;
    this.#clock = clock;
  }

  /** A call's list as it is now; empty where there is none. */
  async load(call: string): Promise<KeptRoster> {
    const key = keys.roster(call);
    const record = (await this.#store.read([key])).get(key);
    if (!record) return { ...emptyRoster(call), rev: 0 };
    const { generation, last } = record.value as unknown as Head;
    return { call, generation, last, entries: await this.#entries(call, generation), rev: record.rev };
  }

  /** The entries of all lists; the same object as long as nothing changed. */
  all(): Promise<readonly RosterEntry[]> {
    return this.#queue.run('all', () => this.#refresh());
  }

  async #refresh(): Promise<readonly RosterEntry[]> {
    const now = this.#clock.now();
    const moved = await this.#movedSince(now);
    let changed = false;
    const calls = new Set<string>();
    for await (const { key, value, rev } of recordsIn(this.#store, keys.rosterPrefix)) {
      const call = key.slice(keys.rosterPrefix.length);
      calls.add(call);
      if (this.#lists.get(call)?.rev === rev && moved && !moved.has(call)) continue;
      const entries = await this.#entries(call, (value as unknown as Head).generation);
      changed = !sameEntries(this.#lists.get(call)?.entries ?? [], entries) || changed;
      this.#lists.set(call, { rev, entries });
    }
    for (const call of this.#lists.keys()) {
      if (calls.has(call)) continue;
      this.#lists.delete(call);
      changed = true;
    }
    if (changed) this.#all = [...this.#lists.values()].flatMap(({ entries }) => entries);
    this.#at = now.getTime();
    return this.#all;
  }

  /** Calls on whose lists something happened since the last look; undefined where that is too long ago to know. */
  async #movedSince(now: Date): Promise<ReadonlySet<string> | undefined> {
    const since = this.#at;
    if (since === undefined || now.getTime() - since > KEPT_MS - 2 * STRETCH_MS) return undefined;
    const calls = new Set<string>();
    for (let stretch = stretchOf(new Date(since)) - 1; stretch <= stretchOf(now) + 1; stretch += 1) {
      const prefix = `${keys.changedIn(stretch)}roster/`;
      for await (const { key } of recordsIn(this.#store, prefix)) calls.add(key.slice(prefix.length));
    }
    return calls;
  }

  async #entries(call: string, generation: number): Promise<readonly RosterEntry[]> {
    const known = this.#parts.get(call);
    const bare = known?.generation === generation ? known.entries : await this.#read(call, generation);
    const met = new Map<string, string>();
    const prefix = keys.metPrefix(call);
    for await (const { key, value } of recordsIn(this.#store, prefix, { page: 5000 }))
      met.set(key.slice(prefix.length), (value as unknown as Met).person);
    return bare.map((entry) => ({ ...entry, call, met: met.get(entry.id) ?? null }));
  }

  async #read(call: string, generation: number): Promise<readonly Bare[]> {
    const entries: Bare[] = [];
    for await (const { value } of recordsIn(this.#store, keys.peoplePrefix(call, generation)))
      entries.push(...(value as unknown as Bare[]));
    this.#parts.set(call, { generation, entries });
    return entries;
  }
}

function sameEntries(a: readonly RosterEntry[], b: readonly RosterEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every((entry, at) => entry.met === b[at]?.met && JSON.stringify(entry) === JSON.stringify(b[at]))
  );
}
