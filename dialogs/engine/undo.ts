/** 撤销: takes the last filing back, with all that changed in it. */
import { shownAnswer } from '../../forms/documents/shown.ts';
import type { Focus } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { stay } from './file.ts';
import { stopAt } from './gate.ts';
import { drop, there } from './go.ts';
import { nextAfter } from './next.ts';
import { wordsHeld } from './pending.ts';
import { after, type Outcome, type Situation } from './situation.ts';
import { brief, labelOf } from './wording.ts';

/** Takes the last filing back, with all that changed in it. What waits for a decision is taken back first. */
export function undo(situation: Situation): Outcome {
  const { last, pending, focus } = situation.head;
  if (pending && wordsHeld(situation, pending) !== undefined) return drop(situation, 'undo.held');
  if (pending?.kind === 'more_text' || pending?.kind === 'half') return drop(situation, 'undo.held');
  if (!last) return { ...stay(situation, { text: text('undo.none') }), quiet: true };
  const all = [...(last.also ?? []), last];
  const changes = all.map(({ path, before }) => ({ path, answer: before }));
  const back = after(situation, changes);
  const label = labelOf(last.before ? back : situation, last.path);
  const shown = brief(shownAnswer(back.plan, last.path));
  const code = all.length > 1 ? 'undo.several' : last.before?.state === 'given' ? 'undo.back' : 'undo.done';
  const said = { text: text(code, { label, count: all.length, shown }) };
  if (!back.plan.at(last.path)) return { changes, focus: safe(back, focus), pending: null, replies: [said] };
  // What has an answer again needs no asking; what is empty again is asked.
  const slot = back.plan.at(last.path);
  const stops = slot && last.before && stopAt(slot, last.before) !== undefined;
  const filled = last.before !== null && !stops;
  const stays = focus === null || focus.path === last.path || filled || all.length > 1;
  if (stays) return { changes, focus: safe(back, focus), pending: null, replies: [said] };
  return { changes, focus: { ...there(situation, last.path) }, pending: null, replies: [said], ask: 'full' };
}

/** A place that is still there; before "one more?" the steps of a row that came back half filled are asked. */
function safe({ plan }: Situation, focus: Focus | null): Focus | null {
  if (!focus) return focus;
  const slot = plan.at(focus.path);
  const open =
    slot?.control === 'rows' &&
    plan.slots.find(({ path }) => path.startsWith(`${slot.path}/`) && !plan.book.get(path));
  if (open) return { path: open.path, mode: 'walk' };
  if (slot) return focus;
  const next = nextAfter(plan, focus.path);
  return next ? { path: next.path, mode: 'walk' } : null;
}
