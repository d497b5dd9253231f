/** A channel that only keeps what it is given to send. */
import { type Activity, BotAdapter, type ResourceResponse, type TurnContext } from 'botbuilder-core';
import type { Capabilities } from '../../forms/ports.ts';

export const capabilities: Capabilities = {
  buttons: 20,
  cards: false,
  filesIn: true,
  filesOut: true,
  messageBytes: 100_000,
  markdown: false,
  replays: true,
};

export class CollectingAdapter extends BotAdapter {
  readonly sent: Partial<Activity>[] = [];

  override async sendActivities(
    _: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    this.sent.push(...activities);
    return activities.map(() => ({ id: '' }));
  }

  override async updateActivity(): Promise<undefined> {
    return undefined;
  }

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(): Promise<void> {}
}
