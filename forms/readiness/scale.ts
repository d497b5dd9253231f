/**
 * Scales of technology readiness as data: levels from the lowest, each with its criterion, the evidence wanted and
 * the items that are asked one by one. A scale may have any number of levels.
 */
import { z } from 'zod';

/** One point of a level's criterion, asked as met, not met or not applicable. */
const Item = z.strictObject({
  label: z.string().min(1).max(20).describe('Short name: 例行环境试验'),
  ask: z.string().min(1).describe('The question: 例行环境试验做过且合格吗？'),
  done: z.string().min(1).optional().describe('Said in prose where it is met: 例行环境试验合格'),
});

const Share = z.number().positive();

/**
 * A level that numbers decide. `break_even`: quantity sold against `share` of the break-even quantity;
 * `annual_result`: income of a finished year minus its operating cost; `cumulative_ratio`: income so far against all
 * input so far, decided by the person from `from` to below `to`; `net_return`: income so far minus all input.
 */
export const Formula = z.discriminatedUnion('formula', [
  z.strictObject({ formula: z.literal('break_even'), share: Share }),
  z.strictObject({ formula: z.literal('annual_result') }),
  z
    .strictObject({ formula: z.literal('cumulative_ratio'), from: Share, to: Share })
    .refine(({ from, to }) => from <= to, { error: 'band_order', path: ['to'] }),
  z.strictObject({ formula: z.literal('net_return') }),
]);
export type Formula = z.infer<typeof Formula>;

export const Level = z
  .strictObject({
    name: z.string().min(1).max(20),
    criterion: z.string().min(1).describe('In the source’s own words'),
    evidence: z.array(z.string().min(1)).min(1).describe('Kinds of evidence wanted'),
    items: z.array(Item).max(9).default([]),
    same_conditions: z
      .boolean()
      .default(false)
      .describe('Asks whether the evidence comes from the same environment and scale'),
    numbers: Formula.optional(),
    done: z.string().min(1).optional().describe('Said in prose where the numbers are met: 已开始年度盈利'),
  })
  .refine((level) => level.items.length > 0 || level.numbers !== undefined, {
    error: 'level_empty',
    path: ['items'],
  });
export type Level = z.infer<typeof Level>;

export const Scale = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, 'id'),
  title: z.string().min(1),
  source: z.string().min(1).describe('Where the levels are taken from, shown to the person'),
  levels: z.array(Level).min(2).max(20).describe('From level 1 up'),
});
export type Scale = z.infer<typeof Scale>;

/** The level of that number, counted from 1. */
export function levelOf(scale: Scale, number: number): Level | undefined {
  return scale.levels[number - 1];
}
