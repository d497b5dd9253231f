/** Who of a list somebody is: by what their channel or their form tells of them. */
import { leafKindOf } from '../kinds/index.ts';
import type { Plan } from '../plan.ts';
import { CONTACTS, contactKey, nameKey, type RosterEntry } from './roster.ts';

/** What is known of a person or said in their form; empty lists where nothing is. */
export interface Known {
  readonly wecom: readonly string[];
  readonly email: readonly string[];
  readonly phone: readonly string[];
  readonly unit: string;
  /** Names of people in the form: whoever fills it is one of them. */
  readonly names: readonly string[];
}

/** By what an entry was recognised; `code`, `decision` and `link` are not matters of matching. */
export type MetBy = 'wecom' | 'email' | 'phone' | 'form' | 'code' | 'decision' | 'link';

export type Match =
  | { readonly kind: 'one'; readonly entry: RosterEntry; readonly by: MetBy }
  /** More than one fits, or the contact and the name tell of different people: somebody has to say. */
  | { readonly kind: 'several'; readonly entries: readonly RosterEntry[] }
  | { readonly kind: 'none' };

/**
 * The entry somebody is. A contact that one entry alone has is enough, unless the form names another unit; else unit
 * and name together. Entries that were met already are left out: nobody takes another's place by saying so.
 */
export function matchPerson(entries: readonly RosterEntry[], known: Known): Match {
  const free = entries.filter(({ met }) => met === null);
  const byName = free.filter((entry) => isNamed(entry, known));
  for (const by of CONTACTS) {
    const keys = new Set(known[by].map(contactKey).filter(Boolean));
    const found = keys.size === 0 ? [] : free.filter((entry) => keys.has(contactKey(entry[by])));
    if (found.length === 0) continue;
    const [only] = found;
    const [named] = found.filter((entry) => byName.includes(entry));
    if (named && found.filter((entry) => byName.includes(entry)).length === 1)
      return { kind: 'one', entry: named, by };
    if (only && found.length === 1 && fits(only, known)) return { kind: 'one', entry: only, by };
    return { kind: 'several', entries: [...new Set([...found, ...byName])] };
  }
  const [only] = byName;
  if (!only) return { kind: 'none' };
  return byName.length === 1
    ? { kind: 'one', entry: only, by: 'form' }
    : { kind: 'several', entries: byName };
}

/** The form names this unit, and this person in it. */
function isNamed(entry: RosterEntry, { unit, names }: Known): boolean {
  return (
    unit !== '' &&
    nameKey(entry.unit) === nameKey(unit) &&
    names.some((name) => nameKey(name) === nameKey(entry.person))
  );
}

/** Nothing said speaks against it: no unit yet, or this one. */
function fits(entry: RosterEntry, { unit }: Known): boolean {
  return unit === '' || nameKey(entry.unit) === nameKey(unit);
}

/** What a form says of whoever fills it: its unit, and the people, phones and addresses it names on its own level. */
export function saidOf({ call, slots, book }: Plan): Known {
  const said = { person: [] as string[], phone: [] as string[], email: [] as string[] };
  let unit = '';
  for (const { path, leaf, question, control } of slots) {
    if (control || leaf !== question) continue;
    const answer = book.get(path);
    if (answer?.state !== 'given' || answer.value === undefined) continue;
    if (question.id === call.organisation_question) unit = leafKindOf(leaf).show(answer.value, leaf.kind);
    const { type } = leaf.kind;
    if (type === 'person' || type === 'phone' || type === 'email')
      said[type].push(leafKindOf(leaf).show(answer.value, leaf.kind));
  }
  return { wecom: [], email: said.email, phone: said.phone, unit, names: said.person };
}

/** What an account itself tells: WeCom's accounts are the user ids of the list. Person ids are `channel:name`. */
export function knownOf(accounts: readonly string[]): Pick<Known, 'wecom'> {
  return {
    wecom: accounts.flatMap((account) =>
      account.startsWith('wecom:') ? [account.slice('wecom:'.length)] : [],
    ),
  };
}
