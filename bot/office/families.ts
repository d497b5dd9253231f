/** The families of office commands, in the order in which they are asked. */

import { createDeadlines } from './deadlines.ts';
import type { Family } from './family.ts';
import { createReminders } from './reminders/family.ts';
import type { GroupDeps } from './reminders/group.ts';

export interface FamilyDeps {
  readonly reminders: GroupDeps;
}

// biome-ignore lint/suspicious/noExplicitAny: each family knows its own acts; here they only pass through.
export function officeFamilies({ reminders }: FamilyDeps): readonly Family<any>[] {
  return [createDeadlines(reminders), createReminders(reminders)];
}
