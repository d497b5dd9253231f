/**
 * The office's own papers of a call: the letter with which all goes up, the head of the summary table. What they need to
 * know is asked of a coordinator by questions like any others; together they make a small call of their own, so that
 * answers are read, shown and printed in the one way there is.
 */
import { z } from 'zod';
import type { Call } from '../call.ts';
import { DocumentSpec } from '../documents/spec.ts';
import { Question } from '../question.ts';

export const PapersSpec = z.strictObject({
  questions: z.array(Question).min(1).describe('Asked of a coordinator: full name of the unit, date …'),
  documents: z
    .array(DocumentSpec)
    .default([])
    .describe(
      'Besides answers they know {{received}}, {{recommended}}, {{lines}} and the block summary_table',
    ),
  head: z
    .record(z.string(), z.string())
    .default({})
    .describe('Lines above the summary table by their printed label, {{}} marks allowed'),
});
export type PapersSpec = z.infer<typeof PapersSpec>;

/** Id of the one section of that small call. */
const SECTION = 'office';

const made = new WeakMap<object, Call>();

/** The small call of the office's questions and documents; undefined where the call has none. */
export function papersOf(call: Omit<Call, 'forms'>): Call | undefined {
  const { office } = call;
  if (!office) return undefined;
  const known = made.get(call);
  if (known) return known;
  const papers: Call = {
    ...call,
    gates: [],
    sections: [
      {
        id: SECTION,
        number: '',
        title: call.title,
        aliases: [],
        later: false,
        questions: [...office.questions],
      },
    ],
    computed: [],
    rules: [],
    documents: [...office.documents],
    summary_table: undefined,
    package: undefined,
    after: [],
    name_question: office.questions[0]?.id ?? '',
    organisation_question: undefined,
    person_question: undefined,
    field_question: undefined,
    office: undefined,
  };
  made.set(call, papers);
  return papers;
}
