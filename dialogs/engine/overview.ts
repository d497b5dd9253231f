/** What there is so far: progress, previews, the state of the submission. */
import { shownAnswer } from '../../forms/documents/shown.ts';
import { compositeKindOf } from '../../forms/kinds/index.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Section } from '../../forms/question.ts';
import { text } from '../../forms/text/index.ts';
import { progressOf, putOff } from './next.ts';
import type { Situation } from './situation.ts';
import type { Place } from './understand/intent.ts';
import { countOf, cut, labelOf, sectionName } from './wording.ts';

/** Longest answer that a preview repeats whole, in characters. */
const WHOLE = 40;

/** Sections with their counts. */
export function progress(situation: Situation): string {
  const { plan, call, head } = situation;
  const all = progressOf(plan);
  const here = head.focus ? plan.at(head.focus.path)?.section : undefined;
  const lines = call.sections.flatMap((section) => {
    const own = plan.slots.filter((slot) => slot.section === section);
    if (own.length === 0) return [];
    const { done, total } = progressOf(plan, own);
    const code = section.later ? 'later' : section === here ? 'here' : done >= total ? 'done' : 'line';
    return [text(`progress.${code}`, { name: sectionName(section), done, total })];
  });
  const waiting = putOff(plan).length;
  return [
    text('progress.all', { call: call.short, done: all.done, total: all.total, left: all.total - all.done }),
    ...lines,
    ...(waiting > 0 ? [text('progress.put_off', { count: waiting })] : []),
  ].join('\n');
}

/** What stands at a place: one answer whole, a section or question with its answers in brief. */
export function previewAt(situation: Situation, place: Place): string {
  const { plan } = situation;
  const slot = place.kind === 'slot' ? plan.at(place.path) : undefined;
  if (slot) {
    const answer = shownAnswer(plan, slot.path) || text('preview.empty');
    return text('preview.whole', { label: labelOf(situation, slot.path), answer });
  }
  const question = place.kind === 'question' ? plan.at(place.path)?.question : undefined;
  const shown = question ? (compositeKindOf(question)?.show(question, question.id, plan.book) ?? '') : '';
  if (shown !== '') return text('preview.whole', { label: place.label, answer: shown });
  const section = place.kind === 'section' ? plan.at(place.path)?.section : undefined;
  if (section) return previewOf(situation, section);
  const own = plan.slots.filter((each) => each.path === place.id || each.path.startsWith(`${place.id}/`));
  return listing(situation, place.label, own);
}

/** The answers of the section in focus in brief; at the end, which sections there are to look at. */
export function preview(situation: Situation, slot: PlannedSlot | null): string {
  if (slot?.section) return previewOf(situation, slot.section);
  if (!slot) return [progress(situation), text('preview.choose')].join('\n');
  return listing(
    situation,
    text('ask.gate'),
    situation.plan.slots.filter((each) => !each.section),
  );
}

function previewOf(situation: Situation, section: Section): string {
  return listing(
    situation,
    sectionName(section),
    situation.plan.slots.filter((each) => each.section === section),
  );
}

function listing(situation: Situation, title: string, slots: readonly PlannedSlot[]): string {
  const lines = slots
    .filter((slot) => !slot.control)
    .map((slot) => {
      const shown = shownAnswer(situation.plan, slot.path);
      const state = situation.answers.get(slot.path)?.state;
      const put = state === 'unknown' || state === 'skipped' ? text(`state.${state}`) : text('preview.empty');
      const long = [...shown].length > WHOLE || shown.includes('\n');
      const answer = long
        ? text('preview.cut', { start: cut(shown, WHOLE), count: countOf(shown) })
        : shown || put;
      return text('preview.line', { label: labelOf(situation, slot.path), answer });
    });
  return [text('preview.head', { title }), ...lines, text('preview.foot')].join('\n');
}

/** Draft or finished, and what the bot cannot know. */
export function status(situation: Situation): string {
  const { done, total } = progressOf(situation.plan);
  const { head } = situation;
  if (head.status === 'finished')
    return text('status.finished', { revision: head.documents ?? head.revision });
  return text(
    head.documents === null || head.documents === head.revision ? 'status.draft' : 'status.draft_again',
    {
      left: total - done,
      total,
      revision: head.documents ?? 0,
    },
  );
}
