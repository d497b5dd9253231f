/**
 * The office's page beside the chat: what it shows, as plain objects, and the pure steps from standings to them. Every
 * line that comes in here was let through by the viewer's grants already (`within`); nothing here widens that.
 */
import type { CommentAnswer, Decision } from './review.ts';
import type { Role } from './roles.ts';
import { isAbove, type LevelPair, STAGES, type Stage, type Standing } from './standing.ts';

/** Why the page is closed: no such token, its time is over, the link was opened before, the grants were withdrawn. */
export type ConsoleClosed = { readonly state: 'unknown' | 'expired' | 'used' | 'withdrawn' };

/** What a link's token was exchanged for. */
export interface ConsoleEntered {
  readonly state: 'open';
  /** The session's token: it goes into the cookie and nowhere else. */
  readonly token: string;
  /** Instant, ISO 8601 UTC. */
  readonly expiresAt: string;
}

/** Open as asked; nothing of that kind for this person, which also answers whatever they may not see. */
export type ConsoleAnswered<T> =
  | ({ readonly state: 'open' } & T)
  | { readonly state: 'absent' }
  | ConsoleClosed;

export interface ConsoleDeadline {
  readonly name: string;
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  readonly date: string;
}

export interface ConsoleCall {
  readonly id: string;
  readonly short: string;
  /** In the form's order; `title` with its number. */
  readonly sections: readonly { readonly id: string; readonly title: string }[];
  readonly deadlines: readonly ConsoleDeadline[];
}

/** What the page is built from: only what the viewer's lines have. */
export interface ConsoleView {
  readonly roles: readonly Role[];
  readonly calls: readonly ConsoleCall[];
  /** At most `MOST_NAMES` each, by name. */
  readonly units: readonly string[];
  readonly fields: readonly string[];
  /** Whether there is a reminder log to see. */
  readonly reminders: boolean;
  readonly expiresAt: string;
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  readonly today: string;
}

/** One line of the table: a standing without whose account it is. */
export interface ConsoleLine extends Omit<Standing, 'owner'> {
  /** A level is claimed above what its evidence supports. */
  readonly above: boolean;
}

export const CONSOLE_SORTS = ['updated', 'submitted', 'unit', 'progress', 'stage', 'number'] as const;

export interface ConsoleOrder {
  readonly by: (typeof CONSOLE_SORTS)[number];
  readonly descending: boolean;
}

export interface ConsoleTable {
  readonly total: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** How many lines stand where, the stages asked for left aside. */
  readonly counts: readonly { readonly stage: Stage; readonly count: number }[];
  readonly lines: readonly ConsoleLine[];
}

export interface ConsoleComment {
  readonly id: string;
  /** Name of the question; null for the whole submission. */
  readonly label: string | null;
  readonly text: string;
  readonly at: string;
  readonly answer: CommentAnswer | null;
}

export interface ConsoleRound {
  readonly round: number;
  readonly revision: number;
  readonly at: string;
  readonly exception: string | null;
  readonly decision: Pick<Decision, 'did' | 'why' | 'at'> | null;
  readonly comments: readonly ConsoleComment[];
}

export interface ConsoleFinding {
  readonly level: 'must' | 'should' | 'person';
  /** Name of the question; empty for the whole form. */
  readonly label: string;
  /** The finding in words; empty where it might quote an answer that the viewer may not read. */
  readonly say: string;
}

export interface ConsoleAnswers {
  /** When they were submitted. */
  readonly at: string;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly items: readonly { readonly label: string; readonly value: string; readonly at: string }[];
  }[];
}

export interface ConsoleDetail {
  readonly line: ConsoleLine;
  readonly rounds: readonly ConsoleRound[];
  /** The formal check of what was submitted, else of the draft; null where nothing was begun. */
  readonly findings: readonly ConsoleFinding[] | null;
  /** As submitted; null where nothing was, or where the viewer may not read answers. */
  readonly answers: ConsoleAnswers | null;
  /** Documents of what was submitted; none where the viewer may not read answers. */
  readonly documents: readonly { readonly id: string; readonly name: string; readonly fileName: string }[];
}

