/** Which words are about a call's dates: showing and setting them, letting someone in later, when people are reminded. */
import { readDate } from '../../forms/kinds/calendar.ts';
import type { Which } from '../../forms/office/deadline.ts';
import { mayAnywhere } from '../../forms/office/roles.ts';
import type { Time } from '../../forms/office/schedule.ts';
import * as lexicon from '../../forms/text/zh-CN/lexicon/reminders.ts';
import { fold, phraseSet, squeeze } from '../engine/understand/words.ts';
import { after, type Reading } from './reading.ts';
import { type Named, named } from './reminders.ts';

export type DeadlineAct =
  | { readonly kind: 'show'; readonly named: Named }
  | {
      readonly kind: 'set';
      readonly which: Which;
      readonly named: Named;
      /** `YYYY-MM-DD`; null where no such day is in the calendar. */
      readonly day: string | null;
      readonly time: Time | null;
      /** The date as it was said. */
      readonly said: string;
    }
  /** Empty where they were left out. */
  | { readonly kind: 'exception'; readonly named: Named; readonly to: string; readonly why: string }
  | {
      readonly kind: 'schedule';
      readonly named: Named;
      /** Null where left as they are. */
      readonly days: readonly number[] | null;
      readonly at: Time | null;
      readonly quiet: { readonly from: Time; readonly to: Time } | null;
      /** Back to the usual. */
      readonly usual: boolean;
    };

export function readDeadlines(reading: Reading): DeadlineAct | undefined {
  const { words, grants } = reading;
  if (mayAnywhere(grants, 'exception')) {
    const rest = after(words, lexicon.exceptionHeads);
    if (rest !== undefined && isCommand(words, lexicon.exceptionHeads)) return exception(reading, rest);
  }
  if (!mayAnywhere(grants, 'deadline')) return undefined;
  const plan = after(words, lexicon.scheduleHeads);
  if (plan !== undefined && isCommand(words, lexicon.scheduleHeads)) return schedule(reading, plan);
  const own = after(words, lexicon.internalHeads);
  if (own !== undefined) return dated(reading, 'internal', own);
  const rest = after(words, lexicon.officialHeads);
  return rest === undefined ? undefined : dated(reading, 'official', rest);
}

/** Nothing follows the head, or a space: otherwise it may begin any sentence. */
function isCommand(words: string, heads: readonly string[]): boolean {
  return heads.some(
    (head) => words === head || (/^[\s：:]/.test(words.slice(head.length)) && words.startsWith(head)),
  );
}

const DATE =
  /\d{4}\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*[日号]?|\d{1,2}\s*月\s*\d{1,2}\s*[日号]?/;
const TIME = /(上午|中午|下午|晚上|晚)?\s*(\d{1,2})(?:[:：](\d{2})|[点时](?:(\d{1,2})分?|(半))?)/;
/** Between the parts of a command. */
const GLUE =
  /(?:之前|以前|前|为止|止|改为|改到|改成|延到|延期到|延长到|定为|定在|设为|调整为|[，,。；;：:])/g;

function dated(reading: Reading, which: Which, rest: string): DeadlineAct | undefined {
  const heads = which === 'internal' ? lexicon.internalHeads : lexicon.officialHeads;
  const plain = fold(rest);
  const found = DATE.exec(plain);
  const beside = found ? plain.replace(found[0], ' ') : plain;
  const clock = found ? TIME.exec(beside) : null;
  const about = (clock ? beside.replace(clock[0], ' ') : beside).replace(GLUE, ' ').trim();
  const call = named(reading, about);
  // 截止2024年底，… is somebody's sentence; 内部截止 某某大学 … sets a unit's date, which the list of units keeps.
  if ('unknown' in call && (which === 'internal' || !isCommand(reading.words, heads))) return undefined;
  if (!found) return { kind: 'show', named: call };
  const day = dayIn(found[0].replace(/\s/g, ''), reading.today);
  return { kind: 'set', which, named: call, day, time: clock && timeIn(clock), said: found[0].trim() };
}

/** The day that is meant; of several the next one that has not passed. */
function dayIn(said: string, today: string): string | null {
  const read = readDate(said, today);
  if (read.kind !== 'dates') return null;
  const days = read.dates.filter((each) => each.length === 10).sort();
  return days.find((each) => each >= today) ?? days.at(-1) ?? null;
}

/** Midnight at the end of the day is the day's end. */
function timeIn([, half = '', hours = '', minutes, spoken, isHalf]: readonly (
  | string
  | undefined
)[]): Time | null {
  const late = ['下午', '晚上', '晚'].includes(half) && Number(hours) < 12;
  const hour = Number(hours) + (late ? 12 : 0);
  const minute = Number(minutes ?? spoken ?? (isHalf ? 30 : 0));
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** 例外 [征集] 谁 理由. */
function exception(reading: Reading, rest: string): DeadlineAct {
  const tokens = rest.split(/[\s：:]+/).filter(Boolean);
  const first = named(reading, tokens[0] ?? '');
  const isNamed = tokens.length > 2 && 'call' in first && first.call !== null;
  const [to = '', ...why] = isNamed ? tokens.slice(1) : tokens;
  const reason = why
    .join(' ')
    .replace(/^理由[是为：:，,]*/, '')
    .trim();
  return { kind: 'exception', named: isNamed ? first : { call: null }, to, why: reason };
}

const RANGE = /(\d{1,2}[:：]\d{2})\s*(?:-|–|—|~|到|至)\s*(\d{1,2}[:：]\d{2})/;
const usualWords = phraseSet(lexicon.usualWords);

/** 提醒安排 [征集] 14 7 3 1 0 [09:00] [21:00-08:00]. */
function schedule(reading: Reading, rest: string): DeadlineAct {
  const plain = fold(rest);
  const range = RANGE.exec(plain);
  const beside = range ? plain.replace(range[0], ' ') : plain;
  const clock = /(\d{1,2})[:：](\d{2})/.exec(beside);
  const tokens = (clock ? beside.replace(clock[0], ' ') : beside).split(/[\s，,、]+/).filter(Boolean);
  const numbers = tokens.flatMap((token) => /^(\d{1,2})天?$/.exec(token)?.[1] ?? []);
  const usual = tokens.some((token) => usualWords.has(squeeze(token)));
  const others = tokens.filter((token) => !/^\d{1,2}天?$/.test(token) && !usualWords.has(squeeze(token)));
  const [from, to] = [range?.[1], range?.[2]].map((each) => (each === undefined ? null : timeOf(each)));
  return {
    kind: 'schedule',
    named: named(reading, others.join(' ')),
    days: numbers.length > 0 ? [...new Set(numbers.map(Number))].sort((a, b) => b - a) : null,
    at: clock ? timeOf(clock[0]) : null,
    quiet: from && to ? { from, to } : null,
    usual,
  };
}

/** `9:00` as `09:00`; null for what no clock shows. */
function timeOf(said: string): Time | null {
  const [hours, minutes] = said.split(/[:：]/).map(Number);
  if (hours === undefined || minutes === undefined || hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
