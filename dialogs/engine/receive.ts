/**
 * One message of the person: what it is, and what it does. The order matters: files, what waits for a decision, a
 * question asked elsewhere in the meantime, then the message's own meaning. An answer is what nothing else is.
 */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { Option } from '../../forms/kinds/kind.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { FileRef, Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { answerIntent } from './answer.ts';
import { optionsOf, questionData } from './ask.ts';
import { command } from './commands.ts';
import { stay } from './file.ts';
import { askPlace, chosen, decide, goTo, pendingOptions, pendingReply } from './pending.ts';
import { reviewReply } from './review.ts';
import { addFiles } from './rows.ts';
import type { Asked, Input, Outcome, Situation } from './situation.ts';
import type { Intent } from './understand/intent.ts';
import { understand } from './understand/understand.ts';

/** What a message does. `asked` is what the conversation remembers having asked. */
export function receive(situation: Situation, input: Input, asked: Asked | null): Outcome {
  const slot = focused(situation);
  const outcome = input.edit
    ? edit(situation, input.edit)
    : input.files.length > 0
      ? receiveFiles(situation, slot, input)
      : receiveWords(situation, slot, input.text, asked);
  return withQuestion(situation, outcome);
}

function focused(situation: Situation): PlannedSlot | null {
  const { focus } = situation.head;
  return focus ? (situation.plan.at(focus.path) ?? null) : null;
}

function edit(situation: Situation, path: string): Outcome {
  const slot =
    situation.plan.at(path) ?? situation.plan.slots.find((each) => each.path.startsWith(`${path}/`));
  if (!slot) return { ...stay(situation, { text: text('go.none') }), quiet: true };
  return goTo(situation, slot.path);
}

function receiveWords(
  situation: Situation,
  slot: PlannedSlot | null,
  words: string,
  asked: Asked | null,
): Outcome {
  const { pending } = situation.head;
  const options = optionsNow(situation, slot, pending);
  const intent = understand(words, {
    call: situation.call,
    slot,
    plan: situation.plan,
    today: situation.speaker.today,
    previous: situation.head.last ? (situation.plan.at(situation.head.last.path) ?? null) : null,
    pending,
    options,
    calls: situation.calls,
  });
  if (pending?.kind === 'intents') {
    const insisted = words.trim() === pending.original.trim() ? pending.readings.findIndex(isAnswer) : -1;
    const at = chosen(options, intent, words);
    const reading = pending.readings[at >= 0 ? at : insisted];
    const free = { ...situation, head: { ...situation.head, pending: null } };
    if (reading !== undefined) return act(free, slot, reading as unknown as Intent, pending.original);
  }
  if (pending) {
    const decided = decide(situation, pending, intent, words);
    if (decided) return decided;
    if (isContent(intent) && insists(pending))
      return { ...stay(situation, pendingReply(situation, pending)), quiet: true };
  }
  if (isContent(intent) && !sameQuestion(situation, asked)) return elsewhere(situation, words, asked);
  return act(situation, slot, intent, words);
}

/** Quick replies the person sees now. */
export function optionsNow(
  situation: Situation,
  slot: PlannedSlot | null,
  pending: Pending | null,
): readonly Option[] {
  if (pending) return pendingOptions(situation, pending);
  if (slot) return optionsOf(situation, slot);
  return reviewReply(situation).options ?? [];
}

/** The same words once more, after two readings were shown: the person means them as the answer. */
function isAnswer(reading: unknown): boolean {
  return (reading as Intent).kind === 'answer';
}

/** Whether the message would be filed as an answer. */
function isContent(intent: Intent): boolean {
  return [
    'answer',
    'option',
    'none',
    'unknown',
    'agree',
    'open_ended',
    'several',
    'section_paste',
    'same_as_before',
  ].includes(intent.kind);
}

/** Decisions that must be made before anything else is filed: otherwise the words at stake would be lost. */
function insists(pending: Pending): boolean {
  return (
    pending.kind === 'place' ||
    pending.kind === 'intents' ||
    pending.kind === 'split' ||
    pending.kind === 'file_place' ||
    pending.kind === 'remove'
  );
}

/** Whether the conversation asked the question that is still open. */
function sameQuestion(situation: Situation, asked: Asked | null): boolean {
  if (!asked) return situation.head.focus === null;
  return asked.submission === situation.head.id && asked.question === (situation.head.focus?.path ?? null);
}

/** The interview went on elsewhere (another window, another channel): the words wait until the person places them. */
function elsewhere(situation: Situation, words: string, asked: Asked | null): Outcome {
  const here = situation.head.focus?.path;
  const there = asked?.submission === situation.head.id ? asked.question : null;
  const paths = [here, there].filter(
    (path) => path && situation.plan.at(path) && !situation.plan.at(path)?.control,
  );
  return askPlace(
    situation,
    words,
    [...new Set(paths as string[])],
    text(asked ? 'elsewhere.ask' : 'resumed.ask'),
  );
}

function act(situation: Situation, slot: PlannedSlot | null, intent: Intent, words: string): Outcome {
  return command(situation, slot, intent, words) ?? answerIntent(situation, slot, intent, words);
}

function receiveFiles(situation: Situation, slot: PlannedSlot | null, input: Input): Outcome {
  const files: FileRef[] = input.files.map(({ name, hash, bytes, mediaType }) => ({
    name,
    hash,
    bytes,
    mediaType,
  }));
  if (slot && !slot.control && leafKindOf(slot.leaf).takesFiles) return addFiles(situation, slot, files);
  const paths = situation.plan.slots
    .filter((each) => !each.control && leafKindOf(each.leaf).takesFiles)
    .map((each) => each.path);
  if (paths.length === 0) return { ...stay(situation, { text: text('file.nowhere') }), quiet: true };
  const pending: Pending = { kind: 'file_place', files, paths };
  return { ...stay(situation, pendingReply(situation, pending), pending), quiet: true };
}

/** Every reply that leaves a question open carries it, so that any channel can show its buttons again. */
function withQuestion(situation: Situation, outcome: Outcome): Outcome {
  if (!outcome.quiet || outcome.replies.length === 0) return outcome;
  const slot = focused(situation);
  if (!slot) return outcome;
  const last = outcome.replies.length - 1;
  const replies = outcome.replies.map((reply, at) => {
    if (at !== last) return reply;
    const options = reply.options ?? optionsOf(situation, slot);
    return { ...reply, options, question: questionData(situation, slot, options) };
  });
  return { ...outcome, replies };
}
