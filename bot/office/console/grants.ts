/** What somebody may do who is not speaking: read anew whenever it is asked. */
import type { Grant } from '../../../forms/office/roles.ts';
import type { Store } from '../../../forms/ports.ts';
import { keys } from '../../keys.ts';
import { byOwner } from '../desk.ts';
import type { OfficePerson } from '../family.ts';

/** A person's grants: those that are stored, and those that a setting gives them or the account they came by. */
export async function grantsOf(
  { store, administrators }: { readonly store: Store; readonly administrators: readonly string[] },
  person: string,
  account: string,
): Promise<readonly Grant[]> {
  const key = keys.office(person);
  const record = (await store.read([key])).get(key)?.value as unknown as OfficePerson | undefined;
  const set = administrators.includes(person) || administrators.includes(account);
  return [...(set ? byOwner('setting', '') : []), ...(record?.grants ?? [])];
}
