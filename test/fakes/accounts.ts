/** People with one account for each place that they speak in, where others have one for all. */

import { keys } from '../../bot/keys.ts';
import type { Person } from '../../bot/unit.ts';
import type { Store } from '../../forms/ports.ts';

/** Makes a new account one of the person's whose account `first` is, as linking by a code does. */
export async function joinAccounts(store: Store, account: string, first: string): Promise<void> {
  const key = keys.person(first);
  const known = (await store.read([key])).get(key)?.value as unknown as Person | undefined;
  const value = { current: null, submissions: [], is: known?.is ?? first };
  await store.commit([{ key: keys.person(account), value, expect: 'absent' }]);
}
