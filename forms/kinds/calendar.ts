/** Reading dates in the ways people write them. Pure: today comes in. */
import * as words from '../text/zh-CN/lexicon/dates.ts';
import { hanziInteger } from './numerals.ts';
import { LINE_LIMIT, squeezed } from './reading.ts';

/** A date as precise as it was said: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export type Day = string;

/** One or more possible dates, or why there is none. `part` is a word such as 年底 that names no certain date. */
export type DateRead =
  | { readonly kind: 'dates'; readonly dates: readonly Day[] }
  | {
      readonly kind: 'part';
      readonly part: string;
      readonly year: string | undefined;
      /** What may be meant, to choose from: days, and months. */
      readonly days: readonly Day[];
      readonly months: readonly Day[];
    }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'none' };

/** Days within which a date without a year is taken to be in this year. */
const NEAR = 92;

/** Reads one date. `today` is `YYYY-MM-DD`. Total. */
export function readDate(text: string, today: Day): DateRead {
  if (text.length > LINE_LIMIT) return { kind: 'none' };
  const said = strip(squeezed(text).replace(/[(]?(?:周|星期|礼拜)[一二三四五六日天][)]?$/, ''));
  const days = dayWord(said);
  if (days !== undefined) return one(addDays(today, days));
  const plain = relative(said, today);
  return absolute(plain) ?? withoutYear(plain, today) ?? partOf(said, plain, today);
}

/** Days from today, where the text is such a word (and not the name of something every object has). */
function dayWord(text: string): number | undefined {
  return Object.hasOwn(words.dayWords, text) ? words.dayWords[text] : undefined;
}

function one(day: Day): DateRead {
  return isDay(day) ? { kind: 'dates', dates: [day] } : { kind: 'impossible' };
}

function strip(text: string): string {
  let rest = text;
  for (;;) {
    const head = words.fillers.find((word) => rest.startsWith(word) && rest.length > word.length);
    const tail = words.tails.find((word) => rest.endsWith(word) && rest.length > word.length);
    if (head) rest = rest.slice(head.length);
    else if (tail && dayWord(rest) === undefined) rest = rest.slice(0, -tail.length);
    else return rest;
  }
}

/** 去年3月 as 2024年3月, 上个月5号 as 2025年2月5号, Chinese numerals as digits. */
function relative(text: string, today: Day): string {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  let plain = text;
  for (const [word, offset] of Object.entries(words.yearWords)) {
    if (plain.startsWith(word)) plain = `${year + offset}年${plain.slice(word.length).replace(/^的/, '')}`;
  }
  for (const [word, offset] of Object.entries(words.monthWords)) {
    if (!plain.startsWith(word)) continue;
    const months = year * 12 + month - 1 + offset;
    plain = `${Math.floor(months / 12)}年${(months % 12) + 1}月${plain.slice(word.length).replace(/^的/, '')}`;
  }
  return plain.replace(/[零〇一二三四五六七八九十]{1,4}(?=[年月日号]|$)/g, digits);
}

function digits(hanzi: string): string {
  if (hanzi.length >= 3 || !/十/.test(hanzi)) {
    const each = [...hanzi].map((character) => '零一二三四五六七八九'.indexOf(character.replace('〇', '零')));
    if (each.every((digit) => digit >= 0)) return each.join('');
  }
  return hanziInteger(hanzi)?.toFixed() ?? hanzi;
}

const FULL = /^(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})(?:日|号)?$/;
const SHORT_YEAR = /^(\d{2})年(\d{1,2})月(?:(\d{1,2})[日号]?)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const MONTH = /^(\d{4})(?:年|[-/.])(\d{1,2})(?:月份|月)?$/;
const YEAR = /^(\d{4})年?$/;
const YEAR_OF_TWO = /^(\d{2})年$/;
const FOREIGN = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;

function absolute(text: string): DateRead | undefined {
  const full = FULL.exec(text) ?? COMPACT.exec(text);
  if (full) return one(join(full[1], full[2], full[3]));
  const short = SHORT_YEAR.exec(text);
  if (short) return one(join(century(short[1]), short[2], short[3]));
  const month = MONTH.exec(text);
  if (month) return one(join(month[1], month[2]));
  const year = YEAR.exec(text) ?? YEAR_OF_TWO.exec(text);
  if (year) return one(join(century(year[1])));
  const foreign = FOREIGN.exec(text);
  if (!foreign) return undefined;
  const dates = [join(foreign[3], foreign[1], foreign[2]), join(foreign[3], foreign[2], foreign[1])].filter(
    isDay,
  );
  return dates.length > 0 ? { kind: 'dates', dates: [...new Set(dates)] } : { kind: 'impossible' };
}

