/** Messages that steer: commands, going somewhere, questions back, small talk. Never filed as answers. */

import { shownAnswer } from '../../forms/documents/shown.ts';
import type { Json } from '../../forms/json.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import { settled } from '../../forms/plan.ts';
import type { Pending } from '../../forms/submission.ts';
import { hasText, text } from '../../forms/text/index.ts';
import { button } from './ask.ts';
import { confirmText, fileState, labelOf, moveOn, stay } from './file.ts';
import { firstLater, nextAfter, postponed, previousOf, progressOf } from './next.ts';
import { goTo, pendingReply } from './pending.ts';
import { confirmAll, firstToFix, review, reviewReply } from './review.ts';
import { addRow, askRemove, closeRows, groupOf } from './rows.ts';
import type { Effect, Outcome, Reply, Situation } from './situation.ts';
import type { Intent, Place } from './understand/intent.ts';

type Command = Extract<Intent, { kind: 'command' }>;

/** What a steering message does; undefined where the message is content. */
export function command(
  situation: Situation,
  slot: PlannedSlot | null,
  intent: Intent,
  words: string,
): Outcome | undefined {
  switch (intent.kind) {
    case 'command':
      return obey(situation, slot, intent, words);
    case 'goto':
      return go(situation, intent.places);
    case 'question_back':
      return explain(situation, slot, intent.about);
    case 'small_talk':
      return chat(situation, intent.which);
    case 'blank':
      return tell(situation, { text: text('blank') });
    case 'unclear':
      return unclear(situation, intent, words);
    case 'option':
      return buttonCommand(situation, slot, intent.value, words);
    default:
      return undefined;
  }
}

function tell(situation: Situation, reply: Reply): Outcome {
  return { ...stay(situation, reply), quiet: true };
}

/** Something said, then the question again. */
function tellThenAsk(situation: Situation, reply: Reply): Outcome {
  const { pending } = situation.head;
  return {
    ...stay(situation, reply),
    ...(pending ? { replies: [reply, pendingReply(situation, pending)], quiet: true } : {}),
  };
}

function effect(situation: Situation, what: Effect, reply?: Reply): Outcome {
  return {
    changes: [],
    focus: situation.head.focus,
    pending: situation.head.pending,
    replies: reply ? [reply] : [],
    effect: what,
  };
}

/** Buttons that mean a command. */
function buttonCommand(
  situation: Situation,
  slot: PlannedSlot | null,
  value: string,
  words: string,
): Outcome | undefined {
  const is = (name: string): boolean => value === button(name).value;
  if (is('example')) return example(situation, slot);
  if (is('export')) return effect(situation, { kind: 'documents', final: false });
  if (is('preview')) return preview(situation, slot);
  if (slot) return undefined;
  if (is('fix')) return fix(situation);
  if (is('attest')) return confirmAll(situation, words);
  if (is('finish')) return finish(situation);
  if (is('later')) return later(situation);
  return undefined;
}

function obey(situation: Situation, slot: PlannedSlot | null, intent: Command, words: string): Outcome {
  switch (intent.name) {
    case 'edit':
      return go(situation, intent.places);
    case 'switch_call':
      return effect(situation, { kind: 'home', why: 'switch' });
    case 'remove_row':
      return remove(situation, slot, intent.number);
    default:
      return (
        (slot ? atSlot(situation, slot, intent.name, words) : undefined) ??
        anywhere(situation, slot, intent.name)
      );
  }
}

/** Commands about the question in focus. */
function atSlot(situation: Situation, slot: PlannedSlot, name: string, words: string): Outcome | undefined {
  switch (name) {
    case 'back':
      return back(situation, slot);
    case 'skip':
      return slot.control === 'rows'
        ? fileSkip(situation, slot)
        : fileState(situation, slot, 'skipped', words);
    case 'skip_section':
      return skipSection(situation, slot);
    case 'example':
      return example(situation, slot);
    case 'add_row':
      return add(situation, slot);
    case 'done':
      return done(situation, slot, words);
    default:
      return undefined;
  }
}

/** "没有了", "好了": ends a group of rows; leaves an answer that is there as it is. */
function done(situation: Situation, slot: PlannedSlot, words: string): Outcome | undefined {
  if (slot.control === 'rows') return closeRows(situation, slot, words);
  if (slot.control === 'confirm') return confirmText(situation, slot, words);
  return situation.answers.has(slot.path) ? moveOn(situation, slot, [], 'note.left') : undefined;
}

