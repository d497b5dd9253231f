/**
 * The turn pipeline: drop duplicates -> queue per person -> load -> decide -> save with compare-and-set -> only then
 * send. On a conflict the turn is run again, nothing having been sent. Whatever is sent is in the log before.
 */
import type { Activity, ResourceResponse, StatePropertyAccessor } from 'botbuilder-core';
import { TurnContext } from 'botbuilder-core';
import type { DialogSet, DialogState, DialogStateManagerConfiguration } from 'botbuilder-dialogs';
import type { Reply } from '../dialogs/engine/situation.ts';
import { interviewDialogs, START } from '../dialogs/interview.ts';
import { say, sayOnce, wordsBelow } from '../dialogs/say.ts';
import { type MadeDocument, setTurn } from '../dialogs/turn.ts';
import type { Call } from '../forms/call.ts';
import { AppError } from '../forms/error.ts';
import type { Json } from '../forms/json.ts';
import type { Capabilities, FileStore, Store, Write } from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';
import type { Catalog } from './calls.ts';
import { type Clock, dayInShanghai } from './clock.ts';
import { storeTurn } from './commit.ts';
import { inputOf } from './input.ts';
import { keys } from './keys.ts';
import type { Log } from './log.ts';
import type { Dates } from './office/dates.ts';
import type { Office } from './office/desk.ts';
import type { OfficeOutcome } from './office/family.ts';
import type { Outbox } from './outbox.ts';
import { Queue } from './queue.ts';
import { type Read, readFor } from './read.ts';
import type { Submissions } from './submissions.ts';
import { type LinkSettings, Unit } from './unit.ts';

/** How often a turn is run again after a conflict before it fails. */
const TRIES = 5;

/** `turnState` key under which an adapter puts its `Capabilities`. */
const CAPABILITIES = 'capabilities';

export interface TurnDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly submissions: Submissions;
  readonly catalog: Catalog;
  readonly dates: Dates;
  readonly clock: Clock;
  newId(): string;
  makeDocuments(call: Call, submission: Submission): Promise<readonly MadeDocument[]>;
  readonly outbox: Outbox;
  readonly office: Office;
  /** What a turn tells of who its person is, to be stored with it. */
  meet(unit: Unit, read: Read): Promise<readonly Write[]>;
  readonly log: Log;
  readonly links?: LinkSettings | undefined;
}

function capabilitiesOf(context: TurnContext): Capabilities {
  return context.turnState.get(CAPABILITIES) as Capabilities;
}

type Logic = (context: TurnContext) => Promise<void>;

/** The bot's logic for every channel. */
export function createTurn(deps: TurnDeps): Logic {
  const queue = new Queue();
  const dialogs = interviewDialogs(REMEMBERED);
  return async (context) => {
    const { activity } = context;
    if (activity.type !== 'message' && activity.type !== 'conversationUpdate' && activity.type !== 'event')
      return;
    const person = activity.from?.id;
    if (!person || !activity.conversation?.id)
      throw new AppError('turn.anonymous', 'an activity without sender');
    await queue.run(person, () => retry(deps, dialogs, context));
  };
}

async function retry(deps: TurnDeps, dialogs: DialogSet, context: TurnContext): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const outgoing = await attemptTurn(deps, dialogs, context);
    if (outgoing === 'conflict') continue;
    if (outgoing.length > 0) await send(deps, context, outgoing);
    return;
  }
  throw new AppError('turn.conflict', `a turn met ${TRIES} conflicts in a row`);
}

/** Sends what is stored. A failure here loses nothing: a client fetches it from the log, or the outbox sends it again. */
async function send(deps: TurnDeps, context: TurnContext, activities: Partial<Activity>[]): Promise<void> {
  const { channelId, conversation } = context.activity;
  if (!capabilitiesOf(context).replays)
    return deps.outbox.send(keys.conversation(channelId, conversation.id));
  try {
    await context.adapter.sendActivities(context, activities);
  } catch (cause) {
    deps.log.failure('send.failed', cause, { channel: channelId, count: activities.length });
  }
}

async function attemptTurn(
  deps: TurnDeps,
  dialogs: DialogSet,
  context: TurnContext,
): Promise<Partial<Activity>[] | 'conflict'> {
  const { activity } = context;
  const read = await readFor(deps, activity);
  if (!read) return [];
  const at = deps.clock.now();
  const said = {
    speaker: {
      person: read.who,
      channel: activity.channelId,
      message: activity.id ?? deps.newId(),
      at: at.toISOString(),
      today: dayInShanghai(at),
    },
    input: inputOf(activity),
    capabilities: capabilitiesOf(context),
  };
  const begin = () =>
    new Unit(
      { ...deps, catalog: read.catalog, read: async (key) => (await deps.store.read([key])).get(key) },
      said,
      read,
    );
  const remembered = dialogIn(read.conversation?.dialog ?? null);
  const decided = await decideAnyway(deps, dialogs, context, { begin, read, remembered });
  if (!decided) return [];
  decided.unit.also.push(...(await deps.meet(decided.unit, read)));
  return storeTurn(deps, context, { read, at, ...decided });
}

/** What the dialogs staged and said, and what they remember. */
export interface Decision {
  readonly unit: Unit;
  readonly outgoing: readonly Partial<Activity>[];
  readonly dialogState: Json;
}

/** `turnState` key of what the dialogs remember while they run. */
const DIALOGS = 'shenbao.dialogs';

