/**
 * A question of a call, as it stands in `call.yaml`. The `kind` and `rules` entries are checked in a second pass
 * against the tables of kinds and rules (see `call.ts`), so that a new kind or rule touches no schema here.
 */
import { z } from 'zod';
import { Condition } from './condition.ts';
import { ValueRef } from './reference.ts';

/** Ids of questions, parts, columns and sections: stable for ever, ASCII, used in paths. */
export const Id = z.string().regex(/^[a-z][a-z0-9_]{0,47}$/, 'id');

/** `kind: { type: money, unit: 万元 }`; a bare `kind: phone` means `{ type: phone }`. */
const KindEntry = z.preprocess(
  (kind) => (typeof kind === 'string' ? { type: kind } : kind),
  z.looseObject({ type: z.string() }),
);

/** `- { rule: banned_words, words: […] }`; a bare `- single_line` means `{ rule: single_line }`. */
export const RuleEntry = z.preprocess(
  (rule) => (typeof rule === 'string' ? { rule } : rule),
  z.looseObject({ rule: z.string() }),
);

export const Question = z.strictObject({
  id: Id.describe('Stable id, e.g. tech_name; answers are filed under it for ever'),
  code: z.string().optional().describe('The field’s number in the notes on the notice, e.g. A10'),
  label: z.string().min(1).describe('Short name, as in progress lists and summaries'),
  ask: z.string().min(1).describe('The sentence the bot asks'),
  guidance: z.string().optional().describe('What the notice says about it, in its own words'),
  why: z
    .string()
    .optional()
    .describe('Our reason for asking what the form does not print; never told as the notice’s words'),
  source: z.string().optional().describe('Clause of the notice, e.g. 附件1 二(一)1'),
  examples: z.array(z.string()).default([]).describe('Own examples, told on 例子'),
  kind: KindEntry,
  required: z.boolean().default(true),
  none: z.boolean().default(false).describe('"无" is a full answer here'),
  show_if: Condition.optional(),
  rules: z.array(RuleEntry).default([]),
  same_as: Id.optional().describe('Question whose answer 同上 takes over'),
  propose: ValueRef.optional().describe(
    'Answer or derived value (trl_paragraph) whose text is offered as a draft here; the person takes, edits or declines it',
  ),
  aliases: z.array(z.string()).default([]).describe('Other names people use for it: 回到投资那里'),
});
export type Question = z.infer<typeof Question>;

/** A question asked before anything else. Where the answer is `stop.when`, the interview ends with `stop.say`. */
export const Gate = Question.extend({
  stop: z
    .strictObject({
      when: z.union([z.string(), z.boolean()]),
      say: z.string().min(1),
      confidential: z
        .boolean()
        .default(false)
        .describe(
          'That answer means that nothing of the content may be taken: it is asked first, and on it only the fact is kept',
        ),
    })
    .optional()
    .describe('The answer on which the interview stops, and what is said then'),
});
export type Gate = z.infer<typeof Gate>;

export const Section = z.strictObject({
  id: Id,
  number: z.string().describe('As the form prints it, e.g. 三(一)'),
  title: z.string().min(1),
  intro: z.string().optional().describe('Said when the section opens'),
  aliases: z.array(z.string()).default([]),
  show_if: Condition.optional(),
  later: z
    .boolean()
    .default(false)
    .describe('Asked only after the documents were made: scans of what was signed and sealed'),
  questions: z.array(Question).min(1),
});
export type Section = z.infer<typeof Section>;
