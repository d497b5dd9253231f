/** What coordinators and reviewers ask about submissions, in words: who has not handed in, how far a unit is, what is empty. */
import type { Call } from '../../forms/call.ts';
import { mayAnywhere } from '../../forms/office/roles.ts';
import { NOT_SUBMITTED, type Stage, type StandingAsk } from '../../forms/office/standing.ts';
import { fold, squeeze } from '../engine/understand/words.ts';
import { after, type Reading, wordList } from './reading.ts';

export type StatusAct =
  /** Counts, then the list of what is asked for. */
  | { readonly kind: 'list'; readonly ask: StandingAsk; readonly from: number }
  /** One line of the list shown last, or by receipt number. */
  | { readonly kind: 'detail'; readonly number: number | string }
  /** The next lines of the list shown last. */
  | { readonly kind: 'more' }
  /** The list shown last as a table. */
  | { readonly kind: 'sheet' };

/** A receipt number: 1210-7KQ4. */
const RECEIPT = /\b\d{4}-[A-HJ-NP-Z2-9]{4}\b/;

export function receiptIn(words: string): string | undefined {
  return RECEIPT.exec(words.normalize('NFKC').toUpperCase())?.[0];
}

export function readStatus(reading: Reading): StatusAct | undefined {
  const { words, grants, files } = reading;
  if (!mayAnywhere(grants, 'standing') || files.length > 0) return undefined;
  const bare = squeeze(words);
  if (wordList('office.status.more_words').includes(bare)) return { kind: 'more' };
  if (wordList('office.status.sheet_words').includes(bare)) return { kind: 'sheet' };
  const one = after(words, wordList('office.status.detail_words'));
  const number = one === undefined ? undefined : (receiptIn(one) ?? ordinal(one));
  if (number !== undefined) return { kind: 'detail', number };
  if (receiptIn(words) && bare.length <= 9) return { kind: 'detail', number: receiptIn(words) ?? '' };
  const asked = askIn(reading);
  return asked && { kind: 'list', ask: asked, from: 0 };
}

