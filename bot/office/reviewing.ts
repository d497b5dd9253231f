/**
 * Looking at what was handed in, and deciding: sent back with comments on questions, passed, refused. A decision is about
 * the round that the reviewer saw; where another reviewer or a new round came first, it is not taken.
 */

import { review as formalCheck } from '../../dialogs/engine/review.ts';
import { standing } from '../../dialogs/engine/situation.ts';
import { labelOf } from '../../dialogs/engine/wording.ts';
import { type Remark, type ReviewingAct, readReviewing, remarksIn } from '../../dialogs/office/reviewing.ts';
import type { MadeDocument } from '../../dialogs/turn.ts';
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { filesIn } from '../../forms/kinds/file.ts';
import { safeFileName } from '../../forms/name.ts';
import { decide, lastRound, type Review } from '../../forms/office/review.ts';
import { may, type OfficeActName } from '../../forms/office/roles.ts';
import type { Standing } from '../../forms/office/standing.ts';
import { planFor } from '../../forms/plan.ts';
import type { Submission } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { callOf } from '../calls.ts';
import { asked, refused, said } from './answers.ts';
import type { Family, OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import { type KeptReview, reviewOf, reviewWrites, sentOf } from './reviews.ts';
import { lookedAt, looking, type StatusDeps } from './status.ts';
import { decisionNotice, titleOf } from './submitting.ts';
import { timeInWords } from './time.ts';

export interface ReviewingDeps extends StatusDeps {
  makeDocuments(call: Call, submission: Submission): Promise<readonly MadeDocument[]>;
}

const NEEDS: Readonly<Record<ReviewingAct['kind'], OfficeActName>> = {
  return: 'return',
  pass: 'decide',
  refuse: 'decide',
  material: 'answers',
};

/** What a decision is about, as it was handed in. */
interface Case {
  readonly line: Standing;
  readonly kept: KeptReview & { readonly review: Review };
  readonly round: number;
  readonly call: Call;
  readonly submission: Submission;
}

export function createReviewing(deps: ReviewingDeps): Family<ReviewingAct> {
  return {
    name: 'reviewing',
    read: readReviewing,
    async run(act, now, confirmed) {
      const found = await caseOf(deps, act, now);
      if ('replies' in found) return found;
      if (act.kind === 'material') return material(deps, found, now);
      if (act.kind === 'return') return giveBack(found, act, now, confirmed);
      return conclude(found, act, now, confirmed);
    },
  };
}

/** The submission that is meant, if the person may do this to it and it can be done; otherwise what to say. */
async function caseOf(deps: ReviewingDeps, act: ReviewingAct, now: OfficeNow): Promise<Case | OfficeOutcome> {
  const seen = act.on ?? lookedAt(now)?.one ?? null;
  const all = await deps.standings.all();
  const line =
    act.number === null
      ? all.find(({ id }) => id === seen?.submission)
      : all.find(({ number }) => number === act.number);
  if (act.number === null && !seen)
    return said('office.review.which', { verb: text(`office.review.verb.${act.kind}`) });
  const target = line ? { call: line.call, unit: line.unit, field: line.field } : {};
  // What is not there and what is not theirs sound the same.
  if (!line || !may(now.office.grants, NEEDS[act.kind], target))
    return refused(now, NEEDS[act.kind], line ? { call: line.call } : {}, 'office.review.none');
  const { review, rev } = await reviewOf(deps.store, line.id);
  if (!review) return said('office.review.not_submitted');
  const round = act.number === null && seen ? seen.round : lastRound(review).round;
  const submission = await sentOf(deps.store, line.id, round);
  if (!submission) return said('office.review.not_submitted');
  return { line, kept: { review, rev }, round, call: callOf(deps.catalog, submission.head.call), submission };
}

/** Files sent with a submission that are given at once. */
const SHOWN = 10;

/** What was sent beside the answers: evidence, pictures, scans, each file once. */
function evidenceOf({ answers }: Submission): MadeDocument[] {
  const files = new Map([...answers.values()].flatMap(filesIn).map((file) => [file.hash, file]));
  return [...files.values()].map(({ name, hash, bytes, mediaType }) => ({
    name,
    fileName: safeFileName(name),
    mediaType,
    hash,
    bytes,
    draft: false,
    faults: [],
  }));
}

/** The documents of what was handed in, and what was sent with it. */
async function material(
  deps: ReviewingDeps,
  { line, kept, round, call, submission }: Case,
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const made = await deps.makeDocuments(call, submission);
  const sent = evidenceOf(submission);
  const at = kept.review.rounds.find((each) => each.round === round)?.at ?? now.at;
  const base = lookedAt(now) ?? { ask: {}, from: 0, ids: [] };
  return {
    ...said('office.review.material', {
      title: titleOf(call, submission),
      round,
      time: timeInWords(at),
      sent: sent.length > 0 ? text('office.review.sent', { count: sent.length }) : '',
      more: sent.length > SHOWN ? text('office.review.sent_more', { count: sent.length - SHOWN }) : '',
    }),
    documents: [...made, ...sent.slice(0, SHOWN)],
    office: looking(now, { ...base, one: { submission: line.id, round } }),
  };
}

function giveBack(found: Case, act: ReviewingAct, now: OfficeNow, confirmed: boolean): OfficeOutcome {
  const { call, submission, kept } = found;
  const remarks = remarksIn(call, planFor(call, submission.answers), act.words);
  if (remarks.length === 0) return said('office.review.return_how');
  if (confirmed) return take(found, { did: 'returned', why: '' }, remarks, now);
  const situation = standing(call, submission, now.today);
  const comments = remarks.map(({ path, text: words }, at) =>
    text('office.review.comment', {
      number: at + 1,
      label: (path === null ? '' : labelOf(situation, path)) || text('office.review.whole'),
      text: words,
    }),
  );
  const params = {
    title: titleOf(call, submission),
    number: kept.review.number,
    count: remarks.length,
    comments: comments.join('\n'),
  };
  return ask(found, act, text('office.review.return_ask', params));
}

function conclude(found: Case, act: ReviewingAct, now: OfficeNow, confirmed: boolean): OfficeOutcome {
  const { call, submission, kept } = found;
  if (act.kind === 'refuse' && act.words === '') return said('office.review.refuse_how');
  const did = act.kind === 'pass' ? 'passed' : 'refused';
  if (confirmed) return take(found, { did, why: act.words }, [], now);
  const { must, person } = formalCheck(standing(call, submission, now.today));
  const count = must.length + person.length;
  const params = {
    title: titleOf(call, submission),
    number: kept.review.number,
    why: act.words,
    checks: count > 0 ? text('office.review.checks_open', { count }) : '',
  };
  return ask(
    found,
    act,
    text(act.kind === 'pass' ? 'office.review.pass_ask' : 'office.review.refuse_ask', params),
  );
}

/** Shows what would be done; what is confirmed is the round that was shown. */
function ask({ line, round }: Case, act: ReviewingAct, words: string): OfficeOutcome {
  const on = { submission: line.id, round };
  return {
    ...asked(words),
    pending: { family: 'reviewing', act: { ...act, number: null, on } as unknown as Json },
  };
}

function take(
  { line, kept, round, call, submission }: Case,
  decision: { readonly did: 'returned' | 'passed' | 'refused'; readonly why: string },
  remarks: readonly Remark[],
  now: OfficeNow,
): OfficeOutcome {
  const moved = decide(kept.review, round, decision, remarks, { by: now.person, at: now.at });
  if (!moved.ok)
    return said('office.review.changed_meanwhile', { stage: text(`office.stage.${kept.review.state}`) });
  const { at, person: by } = now;
  const entry = { at, by, act: decision.did, outcome: 'done', call: call.id, submission: line.id } as const;
  return {
    ...said(`office.review.done.${decision.did}`, { title: titleOf(call, submission) }),
    writes: [
      ...reviewWrites(moved.review, kept.rev, at),
      decisionNotice(moved.review, submission.head.owner, at, now.newId()),
      ledgerWrite(entry, now.newId()),
    ],
  };
}
