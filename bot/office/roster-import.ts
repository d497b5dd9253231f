/** Imports a list: read, judged, shown with what it changes, and put in the place of the old one in one commit. */
import { sentence } from '../../dialogs/engine/wording.ts';
import { ROSTER_HOLD, type RosterAct, type RosterHold } from '../../dialogs/office/roster.ts';
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { excerpt } from '../../forms/kinds/reading.ts';
import { columnTitle, type Finding } from '../../forms/office/finding.ts';
import { type Listing, listingOf } from '../../forms/office/listing.ts';
import {
  applyRoster,
  compareRoster,
  ROSTER_MOST,
  type RosterEntry,
  type RosterLine,
  type RosterLines,
  unitsOf,
} from '../../forms/office/roster.ts';
import { findingsWorkbook } from '../../forms/office/workbooks.ts';
import { text } from '../../forms/text/index.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import type { RosterDeps } from './roster-deps.ts';
import { type KeptRoster, rosterWrites } from './rosters.ts';
import { bytesOf, keepWorkbook } from './workbook.ts';

/** Most bytes of a list as it is sent, and unpacked: 5,000 people take some hundred KiB. */
const MOST_BYTES = 12 * 2 ** 20;
/** Findings, and names of people, that stand in one message. */
const SAID = 10;
const NAMED = 6;

type Import = Extract<RosterAct, { do: 'import' }>;

export async function importRoster(
  deps: RosterDeps,
  call: Call,
  act: Import,
  now: OfficeNow,
  confirmed: boolean,
): Promise<OfficeOutcome> {
  if (act.several) return { replies: [{ text: text('office.roster.one_file') }] };
  const { file } = act;
  if (!file) {
    const office = holding(now, { call: call.id, day: now.today });
    return { replies: [{ text: text('office.roster.send', { call: call.short }) }], office };
  }
  const listing = await listingIn(deps, file, now.today);
  if (typeof listing === 'string') {
    const why = text(`office.roster.${listing}`, { name: excerpt(file.name), max: ROSTER_MOST });
    return { replies: [{ text: why }], office: holding(now, { call: call.id, day: now.today }) };
  }
  const wrong = listing.findings.filter(({ issue }) => issue.level === 'must');
  if (wrong.length > 0) return refused(deps, call, file.name, wrong, now);
  const { columns } = listing;
  const lines = { columns, lines: listing.lines.map(({ line }) => line) };
  const before = await deps.rosters.load(call.id);
  if (confirmed) return replace(call, act, { before, lines }, now);
  return preview(call, act, { before, lines, listing }, now);
}

/** The person's record with the hold on their next file. */
export function holding({ office }: OfficeNow, hold: RosterHold | null): OfficeNow['office'] {
  const { [ROSTER_HOLD]: _, ...others } = office.holds ?? {};
  return { ...office, holds: hold ? { ...others, [ROSTER_HOLD]: hold as unknown as Json } : others };
}

async function listingIn(
  { files, painter }: RosterDeps,
  { hash }: NonNullable<Import['file']>,
  today: string,
): Promise<Listing | string> {
  const bytes = await bytesOf(files, hash, MOST_BYTES);
  if (bytes === undefined) return 'file_gone';
  if (bytes === 'too_big') return 'too_big';
  const read = await painter.workbook(bytes, { rows: ROSTER_MOST, bytes: MOST_BYTES });
  return read.ok ? listingOf(read, today) : read.why;
}

async function refused(
  deps: RosterDeps,
  call: Call,
  name: string,
  wrong: readonly Finding[],
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const lines = wrong.slice(0, SAID).map(findingLine);
  const more = wrong.length - lines.length;
  const said = [
    text('office.roster.found', { name: excerpt(name), count: wrong.length }),
    ...lines,
    ...(more > 0 ? [text('office.roster.more', { count: more })] : []),
    text('office.roster.again'),
  ];
  return {
    replies: [{ text: said.join('\n') }],
    documents: more > 0 ? [await keepWorkbook(deps, findingsWorkbook(call, wrong, sentence))] : [],
    office: holding(now, { call: call.id, day: now.today }),
  };
}

