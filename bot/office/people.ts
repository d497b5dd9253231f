/** Linking accounts, invitations and grants. Every grant, withdrawal and wrong code is in the ledger. */
import { grantText, type PeopleAct, readPeople } from '../../dialogs/office/people.ts';
import type { Json } from '../../forms/json.ts';
import { type Grant, may, type OfficeActName, type Role } from '../../forms/office/roles.ts';
import type { Store, Write } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import type { Catalog } from '../calls.ts';
import { keys } from '../keys.ts';
import type { Person } from '../unit.ts';
import { asked, refused, said } from './answers.ts';
import { afterWrong, type Code, findCode, isLocked, newCode } from './codes.ts';
import type { Family, OfficeNow, OfficeOutcome, OfficePerson } from './family.ts';
import { allGrants, byOwner } from './grants.ts';
import { ledgerWrite } from './ledger.ts';
import { linkAccounts } from './link.ts';

export interface PeopleDeps {
  readonly store: Store;
  readonly catalog: Catalog;
  /** What the codes of other families do, by kind. */
  readonly codes: Readonly<Record<string, UseCode>>;
}

/** Uses a code (`use` is the write that uses it up); null where it leads nowhere any more. */
export type UseCode = (code: Code, use: Write, now: OfficeNow) => Promise<OfficeOutcome | null>;

const LINK_MS = 10 * 60_000;
const INVITE_MS = 7 * 24 * 3600_000;

/** What an invitation gives. */
type Invited = Pick<Grant, 'role' | 'calls' | 'units' | 'fields'>;

export function createPeople(deps: PeopleDeps): Family<PeopleAct> {
  return {
    name: 'people',
    read: readPeople,
    run(act, now, confirmed) {
      switch (act.kind) {
        case 'link':
          return showLink(now);
        case 'use':
          return use(deps, act, now, confirmed);
        case 'me':
          return me(deps, now);
        case 'grants':
          return list(deps, now);
        case 'withdraw':
          return withdraw(deps, act, now, confirmed);
        case 'invite':
          return invite(deps, act, now);
        case 'invite_how':
          return Promise.resolve(
            said('office.people.invite_how', { call: deps.catalog.list()[0]?.short ?? '' }),
          );
      }
    },
  };
}

const instant = ({ at }: OfficeNow): number => Date.parse(at);

function named(deps: PeopleDeps, grant: Invited): string {
  return grantText(grant, (id) => deps.catalog.get(id)?.short ?? id);
}

async function showLink(now: OfficeNow): Promise<OfficeOutcome> {
  const expiresAt = instant(now) + LINK_MS;
  const { shown, write } = newCode({ kind: 'link', data: null, by: now.person, expiresAt }, instant(now));
  return { ...said('office.people.link', { code: shown }), once: shown, writes: [write] };
}

async function me(deps: PeopleDeps, now: OfficeNow): Promise<OfficeOutcome> {
  const { grants } = now.office;
  if (grants.length > 0)
    return said('office.people.me', { grants: grants.map((each) => named(deps, each)).join('、') });
  const key = keys.person(now.person);
  const record = (await deps.store.read([key])).get(key)?.value as unknown as Person | undefined;
  const count = (record?.accounts?.length ?? 0) + 1;
  return said('office.people.me_none', {
    accounts: count > 1 ? text('office.people.accounts', { count }) : '',
  });
}

/** What a code is for decides what happens; other families' codes are theirs. */
async function use(
  deps: PeopleDeps,
  act: Extract<PeopleAct, { kind: 'use' }>,
  now: OfficeNow,
  confirmed: boolean,
): Promise<OfficeOutcome> {
  if (isLocked(now.office, instant(now))) return said('office.people.locked');
  const found = await findCode(deps.store, act.code, instant(now));
  const { code } = found ?? {};
  const other = code && Object.hasOwn(deps.codes, code.kind) ? deps.codes[code.kind] : undefined;
  if (found && code && other) return (await other(code, found.use, now)) ?? wrong(now);
  if (!found || !code || !['link', 'invite', 'claim'].includes(code.kind)) return wrong(now);
  if (code.kind === 'invite') return accept(deps, now, code, found.use);
  if (code.kind === 'claim') return claim(deps, act, now, found.use, confirmed);
  if (code.by === now.person) return said('office.people.link_self');
  const linking = await linkAccounts(deps.store, { to: code.by, account: now.person, office: now.office });
  if (!linking) return wrong(now);
  if (!confirmed)
    return {
      ...asked(text('office.people.link_ask', { count: linking.count })),
      pending: { family: 'people', act: act as unknown as Json },
    };
  const entry = { at: now.at, by: now.person, act: 'link', outcome: 'done', person: code.by } as const;
  // The records of both are written here, and nothing else of this account in the same commit.
  return {
    ...said('office.people.linked'),
    writes: [found.use, ...linking.writes, ledgerWrite(entry, now.newId())],
    office: 'moved',
  };
}

function wrong(now: OfficeNow): OfficeOutcome {
  const entry = { at: now.at, by: now.person, act: 'code', outcome: 'refused', why: 'wrong' } as const;
  return {
    ...said('office.people.wrong'),
    office: afterWrong(now.office, now.at),
    writes: [ledgerWrite(entry, now.newId())],
  };
}

