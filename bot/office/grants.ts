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

/** What the first of all may do: manage grants, and run every call. */
export function byOwner(by: 'setting' | 'claim', at: string): readonly Grant[] {
  const all = { calls: null, units: null, fields: null, by, at };
  return [
    { role: 'administrator', ...all },
    { role: 'coordinator', ...all },
  ];
}

/** Somebody's grants. Those whom a setting names need no grant that could be taken from them in the chat. */
export function grantsHeld(
  { grants }: OfficePerson,
  administrators: readonly string[],
  { account, person, at }: { readonly account: string; readonly person: string; readonly at: string },
): readonly Grant[] {
  const set = administrators.includes(account) || administrators.includes(person);
  return set ? [...byOwner('setting', at), ...grants] : grants;
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
