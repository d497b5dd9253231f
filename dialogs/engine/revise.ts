/** Words that wait at a question: they stand, are replaced, joined to others, or gone on with. */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { ask } from './ask.ts';
import { fileValue, fileWords, JOINED, moveOn, stay, wait } from './file.ts';
import { drop } from './go.ts';
import { waitForMore } from './offers.ts';
import { onward } from './onward.ts';
import type { Outcome, Situation } from './situation.ts';
import type { Intent } from './understand/intent.ts';
import { joinText } from './understand/split.ts';

/** The message at a decision: what was chosen (-1 for none), yes or no, what it is, its words. */
export interface Said {
  readonly at: number;
  readonly agreed: boolean | undefined;
  readonly intent: Intent;
  readonly words: string;
}

/** Whether a message says that there is no more to come. */
export function isDone(intent: Intent): boolean {
  return (
    (intent.kind === 'command' && (intent.name === 'done' || intent.name === 'skip')) ||
    intent.kind === 'none'
  );
}

/** The answer to the one follow-up of a vague answer. */
export function decideVague(
  situation: Situation,
  pending: Extract<Pending, { kind: 'vague' }>,
  { at, agreed, intent, words }: Said,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot) return drop(situation, 'place.gone');
  const stands = at === 0 || agreed === true || isDone(intent) || intent.kind === 'unknown';
  if (stands) return moveOn(situation, slot, [], 'note.kept');
  if (at === 1) return rewrite(situation, slot);
  if (intent.kind !== 'answer' && intent.kind !== 'open_ended') return undefined;
  if (leafKindOf(slot.leaf).longText) return addOrReplace(situation, slot, words);
  return withCodes(situation, slot, words, pending.codes);
}

/** The reply to the one follow-up: after it the person's word stands, warnings kept. */
function withCodes(
  situation: Situation,
  slot: PlannedSlot,
  words: string,
  codes: readonly string[],
): Outcome {
  const parsed = leafKindOf(slot.leaf).parse(words, slot.leaf.kind, { today: situation.speaker.today });
  if (parsed.kind !== 'value') return fileWords(situation, slot, words);
  return fileValue(situation, slot, parsed.value, words, codes);
}

function rewrite(situation: Situation, slot: PlannedSlot): Outcome {
  const reply = ask(situation, slot, { present: true, short: true });
  return {
    ...stay(situation, { ...reply, text: `${text('rewrite.ask')}\n${reply.text}` }, null),
    quiet: true,
  };
}

/** New words for a long text that is there already: as long as the old or longer replaces it, else both are offered. */
function addOrReplace(situation: Situation, slot: PlannedSlot, words: string): Outcome {
  const present = situation.answers.get(slot.path);
  const old = present?.original ?? '';
  // What said nothing is not worth being joined to.
  const idle = present?.kept?.includes('text.empty_talk') ?? false;
  if (idle || words.length >= old.length) return replaceText(situation, slot, words);
  return wait(situation, { kind: 'join', path: slot.path, original: words });
}

function replaceText(
  situation: Situation,
  slot: PlannedSlot,
  words: string,
  how: readonly string[] = [],
): Outcome {
  const kept = situation.answers.get(slot.path)?.kept ?? [];
  return withCodes(situation, slot, words, [...kept, ...how]);
}

/** New words beside the old ones of a long text. */
export function decideJoin(
  situation: Situation,
  pending: Extract<Pending, { kind: 'join' }>,
  at: number,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot || at < 0) return undefined;
  if (at === 2) return leaveAsIs(situation);
  const old = situation.answers.get(pending.path)?.original ?? '';
  const joined = at === 0 ? joinText(old, pending.original) : pending.original;
  return replaceText(situation, slot, joined, at === 0 ? [JOINED] : []);
}

/** The words go nowhere; on from where one is. */
function leaveAsIs(situation: Situation): Outcome {
  const { focus } = situation.head;
  const next = focus ? onward(situation, focus) : { focus, pending: null, replies: [] };
  return { changes: [], ...next, replies: [{ text: text('place.dropped') }, ...next.replies] };
}

/** The next piece of a text that goes on. */
export function decideMoreText(
  situation: Situation,
  pending: Extract<Pending, { kind: 'more_text' }>,
  { at, intent, words }: Said,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot) return drop(situation, 'place.gone');
  const ends = at === 0 || isDone(intent) || (intent.kind === 'agree' && intent.rest === '');
  if (ends) return fileWords(situation, slot, pending.original);
  if (intent.kind !== 'answer' && intent.kind !== 'open_ended' && intent.kind !== 'append') return undefined;
  const more = intent.kind === 'answer' ? words : intent.text;
  return waitForMore(situation, slot, joinText(pending.original, more));
}

/** The other half of an answer; words that are a whole answer by themselves replace the first half. */
export function decideHalf(
  situation: Situation,
  pending: Extract<Pending, { kind: 'half' }>,
  { intent, words }: Said,
): Outcome | undefined {
  const slot = situation.plan.at(pending.path);
  if (!slot) return drop(situation, 'place.gone');
  const free = { ...situation, head: { ...situation.head, pending: null } };
  if (intent.kind === 'option') return fileWords(free, slot, intent.value);
  if (intent.kind !== 'answer' && intent.kind !== 'open_ended') return undefined;
  const whole = fileWords(free, slot, words);
  return whole.changes.length > 0
    ? whole
    : fileWords(free, slot, `${pending.original}${pending.join}${words}`);
}
