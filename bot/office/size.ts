/** Sizes as people read them. */

const UNITS = ['KB', 'MB', 'GB'] as const;

/** 12.3 MB; what is less than a KB counts as one. `bytes` in units of 1024. */
export function sizeInWords(bytes: number): string {
  let size = Math.max(1, bytes / 1024);
  let at = 0;
  while (size >= 1000 && at < UNITS.length - 1) {
    size /= 1024;
    at += 1;
  }
  return `${size >= 100 || at === 0 ? Math.round(size) : Math.round(size * 10) / 10} ${UNITS[at]}`;
}
