/** Reviews and what was submitted, in the store. */
import type { Json } from '../../forms/json.ts';
import type { Review } from '../../forms/office/review.ts';
import type { Store, Write } from '../../forms/ports.ts';
import type { Answer, Head, Path, Submission } from '../../forms/submission.ts';
import { keys } from '../keys.ts';
import { changeMark } from './changes.ts';

/** A review with the revision of its record; 0 while nothing was submitted. */
export interface KeptReview {
  readonly review: Review | null;
  readonly rev: number;
}

export async function reviewOf(store: Store, submission: string): Promise<KeptReview> {
  const key = keys.review(submission);
  const record = (await store.read([key])).get(key);
  return { review: (record?.value ?? null) as unknown as Review | null, rev: record?.rev ?? 0 };
}

/** The writes that keep a review over the one that was read. */
export function reviewWrites(review: Review, rev: number, at: string): Write[] {
  return [
    {
      key: keys.review(review.submission),
      value: review as unknown as Json,
      expect: rev === 0 ? 'absent' : rev,
    },
    changeMark('review', review.submission, new Date(at)),
  ];
}

/** A submission as it was handed in: nothing of it changes any more. */
interface KeptSent {
  readonly head: Pick<Head, 'id' | 'call' | 'owner' | 'status' | 'revision' | 'createdAt' | 'updatedAt'>;
  readonly answers: readonly (readonly [Path, Answer])[];
}

/** The write that keeps the answers of a round whole. */
export function sentWrite({ head, answers }: Submission, round: number): Write {
  const { id, call, owner, status, revision, createdAt, updatedAt } = head;
  const kept: KeptSent = {
    head: { id, call, owner, status, revision, createdAt, updatedAt },
    answers: [...answers],
  };
  return { key: keys.sent(id, round), value: kept as unknown as Json, expect: 'absent' };
}

/** What was handed in with a round; undefined where there is no such round, or it was erased. */
export async function sentOf(
  store: Store,
  submission: string,
  round: number,
): Promise<Submission | undefined> {
  const key = keys.sent(submission, round);
  const record = (await store.read([key])).get(key);
  if (!record) return undefined;
  const { head, answers } = record.value as unknown as KeptSent;
  return {
    head: { ...head, focus: null, last: null, pending: null, documents: head.revision },
    answers: new Map(answers),
  };
}
