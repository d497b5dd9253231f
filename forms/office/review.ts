/**
 * What the office does with a submission: taken in, sent back with comments, passed or refused. Pure moves over one
 * record beside the answers; a move that is not possible says why. What was submitted is kept as it was, round by
 * round; later edits are a new revision and reach the office only when they are submitted again.
 */
import type { Path } from '../submission.ts';

/** Where a submission stands with the office. */
export type ReviewState = 'submitted' | 'returned' | 'passed' | 'refused';

/** What a reviewer wants looked at, and what came of it. */
export interface Comment {
  /** Unique within the review: `c1`, `c2` … */
  readonly id: string;
  /** The question; null for the whole submission. */
  readonly path: Path | null;
  readonly text: string;
  readonly by: string;
  /** Instants are ISO 8601 UTC. */
  readonly at: string;
  /** What the researcher did: the revision that changed the answer, or why it stays; null while open. */
  readonly answer: CommentAnswer | null;
}

export type CommentAnswer =
  | { readonly did: 'changed'; readonly revision: number; readonly at: string }
  | { readonly did: 'kept'; readonly why: string; readonly at: string };

/** One submitting and what the office decided of it. */
export interface Round {
  /** From 1. */
  readonly round: number;
  /** Revision of the answers that was submitted; its answers are kept whole under this round. */
  readonly revision: number;
  readonly by: string;
  readonly at: string;
  /** Why it was let in after the deadline, where it was. */
  readonly exception?: string;
  readonly decision: Decision | null;
  readonly comments: readonly Comment[];
}

export interface Decision {
  readonly did: 'returned' | 'passed' | 'refused';
  readonly why: string;
  readonly by: string;
  readonly at: string;
}

export interface Review {
  readonly submission: string;
  readonly call: string;
  /** Receipt number, the same through all rounds. */
  readonly number: string;
  readonly state: ReviewState;
  /** Oldest first; at least one. */
  readonly rounds: readonly Round[];
}

/** A move's result, or the code of why it cannot be made (`office.review.<code>` says it). */
export type Moved =
  | { readonly ok: true; readonly review: Review }
  | { readonly ok: false; readonly why: MoveRefused };

export type MoveRefused = 'unchanged' | 'in_review' | 'closed' | 'not_submitted' | 'changed_meanwhile';

interface Doing {
  readonly by: string;
  readonly at: string;
}

/** The newest round. */
export function lastRound(review: Review): Round {
  const round = review.rounds.at(-1);
  if (!round) throw new RangeError(`review of ${review.submission} without a round`);
  return round;
}

/**
 * Takes a revision in: a first time, again after it was returned, or a newer revision while the office has not decided
 * yet. What was passed or refused is closed.
 */
export function submit(
  before: Review | null,
  what: {
    readonly submission: string;
    readonly call: string;
    readonly number: string;
    readonly revision: number;
  },
  { by, at }: Doing,
  exception?: string,
): Moved {
  const { submission, call, number, revision } = what;
  const fresh = (round: number, comments: readonly Comment[]): Round => ({
    round,
    revision,
    by,
    at,
    ...(exception === undefined ? {} : { exception }),
    decision: null,
    comments,
  });
  if (!before) return moved({ submission, call, number, state: 'submitted', rounds: [fresh(1, [])] });
  if (before.state === 'passed' || before.state === 'refused') return { ok: false, why: 'closed' };
  const last = lastRound(before);
  const open = last.comments.some(({ answer }) => answer === null);
  if (last.revision === revision && (before.state === 'submitted' || open))
    return { ok: false, why: 'unchanged' };
  return moved({ ...before, state: 'submitted', rounds: [...before.rounds, fresh(last.round + 1, [])] });
}

/**
 * The office's decision on the round it looked at. Of two people deciding at once the second is refused
 * (`changed_meanwhile`), as is whoever looked at a round that was replaced.
 */
export function decide(
  before: Review | null,
  round: number,
  decision: Pick<Decision, 'did' | 'why'>,
  comments: readonly Pick<Comment, 'path' | 'text'>[],
  { by, at }: Doing,
): Moved {
  if (!before) return { ok: false, why: 'not_submitted' };
  const last = lastRound(before);
  if (before.state !== 'submitted' || last.round !== round) return { ok: false, why: 'changed_meanwhile' };
  const numbered = comments.map(
    (each, index): Comment => ({ ...each, id: `c${commentsOf(before) + index + 1}`, by, at, answer: null }),
  );
  const decided: Round = {
    ...last,
    decision: { ...decision, by, at },
    comments: [...last.comments, ...numbered],
  };
  return moved({ ...before, state: decision.did, rounds: [...before.rounds.slice(0, -1), decided] });
}

/** The researcher answers a comment of the last round. Unknown comments leave everything as it is. */
export function answerComment(before: Review, id: string, answer: CommentAnswer): Review {
  const last = lastRound(before);
  const comments = last.comments.map((each) => (each.id === id ? { ...each, answer } : each));
  return { ...before, rounds: [...before.rounds.slice(0, -1), { ...last, comments }] };
}

/** Comments of the last round that wait for an answer, while it is with the researcher. */
export function openComments(review: Review): readonly Comment[] {
  return review.state === 'returned'
    ? lastRound(review).comments.filter(({ answer }) => answer === null)
    : [];
}

function commentsOf({ rounds }: Review): number {
  return rounds.reduce((sum, { comments }) => sum + comments.length, 0);
}

function moved(review: Review): Moved {
  return { ok: true, review };
}