/** 25 is 2025, 98 is 1998. */
function century(year = ''): string {
  if (year.length === 4) return year;
  return `${Number(year) >= 60 ? '19' : '20'}${year}`;
}

function join(year = '', month?: string, day?: string): Day {
  return [year, month?.padStart(2, '0'), day?.padStart(2, '0')]
    .filter((part) => part !== undefined)
    .join('-');
}

/** 3月8日: this year where that is near today, else this year and the nearer of the years beside it. */
function withoutYear(text: string, today: Day): DateRead | undefined {
  const match = /^(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?$/.exec(text) ?? /^(\d{1,2})月(?:份)?$/.exec(text);
  if (!match || (!match[2] && /[./-]/.test(text))) return undefined;
  const year = Number(today.slice(0, 4));
  const dates = [year - 1, year, year + 1]
    .map((each) => join(String(each), match[1], match[2]))
    .filter(isDay);
  const distance = (day: Day): number =>
    Math.abs(dayNumber(day.length === 7 ? `${day}-15` : day) - dayNumber(today));
  const ordered = dates.sort((a, b) => distance(a) - distance(b));
  const [first] = ordered;
  if (!first) return { kind: 'impossible' };
  const certain = first.startsWith(String(year)) && distance(first) <= NEAR;
  return { kind: 'dates', dates: certain ? [first] : ordered.slice(0, 2) };
}

function partOf(said: string, plain: string, today: Day): DateRead {
  const part = words.partWords.find((word) => said.includes(word));
  const year = /^(\d{4})年/.exec(plain)?.[1];
  const bare = /^\d{1,2}$|^[一-龥]{0,4}$/.test(plain) && !part;
  if (!part || bare) return { kind: 'none' };
  return { kind: 'part', part, year, ...meant(plain, today) };
}

/** 去年底, 3月上旬, 年初: the days and months that may be meant; none for what is vaguer. */
function meant(plain: string, today: Day): { days: readonly Day[]; months: readonly Day[] } {
  const [, year, month, part = ''] = /^(?:(\d{4})年)?(?:(\d{1,2})月份?)?的?(.+)$/.exec(plain) ?? [];
  if (month !== undefined) {
    const read = year === undefined ? withoutYear(`${month}月`, today) : one(join(year, month));
    const months = read?.kind === 'dates' ? read.dates : [];
    const found = words.monthParts.find(
      (each) => each.words.includes(part) || each.words.includes(`月${part}`),
    );
    if (!found) return { days: [], months: [] };
    return { days: months.flatMap((each) => found.days.map((day) => inMonth(each, day))), months };
  }
  const found = words.yearParts.find((each) => each.words.includes(part));
  if (!found) return { days: [], months: [] };
  // Without a year this one is meant, or the one before where that lies ahead.
  const own = Number(today.slice(0, 4));
  const ahead = `${own}-${found.days[0]}` > today;
  const years = year === undefined ? [String(own), ...(ahead ? [String(own - 1)] : [])] : [year];
  return {
    days: years.flatMap((each) => found.days.map((day) => `${each}-${day}`)),
    months: years.flatMap((each) => found.months.map((month) => `${each}-${month}`)),
  };
}

/** A day of a month, its last where it has fewer days. */
export function inMonth(month: Day, day: number): Day {
  const last = daysIn(Number(month.slice(0, 4)), Number(month.slice(5, 7)));
  return `${month}-${String(Math.min(day, last)).padStart(2, '0')}`;
}

/** Whether a month was named by its distance from this one: 上个月. */
export function isMonthWord(text: string): boolean {
  return Object.keys(words.monthWords).some((word) => text.includes(word));
}

/** Whether such a day (month, year) exists. */
export function isDay(day: Day): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(day);
  if (!match) return false;
  const [year, month, date] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  return year >= 1000 && month >= 1 && month <= 12 && date >= 1 && date <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Math.floor(
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 86_400_000,
  );
}

/** The day so many days later. */
export function addDays(day: Day, days: number): Day {
  return new Date((dayNumber(day) + days) * 86_400_000).toISOString().slice(0, 10);
}

/** 2025年3月8日, without padding. */
export function showDay(day: Day): string {
  const [year = '', month, date] = day.split('-');
  return `${year}年${month ? `${Number(month)}月` : ''}${date ? `${Number(date)}日` : ''}`;
}

/** Asia/Shanghai is eight hours ahead of UTC all year, in milliseconds. */
const AHEAD = 8 * 3600 * 1000;

/** The day of an instant (ISO 8601 UTC) in Asia/Shanghai. */
export function dayAt(instant: string): Day {
  return new Date(Date.parse(instant) + AHEAD).toISOString().slice(0, 10) as Day;
}
