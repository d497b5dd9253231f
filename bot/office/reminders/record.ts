/** What is kept of a reminder: that it is due, and what came of it. */
import type { Json } from '../../../forms/json.ts';
import { type UnitDues, unitDues } from '../../../forms/office/reminder.ts';
import type { RosterEntry } from '../../../forms/office/roster.ts';
import type { Standing } from '../../../forms/office/standing.ts';
import type { Store, Write } from '../../../forms/ports.ts';
import type { Clock } from '../../clock.ts';
import { keys } from '../../keys.ts';
import type { Log } from '../../log.ts';
import type { Person } from '../../unit.ts';
import type { Dates } from '../dates.ts';
import { noticeWrite } from '../notices.ts';

/** Name of the family that tells reminders. */
export const REMINDERS = 'reminders';

/** Why nothing was said. */
export type NotNeeded = 'submitted' | 'muted' | 'passed' | 'moved' | 'gone';

export type ReminderState =
  /** To be told. */
  | 'waiting'
  /** Told in a turn; whether the platform took it stands in the outbox. */
  | 'said'
  | 'not_needed'
  /** Nobody to write to: never met, or in no conversation. */
  | 'no_channel';

export interface Reminder {
  readonly call: string;
  readonly step: string;
  /** Person id; `roster:<entry>` for whoever was never met. */
  readonly person: string;
  /** Day of the deadline it belongs to; null for one sent by hand. */
  readonly day: string | null;
  readonly state: ReminderState;
  readonly why?: NotNeeded;
  /** Instant of planning, then of what came of it, ISO 8601 UTC. */
  readonly at: string;
  /** Id of the activity that told it: under it the outbox knows what was not delivered. */
  readonly notice?: string;
}

export interface ReminderDeps {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly dates: Dates;
  readonly standings: { all(): Promise<readonly Standing[]> };
  /** The rosters of all calls as they are now; the same list while nothing changed. */
  roster(): Promise<readonly RosterEntry[]>;
  newId(): string;
}

export function reminderWrite(reminder: Reminder, expect: Write['expect']): Write {
  const { call, step, person } = reminder;
  return { key: keys.reminder(call, step, person), value: reminder as unknown as Json, expect };
}

/** Whom a batch is for. */
export interface Target {
  readonly person: string;
  readonly met: boolean;
}

/** What a batch of reminders has in common. */
export interface Batch {
  readonly call: string;
  readonly step: string;
  readonly day: string | null;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  /** Told from that instant on (ms since 1970). */
  readonly from: number;
}

/**
 * The writes for those who have no reminder of this step yet, each with the notice that tells it. People that nobody
 * can write to are recorded as such.
 */
export async function batchWrites(
  { store, newId }: Pick<ReminderDeps, 'store' | 'newId'>,
  batch: Batch,
  targets: readonly Target[],
): Promise<{ readonly writes: readonly Write[]; readonly count: number }> {
  const { call, step, day, at, from } = batch;
  const keyOf = ({ person }: Target) => keys.reminder(call, step, person);
  const records = await store.read(targets.flatMap((each) => [keyOf(each), keys.person(each.person)]));
  const fresh = targets.filter((each) => !records.has(keyOf(each)));
  const writes = fresh.flatMap(({ person, met }): Write[] => {
    const known = records.get(keys.person(person))?.value as unknown as Person | undefined;
    const reminder: Reminder = { call, step, person, day, state: 'waiting', at };
    if (!met || !known?.conversations?.length)
      return [reminderWrite({ ...reminder, state: 'no_channel' }, 'absent')];
    const key = keys.reminder(call, step, person);
    const notice = noticeWrite({ to: person, family: REMINDERS, data: { reminder: key }, at }, newId(), from);
    return [reminderWrite(reminder, 'absent'), notice];
  });
  return { writes, count: fresh.length };
}

const dues = new WeakMap<readonly RosterEntry[], Map<string, UnitDues>>();

/** The dates of a call's units. */
export function duesOf(roster: readonly RosterEntry[], call: string): UnitDues {
  const known = dues.get(roster) ?? new Map<string, UnitDues>();
  dues.set(roster, known);
  const before = known.get(call);
  if (before) return before;
  const made = unitDues(roster.filter((entry) => entry.call === call));
  known.set(call, made);
  return made;
}
