/**
 * One message of the person: what it is, and what it does. The order matters: files, what waits for a decision, a
 * question asked elsewhere in the meantime, then the message's own meaning. An answer is what nothing else is.
 */
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { answerIntent } from './answer.ts';
import { command } from './commands.ts';
import { askErase, gated, markReply, saidConfidential, withheld } from './confidential.ts';
import { chosen, decide } from './decide.ts';
import { fileWords, stay, wait } from './file.ts';
import { receiveFiles } from './files.ts';
import { drop, goTo } from './go.ts';
import { askPlace } from './offers.ts';
import { pendingReply, wordsHeld } from './pending.ts';
import { offering, withOutdated } from './propose.ts';
import { focused, optionsNow, withQuestion } from './put.ts';
import { type Asked, after, type Input, type Memo, type Outcome, type Situation } from './situation.ts';
import { fileForm } from './submit.ts';
import type { Intent } from './understand/intent.ts';
import { letsGo } from './understand/talk.ts';
import { understand } from './understand/understand.ts';
import { cut, labelOf } from './wording.ts';

/** What a message does. `asked` is what the conversation remembers having asked. */
export function receive(situation: Situation, input: Input, asked: Asked | null): Outcome {
  if (input.withheld) return complete(situation, withheld(situation, markReply(input.withheld)), asked);
  const outcome = withOutdated(situation, offering(situation, done(situation, input, asked)));
  return complete(situation, askErase(situation, outcome), asked);
}

function done(situation: Situation, input: Input, asked: Asked | null): Outcome {
  const words = (now: Situation): Outcome => receiveWords(now, input.text, asked);
  if (input.edit) {
    const act = () => holding(situation, asked, (now) => edit(now, input.edit ?? ''));
    return gated(situation, 'edit', '', act);
  }
  const { form } = input;
  if (form) {
    const act = () => holding(situation, asked, (now) => fileForm(now, form));
    return gated(situation, 'form', '', act);
  }
  if (input.files.length === 0) return words(situation);
  const act = () => receiveFiles(situation, input, words);
  return gated(situation, 'files', '', act);
}

function edit(situation: Situation, path: string): Outcome {
  const slot =
    situation.plan.at(path) ?? situation.plan.slots.find((each) => each.path.startsWith(`${path}/`));
  if (!slot) return { ...stay(situation, { text: text('go.none') }), quiet: true };
  return goTo(situation, slot.path);
}

/** What offers a choice that may be let go. */
const CHOICES: ReadonlySet<Pending['kind']> = new Set(['intents', 'readings', 'place', 'go', 'rows', 'join']);

function receiveWords(situation: Situation, words: string, asked: Asked | null): Outcome {
  const slot = focused(situation);
  const erase = saidConfidential(situation, slot, words);
  if (erase) return erase;
  const intent = understand(words, momentOf(situation, slot));
  const act = () => meant(situation, slot, { intent, words }, asked);
  return gated(situation, intent, words, act);
}

/** Does what was meant: about what waits, at the open question, or elsewhere. */
function meant(
  situation: Situation,
  slot: PlannedSlot | null,
  { intent, words }: { intent: Intent; words: string },
  asked: Asked | null,
): Outcome {
  const { pending } = situation.head;
  const insisted =
    pending?.kind === 'intents' ? insist(situation, slot, pending, { intent, words }) : undefined;
  // 对 and 不是 choose nothing among several places or readings.
  const vain = intent.kind === 'agree' && pending !== null && wordsHeld(situation, pending) !== undefined;
  const decided = insisted ?? (pending ? decide(situation, pending, intent, words) : undefined);
  if (decided) return decided;
  if (pending && CHOICES.has(pending.kind) && letsGo(words)) return drop(situation, 'choice.dropped');
  if (vain) return { ...stay(situation, { text: text('choose.one') }), quiet: true };
  const elsewhere = isContent(intent) && !sameQuestion(situation, asked);
  return holding(
    situation,
    asked,
    (now) => (elsewhere ? notHere(now, words, asked) : act(now, slot, intent, words)),
    intent,
  );
}

function momentOf(situation: Situation, slot: PlannedSlot | null): Parameters<typeof understand>[1] {
  const { call, plan, speaker, head, calls } = situation;
  const previous = head.last ? (plan.at(head.last.path) ?? null) : null;
  const { pending } = head;
  return { call, slot, plan, today: speaker.today, previous, pending, options: optionsNow(situation), calls };
}

/** Of two readings the one chosen; the same words once more mean them as the answer. */
function insist(
  situation: Situation,
  slot: PlannedSlot | null,
  pending: Extract<Pending, { kind: 'intents' }>,
  said: { intent: Intent; words: string },
): Outcome | undefined {
  const again = said.words.trim() === pending.original.trim();
  const insisted = again
    ? pending.readings.findIndex((each) => (each as unknown as Intent).kind === 'answer')
    : -1;
  const at = chosen(optionsNow(situation), said.intent, said.words);
  const reading = pending.readings[at >= 0 ? at : insisted];
  return reading === undefined
    ? undefined
    : act(free(situation), slot, reading as unknown as Intent, pending.original);
}

/** Whether the message would be filed as an answer. */
function isContent(intent: Intent): boolean {
  const kinds = [
    'answer',
    'option',
    'none',
    'unknown',
    'agree',
    'open_ended',
    'several',
    'section_paste',
    'same_as_before',
  ];
  return kinds.includes(intent.kind);
}

