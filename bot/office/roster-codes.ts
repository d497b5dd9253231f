/** Personal codes: for people of whom the list has nothing by which they could be known. */
import { codeIn } from '../../dialogs/office/people.ts';
import type { Call } from '../../forms/call.ts';
import { addDays, dayAt, showDay } from '../../forms/kinds/calendar.ts';
import type { RosterEntry } from '../../forms/office/roster.ts';
import { codesWorkbook } from '../../forms/office/workbooks.ts';
import { said } from './answers.ts';
import { afterWrong, findCode, isLocked, newCode } from './codes.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
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

/** 我的码 …: whoever brings the code is the entry it was made for. */
export async function claim(deps: RosterDeps, words: string, now: OfficeNow): Promise<OfficeOutcome> {
  const { at, office, person } = now;
  if (isLocked(office, Date.parse(at))) return said('office.roster.code_wait');
  const letters = codeIn(words);
  if (letters === undefined) return said('office.roster.code_what');
  const found = await findCode(deps.store, letters, Date.parse(at));
  const entry =
    found?.code.kind === 'roster' ? await entryOf(deps, found.code.data as unknown as Leads) : undefined;
  const call = now.unit.calls.find(({ id }) => id === entry?.call);
  const params = { unit: entry?.unit ?? '', person: entry?.person ?? '', call: call?.short ?? '' };
  if (entry && call && entry.met === person) return said('office.roster.code_same', params);
  if (!found || !entry || !call || entry.met !== null) return wrong(now);
  const detail = { entry: entry.id };
  const noted = { at, by: person, act: 'roster.claim', outcome: 'done', call: call.id, detail } as const;
  const { wrong: _, ...clean } = office;
  return {
    ...said('office.roster.code_done', params),
    office: clean,
    writes: [...metWrites(entry, { person, by: 'code', at }), found.use, ledgerWrite(noted, now.newId())],
  };
}

async function entryOf({ rosters }: RosterDeps, { call, entry }: Leads): Promise<RosterEntry | undefined> {
  return (await rosters.load(call)).entries.find(({ id }) => id === entry);
}

/** The same sentence for a code that never was, was used or is over: it tells nothing of what there is. */
function wrong(now: OfficeNow): OfficeOutcome {
  const { at, person: by, office } = now;
  const noted = { at, by, act: 'roster.claim', outcome: 'refused', why: 'wrong' } as const;
  return {
    ...said('office.roster.code_bad'),
    office: afterWrong(office, at),
    writes: [ledgerWrite(noted, now.newId())],
  };
}
