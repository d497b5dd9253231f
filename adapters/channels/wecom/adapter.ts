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
import { AppError } from '../../../forms/error.ts';
import type { Json } from '../../../forms/json.ts';
import type { Store } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import { BOT, continuation, fileAttachment } from '../activity.ts';
import { setCapabilities } from '../capabilities.ts';
import type { LinkTo } from '../download.ts';
import { cleanFileName } from '../filename.ts';
import { inWords, partsOf, SIZES } from './encode.ts';
import type { Address, Incoming, Part, Sent, Transport } from './transport.ts';

/** One turn's logic; it stores what was said on both sides before it sends. */
export type TurnLogic = (context: TurnContext) => Promise<void>;

export interface AdapterDeps {
  readonly transport: Transport;
  readonly store: Store;
  readonly linkTo: LinkTo;
  readonly clock: { now(): Date };
}

/** Replies remembered: those whose delivery broke off, and those that can be taken back. */
const MOST_REPLIES = 5000;

type Click = Extract<Incoming['said'], { kind: 'click' }>;

/** The newest card of a conversation. */
interface Card {
  readonly task: string;
  /** The click that it was used by. */
  readonly by?: string;
  /** The newest code to change it by. */
  readonly code?: string;
}

export class WecomAdapter extends BotAdapter {
  readonly #deps: AdapterDeps;
  /** Parts taken so far, by the id of the activity. */
  readonly #taken = new Map<string, number>();
  /** The platform's ids of what was sent, by the id of the activity. */
  readonly #sent = new Map<string, readonly string[]>();
  /** Cards on their way, by conversation: they may be tapped before they are known to have arrived. */
  readonly #sending = new Map<string, string>();

  constructor(deps: AdapterDeps) {
    super();
    this.#deps = deps;
  }

