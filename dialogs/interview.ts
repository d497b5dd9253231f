/**
 * The waterfalls. They loop ask -> receive over the pure engine and remember only which question was asked, of which
 * submission, at which revision; losing that costs nothing.
 *
 * `interview` leads from section to section, `section` asks one section's questions, `review` is the formal check at
 * the end, `home` chooses a call or a draft.
 */

import type { StatePropertyAccessor, TurnContext } from 'botbuilder-core';
import {
  Dialog,
  DialogSet,
  type DialogState,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import type { FormSubmit } from '../forms/sheet.ts';
import { text } from '../forms/text/index.ts';
import { gated } from './engine/confidential.ts';
import { filesThere, takesFiles } from './engine/files.ts';
import { documentsReply } from './engine/finish.ts';
import { put, withQuestion } from './engine/put.ts';
import { receive } from './engine/receive.ts';
import {
  type Asked,
  type Memo,
  type Outcome,
  type Reply,
  type Situation,
  situationOf,
} from './engine/situation.ts';
import { fileForm } from './engine/submit.ts';
import { labelOf } from './engine/wording.ts';
import { chooseHome, goToCall, offerHome } from './home.ts';
import { say, sayOnce } from './say.ts';
import { type MadeDocument, turnOf } from './turn.ts';

/** Result of a waterfall after which a new section may open. */
const OPENING = 'opening';

interface Options {
  /** Handle the present message instead of asking first: the conversation has just begun or forgot where it was. */
  readonly listen?: boolean;
  /** Wait for the next message without asking again: the last reply asked something itself. */
  readonly wait?: boolean;
  /** The same question was put just before: the question alone will do. */
  readonly short?: boolean;
  readonly again?: boolean;
  /** A section opens. */
  readonly opening?: boolean;
  /** Not the first thing said in this conversation. */
  readonly back?: boolean;
  readonly memo?: Memo | undefined;
}

/** Where a conversation begins. */
export const START = 'interview';

/**
 * The dialogs of a conversation, over what it remembers of them. They stand in one set, without a component around
 * them: each level of containment is one more dialog context to build in every turn.
 */
export function interviewDialogs(remembered: StatePropertyAccessor<DialogState>): DialogSet {
  return new DialogSet(remembered)
    .add(new WaterfallDialog(START, [enter, onward]))
    .add(new WaterfallDialog('section', [ask, hear]))
    .add(new WaterfallDialog('review', [ask, hear]))
    .add(new WaterfallDialog('home', [offer, choose]));
}

/** What the engine sees of the current draft; undefined while none is open. */
export function situation(context: TurnContext): Situation | undefined {
  const turn = turnOf(context);
  if (!turn.current) return undefined;
  const { call, submission } = turn.current;
  const siblings = turn.drafts.filter((draft) => draft.id !== submission.head.id);
  return situationOf(call, submission, turn.speaker, { siblings, calls: turn.calls });
}

/** Which waterfall fits where the person is. */
async function enter(step: WaterfallStepContext<Options>): Promise<DialogTurnResult> {
  const now = situation(step.context);
  if (!now) return step.beginDialog('home', step.options);
  return step.beginDialog(now.head.focus ? 'section' : 'review', step.options);
}

async function onward(step: WaterfallStepContext<Options>): Promise<DialogTurnResult> {
  return step.replaceDialog(START, { opening: step.result === OPENING, back: true });
}

async function ask(step: WaterfallStepContext<Options>): Promise<DialogTurnResult> {
  const now = situation(step.context);
  if (!now) return step.endDialog();
  if (step.options?.listen) return step.next();
  if (step.options?.wait) {
    remember(step, now);
    return Dialog.EndOfTurn;
  }
  const { short = false, opening = false, again = false } = step.options ?? {};
  await say(step.context, [put(now, { short, opening, again })]);
  remember(step, now);
  return Dialog.EndOfTurn;
}

function remember(step: WaterfallStepContext<Options>, now: Situation): void {
  const asked: Asked = {
    submission: now.head.id,
    question: now.head.focus?.path ?? null,
    revision: now.head.revision,
    ...(step.options?.memo ? { memo: step.options.memo } : {}),
  };
  Object.assign(step.values, { asked });
}

async function hear(step: WaterfallStepContext<Options>): Promise<DialogTurnResult> {
  const now = situation(step.context);
  if (!now) return step.endDialog();
  const turn = turnOf(step.context);
  const other = await fileElsewhere(step.context);
  if (other) {
    await say(step.context, [withQuestion(now, other)]);
    return step.replaceDialog('section', { wait: true });
  }
  const asked = ((step.values as { asked?: Asked }).asked ?? null) as Asked | null;
  const outcome = receive(now, turn.input, asked);
  turn.apply(outcome);
  await say(step.context, outcome.replies);
  if (outcome.effect) return carryOut(step, outcome);
  const { memo } = outcome;
  if (outcome.quiet) return step.replaceDialog('section', { wait: true, memo });
  const then = situation(step.context);
  const walked = now.head.focus?.mode === 'walk' && outcome.ask !== 'full';
  if (!then?.head.focus || sectionOf(then) !== sectionOf(now))
    return step.endDialog(walked ? OPENING : undefined);
  const same = asked?.question === then.head.focus.path;
  const short = same && outcome.ask === undefined;
  return step.replaceDialog('section', { short, again: outcome.ask === 'again', memo });
}

function sectionOf(now: Situation): string | undefined {
  const { focus } = now.head;
  return focus ? now.plan.at(focus.path)?.section?.id : undefined;
}

async function carryOut(step: WaterfallStepContext<Options>, outcome: Outcome): Promise<DialogTurnResult> {
  const turn = turnOf(step.context);
  if (outcome.effect?.kind === 'documents') {
    const made = await turn.documents(outcome.effect.final);
    const now = situation(step.context);
    const { final } = outcome.effect;
    if (now) await say(step.context, [madeReply(now, made, final)], made);
    return step.replaceDialog('section', { wait: final, short: true });
  }
  if (outcome.effect?.kind === 'link') {
    await giveLink(step.context, outcome.effect.path);
    return step.replaceDialog('section', { wait: true });
  }
  if (outcome.effect?.kind === 'home') {
    if (outcome.effect.why !== 'pause') turn.leave();
    if (outcome.effect.why === 'pause') return step.replaceDialog('section', { wait: true });
    const opened = outcome.effect.call ? await goToCall(turn, outcome.effect.call) : [];
    await say(step.context, opened);
    if (turn.current) return step.endDialog(OPENING);
    return step.endDialog();
  }
  return step.endDialog();
}

async function giveLink(context: TurnContext, path: string): Promise<void> {
  const now = situation(context);
  const link = turnOf(context).uploadLink(path);
  if (!now) return;
  if (!link) return say(context, [withQuestion(now, { text: text('link.none') })]);
  const { url, minutes } = link;
  const hours = minutes % 60 === 0;
  const time = text(hours ? 'link.hours' : 'link.minutes', { count: hours ? minutes / 60 : minutes });
  const said = { text: text('link.here', { label: labelOf(now, path), url, time }) };
  await sayOnce(context, withQuestion(now, said), url);
}

/**
 * The final documents end the interview: what can be done then stands below them. Where one of them did not agree with
 * the answers, they are not final yet, and what comes after printing is not said.
 */
function madeReply(now: Situation, made: readonly MadeDocument[], final: boolean): Reply {
  const whole = made.every(({ faults }) => faults.length === 0);
  const reply = documentsReply(now, made, final && whole);
  return final ? withQuestion(now, reply) : reply;
}

async function offer(step: WaterfallStepContext<Options>): Promise<DialogTurnResult> {
  const turn = turnOf(step.context);
  if (step.options?.listen) return step.next();
  if (!step.options?.wait) await say(step.context, [offerHome(turn, !step.options?.back)]);
  return Dialog.EndOfTurn;
}

async function choose(step: WaterfallStepContext<Options>): Promise<DialogTurnResult> {
  const turn = turnOf(step.context);
  // A draft was opened elsewhere in the meantime: what is said is said in it.
  const now = situation(step.context);
  if (now) return step.replaceDialog(now.head.focus ? 'section' : 'review', { listen: true });
  const other = await fileElsewhere(step.context);
  const replies = other ? [other] : await chooseHome(turn);
  await say(step.context, replies);
  return turn.current ? step.endDialog(OPENING) : step.replaceDialog('home', { wait: true });
}

/**
 * Files that set out for a draft which is not the one open now: they are filed there, and the person stays where they
 * are. Undefined where there are none such.
 */
async function fileElsewhere(context: TurnContext): Promise<Reply | undefined> {
  const turn = turnOf(context);
  const { form } = turn.input;
  if (form) return formElsewhere(context, form);
  const { place, files } = turn.input;
  const here = turn.current?.submission.head.id;
  if (!place || files.length === 0 || place.submission === here) return undefined;
  const draft = turn.drafts.find(({ id }) => id === place.submission);
  if (!draft || !(await turn.open(draft.id))) return undefined;
  const there = situation(context);
  const slot = there?.plan.at(place.path);
  const filed =
    there && slot && takesFiles(slot)
      ? gated(there, 'files', '', () => filesThere(there, slot, files))
      : undefined;
  if (filed) turn.apply(filed);
  if (here === undefined) turn.leave();
  else await turn.open(here);
  if (!filed) return undefined;
  const said = filed.replies.map((reply) => reply.text).join('\n');
  return { text: text('file.elsewhere', { draft: draft.title || draft.callTitle, said }) };
}

/** A form of a draft that is not the one open now is filed there, too. */
async function formElsewhere(context: TurnContext, form: FormSubmit): Promise<Reply | undefined> {
  const turn = turnOf(context);
  const here = turn.current?.submission.head.id;
  if (form.submission === here) return undefined;
  const draft = turn.drafts.find(({ id }) => id === form.submission);
  if (!draft || !(await turn.open(draft.id))) return { text: text('form.gone') };
  const there = situation(context);
  const outcome = there && gated(there, 'form', '', () => fileForm(there, form));
  // Where the person is there is their own affair.
  if (there && outcome) turn.apply({ ...outcome, focus: there.head.focus, pending: there.head.pending });
  if (here === undefined) turn.leave();
  else await turn.open(here);
  const [said] = outcome?.replies ?? [];
  return {
    text: text('form.elsewhere', { draft: draft.title || draft.callTitle, said: said?.text ?? '' }),
  };
}
