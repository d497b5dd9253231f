/** Words about questions that are handed to colleagues: by the owner, and by the colleague. */
import { planFor } from '../../forms/plan.ts';
import {
  anyColleague,
  backWords,
  declineWords,
  editWords,
  giveHeads,
  giveTails,
  giveVerbs,
  handHeads,
  handVerbs,
  laterWords,
  leaveWords,
  listWords,
  notColleagues,
  startWords,
  takeAllWords,
  takeWords,
  withdrawWords,
} from '../../forms/text/zh-CN/lexicon/office-assist.ts';
import type { Place } from '../engine/understand/intent.ts';
import { findPlaces } from '../engine/understand/places.ts';
import { headOf, squeeze, tailOf } from '../engine/understand/words.ts';
import { after, type Reading } from './reading.ts';

export type AssistAct =
  /** `places` in the owner's draft that the words name; empty for none. `name` is who is meant, empty for any colleague. */
  | { readonly do: 'hand'; readonly name: string; readonly about: string; readonly places: readonly Place[] }
  | { readonly do: 'list' }
  | { readonly do: 'withdraw'; readonly about: string }
  | { readonly do: 'decide'; readonly what: 'take' | 'take_all' | 'decline' | 'edit' | 'later' }
  /** The colleague: goes on, leaves, hands back, or says something that the questions hear. */
  | { readonly do: 'start' | 'leave' | 'back' | 'say' };

/** Names under which it is kept what somebody is asked for a colleague, was asked before, and is to decide. */
export const ASSIST_HOLD = 'assist';
export const ASIDE_HOLD = 'assist.aside';
export const REVIEW_HOLD = 'assist.review';

/** Where a record is. */
export interface AssistHold {
  readonly submission: string;
  readonly id: string;
}

/** Longest message that hands something over, in characters. */
const LONGEST = 40;
/** Longest name of a colleague, in characters. */
const NAME = 8;

export function readAssist(reading: Reading): AssistAct | undefined {
  const { words, files, holds } = reading;
  const bare = squeeze(words);
  const is = (list: readonly string[]): boolean => files.length === 0 && list.includes(bare);
  if (is(startWords)) return { do: 'start' };
  if (holds[ASSIST_HOLD]) {
    if (is(leaveWords)) return { do: 'leave' };
    return is(backWords) ? { do: 'back' } : { do: 'say' };
  }
  if (files.length > 0) return undefined;
  if (holds[REVIEW_HOLD]) {
    const what = decisionIn(bare);
    if (what) return { do: 'decide', what };
  }
  if (is(listWords)) return { do: 'list' };
  const withdrawn = after(words, withdrawWords);
  if (withdrawn !== undefined) return { do: 'withdraw', about: withdrawn };
  return handIn(reading);
}

function decisionIn(bare: string): Extract<AssistAct, { do: 'decide' }>['what'] | undefined {
  if (takeAllWords.includes(bare)) return 'take_all';
  if (declineWords.includes(bare)) return 'decline';
  if (takeWords.includes(bare)) return 'take';
  if (laterWords.includes(bare)) return 'later';
  return editWords.includes(bare) ? 'edit' : undefined;
}

/** 请张三填 第四节; 把稳定性数据交给同事. Only with a place of the open draft: anything else may be an answer. */
function handIn({ words, current, today }: Reading): AssistAct | undefined {
  if (!current || words.length > LONGEST || words.includes('\n')) return undefined;
  const line = words.replace(/[\s。.!！~吧呢哦啊]+$/, '').trim();
  const said = asking(line) ?? giving(line);
  if (!said) return undefined;
  const { call, submission } = current;
  const plan = planFor(call, submission.answers);
  const slot = submission.head.focus ? (plan.at(submission.head.focus.path) ?? null) : null;
  const places = findPlaces({ plan, slot, today }, said.about, 'loose');
  // 请老王看看现场: with neither a place nor words that can only mean this, it may be an answer.
  if (places.length === 0 && !isPlain(line, said)) return undefined;
  return { do: 'hand', name: said.name, about: said.about, places };
}

/** Longest order that is one even where it names no place, in characters. */
const PLAIN = 20;

/** 请同事补充…, 请李四填…: short, and with a verb that is said of forms. */
function isPlain(line: string, { name }: Said): boolean {
  if (line.length > PLAIN || /[，,。；;、]/.test(line)) return false;
  return name === '' || (/^\p{Script=Han}{2,4}$/u.test(name) && /[填补]/.test(line));
}

interface Said {
  readonly name: string;
  readonly about: string;
}

function asking(line: string): Said | undefined {
  const head = headOf(line, handHeads);
  if (!head) return undefined;
  const rest = line.slice(head.length).trim();
  const verbs = [...handVerbs].sort((a, b) => b.length - a.length);
  for (let at = 1; at <= Math.min(NAME, rest.length - 1); at += 1) {
    const verb = verbs.find((each) => rest.startsWith(each, at));
    if (verb) return saidOf(rest.slice(0, at), rest.slice(at + verb.length));
  }
  return undefined;
}

function giving(line: string): Said | undefined {
  const head = headOf(line, giveHeads);
  const verb = giveVerbs.find((each) => line.includes(each));
  if (!head || !verb) return undefined;
  const at = line.indexOf(verb);
  const whole = line.slice(at + verb.length);
  const tail = tailOf(whole, giveTails) ?? '';
  return saidOf(whole.slice(0, whole.length - tail.length), line.slice(head.length, at));
}

function saidOf(who: string, what: string): Said | undefined {
  const name = squeeze(who);
  const about = what.replace(/^[\s：:，,“"]+|[\s”"]+$/g, '');
  if (name === '' || about === '' || name.length > NAME) return undefined;
  if (anyColleague.includes(name)) return { name: '', about };
  if (notColleagues.some((word) => name.includes(word))) return undefined;
  return { name, about };
}
