/** What is wrong with a list of people, and with which of its rows. */
import type { Issue } from '../issue.ts';
import { text } from '../text/index.ts';
import type { RosterColumn, RosterLine } from './roster.ts';

/** A finding with its row (as Excel counts) and column, where it is about one. */
export interface Finding {
  readonly row: number | null;
  readonly column: RosterColumn | null;
  readonly issue: Issue;
}

/** A line with the row it stands in. */
export interface ListedLine {
  readonly row: number;
  readonly line: RosterLine;
}

export function ofSheet(issue: Issue): Finding {
  return { row: null, column: null, issue };
}

/** A column as the template heads it. */
export function columnTitle(column: RosterColumn): string {
  return text(`office.roster.column.${column}`);
}

/** Row numbers for a sentence, the first few. */
export function numbers(rows: readonly number[]): string {
  return `${rows.slice(0, 8).join('、')}${rows.length > 8 ? '…' : ''}`;
}