/** Whether the conversation asked the question that is still open. */
function sameQuestion(situation: Situation, asked: Asked | null): boolean {
  if (!asked) return situation.head.focus === null;
  return asked.submission === situation.head.id && asked.question === (situation.head.focus?.path ?? null);
}

/** The interview went on elsewhere (another window, another channel): the words wait until the person places them. */
function notHere(situation: Situation, words: string, asked: Asked | null): Outcome {
  const here = situation.head.focus?.path;
  const there = asked?.submission === situation.head.id ? asked.question : null;
  const paths = [here, there].filter(
    (path) => path && situation.plan.at(path) && !situation.plan.at(path)?.control,
  );
  const slot = focused(situation);
  const params = { label: here ? labelOf(situation, here) : text('place.review'), ask: slot?.leaf.ask ?? '' };
  return askPlace(
    situation,
    words,
    [...new Set(paths as string[])],
    text(asked ? 'elsewhere.ask' : 'resumed.ask', params),
  );
}

function act(situation: Situation, slot: PlannedSlot | null, intent: Intent, words: string): Outcome {
  return command(situation, slot, intent, words) ?? answerIntent(situation, slot, intent, words);
}

function free(situation: Situation): Situation {
  return { ...situation, head: { ...situation.head, pending: null } };
}

/**
 * Does something while words may be waiting for a decision. What leaves them waiting is simply done. Where they would
 * be lost the person is told so once; who then insists goes on without them.
 */
function holding(
  situation: Situation,
  asked: Asked | null,
  doing: (now: Situation) => Outcome,
  intent?: Intent,
): Outcome {
  const { pending } = situation.head;
  if (!pending) return doing(situation);
  // Nothing is at stake where only a place was to be chosen.
  if (pending.kind === 'go' || pending.kind === 'rows') return doing(free(situation));
  if (pending.kind === 'more_text') return closeText(situation, pending, doing);
  const held = wordsHeld(situation, pending);
  const outcome = doing(situation);
  if (held === undefined || outcome.pending === pending) return outcome;
  const next = outcome.pending;
  if (pending.kind === 'confirm' && next?.kind === 'confirm') {
    const same = (path: string) => next.proposals.find((each) => each.path === path);
    const merged = pending.proposals.map((each) => same(each.path) ?? each);
    const added = next.proposals.filter(({ path }) => !merged.some((each) => each.path === path));
    return wait(situation, { kind: 'confirm', proposals: [...merged, ...added] });
  }
  // Said anew, it is the answer: the former words were another try at the same question.
  if (pending.kind === 'readings' && intent && isContent(intent)) return outcome;
  const words = cut(held);
  if (asked?.memo?.held !== words) {
    const first = intent && isContent(intent) ? 'hold.first_both' : 'hold.first';
    return {
      ...stay(situation, { text: text(first, { words }) }),
      quiet: true,
      memo: { held: words },
    };
  }
  const without = doing(free(situation));
  // What is refused as well is no reason to give up what waits.
  if (intent && isContent(intent) && without.refused !== undefined)
    return {
      ...stay(situation, { text: text('hold.first_both', { words }) }),
      quiet: true,
      memo: { held: words },
    };
  return { ...without, replies: [{ text: text('hold.dropped', { words }) }, ...without.replies] };
}

/** Whoever turns to something else has said all: the text collected so far is filed first. */
function closeText(
  situation: Situation,
  pending: Extract<Pending, { kind: 'more_text' }>,
  doing: (now: Situation) => Outcome,
): Outcome {
  const outcome = doing(situation);
  const slot = situation.plan.at(pending.path);
  if (outcome.pending === pending || !slot) return outcome;
  const filed = fileWords(free(situation), slot, pending.original);
  if (filed.changes.length === 0) return filed;
  const then = doing(free(after(situation, filed.changes)));
  const [noted] = filed.replies;
  const changes = [...filed.changes, ...then.changes];
  return { ...then, changes, replies: [...(noted ? [noted] : []), ...then.replies] };
}

/** Times the same refusal is given before a way out is offered in other words. */
const PATIENCE = 3;

/** Adds what every reply needs: what still waits, a way out of a refusal said again and again, the open question. */
function complete(situation: Situation, outcome: Outcome, asked: Asked | null): Outcome {
  const memo = memoOf(outcome, asked);
  const replies = [...outcome.replies];
  const times = memo?.refused?.times ?? 0;
  if (times > 0 && times % PATIENCE === 0) replies.push({ text: text('refused.way_out') });
  const { pending } = outcome;
  if (outcome.quiet && pending && pending === situation.head.pending)
    replies.push(pendingReply(situation, pending));
  const last = replies.at(-1);
  if (outcome.quiet && last && !outcome.effect) {
    const now = after(situation, outcome.changes);
    const then = { ...now, head: { ...now.head, focus: outcome.focus, pending } };
    replies[replies.length - 1] = withQuestion(then, last);
  }
  return { ...outcome, replies, ...(memo ? { memo } : {}) };
}

function memoOf(outcome: Outcome, asked: Asked | null): Memo | undefined {
  if (outcome.refused === undefined) return outcome.memo;
  const before = asked?.memo?.refused;
  const times = before?.key === outcome.refused ? before.times + 1 : 1;
  return { ...outcome.memo, refused: { key: outcome.refused, times } };
}
