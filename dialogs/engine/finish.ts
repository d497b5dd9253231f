/** After the documents: what was made, and what the person has to do with them, in the notice's order. */
import type { Call, Deadline } from '../../forms/call.ts';
import { fillingOf } from '../../forms/documents/build.ts';
import { fillText } from '../../forms/documents/fill.ts';
import { versionMark } from '../../forms/documents/version.ts';
import type { Issue } from '../../forms/issue.ts';
import { text } from '../../forms/text/index.ts';
import { review } from './review.ts';
import type { Reply, Situation } from './situation.ts';
import { sentence } from './wording.ts';

/** A document as far as it is spoken of. */
interface Made {
  readonly name: string;
  readonly fileName: string;
  readonly draft: boolean;
  readonly faults: readonly Issue[];
}

/** Most faults of one document that are told. */
const TOLD = 5;

/** Says which files there are; with the final ones, what comes next and by when. */
export function documentsReply(situation: Situation, made: readonly Made[], final: boolean): Reply {
  const { call, plan, head } = situation;
  const open = review(situation).must.length > 0;
  const lines = [
    text('documents.made'),
    ...made.map((each) => text(lineCode(each, open), { name: each.fileName })),
    text(markCode(call), { mark: versionMark(plan, head.revision) }),
    ...faultLines(made),
  ];
  if (final && call.after.length > 0) lines.push('', text('documents.after'), ...steps(situation));
  return { text: lines.join('\n') };
}

/** Where the mark of the version stands: not in the footer of an office's own form, nor of a letter under a red head. */
function markCode({ documents }: Call): string {
  if (documents.some((document) => document.letterhead)) return 'documents.mark_letter';
  return documents.some((document) => document.template) ? 'documents.mark_template' : 'documents.mark';
}

/** `open`: something is still missing, or must be mended. */
function lineCode({ draft, faults }: Made, open: boolean): string {
  if (faults.length > 0) return 'documents.faulty';
  if (draft && !open) return 'documents.unfinished';
  return draft ? 'documents.draft' : 'documents.final';
}

/** What did not agree with the answers, document by document, and what to do about it. */
function faultLines(made: readonly Made[]): string[] {
  const lines = made.flatMap(({ name, faults }) => {
    const told = faults
      .slice(0, TOLD)
      .map((issue) => text('documents.fault', { name, what: sentence(issue) }));
    const more = faults.length - told.length;
    return more > 0 ? [...told, text('documents.faults_more', { name, more })] : told;
  });
  return lines.length > 0 ? ['', text('documents.faults'), ...lines, text('documents.faults_next')] : [];
}

/** What comes after printing, in the notice's order. */
export function steps(situation: Situation): string[] {
  const { call, plan, head, speaker } = situation;
  const filling = fillingOf(plan, { revision: head.revision, draft: false, today: speaker.today });
  return call.after.map((step, at) => {
    const deadline = call.deadlines.find((each) => each.id === step.deadline);
    const said = text('documents.step', { number: at + 1, text: fillText(step.text, filling) });
    return said + (deadline ? due(deadline) : '');
  });
}

/** By when; nothing where the date is not known. */
function due({ name, date, time, status, ask }: Deadline): string {
  if (date === null) return '';
  const code = status === 'inferred' ? 'documents.due_inferred' : 'documents.due';
  return text(code, { name, date: momentInWords(date, time), ask: ask ?? text('deadline.authority') });
}

/** 2025年3月8日 */
export function dayInWords(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return text('date.day', { year, month, day: date });
}

/** 2025年3月8日16:00; without a time the day alone. */
export function momentInWords(day: string, time: string | null = null): string {
  return time === null ? dayInWords(day) : text('date.day_time', { day: dayInWords(day), time });
}
