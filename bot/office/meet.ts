/** Knows people by the lists of who is expected, as soon as their account or their form tells who they are. */

import type { Call } from '../../forms/call.ts';
import { type Known, knownOf, matchPerson, saidOf } from '../../forms/office/match.ts';
import { planFor, questionAt } from '../../forms/plan.ts';
import type { Write } from '../../forms/ports.ts';
import type { Change } from '../../forms/submission.ts';
import type { Read } from '../read.ts';
import type { Opened, Unit } from '../unit.ts';
import { metWrites, type Rosters } from './rosters.ts';

const NOTHING: Known = { wecom: [], email: [], phone: [], unit: '', names: [] };
const TELLING = new Set(['person', 'phone', 'email']);

/**
 * The writes that note whom a turn made known: on the first message of a conversation by the account, later by what a
 * form says. Whom the list does not tell for certain the coordinator is asked about.
 */
export async function meetIn(rosters: Rosters, unit: Unit, read: Read): Promise<Write[]> {
  const { person, at } = unit.speaker;
  const { accounts = [] } = read.person;
  const account = knownOf([person, ...accounts]);
  const first = read.conversation === null && account.wecom.length > 0;
  const told = unit.changed.filter((opened) => accounts.length > 0 || tells(opened));
  const calls = new Set(first ? unit.calls.map(({ id }) => id) : told.map(({ call }) => call.id));
  const writes: Write[] = [];
  for (const id of calls) {
    const own = told.find(({ call }) => call.id === id);
    const { entries } = await rosters.load(id);
    if (entries.length === 0 || entries.some(({ met }) => met === person)) continue;
    const linked = entries.find(({ met }) => met !== null && accounts.includes(met));
    if (linked) {
      writes.push(...metWrites(linked, { person, by: 'link', at }, true));
      continue;
    }
    const said = own ? saidOf(planFor(own.call, own.submission.answers)) : NOTHING;
    const match = matchPerson(entries, { ...said, ...account });
    if (match.kind === 'one') writes.push(...metWrites(match.entry, { person, by: match.by, at }));
  }
  return writes;
}

/** Whether the turn changed anything in the form that says who fills it, or began it. */
function tells({ call, changes, stored }: Opened): boolean {
  return stored === 0 || changes.some((change) => isTelling(call, change));
}

function isTelling(call: Call, { path }: Change): boolean {
  const question = questionAt(call, path);
  return question !== undefined && (path === call.organisation_question || TELLING.has(question.kind.type));
}
