/** Everybody's grants, as they are stored. */
import type { Grant } from '../../forms/office/roles.ts';
import type { Store } from '../../forms/ports.ts';
import { keys } from '../keys.ts';
import { recordsIn } from '../pages.ts';
import type { OfficePerson } from './family.ts';

/** A grant with whose it is. */
export interface Held {
  readonly person: string;
  readonly name: string;
  readonly grant: Grant;
}

/** All grants, in the order in which they were given. */
export async function allGrants(store: Store): Promise<readonly Held[]> {
  const held: Held[] = [];
  for await (const { value } of recordsIn(store, keys.officePrefix)) {
    const { person, name, grants } = value as unknown as OfficePerson;
    for (const grant of grants) held.push({ person, name, grant });
  }
  return held.sort((a, b) => a.grant.at.localeCompare(b.grant.at));
}

/** Whether anybody of the office receives what is submitted to a call: a coordinator or reviewer of it. */
export async function isReceived(
  { store, administrators }: { readonly store: Store; readonly administrators: readonly string[] },
  call: string,
): Promise<boolean> {
  // Whoever a setting names is a coordinator of every call.
  if (administrators.length > 0) return true;
  return (await allGrants(store)).some(
    ({ grant }) => grant.role !== 'administrator' && (grant.calls === null || grant.calls.includes(call)),
  );
}
