/**
 * The adapter of Teams: lets in what the channel signed, sends what the bot says. A reply becomes parts that are sent one
 * after another; a retry of a reply goes on behind the last part that was taken.
 */
import { TeamsAdapter } from '@microsoft/teams-ai';
import {
  type Activity,
  ActivityTypes,
  type Attachment,
  type ConversationReference,
  type InvokeResponse,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { AppError } from '../../../forms/error.ts';
import type { Capabilities, ConversationLog } from '../../../forms/ports.ts';
import { setCapabilities } from '../capabilities.ts';
import { pastCard, pastWords } from './card.ts';
import type { Consent } from './consent.ts';
import { buttonsOf, type Part, partsOf, pastBody, textMessage } from './encode.ts';
import type { Card, Cards, Shown } from './past.ts';
import { type Connector, type Destination, Policy, type PolicyDeps, tame } from './policy.ts';
import { authenticationOf, ISSUER, type TeamsSettings } from './settings.ts';
import { refusal, refuseOddToken } from './token.ts';

/** One turn's logic; it stores what was said on both sides before it sends. */
export type TurnLogic = (context: TurnContext) => Promise<void>;

type Credentials = ConstructorParameters<typeof TeamsAdapter>[1];

export interface AdapterDeps extends PolicyDeps {
  readonly settings: TeamsSettings;
  readonly cards: Cards;
  readonly consent: Consent;
  readonly log: ConversationLog;
  /** A request is given up after so many ms. */
  readonly timeoutMs?: number;
  /** Gets the tokens that the bot sends by; the library's own unless told. */
  readonly credentials?: Credentials;
}

export const teamsCapabilities: Capabilities = {
  buttons: 20,
  cards: true,
  filesIn: true,
  filesOut: true,
  messageBytes: 20_000,
  markdown: false,
  replays: false,
};

/** Replies whose delivery broke off and that may be taken up again; the oldest are forgotten first. */
const MOST_BROKEN_OFF = 1000;

export class OfficeTeamsAdapter extends TeamsAdapter {
  readonly #deps: AdapterDeps;
  readonly #policy: Policy;
  /** Parts taken so far, by the id of the bot's message. */
  readonly #taken = new Map<string, number>();
  readonly #tamed = new WeakSet<object>();

  constructor(deps: AdapterDeps) {
    super(authenticationOf(deps.settings), deps.credentials);
    this.#deps = deps;
    this.#policy = new Policy(deps);
  }

  /** Throws `teams.open` where requests would be believed unsigned and nobody has asked for that. */
  async mustBeClosed(): Promise<void> {
    const open = await this.credentialsFactory.isAuthenticationDisabled();
    if (open && !this.#deps.settings.anonymous)
      throw new AppError('teams.open', 'requests would not be authenticated');
  }

  /**
   * Who signed a request. Rejects where nobody did, or not for us: with `AppError` `teams.unsigned`, or `teams.keys`
   * where the keys could not be fetched.
   */
  async authenticate(activity: Activity, header: string): Promise<Signed> {
    const { settings } = this.#deps;
    if (!settings.anonymous) refuseOddToken(header);
    let signed: Signed;
    try {
      signed = await this.botFrameworkAuthentication.authenticateRequest(activity, header);
    } catch (cause) {
      throw refusal(cause);
    }
    if (settings.anonymous) return signed;
    const { claimsIdentity } = signed;
    // The emulator's and other bots' tokens are of other issuers.
    const ours = claimsIdentity.getClaimValue('iss') === (settings.overrides?.issuer ?? ISSUER);
    const service = claimsIdentity.getClaimValue('serviceurl') === activity.serviceUrl;
    if (!claimsIdentity.isAuthenticated || !ours || !service)
      throw new AppError('teams.unsigned', 'a token for something else');
    return signed;
  }

  /** Runs an activity that was let in; what an invoke is answered comes back. */
  async run(signed: Signed, activity: Activity, logic: TurnLogic): Promise<InvokeResponse | undefined> {
    return this.processActivity(signed, activity, logic);
  }

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: TurnLogic,
  ): Promise<void> {
    const { app } = this.#deps.settings;
    await this.continueConversationAsync(app?.id ?? '', reference, async (context) => {
      setCapabilities(context, teamsCapabilities);
      await logic(context);
    });
  }

  /** Runs an activity once more that was let in before: the request that brought it was answered long ago. */
  async again(activity: Partial<Activity>, logic: TurnLogic): Promise<void> {
    const reference = TurnContext.getConversationReference(activity as Activity);
    await this.continueConversation(reference, async (context) => {
      Object.assign(context.activity, activity);
      await logic(context);
    });
  }

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    for (const activity of activities) {
      if (activity.type === ActivityTypes.InvokeResponse) await super.sendActivities(context, [activity]);
      else if (activity.type === ActivityTypes.Message) await this.#say(context, activity);
    }
    return activities.map(({ id }) => ({ id: id ?? '' }));
  }

  /** Says one sentence here and now, beside the turns. */
  async tell(context: TurnContext, words: string): Promise<void> {
    await this.#post(context, textMessage(words));
  }

  /** Sends attachments that are no part of a turn. */
  async attach(context: TurnContext, attachment: Attachment): Promise<void> {
    await this.#post(context, { type: 'message', attachments: [attachment] });
  }

  async #say(context: TurnContext, activity: Partial<Activity>): Promise<void> {
    const { cards } = this.#deps;
    const conversation = context.activity.conversation.id;
    const id = activity.id ?? '';
    const parts = partsOf(activity);
    const last = await cards.newest(conversation);
    const before = last?.activity === id ? last.before : openOf(last);
    for (const [at, part] of parts.entries()) {
      if (at < (this.#taken.get(id) ?? 0)) continue;
      if (part.kind === 'card')
        await cards.send(conversation, { activity: id, ...(before ? { before } : {}) }, () =>
          this.#sendPart(context, part),
        );
      else await this.#sendPart(context, part);
      this.#took(id, at + 1);
    }
    this.#taken.delete(id);
    if (parts.every(({ kind }) => kind !== 'card') && parts.length > 0 && last)
      await cards.remember(conversation, null);
    if (before) await this.retire(context, before);
  }

  /** What Teams does not take as it is goes as words; words that it does not take are refused for good. */
  async #sendPart(context: TurnContext, part: Part): Promise<string> {
    try {
      const message = part.kind === 'file' ? await this.#fileMessage(context, part) : part.message;
      return await this.#post(context, message);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'send.rejected') throw error;
      const words = part.kind === 'text' ? undefined : await this.#inWords(part);
      if (words === undefined) throw neverTaken(error);
      return this.#sendPart(context, { kind: 'text', message: textMessage(words) });
    }
  }

  async #inWords(part: Part & { kind: 'card' | 'file' }): Promise<string> {
    if (part.kind === 'file') return this.#deps.consent.linkText(part);
    return part.words;
  }

  async #fileMessage(context: TurnContext, file: Part & { kind: 'file' }): Promise<Partial<Activity>> {
    const { conversation, from } = context.activity;
    const { consent } = this.#deps;
    // Teams asks for consent in personal chats only.
    const alone = (conversation.conversationType ?? 'personal') === 'personal';
    const receiver = { conversation: conversation.id, person: from.id };
    const card = alone ? await consent.ask(receiver, file) : undefined;
    if (!card) return textMessage(await consent.linkText(file));
    return { type: 'message', attachments: [card] };
  }

  #took(id: string, count: number): void {
    this.#taken.delete(id);
    this.#taken.set(id, count);
    const oldest = this.#taken.size > MOST_BROKEN_OFF ? this.#taken.keys().next().value : undefined;
    if (oldest !== undefined) this.#taken.delete(oldest);
  }

  /** Takes the buttons off a card and writes below what became of it. Never rejects: the chat goes on without. */
  async retire(context: TurnContext, { activity, sent, also = [] }: Shown, value?: string): Promise<void> {
    try {
      const said = await this.said(context.activity.conversation.id, activity);
      const chosen = value === undefined ? undefined : titleOf(said, value);
      const past = pastCard(said ? pastBody(said) : [], pastWords(chosen));
      for (const each of [sent, ...also]) if (each !== '') await this.#update(context, each, past);
    } catch (error) {
      this.#deps.report('teams.card_failed', { error: error instanceof AppError ? error.code : 'Error' });
    }
  }

  /** A message of the bot as the log has it. */
  async said(conversation: string, activity: string): Promise<Partial<Activity> | undefined> {
    const seq = Number(/\|(\d{1,15})$/.exec(activity)?.[1] ?? 0);
    const entries = seq > 0 ? await this.#deps.log.after(conversation, seq - 1) : [];
    return entries.find((entry) => entry.seq === seq)?.activity as Partial<Activity> | undefined;
  }

  async #update(context: TurnContext, sent: string, attachment: Attachment): Promise<void> {
    const message = { ...envelope(context), id: sent, type: 'message', attachments: [attachment] };
    const { conversations } = this.#connector(context);
    const to = destinationOf(context);
    await this.#policy.send(to, 'PUT', () => conversations.updateActivity(to.conversation, sent, message));
  }

  async #post(context: TurnContext, message: Partial<Activity>): Promise<string> {
    const { conversations } = this.#connector(context);
    const to = destinationOf(context);
    const whole = { ...envelope(context), ...message };
    const sent = await this.#policy.send(to, 'POST', () =>
      conversations.sendToConversation(to.conversation, whole),
    );
    return sent?.id ?? '';
  }

  /** Takes a message of the bot away. Never rejects: the chat goes on with it. */
  async remove(context: TurnContext, sent: string): Promise<void> {
    if (sent === '') return;
    try {
      const { conversations } = this.#connector(context);
      const to = destinationOf(context);
      await this.#policy.send(to, 'DELETE', () => conversations.deleteActivity(to.conversation, sent));
    } catch (error) {
      this.#deps.report('teams.card_failed', { error: error instanceof AppError ? error.code : 'Error' });
    }
  }

  /** The library's client of a turn, with our own manners. */
  #connector(context: TurnContext): Connector {
    const connector = context.turnState.get(this.ConnectorClientKey) as Connector | undefined;
    if (!connector) throw new AppError('teams.client', 'a turn without a client');
    if (!this.#tamed.has(connector)) tame(connector, this.#deps.timeoutMs);
    this.#tamed.add(connector);
    return connector;
  }

  /** The token that pictures within a message are fetched by. */
  async token(context: TurnContext): Promise<string | undefined> {
    return (await this.#connector(context).credentials?.getToken?.()) ?? undefined;
  }
}

/** Who signed a request, as the library tells it. */
export type Signed = Awaited<
  ReturnType<OfficeTeamsAdapter['botFrameworkAuthentication']['authenticateRequest']>
>;

function neverTaken(cause: unknown): AppError {
  return new AppError('send.refused', 'a text that is not taken', { cause });
}

function openOf(card: Card | undefined): Card['before'] {
  if (card?.by !== undefined || !card) return undefined;
  const { activity, sent, also } = card;
  return { activity, sent, ...(also ? { also } : {}) };
}

/** From whom, where: every message that leaves says it. */
function envelope({ activity }: TurnContext): Partial<Activity> {
  const { channelId, conversation, recipient } = activity;
  return { channelId, conversation, from: recipient, locale: 'zh-CN' };
}

function destinationOf({ activity: { conversation } }: TurnContext): Destination {
  return { conversation: conversation.id, tenant: conversation.tenantId ?? '' };
}

function titleOf(said: Partial<Activity> | undefined, value: string): string {
  return buttonsOf(said ?? {}).find((button) => button.value === value)?.title ?? value;
}
