/**
 * The turn pipeline: drop duplicates -> queue per person -> load -> decide -> save with compare-and-set -> only then
 * send. On a conflict the turn is run again, nothing having been sent. Whatever is sent is in the log before.
 */
import type { Activity, ConversationReference, ResourceResponse } from 'botbuilder-core';
import { TurnContext } from 'botbuilder-core';
import { DialogSet, type DialogState } from 'botbuilder-dialogs';
import { InterviewDialog } from '../dialogs/interview.ts';
import { type Draft, type MadeDocument, setTurn } from '../dialogs/turn.ts';
import type { Call } from '../forms/call.ts';
import { AppError } from '../forms/error.ts';
import type { Json } from '../forms/json.ts';
import type { Capabilities, Store, Stored, Write } from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';
import { type Catalog, callOf } from './calls.ts';
import { type Clock, dayInShanghai } from './clock.ts';
import { keys } from './keys.ts';
import type { Log } from './log.ts';
import { Queue } from './queue.ts';
import type { Submissions } from './submissions.ts';
import { type Conversation, inputOf, type Opened, type Person, Unit } from './unit.ts';

/** How often a turn is run again after a conflict before it fails. */
const TRIES = 5;

/** How long a handled message is remembered, in milliseconds: platforms re-send within minutes. */
const SEEN = 7 * 24 * 3600 * 1000;

/** `turnState` key under which an adapter puts its `Capabilities`. */
const CAPABILITIES = 'capabilities';

export interface TurnDeps {
  readonly store: Store;
  readonly submissions: Submissions;
  readonly catalog: Catalog;
  readonly clock: Clock;
  newId(): string;
  makeDocuments(call: Call, submission: Submission): Promise<readonly MadeDocument[]>;
  readonly log: Log;
}

/** What was read at the start of a turn. */
interface Read {
  readonly key: string;
  readonly conversation: Conversation | null;
  readonly conversationRev: number;
  readonly person: Person;
  readonly personRev: number;
  readonly drafts: readonly Draft[];
  readonly current: Opened | null;
  readonly seen: boolean;
}

type Logic = (context: TurnContext) => Promise<void>;

/** The bot's logic for every channel. */
export function createTurn(deps: TurnDeps): Logic {
  const queue = new Queue();
  const dialog = new InterviewDialog();
  return async (context) => {
    const { activity } = context;
    if (activity.type !== 'message' && activity.type !== 'conversationUpdate' && activity.type !== 'event')
      return;
    const person = activity.from?.id;
    if (!person || !activity.conversation?.id)
      throw new AppError('turn.anonymous', 'an activity without sender');
    await queue.run(person, () => retry(deps, dialog, context));
  };
}

async function retry(deps: TurnDeps, dialog: InterviewDialog, context: TurnContext): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const outgoing = await attemptTurn(deps, dialog, context);
    if (outgoing === 'conflict') continue;
    if (outgoing.length > 0) await send(deps, context, outgoing);
    return;
  }
  throw new AppError('turn.conflict', `a turn met ${TRIES} conflicts in a row`);
}

/** Sends what is stored. A failure here loses nothing: the log has it, and a channel that can replay will. */
async function send(deps: TurnDeps, context: TurnContext, activities: Partial<Activity>[]): Promise<void> {
  try {
    await context.adapter.sendActivities(context, activities);
  } catch (cause) {
    deps.log.failure('send.failed', cause, { channel: context.activity.channelId, count: activities.length });
  }
}

async function attemptTurn(
  deps: TurnDeps,
  dialog: InterviewDialog,
  context: TurnContext,
): Promise<Partial<Activity>[] | 'conflict'> {
  const { activity } = context;
  const read = await load(deps, activity);
  if (read.seen) return [];
  const now = deps.clock.now();
  const said = {
    speaker: {
      person: activity.from.id,
      channel: activity.channelId,
      message: activity.id ?? deps.newId(),
      at: now.toISOString(),
      today: dayInShanghai(now),
    },
    input: inputOf(activity),
    capabilities: context.turnState.get(CAPABILITIES) as Capabilities,
  };
  const unit = new Unit(
    { ...deps, read: async (key) => (await deps.store.read([key])).get(key) },
    said,
    read,
  );
  const before = new Map(unit.touched.map((each) => [each.submission.head.id, each.submission]));
  const box = {
    dialog: (read.conversation?.dialog ?? undefined) as unknown as DialogState | undefined,
  };
  const spoken = await decide(dialog, context, unit, box);
  const outgoing = merge(spoken);
  return store(deps, context, {
    read,
    unit,
    before,
    dialogState: box.dialog as unknown as Json,
    outgoing,
    at: now,
  });
}

async function load(deps: TurnDeps, activity: Activity): Promise<Read> {
  const key = keys.conversation(activity.channelId, activity.conversation.id);
  const person = activity.from.id;
  const seenKey = keys.seen(key, nameOf(activity));
  const records = await deps.store.read([key, keys.person(person), seenKey]);
  const conversation = records.get(key);
  const known = records.get(keys.person(person));
  const record = (known?.value ?? { current: null }) as unknown as Person;
  const lines = await deps.store.list(keys.ownPrefix(person), { limit: 200 });
  const drafts = lines
    .map((each) => each.value as unknown as Draft)
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return {
    key,
    conversation: (conversation?.value ?? null) as unknown as Conversation | null,
    conversationRev: conversation?.rev ?? 0,
    person: record,
    personRev: known?.rev ?? 0,
    drafts,
    current: record.current === null ? null : await open(deps, record.current),
    seen: records.has(seenKey),
  };
}

