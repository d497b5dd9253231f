/** The office's page behind its port: who may see what is asked anew with every request. */
import type { Call } from '../../../forms/call.ts';
import type { Painter } from '../../../forms/documents/ports.ts';
import {
  type ConsoleAnswered,
  type ConsoleCall,
  type ConsoleClosed,
  type ConsoleReminder,
  consoleLine,
  levelsOf,
  namesIn,
  pageOf,
  submittedByDay,
  unitsOf,
} from '../../../forms/office/console.ts';
import type { Console, ConsoleWanted } from '../../../forms/office/ports.ts';
import { callsFor, type Grant, may, mayAnywhere, type OfficeActName } from '../../../forms/office/roles.ts';
import type { Standing } from '../../../forms/office/standing.ts';
import type { Download } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import type { Clock } from '../../clock.ts';
import { paint, XLSX } from '../../documents.ts';
import { ledgerWrite } from '../ledger.ts';
import { sheetOf } from '../status.ts';
import { type DetailDeps, detailOf, sentDocument } from './detail.ts';
import { Selections } from './selection.ts';
import { enter, type Holder, holderOf, leave } from './sessions.ts';

/** A reminder as its log has it, by person id. */
export interface LoggedReminder extends Omit<ConsoleReminder, 'person' | 'unit'> {
  /** Person id; `roster:<entry>` for whoever was never met. */
  readonly person: string;
}

export interface ConsoleDeps extends DetailDeps {
  readonly clock: Clock;
  readonly painter: Painter;
  readonly standings: { all(): Promise<readonly Standing[]> };
  /** What the person behind an account was granted, as it is now. */
  grants(account: string): Promise<readonly Grant[]>;
  /** The calls with the dates that hold now. */
  calls(): Promise<readonly Call[]>;
  /** Every reminder of a call; absent where none are sent. */
  readonly reminders?: ((call: string) => Promise<readonly LoggedReminder[]>) | undefined;
  newId(): string;
}

/** Most lines of a sheet: more take the machine from everybody else. */
const MOST_ROWS = 5_000;

/** Somebody who may be here, with what they may see. */
interface Viewer extends Holder {
  readonly grants: readonly Grant[];
  /** All lines there are, by which selections are kept; only to select from. */
  readonly all: readonly Standing[];
  readonly lines: readonly Standing[];
}

export function createConsole(deps: ConsoleDeps): Console {
  const selections = new Selections();
  const viewing = async <T>(
    token: string,
    look: (viewer: Viewer) => Promise<ConsoleAnswered<T>>,
  ): Promise<ConsoleAnswered<T>> => {
    const viewer = await viewerOf(deps, selections, token);
    return 'state' in viewer ? viewer : look(viewer);
  };
  return {
    enter: (link) => enter(deps, link),
    leave: (token) => leave(deps, token),
    open: (token) => viewing(token, (viewer) => view(deps, viewer)),
    table: (token, ask, order, wanted) =>
      viewing(token, async ({ all, grants }) => {
        const { lines, counts } = selections.select(all, grants, ask, order);
        const { page, pages, lines: shown } = pageOf(lines, wanted);
        return { state: 'open', total: lines.length, page, pages, counts, lines: shown.map(consoleLine) };
      }),
    detail: (token, id) =>
      viewing(token, async (viewer) => {
        const line = viewer.lines.find((each) => each.id === id);
        if (!line) return refused(deps, viewer, 'standing');
        const seeing = { answers: mayOn(viewer, 'answers', line), today: deps.clock.today() };
        return { state: 'open', ...(await detailOf(deps, line, seeing)) };
      }),
    charts: (token, call) => viewing(token, (viewer) => charts(deps, selections, viewer, call)),
    reminders: (token, call, page) => viewing(token, (viewer) => reminders(deps, viewer, call, page)),
    download: (token, wanted) =>
      viewing(token, async (viewer) => {
        const file = await fileOf(deps, selections, viewer, wanted);
        return file ? { state: 'open', file } : refused(deps, viewer, 'answers');
      }),
  };
}

async function viewerOf(
  deps: ConsoleDeps,
  selections: Selections,
  token: string,
): Promise<Viewer | ConsoleClosed> {
  const holder = await holderOf(deps, token);
  if ('state' in holder) return holder;
  const grants = await deps.grants(holder.account);
  if (!mayAnywhere(grants, 'console')) return { state: 'withdrawn' };
  const all = await deps.standings.all();
  return { ...holder, grants, all, lines: selections.seen(all, grants) };
}

function mayOn({ grants }: Viewer, act: OfficeActName, { call, unit, field }: Standing): boolean {
  return may(grants, act, { call, unit, field });
}

