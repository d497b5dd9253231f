/** Asking for a link to upload by: which question it is for. */
import type { PlannedSlot } from '../../forms/plan.ts';
import { text } from '../../forms/text/index.ts';
import { stay } from './file.ts';
import { takesFiles } from './files.ts';
import type { Outcome, Situation } from './situation.ts';

/** A link for the open question, or for the only one of the form that takes files. */
export function askLink(situation: Situation, slot: PlannedSlot | null): Outcome {
  const all = situation.plan.slots.filter(takesFiles);
  const meant = slot && takesFiles(slot) ? slot : all.length === 1 ? all[0] : undefined;
  if (!meant) {
    const code = all.length === 0 ? 'file.nowhere' : 'link.which';
    return { ...stay(situation, { text: text(code, { example: all[0]?.leaf.label ?? '' }) }), quiet: true };
  }
  const { focus, pending } = situation.head;
  return { changes: [], focus, pending, replies: [], effect: { kind: 'link', path: meant.path } };
}
