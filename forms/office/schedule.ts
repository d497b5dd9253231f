/**
 * When people are reminded: so many days before a deadline, on working days, outside quiet hours, never after the
 * deadline. All times are Asia/Shanghai, which has kept UTC+8 without summer time since 1991.
 */
import { addDays, type Day, dayAt, dayNumber } from '../kinds/calendar.ts';
import { type Workdays, yearOf } from './workdays.ts';

/** A time of day, `HH:MM`. */
export type Time = string;

export interface Schedule {
  /** Days before the deadline, each once; 0 is the day itself. */
  readonly days: readonly number[];
  readonly at: Time;
  /** Nobody is written to from `from` to `to`, over midnight where `to` is earlier; null for no quiet hours. */
  readonly quiet: { readonly from: Time; readonly to: Time } | null;
}

export const USUAL: Schedule = {
  days: [14, 7, 3, 1, 0],
  at: '09:00',
  quiet: { from: '21:00', to: '08:00' },
};

/** The last moment for something: that day's end, or a time of it. */
export interface Due {
  readonly day: Day;
  readonly time: Time | null;
}

/** One reminder of a schedule. */
export interface Step {
  /** Tells it apart from the steps of another deadline: day of the deadline and days before it. */
  readonly id: string;
  readonly days: number;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
}

/** Longest run of days without a working day that is looked through; no holiday comes near it. */
const LOOKED_BACK = 30;

/** The instant of a time of day in Shanghai, ISO 8601 UTC. */
export function instantOf(day: Day, time: Time): string {
  return new Date(`${day}T${time}:00+08:00`).toISOString();
}

/** The instant from which on a deadline has passed: the end of its day, or its time. */
export function closesAt({ day, time }: Due): string {
  return time === null ? instantOf(addDays(day, 1), '00:00') : instantOf(day, time);
}

/** Days from today to a day; 0 is today. */
export function daysLeft(day: Day, today: Day): number {
  return dayNumber(day) - dayNumber(today);
}

/** That instant, or the end of the quiet hours it falls into. */
export function afterQuiet(instant: string, quiet: Schedule['quiet']): string {
  if (quiet === null || quiet.from === quiet.to) return instant;
  const [day, time] = [dayAt(instant), timeAt(instant)];
  const overnight = quiet.to < quiet.from;
  const isQuiet = overnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!isQuiet) return instant;
  return instantOf(overnight && time >= quiet.from ? addDays(day, 1) : day, quiet.to);
}

/**
 * The reminders of a deadline, earliest first. One that would fall on a day off, or not before the deadline, moves to
 * the working day before; of those that come to the same instant the one nearest to the deadline stays.
 */
export function stepsFor(due: Due, schedule: Schedule, workdays: Workdays): readonly Step[] {
  const closes = closesAt(due);
  const steps = new Map<string, Step>();
  for (const days of [...schedule.days].sort((a, b) => b - a)) {
    const at = workingInstant(addDays(due.day, -days), { closes, schedule, workdays });
    if (at !== undefined) steps.set(at, { id: `${due.day.replaceAll('-', '')}-${days}`, days, at });
  }
  return [...steps.values()].sort((a, b) => a.at.localeCompare(b.at));
}

function workingInstant(
  day: Day,
  { closes, schedule, workdays }: { closes: string; schedule: Schedule; workdays: Workdays },
): string | undefined {
  for (let back = 0; back <= LOOKED_BACK; back += 1) {
    const at = afterQuiet(instantOf(addDays(day, -back), schedule.at), schedule.quiet);
    if (at < closes && workdays.isWorkday(dayAt(at))) return at;
  }
  return undefined;
}

/**
 * The one reminder that is due now: the newest that has come, so that after an outage people hear one and not several.
 * Undefined before the first, after the deadline, and where that one had come before `since` already: what a person
 * was not concerned by then is not made up for.
 */
export function dueStep(
  steps: readonly Step[],
  { now, closes, since }: { now: string; closes: string; since: string },
): Step | undefined {
  if (now >= closes) return undefined;
  const newest = steps.findLast(({ at }) => at <= now);
  return newest && newest.at > since ? newest : undefined;
}

/** Years of a schedule's days whose holidays are not published: their reminders keep clear of weekends only. */
export function unpublishedYears(due: Due, { days }: Schedule, workdays: Workdays): readonly string[] {
  const all = [due.day, ...days.map((each) => addDays(due.day, -each))].map(yearOf);
  return [...new Set(all)].filter((year) => !workdays.isPublished(year)).sort();
}

/** The time of an instant in Shanghai. */
export function timeAt(instant: string): Time {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16);
}
