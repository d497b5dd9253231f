/** A researcher hands in, hears what the office decided, and answers its comments one by one. */
import type { Reply } from '../../dialogs/engine/situation.ts';
import { standing } from '../../dialogs/engine/situation.ts';
import { labelOf } from '../../dialogs/engine/wording.ts';
import { readSubmitting, type SubmittingAct } from '../../dialogs/office/submitting.ts';
import type { Call } from '../../forms/call.ts';
import { shownAnswer } from '../../forms/documents/shown.ts';
import type { Json } from '../../forms/json.ts';
import {
  answerComment,
  type Comment,
  lastRound,
  openComments,
  type Review,
  submit,
} from '../../forms/office/review.ts';
import { planFor } from '../../forms/plan.ts';
import type { Store, Write } from '../../forms/ports.ts';
import type { Answer, Answers, Path, Submission } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { keys } from '../keys.ts';
import type { Opened } from '../unit.ts';
import { asked, said } from './answers.ts';
import { randomLetters } from './codes.ts';
import type { Family, OfficeNow, OfficeOutcome } from './family.ts';
import { isReceived } from './grants.ts';
import { ledgerWrite } from './ledger.ts';
import { type Notice, noticeWrite } from './notices.ts';
import { type KeptReview, reviewOf, reviewWrites, sentWrite } from './reviews.ts';
import { timeInWords } from './time.ts';

export interface SubmittingDeps {
  readonly store: Store;
  /** Why nothing more is taken in for a submission of a call, or why it is all the same; null before the deadline. */
  readonly closed: (call: Call, submission: Submission, now: OfficeNow) => Promise<Closed | Excepted | null>;
  /** Accounts that a setting makes administrators. */
  readonly administrators: readonly string[];
}

export interface Closed {
  /** Name of the deadline that has passed, and its day as people write it. */
  readonly name: string;
  readonly date: string;
}

export interface Excepted {
  /** Why it may come after the deadline, as the coordinator put it. */
  readonly exception: string;
}

type Open = { readonly opened: Opened; readonly kept: KeptReview };

export function createSubmitting(deps: SubmittingDeps): Family<SubmittingAct> {
  return {
    name: 'submitting',
    read: readSubmitting,
    async run(act, now, confirmed) {
      const opened = now.unit.current;
      if (!opened || opened.submission.head.id !== act.submission) return said('office.submit.none');
      const open = { opened, kept: await reviewOf(deps.store, act.submission) };
      if (act.kind === 'receipt') return receipt(open);
      if (act.kind === 'submit') return handIn(deps, act, open, now, confirmed);
      return act.kind === 'comments' ? nextComment(open, now) : keepAnswer(act, open, now);
    },
    tell: (notice, now) => decided(deps, notice, now),
  };
}

export function titleOf(call: Call, submission: Submission): string {
  const title = shownAnswer(planFor(call, submission.answers), call.name_question);
  return title === '' ? text('office.untitled') : title;
}

async function handIn(
  deps: SubmittingDeps,
  act: SubmittingAct,
  { opened, kept }: Open,
  now: OfficeNow,
  confirmed: boolean,
): Promise<OfficeOutcome> {
  const { call, submission } = opened;
  const { head } = submission;
  const title = titleOf(call, submission);
  const { review } = kept;
  if (!(await isReceived(deps, call.id))) return said('office.submit.nobody', { call: call.short });
  const open = review ? openComments(review).length : 0;
  if (open > 0) return said('office.submit.refused.open', { count: open });
  // What was returned may come back after the deadline: it was in time.
  const late = review ? null : await deps.closed(call, submission, now);
  if (late && !('exception' in late)) return said('office.submit.late', { call: call.short, ...late });
  const what = {
    submission: head.id,
    call: call.id,
    number: review?.number ?? newNumber(now),
    revision: head.revision,
  };
  const moved = submit(review, what, { by: now.person, at: now.at }, late?.exception);
  if (!moved.ok) {
    const stage = review ? text(`office.stage.${review.state}`) : '';
    return said(`office.submit.refused.${moved.why}`, { number: what.number, title, stage });
  }
  if (!confirmed)
    return {
      ...asked(text('office.submit.ask', { title, call: call.short })),
      pending: { family: 'submitting', act: act as unknown as Json },
    };
  const { round } = lastRound(moved.review);
  now.unit.handIn(round);
  const entry = {
    at: now.at,
    by: now.person,
    act: 'submit',
    outcome: 'done',
    call: call.id,
    submission: head.id,
    ...(late ? { why: late.exception } : {}),
  } as const;
  return {
    ...said('office.submit.done', { number: what.number, time: timeInWords(now.at), round }),
    writes: [
      ...reviewWrites(moved.review, kept.rev, now.at),
      sentWrite(submission, round),
      ...(review ? [] : [numberWrite(what.number, head.id)]),
      ledgerWrite(entry, now.newId()),
    ],
  };
}