/** What the dialogs remember lies in the turn: it is stored with everything else. */
const REMEMBERED: StatePropertyAccessor<DialogState> = {
  async get(context: TurnContext, fallback?: DialogState) {
    const state = (context.turnState.get(DIALOGS) as DialogState | undefined) ?? fallback;
    context.turnState.set(DIALOGS, state);
    return state as DialogState;
  },
  async set(context, value) {
    context.turnState.set(DIALOGS, value);
  },
  async delete(context) {
    context.turnState.delete(DIALOGS);
  },
};

/** `turnState` key under which botbuilder keeps its memory scopes for the contexts of one turn. */
const SCOPES = 'DialogStateManagerConfiguration';

/** Those scopes: they hold nothing of a turn, and making them anew in each costs as much as a read of the store. */
let scopes: DialogStateManagerConfiguration | undefined;

/** What the dialogs remember, if it has the shape of it. */
function dialogIn(state: Json): DialogState | undefined {
  const found = state as unknown as Partial<DialogState> | null;
  return Array.isArray(found?.dialogStack) ? (found as DialogState) : undefined;
}

/** What a decision starts from; `begin` gives fresh staging, since a failed one may have staged something. */
interface Ground {
  readonly begin: () => Unit;
  readonly read: Read;
  readonly remembered: DialogState | undefined;
}

/** Decides; where the dialogs stumble over what they remember, they begin anew: the answers are the truth. */
async function decideAnyway(
  deps: TurnDeps,
  dialogs: DialogSet,
  context: TurnContext,
  ground: Ground,
): Promise<Decision | null> {
  try {
    return await decide(deps, dialogs, context, ground);
  } catch (error) {
    if (error instanceof AppError || ground.remembered === undefined) throw error;
    deps.log.failure('dialog.retry', error, { channel: context.activity.channelId });
    return decide(deps, dialogs, context, { ...ground, remembered: undefined });
  }
}

/**
 * Asks the office, and otherwise runs the dialogs; what is said is held back. Null where there is nothing to decide: a
 * notice that was told already.
 */
async function decide(
  deps: TurnDeps,
  dialogs: DialogSet,
  original: TurnContext,
  { begin, read, remembered }: Ground,
): Promise<Decision | null> {
  const unit = begin();
  const context = new TurnContext(original.adapter, original.activity);
  const spoken: Partial<Activity>[] = [];
  context.onSendActivities(async (_context, activities): Promise<ResourceResponse[]> => {
    spoken.push(...activities);
    return activities.map(() => ({ id: '' }));
  });
  setTurn(context, unit);
  const attended = await deps.office.attend(original.activity, unit, read);
  if (attended === 'gone') return null;
  if (attended) {
    await sayOffice(context, attended);
    if (!attended.goesOn)
      return { unit, outgoing: merge(spoken), dialogState: (remembered ?? null) as unknown as Json };
  }
  context.turnState.set(DIALOGS, attended ? undefined : remembered);
  if (scopes) context.turnState.set(SCOPES, scopes);
  const running = await dialogs.createContext(context);
  scopes = running.state.configuration;
  if (attended) {
    await running.beginDialog(START, { back: true });
    return { unit, outgoing: merge(spoken), dialogState: { dialogStack: running.stack } as unknown as Json };
  }
  const result = await running.continueDialog();
  // Its own dialogs never end: one that did has lost its place.
  const ended = result.status === 'empty' || result.status === 'complete';
  if (!context.responded && ended) {
    await running.beginDialog(START, { listen: original.activity.type === 'message' });
  }
  const more = await deps.office.after(original.activity, unit, read);
  if (more) spoken.push(below(spoken.pop(), more, unit.capabilities.buttons));
  return { unit, outgoing: merge(spoken), dialogState: { dialogStack: running.stack } as unknown as Json };
}

/** A reply below what was said last, its buttons beside those as far as there is room. */
function below(
  last: Partial<Activity> | undefined,
  { text, options = [] }: Reply,
  most: number,
): Partial<Activity> {
  const before = last?.suggestedActions?.actions ?? [];
  const added = options.map((option) => ({ type: 'imBack', ...option }));
  const actions = [...added, ...before.filter(({ value }) => !options.some((each) => each.value === value))];
  const fits = actions.length > 0 && actions.length <= most && (before.length > 0 || !last);
  return {
    type: 'message',
    textFormat: 'plain',
    ...last,
    text: before.length > 0 ? [last?.text, text].join('\n\n') : wordsBelow(last?.text ?? '', text),
    ...(fits ? { suggestedActions: { to: [], actions } } : {}),
  };
}

/** What the office says goes the way of everything that is said; a secret stays out of the log. */
async function sayOffice(context: TurnContext, { replies, documents, once }: OfficeOutcome): Promise<void> {
  const [only] = replies;
  if (once !== undefined && only) return sayOnce(context, only, once);
  return say(context, replies, documents);
}

/** Several messages in a row become one: shorter to read, and within every channel's limits. */
function merge(spoken: readonly Partial<Activity>[]): Partial<Activity>[] {
  const merged: Partial<Activity>[] = [];
  for (const each of spoken) {
    const last = merged.at(-1);
    if (last && each.type === 'message' && last.type === 'message' && !last.attachments) {
      merged[merged.length - 1] = {
        ...last,
        ...each,
        text: [last.text, each.text].filter(Boolean).join('\n\n'),
      };
    } else {
      merged.push(each);
    }
  }
  return merged;
}