/** What is not there and what is not theirs answer the same, and both are recorded. */
async function refused(
  { store, clock, newId }: ConsoleDeps,
  { person }: Viewer,
  act: OfficeActName,
): Promise<{ readonly state: 'absent' }> {
  const at = clock.now().toISOString();
  const entry = { at, by: person, act, outcome: 'refused', why: 'not_allowed' } as const;
  await store.commit([ledgerWrite(entry, newId())]);
  return { state: 'absent' };
}

/** The calls in which a person may do something, as the page names them. */
async function callsOf(deps: ConsoleDeps, { grants }: Viewer, act: OfficeActName): Promise<ConsoleCall[]> {
  const calls = await deps.calls();
  const ids = callsFor(
    grants,
    act,
    calls.map(({ id }) => id),
  );
  return calls
    .filter(({ id }) => ids.includes(id))
    .map(({ id, short, sections, deadlines }) => ({
      id,
      short,
      sections: sections.map(({ id: section, number, title }) => ({
        id: section,
        title: [number, title].filter(Boolean).join(' '),
      })),
      deadlines: deadlines.flatMap(({ name, date }) => (date === null ? [] : [{ name, date }])),
    }));
}

async function view(deps: ConsoleDeps, viewer: Viewer): ReturnType<Console['open']> {
  const { grants, lines, expiresAt } = viewer;
  return {
    state: 'open',
    roles: [...new Set(grants.map(({ role }) => role))],
    calls: await callsOf(deps, viewer, 'standing'),
    units: namesIn(lines.map(({ unit }) => unit)),
    fields: namesIn(lines.map(({ field }) => field)),
    reminders: deps.reminders !== undefined && mayAnywhere(grants, 'remind'),
    expiresAt: new Date(expiresAt).toISOString(),
    today: deps.clock.today(),
  };
}

async function charts(
  deps: ConsoleDeps,
  selections: Selections,
  viewer: Viewer,
  id: string,
): ReturnType<Console['charts']> {
  const call = (await callsOf(deps, viewer, 'standing')).find((each) => each.id === id);
  if (!call) return refused(deps, viewer, 'standing');
  const name = `charts ${JSON.stringify([viewer.grants, id])}`;
  const drawn = selections.kept(viewer.all, name, () => {
    const lines = viewer.lines.filter((line) => line.call === id);
    return {
      total: lines.length,
      units: unitsOf(lines),
      days: submittedByDay(lines),
      levels: levelsOf(lines),
    };
  });
  return { state: 'open', call: id, deadlines: call.deadlines, today: deps.clock.today(), ...drawn };
}

async function reminders(
  deps: ConsoleDeps,
  viewer: Viewer,
  wanted: string | null,
  page: number,
): ReturnType<Console['reminders']> {
  const calls = (await callsOf(deps, viewer, 'remind')).map(({ id }) => id);
  if (!deps.reminders || calls.length === 0 || (wanted !== null && !calls.includes(wanted)))
    return refused(deps, viewer, 'remind');
  const found: ConsoleReminder[] = [];
  for (const call of wanted === null ? calls : [wanted]) {
    const people = new Map<string, Standing>();
    for (const line of viewer.lines)
      if (line.call === call && mayOn(viewer, 'remind', line)) people.set(line.owner ?? line.id, line);
    for (const each of await deps.reminders(call)) {
      const line = people.get(each.person);
      if (line) found.push({ ...each, person: line.person, unit: line.unit });
    }
  }
  found.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
  return { state: 'open', total: found.length, ...pageOf(found, page) };
}

async function fileOf(
  deps: ConsoleDeps,
  selections: Selections,
  viewer: Viewer,
  wanted: ConsoleWanted,
): Promise<Download | undefined> {
  const today = deps.clock.today();
  if (wanted.what === 'document') {
    const line = viewer.lines.find(({ id }) => id === wanted.submission);
    if (!line || !mayOn(viewer, 'answers', line)) return undefined;
    const model = await sentDocument(deps, line.id, wanted.document, today);
    return model && paint(deps.painter, model);
  }
  const { lines } = selections.select(viewer.all, viewer.grants, wanted.ask, wanted.order);
  const sheet = sheetOf(deps.catalog, lines.slice(0, MOST_ROWS), deps.clock.now().toISOString());
  const notes =
    lines.length > MOST_ROWS
      ? [text('office.console.sheet_cut', { most: MOST_ROWS, total: lines.length })]
      : [];
  return {
    fileName: text('office.console.sheet_file', { day: today }),
    mediaType: XLSX,
    bytes: await deps.painter.xlsx({ ...sheet, notes: [...sheet.notes, ...notes] }),
  };
}