/** Where it stands with the office, with its number and times. */
function receipt({ opened, kept: { review } }: Open): OfficeOutcome {
  if (!review) return said('office.submit.none');
  const { head } = opened.submission;
  const last = lastRound(review);
  const lines = [
    text('office.submit.receipt', {
      title: titleOf(opened.call, opened.submission),
      stage: text(`office.stage.${review.state}`),
      number: review.number,
      time: timeInWords(last.at),
      round: last.round,
    }),
    ...(last.decision
      ? [
          text('office.submit.receipt_decided', {
            time: timeInWords(last.decision.at),
            why: last.decision.why,
          }),
        ]
      : []),
    ...(head.revision > last.revision ? [text('office.submit.moved_on')] : []),
  ];
  const open = openComments(review).length;
  if (open > 0) lines.push(text('office.submit.left', { count: open }));
  const title = text('office.submit.next');
  return {
    replies: [{ text: lines.join('\n'), ...(open > 0 ? { options: [{ title, value: title }] } : {}) }],
  };
}

/** 1210-7KQ4: month and day of receipt, then what tells receipts of a day apart. A number that is taken makes the turn run again. */
function newNumber({ today }: OfficeNow): string {
  return `${today.slice(5).replace('-', '')}-${randomLetters(4)}`;
}

function numberWrite(number: string, submission: string): Write {
  return { key: keys.number(number), value: submission, expect: 'absent' };
}

/** The label of what a comment is about. */
function aboutOf(
  { call, submission }: Pick<Opened, 'call' | 'submission'>,
  { path }: Comment,
  today: string,
): string {
  if (path === null) return text('office.submit.whole');
  return labelOf(standing(call, submission, today), path) || text('office.submit.whole');
}

/** Number of a comment within its round, as people are told it. */
function numberOf(review: Review, comment: Comment): number {
  return lastRound(review).comments.indexOf(comment) + 1;
}

/** Leads to the next open comment's question. */
function nextComment({ opened, kept }: Open, now: OfficeNow): OfficeOutcome {
  const { review, rev } = kept;
  const open = review ? openComments(review) : [];
  const [comment] = open;
  if (!review || !comment)
    return said(review?.state === 'returned' ? 'office.submit.all' : 'office.submit.none');
  const params = {
    number: numberOf(review, comment),
    label: aboutOf(opened, comment, now.today),
    text: comment.text,
  };
  const { path } = comment;
  if (path === null || !planFor(opened.call, opened.submission.answers).at(path)) {
    // Nothing to lead to: seen, and the researcher's edits of any question are the answer.
    const next = answerComment(review, comment.id, {
      did: 'changed',
      revision: opened.submission.head.revision,
      at: now.at,
    });
    return { ...said('office.submit.one_whole', params), writes: reviewWrites(next, rev, now.at) };
  }
  now.unit.focus({ path, mode: 'edit', back: null });
  return { ...said('office.submit.one', params), goesOn: true };
}

function keepAnswer(
  act: Extract<SubmittingAct, { kind: 'keep' }>,
  { kept }: Open,
  now: OfficeNow,
): OfficeOutcome {
  const { review, rev } = kept;
  const open = review ? openComments(review) : [];
  const comment =
    act.number === null ? open[0] : open.find((each) => review && numberOf(review, each) === act.number);
  if (!review || open.length === 0) return said('office.submit.none');
  if (!comment) return said('office.submit.keep_none', { count: open.length });
  if (act.why === '') return said('office.submit.keep_why');
  const next = answerComment(review, comment.id, { did: 'kept', why: act.why, at: now.at });
  const kept1 = text('office.submit.kept', { number: numberOf(review, comment) });
  return { replies: [leftOf(next, kept1)], writes: reviewWrites(next, rev, now.at) };
}

