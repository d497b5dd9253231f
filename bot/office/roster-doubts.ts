/** Submissions whose person the list does not tell for certain: the coordinator says who it is. */
import type { RosterAct } from '../../dialogs/office/roster.ts';
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { matchPerson, saidOf } from '../../forms/office/match.ts';
import { may } from '../../forms/office/roles.ts';
import { nameKey, type RosterEntry } from '../../forms/office/roster.ts';
import type { Standing } from '../../forms/office/standing.ts';
import { planFor } from '../../forms/plan.ts';
import { text } from '../../forms/text/index.ts';
import { keys } from '../keys.ts';
import { refused } from './answers.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import { contactOf, type RosterDeps } from './roster-deps.ts';
import { metWrites } from './rosters.ts';

/** Doubts listed at once, and entries offered for each. */
const LISTED = 20;
const OFFERED = 6;

/** Under this name stands which doubts were listed last: numbers mean those. */
const DOUBTS_HOLD = 'roster.doubts';

/** What was listed: the number of a doubt is its place here, the letter of an entry its place in it. */
interface Listed {
  readonly call: string;
  readonly doubts: readonly {
    readonly owner: string;
    readonly title: string;
    readonly entries: readonly string[];
  }[];
}

interface Doubt {
  readonly line: Standing;
  readonly entries: readonly RosterEntry[];
}

export async function listDoubts(deps: RosterDeps, call: Call, now: OfficeNow): Promise<OfficeOutcome> {
  const doubts = await doubtsOf(deps, call);
  if (doubts.length === 0)
    return { replies: [{ text: text('office.roster.doubts_none', { call: call.short }) }] };
  const lines = doubts.map(({ line, entries }, at) =>
    text('office.roster.doubt', {
      number: at + 1,
      title: line.title || text('office.untitled'),
      unit: line.unit,
      person: line.person,
      entries: entries.map(offered).join('；') || text('office.roster.doubt_none'),
    }),
  );
  const listed: Listed = {
    call: call.id,
    doubts: doubts.map(({ line, entries }) => ({
      owner: line.owner ?? '',
      title: line.title || text('office.untitled'),
      entries: entries.map(({ id }) => id),
    })),
  };
  const said = [
    text('office.roster.doubts_head', { call: call.short, count: doubts.length }),
    ...lines,
    text('office.roster.doubts_how'),
  ];
  const holds = { ...now.office.holds, [DOUBTS_HOLD]: listed as unknown as Json };
  return { replies: [{ text: said.join('\n') }], office: { ...now.office, holds } };
}

function offered(entry: RosterEntry, at: number): string {
  const { unit, person } = entry;
  const letter = String.fromCharCode(65 + at);
  return text('office.roster.doubt_entry', { letter, unit, person, contact: contactOf(entry) });
}

/** Submissions of people who are nobody on the list, the ones touched last first, with who it may be. */
async function doubtsOf(deps: RosterDeps, call: Call): Promise<readonly Doubt[]> {
  const { entries } = await deps.rosters.load(call.id);
  if (entries.length === 0) return [];
  const known = new Set(entries.flatMap(({ met }) => met ?? []));
  const lines = (await deps.standings.all())
    .filter(
      ({ call: own, owner, stage }) =>
        own === call.id && stage !== 'absent' && owner !== null && !known.has(owner),
    )
    .sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? ''));
  const doubts: Doubt[] = [];
  for (const line of lines.slice(0, LISTED)) {
    const key = keys.submission(line.id);
    const head = (await deps.store.read([key])).get(key);
    const { submission } = await deps.submissions.load(line.id, head);
    const version = deps.catalog.get(call.id, submission.head.call.version);
    if (!version) continue;
    const said = saidOf(planFor(version, submission.answers));
    // Whoever did not say yet where they are from is no doubt.
    if (said.unit === '') continue;
    const person = line.person || said.names.join('、');
    doubts.push({
      line: { ...line, unit: said.unit, person },
      entries: candidates(entries, said).slice(0, OFFERED),
    });
  }
  return doubts;
}

/** Those who fit, else those of the same unit who did not come yet. */
function candidates(
  entries: readonly RosterEntry[],
  said: ReturnType<typeof saidOf>,
): readonly RosterEntry[] {
  const match = matchPerson(entries, said);
  if (match.kind === 'one') return [match.entry];
  if (match.kind === 'several') return match.entries;
  return entries.filter(({ unit, met }) => met === null && nameKey(unit) === nameKey(said.unit));
}

/** 对应 1 A. */
export async function assign(
  deps: RosterDeps,
  { number, letter }: Extract<RosterAct, { do: 'assign' }>,
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const listed = now.office.holds?.[DOUBTS_HOLD] as unknown as Listed | undefined;
  const call = now.unit.calls.find(({ id }) => id === listed?.call);
  const doubt = listed?.doubts[number - 1];
  const id = doubt?.entries[letter.charCodeAt(0) - 65];
  if (!call || !doubt || id === undefined) return { replies: [{ text: text('office.roster.assign_what') }] };
  if (!may(now.office.grants, 'roster', { call: call.id })) return refused(now, 'roster', { call: call.id });
  const entry = (await deps.rosters.load(call.id)).entries.find((each) => each.id === id);
  if (!entry) return { replies: [{ text: text('office.roster.assign_what') }] };
  const params = { title: doubt.title, unit: entry.unit, person: entry.person };
  if (entry.met !== null && entry.met !== doubt.owner)
    return { replies: [{ text: text('office.roster.assign_taken', params) }] };
  const { at, person: by } = now;
  const detail = { entry: entry.id };
  const noted = {
    at,
    by,
    act: 'roster.assign',
    outcome: 'done',
    call: call.id,
    person: doubt.owner,
    detail,
  } as const;
  const writes = entry.met === null ? metWrites(entry, { person: doubt.owner, by: 'decision', at }) : [];
  return {
    replies: [{ text: text('office.roster.assigned', params) }],
    writes: [...writes, ledgerWrite(noted, now.newId())],
  };
}