function ordinal(words: string): number | undefined {
  const [, digits] = /^第?\s*(\d{1,6})\s*[项条个份]?$/.exec(words.normalize('NFKC')) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The stage words, whole questions first: 谁没交 before 没交. */
const STAGES: readonly (readonly [code: string, stages: readonly Stage[]])[] = [
  ['not_submitted', NOT_SUBMITTED],
  // 没填完 holds 没填 in it.
  ['unfinished', ['draft', 'finished']],
  ['absent', ['absent']],
  ['draft', ['draft']],
  ['finished', ['finished']],
  ['returned', ['returned']],
  ['not_passed', ['refused']],
  ['passed', ['passed']],
  ['waiting', ['submitted']],
  ['handed_in', ['submitted', 'returned', 'passed', 'refused']],
];

/**
 * What is asked for; undefined where the words do not ask about standing. A word of the family must be there: 状态, or one
 * of the whole questions.
 */
function askIn(reading: Reading): StandingAsk | undefined {
  const { words, calls } = reading;
  if (words.length > 80 || words.includes('\n')) return undefined;
  const folded = fold(words);
  const head = after(words, wordList('office.status.words'));
  const stage = STAGES.find(([code]) =>
    wordList(`office.status.stage.${code}`).some((word) => folded.includes(word)),
  );
  const above = wordList('office.status.above_words').some((word) => folded.includes(word));
  const revised = wordList('office.status.revised_words').some((word) => folded.includes(word));
  const fresh = wordList('office.status.week_words').some((word) => folded.includes(word));
  const section = sectionIn(reading, words);
  const where = unitIn(words);
  const isQuestion =
    head !== undefined ||
    where !== undefined ||
    stageAsks(folded) ||
    above ||
    revised ||
    section !== undefined ||
    (fresh && !!stage);
  if (!isQuestion) return undefined;
  const call = calls.find((each) => namesOf(each).some((name) => folded.includes(fold(name))));
  const unit = /单位\s*[=＝：:]\s*(\S+)/.exec(words)?.[1] ?? where;
  const field = /领域\s*[=＝：:]\s*(\S+)/.exec(words)?.[1];
  const rest = head === undefined ? '' : leftIn(head, { call, unit, field });
  return {
    ...(call ? { call: call.id } : {}),
    ...(unit ? { unit } : {}),
    ...(field ? { field } : {}),
    ...(stage && !section ? { stages: stage[1] } : {}),
    ...(above ? { above } : {}),
    ...(revised ? { revised } : {}),
    ...(section ? { section } : {}),
    ...(fresh ? { submittedSince: mondayOf(reading.today) } : {}),
    ...(rest && !stage && !above && !revised && !section ? { words: rest } : {}),
  };
}

/** 谁没交, 哪些单位没报: a question about stages by itself. */
function stageAsks(folded: string): boolean {
  return wordList('office.status.who_words').some((word) => folded.startsWith(word));
}

function namesOf({ id, title, short, aliases }: Call): string[] {
  return [id, title, short, ...aliases];
}

/** 济南示例大学到哪了: the unit before the question. */
function unitIn(words: string): string | undefined {
  for (const tail of wordList('office.status.where_words')) {
    const at = words.indexOf(tail);
    if (at >= 2)
      return (
        words
          .slice(0, at)
          .replace(/^(?:状态|查一下|看一下|看看)\s*/, '')
          .trim() || undefined
      );
  }
  return undefined;
}

/** 第三节还空着的有哪些: the sections of that number or title, of every call or of the one that is named. */
function sectionIn({ calls }: Reading, asked: string): StandingAsk['section'] | undefined {
  const says = (code: string): boolean => wordList(code).some((word) => asked.includes(word));
  // 没填完 holds 没填 in it.
  const is = says('office.status.unfinished_words')
    ? 'unfinished'
    : says('office.status.empty_words')
      ? 'empty'
      : undefined;
  if (!is) return undefined;
  const [, number] = /第([一二三四五六七八九十]{1,3}|\d{1,2})[节章部]/.exec(asked) ?? [];
  const wanted = number === undefined ? undefined : numeral(number);
  const of = calls.flatMap(({ id, sections }) =>
    sections
      .filter((each) => (wanted === undefined ? asked.includes(each.title) : leading(each.number) === wanted))
      .map((each) => `${id}/${each.id}`),
  );
  return of.length > 0 ? { of, is } : undefined;
}

/** The number that a section's printed number begins with: 3 of 三(二). */
function leading(number: string): number | undefined {
  const [head] = /^(?:[一二三四五六七八九十]+|\d+)/.exec(number) ?? [];
  return head === undefined ? undefined : numeral(head);
}

function numeral(words: string): number {
  const digits = '一二三四五六七八九';
  if (/^\d+$/.test(words)) return Number(words);
  const [tens, ones] = words.includes('十') ? words.split('十') : ['', words];
  const ten = words.includes('十') ? (tens === '' ? 1 : digits.indexOf(tens ?? '') + 1) * 10 : 0;
  return ten + (ones ? digits.indexOf(ones) + 1 : 0);
}

/** The words after 状态 that are neither call nor limits. */
function leftIn(
  head: string,
  { call, unit, field }: { call: Call | undefined; unit: string | undefined; field: string | undefined },
): string {
  let left = head.replace(/(?:单位|领域)\s*[=＝：:]\s*\S+/g, '');
  for (const name of call ? namesOf(call) : []) left = left.replace(name, '');
  for (const part of [unit, field]) if (part) left = left.replace(part, '');
  return left.replace(/[？?。\s]/g, '').trim();
}

/** The Monday of that day's week at 00:00 in Asia/Shanghai, ISO 8601 UTC. */
function mondayOf(today: string): string {
  const day = new Date(`${today}T00:00:00+08:00`);
  const back = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return new Date(day.getTime() - back * 24 * 3600_000).toISOString();
}
