/** Letting one submission or one unit hand in after the deadline: whom, why, by whom, all recorded. */

import type { DeadlineAct } from '../../dialogs/office/deadlines.ts';
import type { Named } from '../../dialogs/office/reminders.ts';
import type { Exception } from '../../forms/office/deadline.ts';
import { may } from '../../forms/office/roles.ts';
import { type Standing, within } from '../../forms/office/standing.ts';
import { text } from '../../forms/text/index.ts';
import { refused } from './answers.ts';
import { type DatedCall, datesWrite } from './dates.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import { type Shown, shown } from './preview.ts';
import { nameOf } from './reminders/counts.ts';
import type { ReminderDeps } from './reminders/record.ts';

type ExceptionAct = Extract<DeadlineAct, { kind: 'exception' }>;

/** What was found under the words. */
interface Found {
  readonly to: Exception['to'];
  readonly name: string;
  readonly unit: string;
  readonly field: string;
}

/** Several are listed at most. */
const LISTED = 6;

export async function exception(
  { standings }: Pick<ReminderDeps, 'standings'>,
  dated: DatedCall,
  { act, confirmed }: { readonly act: Shown<ExceptionAct>; readonly confirmed: boolean },
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const { call, record, rev } = dated;
  if (act.to === '') return { replies: [{ text: text('office.exception.usage') }] };
  const lines = (await standings.all()).filter((line) => line.call === call.id);
  const reach = lines.filter(({ unit, field }) =>
    may(now.office.grants, 'exception', { call: call.id, unit, field }),
  );
  const found = foundUnder(reach, act.to);
  // Whether it is there at all is nobody's business who may not reach it.
  if (found.length === 0 && foundUnder(lines, act.to).length > 0)
    return refused(now, 'exception', { call: call.id });
  const [one] = found;
  if (!one) return { replies: [{ text: text('office.exception.unknown', { to: act.to }) }] };
  if (found.length > 1) {
    const list = found.slice(0, LISTED).map(({ name }) => text('office.exception.one', { name }));
    return { replies: [{ text: [text('office.exception.which'), ...list].join('\n') }] };
  }
  if (act.why === '') return { replies: [{ text: text('office.exception.no_reason', { to: act.to }) }] };
  const params = { call: call.short, name: one.name, why: act.why };
  if (!confirmed || act.rev !== rev) return shown([text('office.exception.preview', params)], act, dated);
  const { person: by, at } = now;
  const exceptions = [...record.exceptions, { to: one.to, why: act.why, by, at }];
  const detail = { to: one.name };
  const entry = { at, by, act: 'exception', outcome: 'done', call: call.id, why: act.why, detail } as const;
  return {
    replies: [{ text: text('office.exception.done', params) }],
    writes: [
      datesWrite(call.id, { ...record, exceptions }, rev),
      ledgerWrite(one.to.kind === 'submission' ? { ...entry, submission: one.to.id } : entry, now.newId()),
    ],
  };
}

/** The call that is meant where none was named: the one in which somebody within reach is found under the words. */
export async function whereFound(
  { standings }: Pick<ReminderDeps, 'standings'>,
  { named, to }: ExceptionAct,
  { office, unit: { calls } }: OfficeNow,
): Promise<Named> {
  if ('unknown' in named || named.call !== null || to === '') return named;
  const reach = within(await standings.all(), office.grants, 'exception');
  const found = calls.filter(
    ({ id }) =>
      foundUnder(
        reach.filter(({ call }) => call === id),
        to,
      ).length > 0,
  );
  const [only] = found;
  return only && found.length === 1 ? { call: only.id } : named;
}

/** A receipt number, a unit's whole name, a title or a name; else what contains the words. */
function foundUnder(lines: readonly Standing[], words: string): readonly Found[] {
  const begun = lines.filter(({ stage }) => stage !== 'absent');
  const exact = begun.filter(({ number, title, person }) => [number, title, person].includes(words));
  if (exact.length > 0) return exact.map(ofSubmission);
  const units = unitsIn(lines, (unit) => unit === words);
  if (units.length > 0) return units;
  const loose = unitsIn(lines, (unit) => unit.includes(words));
  return loose.length > 0 ? loose : begun.filter(({ title }) => title.includes(words)).map(ofSubmission);
}

function ofSubmission(line: Standing): Found {
  const who = nameOf(line);
  const titled = line.title !== '' && line.title !== who;
  const name = titled ? text('office.exception.titled', { title: line.title, who }) : who;
  return { to: { kind: 'submission', id: line.id }, name, unit: line.unit, field: line.field };
}

function unitsIn(lines: readonly Standing[], fits: (unit: string) => boolean): Found[] {
  const names = new Set(lines.map(({ unit }) => unit).filter((unit) => unit !== '' && fits(unit)));
  return [...names].map((unit) => ({ to: { kind: 'unit', unit }, name: unit, unit, field: '' }));
}
