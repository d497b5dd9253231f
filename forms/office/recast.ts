/**
 * The summary table in the columns of an office's own form: its headings in its order, each filled from the column of
 * the call that has that heading or is known by it.
 */
import type { TableModel } from '../documents/model.ts';
import type { SheetPage } from '../documents/ports.ts';
import type { TableSpec } from '../documents/spec.ts';
import { foldName } from './likeness.ts';

/** The table in the office's columns, and what did not go over. */
export interface Recast {
  readonly model: TableModel;
  /** Headings of the office that nothing fills. */
  readonly empty: readonly string[];
  /** Columns of the call that the office's form does not have. */
  readonly left: readonly string[];
}

/** Fewest headings that must be known for a row to be the row of headings. */
const LEAST = 2;

/** The headings of a form: of the row in which most of them are known; undefined where no row has enough. */
export function headingsIn(sheets: readonly SheetPage[], spec: TableSpec): string[] | undefined {
  const known = namesOf(spec);
  let best: { readonly count: number; readonly headings: string[] } = { count: LEAST - 1, headings: [] };
  for (const { rows, hidden } of sheets) {
    if (hidden) continue;
    for (const { cells } of rows) {
      const headings = [...cells]
        .sort(([left], [right]) => left - right)
        .flatMap(([, cell]) => (cell.kind === 'text' ? [cell.text.replace(/\s*\n\s*/g, '').trim()] : []))
        .filter((heading) => heading !== '');
      const count = headings.filter((heading) => known.has(foldName(heading))).length;
      if (count > best.count) best = { count, headings };
    }
  }
  return best.headings.length > 0 ? best.headings : undefined;
}

/** The table under these headings. */
export function recast(model: TableModel, spec: TableSpec, headings: readonly string[]): Recast {
  const known = namesOf(spec);
  const places = headings.map((heading) => known.get(foldName(heading)));
  const columns = headings.map((title, at) => {
    const own = model.columns[places[at] ?? -1];
    return own ? { ...own, id: `c${at}`, title } : { id: `c${at}`, title, width: 12, kind: 'text' as const };
  });
  return {
    model: {
      ...model,
      columns,
      rows: model.rows.map((row) =>
        places.map((place) => (place === undefined ? null : (row[place] ?? null))),
      ),
    },
    empty: headings.filter((_, at) => places[at] === undefined),
    left: spec.columns.filter((_, at) => !places.includes(at)).map(({ title }) => title),
  };
}

/** Place of a column by every name it has; a heading of the notice is never taken for another column's alias. */
function namesOf({ columns }: TableSpec): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const [at, { aliases }] of columns.entries())
    for (const alias of aliases) names.set(foldName(alias), at);
  for (const [at, { title }] of columns.entries()) names.set(foldName(title), at);
  return names;
}
