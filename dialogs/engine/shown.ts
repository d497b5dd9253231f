/** Shown text of answers, as the interview needs it: by path. */
import { shownAnswer as shown } from '../../forms/documents/shown.ts';
import { type Plan, questionAt } from '../../forms/plan.ts';
import type { Path } from '../../forms/submission.ts';

/** How the answer at a path stands in the form; empty where nothing is given. */
export function shownAnswer(plan: Plan, path: Path): string {
  const question = plan.at(path)?.leaf ?? questionAt(plan.call, path);
  return question ? shown(plan.book, question, path) : '';
}

/** All shown text of the form, by path. */
export function* shownTexts(plan: Plan): Iterable<{ path: Path; label: string; text: string }> {
  for (const slot of plan.slots) {
    if (slot.control) continue;
    const text = shownAnswer(plan, slot.path);
    if (text !== '') yield { path: slot.path, label: slot.leaf.label, text };
  }
}
