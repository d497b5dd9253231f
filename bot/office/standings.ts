/**
 * Where all submissions stand: an overview in memory, built once and then kept by reading again what changed. Roster
 * entries for which nothing was begun stand in it as `absent`.
 */

import type { Json } from '../../forms/json.ts';
import { lastRound, type Review } from '../../forms/office/review.ts';
import type { RosterEntry } from '../../forms/office/roster.ts';
import { isRevised, type Standing, stageOf } from '../../forms/office/standing.ts';
import type { Store } from '../../forms/ports.ts';
import type { Clock } from '../clock.ts';
import { keys } from '../keys.ts';
import { recordsIn } from '../pages.ts';
import { Queue } from '../queue.ts';
import type { KeptSubmission } from '../submissions.ts';
import { KEPT_MS, STRETCH_MS, stretchOf } from './changes.ts';

export interface StandingsDeps {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  /** The rosters of all calls as they are now. */
  roster(): Promise<readonly RosterEntry[]>;
}

/** Records read at once. */
const PAGE = 5000;

export class Standings {
  readonly #deps: StandingsDeps;
  readonly #queue = new Queue();
  readonly #reviews = new Map<string, Review>();
  readonly #lines = new Map<string, Standing>();
  #roster: readonly RosterEntry[] = [];
  #absent: readonly Standing[] = [];
  #all: readonly Standing[] | undefined;
  /** When it was last brought up to date, ms since 1970. */
  #at: number | undefined;

  constructor(deps: StandingsDeps) {
    this.#deps = deps;
  }

  /** Every line as it is now; submissions in no particular order, then who has not begun. */
  async all(): Promise<readonly Standing[]> {
    await this.#queue.run('refresh', () => this.#refresh());
    this.#all ??= [...this.#lines.values(), ...this.#absent];
    return this.#all;
  }

  /** The line of one submission. */
  async one(submission: string): Promise<Standing | undefined> {
    await this.all();
    return this.#lines.get(submission);
  }

  async #refresh(): Promise<void> {
    const now = this.#deps.clock.now();
    const since = this.#at;
    const stale = since === undefined || now.getTime() - since > KEPT_MS - 2 * STRETCH_MS;
    const changed = stale ? await this.#readAll() : await this.#readChanged(since, now);
    const roster = await this.#deps.roster();
    if (changed || roster !== this.#roster) {
      this.#roster = roster;
      this.#absent = absentOf(roster, this.#lines.values());
      this.#all = undefined;
    }
    this.#at = now.getTime();
  }

  async #readAll(): Promise<boolean> {
    this.#reviews.clear();
    this.#lines.clear();
    for await (const { key, value } of recordsIn(this.#deps.store, keys.reviewPrefix, { page: PAGE }))
      this.#reviews.set(key.slice(keys.reviewPrefix.length), value as unknown as Review);
    for await (const { key, value } of recordsIn(this.#deps.store, keys.submissionPrefix, { page: PAGE }))
      this.#take(key.slice(keys.submissionPrefix.length), value);
    return true;
  }

  /** Reads again what was noted as changed since. */
  async #readChanged(since: number, now: Date): Promise<boolean> {
    const ids = new Set<string>();
    for (let stretch = stretchOf(new Date(since)) - 1; stretch <= stretchOf(now) + 1; stretch += 1)
      for await (const { key } of recordsIn(this.#deps.store, keys.changedIn(stretch), { page: PAGE })) {
        const [, , kind, id = ''] = key.split('/');
        if (kind === 'sub' || kind === 'review') ids.add(id);
      }
    const list = [...ids];
    let changed = false;
    for (let at = 0; at < list.length; at += PAGE) {
      const some = list.slice(at, at + PAGE);
      const records = await this.#deps.store.read([...some.map(keys.review), ...some.map(keys.submission)]);
      for (const id of some) {
        const review = records.get(keys.review(id))?.value as unknown as Review | undefined;
        if (review) this.#reviews.set(id, review);
        else this.#reviews.delete(id);
        changed = this.#take(id, records.get(keys.submission(id))?.value ?? null) || changed;
      }
    }
    return changed;
  }

  /** Takes a submission's record; whether its line differs from before. */
  #take(id: string, value: Json): boolean {
    const before = this.#lines.get(id);
    if (value === null) return this.#lines.delete(id);
    const kept = value as unknown as KeptSubmission;
    const line = lineFrom(kept, this.#reviews.get(id) ?? null);
    if (before && JSON.stringify(before) === JSON.stringify(line)) return false;
    this.#lines.set(id, line);
    return true;
  }
}

/** A submission's line out of its record and the office's. */
export function lineFrom({ head, line }: KeptSubmission, review: Review | null): Standing {
  return {
    id: head.id,
    call: head.call.id,
    owner: head.owner,
    title: line.title,
    unit: line.organisation,
    field: line.field ?? '',
    person: line.person ?? '',
    stage: stageOf(head.status, review),
    revised: isRevised(head.revision, review),
    done: line.done,
    total: line.total,
    sections: line.sections ?? [],
    levels: line.levels ?? [],
    createdAt: head.createdAt,
    updatedAt: head.updatedAt,
    submittedAt: review ? lastRound(review).at : null,
    number: review?.number ?? null,
  };
}

/** Who is on a roster and has begun nothing for that call. */
function absentOf(roster: readonly RosterEntry[], lines: Iterable<Standing>): Standing[] {
  const begun = new Set<string>();
  for (const { call, owner, unit, person } of lines) {
    if (owner) begun.add(`${call}\n${owner}`);
    if (unit && person) begun.add(`${call}\n${unit}\n${person}`);
  }
  return roster
    .filter(
      ({ call, met, unit, person }) =>
        !(met && begun.has(`${call}\n${met}`)) && !begun.has(`${call}\n${unit}\n${person}`),
    )
    .map(
      ({ id, call, met, unit, person }): Standing => ({
        id: `roster:${id}`,
        call,
        owner: met,
        title: '',
        unit,
        field: '',
        person,
        stage: 'absent',
        revised: false,
        done: 0,
        total: 0,
        sections: [],
        levels: [],
        createdAt: null,
        updatedAt: null,
        submittedAt: null,
        number: null,
      }),
    );
}