function anywhere(situation: Situation, slot: PlannedSlot | null, name: string): Outcome {
  switch (name) {
    case 'help':
      return tell(situation, { text: text('help') });
    case 'progress':
      return tell(situation, { text: progress(situation) });
    case 'preview':
      return preview(situation, slot);
    case 'export':
      return effect(situation, { kind: 'documents', final: false });
    case 'check':
      return tell(situation, reviewReply(situation));
    case 'finish':
      return finish(situation);
    case 'pause':
      return effect(
        situation,
        { kind: 'home', why: 'pause' },
        { text: text('pause', { where: place(situation, slot) }) },
      );
    case 'drafts':
      return effect(situation, { kind: 'home', why: 'drafts' });
    case 'new_draft':
      return effect(situation, { kind: 'home', why: 'new' });
    case 'status':
      return tell(situation, { text: status(situation) });
    case 'undo':
      return undo(situation);
    case 'start':
    case 'resume':
      return tellThenAsk(situation, { text: text('resume', { where: place(situation, slot) }) });
    default:
      return tellThenAsk(situation, { text: text('nothing_to_do') });
  }
}

function place(situation: Situation, slot: PlannedSlot | null): string {
  return slot ? labelOf(situation, slot.path) : text('place.review');
}

function fileSkip(situation: Situation, slot: PlannedSlot): Outcome {
  const next = nextAfter(situation.plan, slot.path);
  return {
    changes: [],
    focus: next ? { path: next.path, mode: 'walk' } : null,
    pending: null,
    replies: [{ text: text('note.later') }],
  };
}

function back(situation: Situation, slot: PlannedSlot): Outcome {
  const previous = previousOf(situation.plan, slot.path);
  if (!previous) return tell(situation, { text: text('back.first') });
  return { changes: [], focus: goTo(situation, previous.path).focus, pending: null, replies: [] };
}

function skipSection(situation: Situation, slot: PlannedSlot): Outcome {
  const at = situation.plan.slots.findIndex((each) => each.path === slot.path);
  const next = situation.plan.slots
    .slice(at)
    .find((each) => each.section !== slot.section && !settled(each, situation.plan.book));
  if (!next) return tell(situation, { text: text('skip.last_section') });
  return {
    changes: [],
    focus: { path: next.path, mode: 'walk' },
    pending: null,
    replies: [{ text: text('skip.section') }],
  };
}

function example(situation: Situation, slot: PlannedSlot | null): Outcome {
  if (!slot || slot.leaf.examples.length === 0) return tell(situation, { text: text('example.none') });
  return tell(situation, {
    text: [
      text('example.say'),
      ...slot.leaf.examples.map((each) => text('example.line', { example: each })),
    ].join('\n'),
  });
}

function add(situation: Situation, slot: PlannedSlot): Outcome | undefined {
  const group = groupOf(slot.path) ?? (slot.control === 'rows' ? slot.path : undefined);
  return group === undefined ? undefined : addRow(situation, group);
}

function remove(situation: Situation, slot: PlannedSlot | null, number: number | null): Outcome {
  const group = slot ? (groupOf(slot.path) ?? (slot.control === 'rows' ? slot.path : undefined)) : undefined;
  if (group === undefined) return tell(situation, { text: text('remove.not_here') });
  return askRemove(situation, group, number);
}

function go(situation: Situation, places: readonly Place[]): Outcome {
  const [first] = places;
  if (!first) return tell(situation, { text: text('go.none') });
  if (places.length === 1) return goTo(situation, first.path);
  const pending: Pending = { kind: 'go', paths: places.map((each) => each.path) };
  return { ...tell(situation, pendingReply(situation, pending)), pending };
}

