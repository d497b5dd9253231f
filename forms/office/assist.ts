/**
 * A question of a draft that its owner hands to a colleague: what was handed, what the colleague said, what the owner
 * decided of it. Pure moves over one record beside the draft; nothing of the draft is in it but names of questions.
 */
import type { Answer, Answers, Head, Path } from '../submission.ts';

/** `waiting`: nobody took it up yet; `working`; `handed`: the owner is to decide; `done`; `withdrawn`. */
export type AssistState = 'waiting' | 'working' | 'handed' | 'done' | 'withdrawn';

/** What the owner made of an answer. `edited`: they write it themselves. */
export type AssistDecision = 'taken' | 'declined' | 'edited';

/** One question that was handed over. */
export interface AssistItem {
  /** Id of the question in the colleague's interview. */
  readonly id: string;
  /** Where the answer belongs in the draft. */
  readonly path: Path;
  /** What the owner's form calls it. */
  readonly label: string;
  /** Parts of it that the draft did not ask for when it was handed over. */
  readonly hidden?: readonly string[];
  /** Asked only by an answer to another of the items. */
  readonly conditional?: true;
  /** When the draft's answer there was given (ISO 8601 UTC), as it was when this was handed over; null for none. */
  readonly was: string | null;
  readonly decision: AssistDecision | null;
  /** The colleague was told that it is not wanted any more. */
  readonly lapsed?: true;
}

export interface Assist {
  readonly id: string;
  /** From 1, in the order in which they were handed over from one draft. */
  readonly number: number;
  readonly submission: string;
  readonly call: { readonly id: string; readonly version: number };
  readonly owner: string;
  /** Name of the owner as their channel or the list has it; empty where neither does. */
  readonly from: string;
  /** What the owner calls the colleague: 张三, 同事. */
  readonly name: string;
  /** What was handed, in words: 第四节, 稳定性数据. */
  readonly about: string;
  readonly items: readonly AssistItem[];
  readonly state: AssistState;
  /** The person who took it up; null before. */
  readonly colleague: string | null;
  /** Instants are ISO 8601 UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Where the colleague's interview stands. */
  readonly head: Head;
  readonly answers: readonly (readonly [Path, Answer])[];
  /** What the conversation remembers of its last question. */
  readonly asked: { readonly question: Path | null; readonly memo?: unknown } | null;
  /** Instants of the turns in which the colleague spoke of it: what must go if the draft turns out not to be public. */
  readonly heard: readonly string[];
}

/** How long a colleague has, in ms. */
export const ASSIST_MS = 7 * 24 * 3600_000;

/** Why nothing more is taken for it; null where it is open. */
export function closedWhy(assist: Assist, at: string): 'withdrawn' | 'expired' | 'handed' | null {
  if (assist.state === 'withdrawn') return 'withdrawn';
  if (assist.state === 'handed' || assist.state === 'done') return 'handed';
  return at > assist.expiresAt ? 'expired' : null;
}

export function answersOf({ answers }: Assist): Answers {
  return new Map(answers);
}

/** The answers of one item: that of a question, or those of its parts and rows. Put off and unknown are no answers. */
export function answersTo(
  assist: Assist,
  { id }: Pick<AssistItem, 'id'>,
): readonly (readonly [Path, Answer])[] {
  return assist.answers.filter(
    ([path, { state }]) =>
      (path === id || path.startsWith(`${id}/`)) && (state === 'given' || state === 'none'),
  );
}

/** Items that the colleague answered and the owner did not decide yet. */
export function undecided(assist: Assist): readonly AssistItem[] {
  if (assist.state !== 'handed') return [];
  return assist.items.filter((item) => item.decision === null && answersTo(assist, item).length > 0);
}

/** With the owner's decision on one item; done once all are decided. */
export function decided(assist: Assist, id: string, decision: AssistDecision): Assist {
  const items = assist.items.map((item) => (item.id === id ? { ...item, decision } : item));
  const next = { ...assist, items };
  return undecided(next).length === 0 ? { ...next, state: 'done' } : next;
}

/** Whether two records hand over the same question. */
export function overlaps(a: Pick<Assist, 'items'>, b: Pick<Assist, 'items'>): boolean {
  return a.items.some(({ path }) =>
    b.items.some(
      (other) =>
        other.path === path || path.startsWith(`${other.path}/`) || other.path.startsWith(`${path}/`),
    ),
  );
}
