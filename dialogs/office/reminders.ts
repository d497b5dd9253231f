/** Which words are about reminders: by hand, to the group, what came of them; and for everyone, wanting none. */

import type { Whom } from '../../forms/office/reminder.ts';
import { mayAnywhere } from '../../forms/office/roles.ts';
import { text } from '../../forms/text/index.ts';
import * as lexicon from '../../forms/text/zh-CN/lexicon/reminders.ts';
import { phraseSet, squeeze } from '../engine/understand/words.ts';
import { after, callNamed, type Reading } from './reading.ts';

/** A call that was named: its id, null where none was, or the words that name none. */
export type Named = { readonly call: string | null } | { readonly unknown: string };

export type ReminderAct =
  | { readonly kind: 'mute'; readonly on: boolean }
  /** Words that a reminder offers: into a draft, or to begin one. */
  | { readonly kind: 'open'; readonly title: string }
  | { readonly kind: 'begin'; readonly call: string }
  | {
      readonly kind: 'manual';
      /** Null where only 提醒 was said. */
      readonly whom: Whom | null;
      readonly named: Named;
      /** Also those who were reminded a short time ago. */
      readonly again: boolean;
    }
  | { readonly kind: 'report'; readonly named: Named }
  | { readonly kind: 'group'; readonly words: string };

const muting = phraseSet(lexicon.muteWords);
const unmuting = phraseSet(lexicon.unmuteWords);
/** Longest notice to a group, in characters. */
const LONGEST_NOTICE = 1500;

export function readReminders(reading: Reading): ReminderAct | undefined {
  const whole = squeeze(reading.words);
  if (muting.has(whole) || unmuting.has(whole)) return { kind: 'mute', on: muting.has(whole) };
  return offered(reading) ?? (mayAnywhere(reading.grants, 'remind') ? asCoordinator(reading) : undefined);
}

function offered({ words, calls }: Reading): ReminderAct | undefined {
  const prefix = text('office.remind.open_word', { title: '' });
  if (words.startsWith(prefix) && words.length > prefix.length)
    return { kind: 'open', title: words.slice(prefix.length).trim() };
  const call = calls.find(({ short }) => words === text('office.remind.begin_word', { short }));
  return call && { kind: 'begin', call: call.id };
}

function asCoordinator(reading: Reading): ReminderAct | undefined {
  const notice = groupNotice(reading.words);
  if (notice !== undefined) return { kind: 'group', words: notice };
  const about = after(reading.words, lexicon.reportHeads);
  if (about !== undefined) return { kind: 'report', named: named(reading, about) };
  const rest = after(reading.words, lexicon.remindHeads);
  return rest === undefined ? undefined : manual(reading, rest);
}

/** A notice may have several lines, and be longer than a command. */
function groupNotice(words: string): string | undefined {
  const head = lexicon.groupHeads.find((each) => words.startsWith(each));
  if (head === undefined || words.length > LONGEST_NOTICE) return undefined;
  return words
    .slice(head.length)
    .replace(/^[\s：:，,]+/, '')
    .trim();
}

const GROUPS: readonly (readonly [Whom['group'], ReadonlySet<string>])[] = [
  ['absent', phraseSet(lexicon.absentWords)],
  ['unfinished', phraseSet(lexicon.unfinishedWords)],
  ['returned', phraseSet(lexicon.returnedWords)],
  ['all', phraseSet(lexicon.everyoneWords)],
];
const again = phraseSet(lexicon.againWords);

/** 提醒 alone, of a call, or with whom to remind; anything else begins some other sentence. */
function manual(reading: Reading, rest: string): ReminderAct | undefined {
  if (rest === '') return { kind: 'manual', whom: null, named: { call: null }, again: false };
  const tokens = rest.split(/[\s，,、：:]+/).filter(Boolean);
  let group: Whom['group'] | undefined;
  let unit: string | null = null;
  let isAgain = false;
  const others: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    const found = GROUPS.find(([, words]) => words.has(squeeze(token)));
    const own = lexicon.unitWords.find((word) => token.startsWith(word));
    if (found) group = found[0];
    else if (own === token && at + 1 < tokens.length) unit = tokens[++at] ?? null;
    else if (own !== undefined && own !== token) unit = token.slice(own.length);
    else if (again.has(squeeze(token))) isAgain = true;
    else others.push(token);
  }
  const about = named(reading, others.join(' '));
  if (group === undefined && unit === null && !('call' in about && about.call)) return undefined;
  const whom: Whom | null = group === undefined && unit === null ? null : { group: group ?? 'all', unit };
  return { kind: 'manual', whom, named: about, again: isAgain };
}

/** The call that the rest of a command names. */
export function named(reading: Pick<Reading, 'calls'>, words: string): Named {
  if (words.trim() === '') return { call: null };
  const call = callNamed(reading, words);
  return call ? { call: call.id } : { unknown: words };
}
