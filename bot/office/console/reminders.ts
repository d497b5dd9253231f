/** The log of a call's reminders for the office's page: each with what came of it, as the chat's report counts them. */
import type { ConsoleReminder } from '../../../forms/office/console.ts';
import type { Store } from '../../../forms/ports.ts';
import { hasText, text } from '../../../forms/text/index.ts';
import { keys } from '../../keys.ts';
import { type Undelivered, undelivered } from '../../outbox.ts';
import { recordsIn } from '../../pages.ts';
import type { Reminder } from '../reminders/record.ts';
import type { LoggedReminder } from './console.ts';

/** Every reminder of a call, in no particular order. */
export async function reminderLog(store: Store, call: string): Promise<readonly LoggedReminder[]> {
  const out = await undelivered(store);
  const log: LoggedReminder[] = [];
  for await (const { value } of recordsIn(store, keys.remindersOf(call)))
    log.push(logged(value as unknown as Reminder, out));
  return log;
}

function logged(reminder: Reminder, out: ReadonlyMap<string, Undelivered>): LoggedReminder {
  const { at, call, person, step, state, notice } = reminder;
  const left = state === 'said' && notice !== undefined ? out.get(notice) : undefined;
  return {
    at,
    call,
    person,
    step: stepWords(step),
    outcome: outcomeOf(reminder, left),
    why: whyOf(reminder, left),
  };
}

function outcomeOf({ state }: Reminder, left: Undelivered | undefined): ConsoleReminder['outcome'] {
  if (state !== 'said') return state;
  if (left === undefined) return 'sent';
  return left.failed === undefined ? 'waiting' : 'failed';
}

function whyOf({ state, why }: Reminder, left: Undelivered | undefined): string {
  if (state === 'not_needed' && why) return text(`office.console.not_needed.${why}`);
  if (left?.failed === undefined) return '';
  const code = `office.remind.why_${left.failed.replace('.', '_')}`;
  return text(hasText(code) ? code : 'office.remind.why_other');
}

/** `20251220-3` is three days before that day; what a person sent by hand is named otherwise. */
function stepWords(step: string): string {
  const days = /^\d{8}-(\d+)$/.exec(step)?.[1];
  if (days === undefined) return text('office.console.step_manual');
  return days === '0' ? text('office.console.step_day') : text('office.console.step', { days });
}
