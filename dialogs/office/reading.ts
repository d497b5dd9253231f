/** What office words are read from. */
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import type { Grant } from '../../forms/office/roles.ts';
import type { Submission } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import type { SentFile } from '../engine/situation.ts';
import { callsNamed } from '../engine/understand/steer.ts';

/** What families keep of a person between messages, each under names of its own. */
export type Holds = Readonly<Record<string, Json>>;

export interface Reading {
  /** One message, trimmed. */
  readonly words: string;
  readonly files: readonly SentFile[];
  readonly grants: readonly Grant[];
  readonly calls: readonly Call[];
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
  /** The person's own draft that is open; null for none. */
  readonly current: { readonly call: Call; readonly submission: Submission } | null;
  readonly holds: Holds;
  /** What the last message of this conversation asked for: 确认, or an answer to a question of that family. */
  readonly waiting: { readonly family: string; readonly act: Json } | null;
}

const lists = new Map<string, readonly string[]>();

/** The words of a text that lists them, split once. */
export function wordList(code: string): readonly string[] {
  let known = lists.get(code);
  if (!known) {
    known = text(code).split('|');
    lists.set(code, known);
  }
  return known;
}

/** The same words, longer ones first. */
const sorted = new WeakMap<readonly string[], readonly string[]>();

function longestFirst(heads: readonly string[]): readonly string[] {
  let known = sorted.get(heads);
  if (!known) {
    known = [...heads].sort((a, b) => b.length - a.length);
    sorted.set(heads, known);
  }
  return known;
}

/** Longest message that can be an office command, in characters: what is longer is somebody's text. */
const LONGEST = 200;

/**
 * What follows one of these words at the head of a message, trimmed; undefined where it begins otherwise, or is too long
 * or of several lines to be a command. Longer words are tried first.
 */
export function after(words: string, heads: readonly string[]): string | undefined {
  if (words.length > LONGEST || words.includes('\n')) return undefined;
  const head = longestFirst(heads).find((each) => words.startsWith(each));
  return head === undefined
    ? undefined
    : words
        .slice(head.length)
        .replace(/^[\s：:，,]+/, '')
        .trim();
}

/** The one call that is named, by its name, short name or alias; undefined for none or several. */
export function callNamed(reading: Pick<Reading, 'calls'>, words: string): Call | undefined {
  const ids = callsNamed({ calls: reading.calls }, words);
  return ids.length === 1 ? reading.calls.find(({ id }) => id === ids[0]) : undefined;
}
