/**
 * Computed values of a call: a small closed arithmetic, no code. Each has an id that documents, rules and conditions
 * may use like a question's.
 */
import { z } from 'zod';

/** A number, the id of a number or money question, or an operation on them. */
export type Formula =
  | number
  | string
  | { sum: Formula[] }
  | { product: Formula[] }
  | { subtract: [Formula, Formula] }
  | { divide: [Formula, Formula] }
  | { total: string; column: string }
  | { count: string };

const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'id');

export const Formula: z.ZodType<Formula> = z.lazy(() =>
  z.union([
    z.number(),
    id.describe('id of a number question or computed value'),
    z
      .strictObject({ sum: z.array(Formula).min(1) })
      .describe('Empty operands count as 0 unless all are empty'),
    z.strictObject({ product: z.array(Formula).min(1) }),
    z.strictObject({ subtract: z.tuple([Formula, Formula]) }),
    z.strictObject({ divide: z.tuple([Formula, Formula]) }),
    z.strictObject({ total: id, column: id }).describe('Sum of a column over the rows of a question'),
    z.strictObject({ count: id }).describe('Number of rows, files or list entries of a question'),
  ]),
);

export const Computed = z.strictObject({
  id,
  label: z.string().min(1),
  formula: Formula,
  unit: z.string().optional(),
  digits: z.int().min(0).max(8).default(2).describe('Decimals shown'),
});
export type Computed = z.infer<typeof Computed>;
