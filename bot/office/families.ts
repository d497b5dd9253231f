/** The families of office commands, in the order in which they are asked. */
import type { Family } from './family.ts';
import { createRoster } from './roster.ts';
import type { RosterDeps } from './roster-deps.ts';

export type FamilyDeps = RosterDeps;

// biome-ignore lint/suspicious/noExplicitAny: each family knows its own acts; here they only pass through.
export function officeFamilies(deps: FamilyDeps): readonly Family<any>[] {
  return [createRoster(deps)];
}
