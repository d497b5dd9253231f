/** Makes two accounts one person: drafts, conversations, grants and what is kept between messages come together under the one who gave the code. */
import type { Json } from '../../forms/json.ts';
import type { Store, Stored, Write } from '../../forms/ports.ts';
import { keys } from '../keys.ts';
import type { KeptSubmission } from '../submissions.ts';
import type { Person } from '../unit.ts';
import type { OfficePerson } from './family.ts';

/** Drafts of one account that are moved at most: each is a write of the one commit. */
const MOST = 500;

const EMPTY: Person = { current: null, submissions: [] };

/**
 * The writes that link, and how many drafts move; undefined where the giver of the code is not a person of their own any
 * more, or there is too much to move at once. `office` is the present record of the account.
 */
export async function linkAccounts(
  store: Store,
  { to, account, office }: { readonly to: string; readonly account: string; readonly office: OfficePerson },
): Promise<{ readonly count: number; readonly writes: readonly Write[] } | undefined> {
  const records = await store.read([
    keys.person(to),
    keys.person(account),
    keys.office(to),
    keys.office(account),
  ]);
  const personOf = (id: string): Person =>
    (records.get(keys.person(id))?.value ?? EMPTY) as unknown as Person;
  const [kept, joining] = [personOf(to), personOf(account)];
  const { submissions } = joining;
  if (kept.is !== undefined || joining.is !== undefined || submissions.length > MOST) return undefined;
  const moved: Person = {
    current: kept.current ?? joining.current,
    submissions: [...kept.submissions, ...submissions],
    conversations: [...new Set([...(kept.conversations ?? []), ...(joining.conversations ?? [])])],
    accounts: [...(kept.accounts ?? []), account, ...(joining.accounts ?? [])],
  };
  const gone: Person = { current: null, submissions: [], is: to };
  return {
    count: submissions.length,
    writes: [
      over(keys.person(to), moved, records.get(keys.person(to))),
      over(keys.person(account), gone, records.get(keys.person(account))),
      ...(joining.accounts ?? []).map(
        (each): Write => ({ key: keys.person(each), value: gone as unknown as Json, expect: 'any' }),
      ),
      ...mergedOffice({ to, account, office }, records),
      ...(await newOwner(store, submissions, to)),
    ],
  };
}

function over(key: string, value: unknown, stored: Stored | undefined): Write {
  return { key, value: value as Json, expect: stored?.rev ?? 'absent' };
}

function mergedOffice(
  { to, account, office }: { readonly to: string; readonly account: string; readonly office: OfficePerson },
  records: ReadonlyMap<string, Stored>,
): Write[] {
  const [kept, joining] = [records.get(keys.office(to)), records.get(keys.office(account))];
  const grants = office.grants.filter(({ by }) => by !== 'setting');
  const before = (kept?.value ?? {
    person: to,
    name: office.name,
    grants: [],
    pending: null,
  }) as unknown as OfficePerson;
  const holds = { ...office.holds, ...before.holds };
  const merged = { ...before, grants: [...before.grants, ...grants], holds };
  return [
    ...(joining ? [{ key: keys.office(account), value: null, expect: joining.rev } as const] : []),
    ...(grants.length > 0 || Object.keys(office.holds ?? {}).length > 0
      ? [over(keys.office(to), merged, kept)]
      : []),
  ];
}

async function newOwner(store: Store, submissions: readonly string[], owner: string): Promise<Write[]> {
  const records = await store.read(submissions.map(keys.submission));
  return [...records].map(([key, { value, rev }]) => {
    const kept = value as unknown as KeptSubmission;
    return { key, value: { ...kept, head: { ...kept.head, owner } } as unknown as Json, expect: rev };
  });
}
