/**
 * The deadlines of a call: those of its notice, replaced where the office set others, and what they decide: what
 * people are told, when they are reminded, whether something may still be handed in.
 */
import type { Call, Deadline } from '../call.ts';
import { text } from '../text/index.ts';
import { nameKey } from './roster.ts';
import { closesAt, type Due, type Schedule, type Time, USUAL } from './schedule.ts';

/** A date the office set. */
export interface SetDate {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** `HH:MM` in Shanghai; null for the end of the day. */
  readonly time: Time | null;
  readonly by: string;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
}

/** Who may hand in after the deadline, and why. */
export interface Exception {
  readonly to:
    | { readonly kind: 'submission'; readonly id: string }
    | { readonly kind: 'unit'; readonly unit: string };
  readonly why: string;
  readonly by: string;
  readonly at: string;
}

/** What the office decided about a call's dates. */
export interface DeadlineRecord {
  /** The notice's deadline, prolonged or stated more exactly. */
  readonly official: SetDate | null;
  /** The office's own, earlier one. */
  readonly internal: SetDate | null;
  /** When people are reminded; null for the usual days. */
  readonly schedule: Schedule | null;
  readonly exceptions: readonly Exception[];
}

export const NOTHING_SET: DeadlineRecord = { official: null, internal: null, schedule: null, exceptions: [] };

/** Which of the two dates. */
export type Which = 'official' | 'internal';

export function scheduleOf(record: DeadlineRecord): Schedule {
  return record.schedule ?? USUAL;
}

const made = new WeakMap<Call, WeakMap<DeadlineRecord, Call>>();

/** The call with the dates that hold now. The same record gives the same call, so that plans made for it stay. */
export function callWith(call: Call, record: DeadlineRecord): Call {
  if (record.official === null && record.internal === null) return call;
  const known = made.get(call) ?? new WeakMap<DeadlineRecord, Call>();
  made.set(call, known);
  const before = known.get(record);
  if (before) return before;
  const official = replaced(call.deadlines, 'official', record.official);
  const changed: Call = { ...call, deadlines: replaced(official, 'internal', record.internal) };
  known.set(record, changed);
  return changed;
}

function replaced(deadlines: readonly Deadline[], which: Which, set: SetDate | null): Deadline[] {
  if (set === null) return [...deadlines];
  const dates = {
    date: set.day,
    status: 'stated' as const,
    ...(set.time === null ? {} : { time: set.time }),
  };
  const own = deadlines.find(({ official }) => official === (which === 'official'));
  if (own) {
    const { note: _note, ask: _ask, time: _time, ...rest } = own;
    return deadlines.map((each) => (each === own ? { ...rest, ...dates } : each));
  }
  const added: Deadline = {
    id: deadlines.some(({ id }) => id === which) ? `office_${which}` : which,
    name: text(`office.deadline.name_${which}`),
    who: 'applicant',
    official: which === 'official',
    ...dates,
  };
  return which === 'internal' ? [added, ...deadlines] : [...deadlines, added];
}

/** A deadline with its name, as it concerns one person. */
export interface Concern {
  /** The unit's own date, the office's for all, or the notice's. */
  readonly of: 'unit' | Which;
  readonly name: string;
  readonly due: Due;
  /** Said by the notice or set by the office; what was only inferred reminds, but refuses nobody. */
  readonly firm: boolean;
}

/**
 * The deadlines that concern someone of a unit, earliest first. The unit's own date (`unitDue`) stands in place of the
 * call's internal one: it is the more particular.
 */
export function concerns(deadlines: readonly Deadline[], unitDue: string | null): readonly Concern[] {
  const own: Concern[] =
    unitDue === null
      ? []
      : [
          {
            of: 'unit',
            name: text('office.deadline.name_unit'),
            due: { day: unitDue, time: null },
            firm: true,
          },
        ];
  const named = deadlines.flatMap(({ official, date, time, name, status }): Concern[] => {
    if (date === null || (!official && unitDue !== null)) return [];
    const due = { day: date, time: time ?? null };
    return [{ of: official ? 'official' : 'internal', name, due, firm: status === 'stated' }];
  });
  return [...own, ...named].sort((a, b) => closesAt(a.due).localeCompare(closesAt(b.due)));
}

/** The earliest deadline that concerns someone of a unit: what they are reminded of. Undefined where no date is known. */
export function concernOf(deadlines: readonly Deadline[], unitDue: string | null): Concern | undefined {
  return concerns(deadlines, unitDue)[0];
}

/** Whether something may be handed in now, by which exception, or what has passed. */
export type Openness =
  | { readonly open: true; readonly exception?: string }
  | { readonly open: false; readonly passed: Concern };

/**
 * Whether a submission may be handed in at an instant (ISO 8601 UTC). Closed by the earliest firm deadline that
 * concerns it; where no date is known, or it was only inferred, nothing is closed. An exception for the submission or
 * its unit opens it again.
 */
export function isOpen(
  deadlines: readonly Deadline[],
  exceptions: readonly Exception[],
  now: string,
  whose: { readonly submission: string; readonly unit: string; readonly unitDue: string | null },
): Openness {
  const passed = concerns(deadlines, whose.unitDue).find(({ firm, due }) => firm && now >= closesAt(due));
  if (!passed) return { open: true };
  const exception = exceptions.findLast(({ to }) =>
    to.kind === 'submission' ? to.id === whose.submission : nameKey(to.unit) === nameKey(whose.unit),
  );
  return exception ? { open: true, exception: exception.why } : { open: false, passed };
}
