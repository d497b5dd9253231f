/** What a change of dates would do, shown before it is done. */
import type { DeadlineAct } from '../../dialogs/office/deadlines.ts';
import type { Json } from '../../forms/json.ts';
import { text } from '../../forms/text/index.ts';
import type { DatedCall } from './dates.ts';
import type { OfficeOutcome } from './family.ts';

/** Name of the family of dates. */
export const DEADLINES = 'deadlines';

/** An act with the revision of the dates it was shown with: what somebody else changed meanwhile is looked at again. */
export type Shown<A> = A & { readonly rev?: number };

/** Shows it, and waits for 确认. */
export function shown(
  lines: readonly string[],
  act: Shown<DeadlineAct>,
  { call, rev }: DatedCall,
): OfficeOutcome {
  const changed = act.rev !== undefined && act.rev !== rev ? [text('office.deadline.changed_meanwhile')] : [];
  const pending = { ...act, named: { call: call.id }, rev } as unknown as Json;
  const options = ['office.yes', 'office.no'].map((each) => ({ title: text(each), value: text(each) }));
  return {
    replies: [{ text: [...changed, ...lines, text('office.deadline.confirm')].join('\n'), options }],
    pending: { family: DEADLINES, act: pending },
  };
}
