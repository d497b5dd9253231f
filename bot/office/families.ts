/** The families of office commands, in the order in which they are asked. */
import type { Store } from '../../forms/ports.ts';
import type { Catalog } from '../calls.ts';
import type { Submissions } from '../submissions.ts';
import { createAssist } from './assist.ts';
import { takeAssistCode } from './assist-take.ts';
import { type ConsoleLinkDeps, createConsoleFamily } from './console/family.ts';
import { createDeadlines } from './deadlines.ts';
import type { Family } from './family.ts';
import { help } from './help.ts';
import { createPacking, type PackingDeps } from './packing.ts';
import { createPeople } from './people.ts';
import { createReminders } from './reminders/family.ts';
import type { GroupDeps } from './reminders/group.ts';
import { createReviewing, type ReviewingDeps } from './reviewing.ts';
import { createRoster } from './roster.ts';
import { takeRosterCode } from './roster-codes.ts';
import type { RosterDeps } from './roster-deps.ts';
import type { Standings } from './standings.ts';
import { createStatus } from './status.ts';
import { createSubmitting, type SubmittingDeps } from './submitting.ts';

export interface FamilyDeps extends ReviewingDeps, RosterDeps, SubmittingDeps, PackingDeps, ConsoleLinkDeps {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly submissions: Submissions;
  readonly standings: Standings;
  readonly reminders: GroupDeps;
}

// biome-ignore lint/suspicious/noExplicitAny: each family knows its own acts; here they only pass through.
export function officeFamilies(deps: FamilyDeps): readonly Family<any>[] {
  return [
    help,
    createPacking(deps),
    createPeople({ ...deps, codes: { roster: takeRosterCode(deps), assist: takeAssistCode(deps) } }),
    createSubmitting(deps),
    createReviewing(deps),
    createDeadlines(deps.reminders),
    createReminders(deps.reminders),
    createRoster(deps),
    createStatus(deps),
    createConsoleFamily(deps),
    // Last: while a colleague's questions are asked, it hears whatever is left.
    createAssist(deps),
  ];
}