function granting(now: OfficeNow, grants: readonly Grant[]): Pick<OfficeOutcome, 'office' | 'writes'> {
  const { wrong: _, ...office } = now.office;
  const entries = grants.map(({ role, calls, units, fields, by }) =>
    ledgerWrite(
      {
        at: now.at,
        by,
        act: 'grant',
        outcome: 'done',
        person: now.person,
        detail: { role, calls, units, fields } as Json,
      },
      now.newId(),
    ),
  );
  return { office: { ...office, grants: [...office.grants, ...grants] }, writes: entries };
}

async function accept(deps: PeopleDeps, now: OfficeNow, code: Code, use: Write): Promise<OfficeOutcome> {
  const invited = code.data as unknown as Invited;
  const has = now.office.grants.some(
    ({ role, calls, units, fields }) =>
      JSON.stringify([role, calls, units, fields]) ===
      JSON.stringify([invited.role, invited.calls, invited.units, invited.fields]),
  );
  if (has) return said('office.people.granted_already', { grants: named(deps, invited) });
  const { office, writes = [] } = granting(now, [{ ...invited, by: code.by, at: now.at }]);
  return {
    ...said('office.people.granted', { grants: named(deps, invited) }),
    ...(office ? { office } : {}),
    writes: [use, ...writes],
  };
}

async function claim(
  deps: PeopleDeps,
  act: PeopleAct,
  now: OfficeNow,
  use: Write,
  confirmed: boolean,
): Promise<OfficeOutcome> {
  if (!confirmed)
    return {
      ...asked(text('office.people.claim_ask')),
      pending: { family: 'people', act: act as unknown as Json },
    };
  const owner = byOwner('claim', now.at);
  const { office, writes = [] } = granting(now, owner);
  const grants = owner.map((each) => named(deps, each)).join('、');
  return {
    ...said('office.people.granted', { grants }),
    ...(office ? { office } : {}),
    writes: [use, ...writes],
  };
}

const INVITES: Readonly<Record<Role, OfficeActName>> = {
  reviewer: 'invite_reviewer',
  coordinator: 'invite_coordinator',
  administrator: 'invite_administrator',
};

async function invite(
  deps: PeopleDeps,
  act: Extract<PeopleAct, { kind: 'invite' }>,
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const { role, call, unit, field } = act;
  const target = { ...(call ? { call } : {}), ...(unit ? { unit } : {}), ...(field ? { field } : {}) };
  if (!may(now.office.grants, INVITES[role], target)) return refused(now, INVITES[role], target);
  const invited: Invited = {
    role,
    calls: call === null ? null : [call],
    units: unit ? [unit] : null,
    fields: field ? [field] : null,
  };
  const expiresAt = instant(now) + INVITE_MS;
  const data = invited as unknown as Json;
  const { shown, write } = newCode({ kind: 'invite', data, by: now.person, expiresAt }, instant(now));
  const entry = { at: now.at, by: now.person, act: 'invite', outcome: 'done', detail: data } as const;
  return {
    ...said('office.people.invited', { code: shown, grant: named(deps, invited) }),
    once: shown,
    writes: [write, ledgerWrite(entry, now.newId())],
  };
}

async function list(deps: PeopleDeps, now: OfficeNow): Promise<OfficeOutcome> {
  if (!may(now.office.grants, 'grants', {})) return refused(now, 'grants', {});
  const lines = (await allGrants(deps.store)).map(({ person, name, grant }, at) =>
    text('office.people.grants_line', { number: at + 1, name: name || person, grant: named(deps, grant) }),
  );
  if (lines.length === 0) return said('office.people.grants_none');
  const head = text('office.people.grants_head');
  return { replies: [{ text: [head, ...lines, text('office.people.grants_tail')].join('\n') }] };
}

async function withdraw(
  deps: PeopleDeps,
  act: Extract<PeopleAct, { kind: 'withdraw' }> & { readonly what?: Json },
  now: OfficeNow,
  confirmed: boolean,
): Promise<OfficeOutcome> {
  if (!may(now.office.grants, 'grants', {})) return refused(now, 'grants', {});
  const all = await allGrants(deps.store);
  const held = all[act.number - 1];
  if (!held) return said('office.people.withdraw_none');
  const what = [held.person, held.grant] as unknown as Json;
  if (confirmed && JSON.stringify(what) !== JSON.stringify(act.what)) return said('office.people.changed');
  const params = { name: held.name || held.person, grant: named(deps, held.grant) };
  const administrators = all.filter(({ grant }) => grant.role === 'administrator');
  if (held.grant.role === 'administrator' && administrators.length === 1)
    return said('office.people.withdraw_last');
  if (!confirmed)
    return {
      ...asked(text('office.people.withdraw_ask', params)),
      pending: { family: 'people', act: { ...act, what } as unknown as Json },
    };
  const without = (office: OfficePerson): OfficePerson => ({
    ...office,
    grants: office.grants.filter((grant) => JSON.stringify(grant) !== JSON.stringify(held.grant)),
  });
  const entry = ledgerWrite(
    {
      at: now.at,
      by: now.person,
      act: 'withdraw',
      outcome: 'done',
      person: held.person,
      detail: { role: held.grant.role },
    },
    now.newId(),
  );
  const outcome = said('office.people.withdrawn', params);
  if (held.person === now.person) return { ...outcome, office: without(now.office), writes: [entry] };
  const key = keys.office(held.person);
  const record = (await deps.store.read([key])).get(key);
  if (!record) return said('office.people.changed');
  const value = without(record.value as unknown as OfficePerson) as unknown as Json;
  return { ...outcome, writes: [{ key, value, expect: record.rev }, entry] };
}
