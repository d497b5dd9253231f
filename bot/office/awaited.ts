/** Files that somebody sends to the office, or for a colleague, and not for their own draft. */
import { ASSIST_HOLD } from '../../dialogs/office/assist.ts';
import { isSheet, ROSTER_HOLD } from '../../dialogs/office/roster.ts';
import type { Store } from '../../forms/ports.ts';
import { keys } from '../keys.ts';
import type { Person } from '../unit.ts';
import type { OfficePerson } from './family.ts';

/** What a file of that name would be for, if not for the draft of whoever sends it. */
export async function awaitedBy(
  store: Store,
  account: string,
  name: string,
): Promise<'roster' | 'assist' | undefined> {
  const records = await store.read([keys.person(account), keys.office(account)]);
  const who = (records.get(keys.person(account))?.value as unknown as Person | undefined)?.is;
  const office = who === undefined ? records : await store.read([keys.office(who)]);
  const { holds = {} } = (office.get(keys.office(who ?? account))?.value ??
    {}) as unknown as Partial<OfficePerson>;
  if (holds[ROSTER_HOLD] && isSheet(name)) return 'roster';
  return holds[ASSIST_HOLD] ? 'assist' : undefined;
}