function findingLine({ row, column, issue }: Finding): string {
  const finding = sentence(issue);
  if (row === null) return text('office.roster.finding_sheet', { finding });
  if (column === null) return text('office.roster.finding_row', { row, finding });
  return text('office.roster.finding', { row, column: columnTitle(column), finding });
}

interface Shown {
  readonly before: KeptRoster;
  readonly lines: RosterLines;
  readonly listing: Listing;
}

/** What the import would change; the person decides. */
function preview(call: Call, act: Import, { before, lines, listing }: Shown, now: OfficeNow): OfficeOutcome {
  const { file, drop } = act;
  if (!file) return { replies: [] };
  const { added, changed, unchanged, gone } = compareRoster(before, lines);
  const name = excerpt(file.name);
  const same = added.length + changed.length === 0 && (gone.length === 0 || !drop);
  const hold: RosterHold = { call: call.id, day: now.today, shown: file };
  if (same && gone.length === 0)
    return { replies: [{ text: text('office.roster.nothing', { name }) }], office: holding(now, null) };
  const after = applyRoster(before, lines, drop);
  const units = unitsOf(after.entries).length;
  const said = [
    text('office.roster.preview', {
      name,
      count: lines.lines.length,
      units: unitsOf(listed(lines.lines)).length,
    }),
  ];
  if (added.length > 0) said.push(counted('added', added));
  if (changed.length > 0) said.push(counted('changed', changed));
  if (unchanged.length > 0) said.push(text('office.roster.unchanged', { count: unchanged.length }));
  if (gone.length > 0) said.push(counted(drop ? 'removed' : 'gone', gone));
  if (listing.findings.length > 0) {
    said.push(text('office.roster.notes'));
    for (const { issue } of listing.findings)
      said.push(text('office.roster.note', { finding: sentence(issue) }));
  }
  said.push(text('office.roster.ask', { count: after.entries.length, units }));
  const others = gone.length > 0 && !drop ? [text('office.roster.import_without')] : [];
  const options = [text('office.yes'), ...others, text('office.no')].map((title) => ({
    title,
    value: title,
  }));
  const waiting: RosterAct = { do: 'import', call: call.id, file, drop, generation: before.generation };
  return {
    replies: [{ text: said.join('\n'), options }],
    office: holding(now, hold),
    pending: { family: 'roster', act: waiting as unknown as Json },
  };
}

/** Lines as entries, to be counted by unit. */
function listed(lines: readonly RosterLine[]): RosterEntry[] {
  return lines.map((line) => ({ ...line, id: '', call: '', met: null, due: null }));
}

function counted(code: 'added' | 'changed' | 'gone' | 'removed', entries: readonly RosterEntry[]): string {
  const names = entries
    .slice(0, NAMED)
    .map(({ person }) => person)
    .join('、');
  const shown = entries.length > NAMED ? text('office.roster.names_more', { names }) : names;
  return text(`office.roster.${code}`, { count: entries.length, names: shown });
}

/** One commit: the whole list or, where it was changed since it was shown, nothing of it. */
function replace(
  call: Call,
  { drop, generation }: Import,
  { before, lines }: Pick<Shown, 'before' | 'lines'>,
  now: OfficeNow,
): OfficeOutcome {
  if (before.generation !== generation)
    return {
      replies: [{ text: text('office.roster.moved') }],
      office: holding(now, { call: call.id, day: now.today }),
    };
  const after = applyRoster(before, lines, drop);
  const { added, changed, gone } = compareRoster(before, lines);
  const { at, person: by } = now;
  const detail = { added: added.length, changed: changed.length, removed: drop ? gone.length : 0 };
  const noted = { at, by, act: 'roster.import', outcome: 'done', call: call.id, detail } as const;
  const params = { call: call.short, count: after.entries.length, units: unitsOf(after.entries).length };
  return {
    replies: [{ text: text('office.roster.done', params) }],
    office: holding(now, null),
    writes: [...rosterWrites(before, after, { by, at }), ledgerWrite(noted, now.newId())],
  };
}
