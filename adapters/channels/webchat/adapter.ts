/** The botbuilder adapter of the web page: turns in, replies out over the conversation's streams. */
import type { Activity, ConversationReference, ResourceResponse } from 'botbuilder';
import { ActivityTypes, BotAdapter, TurnContext } from 'botbuilder';
import type { Json } from '../../../forms/json.ts';
import type { Capabilities } from '../../../forms/ports.ts';
import { continuation } from '../activity.ts';
import { setCapabilities } from '../capabilities.ts';
import type { Once } from './once.ts';
import type { Streams } from './stream.ts';

/** One turn's logic; it stores what was said on both sides before it sends. */
export type TurnLogic = (context: TurnContext) => Promise<void>;

export const webchatCapabilities: Capabilities = {
  buttons: 20,
  cards: false,
  filesIn: true,
  filesOut: true,
  messageBytes: 100_000,
  markdown: false,
  replays: true,
};

export const CHANNEL = 'webchat';

export class WebchatAdapter extends BotAdapter {
  readonly #streams: Pick<Streams, 'poke' | 'push'>;

  readonly #once: Once;

  constructor(streams: Pick<Streams, 'poke' | 'push'>, once: Once) {
    super();
    this.#streams = streams;
    this.#once = once;
  }

  /** Runs one turn; rejects with what the logic threw, so that the client hears that nothing was saved. */
  async receive(activity: Partial<Activity>, logic: TurnLogic): Promise<void> {
    const context = new TurnContext(this, activity);
    setCapabilities(context, webchatCapabilities);
    await this.runMiddleware(context, logic);
    // The person's own words are in the log now; a turn without a reply still has to be echoed.
    if (activity.conversation) this.#streams.poke(activity.conversation.id);
  }

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const conversation = context.activity.conversation.id;
    let logged = false;
    for (const activity of activities) {
      this.#once.keep(activity);
      if (activity.type === ActivityTypes.Typing) this.#streams.push(conversation, plain(activity));
      else logged = true;
    }
    if (logged) this.#streams.poke(conversation);
    return activities.map((activity) => ({ id: activity.id ?? '' }));
  }

  /** Sends the new wording under the same id to whoever listens; the log keeps what was said first. */
  override async updateActivity(
    context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse> {
    const conversation = activity.conversation?.id ?? context.activity.conversation.id;
    this.#streams.push(conversation, plain(activity));
    return { id: activity.id ?? '' };
  }

  /** What was said stays said. */
  override async deleteActivity(): Promise<void> {}

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: TurnLogic,
  ): Promise<void> {
    await this.receive(continuation(CHANNEL, reference), logic);
  }
}

/** The activity as it goes over a wire. */
function plain(activity: Partial<Activity>): Json {
  return JSON.parse(JSON.stringify(activity)) as Json;
}
