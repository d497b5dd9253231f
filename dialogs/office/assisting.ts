/**
 * A colleague's interview: the engine's own, over the few questions that were handed over. It ends where all of them
 * were asked; what was said can be changed until it is handed back.
 */
import type { Call } from '../../forms/call.ts';
import { shownAnswer } from '../../forms/documents/shown.ts';
import { type Assist, answersOf } from '../../forms/office/assist.ts';
import { planFor } from '../../forms/plan.ts';
import {
  type Answers,
  applied,
  type Filed,
  type Focus,
  type Head,
  type Path,
} from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { isolate } from '../engine/isolate.ts';
import { nextAfter, progressOf } from '../engine/next.ts';
import { put } from '../engine/put.ts';
import { receive } from '../engine/receive.ts';
import {
  type Asked,
  type Input,
  type Memo,
  type Outcome,
  type Reply,
  type Situation,
  type Speaker,
  situationOf,
} from '../engine/situation.ts';
import { trailAfter } from '../engine/trail.ts';
import { brief, labelOf } from '../engine/wording.ts';

/** What the colleague's turn came to. */
export interface Heard {
  readonly assist: Assist;
  readonly replies: readonly Reply[];
  /** The colleague turned to something else; the questions wait. */
  readonly left?: true;
}

/** The interview as it stands. `call` is the whole call. */
export function assisting(call: Call, assist: Assist, speaker: Speaker): Situation {
  const asked = assist.items.filter(({ lapsed }) => !lapsed);
  const small = isolate(call, asked);
  const answers = answersOf(assist);
  const head = { ...assist.head, focus: focusIn(small, assist.head, answers) };
  return situationOf(small, { head, answers }, speaker, { siblings: [], calls: [] });
}

/** The question in focus, or the next where that one is not asked any more. */
function focusIn(call: Call, { focus }: Head, answers: Answers): Focus | null {
  if (!focus) return null;
  const plan = planFor(call, answers);
  if (plan.at(focus.path)) return focus;
  const next = nextAfter(plan, null);
  return next ? { path: next.path, mode: 'walk' } : null;
}

/** How many answers are asked for. */
export function countOf(call: Call, { items }: Pick<Assist, 'items'>): number {
  const { slots } = planFor(isolate(call, items), new Map());
  return slots.filter(({ control, detail }) => !control && !detail).length;
}

/** The head of a new interview, at its first question. */
export function firstHead(
  call: Call,
  assist: Pick<Assist, 'items' | 'id' | 'owner' | 'createdAt' | 'call'>,
): Head {
  const first = nextAfter(planFor(isolate(call, assist.items), new Map()), null);
  return {
    id: assist.id,
    call: assist.call,
    owner: assist.owner,
    status: 'draft',
    revision: 0,
    createdAt: assist.createdAt,
    updatedAt: assist.createdAt,
    focus: first ? { path: first.path, mode: 'walk' } : null,
    last: null,
    pending: null,
    documents: null,
  };
}

/** The question that stands open, put in full; at the end, what was said and what can be done with it. */
export function resumed(situation: Situation, assist: Assist): Heard {
  const focus = situation.head.focus;
  const replies = focus || situation.head.pending ? [put(situation)] : [finished(situation, assist)];
  return { assist: { ...assist, head: situation.head, asked: { question: focus?.path ?? null } }, replies };
}

/** One message of the colleague. */
export function hear(situation: Situation, assist: Assist, input: Input): Heard {
  const asked = askedOf(assist);
  const outcome = receive(situation, input, asked);
  const next = afterwards(situation, outcome);
  const kept = recordOf(assist, next, outcome);
  const effect = outcome.effect?.kind;
  if (effect === 'home') return { assist: kept, replies: [{ text: text('office.assist.left') }], left: true };
  if (effect === 'link')
    return { assist: kept, replies: [{ text: text('office.assist.no_link') }, put(next)] };
  const { focus, pending } = next.head;
  // What the whole form would go on with, its formal check and documents: here it is only about handing back.
  if (focus === null && (pending === null || pending.kind === 'put_off'))
    return closed(situation, next, kept, outcome);
  if (effect) return { assist: kept, replies: [{ text: text('office.assist.only') }, put(next)] };
  const replies = outcome.quiet ? [...outcome.replies] : [...outcome.replies, again(next, outcome, asked)];
  return { assist: kept, replies };
}