async function open(deps: TurnDeps, id: string): Promise<Opened> {
  const key = keys.submission(id);
  const head: Stored | undefined = (await deps.store.read([key])).get(key);
  const { submission, stored } = await deps.submissions.load(id, head);
  return { call: callOf(deps.catalog, submission.head.call), submission, stored, changes: [] };
}

/** What tells a message apart from every other of its conversation: the client's own name for it, which a retry repeats. */
function nameOf(activity: Activity): string {
  const client = (activity.channelData as { clientActivityID?: unknown } | undefined)?.clientActivityID;
  return typeof client === 'string' ? `c:${client}` : (activity.id ?? '');
}

/** Runs the dialogs; what they say is held back. */
async function decide(
  dialog: InterviewDialog,
  original: TurnContext,
  unit: Unit,
  box: { dialog: DialogState | undefined },
): Promise<Partial<Activity>[]> {
  const context = new TurnContext(original.adapter, original.activity);
  const spoken: Partial<Activity>[] = [];
  context.onSendActivities(async (_context, activities): Promise<ResourceResponse[]> => {
    spoken.push(...activities);
    return activities.map(() => ({ id: '' }));
  });
  setTurn(context, unit);
  const set = new DialogSet({
    get: async (_context: TurnContext, fallback?: DialogState) => {
      box.dialog ??= fallback;
      return box.dialog as DialogState;
    },
    set: async (_context: TurnContext, value: DialogState) => {
      box.dialog = value;
    },
    delete: async () => {
      box.dialog = undefined;
    },
  });
  set.add(dialog);
  const dialogs = await set.createContext(context);
  const result = await dialogs.continueDialog();
  if (!context.responded && result.status === 'empty') {
    await dialogs.beginDialog(dialog.id, { listen: original.activity.type === 'message' });
  }
  return spoken;
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

interface Decided {
  readonly read: Read;
  readonly unit: Unit;
  readonly before: ReadonlyMap<string, Submission>;
  readonly dialogState: Json;
  readonly outgoing: readonly Partial<Activity>[];
  readonly at: Date;
}

/** One commit: submission, conversation, person, log of both sides, the message as handled. */
async function store(
  deps: TurnDeps,
  context: TurnContext,
  decided: Decided,
): Promise<Partial<Activity>[] | 'conflict'> {
  const { read, unit, before, dialogState, at } = decided;
  const { activity } = context;
  const first = (read.conversation?.seq ?? 0) + 1;
  const entries = [
    ...(activity.type === 'message' ? [inbound(activity, at)] : []),
    ...decided.outgoing.map((each) => outbound(activity, each, at)),
  ].map((each, index) => numbered(activity, each, first + index));
  const conversation: Conversation = {
    person: activity.from.id,
    seq: first + entries.length - 1,
    dialog: dialogState,
    reference: TurnContext.getConversationReference(activity) as Partial<ConversationReference>,
  };
  const writes: Write[] = [
    {
      key: read.key,
      value: conversation as unknown as Json,
      expect: read.conversationRev === 0 ? 'absent' : read.conversationRev,
    },
    ...unit.writes(before),
    ...entries.map(
      (each, index): Write => ({
        key: keys.log(read.key, first + index),
        value: each as unknown as Json,
        expect: 'absent',
      }),
    ),
  ];
  writes.push({ key: keys.seen(read.key, nameOf(activity)), value: true, expect: 'absent', ttlMs: SEEN });
  if (unit.person.current !== read.person.current) {
    writes.push({
      key: keys.person(activity.from.id),
      value: unit.person as unknown as Json,
      expect: read.personRev === 0 ? 'absent' : read.personRev,
    });
  }
  const commit = await deps.store.commit(writes);
  if (!commit.done) {
    for (const each of unit.touched) deps.submissions.forget(each.submission.head.id);
    deps.log('turn.retry', { channel: activity.channelId });
    return 'conflict';
  }
  remember(deps, unit, before);
  return entries.slice(activity.type === 'message' ? 1 : 0);
}

function remember(deps: TurnDeps, unit: Unit, before: ReadonlyMap<string, Submission>): void {
  for (const { submission, stored } of unit.touched) {
    if (before.get(submission.head.id) !== submission) deps.submissions.committed(submission, stored + 1);
  }
}

function numbered(activity: Activity, entry: Partial<Activity>, seq: number): Partial<Activity> {
  return { ...entry, id: `${activity.conversation.id}|${String(seq).padStart(7, '0')}` };
}

function inbound(activity: Activity, at: Date): Partial<Activity> {
  const { type, text, attachments, channelData, from, channelId, conversation } = activity;
  return { type, text, attachments, channelData, from, channelId, conversation, timestamp: at };
}

function outbound(activity: Activity, said: Partial<Activity>, at: Date): Partial<Activity> {
  const { channelId, conversation, recipient, id } = activity;
  return {
    ...said,
    channelId,
    conversation,
    from: recipient,
    recipient: activity.from,
    replyToId: id,
    timestamp: at,
  };
}
