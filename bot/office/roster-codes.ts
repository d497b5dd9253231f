/** Personal codes: for people of whom the list has nothing by which they could be known. */
import type { Call } from '../../forms/call.ts';
import { addDays, dayAt, showDay } from '../../forms/kinds/calendar.ts';
import { codesWorkbook } from '../../forms/office/workbooks.ts';
import { said } from './answers.ts';
import { newCode } from './codes.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import type { UseCode } from './people.ts';
import type { RosterDeps } from './roster-deps.ts';
import { metWrites } from './rosters.ts';
import { keepWorkbook } from './workbook.ts';

/** How long a code holds, in days. */
const DAYS = 90;
const DAY_MS = 24 * 3600_000;

/** What a code of this family leads to. */
interface Leads {
  readonly call: string;
  readonly entry: string;
}

/** One code for everybody on the list who was not met yet. Codes given out before go on holding. */
export async function giveCodes(deps: RosterDeps, call: Call, now: OfficeNow): Promise<OfficeOutcome> {
  const { entries } = await deps.rosters.load(call.id);
  const absent = entries.filter(({ met }) => met === null);
  if (absent.length === 0) return said('office.roster.codes_none', { call: call.short });
  const { at, person: by } = now;
  const instant = Date.parse(at);
  const codes = absent.map((entry) => {
    const data = { call: call.id, entry: entry.id };
    const { shown, write } = newCode(
      { kind: 'roster', data, by, expiresAt: instant + DAYS * DAY_MS },
      instant,
    );
    return { entry, code: shown, write };
  });
  const detail = { count: codes.length };
  const noted = { at, by, act: 'roster.codes', outcome: 'done', call: call.id, detail } as const;
  const until = showDay(addDays(dayAt(at), DAYS));
  return {
    ...said('office.roster.codes', { count: codes.length, until }),
    documents: [await keepWorkbook(deps, codesWorkbook(call, codes))],
    writes: [...codes.map(({ write }) => write), ledgerWrite(noted, now.newId())],
  };
}

/** Whoever brings the code is the entry it was made for, unless somebody is already. */
export function takeRosterCode({ rosters }: Pick<RosterDeps, 'rosters'>): UseCode {
  return async (code, use, now) => {
    const { at, office, person } = now;
    const leads = code.data as unknown as Leads;
    const entry = (await rosters.load(leads.call)).entries.find(({ id }) => id === leads.entry);
    const call = now.unit.calls.find(({ id }) => id === leads.call);
    if (!entry || !call) return null;
    const params = { unit: entry.unit, person: entry.person, call: call.short };
    if (entry.met === person) return { ...said('office.roster.code_same', params), writes: [use] };
    if (entry.met !== null) return null;
    const detail = { entry: entry.id };
    const noted = { at, by: person, act: 'roster.claim', outcome: 'done', call: call.id, detail } as const;
    const { wrong: _, ...clean } = office;
    return {
      ...said('office.roster.code_done', params),
      office: clean,
      writes: [...metWrites(entry, { person, by: 'code', at }), use, ledgerWrite(noted, now.newId())],
    };
  };
}
