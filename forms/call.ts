/**
 * The schema of a call (征集): gates, sections, questions, computed values, whole-form rules, documents, summary
 * table, package, dates and what happens after printing. One `call.yaml` per call; see `calls/`.
 */
import { z } from 'zod';
import { Computed } from './computed.ts';
import type { OfficeForms } from './documents/office-form.ts';
import { DocumentSpec, PackageSpec, TableSpec } from './documents/spec.ts';
import { PapersSpec } from './office/papers.ts';
import { Gate, Id, RuleEntry, Section } from './question.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'day');

export const Deadline = z.strictObject({
  id: Id,
  name: z.string().min(1).describe('As people call it: 推荐单位报送截止'),
  who: z.enum(['applicant', 'recommender', 'coordinator']).describe('Who must have acted by then'),
  official: z.boolean().describe('True for a date the notice sets; false for an office’s own'),
  date: Day.nullable().describe('null where the notice does not say, or an office sets it'),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time')
    .optional()
    .describe('Time of that day, HH:MM; absent means its end'),
  status: z
    .enum(['stated', 'inferred', 'to_confirm'])
    .describe('stated by the notice; inferred by us; to be confirmed by the coordinator'),
  note: z.string().optional(),
  ask: z.string().min(1).optional().describe('Who can tell a date that the notice does not: 主管部门'),
});
export type Deadline = z.infer<typeof Deadline>;

/** One thing to do after the documents are printed, in order. */
export const AfterStep = z.strictObject({
  do: z.enum(['check', 'print', 'sign', 'seal', 'scan', 'upload', 'post', 'email', 'other']),
  text: z.string().min(1).describe('The instruction, {{id}} marks allowed'),
  source: z.string().optional(),
  deadline: Id.optional(),
  scan: Id.optional().describe('File question under which the scan is kept'),
});
export type AfterStep = z.infer<typeof AfterStep>;

export const CallFile = z.strictObject({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'slug'),
  version: z.int().min(1).describe('Grows with every change of questions; drafts are pinned to it'),
  title: z.string().min(1),
  short: z.string().min(1).describe('Name in lists and buttons, at most 12 characters'),
  issuer: z.string().min(1),
  number: z.string().optional().describe('发文字号, e.g. 国科外便〔2025〕25号'),
  about: z.string().min(1).describe('One or two sentences said when someone chooses it'),
  aliases: z.array(z.string()).default([]),
  terms: z
    .record(z.string(), z.string())
    .default({})
    .describe('Other wordings of the notice and what they mean'),
  deadlines: z.array(Deadline).default([]),
  gates: z.array(Gate).default([]),
  sections: z.array(Section).min(1),
  computed: z.array(Computed).default([]),
  rules: z.array(RuleEntry).default([]),
  documents: z.array(DocumentSpec).min(1),
  summary_table: TableSpec.optional(),
  package: PackageSpec.optional(),
  office: PapersSpec.optional().describe(
    'Papers of the office that sends all up, and what it is asked for them',
  ),
  after: z.array(AfterStep).default([]),
  media: z
    .strictObject({
      max_mb_total: z.number().positive().describe('Most that all files of one submission may have, in MiB'),
    })
    .optional()
    .describe('Limits of uploads over the whole form; the office’s own, not the notice’s'),
  name_question: Id.describe('The question whose answer names the submission in lists'),
  organisation_question: Id.optional(),
  person_question: Id.optional().describe('Who may submit only one proposal to this call'),
  field_question: Id.optional().describe(
    'The field of technology or industry, by which reviewers share the work',
  ),
});

/** A call that passed every check (see `parseCall` in `check.ts`), with the Word forms that its documents name. */
export type Call = z.infer<typeof CallFile> & { readonly forms?: OfficeForms };
