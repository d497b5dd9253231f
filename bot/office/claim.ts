/** The first administrator: whoever can read the terminal in which the bot was started. */
import type { Store } from '../../forms/ports.ts';
import { newCode } from './codes.ts';
import { allGrants } from './grants.ts';

const CLAIM_MS = 24 * 3600_000;

/** A fresh code, or undefined where a setting or a grant made an administrator already. */
export async function claimCode(
  store: Store,
  now: Date,
  administrators: readonly string[],
): Promise<string | undefined> {
  if (administrators.length > 0) return undefined;
  const held = await allGrants(store);
  if (held.some(({ grant }) => grant.role === 'administrator')) return undefined;
  const expiresAt = now.getTime() + CLAIM_MS;
  const { shown, write } = newCode({ kind: 'claim', data: null, by: 'start', expiresAt }, now.getTime());
  await store.commit([write]);
  return shown;
}