export interface ConsoleUnit {
  /** null for all that are not listed by themselves. */
  readonly unit: string | null;
  /** How many units it stands for. */
  readonly units: number;
  readonly counts: readonly { readonly stage: Stage; readonly count: number }[];
  readonly total: number;
}

export interface ConsoleCharts {
  readonly call: string;
  readonly total: number;
  readonly units: readonly ConsoleUnit[];
  /**
   * What the office has, cumulated by the day it was last handed in; a point for each day on which it grew. Days in
   * Asia/Shanghai.
   */
  readonly days: readonly { readonly day: string; readonly submitted: number }[];
  readonly deadlines: readonly ConsoleDeadline[];
  readonly today: string;
  readonly levels: {
    /** `supported` 0 where nothing is supported. */
    readonly cells: readonly {
      readonly claimed: number;
      readonly supported: number;
      readonly count: number;
    }[];
    readonly pairs: number;
    readonly above: number;
  };
}

/** One reminder as the log has it. */
export interface ConsoleReminder {
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  readonly call: string;
  readonly person: string;
  readonly unit: string;
  /** What it reminded of: 截止前 3 天. */
  readonly step: string;
  readonly outcome: 'sent' | 'failed' | 'no_channel' | 'not_needed' | 'waiting';
  /** Empty where there is nothing to say. */
  readonly why: string;
}

export interface ConsoleReminders {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** Newest first. */
  readonly lines: readonly ConsoleReminder[];
}

/** Lines of a page. */
export const PAGE_LINES = 50;
/** Units or fields offered as a filter. */
export const MOST_NAMES = 500;
/** Units drawn by themselves. */
const DRAWN_UNITS = 20;

const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin', { numeric: true });

/** A standing as the page shows it. */
export function consoleLine({ owner: _, ...line }: Standing): ConsoleLine {
  return { ...line, above: isAbove({ ...line, owner: null }) };
}

/** Names without repetition, by pinyin; the empty one is left out. */
export function namesIn(values: Iterable<string>): string[] {
  return [...new Set(values)]
    .filter((name) => name !== '')
    .sort(collator.compare)
    .slice(0, MOST_NAMES);
}

/**
 * The lines in an order; what is equal stays as it came, so that pages neither repeat nor lose a line. What has no
 * date, number or unit comes last, whichever way the rest goes.
 */
export function ordered(lines: readonly Standing[], { by, descending }: ConsoleOrder): readonly Standing[] {
  const key = keyOf(by, lines);
  // Numbers side by side: a hundred thousand of them are sorted while somebody waits.
  const keys = Float64Array.from(lines, (line) => {
    const value = key(line);
    if (value === null) return Number.POSITIVE_INFINITY;
    return descending ? -value : value;
  });
  const places = Uint32Array.from(lines, (_, index) => index);
  places.sort((a, b) => {
    const one = keys[a] as number;
    const other = keys[b] as number;
    if (one === other) return a - b;
    return one < other ? -1 : 1;
  });
  return Array.from(places, (place) => lines[place] as Standing);
}

const timeOf = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

/** What a line is ordered by, as a number; null for nothing. */
function keyOf(by: ConsoleOrder['by'], lines: readonly Standing[]): (line: Standing) => number | null {
  if (by === 'updated') return ({ updatedAt }) => timeOf(updatedAt);
  if (by === 'submitted') return ({ submittedAt }) => timeOf(submittedAt);
  if (by === 'progress') return ({ done, total }) => (total === 0 ? 0 : done / total);
  if (by === 'stage') return ({ stage }) => STAGES.indexOf(stage);
  if (by === 'number') {
    const rank = ranksOf(lines.map(({ number }) => number ?? ''));
    return ({ number }) => rank(number ?? '');
  }
  // Comparing by pinyin is slow, and units are few beside lines.
  const rank = ranksOf(
    lines.map(({ unit }) => unit),
    collator.compare,
  );
  return ({ unit }) => rank(unit);
}

