/** Looking up standing from where a channel searches: within the grants of whoever asks, and nothing else. */

import type { Inquiry, InquiryAsk, StandingLine } from '../../forms/office/ports.ts';
import { mayAnywhere } from '../../forms/office/roles.ts';
import { type Standing, within } from '../../forms/office/standing.ts';
import type { Store } from '../../forms/ports.ts';
import type { Catalog } from '../calls.ts';
import { keys } from '../keys.ts';
import { newcomer } from '../read.ts';
import type { Person } from '../unit.ts';
import type { OfficePerson } from './family.ts';
import { grantsHeld } from './grants.ts';
import type { Standings } from './standings.ts';

export interface InquiryDeps {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly standings: Standings;
  /** Accounts that a setting makes administrators. */
  readonly administrators: readonly string[];
}

export function createInquiry(deps: InquiryDeps): Inquiry {
  return {
    allows: async (account) => mayAnywhere((await officeOf(deps, account)).grants, 'standing'),
    async search(account, ask) {
      const { grants } = await officeOf(deps, account);
      if (grants.length === 0) return [];
      const found = within(await deps.standings.all(), grants)
        .map((line) => ({ line, call: deps.catalog.get(line.call)?.short ?? line.call }))
        .filter(({ line, call }) => isMeant(line, call, ask))
        .sort((a, b) => (b.line.updatedAt ?? '').localeCompare(a.line.updatedAt ?? ''));
      return found.slice(ask.skip, ask.skip + ask.take).map(({ line, call }) => shown(line, call));
    },
  };
}

/** The grants of the person behind an account, those that a setting gives included. */
export async function officeOf(
  { store, administrators }: Pick<InquiryDeps, 'store' | 'administrators'>,
  account: string,
): Promise<OfficePerson> {
  const own = (await store.read([keys.person(account)])).get(keys.person(account));
  const who = (own?.value as unknown as Person | undefined)?.is ?? account;
  const record = (await store.read([keys.office(who)])).get(keys.office(who));
  const office = (record?.value ?? newcomer(who)) as unknown as OfficePerson;
  return { ...office, grants: grantsHeld(office, administrators, { account, person: who, at: '' }) };
}

function isMeant(line: Standing, call: string, { text, among }: InquiryAsk): boolean {
  const words = text.trim().toLowerCase();
  if (words === '') return true;
  if (among === 'unit') return line.unit.toLowerCase().includes(words);
  if (among === 'call') return call.toLowerCase().includes(words);
  const { unit, title, person, number } = line;
  return [unit, title, person, number ?? '', call].some((each) => each.toLowerCase().includes(words));
}

function shown({ id, unit, title, stage, done, total, updatedAt }: Standing, call: string): StandingLine {
  return { id, unit, title, call, stage, done, total, updatedAt };
}
