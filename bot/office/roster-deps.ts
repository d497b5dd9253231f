/** What the commands about the list of who is expected share. */

import type { Painter } from '../../forms/documents/ports.ts';
import { may } from '../../forms/office/roles.ts';
import type { RosterEntry } from '../../forms/office/roster.ts';
import type { FileStore, Store } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import type { Catalog } from '../calls.ts';
import type { Submissions } from '../submissions.ts';
import type { OfficeNow } from './family.ts';
import type { Rosters } from './rosters.ts';
import type { Standings } from './standings.ts';

export interface RosterDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly painter: Painter;
  readonly rosters: Rosters;
  readonly standings: Pick<Standings, 'all'>;
  readonly submissions: Submissions;
  readonly catalog: Catalog;
}

/** The entries that a person may see. */
export function visible(entries: readonly RosterEntry[], now: OfficeNow): readonly RosterEntry[] {
  return entries.filter(({ call, unit }) => may(now.office.grants, 'roster', { call, unit }));
}

/** How one is reached, for a list: the first contact there is. */
export function contactOf({ phone, email, wecom }: RosterEntry): string {
  return phone || email || wecom || text('office.roster.no_contact');
}
