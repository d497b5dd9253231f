/** The time, as a port: the one place that asks the system for it. */

export interface Clock {
  now(): Date;
  /** Today in Asia/Shanghai, `YYYY-MM-DD`: the day that the deadlines of a notice mean, wherever the server stands. */
  today(): string;
}

// sv-SE writes dates as ISO 8601 does.
const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const HOUR = 3_600_000;

/** The hour told last: its day is asked many times, and every offset of Shanghai since 1941 is whole hours. */
let last = { hour: Number.NaN, day: '' };

/** The day of an instant in Asia/Shanghai, `YYYY-MM-DD`. */
export function dayInShanghai(instant: Date): string {
  const hour = Math.floor(instant.getTime() / HOUR);
  if (hour !== last.hour) last = { hour, day: shanghai.format(instant) };
  return last.day;
}

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => dayInShanghai(new Date()),
};
