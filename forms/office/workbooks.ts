/** The workbooks that go with a list of people: template, the list as it stands, codes to give out, what to mend. */
import type { Call } from '../call.ts';
import type { FillSheet } from '../documents/model.ts';
import type { Issue } from '../issue.ts';
import { text } from '../text/index.ts';
import { columnTitle, type Finding } from './finding.ts';
import { ROSTER_COLUMNS, ROSTER_NEEDED, type RosterColumn, type RosterEntry } from './roster.ts';

/** Widths in characters. */
const WIDTHS: Readonly<Record<RosterColumn, number>> = {
  unit: 36,
  person: 12,
  phone: 18,
  email: 28,
  wecom: 18,
  due: 16,
};

/** The list as it stands (none: the template), to be mended and imported again. */
export function listWorkbook(call: Call, entries: readonly RosterEntry[]): FillSheet {
  const empty = entries.length === 0;
  const state = { title: text('office.roster.column.state'), width: 12, required: false };
  return {
    name: text('office.roster.sheet'),
    fileName: text(empty ? 'office.roster.template_name' : 'office.roster.list_name', { call: call.short }),
    columns: [...ROSTER_COLUMNS.map(columnOf), ...(empty ? [] : [state])],
    rows: entries.map((entry) => [
      ...ROSTER_COLUMNS.map((column) => entry[column] ?? ''),
      text(entry.met === null ? 'office.roster.state_absent' : 'office.roster.state_met'),
    ]),
    guide: {
      name: text('office.roster.guide'),
      lines: [1, 2, 3, 4, 5, 6].map((at) => text(`office.roster.guide_${at}`, { call: call.short })),
    },
  };
}

function columnOf(column: RosterColumn): FillSheet['columns'][number] {
  return { title: columnTitle(column), width: WIDTHS[column], required: ROSTER_NEEDED.includes(column) };
}

/** Codes by entry. */
export function codesWorkbook(
  call: Call,
  codes: readonly { readonly entry: RosterEntry; readonly code: string }[],
): FillSheet {
  const columns = ['unit', 'person', 'phone', 'email'] as const;
  return {
    name: text('office.roster.column.code'),
    fileName: text('office.roster.codes_name', { call: call.short }),
    columns: [
      ...columns.map(columnOf),
      { title: text('office.roster.column.code'), width: 16, required: true },
    ],
    rows: codes.map(({ entry, code }) => [...columns.map((column) => entry[column]), code]),
    guide: { name: text('office.roster.guide'), lines: [text('office.roster.guide_codes')] },
  };
}

/** Everything that is to be mended, row by row. */
export function findingsWorkbook(
  call: Call,
  findings: readonly Finding[],
  say: (issue: Issue) => string,
): FillSheet {
  return {
    name: text('office.roster.column.finding'),
    fileName: text('office.roster.findings_name', { call: call.short }),
    columns: [
      { title: text('office.roster.column.row'), width: 8, required: true },
      { title: text('office.roster.column.finding'), width: 80, required: true },
    ],
    rows: findings.map(({ row, column, issue }) => [
      row === null ? '' : String(row),
      `${column === null ? '' : `${columnTitle(column)}：`}${say(issue)}`,
    ]),
    guide: { name: text('office.roster.guide'), lines: [text('office.roster.again')] },
  };
}
