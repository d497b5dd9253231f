/** Keeps the list of who is expected: template, import, units' own deadlines, who is who. */
import { type ListAct, type RosterAct, readRoster } from '../../dialogs/office/roster.ts';
import type { Call } from '../../forms/call.ts';
import { callsFor, may } from '../../forms/office/roles.ts';
import { type RosterEntry, unitsOf } from '../../forms/office/roster.ts';
import { listWorkbook } from '../../forms/office/workbooks.ts';
import { text } from '../../forms/text/index.ts';
import { refused, said } from './answers.ts';
import type { Family, OfficeNow, OfficeOutcome } from './family.ts';
import { giveCodes } from './roster-codes.ts';
import { contactOf, type RosterDeps, visible } from './roster-deps.ts';
import { assign, listDoubts } from './roster-doubts.ts';
import { setDue } from './roster-due.ts';
import { holding, importRoster } from './roster-import.ts';
import { keepWorkbook } from './workbook.ts';

/** Units, and people of one unit, that are named in one message. */
const UNITS = 12;
const PEOPLE = 30;

export function createRoster(deps: RosterDeps): Family<RosterAct> {
  return {
    name: 'roster',
    read: readRoster,
    run: (act, now, confirmed) => run(deps, act, now, confirmed),
  };
}

async function run(
  deps: RosterDeps,
  act: RosterAct,
  now: OfficeNow,
  confirmed: boolean,
): Promise<OfficeOutcome> {
  if (act.do === 'assign') return assign(deps, act, now);
  if (act.do === 'drop') return { ...said('office.dropped'), office: holding(now, null) };
  const call = callOf(act, now);
  return 'id' in call ? ofCall(deps, call, act, { now, confirmed }) : call;
}

async function ofCall(
  deps: RosterDeps,
  call: Call,
  act: ListAct,
  { now, confirmed }: { readonly now: OfficeNow; readonly confirmed: boolean },
): Promise<OfficeOutcome> {
  // The list of a call is one: whoever keeps only some units of it reads those.
  const whole = act.do === 'import' || act.do === 'codes' || act.do === 'doubts';
  if (whole && !may(now.office.grants, 'roster', { call: call.id }))
    return refused(now, 'roster', { call: call.id });
  switch (act.do) {
    case 'template':
      return template(deps, call);
    case 'list':
      return list(deps, call, act.unit, now);
    case 'import':
      return importRoster(deps, call, act, now, confirmed);
    case 'due':
      return setDue(deps, call, act, now, confirmed);
    case 'codes':
      return giveCodes(deps, call, now);
    case 'doubts':
      return listDoubts(deps, call, now);
  }
}

/** The call that is meant, the only one there is for this person; else the question which. */
function callOf(
  act: { readonly do: string; readonly call: string | null },
  now: OfficeNow,
): Call | OfficeOutcome {
  const { calls } = now.unit;
  const own = callsFor(
    now.office.grants,
    'roster',
    calls.map(({ id }) => id),
  );
  if (act.call !== null) {
    const call = calls.find(({ id }) => id === act.call);
    return call && own.includes(call.id) ? call : refused(now, 'roster', { call: act.call });
  }
  const [only] = own;
  const call = calls.find(({ id }) => id === only);
  if (call && own.length === 1) return call;
  const options = calls
    .filter(({ id }) => own.includes(id))
    .map(({ short }) => `${now.unit.input.text.trim()} ${short}`)
    .map((title) => ({ title, value: title }));
  return { replies: [{ text: text('office.roster.which_call'), options }] };
}

async function template(deps: RosterDeps, call: Call): Promise<OfficeOutcome> {
  const documents = [await keepWorkbook(deps, listWorkbook(call, []))];
  return { replies: [{ text: text('office.roster.template', { call: call.short }) }], documents };
}

async function list(deps: RosterDeps, call: Call, unit: string, now: OfficeNow): Promise<OfficeOutcome> {
  const entries = visible((await deps.rosters.load(call.id)).entries, now);
  const short = { call: call.short };
  if (entries.length === 0) return { replies: [{ text: text('office.roster.empty', short) }] };
  if (unit !== '') return { replies: [{ text: ofUnit(call, entries, unit) }] };
  const units = unitsOf(entries);
  const met = metIn(entries);
  const counts = { count: entries.length, units: units.length, met, absent: entries.length - met };
  const lines = [text('office.roster.head', { ...short, ...counts })];
  for (const each of units.slice(0, UNITS)) {
    const [first] = each.entries;
    const params = { unit: each.unit, count: each.entries.length, met: metIn(each.entries) };
    lines.push(
      first?.due
        ? text('office.roster.unit_line_due', { ...params, due: first.due })
        : text('office.roster.unit_line', params),
    );
  }
  if (units.length > UNITS) lines.push(text('office.roster.units_more', { count: units.length - UNITS }));
  const documents = [await keepWorkbook(deps, listWorkbook(call, entries))];
  return { replies: [{ text: lines.join('\n') }], documents };
}

function metIn(entries: readonly RosterEntry[]): number {
  return entries.filter(({ met }) => met !== null).length;
}

function ofUnit(call: Call, entries: readonly RosterEntry[], words: string): string {
  const own = unitsOf(entries).filter(({ unit }) => unit.includes(words));
  if (own.length === 0) return text('office.roster.no_unit', { call: call.short, unit: words });
  return own
    .flatMap((each) => [
      text('office.roster.unit_head', { call: call.short, unit: each.unit, count: each.entries.length }),
      ...each.entries.slice(0, PEOPLE).map((entry) =>
        text('office.roster.person_line', {
          person: entry.person,
          contact: contactOf(entry),
          state: text(entry.met === null ? 'office.roster.state_absent' : 'office.roster.state_met'),
        }),
      ),
    ])
    .join('\n');
}