  /**
   * Runs the turn of what a member sent; rejects with what the logic threw. A card counts once, and only the newest: a
   * second tap on it says nothing more, an older card says that it is over.
   */
  async receive(incoming: Incoming, logic: TurnLogic): Promise<void> {
    const { transport } = this.#deps;
    const { said, from } = incoming;
    const activity = activityOf(incoming, transport.channel, this.#deps.clock.now());
    if (said.kind !== 'click') return this.#run(activity, logic);
    const claim = await this.#claim(incoming.id, from, said);
    if (claim === 'used') return;
    if (claim === 'old') {
      await transport.send(from, { kind: 'text', text: text('wecom.card_old') });
      return;
    }
    try {
      await this.#run(activity, logic);
    } catch (error) {
      await this.#remember(from, { task: said.task, ...(said.code ? { code: said.code } : {}) });
      throw error;
    }
  }

  async #claim(click: string, from: Address, { task, code }: Click): Promise<'mine' | 'used' | 'old'> {
    for (;;) {
      const { card, rev } = await this.#card(from);
      const known = card?.task === task ? card : undefined;
      if (!known && this.#sending.get(from.conversation) !== task) return 'old';
      if (known?.by !== undefined) return known.by === click ? 'mine' : 'used';
      const newest = code ?? known?.code;
      const value = { task, by: click, ...(newest ? { code: newest } : {}) };
      const expect = rev === 0 ? ('absent' as const) : rev;
      const write = { key: cardKey(from.conversation), value, expect };
      if ((await this.#deps.store.commit([write])).done) return 'mine';
    }
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
    const { linkTo } = this.#deps;
    const id = activity.id ?? '';
    const task = taskOf(id);
    const parts = await partsOf(activity, { task, sizes: SIZES, linkTo });
    const { card: before } = await this.#card(to);
    let card: Card | null = null;
    for (const [at, part] of parts.entries()) {
      if (at < (this.#taken.get(id) ?? 0)) continue;
      if (part.kind === 'card') this.#sending.set(to.conversation, task);
      const sent = await this.#sendPart(to, part);
      if (part.kind === 'card') card = { task, ...(sent?.code ? { code: sent.code } : {}) };
      if (sent?.id) this.#sent.set(id, [...(this.#sent.get(id) ?? []), sent.id]);
      forgetOldest(this.#sent);
      this.#took(id, at + 1);
    }
    this.#taken.delete(id);
    await this.#replace(to, before, card);
    this.#sending.delete(to.conversation);
  }

  /** The card that was there is over; the one that was sent, if any, is the newest now. */
  async #replace(to: Address, before: Card | undefined, card: Card | null): Promise<void> {
    if (before === undefined && card === null) return;
    const { card: now } = await this.#card(to);
    // It was tapped already.
    const tapped = card !== null && now?.task === card.task;
    if (!tapped) await this.#remember(to, card);
    if (before && before.task !== card?.task)
      await this.#deps.transport.retire(to, before.task, newest(before, now));
  }

  /** What the platform does not take as it is goes another way; words that it does not take are refused for good. */
  async #sendPart(to: Address, part: Part): Promise<Sent | undefined> {
    const { transport, linkTo } = this.#deps;
    try {
      return await transport.send(to, part);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'send.rejected') throw error;
      if (part.kind === 'text') throw neverTaken(error);
      for (const text of await inWords(part, SIZES, linkTo)) await this.#sendPart(to, { kind: 'text', text });
      return undefined;
    }
  }

  #took(id: string, count: number): void {
    this.#taken.delete(id);
    this.#taken.set(id, count);
    forgetOldest(this.#taken);
  }

  /** The newest card of a conversation, if it has one. */
  async #card({ conversation }: Address): Promise<{ readonly card: Card | undefined; readonly rev: number }> {
    const key = cardKey(conversation);
    const record = (await this.#deps.store.read([key])).get(key);
    return { card: record?.value as Card | undefined, rev: record?.rev ?? 0 };
  }

  async #remember({ conversation }: Address, card: Card | null): Promise<void> {
    const write = { key: cardKey(conversation), value: card as unknown as Json, expect: 'any' as const };
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

  /** Takes a reply back as far as the platform still can: on one that cannot, or after a restart, it stays. */
  override async deleteActivity(
    _context: TurnContext,
    { activityId = '' }: Partial<ConversationReference>,
  ): Promise<void> {
    for (const id of this.#sent.get(activityId) ?? []) await this.#deps.transport.recall?.(id);
    this.#sent.delete(activityId);
  }

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: TurnLogic,
  ): Promise<void> {
    await this.#run(continuation(this.#deps.transport.channel, reference), logic);
  }
}

/** The code to change a card by: a tap since then has brought a newer one. */
function newest(before: Card, now: Card | undefined): string | undefined {
  return now?.task === before.task ? (now.code ?? before.code) : before.code;
}

function neverTaken(cause: unknown): AppError {
  return new AppError('send.refused', 'a text that is not taken', { cause });
}

function forgetOldest(replies: Map<string, unknown>): void {
  const oldest = replies.size > MOST_REPLIES ? replies.keys().next().value : undefined;
  if (oldest !== undefined) replies.delete(oldest);
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

/** A member as a person: the same on both transports. */
export function personOf(member: string): string {
  return `wecom:${member}`;
}

/** What a member sent as an activity. */
export function activityOf({ id, from, said }: Incoming, channel: string, now: Date): Partial<Activity> {
  const envelope: Partial<Activity> = {
    id,
    channelId: channel,
    serviceUrl: `urn:${channel}`,
    timestamp: now,
    from: { id: personOf(from.member), name: from.member, role: 'user' },
    recipient: { ...BOT, role: 'bot' },
    conversation: { id: from.conversation, isGroup: false, conversationType: 'personal', name: '' },
    locale: 'zh-CN',
  };
  const message: Partial<Activity> = { ...envelope, type: ActivityTypes.Message, textFormat: 'plain' };
  switch (said.kind) {
    case 'opened': {
      const membersAdded = [{ id: personOf(from.member), name: from.member }];
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
