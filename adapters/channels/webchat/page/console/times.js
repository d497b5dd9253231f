/** Instants and days as people read them, in Asia/Shanghai wherever the browser is. */

const ZONE = { timeZone: 'Asia/Shanghai' };
/** @type {Intl.DateTimeFormatOptions} */
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const clock = new Intl.DateTimeFormat('zh-CN', { ...ZONE, ...CLOCK });
// sv-SE writes dates as ISO 8601 does.
const day = new Intl.DateTimeFormat('sv-SE', { ...ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** @param {Date} moment */
export function clockOf(moment) {
  return clock.format(moment);
}

/**
 * `11-21 14:30`, with the year where it is another one.
 * @param {string | null} instant
 */
export function shortTime(instant) {
  if (instant === null) return '';
  const date = new Date(instant);
  const own = day.format(date);
  const year = day.format(new Date()).slice(0, 4);
  return `${own.startsWith(year) ? own.slice(5) : own} ${clock.format(date)}`;
}

/** @param {string | null} instant */
export function fullTime(instant) {
  return instant === null ? '' : `${day.format(new Date(instant))} ${clock.format(new Date(instant))}`;
}
