/** The botbuilder adapter of the terminal: a turn in, plain text or one JSON activity per line out. */
import type { Activity, ConversationReference, ResourceResponse } from 'botbuilder';
import { ActivityTypes, BotAdapter, TurnContext } from 'botbuilder';
import type { Capabilities } from '../../../forms/ports.ts';
import { continuation } from '../activity.ts';
import { setCapabilities } from '../capabilities.ts';

/** One turn's logic; it stores what was said on both sides before it sends. */
export type TurnLogic = (context: TurnContext) => Promise<void>;

export const consoleCapabilities: Capabilities = {
  // A terminal has no buttons: options stand numbered in what is printed.
  buttons: 0,
  cards: false,
  filesIn: true,
  filesOut: true,
  messageBytes: 100_000,
  markdown: false,
  // Who types waits for the answer; nothing is sent once the terminal is closed.
  replays: true,
};

export const CHANNEL = 'console';

/** Shows one activity of the bot; resolves once it is written. */
export type Show = (activity: Partial<Activity>) => Promise<void>;

export class ConsoleAdapter extends BotAdapter {
  readonly #show: Show;

  constructor(show: Show) {
    super();
    this.#show = show;
  }

  /** Runs one turn; rejects with what the logic threw. */
  async receive(activity: Partial<Activity>, logic: TurnLogic): Promise<void> {
    const context = new TurnContext(this, activity);
    setCapabilities(context, consoleCapabilities);
    await this.runMiddleware(context, logic);
  }

  override async sendActivities(
    _context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    for (const activity of activities) {
      if (activity.type !== ActivityTypes.Typing) await this.#show(activity);
    }
    return activities.map(({ id }) => ({ id: id ?? '' }));
  }

  /** What is printed cannot be changed: the new wording is printed below. */
  override async updateActivity(
    _context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse> {
    await this.#show(activity);
    return { id: activity.id ?? '' };
  }

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: TurnLogic,
  ): Promise<void> {
    await this.receive(continuation(CHANNEL, reference), logic);
  }
}
