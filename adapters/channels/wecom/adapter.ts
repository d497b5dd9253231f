/**
 * The botbuilder adapter of WeCom, over either transport: what a member sent becomes an activity, a reply becomes parts
 * that are sent one after another. A retry of a reply goes on behind the last part that was taken.
 */
import { createHash } from 'node:crypto';
import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import type { Json } from '../../../forms/json.ts';
import type { Store } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import { BOT, continuation, fileAttachment } from '../activity.ts';
import { setCapabilities } from '../capabilities.ts';
import { cleanFileName } from '../filename.ts';
import { type LinkTo, partsOf, SIZES } from './encode.ts';
import type { Address, Incoming, Transport } from './transport.ts';

/** One turn's logic; it stores what was said on both sides before it sends. */
export type TurnLogic = (context: TurnContext) => Promise<void>;

export interface AdapterDeps {
  readonly transport: Transport;
  readonly store: Store;
  readonly linkTo: LinkTo;
  readonly clock: { now(): Date };
}

/** Replies whose delivery broke off and that may be taken up again; the oldest are forgotten first. */
const MOST_BROKEN_OFF = 1000;

/** The newest card of a conversation is remembered so long, in ms: a response code holds for 72 hours. */
const CARD_MS = 72 * 3600_000;

export class WecomAdapter extends BotAdapter {
  readonly #deps: AdapterDeps;
  /** Parts taken so far, by the id of the activity. */
  readonly #taken = new Map<string, number>();

  constructor(deps: AdapterDeps) {
    super();
    this.#deps = deps;
  }

  /** Runs the turn of what a member sent; rejects with what the logic threw. A card that is not the newest says so. */
  async receive(incoming: Incoming, logic: TurnLogic): Promise<void> {
    const { transport } = this.#deps;
    const { said, from } = incoming;
    if (said.kind === 'click' && (await this.#card(from)) !== said.task)
      return transport.send(from, { kind: 'text', text: text('wecom.card_old') });
    await this.#run(activityOf(incoming, transport.channel, this.#deps.clock.now()), logic);
  }

  async #run(activity: Partial<Activity>, logic: TurnLogic): Promise<void> {
    const context = new TurnContext(this, activity);
    setCapabilities(context, this.#deps.transport.capabilities);
    await this.runMiddleware(context, logic);
  }

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const to = addressOf(context.activity);
    for (const activity of activities)
      if (activity.type === ActivityTypes.Message) await this.#send(to, activity);
    return activities.map(({ id }) => ({ id: id ?? '' }));
  }

  async #send(to: Address, activity: Partial<Activity>): Promise<void> {
    const { transport, linkTo } = this.#deps;
    const id = activity.id ?? '';
    const task = taskOf(id);
    const parts = await partsOf(activity, { task, sizes: SIZES, linkTo });
    const before = await this.#card(to);
    for (const [at, part] of parts.entries()) {
      if (at < (this.#taken.get(id) ?? 0)) continue;
      if (part.kind === 'card') await this.#remember(to, task);
      await transport.send(to, part);
      this.#took(id, at + 1);
    }
    this.#taken.delete(id);
    if (before === undefined || before === task) return;
    if (parts.every(({ kind }) => kind !== 'card')) await this.#remember(to, null);
    await transport.retire(to, before);
  }

  #took(id: string, count: number): void {
    this.#taken.delete(id);
    this.#taken.set(id, count);
    const oldest = this.#taken.size > MOST_BROKEN_OFF ? this.#taken.keys().next().value : undefined;
    if (oldest !== undefined) this.#taken.delete(oldest);
  }

  /** The newest card of a conversation, if it has one. */
  async #card({ conversation }: Address): Promise<string | undefined> {
    const key = cardKey(conversation);
    const record = (await this.#deps.store.read([key])).get(key);
    return record?.value as string | undefined;
  }

  async #remember({ conversation }: Address, task: string | null): Promise<void> {
    const write = { key: cardKey(conversation), value: task as Json, expect: 'any' as const, ttlMs: CARD_MS };
    await this.#deps.store.commit([write]);
  }

  /** What was sent stays: the platform changes cards only, and those by their own rules. */
  override async updateActivity(
    context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse> {
    const [response] = await this.sendActivities(context, [activity]);
    return response ?? { id: '' };
  }

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: TurnLogic,
  ): Promise<void> {
    await this.#run(continuation(this.#deps.transport.channel, reference), logic);
  }
}

function cardKey(conversation: string): string {
  return `wecom/card/${taskOf(conversation)}`;
}

/** A name for a card: 32 hex characters, which the platform allows. */
function taskOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

/** Ids of conversations end with the member's. */
function addressOf({ conversation }: Activity): Address {
  return {
    conversation: conversation.id,
    member: conversation.id.slice(conversation.id.lastIndexOf(':') + 1),
  };
}

/** What a member sent as an activity. One person is the same on both transports. */
export function activityOf({ id, from, said }: Incoming, channel: string, now: Date): Partial<Activity> {
  const envelope: Partial<Activity> = {
    id,
    channelId: channel,
    serviceUrl: `urn:${channel}`,
    timestamp: now,
    from: { id: `wecom:${from.member}`, name: from.member, role: 'user' },
    recipient: { ...BOT, role: 'bot' },
    conversation: { id: from.conversation, isGroup: false, conversationType: 'personal', name: '' },
    locale: 'zh-CN',
  };
  const message: Partial<Activity> = { ...envelope, type: ActivityTypes.Message, textFormat: 'plain' };
  switch (said.kind) {
    case 'opened': {
      const membersAdded = [{ id: `wecom:${from.member}`, name: from.member }];
      return { ...envelope, type: ActivityTypes.ConversationUpdate, membersAdded };
    }
    case 'text':
      return { ...message, text: said.text.toWellFormed() };
    case 'click':
      return {
        ...message,
        text: said.value.toWellFormed(),
        value: { EventKey: said.value, TaskId: said.task },
      };
    case 'file':
      return {
        ...message,
        text: (said.text ?? '').toWellFormed(),
        attachments: [fileAttachment(cleanFileName(said.name), said.file)],
      };
  }
}
