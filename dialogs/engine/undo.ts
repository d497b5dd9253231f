/** 撤销 takes the last filing back, with all that changed in it, and goes on backwards; 重做 does it again. */
import { shownAnswer } from '../../forms/documents/shown.ts';
import { compositeKindOf } from '../../forms/kinds/index.ts';
import { rowsOf } from '../../forms/kinds/rows.ts';
import { questionAt } from '../../forms/plan.ts';
import type { Change, Filed, Focus, Path } from '../../forms/submission.ts';
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
  const changes = changesOf(last);
  const back = after(situation, changes);
  const said = { text: told('undo', situation, back, last) };
  const stayed: Outcome = {
    changes,
    focus: safe(back, focus),
    pending: null,
    replies: [said],
    step: 'undo',
  };
  const slot = back.plan.at(last.path);
  if (!slot || isList(situation, last.path)) return stayed;
  // What has an answer again needs no asking; what is empty again is asked.
  const stops = last.before && stopAt(slot, last.before) !== undefined;
  const filled = last.before !== null && !stops;
  const stays = focus === null || focus.path === last.path || filled || changes.length > 1;
  return stays ? stayed : { ...stayed, focus: { ...there(situation, last.path) }, ask: 'full' };
}

/** Does again what was taken back last. */
export function redo(situation: Situation): Outcome {
  const step = situation.head.undone?.at(-1);
  if (!step) return { ...stay(situation, { text: text('redo.none') }), quiet: true };
  const changes = changesOf(step);
  const now = after(situation, changes);
  const said = { text: told('redo', situation, now, step) };
  const { focus } = situation.head;
  // The question it answers again needs no asking any more.
  const answered = focus?.path === step.path && step.before !== null && !now.plan.at(step.path)?.control;
  const next = answered ? nextAfter(now.plan, step.path) : undefined;
  const on: Focus | null = next ? { path: next.path, mode: 'walk' } : safe(now, focus);
  return { changes, focus: on, pending: null, replies: [said], step: 'redo' };
}

function changesOf(step: Filed): Change[] {
  return [...(step.also ?? []), step].map(({ path, before }) => ({ path, answer: before }));
}

/** Whether the path is a list's own, which holds its rows. */
function isList({ call }: Situation, path: Path): boolean {
  const question = questionAt(call, path);
  return question !== undefined && compositeKindOf(question)?.implied !== undefined;
}

/** What changed, in one sentence. */
function told(code: 'undo' | 'redo', before: Situation, now: Situation, step: Filed): string {
  const label = labelOf(step.before ? now : before, step.path);
  const count = 1 + (step.also?.length ?? 0);
  const state = step.before?.state ?? 'given';
  const shown = state === 'given' ? brief(shownAnswer(now.plan, step.path)) : text(`state.${state}`);
  if (isList(before, step.path) && count === 1)
    return text(`${code}.rows`, { label, count: rowsOf(now.plan.book, step.path).rows.length });
  if (count > 1) return text(`${code}.several`, { count });
  if (step.before) return text(code === 'undo' ? 'undo.back' : 'redo.done', { label, shown });
  return text(code === 'undo' ? 'undo.done' : 'redo.empty', { label });
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
