/** Column widths that add up, and in which short entries, numbers and headings of a few characters need not break. */
import { halfWidths } from '../../forms/documents/clean.ts';

/** Text up to this many half characters stays on one line: 技术领域, 2025年3月. */
const SHORT = 9;
/** A word or number longer than this may break. */
const LONGEST_WORD = 24;

/** Half characters that an entry needs on one line: all of a short one, the longest word of another. */
export function neededFor(text: string): number {
  const width = halfWidths(text);
  if (width <= SHORT) return width;
  const words = text.match(/[A-Za-z0-9@._/%+-]+/g) ?? [];
  return Math.max(0, ...words.map((word) => word.length).filter((length) => length <= LONGEST_WORD));
}

/**
 * Widths in whole units that add up to `total` exactly: shares by weight, none under its least as long as the leasts
 * fit together.
 */
export function shareOut(weights: readonly number[], total: number, least: readonly number[] = []): number[] {
  const fits = least.reduce((sum, each) => sum + each, 0) <= total;
  const fixed = new Set<number>();
  let shares = proportional(weights, total, fixed, least);
  for (let pass = 0; fits && pass < weights.length; pass += 1) {
    const narrow = shares.findIndex((share, index) => !fixed.has(index) && share < (least[index] ?? 0));
    if (narrow < 0) break;
    fixed.add(narrow);
    shares = proportional(weights, total, fixed, least);
  }
  let edge = 0;
  let used = 0;
  return shares.map((share) => {
    edge += share;
    const width = Math.round(edge) - used;
    used += width;
    return width;
  });
}

function proportional(
  weights: readonly number[],
  total: number,
  fixed: ReadonlySet<number>,
  least: readonly number[],
): number[] {
  const taken = [...fixed].reduce((sum, index) => sum + (least[index] ?? 0), 0);
  const open = weights.reduce((sum, weight, index) => (fixed.has(index) ? sum : sum + weight), 0);
  return weights.map((weight, index) =>
    fixed.has(index) ? (least[index] ?? 0) : (weight / open) * (total - taken),
  );
}
