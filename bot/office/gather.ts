/** What of a call goes up: which submissions, in which order, each as it was handed in. */
import { dayInWords } from '../../dialogs/engine/finish.ts';
import type { Entry } from '../../forms/documents/table.ts';
import type { Json } from '../../forms/json.ts';
import { inOrder, type Ranked } from '../../forms/office/order.ts';
import { lastRound, type Review } from '../../forms/office/review.ts';
import { planOf } from '../../forms/plan.ts';
import type { Store, Write } from '../../forms/ports.ts';
import type { Submission } from '../../forms/submission.ts';
import { type Catalog, callOf } from '../calls.ts';
import { dayInShanghai } from '../clock.ts';
import { keys } from '../keys.ts';
import { recordsIn } from '../pages.ts';
import { sentOf } from './reviews.ts';

/** What the office passed, or all that was handed in and not refused. */
export const SCOPES = ['passed', 'submitted'] as const;
export type Scope = (typeof SCOPES)[number];

/** One submission that goes up. */
export interface Source extends Ranked {
  /** The round in which it was handed in; null for one that is packed without the office. */
  readonly round: number | null;
  /** Its answers as they go up; undefined where they were erased. */
  load(): Promise<Submission | undefined>;
  /** The day its documents are of, `YYYY-MM-DD`. */
  readonly day: string;
}

export interface Gathered {
  /** In the order in which they go up. */
  readonly sources: readonly Source[];
  /** How many were handed in, whatever was decided. */
  readonly received: number;
  /** How many of them the office passed. */
  readonly passed: number;
}

/** What was handed in to a call. Reads the reviews, not the answers. */
export async function gather(store: Store, call: string, scope: Scope): Promise<Gathered> {
  const reviews: Review[] = [];
  for await (const { value } of recordsIn(store, keys.reviewPrefix)) {
    const review = value as unknown as Review;
    if (review.call === call) reviews.push(review);
  }
  const { order } = await priorityOf(store, call);
  const going = reviews.filter(({ state }) =>
    scope === 'passed' ? state === 'passed' : state === 'passed' || state === 'submitted',
  );
  const sources = going.map((review): Source => {
    const { round, at } = lastRound(review);
    return {
      id: review.submission,
      number: review.number,
      receivedAt: review.rounds[0]?.at ?? at,
      round,
      day: dayInShanghai(new Date(at)),
      load: () => sentOf(store, review.submission, round),
    };
  });
  return {
    sources: inOrder(sources, order),
    received: reviews.length,
    passed: reviews.filter(({ state }) => state === 'passed').length,
  };
}

/** A submission as tables and packages need it; undefined where it was erased meanwhile. */
export async function entryOf(catalog: Catalog, source: Source): Promise<Entry | undefined> {
  const submission = await source.load();
  if (!submission) return undefined;
  const { head, answers } = submission;
  return {
    plan: planOf(callOf(catalog, head.call), answers),
    making: { revision: head.revision, draft: false, today: dayInWords(source.day) },
  };
}

/** Which submissions a coordinator put in front, with the revision of the record; 0 while nobody did. */
export async function priorityOf(
  store: Store,
  call: string,
): Promise<{ readonly order: readonly string[]; readonly rev: number }> {
  const key = keys.order(call);
  const record = (await store.read([key])).get(key);
  const { order = [] } = (record?.value ?? {}) as { readonly order?: readonly string[] };
  return { order, rev: record?.rev ?? 0 };
}

/** The write that puts submissions in front, over the order that was read. */
export function priorityWrite(
  call: string,
  order: readonly string[],
  rev: number,
  { by, at }: { readonly by: string; readonly at: string },
): Write {
  const value = { order, by, at } as unknown as Json;
  return { key: keys.order(call), value, expect: rev === 0 ? 'absent' : rev };
}