/** The place of each text among all of them; null for the empty one. */
function ranksOf(
  texts: readonly string[],
  compare?: (a: string, b: string) => number,
): (text: string) => number | null {
  const ranks = new Map([...new Set(texts)].sort(compare).map((text, rank) => [text, rank]));
  return (text) => (text === '' ? null : (ranks.get(text) ?? null));
}

/** A part of many, by its number from 0; a number beyond the end gives the last part. */
export function pageOf<T>(
  all: readonly T[],
  wanted: number,
  size = PAGE_LINES,
): { readonly page: number; readonly pages: number; readonly lines: readonly T[] } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(Math.max(0, Math.trunc(wanted)), pages - 1);
  return { page, pages, lines: all.slice(page * size, (page + 1) * size) };
}

/** Counts by stage, in the order of the stages. */
export function stageCounts(lines: readonly Pick<Standing, 'stage'>[]): { stage: Stage; count: number }[] {
  const counts = new Map<Stage, number>();
  for (const { stage } of lines) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  return STAGES.flatMap((stage) => {
    const count = counts.get(stage) ?? 0;
    return count > 0 ? [{ stage, count }] : [];
  });
}

/** State by unit: the units with the most lines by themselves, all others together. */
export function unitsOf(lines: readonly Standing[]): readonly ConsoleUnit[] {
  const by = new Map<string, Standing[]>();
  for (const line of lines) {
    const own = by.get(line.unit);
    if (own) own.push(line);
    else by.set(line.unit, [line]);
  }
  const all = [...by].sort(([a, one], [b, other]) => other.length - one.length || collator.compare(a, b));
  const drawn = all.slice(0, DRAWN_UNITS).map(([unit, own]) => unitOf(unit, 1, own));
  const rest = all.slice(DRAWN_UNITS);
  if (rest.length === 0) return drawn;
  return [
    ...drawn,
    unitOf(
      null,
      rest.length,
      rest.flatMap(([, own]) => own),
    ),
  ];
}

function unitOf(unit: string | null, units: number, lines: readonly Standing[]): ConsoleUnit {
  return { unit, units, counts: stageCounts(lines), total: lines.length };
}

const SHANGHAI_MS = 8 * 3_600_000;

/** Day of an instant in Asia/Shanghai, which has been eight hours ahead all year since 1992. */
export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 10);
}

/** Handed in so far, for each day on which it grew; what was handed in again counts from then. */
export function submittedByDay(
  lines: readonly Pick<Standing, 'submittedAt'>[],
): readonly { readonly day: string; readonly submitted: number }[] {
  const by = new Map<string, number>();
  for (const { submittedAt } of lines) {
    if (submittedAt === null) continue;
    const day = dayOf(submittedAt);
    by.set(day, (by.get(day) ?? 0) + 1);
  }
  let submitted = 0;
  return [...by]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, count]) => {
      submitted += count;
      return { day, submitted };
    });
}

/** Claimed levels against supported ones; technologies without a claim are left out. */
export function levelsOf(
  lines: readonly { readonly levels: readonly LevelPair[] }[],
): ConsoleCharts['levels'] {
  const counts = new Map<string, { claimed: number; supported: number; count: number }>();
  let [pairs, above] = [0, 0];
  for (const { levels } of lines)
    for (const { claimed, supported } of levels) {
      if (claimed === null) continue;
      const held = supported ?? 0;
      const cell = counts.get(`${claimed}/${held}`) ?? { claimed, supported: held, count: 0 };
      cell.count += 1;
      counts.set(`${claimed}/${held}`, cell);
      pairs += 1;
      if (claimed > held) above += 1;
    }
  const cells = [...counts.values()].sort((a, b) => a.claimed - b.claimed || a.supported - b.supported);
  return { cells, pairs, above };
}
