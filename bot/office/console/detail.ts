/**
 * One submission for the office's page: what was handed in last, else the draft, of which only standing is told.
 * Answers, their words in findings, and documents are for those who may read answers.
 */
import { review as formalCheck } from '../../../dialogs/engine/review.ts';
import { type Situation, standing } from '../../../dialogs/engine/situation.ts';
import { labelOf, sentence } from '../../../dialogs/engine/wording.ts';
import { shownAnswer } from '../../../forms/documents/shown.ts';
import type { Issue } from '../../../forms/issue.ts';
import {
  type ConsoleAnswers,
  type ConsoleDetail,
  type ConsoleFinding,
  type ConsoleRound,
  consoleLine,
} from '../../../forms/office/console.ts';
import { lastRound, type Review, type Round } from '../../../forms/office/review.ts';
import type { Standing } from '../../../forms/office/standing.ts';
import type { Store } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import type { Catalog } from '../../calls.ts';
import { type Model, modelsOf } from '../../documents.ts';
import { keys } from '../../keys.ts';
import type { Submissions } from '../../submissions.ts';
import { reviewOf, sentOf } from '../reviews.ts';

export interface DetailDeps {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly submissions: Submissions;
}

/** What may be seen besides standing, and the day it is seen on (`YYYY-MM-DD` in Asia/Shanghai). */
interface Seeing {
  readonly answers: boolean;
  readonly today: string;
}

export async function detailOf(deps: DetailDeps, line: Standing, seeing: Seeing): Promise<ConsoleDetail> {
  const { review } = line.stage === 'absent' ? { review: null } : await reviewOf(deps.store, line.id);
  const sent = review ? await sentSituation(deps, review, seeing.today) : undefined;
  const situation = sent ?? (await draftSituation(deps, line, seeing.today));
  const round = review ? lastRound(review) : undefined;
  const models = sent && seeing.answers ? modelsFor(sent, seeing.today) : [];
  return {
    line: consoleLine(line),
    rounds: (review?.rounds ?? []).map((each) => roundOf(each, situation)),
    findings: situation ? findingsOf(situation, seeing.answers) : null,
    answers: sent && round && seeing.answers ? answersOf(sent, round.at) : null,
    documents: models.map(({ kind, model }) => ({
      id: model.id,
      name: kind === 'docx' ? model.title : text('document.table'),
      fileName: `${model.fileName}.${kind}`,
    })),
  };
}

/** A document of what was handed in last, to be painted; undefined where there is none of that id. */
export async function sentDocument(
  deps: DetailDeps,
  submission: string,
  document: string,
  today: string,
): Promise<Model | undefined> {
  const { review } = await reviewOf(deps.store, submission);
  const sent = review ? await sentSituation(deps, review, today) : undefined;
  return sent && modelsFor(sent, today).find(({ model }) => model.id === document);
}

/** What was handed in last; undefined where it was erased, or its call is not here any more. */
async function sentSituation(
  { store, catalog }: DetailDeps,
  review: Review,
  today: string,
): Promise<Situation | undefined> {
  const submission = await sentOf(store, review.submission, lastRound(review).round);
  const call = submission && catalog.get(submission.head.call.id, submission.head.call.version);
  return call && submission && standing(call, submission, today);
}

async function draftSituation(
  { store, catalog, submissions }: DetailDeps,
  { id, stage }: Standing,
  today: string,
): Promise<Situation | undefined> {
  if (stage === 'absent') return undefined;
  const key = keys.submission(id);
  const record = (await store.read([key])).get(key);
  if (!record) return undefined;
  const { submission } = await submissions.load(id, record);
  const call = catalog.get(submission.head.call.id, submission.head.call.version);
  return call && standing(call, submission, today);
}

function modelsFor({ call, head, answers }: Situation, today: string): Model[] {
  return modelsOf(call, { head, answers }, today);
}

function roundOf(
  { round, revision, at, exception, decision, comments }: Round,
  situation?: Situation,
): ConsoleRound {
  return {
    round,
    revision,
    at,
    exception: exception ?? null,
    decision: decision && { did: decision.did, why: decision.why, at: decision.at },
    comments: comments.map(({ id, path, text: words, at: said, answer }) => ({
      id,
      label: (path !== null && situation && labelOf(situation, path)) || null,
      text: words,
      at: said,
      answer,
    })),
  };
}

function findingsOf(situation: Situation, answers: boolean): ConsoleFinding[] {
  const { must, should, person } = formalCheck(situation);
  return [...must, ...person, ...should].map((issue) => findingOf(situation, issue, answers));
}

function findingOf(situation: Situation, issue: Issue, answers: boolean): ConsoleFinding {
  const label = issue.path === undefined ? '' : labelOf(situation, issue.path);
  // A finding may quote the answer it is about; that something is missing quotes nothing.
  const say = answers || issue.code === 'missing' ? sentence(issue) : '';
  return { level: issue.level, label, say };
}

function answersOf(situation: Situation, at: string): ConsoleAnswers {
  const { call, plan, answers } = situation;
  const items = (slots: typeof plan.slots) =>
    slots
      .filter((slot) => !slot.control && answers.has(slot.path))
      .map(({ path }) => ({
        label: labelOf(situation, path),
        value: shownAnswer(plan, path),
        at: answers.get(path)?.at ?? at,
      }));
  const gates = items(plan.slots.filter(({ section }) => section === null));
  const sections = call.sections.map((section) => ({
    id: section.id,
    title: [section.number, section.title].filter(Boolean).join(' '),
    items: items(plan.slots.filter((slot) => slot.section === section)),
  }));
  return {
    at,
    sections: [{ id: 'gates', title: text('ask.gate'), items: gates }, ...sections].filter(
      (each) => each.items.length > 0,
    ),
  };
}
