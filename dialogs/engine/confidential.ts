/**
 * What must not be stored: messages with a security mark, and everything but the gate's own answer while a call's
 * confidential gate is unanswered or says that nothing may be taken. Such a message is answered and not kept.
 */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import {
  answerFillers,
  confidentialHeads,
  confidentialWords,
} from '../../forms/text/zh-CN/lexicon/secrecy.ts';
import { goOn, stay, wait } from './file.ts';
import { closedReply, confidentialGate, stopAt } from './gate.ts';
import { optionsNow } from './put.ts';
import { after, answered, type Input, type Outcome, type Reply, type Situation } from './situation.ts';
import type { Intent } from './understand/intent.ts';
import { fits } from './understand/plausible.ts';
import { headOf, squeeze } from './understand/words.ts';

type Gate = NonNullable<ReturnType<typeof confidentialGate>>;

/** Longest words that are taken as the answer to the gate, in characters: more may tell of the content. */
const SHORT = 20;
/** Longest verb before the name of a question (回到, 我要修改), in characters. */
const VERB = 4;

/** What is said to a message with a security mark. */
export function markReply({ mark, where }: NonNullable<Input['withheld']>): Reply {
  return { text: text(`secrecy.${where}`, { mark }) };
}

/** Nothing of the message is kept; the question is put again. */
export function withheld(situation: Situation, reply: Reply): Outcome {
  return { ...stay(situation, reply), quiet: true, withhold: true };
}

/** Says at the gate what cannot be done before, or at all; `content` was not kept then. */
function refused(situation: Situation, gate: Gate, content: boolean): Outcome {
  const why = closedReply(situation, gate);
  const reply = { text: content ? `${text('confidential.unkept')}${why}` : why };
  return content ? withheld(situation, reply) : { ...stay(situation, reply), quiet: true };
}

/** Intents whose words are the bot's own, to the letter: nothing of the content can stand in them. */
const EMPTY: ReadonlySet<Intent['kind']> = new Set([
  'small_talk',
  'option',
  'agree',
  'blank',
  'unknown',
  'none',
]);

/** What the words of a message may be under such a gate: kept, heard but not kept, or not even heard. */
type Hearing = 'keep' | 'hear' | 'refuse';

/** Answers a message. Under such a gate, what `act` does must neither leave the gate nor file anything else. */
export function gated(
  situation: Situation,
  intent: Intent | 'files' | 'edit' | 'form',
  words: string,
  act: () => Outcome,
): Outcome {
  const gate = confidentialGate(situation);
  if (!gate) return act();
  if (intent === 'files' || intent === 'form') return refused(situation, gate, true);
  const hearing = intent === 'edit' ? 'keep' : hearingOf(situation, gate, intent, words);
  if (hearing === 'refuse') return refused(situation, gate, true);
  const outcome = act();
  if (!staysAt(situation, outcome, gate)) {
    const reply = refused(situation, gate, false);
    return hearing === 'hear' ? { ...reply, withhold: true } : reply;
  }
  return hearing === 'hear' ? unsaid(situation, outcome) : outcome;
}

/**
 * 非公开, said at another question while things are being filed: whoever says so means the gate. Asked before anything
 * is erased. Undefined where the words are not the name of that option, or answer the present question.
 */
export function saidConfidential(
  situation: Situation,
  slot: PlannedSlot | null,
  words: string,
): Outcome | undefined {
  const gate = situation.call.gates.find((each) => each.stop?.confidential);
  const at = gate && situation.plan.at(gate.id);
  if (!gate || !at || slot?.path === at.path || confidentialGate(situation)) return undefined;
  const { today } = situation.speaker;
  const kind = leafKindOf(at.leaf);
  const titles = kind.options?.(at.leaf.kind).map(({ title }) => title) ?? [];
  const title = titles.find((each) => confidentialWords.includes(squeeze(each)));
  if (title === undefined || (slot && fits(slot, words, today))) return undefined;
  const said = squeeze(words);
  const bare = said.slice((headOf(said, confidentialHeads) ?? '').length).replace(/[的类]+$/, '');
  if (!confidentialWords.includes(bare)) return undefined;
  const parsed = kind.parse(title, at.leaf.kind, { today });
  if (parsed.kind !== 'value' || kind.plain(parsed.value, at.leaf.kind) !== gate.stop?.when) return undefined;
  return wait(situation, { kind: 'erase', path: at.path, value: parsed.value });
}

function hearingOf(situation: Situation, { slot }: Gate, intent: Intent, words: string): Hearing {
  switch (intent.kind) {
    case 'answer':
      if (!isAnswer(situation, slot, words)) return 'refuse';
      return isBare(situation, words) ? 'keep' : 'hear';
    // What is asked about, or looked for, may name the content: 山谷脱硫塔能报吗？
    case 'question_back':
      return 'hear';
    case 'goto':
      return isPlace(situation, words) ? 'keep' : 'hear';
    case 'command':
      return 'places' in intent && !isPlace(situation, words) ? 'hear' : 'keep';
    case 'agree':
      return intent.rest === '' ? 'keep' : 'refuse';
    default:
      return EMPTY.has(intent.kind) ? 'keep' : 'refuse';
  }
}

function isAnswer(situation: Situation, slot: PlannedSlot, words: string): boolean {
  if (words.trim().length > SHORT) return false;
  const { today } = situation.speaker;
  return leafKindOf(slot.leaf).parse(words, slot.leaf.kind, { today }).kind === 'value';
}

/** Whether the words name the answer and nothing else: 是非公开的。 */
function isBare(situation: Situation, words: string): boolean {
  const names = optionsNow(situation).map(({ title }) => squeeze(title));
  return names.some((name) => squeeze(words).replace(answerFillers, '') === name.replace(answerFillers, ''));
}

/** Whether the words are a label that the form itself prints, with no more than a verb around it. */
function isPlace({ plan }: Situation, words: string): boolean {
  const said = squeeze(words);
  return plan.slots.some(({ leaf }) => {
    const label = squeeze(leaf.label);
    return said.includes(label) && said.length - label.length <= VERB;
  });
}

/** The outcome without the words that led to it; once the gate is open they may be kept. */
function unsaid(situation: Situation, outcome: Outcome): Outcome {
  if (confidentialGate(after(situation, outcome.changes)) === undefined) return outcome;
  const changes = outcome.changes.map((change) =>
    change.answer ? { ...change, answer: { ...change.answer, original: '' } } : change,
  );
  return { ...outcome, changes, withhold: true };
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
  if (!yes) {
    const said = text('confidential.kept');
    // Asked in the middle of another question, that one is still open.
    const elsewhere = free.head.focus?.path !== pending.path;
    return elsewhere ? { ...stay(free, { text: said }), ask: 'full' } : goOn(free, [], free.head.focus, said);
  }
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
