/** A submission as one line of a list. */
import { progressBySection, progressOf } from '../dialogs/engine/next.ts';
import type { Call } from '../forms/call.ts';
import { shownText } from '../forms/documents/shown.ts';
import { levelsOf } from '../forms/office/levels.ts';
import { planFor } from '../forms/plan.ts';
import type { Submission } from '../forms/submission.ts';
import type { Line } from './submissions.ts';

/** What lists show of a submission. */
export function lineOf(call: Call, { answers }: Pick<Submission, 'answers'>): Line {
  const plan = planFor(call, answers);
  const { done, total } = progressOf(plan);
  const { book } = plan;
  const shown = (question: string | undefined): string => {
    if (question === undefined) return '';
    const make = (): string => shownText(call, book, question);
    return book.recall?.(`line ${question}`, make) ?? make();
  };
  return {
    callTitle: call.short,
    title: shown(call.name_question),
    organisation: shown(call.organisation_question),
    ...(call.person_question ? { person: shown(call.person_question) } : {}),
    done,
    total,
    ...(call.field_question ? { field: shown(call.field_question) } : {}),
    sections: progressBySection(plan),
    levels: levelsOf(plan),
  };
}
