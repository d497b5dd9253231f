/** The lists of a form (rows of a table, indicators, key technologies) as people speak of them. */
import { compositeKindOf } from '../../forms/kinds/index.ts';
import { rowsOf } from '../../forms/kinds/rows.ts';
import type { Plan } from '../../forms/plan.ts';
import type { Question } from '../../forms/question.ts';
import type { Path } from '../../forms/submission.ts';

export interface List {
  /** Path of the question. */
  readonly path: Path;
  /** What one row is called. */
  readonly label: string;
  /** What the list or a row of it may be called. */
  readonly names: readonly string[];
  /** Ids of its rows, in order. */
  readonly rows: readonly string[];
  /** Rows taken away that had answers, the latest last: where each stood (from 0) and what it was about. */
  readonly removed: readonly { readonly row: string; readonly at: number; readonly name: string }[];
  readonly max: number | undefined;
}

const lists = new WeakMap<Plan, readonly List[]>();

/** The lists that are visible now, in the form's order. */
export function listsOf(plan: Plan): readonly List[] {
  let known = lists.get(plan);
  if (!known) {
    const questions = new Set(plan.slots.flatMap((slot) => (slot.row ? [slot.question] : [])));
    known = [...questions].map((question) => listOf(plan, question));
    lists.set(plan, known);
  }
  return known;
}

function listOf({ book }: Plan, question: Question): List {
  const { id: path, kind } = question;
  const value = rowsOf(book, path);
  const columns = compositeKindOf(question)?.children(kind) ?? [];
  const nameOf = (row: string): string => {
    const cells = columns.map((column) => book.get(`${path}/${row}/${column.id}`));
    return cells.find((cell) => cell?.state === 'given')?.original ?? '';
  };
  const label = typeof kind.row_label === 'string' ? kind.row_label : question.label;
  return {
    path,
    label,
    names: [...new Set([label, question.label, ...question.aliases])],
    rows: value.rows,
    removed: (value.removed ?? [])
      .map((each) => ({ ...each, name: nameOf(each.row) }))
      .filter(({ name }) => name),
    max: typeof kind.max === 'number' ? kind.max : undefined,
  };
}

/** The list that a slot or row belongs to, by path: for `cases/r2/scale` and `cases/r2` that is `cases`. */
export function groupOf(path: Path): Path | undefined {
  const at = path.search(/\/r[1-9]\d*(\/|$)/);
  return at < 0 ? undefined : path.slice(0, at);
}
