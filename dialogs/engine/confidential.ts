/**
 * What must not be stored: messages with a security mark, and everything but the gate's own answer while a call's
 * confidential gate is unanswered or says that nothing may be taken. Such a message is answered and not kept.
 */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { goOn, stay, wait } from './file.ts';
import { confidentialGate, stopAt } from './gate.ts';
import { after, answered, type Input, type Outcome, type Reply, type Situation } from './situation.ts';
import type { Intent } from './understand/intent.ts';

type Gate = NonNullable<ReturnType<typeof confidentialGate>>;

/** Longest words that are taken as the answer to the gate, in characters: more may tell of the content. */
const SHORT = 20;

/** What is said to a message with a security mark. */
export function markReply({ mark, where }: NonNullable<Input['withheld']>): Reply {
  return { text: text(`secrecy.${where}`, { mark }) };
}

/** Nothing of the message is kept; the question is put again. */
export function withheld(situation: Situation, reply: Reply): Outcome {
  return { ...stay(situation, reply), quiet: true, withhold: true };
}

/** Says at the gate what cannot be done before, or at all; `content` was not kept then. */
function refused(situation: Situation, { slot }: Gate, content: boolean): Outcome {
  const answer = situation.answers.get(slot.path);
  const stopped = answer && stopAt(slot, answer);
  const why =
    stopped === undefined
      ? text('confidential.first', { ask: slot.leaf.ask })
      : text('gate.stop', { say: stopped });
  const reply = { text: content ? `${text('confidential.unkept')}${why}` : why };
  return content ? withheld(situation, reply) : { ...stay(situation, reply), quiet: true };
}

/** Intents that carry nothing of the content. */
const EMPTY: ReadonlySet<Intent['kind']> = new Set([
  'command',
  'goto',
  'question_back',
  'small_talk',
  'option',
  'agree',
  'blank',
  'unknown',
  'none',
]);

/** Answers a message. Under such a gate, what `act` does must neither leave the gate nor file anything else. */
export function gated(
  situation: Situation,
  intent: Intent | 'files' | 'edit',
  words: string,
  act: () => Outcome,
): Outcome {
  const gate = confidentialGate(situation);
  if (!gate) return act();
  if (intent === 'files') return refused(situation, gate, true);
  if (intent !== 'edit') {
    const answers = intent.kind === 'answer' && isAnswer(situation, gate, words);
    const empty = EMPTY.has(intent.kind) && (intent.kind !== 'agree' || intent.rest === '');
    if (!answers && !empty) return refused(situation, gate, true);
  }
  const outcome = act();
  return staysAt(situation, outcome, gate) ? outcome : refused(situation, gate, false);
}

function isAnswer(situation: Situation, { slot }: Gate, words: string): boolean {
  if (words.trim().length > SHORT) return false;
  const { today } = situation.speaker;
  return leafKindOf(slot.leaf).parse(words, slot.leaf.kind, { today }).kind === 'value';
}

/** Whether what was done keeps to the gate, leaves the draft, or opens it. */
function staysAt(situation: Situation, outcome: Outcome, gate: Gate): boolean {
  const now = after(situation, outcome.changes);
  if (confidentialGate(now) === undefined) return true;
  if (outcome.effect) return outcome.effect.kind === 'home';
  const only = outcome.changes.every(({ path }) => path === gate.slot.path);
  return only && outcome.pending === null && outcome.focus?.path === gate.slot.path;
}

/**
 * The gate is answered anew so that nothing may be taken, and something was: asked before it is erased. Any other
 * outcome stays as it is.
 */
export function askErase(situation: Situation, outcome: Outcome): Outcome {
  if (outcome.erase || confidentialGate(situation)) return outcome;
  const now = after(situation, outcome.changes);
  const gate = confidentialGate(now);
  const value = gate && now.answers.get(gate.slot.path)?.value;
  if (gate?.state !== 'stopped' || value === undefined) return outcome;
  return wait(situation, { kind: 'erase', path: gate.slot.path, value });
}

/** Erased, or left as it was. */
export function decideErase(
  situation: Situation,
  pending: Extract<Pending, { kind: 'erase' }>,
  yes: boolean,
): Outcome {
  const free = { ...situation, head: { ...situation.head, pending: null } };
  if (!yes) return goOn(free, [], free.head.focus, text('confidential.kept'));
  const { path, value } = pending;
  const gate = { path, answer: answered(situation.speaker, 'given', '', value) };
  const others = [...situation.answers.keys()].filter((each) => each !== path);
  const changes = [gate, ...others.map((each) => ({ path: each, answer: null }))];
  const stopped = confidentialGate(after(situation, changes));
  const say = stopped && stopAt(stopped.slot, gate.answer);
  const said = [{ text: text('confidential.erased') }, { text: text('gate.stop', { say: say ?? '' }) }];
  return {
    changes,
    focus: { path, mode: 'walk' },
    pending: null,
    replies: said,
    quiet: true,
    withhold: true,
    erase: true,
  };
}
