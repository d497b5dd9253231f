/** What came of reminders: said, not needed, not delivered and why, nobody to write to. */
import { type Remindable, remindable } from '../../../forms/office/reminder.ts';
import type { Standing } from '../../../forms/office/standing.ts';
import type { Store } from '../../../forms/ports.ts';
import { keys } from '../../keys.ts';
import { type Undelivered, undelivered } from '../../outbox.ts';
import { recordsIn } from '../../pages.ts';
import type { NotNeeded, Reminder } from './record.ts';

export interface Counts {
  readonly total: number;
  /** Said, and taken by the platform or lying where the person reads. */
  readonly said: number;
  /** To be told, or on the way to the platform. */
  readonly waiting: number;
  readonly notNeeded: Readonly<Partial<Record<NotNeeded, number>>>;
  /** Given up, by the code of why. */
  readonly failed: readonly { readonly person: string; readonly why: string }[];
  readonly unreachable: readonly string[];
}

/** Counts the reminders of one step or job. */
export async function countsOf(
  store: Store,
  call: string,
  step: string,
  onTheWay?: ReadonlyMap<string, Undelivered>,
): Promise<Counts> {
  const out = onTheWay ?? (await undelivered(store));
  const counts = {
    total: 0,
    said: 0,
    waiting: 0,
    notNeeded: {} as Partial<Record<NotNeeded, number>>,
    failed: [] as { person: string; why: string }[],
    unreachable: [] as string[],
  };
  for await (const { value } of recordsIn(store, keys.reminderStep(call, step))) {
    const { state, why, person, notice } = value as unknown as Reminder;
    const left = state === 'said' && notice !== undefined ? out.get(notice) : undefined;
    counts.total += 1;
    if (state === 'no_channel') counts.unreachable.push(person);
    else if (state === 'not_needed' && why) counts.notNeeded[why] = (counts.notNeeded[why] ?? 0) + 1;
    else if (left?.failed !== undefined) counts.failed.push({ person, why: left.failed });
    else if (state === 'waiting' || left) counts.waiting += 1;
    else counts.said += 1;
  }
  return counts;
}

/** Names of people of a call, as its lines have them. */
export function namesOf(lines: readonly Standing[]): (person: string) => string {
  const names = new Map(lines.map((line) => [line.owner ?? line.id, nameOf(line)]));
  return (person) => names.get(person) ?? '';
}

export function nameOf({ person, unit }: Pick<Standing, 'person' | 'unit'>): string {
  return [person, unit].filter(Boolean).join('，');
}

/** People of a call with something undone, out of all lines. */
export function remindableOf(lines: readonly Standing[], call: string): readonly Remindable[] {
  return remindable(lines.filter((line) => line.call === call));
}
