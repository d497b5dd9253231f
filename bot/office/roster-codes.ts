/** Personal codes: for people of whom the list has nothing by which they could be known. */
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { addDays, dayAt, showDay } from '../../forms/kinds/calendar.ts';
import { codesWorkbook } from '../../forms/office/workbooks.ts';
import type { Write } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import { keys } from '../keys.ts';
import { codeHash, mustWait, newCode, oneMore } from './code.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import type { RosterDeps } from './roster-deps.ts';
import { metWrites } from './rosters.ts';
import { keepWorkbook } from './workbook.ts';

/** How long a code holds, in days. */
const DAYS = 90;

/** What a code of this family leads to. */
interface RosterCode {
  readonly for: 'roster';
  readonly call: string;
  readonly entry: string;
}

/** One code for everybody on the list who was not met yet. Codes given out before go on holding. */
export async function giveCodes(deps: RosterDeps, call: Call, now: OfficeNow): Promise<OfficeOutcome> {
  const { entries } = await deps.rosters.load(call.id);
  const absent = entries.filter(({ met }) => met === null);
  if (absent.length === 0)
    return { replies: [{ text: text('office.roster.codes_none', { call: call.short }) }] };
  const codes = absent.map((entry) => ({ entry, code: newCode() }));
  const writes = codes.flatMap(({ entry, code }): Write[] => {
    const hash = codeHash(code);
    const leads: RosterCode = { for: 'roster', call: call.id, entry: entry.id };
    if (hash === undefined) return [];
    return [
      { key: keys.code(hash), value: leads as unknown as Json, expect: 'any', ttlMs: DAYS * 24 * 3600_000 },
    ];
  });
  const { at, person: by } = now;
  const noted = {
    at,
    by,
    act: 'roster.codes',
    outcome: 'done',
    call: call.id,
    detail: { count: codes.length },
  } as const;
  const until = showDay(addDays(dayAt(at), DAYS));
  return {
    replies: [{ text: text('office.roster.codes', { count: codes.length, until }) }],
    documents: [await keepWorkbook(deps, codesWorkbook(call, codes))],
    writes: [...writes, ledgerWrite(noted, now.newId())],
  };
}

/** 我的码 …: whoever brings the code is the entry it was made for. */
export async function claim(deps: RosterDeps, words: string, now: OfficeNow): Promise<OfficeOutcome> {
  const { at, office, person } = now;
  if (mustWait(office.wrong, at)) return { replies: [{ text: text('office.roster.code_wait') }] };
  const hash = codeHash(words);
  if (hash === undefined) return { replies: [{ text: text('office.roster.code_what') }] };
  const key = keys.code(hash);
  const record = (await deps.store.read([key])).get(key);
  const leads = record?.value as unknown as RosterCode | undefined;
  const entry = leads?.for === 'roster' ? await entryOf(deps, leads) : undefined;
  const call = now.unit.calls.find(({ id }) => id === entry?.call);
  const params = { unit: entry?.unit ?? '', person: entry?.person ?? '', call: call?.short ?? '' };
  if (entry && call && entry.met === person)
    return { replies: [{ text: text('office.roster.code_same', params) }] };
  if (!record || !entry || !call || entry.met !== null) return wrong(now);
  const noted = {
    at,
    by: person,
    act: 'roster.claim',
    outcome: 'done',
    call: call.id,
    detail: { entry: entry.id },
  } as const;
  const { wrong: _, ...clean } = office;
  return {
    replies: [{ text: text('office.roster.code_done', params) }],
    office: clean,
    writes: [
      ...metWrites(entry, { person, by: 'code', at }),
      { key, value: null, expect: record.rev },
      ledgerWrite(noted, now.newId()),
    ],
  };
}

async function entryOf({ rosters }: RosterDeps, { call, entry }: RosterCode) {
  return (await rosters.load(call)).entries.find(({ id }) => id === entry);
}

/** The same sentence for a code that never was, was used or is over: it tells nothing of what there is. */
function wrong(now: OfficeNow): OfficeOutcome {
  const { at, person: by, office } = now;
  const noted = { at, by, act: 'roster.claim', outcome: 'refused' } as const;
  return {
    replies: [{ text: text('office.roster.code_bad') }],
    office: { ...office, wrong: oneMore(office.wrong, at) },
    writes: [ledgerWrite(noted, now.newId())],
  };
}
