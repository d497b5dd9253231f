/** One submission as the office sees it: standing, progress, levels, findings of the formal check, and the comments' fate. */
import { review as formalCheck } from '../../dialogs/engine/review.ts';
import { type Reply, type Situation, standing } from '../../dialogs/engine/situation.ts';
import { labelOf, sentence } from '../../dialogs/engine/wording.ts';
import type { Issue } from '../../forms/issue.ts';
import { type Comment, lastRound, type Review } from '../../forms/office/review.ts';
import { may } from '../../forms/office/roles.ts';
import type { Standing } from '../../forms/office/standing.ts';
import type { Store } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import { type Catalog, callOf } from '../calls.ts';
import { keys } from '../keys.ts';
import type { Submissions } from '../submissions.ts';
import type { OfficeNow } from './family.ts';
import { reviewOf, sentOf } from './reviews.ts';
import { timeInWords } from './time.ts';
import { namedTitle } from './titles.ts';

export interface DetailDeps {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly submissions: Submissions;
}

/** Findings listed at once. */
const LISTED = 8;

/** What is said of a line, and the round that was seen; 0 where nothing was handed in. */
export async function detailOf(
  deps: DetailDeps,
  line: Standing,
  now: OfficeNow,
): Promise<{ readonly reply: Reply; readonly round: number }> {
  if (line.stage === 'absent') return { reply: { text: headOf(deps, line) }, round: 0 };
  const { review } = await reviewOf(deps.store, line.id);
  const situation = await situationFor(deps, line, review, now.today);
  const target = { call: line.call, unit: line.unit, field: line.field };
  const allowed = (act: 'answers' | 'decide'): boolean => may(now.office.grants, act, target);
  const lines = [
    headOf(deps, line),
    ...(line.field ? [text('office.status.detail_field', { field: line.field })] : []),
    ...timesOf(line, review),
    progressOf(deps, line),
    ...levelsOf(line),
    ...(line.revised ? [text('office.status.detail_revised')] : []),
    ...(situation ? findingsOf(situation) : []),
    ...(review && situation ? commentsOf(review, situation) : []),
    ...(review?.state === 'submitted' && allowed('decide') ? [text('office.status.can_review')] : []),
  ];
  const title = text('office.status.material');
  const options = review && allowed('answers') ? { options: [{ title, value: title }] } : {};
  return { reply: { text: lines.join('\n'), ...options }, round: review ? lastRound(review).round : 0 };
}

/** What the office looks at: what was handed in last, otherwise the draft. */
async function situationFor(
  { store, catalog, submissions }: DetailDeps,
  line: Standing,
  review: Review | null,
  today: string,
): Promise<Situation | undefined> {
  const sent = review ? await sentOf(store, line.id, lastRound(review).round) : undefined;
  const key = keys.submission(line.id);
  const record = sent ? undefined : (await store.read([key])).get(key);
  const submission = sent ?? (record ? (await submissions.load(line.id, record)).submission : undefined);
  return submission && standing(callOf(catalog, submission.head.call), submission, today);
}

function headOf({ catalog }: DetailDeps, line: Standing): string {
  return text('office.status.detail', {
    title: namedTitle(line),
    unit: line.unit || text('office.no_unit'),
    person: line.person ? text('office.status.by', { person: line.person }) : '',
    call: catalog.get(line.call)?.short ?? line.call,
    stage: text(`office.stage.${line.stage}`),
    receipt: line.number ? text('office.status.receipt', { number: line.number }) : '',
  });
}

function timesOf({ createdAt, updatedAt }: Standing, review: Review | null): string[] {
  const last = review ? lastRound(review) : undefined;
  return [
    ...(createdAt && updatedAt
      ? [
          text('office.status.detail_times', {
            created: timeInWords(createdAt),
            updated: timeInWords(updatedAt),
          }),
        ]
      : []),
    ...(last
      ? [text('office.status.detail_submitted', { submitted: timeInWords(last.at), round: last.round })]
      : []),
  ];
}

function progressOf({ catalog }: DetailDeps, line: Standing): string {
  const call = catalog.get(line.call);
  const sections = line.sections.map(({ id, done, total }) => {
    const title = call?.sections.find((each) => each.id === id)?.title ?? id;
    return text('office.status.detail_section', { title, done, total });
  });
  return text('office.status.detail_progress', {
    done: line.done,
    total: line.total,
    sections: sections.join('，'),
  });
}

function levelsOf({ levels }: Standing): string[] {
  return levels.map(({ claimed, supported }) =>
    text('office.status.detail_level', {
      claimed: claimed ?? text('office.status.level_none'),
      supported: supported ?? text('office.status.level_none'),
      mark: claimed !== null && claimed > (supported ?? 0) ? text('office.status.level_above') : '',
    }),
  );
}

function findingsOf(situation: Situation): string[] {
  const { must, should, person } = formalCheck(situation);
  const found = [...must, ...person, ...should];
  if (found.length === 0) return [text('office.status.findings_none')];
  const shown = found.slice(0, LISTED).map((issue) => findingText(situation, issue));
  const more = found.length > LISTED ? [text('review.more', { count: found.length - LISTED })] : [];
  return [text('office.status.findings'), ...shown, ...more];
}

function findingText(situation: Situation, issue: Issue): string {
  const label = issue.path === undefined ? '' : labelOf(situation, issue.path);
  return text(label ? 'review.line' : 'review.line_form', { label, finding: sentence(issue) });
}

/** The comments of the latest decided round with what came of each. */
function commentsOf({ rounds }: Review, situation: Situation): string[] {
  const decided = rounds.findLast(({ comments }) => comments.length > 0);
  if (!decided) return [];
  return [
    text('office.status.detail_comments'),
    ...decided.comments.map((comment) => fateOf(comment, situation)),
  ];
}

function fateOf({ path, text: words, answer }: Comment, situation: Situation): string {
  const label = (path === null ? '' : labelOf(situation, path)) || text('office.review.whole');
  if (!answer) return text('office.status.comment_open', { label, text: words });
  if (answer.did === 'kept')
    return text('office.status.comment_kept', { label, text: words, why: answer.why });
  return text('office.status.comment_changed', { label, text: words, time: timeInWords(answer.at) });
}
