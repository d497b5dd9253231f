/** What there is so far: progress, previews, the state of the submission. */
import { ladderSheet, ladderStories } from '../../forms/documents/ladders.ts';
import { shownAnswer } from '../../forms/documents/shown.ts';
import { compositeKindOf } from '../../forms/kinds/index.ts';
import { type PlannedSlot, settled } from '../../forms/plan.ts';
import type { Section } from '../../forms/question.ts';
import type { ProgressSheet } from '../../forms/sheet.ts';
import { text } from '../../forms/text/index.ts';
import { progressOf, putOff } from './next.ts';
import type { Reply, Situation } from './situation.ts';
import type { Place } from './understand/intent.ts';
import { countOf, cut, labelOf, sectionName } from './wording.ts';

/** Longest answer that a preview repeats whole, in characters. */
const WHOLE = 40;

/** How far one has come, section by section. */
export function progressReply(situation: Situation): Reply {
  return { text: progress(situation), sheet: progressSheet(situation) };
}

/** Sections with their counts. */
function progress(situation: Situation): string {
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

function progressSheet(situation: Situation): ProgressSheet {
  const { plan, call, head } = situation;
  const { done, total } = progressOf(plan);
  const here = head.focus ? plan.at(head.focus.path)?.section : undefined;
  const waiting = putOff(plan).length;
  const sections = call.sections.flatMap((section) => {
    const own = plan.slots.filter((slot) => slot.section === section);
    const first = own.find((slot) => !settled(slot, plan.book)) ?? own[0];
    if (!first) return [];
    const counts = progressOf(plan, own);
    const finished = counts.done >= counts.total ? 'done' : 'open';
    const state = section.later ? 'later' : section === here ? 'here' : finished;
    return [{ name: sectionName(section), ...counts, state, path: first.path } as const];
  });
  return {
    kind: 'progress',
    title: call.short,
    lead: text('progress.lead', { done, total, left: total - done }),
    done,
    total,
    sections,
    foot: waiting > 0 ? text('progress.put_off', { count: waiting }) : '',
  };
}

/** The ladders, with what changed since they were confirmed. */
export function ladderReply({ plan }: Situation): Reply {
  const stories = ladderStories(plan);
  const pictures = ladderSheet(plan);
  if (stories.length === 0) return { text: text('ladder.none') };
  const words = stories.join('\n\n');
  if (!pictures) return { text: words };
  const { title, ladders } = pictures;
  return { text: words, sheet: { kind: 'ladders', title, lead: '', ladders } };
}

/** What stands at several places. */
export function previewsAt(situation: Situation, places: readonly Place[]): Reply {
  const said = places.map((place) => previewAt(situation, place));
  const [only] = said;
  if (said.length === 1 && only) return only;
  return { text: said.map((reply) => reply.text).join('\n\n') || text('go.none') };
}

/** What stands at a place: one answer whole, a section or question with its answers in brief. */
function previewAt(situation: Situation, place: Place): Reply {
  const { plan } = situation;
  const slot = place.kind === 'slot' ? plan.at(place.path) : undefined;
  if (slot) {
    const answer = shownAnswer(plan, slot.path) || text('preview.empty');
    return { text: text('preview.whole', { label: labelOf(situation, slot.path), answer }) };
  }
  const question = place.kind === 'question' ? plan.at(place.path)?.question : undefined;
  const shown = question ? (compositeKindOf(question)?.show(question, question.id, plan.book) ?? '') : '';
  if (shown !== '') return { text: text('preview.whole', { label: place.label, answer: shown }) };
  const section = place.kind === 'section' ? plan.at(place.path)?.section : undefined;
  if (section) return previewOf(situation, section);
  const own = plan.slots.filter((each) => each.path === place.id || each.path.startsWith(`${place.id}/`));
  return listing(situation, place.label, own);
}

/** The answers of the section in focus in brief; at the end, which sections there are to look at. */
export function preview(situation: Situation, slot: PlannedSlot | null): Reply {
  if (slot?.section) return previewOf(situation, slot.section);
  if (!slot) {
    const sheet = progressSheet(situation);
    const choose = text('preview.choose');
    return { text: [progress(situation), choose].join('\n'), sheet: { ...sheet, foot: choose } };
  }
  return listing(
    situation,
    text('ask.gate'),
    situation.plan.slots.filter((each) => !each.section),
  );
}

function previewOf(situation: Situation, section: Section): Reply {
  return listing(
    situation,
    sectionName(section),
    situation.plan.slots.filter((each) => each.section === section),
  );
}

function listing(situation: Situation, title: string, slots: readonly PlannedSlot[]): Reply {
  const items = slots
    .filter((slot) => !slot.control)
    .map((slot) => {
      const shown = shownAnswer(situation.plan, slot.path);
      const state = situation.answers.get(slot.path)?.state;
      const put = state === 'unknown' || state === 'skipped' ? text(`state.${state}`) : text('preview.empty');
      const long = [...shown].length > WHOLE || shown.includes('\n');
      const answer = long
        ? text('preview.cut', { start: cut(shown, WHOLE), count: countOf(shown) })
        : shown || put;
      return { path: slot.path, label: labelOf(situation, slot.path), value: answer, open: shown === '' };
    });
  const lines = items.map(({ label, value: answer }) => text('preview.line', { label, answer }));
  return {
    text: [text('preview.head', { title }), ...lines, text('preview.foot')].join('\n'),
    sheet: { kind: 'summary', title, lead: '', items, foot: text('preview.foot_sheet') },
  };
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
