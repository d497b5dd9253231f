/** The families of office commands, in the order in which they are asked. */
import type { Family } from './family.ts';

export interface FamilyDeps {
  readonly none?: never;
}

// biome-ignore lint/suspicious/noExplicitAny: each family knows its own acts; here they only pass through.
export function officeFamilies(_: FamilyDeps): readonly Family<any>[] {
  return [];
}
