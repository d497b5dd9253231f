/** Finds the headings of a list of people in a sheet, whatever their order and spelling. */

import type { SheetPage, SheetRow } from '../documents/ports.ts';
import { type Issue, must } from '../issue.ts';
import { oneLine } from '../kinds/reading.ts';
import { rosterHeadings, rosterIgnored, rosterSheets } from '../text/zh-CN/lexicon/roster.ts';
import { columnTitle } from './finding.ts';
import { nameKey, ROSTER_COLUMNS, type RosterColumn } from './roster.ts';

/** Rows above the headings: a title, who fills it in. */
const ABOVE = 10;

export interface Headings {
  readonly page: SheetPage;
  /** The row of the headings, as Excel counts. */
  readonly row: number;
  /** What each column (from 1) holds. */
  readonly columns: ReadonlyMap<number, RosterColumn>;
  /** Columns of which there is none. */
  readonly missing: readonly RosterColumn[];
  /** Headings that are no column of a list. */
  readonly unknown: readonly string[];
  /** Columns that are there twice. */
  readonly wrong: readonly Issue[];
  /** The sheet is called as such lists are. */
  readonly isNamed: boolean;
}

/** The headings of a sheet; undefined where no row has any. */
export function headingsIn(page: SheetPage): Headings | undefined {
  const rows = page.rows.filter(({ number }) => number <= (page.rows[0]?.number ?? 1) + ABOVE);
  const scored = rows.map((row) => read(page, row));
  const most = Math.max(0, ...scored.map(({ columns }) => columns.size));
  return most < 2 ? undefined : scored.find(({ columns }) => columns.size === most);
}

function read(page: SheetPage, { number, cells }: SheetRow): Headings {
  const columns = new Map<number, RosterColumn>();
  const unknown: string[] = [];
  const wrong: Issue[] = [];
  for (const [at, cell] of cells) {
    if (cell.kind !== 'text') continue;
    const title = oneLine(cell.text);
    const column = columnOf(title);
    const twice = [...columns].find(([, each]) => each === column)?.[0];
    if (column && twice !== undefined) {
      const first = cells.get(twice);
      wrong.push(
        must('roster.two_columns', {
          column: columnTitle(column),
          first: first?.kind === 'text' ? oneLine(first.text) : '',
          second: title,
        }),
      );
    } else if (column) columns.set(at, column);
    else if (!ignored.has(nameKey(title))) unknown.push(title.slice(0, 20));
  }
  return {
    page,
    row: number,
    columns,
    missing: ROSTER_COLUMNS.filter((column) => ![...columns.values()].includes(column)),
    unknown,
    wrong,
    isNamed: rosterSheets.includes(page.name.trim()),
  };
}

const ignored = new Set(rosterIgnored.map(nameKey));
const known = new Map(
  ROSTER_COLUMNS.flatMap((column) =>
    rosterHeadings[column].map((title) => [nameKey(title), column] as const),
  ),
);

/** 姓名*, 手机（必填）, 邮 箱： what stands in brackets and marks beside a heading is a remark. */
function columnOf(title: string): RosterColumn | undefined {
  const bare = title.normalize('NFKC').replace(/[(【[][^)】\]]*[)】\]]?/g, '');
  return known.get(nameKey(bare)) ?? known.get(nameKey(title));
}
