/** Rows in the order of a choice among their columns, and the groups that this makes. */
import type { Call } from '../call.ts';
import { compositeKindOf, leafKindOf } from '../kinds/index.ts';
import type { Book } from '../kinds/kind.ts';
import { questionAt } from '../plan.ts';
import type { Path } from '../submission.ts';
import { type Filling, rowFillings } from './fill.ts';

/** Rank of a row for which nothing, or a free text, was chosen: behind all options. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Rows of a question as fillings, numbered in this order; as they were given where `by` is left out. */
export function sortedRows(filling: Filling, path: Path, by: string | undefined): Filling[] {
  const rows = rowFillings(filling, path);
  return by === undefined ? rows : groupsOf(rows, by).flat().map(numberedRow);
}

/** The rows option by option, each group in the order in which its rows were given; no group is empty. */
export function groupsOf(rows: readonly Filling[], by: string): Filling[][] {
  const groups = new Map<number, Filling[]>();
  for (const row of rows) {
    const { call, book } = row.plan;
    const rank = row.row?.path === undefined ? LAST : rankAt(call, book, `${row.row.path}/${by}`);
    groups.set(rank, [...(groups.get(rank) ?? []), row]);
  }
  return [...groups].sort(([left], [right]) => left - right).map(([, group]) => group);
}

/** The row with its place among these as its number. */
export function numberedRow(filling: Filling, index: number): Filling {
  return filling.row ? { ...filling, row: { ...filling.row, number: index + 1 } } : filling;
}

/** The place of the chosen option among all. */
function rankAt(call: Call, book: Book, path: Path): number {
  const question = questionAt(call, path);
  const answer = book.get(path);
  if (!question || compositeKindOf(question) || answer?.state !== 'given') return LAST;
  const kind = leafKindOf(question);
  const shown = kind.show(answer.value ?? null, question.kind);
  const at = (kind.options?.(question.kind) ?? []).findIndex((option) => option.title === shown);
  return at < 0 ? LAST : at;
}