/** The meaning of a term, or what the notice says about the question; the question stays. */
function explain(situation: Situation, slot: PlannedSlot | null, about: string | null): Outcome {
  const meaning =
    about === null
      ? undefined
      : (situation.call.terms[about] ?? (hasText(`term.${about}`) ? text(`term.${about}`) : undefined));
  const lines = meaning ? [text('explain.term', { term: about ?? '', meaning })] : [];
  if (slot) {
    const { examples, why } = slot.leaf;
    // The parts of a long text stand under one clause of the notice: the question's.
    const { guidance, source } = slot.leaf.guidance || why ? slot.leaf : slot.question;
    if (!meaning && guidance) lines.push(text('explain.guidance', { guidance, source: source ?? '' }));
    if (!meaning && why) lines.push(text('ask.why', { why }));
    if (!meaning && examples[0]) lines.push(text('explain.example', { example: examples[0] }));
    if (lines.length === 0) lines.push(text('explain.nothing', { label: slot.leaf.label }));
    lines.push(slot.control ? '' : slot.leaf.ask);
  }
  return tell(situation, { text: lines.filter(Boolean).join('\n') || text('explain.unknown') });
}

function chat(situation: Situation, which: string): Outcome {
  if (which === 'farewell') return tell(situation, { text: text('small.farewell') });
  return tellThenAsk(situation, { text: text(`small.${which}`) });
}

function unclear(situation: Situation, intent: Extract<Intent, { kind: 'unclear' }>, words: string): Outcome {
  const pending: Pending = {
    kind: 'intents',
    original: words,
    readings: intent.readings as unknown as Json[],
  };
  return { ...tell(situation, pendingReply(situation, pending)), pending };
}

/** Sections with their counts. */
export function progress(situation: Situation): string {
  const { plan, call } = situation;
  const all = progressOf(plan);
  const lines = call.sections.flatMap((section) => {
    const own = plan.slots.filter((slot) => slot.section === section);
    if (own.length === 0) return [];
    const { done, total } = progressOf(plan, own);
    const name = text('section.name', { number: section.number, title: section.title });
    return [text(done >= total ? 'progress.done' : 'progress.line', { name, done, total })];
  });
  const waiting = postponed(plan).length;
  return [
    text('progress.all', { call: call.short, done: all.done, total: all.total, left: all.total - all.done }),
    ...lines,
    ...(waiting > 0 ? [text('progress.postponed', { count: waiting })] : []),
  ].join('\n');
}

/** The answers of the section in focus, as they will stand. */
function preview(situation: Situation, slot: PlannedSlot | null): Outcome {
  const section = slot?.section ?? situation.call.sections[0] ?? null;
  const lines = situation.plan.slots
    .filter((each) => each.section === section && !each.control)
    .map((each) =>
      text('preview.line', {
        label: labelOf(situation, each.path),
        answer: shownAnswer(situation.plan, each.path) || text('preview.empty'),
      }),
    );
  const title = section ? text('section.name', { number: section.number, title: section.title }) : '';
  return tell(situation, {
    text: [text('preview.head', { title }), ...lines, text('preview.foot')].join('\n'),
  });
}

function status(situation: Situation): string {
  const { done, total } = progressOf(situation.plan);
  if (situation.head.status === 'finished')
    return text('status.finished', { revision: situation.head.documents ?? situation.head.revision });
  return text('status.draft', { left: total - done, total });
}

function fix(situation: Situation): Outcome {
  const path = firstToFix(situation);
  if (!path) return tell(situation, reviewReply(situation));
  return { changes: [], focus: goTo(situation, path).focus, pending: null, replies: [] };
}

/** On to what comes after printing: scans, the number the official site gave. */
function later(situation: Situation): Outcome {
  const slot = firstLater(situation.plan);
  if (!slot) return tell(situation, reviewReply(situation));
  return { changes: [], focus: { path: slot.path, mode: 'walk' }, pending: null, replies: [] };
}

function finish(situation: Situation): Outcome {
  const { must, person } = review(situation);
  if (must.length + person.length > 0) return tell(situation, reviewReply(situation));
  return effect(situation, { kind: 'documents', final: true });
}

function undo(situation: Situation): Outcome {
  const { last } = situation.head;
  if (!last) return tell(situation, { text: text('undo.none') });
  const changes = [{ path: last.path, answer: last.before }];
  const back =
    situation.head.focus && situation.head.focus.path !== last.path ? situation.head.focus.path : null;
  const said = { text: text('undo.done', { label: labelOf(situation, last.path) }) };
  return {
    changes,
    focus: { path: last.path, mode: back ? 'edit' : 'walk', back },
    pending: null,
    replies: [said],
  };
}
