/** Instants as people in China read them. */

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 2025年12月10日 09:05, in Asia/Shanghai. Throws `RangeError` where the instant is none. */
export function timeInWords(instant: string): string {
  const parts = new Map(shanghai.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const at = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return `${at('year')}年${at('month')}月${at('day')}日 ${at('hour')}:${at('minute')}`;
}
