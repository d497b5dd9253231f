/**
 * Working days of China: weekends, the public holidays and the weekends worked for them (调休), as the State Council
 * publishes them year by year.
 */
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { type Day, dayNumber } from '../kinds/calendar.ts';

export interface Workdays {
  isWorkday(day: Day): boolean;
  /** Whether that year's holidays are known; of other years only the weekends are. */
  isPublished(year: string): boolean;
}

const holidays: Readonly<Record<string, string>> = published.holidays;
const worked: Readonly<Record<string, string>> = published.workdays;
const years = new Set(Object.keys(holidays).map(yearOf));

export const workdays: Workdays = {
  isWorkday(day) {
    if (Object.hasOwn(holidays, day)) return false;
    return Object.hasOwn(worked, day) || !isWeekend(day);
  },
  isPublished: (year) => years.has(year),
};

export function yearOf(day: Day): string {
  return day.slice(0, 4);
}

/** The first of January 1970 was a Thursday. */
function isWeekend(day: Day): boolean {
  return ((((dayNumber(day) + 4) % 7) + 7) % 7) % 6 === 0;
}
