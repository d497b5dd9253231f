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

/** The day of an instant in Asia/Shanghai, `YYYY-MM-DD`. */
export function dayInShanghai(instant: Date): string {
  return shanghai.format(instant);
}

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => dayInShanghai(new Date()),
};
