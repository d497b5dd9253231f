/** Answers what coordinators and reviewers ask about standing: counts, then a list, then one of its lines. */
import type { StatusAct } from '../../dialogs/office/status.ts';
import { readStatus } from '../../dialogs/office/status.ts';
import type { MadeDocument } from '../../dialogs/turn.ts';
import type { Column, TableModel } from '../../forms/documents/model.ts';
import type { Painter } from '../../forms/documents/ports.ts';
import type { Json } from '../../forms/json.ts';
import {
  countsOf,
  isAbove,
  matching,
  type Standing,
  type StandingAsk,
  within,
} from '../../forms/office/standing.ts';
import type { FileStore, Store } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import type { Catalog } from '../calls.ts';
import { once, XLSX } from '../documents.ts';
import { said } from './answers.ts';
import { type DetailDeps, detailOf } from './detail.ts';
import type { Family, OfficeNow, OfficeOutcome } from './family.ts';
import type { Standings } from './standings.ts';
import { timeInWords } from './time.ts';
import { namedTitle } from './titles.ts';

export interface StatusDeps extends DetailDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly painter: Painter;
  readonly catalog: Catalog;
  readonly standings: Standings;
}

/** Lines said at once. */
const LISTED = 10;
/** Name under which the last list and the last line looked at are kept of a person. */
const HELD = 'status';

/** What a person looked at last. */
export interface Looked {
  readonly ask: StandingAsk;
  readonly from: number;
  /** Ids of the lines that were shown, in order; numbers in 详情 3 count from the first. */
  readonly ids: readonly string[];
  /** The submission looked at, and the round that was seen; null before. */
  readonly one: { readonly submission: string; readonly round: number } | null;
}

export function lookedAt({ office }: OfficeNow): Looked | undefined {
  return office.holds?.[HELD] as unknown as Looked | undefined;
}

/** The person's record with what they look at now. */
export function looking({ office }: OfficeNow, looked: Looked): OfficeNow['office'] {
  return { ...office, holds: { ...office.holds, [HELD]: looked as unknown as Json } };
}

export function createStatus(deps: StatusDeps): Family<StatusAct> {
  return {
    name: 'status',
    read: readStatus,
    run(act, now) {
      const last = lookedAt(now);
      if (act.kind === 'list') return list(deps, act.ask, 0, now);
      if (act.kind === 'detail') return detail(deps, act.number, now);
      if (!last)
        return Promise.resolve(said('office.status.no_list', { call: deps.catalog.list()[0]?.short ?? '' }));
      return act.kind === 'more' ? list(deps, last.ask, last.from + LISTED, now) : sheet(deps, last.ask, now);
    },
  };
}

/** What a person may see of what they ask for: newest change first, and of one moment the same order each time. */
export async function seen(
  { standings }: Pick<StatusDeps, 'standings'>,
  now: OfficeNow,
  ask: StandingAsk,
): Promise<readonly Standing[]> {
  const lines = matching(within(await standings.all(), now.office.grants), ask);
  const order = ({ unit, title, id }: Standing): string => [unit, title, id].join('\n');
  return [...lines].sort(
    (a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? '') || (order(a) < order(b) ? -1 : 1),
  );
}

async function list(
  deps: StatusDeps,
  ask: StandingAsk,
  from: number,
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const lines = await seen(deps, now, ask);
  const shown = lines.slice(from, from + LISTED);
  const about = ask.call ? (deps.catalog.get(ask.call)?.short ?? ask.call) : text('office.status.about_all');
  const time = timeInWords(now.at);
  const ids = shown.map(({ id }) => id);
  const office = looking(now, { ask, from, ids, one: null });
  if (lines.length === 0) return { ...said('office.status.none', { about, time }), office };
  if (shown.length === 0) return said('office.status.no_more');
  const counts = [...countsOf(lines)].map(([stage, count]) =>
    text('office.status.count', { stage: text(`office.stage.${stage}`), count }),
  );
  const head = text('office.status.head', {
    time,
    about,
    count: lines.length,
    counts: counts.join('、'),
  });
  const left = lines.length - from - shown.length;
  const tail = left > 0 ? text('office.status.tail_more', { count: left }) : text('office.status.tail');
  const rows = shown.map((line, at) => lineText(line, from + at + 1));
  const offers = Array.from({ length: from + shown.length }, (_, at) =>
    text('office.status.one', { number: at + 1 }),
  );
  const words = [...(from === 0 ? [head] : []), ...rows, tail].join('\n');
  // Where buttons would be numbers they would stand beside those of the lines.
  const titles = text('office.status.buttons').split('|');
  const fits = titles.length <= now.unit.capabilities.buttons;
  const options = fits ? { options: titles.map((title) => ({ title, value: title })) } : {};
  return { replies: [{ text: words, ...options }], office, offers };
}

