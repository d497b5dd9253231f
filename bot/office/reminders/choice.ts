/** Which call a coordinator means, out of those they may act on. */
import type { Named } from '../../../dialogs/office/reminders.ts';
import type { Call } from '../../../forms/call.ts';
import { callsFor, type OfficeActName } from '../../../forms/office/roles.ts';
import { text } from '../../../forms/text/index.ts';
import { refused } from '../answers.ts';
import type { OfficeNow, OfficeOutcome } from '../family.ts';

/** The call, or what is said instead. `act` is what they want to do, `word` how a message about it begins. */
export function chosenCall(
  now: OfficeNow,
  named: Named,
  { act, word }: { readonly act: OfficeActName; readonly word: string },
): { readonly call: Call } | { readonly instead: OfficeOutcome } {
  const { unit, office } = now;
  const allowed = callsFor(
    office.grants,
    act,
    unit.calls.map(({ id }) => id),
  );
  const calls = unit.calls.filter(({ id }) => allowed.includes(id));
  const list = calls.map(({ short }) => text('office.remind.call_line', { short, word })).join('\n');
  if ('unknown' in named)
    return {
      instead: { replies: [{ text: text('office.remind.unknown_call', { name: named.unknown, list }) }] },
    };
  if (named.call !== null) {
    const call = calls.find(({ id }) => id === named.call);
    return call ? { call } : { instead: refused(now, act, { call: named.call }) };
  }
  const [only] = calls;
  if (only && calls.length === 1) return { call: only };
  if (!only) return { instead: refused(now, act, {}) };
  return { instead: { replies: [{ text: text('office.remind.which_call', { list }) }] } };
}