/** What is left of the comments, below what was just said. */
function leftOf(review: Review, said1: string): Reply {
  const left = openComments(review).length;
  const tail = left > 0 ? text('office.submit.left', { count: left }) : text('office.submit.all');
  const title = text(left > 0 ? 'office.submit.next' : 'office.submit.finish');
  return { text: [said1, tail].join('\n'), options: [{ title, value: title }] };
}

/**
 * What stands below the interview's own reply: comments whose questions were changed in the turn are answered by that
 * change, and what has just been finished can be handed in.
 */
export async function afterInterview(
  deps: Pick<SubmittingDeps, 'store' | 'administrators'>,
  now: OfficeNow,
): Promise<Reply | null> {
  const opened = now.unit.current;
  if (!opened) return null;
  const { head } = opened.submission;
  if (head.handed !== undefined && opened.changes.length > 0)
    return commentsAnswered(deps.store, opened, now);
  const finished = head.status === 'finished' && now.unit.before?.head.status === 'draft';
  if (!finished || !(await isReceived(deps, opened.call.id))) return null;
  const title = text('office.submit.button');
  return { text: text('office.submit.offer'), options: [{ title, value: title }] };
}

async function commentsAnswered(store: Store, opened: Opened, now: OfficeNow): Promise<Reply | null> {
  const { submission } = opened;
  const { review, rev } = await reviewOf(store, submission.head.id);
  if (!review) return null;
  const moved = movedPaths(opened, now.unit.before?.answers);
  const touched = openComments(review).filter(
    ({ path }) => path !== null && moved.some((each) => each === path || each.startsWith(`${path}/`)),
  );
  if (touched.length === 0) {
    const again = now.unit.before?.head.status === 'finished' && submission.head.status === 'draft';
    return again && moved.length > 0 && review.state !== 'returned'
      ? { text: text('office.submit.moved_on') }
      : null;
  }
  let next = review;
  for (const { id } of touched)
    next = answerComment(next, id, { did: 'changed', revision: submission.head.revision, at: now.at });
  now.unit.also.push(...reviewWrites(next, rev, now.at));
  const lines = touched.map((comment) =>
    text('office.submit.changed', {
      number: numberOf(review, comment),
      label: aboutOf(opened, comment, now.today),
    }),
  );
  return leftOf(next, lines.join('\n'));
}

/** Paths whose answers are others now: the same value given again changes nothing. */
function movedPaths({ changes }: Opened, before: Answers | undefined): Path[] {
  const told = (answer: Answer | null | undefined): string => JSON.stringify([answer?.state, answer?.value]);
  return changes
    .filter(({ path, answer }) => told(answer) !== told(before?.get(path)))
    .map(({ path }) => path);
}

/** The notice of a decision, to the submission's owner. */
export function decisionNotice(review: Review, owner: string, at: string, id: string): Write {
  const data = { submission: review.submission, round: lastRound(review).round } as const;
  return noticeWrite({ to: owner, family: 'submitting', data, at }, id);
}

/** Says what was decided, unless the round was replaced meanwhile. */
async function decided(
  { store }: SubmittingDeps,
  notice: Notice,
  now: OfficeNow,
): Promise<OfficeOutcome | null> {
  const { submission: id, round } = notice.data as { readonly submission: string; readonly round: number };
  const { review } = await reviewOf(store, id);
  const last = review ? lastRound(review) : undefined;
  if (!review || !last?.decision || last.round !== round) return null;
  if (now.unit.current?.submission.head.id !== id && !(await now.unit.open(id))) return null;
  const opened = now.unit.current;
  if (!opened) return null;
  const { decision } = last;
  const params = {
    title: titleOf(opened.call, opened.submission),
    who: text('office.submit.office', { call: opened.call.short }),
    time: timeInWords(decision.at),
    why: decision.why,
  };
  if (decision.did !== 'returned') return said(`office.submit.${decision.did}`, params);
  const lines = openComments(review).map((comment) =>
    text('office.submit.comment', {
      number: numberOf(review, comment),
      label: aboutOf(opened, comment, now.today),
      text: comment.text,
    }),
  );
  if (lines.length === 0) return said('office.submit.returned_plain', params);
  const title = text('office.submit.next');
  const words = text('office.submit.returned', {
    ...params,
    count: lines.length,
    comments: lines.join('\n'),
  });
  return { replies: [{ text: words, options: [{ title, value: title }] }] };
}
