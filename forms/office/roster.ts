/** Who is expected to take part in a call: units and people, as the coordinator's list has them. */

/** One expected submission. */
export interface RosterEntry {
  /** Stable through later imports of the same person and unit. */
  readonly id: string;
  readonly call: string;
  readonly unit: string;
  /** Name of the person. */
  readonly person: string;
  /** As given, empty where not: what people are matched by on first contact. */
  readonly phone: string;
  readonly email: string;
  /** Account in WeCom (userid), where the list has it. */
  readonly wecom: string;
  /** The person that was met, once they were. */
  readonly met: string | null;
  /** The unit's own deadline, `YYYY-MM-DD`, null where it has none. */
  readonly due: string | null;
}

/** The columns of a list, in the template's order. */
export const ROSTER_COLUMNS = ['unit', 'person', 'phone', 'email', 'wecom', 'due'] as const;
export type RosterColumn = (typeof ROSTER_COLUMNS)[number];

/** Columns that every row must have something in. */
export const ROSTER_NEEDED: readonly RosterColumn[] = ['unit', 'person'];

/** What a list says of one person; dates `YYYY-MM-DD`, empty where nothing is said. */
export type RosterLine = Readonly<Record<RosterColumn, string>>;

/** Most people of one list. */
export const ROSTER_MOST = 5000;

/** A list as it stands. */
export interface Roster {
  readonly call: string;
  /** Grows by one with every change; 0 where there is no list yet. */
  readonly generation: number;
  /** The highest number ever given to an entry: `p12`. */
  readonly last: number;
  readonly entries: readonly RosterEntry[];
}

export function emptyRoster(call: string): Roster {
  return { call, generation: 0, last: 0, entries: [] };
}

/** A name for comparing: no spaces and marks, half width, lower case. 示例大学（青岛） is 示例大学(青岛). */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}\p{C}]/gu, '')
    .toLowerCase();
}

/** A contact for comparing; e-mail addresses and accounts are not case-sensitive in practice. */
export function contactKey(contact: string): string {
  return contact.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}

/** Units in the order they come, with their entries. */
export function unitsOf(
  entries: readonly RosterEntry[],
): readonly { unit: string; entries: readonly RosterEntry[] }[] {
  const units = new Map<string, RosterEntry[]>();
  for (const entry of entries) {
    const key = nameKey(entry.unit);
    const known = units.get(key);
    if (known) known.push(entry);
    else units.set(key, [entry]);
  }
  return [...units.values()].map((own) => ({ unit: own[0]?.unit ?? '', entries: own }));
}

/** What a replacement does to a list. */
export interface RosterChange {
  readonly added: readonly RosterEntry[];
  /** As they will be. */
  readonly changed: readonly RosterEntry[];
  readonly unchanged: readonly RosterEntry[];
  /** On the list and not among the lines. */
  readonly gone: readonly RosterEntry[];
}

/** What a workbook says: its lines, and of which columns. */
export interface RosterLines {
  readonly columns: readonly RosterColumn[];
  readonly lines: readonly RosterLine[];
}

/**
 * Compares lines with a list. A line is the entry of the same unit and name; of several that of the same contact.
 * What was met stays met, and so does
 * what stands in columns that the workbook does not have. Ids are given once.
 */
export function compareRoster(before: Roster, { columns, lines }: RosterLines): RosterChange {
  const known = new Map<string, RosterEntry[]>();
  for (const entry of before.entries) {
    const key = personKey(entry);
    const same = known.get(key);
    if (same) same.push(entry);
    else known.set(key, [entry]);
  }
  const found = pair(lines, known);
  const change = { added: [] as RosterEntry[], changed: [] as RosterEntry[], unchanged: [] as RosterEntry[] };
  let { last } = before;
  const dues = columns.includes('due')
    ? new Map()
    : new Map(before.entries.map(({ unit, due }) => [nameKey(unit), due]));
  for (const [at, line] of lines.entries()) {
    const old = found[at];
    if (!old) {
      last += 1;
      const due = dues.get(nameKey(line.unit)) ?? line.due;
      change.added.push(entryOf({ ...line, due }, { id: `p${last}`, call: before.call, met: null }));
      continue;
    }
    const kept = ROSTER_COLUMNS.filter((column) => !columns.includes(column));
    const said = Object.fromEntries(kept.map((column) => [column, old[column] ?? '']));
    const now = entryOf({ ...line, ...said }, old);
    if (ROSTER_COLUMNS.every((column) => (now[column] ?? '') === (old[column] ?? '')))
      change.unchanged.push(old);
    else change.changed.push(now);
  }
  const kept = new Set([...change.changed, ...change.unchanged].map(({ id }) => id));
  return { ...change, gone: before.entries.filter(({ id }) => !kept.has(id)) };
}

/** The old entry of each line: those of the same contact first, so that a namesake does not take another's place. */
function pair(
  lines: readonly RosterLine[],
  known: ReadonlyMap<string, readonly RosterEntry[]>,
): readonly (RosterEntry | undefined)[] {
  const taken = new Set<string>();
  const found: (RosterEntry | undefined)[] = lines.map(() => undefined);
  const passes: readonly ((line: RosterLine, entry: RosterEntry) => boolean)[] = [sharesContact, () => true];
  for (const fits of passes) {
    for (const [at, line] of lines.entries()) {
      if (found[at]) continue;
      const entry = known.get(personKey(line))?.find((each) => !taken.has(each.id) && fits(line, each));
      if (!entry) continue;
      taken.add(entry.id);
      found[at] = entry;
    }
  }
  return found;
}

/** Unit and name, by which a person on the list is known. */
export function personKey({ unit, person }: Pick<RosterLine, 'unit' | 'person'>): string {
  return `${nameKey(unit)} ${nameKey(person)}`;
}

/** Whether two have a phone, an address or an account in common. */
export function sharesContact(a: Contacts, b: Contacts): boolean {
  return CONTACTS.some((each) => a[each] !== '' && contactKey(a[each]) === contactKey(b[each]));
}

export const CONTACTS = ['phone', 'email', 'wecom'] as const;
type Contacts = Readonly<Record<(typeof CONTACTS)[number], string>>;

function entryOf(line: RosterLine, { id, call, met }: Pick<RosterEntry, 'id' | 'call' | 'met'>): RosterEntry {
  const { unit, person, phone, email, wecom, due } = line;
  return { id, call, unit, person, phone, email, wecom, met, due: due === '' ? null : due };
}

/** The list after a replacement, in the lines' order; those gone stay at its end, unless they go. */
export function applyRoster(before: Roster, listed: RosterLines, drop: boolean): Roster {
  const { lines } = listed;
  const { added, changed, unchanged, gone } = compareRoster(before, listed);
  const order = new Map(lines.map((line, at) => [personKey(line), at]));
  const now = [...added, ...changed, ...unchanged].sort(
    (a, b) => (order.get(personKey(a)) ?? 0) - (order.get(personKey(b)) ?? 0),
  );
  return {
    ...before,
    generation: before.generation + 1,
    last: before.last + added.length,
    entries: drop ? now : [...now, ...gone],
  };
}

/** The list with a unit's own deadline (`YYYY-MM-DD`), or without. */
export function withDue(before: Roster, unit: string, due: string | null): Roster {
  const key = nameKey(unit);
  const entries = before.entries.map((entry) => (nameKey(entry.unit) === key ? { ...entry, due } : entry));
  return { ...before, generation: before.generation + 1, entries };
}
