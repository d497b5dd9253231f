/**
 * The closed language of conditions in a call: no code, only these forms.
 *
 * A condition names a question by id. Inside a row (`rows`) the id is looked up in the same row first, then among
 * the call's questions, gates and computed values.
 */
import { z } from 'zod';

/** Shown as `question: x, is: y` in the call file. */
export type Condition =
  | { question: string; is: string | number | boolean }
  | { question: string; includes: string }
  | { question: string; answered: boolean }
  | { question: string; above: number }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'id');

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ question: id, is: z.union([z.string(), z.number(), z.boolean()]) }),
    z.strictObject({ question: id, includes: z.string() }),
    z.strictObject({ question: id, answered: z.boolean() }),
    z.strictObject({ question: id, above: z.number() }),
    z.strictObject({ all: z.array(Condition).min(1) }),
    z.strictObject({ any: z.array(Condition).min(1) }),
    z.strictObject({ not: Condition }),
  ]),
);

/**
 * Whether a condition holds. `lookup` gives the plain value of an id: a string for a choice or text, an array of
 * strings for a multiple choice, a number, a boolean, or undefined where nothing is given.
 */
export function holds(condition: Condition, lookup: (id: string) => unknown): boolean {
  if ('all' in condition) return condition.all.every((each) => holds(each, lookup));
  if ('any' in condition) return condition.any.some((each) => holds(each, lookup));
  if ('not' in condition) return !holds(condition.not, lookup);
  const value = lookup(condition.question);
  if ('is' in condition) return value === condition.is;
  if ('includes' in condition)
    return Array.isArray(value) ? value.includes(condition.includes) : value === condition.includes;
  if ('above' in condition) return typeof value === 'number' && value > condition.above;
  return (value !== undefined) === condition.answered;
}

/** The ids that a condition reads. */
export function reads(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(reads);
  if ('any' in condition) return condition.any.flatMap(reads);
  if ('not' in condition) return reads(condition.not);
  return [condition.question];
}