function askedOf({ asked, head }: Assist): Asked | null {
  if (!asked) return null;
  const { question, memo } = asked;
  return { submission: head.id, question, revision: head.revision, ...(memo ? { memo: memo as Memo } : {}) };
}

/** Everything was asked: what the last answer came to, and the whole to be handed back. */
function closed(before: Situation, next: Situation, assist: Assist, outcome: Outcome): Heard {
  const { changes, replies, withhold } = outcome;
  const head = { ...next.head, focus: null, pending: null };
  const now = { ...next, head };
  // Words that did nothing at the end would be told of the form's own check.
  const noted = changes.length > 0 || before.head.focus !== null ? notes(replies) : [];
  const said = withhold ? replies.map(({ text: words }) => ({ text: words })) : noted;
  return {
    assist: { ...assist, head, asked: { question: null } },
    replies: [...said, finished(now, assist)],
  };
}

/** What was noted, without the buttons and questions that the whole form would go on with. */
function notes(replies: readonly Reply[]): Reply[] {
  return replies
    .filter(({ options, question }) => !options && !question)
    .map(({ text: words }) => ({ text: words }));
}

/** The next question, as the interview itself puts it. */
function again(next: Situation, outcome: Outcome, asked: Asked | null): Reply {
  const same = asked?.question === next.head.focus?.path;
  return put(next, { short: same && outcome.ask === undefined, again: outcome.ask === 'again' });
}

/** What was said, question by question, and what is left open. */
function finished(situation: Situation, { from }: Assist): Reply {
  const { plan } = situation;
  const { done, total } = progressOf(plan);
  const lines = plan.slots
    .filter((slot) => !slot.control && !slot.detail)
    .map(({ path }) => {
      const answer = plan.book.get(path);
      const state = answer === undefined || answer.state !== 'given' ? (answer?.state ?? 'open') : undefined;
      const shown = state ? text(`office.assist.state.${state}`) : brief(shownAnswer(plan, path));
      return text('office.assist.line', { label: labelOf(situation, path), shown });
    });
  const code = done >= total ? 'office.assist.finished' : 'office.assist.finished_some';
  const title = text('office.assist.hand_back');
  return {
    text: [
      text(code, { left: total - done }),
      ...lines,
      text('office.assist.hand_back_ask', { from: from || text('office.assist.owner') }),
    ].join('\n'),
    options: [{ title, value: title }],
  };
}

/** The situation after an outcome, as the store keeps it. */
function afterwards({ call, head, answers, speaker }: Situation, outcome: Outcome): Situation {
  const next = applied(answers, outcome.changes);
  const changed = outcome.changes.length > 0;
  const revision = head.revision + (changed ? 1 : 0);
  const filed = outcome.changes.map(({ path }) => ({ path, before: answers.get(path) ?? null }));
  const main = filed.at(-1);
  const also = filed.slice(0, -1);
  const last: Filed | undefined = main && { ...main, revision, ...(also.length > 0 ? { also } : {}) };
  const now: Head = {
    ...head,
    ...trailAfter(head, last, outcome.step),
    focus: outcome.focus,
    pending: outcome.pending,
    revision,
    updatedAt: speaker.at,
  };
  return situationOf(call, { head: now, answers: next }, speaker, { siblings: [], calls: [] });
}

function recordOf(assist: Assist, { head, answers }: Situation, { memo }: Outcome): Assist {
  const question: Path | null = head.focus?.path ?? null;
  return { ...assist, head, answers: [...answers], asked: { question, ...(memo ? { memo } : {}) } };
}
