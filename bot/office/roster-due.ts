/** Units' own deadlines: earlier than the call's, so that the unit can look through what it sends on. */

import { squeeze } from '../../dialogs/engine/understand/words.ts';
import { sentence } from '../../dialogs/engine/wording.ts';
import type { RosterAct } from '../../dialogs/office/roster.ts';
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { showDay } from '../../forms/kinds/calendar.ts';
import { date } from '../../forms/kinds/date.ts';
import { may } from '../../forms/office/roles.ts';
import { nameKey, unitsOf, withDue } from '../../forms/office/roster.ts';
import { text } from '../../forms/text/index.ts';
import { noDay } from '../../forms/text/zh-CN/lexicon/office-roster.ts';
import { asked, refused, said } from './answers.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import { type RosterDeps, visible } from './roster-deps.ts';
import { rosterWrites } from './rosters.ts';

type Due = Extract<RosterAct, { do: 'due' }>;

export async function setDue(
  { rosters }: RosterDeps,
  call: Call,
  act: Due,
  now: OfficeNow,
  confirmed: boolean,
): Promise<OfficeOutcome> {
  const day = dayOf(call, act.day, now.today);
  if (act.unit === '' || act.day === '') return said('office.roster.due_what');
  if (day !== null && typeof day !== 'string') return day;
  const before = await rosters.load(call.id);
  const all = unitsOf(visible(before.entries, now));
  const exact = all.filter(({ unit }) => nameKey(unit) === nameKey(act.unit));
  const found = exact.length > 0 ? exact : all.filter(({ unit }) => unit.includes(act.unit));
  const [own] = found;
  if (!own) return said('office.roster.no_unit', { call: call.short, unit: act.unit });
  if (found.length > 1) {
    const options = found
      .slice(0, 8)
      .map(({ unit }) => `${text('office.roster.due_word')} ${call.short} ${unit} ${act.day}`);
    return {
      replies: [
        {
          text: text('office.roster.due_units', { unit: act.unit }),
          options: options.map((title) => ({ title, value: title })),
        },
      ],
    };
  }
  if (!may(now.office.grants, 'roster', { call: call.id, unit: own.unit }))
    return refused(now, 'roster', { call: call.id });
  const count = own.entries.length;
  const params = { unit: own.unit, call: call.short, count, day: day === null ? '' : showDay(day) };
  if (own.entries.every(({ due }) => due === day))
    return said(day === null ? 'office.roster.due_gone' : 'office.roster.due_same', params);
  if (!confirmed || act.generation !== before.generation) {
    const waiting: Due = { ...act, call: call.id, unit: own.unit, generation: before.generation };
    const ask = text(day === null ? 'office.roster.due_ask_none' : 'office.roster.due_ask', params);
    return { ...asked(ask), pending: { family: 'roster', act: waiting as unknown as Json } };
  }
  const { at, person: by } = now;
  const detail = { unit: own.unit, due: day };
  const noted = { at, by, act: 'roster.due', outcome: 'done', call: call.id, detail } as const;
  return {
    ...said(day === null ? 'office.roster.due_gone' : 'office.roster.due_done', params),
    writes: [
      ...rosterWrites(before, withDue(before, own.unit, day), { by, at }),
      ledgerWrite(noted, now.newId()),
    ],
  };
}

/** The day that is meant, null for none any more, or why it cannot be. */
function dayOf(call: Call, words: string, today: string): string | null | OfficeOutcome {
  if (noDay.includes(squeeze(words))) return null;
  const read = date.parse(words, { type: 'date', precision: 'day' }, { today });
  if (read.kind === 'readings') return said('office.roster.due_bad', { day: words });
  if (read.kind === 'issue') return { replies: [{ text: sentence(read.issue) }] };
  const day = String(read.value);
  if (day < today) return said('office.roster.due_past', { day: showDay(day) });
  const last = call.deadlines
    .filter((each) => each.official && each.date !== null)
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))[0];
  // A call that is over by its notice is filled in for practice: any day will do.
  if (last?.date && last.date >= today && day > last.date)
    return said('office.roster.due_late', {
      day: showDay(day),
      call: call.short,
      name: last.name,
      last: showDay(last.date),
    });
  return day;
}
