/** Messages that steer: commands, going somewhere, questions back, small talk. Never filed as answers. */

import type { Json } from '../../forms/json.ts';
import { type PlannedSlot, settled } from '../../forms/plan.ts';
import type { Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { actOnRows } from './acts.ts';
import { button } from './ask.ts';
import { explain } from './explain.ts';
import { confirmText, fileState, moveOn, stay, wait } from './file.ts';
import { formReply } from './form.ts';
import { goTo } from './go.ts';
import { askLink } from './link.ts';
import { firstLater, previousOf } from './next.ts';
import { onward, toFix } from './onward.ts';
import { ladderReply, preview, previewsAt, progressReply, status } from './overview.ts';
import { pendingReply, wordsHeld } from './pending.ts';
import { lookedOver } from './proposal.ts';
import { showDraft } from './propose.ts';
import { checkSoFar, confirmAll, review, reviewReply, toConfirm } from './review.ts';
import { closeRows } from './rows.ts';
import type { Effect, Outcome, Reply, Situation } from './situation.ts';
import type { Intent, Place } from './understand/intent.ts';
import { redo, undo } from './undo.ts';
import { cut, labelOf } from './wording.ts';

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
      return tell(situation, {
        text: explain(situation, situation.head.pending ? null : slot, intent.about, slot),
      });
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

/** Said; the question need not be put again. */
function tell(situation: Situation, reply: Reply): Outcome {
  return { ...stay(situation, reply), quiet: true };
}

/** Something said, then the question (or what waits) again. */
function tellThenAsk(situation: Situation, reply: Reply): Outcome {
  return stay(situation, reply);
}

function effect(situation: Situation, what: Effect, reply?: Reply): Outcome {
  const { focus, pending } = situation.head;
  return { changes: [], focus, pending, replies: reply ? [reply] : [], effect: what };
}

function switchTo(situation: Situation, calls: readonly string[]): Outcome {
  const [call] = calls.length === 1 ? calls : [];
  if (call === situation.call.id) return { ...stay(situation, { text: text('switch.here') }), ask: 'full' };
  return effect(situation, { kind: 'home', why: 'switch', ...(call === undefined ? {} : { call }) });
}

/** Buttons that mean a command. */
export function buttonCommand(
  situation: Situation,
  slot: PlannedSlot | null,
  value: string,
  words: string,
): Outcome | undefined {
  const is = (name: string): boolean => value === button(name).value;
  if (is('example')) return example(situation, slot);
  if (is('export')) return effect(situation, { kind: 'documents', final: false });
  if (is('preview')) return tell(situation, preview(situation, slot));
  if (slot) return undefined;
  if (is('fix')) return fix(situation);
  if (is('attest')) return confirmAll(situation, words);
  if (is('change_one')) return changeOne(situation);
  if (is('finish')) return finish(situation, slot);
  if (is('later')) return later(situation);
  return undefined;
}

function obey(situation: Situation, slot: PlannedSlot | null, intent: Command, words: string): Outcome {
  switch (intent.name) {
    case 'edit':
      return go(situation, intent.places);
    case 'switch_call':
      return switchTo(situation, intent.calls);
    case 'rows':
      return actOnRows(situation, intent.act, intent.lists);
    case 'add_row':
      return actOnRows(situation, { act: 'add' }, []);
    case 'form_at':
      return tell(situation, formReply(situation, situation.plan.at(intent.places[0]?.path ?? '') ?? null));
    case 'preview_at':
      return tell(situation, previewsAt(situation, intent.places));
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
        ? postponeRows(situation, slot)
        : fileState(situation, slot, 'skipped', words);
    case 'skip_section':
      return skipSection(situation, slot);
    case 'example':
      return example(situation, slot);
    case 'done':
      return done(situation, slot, words);
    case 'draft':
      return showDraft(situation, slot);
    default:
      return undefined;
  }
}

/** "没有了", "好了": ends a group of rows, confirms a text; leaves an answer that is there as it is. */
function done(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  if (slot.control === 'rows') return closeRows(situation, slot, words);
  if (slot.control === 'confirm') return confirmText(situation, slot, words);
  if (situation.answers.has(slot.path))
    return moveOn(situation, slot, lookedOver(situation, slot), 'note.left');
  return tell(situation, { text: text('done.nothing', { ask: slot.leaf.ask }) });
}

function anywhere(situation: Situation, slot: PlannedSlot | null, name: string): Outcome {
  switch (name) {
    case 'help':
      return tell(situation, { text: text('help') });
    case 'progress':
      return tell(situation, progressReply(situation));
    case 'preview':
      return tell(situation, preview(situation, slot));
    case 'export':
      return effect(situation, { kind: 'documents', final: false });
    case 'check':
      return tell(situation, slot ? checkSoFar(situation) : reviewReply(situation));
    case 'finish':
      return finish(situation, slot);
    case 'pause':
      return pause(situation, slot);
    case 'drafts':
      return effect(situation, { kind: 'home', why: 'drafts' });
    case 'new_draft':
      return effect(situation, { kind: 'home', why: 'new' });
    case 'status':
      return tell(situation, { text: status(situation) });
    case 'undo':
      return undo(situation);
    case 'upload_link':
      return askLink(situation, slot);
    case 'ladder':
      return tell(situation, ladderReply(situation));
    case 'redo':
      return redo(situation);
    case 'form':
      return tell(situation, formReply(situation, slot));
    case 'start':
    case 'resume':
      return { ...stay(situation, { text: text('resume', { where: place(situation, slot) }) }), ask: 'full' };
    case 'done':
      return finish(situation, slot);
    case 'back':
      return backToLast(situation);
    default:
      return slot
        ? tellThenAsk(situation, { text: text('nothing_to_do') })
        : tell(situation, { text: text('nothing_to_do') });
  }
}

function pause(situation: Situation, slot: PlannedSlot | null): Outcome {
  const { pending } = situation.head;
  const held = pending ? wordsHeld(situation, pending) : undefined;
  const lines = [text('pause', { where: place(situation, slot) })];
  if (held !== undefined) lines.push(text('pause.held', { words: cut(held) }));
  return effect(situation, { kind: 'home', why: 'pause' }, { text: lines.join('\n') });
}

function place(situation: Situation, slot: PlannedSlot | null): string {
  return slot ? labelOf(situation, slot.path) : text('place.review');
}

/** No more rows for now: the step stays open. */
function postponeRows(situation: Situation, slot: PlannedSlot): Outcome {
  const next = onward(situation, situation.head.focus ?? { path: slot.path, mode: 'walk' });
  return { changes: [], ...next, replies: [{ text: text('note.later') }, ...next.replies] };
}

function back(situation: Situation, slot: PlannedSlot): Outcome {
  const previous = previousOf(situation.plan, slot.path);
  return previous ? goTo(situation, previous.path) : tell(situation, { text: text('back.first') });
}

/** From the formal check back to the last question. */
function backToLast(situation: Situation): Outcome {
  const last = situation.plan.slots.findLast((slot) => !slot.control && !slot.section?.later);
  return last ? goTo(situation, last.path) : tell(situation, { text: text('back.first') });
}

function skipSection(situation: Situation, slot: PlannedSlot): Outcome {
  const { slots, book } = situation.plan;
  const open = (each: PlannedSlot): boolean => each.section !== slot.section && !settled(each, book);
  const next = slots.slice(slots.indexOf(slot)).find((each) => open(each) && !each.section?.later);
  const focus = next ? { path: next.path, mode: 'walk' as const } : null;
  return {
    changes: [],
    focus,
    pending: null,
    replies: [{ text: text(next ? 'skip.section' : 'skip.rest') }],
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

function go(situation: Situation, places: readonly Place[]): Outcome {
  const [first] = places;
  if (!first) return tell(situation, { text: text('go.none') });
  if (places.length === 1) return goTo(situation, first.path);
  const pending: Pending = { kind: 'go', paths: places.map((each) => each.path) };
  return { ...tell(situation, pendingReply(situation, pending)), pending };
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

/** Through what is missing or was put off, one after the other. */
function fix(situation: Situation): Outcome {
  const path = toFix(situation, null);
  if (!path) return tell(situation, reviewReply(situation));
  return { changes: [], focus: { path, mode: 'fix' }, pending: null, replies: [], ask: 'full' };
}

/** Which of the points to confirm is to be changed. */
function changeOne(situation: Situation): Outcome {
  const paths = toConfirm(situation);
  if (paths.length > 0) return wait(situation, { kind: 'go', paths });
  return tell(situation, { ...reviewReply(situation), text: text('review.which') });
}

/** On to what comes after printing: scans, the number the official site gave. */
function later(situation: Situation): Outcome {
  const slot = firstLater(situation.plan);
  if (!slot) return tell(situation, reviewReply(situation));
  return { changes: [], focus: { path: slot.path, mode: 'walk' }, pending: null, replies: [] };
}

function finish(situation: Situation, slot: PlannedSlot | null): Outcome {
  const { must, person } = review(situation);
  if (must.length + person.length === 0) return effect(situation, { kind: 'documents', final: true });
  if (!slot) return tell(situation, reviewReply(situation));
  const reply = checkSoFar(situation);
  return tell(situation, { text: [text('finish.not_yet'), reply.text].join('\n') });
}
