/** Who is to be reminded of a call, and of what: pure, over the lines of the office's overview. */
import { nameKey, type RosterEntry } from './roster.ts';
import type { Stage, Standing } from './standing.ts';

/** What was left undone for a call, by one person. */
export type Undone = 'absent' | 'draft' | 'finished' | 'returned';

const BEGUN: readonly Stage[] = ['draft', 'finished'];
const IN: readonly Stage[] = ['submitted', 'passed', 'refused'];

/**
 * Of all that one person has for a call the one to be reminded of: what was returned; nothing where something was
 * handed in; else the draft that was worked on last; else that nothing was begun. Undefined for nothing.
 */
export function undoneOf<L extends { readonly stage: Stage; readonly updatedAt: string | null }>(
  lines: readonly L[],
): (L & { readonly stage: Undone }) | undefined {
  const newest = (stages: readonly Stage[]) =>
    lines
      .filter(({ stage }) => stages.includes(stage))
      .sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? ''))[0];
  const returned = newest(['returned']);
  if (!returned && lines.some(({ stage }) => IN.includes(stage))) return undefined;
  const found = returned ?? newest(BEGUN) ?? newest(['absent']);
  return found as (L & { readonly stage: Undone }) | undefined;
}

/** Someone with something undone. */
export interface Remindable {
  /** Person id; `roster:<entry>` for whoever was never met. */
  readonly person: string;
  readonly met: boolean;
  readonly line: Standing & { readonly stage: Undone };
}

/** Everyone of a call with something undone, by person id. */
export function remindable(lines: readonly Standing[]): readonly Remindable[] {
  const people = new Map<string, Standing[]>();
  for (const line of lines) {
    const person = line.owner ?? line.id;
    const own = people.get(person);
    if (own) own.push(line);
    else people.set(person, [line]);
  }
  return [...people]
    .flatMap(([person, own]): Remindable[] => {
      const line = undoneOf(own);
      return line ? [{ person, met: line.owner !== null, line }] : [];
    })
    .sort((a, b) => (a.person < b.person ? -1 : 1));
}

/** The roster's own dates, looked up by person and unit. */
export interface UnitDues {
  /** The date of that person's entry, else the earliest of their unit's; null where it has none. */
  of(whose: { readonly person: string | null; readonly unit: string }): string | null;
  /** Every date there is, once. */
  readonly days: readonly string[];
}

/** The dates of one call's roster. */
export function unitDues(entries: readonly RosterEntry[]): UnitDues {
  const byPerson = new Map<string, string>();
  const byUnit = new Map<string, string>();
  const unitOf = new Map<string, string>();
  const earlier = (map: Map<string, string>, key: string, due: string): void => {
    const before = map.get(key);
    if (before === undefined || due < before) map.set(key, due);
  };
  for (const { due, unit, met } of entries) {
    if (met !== null) unitOf.set(met, nameKey(unit));
    if (due === null) continue;
    if (met !== null) earlier(byPerson, met, due);
    earlier(byUnit, nameKey(unit), due);
  }
  return {
    of({ person, unit }) {
      const [own, listed] = person === null ? [] : [byPerson.get(person), unitOf.get(person)];
      return (
        own ?? byUnit.get(nameKey(unit)) ?? (listed === undefined ? undefined : byUnit.get(listed)) ?? null
      );
    },
    days: [...new Set([...byUnit.values(), ...byPerson.values()])],
  };
}

/** Whom a coordinator reminds by hand. */
export interface Whom {
  /** `absent`: not begun; `unfinished`: begun and not handed in; `returned`: sent back and not handed in again. */
  readonly group: 'absent' | 'unfinished' | 'returned' | 'all';
  /** A part of the unit's name; null for all units. */
  readonly unit: string | null;
}

const GROUPS: Readonly<Record<Whom['group'], readonly Undone[]>> = {
  absent: ['absent'],
  unfinished: ['draft', 'finished'],
  returned: ['returned'],
  all: ['absent', 'draft', 'finished', 'returned'],
};

export function isMeant({ line }: Remindable, { group, unit }: Whom): boolean {
  return GROUPS[group].includes(line.stage) && (unit === null || line.unit.includes(unit));
}