/** One line of a list. */
function lineText(line: Standing, number: number): string {
  const unit = line.unit || text('office.no_unit');
  if (line.stage === 'absent')
    return text('office.status.absent_line', { number, unit, person: line.person });
  const open = line.stage === 'draft' || line.stage === 'returned';
  const above = line.levels.find(({ claimed, supported }) => claimed !== null && claimed > (supported ?? 0));
  return text('office.status.line', {
    number,
    unit,
    title: namedTitle(line),
    person: line.person ? text('office.status.by', { person: line.person }) : '',
    stage: text(`office.stage.${line.stage}`),
    progress: open ? text('office.status.progress', { done: line.done, total: line.total }) : '',
    revised: line.revised ? text('office.status.revised') : '',
    above: above
      ? text('office.status.above', { claimed: above.claimed ?? 0, supported: above.supported ?? 0 })
      : '',
    receipt: line.number ? text('office.status.receipt', { number: line.number }) : '',
  });
}

/** One line by its place in the list shown last, counted on through its pages, or by its receipt number. */
async function detail(deps: StatusDeps, number: number | string, now: OfficeNow): Promise<OfficeOutcome> {
  const last = lookedAt(now);
  const mine = within(await deps.standings.all(), now.office.grants);
  const id = typeof number === 'number' && last ? last.ids[number - 1 - last.from] : undefined;
  const line = mine.find((each) => (typeof number === 'number' ? each.id === id : each.number === number));
  if (!line) return said('office.status.no_such');
  const { reply, round } = await detailOf(deps, line, now);
  const base = last ?? { ask: {}, from: 0, ids: [] };
  const one = round > 0 ? { submission: line.id, round } : null;
  return { replies: [reply], office: looking(now, { ...base, one }) };
}

/** Columns of the table of standing, with their width in characters. */
const COLUMNS: readonly (readonly [id: string, width: number, kind?: Column['kind']])[] = [
  ['number', 6, 'number'],
  ['receipt', 12],
  ['call', 18],
  ['unit', 28],
  ['title', 36],
  ['person', 12],
  ['field', 16],
  ['stage', 14],
  ['done', 8, 'number'],
  ['total', 8, 'number'],
  ['claimed', 10, 'number'],
  ['supported', 10, 'number'],
  ['submitted', 20],
  ['updated', 20],
];

/** What was listed, as a table; every line of it, not only those that were said. */
async function sheet(deps: StatusDeps, ask: StandingAsk, now: OfficeNow): Promise<OfficeOutcome> {
  const lines = await seen(deps, now, ask);
  const time = timeInWords(now.at);
  const bytes = await deps.painter.xlsx(sheetOf(deps.catalog, lines, now.at));
  const kept = await deps.files.put(once(bytes), { maxBytes: Number.MAX_SAFE_INTEGER });
  const name = text('office.status.sheet_title');
  const document: MadeDocument = {
    name,
    fileName: `${name}-${now.today}.xlsx`,
    mediaType: XLSX,
    hash: kept.hash,
    bytes: kept.bytes,
    draft: false,
    faults: [],
  };
  return { ...said('office.status.sheet_made', { count: lines.length, time }), documents: [document] };
}

/** The table of standing. */
export function sheetOf(catalog: Catalog, lines: readonly Standing[], at: string): TableModel {
  const title = text('office.status.sheet_title');
  return {
    id: 'standing',
    title: `${title}${text('office.status.shown_at', { time: timeInWords(at) })}`,
    fileName: title,
    head: [],
    columns: COLUMNS.map(([id, width, kind = 'text']) => ({
      id,
      title: text(`office.status.column.${id}`),
      width,
      kind,
    })),
    rows: lines.map((line, index) => rowOf(catalog, line, index + 1)),
    notes: [],
    landscape: true,
  };
}

function rowOf(catalog: Catalog, line: Standing, number: number): (string | number | null)[] {
  const level = line.levels.find((each) => isAbove({ ...line, levels: [each] })) ?? line.levels[0];
  return [
    number,
    line.number ?? '',
    catalog.get(line.call)?.short ?? line.call,
    line.unit,
    line.title,
    line.person,
    line.field,
    text(`office.stage.${line.stage}`),
    line.done,
    line.total,
    level?.claimed ?? null,
    level?.supported ?? null,
    line.submittedAt ? timeInWords(line.submittedAt) : '',
    line.updatedAt ? timeInWords(line.updatedAt) : '',
  ];
}
