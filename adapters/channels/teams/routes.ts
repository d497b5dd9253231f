/**
 * What Teams may bring, as routes of teams-ai's application: messages, submits of cards, consent to files, the bot's
 * arrival. All of them end in the one turn logic; in company only one sentence is said.
 */
import { Application, type TurnState } from '@microsoft/teams-ai';
import { type Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { text } from '../../../forms/text/index.ts';
import { setCapabilities } from '../capabilities.ts';
import { type OfficeTeamsAdapter, type TurnLogic, teamsCapabilities } from './adapter.ts';
import { ANSWER } from './card.ts';
import { answerInCompany, type CompanyDeps } from './company.ts';
import { type EvidenceDeps, fetchEvidence } from './evidence.ts';
import { isPersonal, personOf, turnActivity, wordsOf } from './incoming.ts';
import { accept, decline, type OfferDeps } from './offers.ts';
import type { Cards } from './past.ts';

export interface RouteDeps extends EvidenceDeps, OfferDeps, CompanyDeps {
  readonly adapter: OfficeTeamsAdapter;
  readonly logic: TurnLogic;
  readonly cards: Cards;
  readonly clock: { now(): Date };
}

const Submitted = z.object({
  value: z.string().min(1).max(8000),
  activity: z.string().min(1).max(1024),
});

export function teamsApplication(deps: RouteDeps): Application {
  const { adapter } = deps;
  // One typing timer serves all turns of an application at once: it stays off.
  const app = new Application({ adapter, startTypingTimer: false, removeRecipientMention: false });
  const inCompany = async ({ activity }: TurnContext) => !isPersonal(activity);
  app.addRoute(inCompany, (context) => answerInCompany(deps, context));
  app.addRoute(inCompany, async () => undefined, true);
  app.adaptiveCards.actionSubmit<object>(ANSWER, async (context, _state: TurnState, data) => {
    await answer(deps, context, data);
  });
  app.adaptiveCards.actionExecute<object>(ANSWER, async (context, _state, data) =>
    answer(deps, context, data),
  );
  app.fileConsentAccept((context, _state, response) => accept(deps, context, response));
  app.fileConsentDecline((context, _state, response) => decline(deps, context, response));
  app.conversationUpdate('membersAdded', (context) => arrived(deps, context));
  app.activity('installationUpdate', async ({ activity }) => {
    deps.report('teams.installed', { ok: activity.action?.startsWith('add') ?? false });
  });
  app.activity('messageUpdate', (context) => changed(deps, context));
  app.activity('messageDelete', (context) => changed(deps, context));
  app.activity('message', (context) => message(deps, context));
  return app;
}

async function turn(
  { adapter, logic, clock }: RouteDeps,
  came: Activity,
  said: Parameters<typeof turnActivity>[1],
): Promise<void> {
  const context = new TurnContext(adapter, turnActivity(came, said, clock.now()));
  setCapabilities(context, teamsCapabilities);
  await logic(context);
}

async function message(deps: RouteDeps, context: TurnContext): Promise<void> {
  const { adapter } = deps;
  const { activity } = context;
  const token = () => adapter.token(context);
  const { taken, refused } = await fetchEvidence(deps, activity, personOf(activity), token);
  for (const words of refused) await adapter.tell(context, words);
  const words = wordsOf(activity);
  if (taken.length > 0 || words.trim() !== '')
    return turn(deps, activity, { type: 'message', text: words, attachments: taken });
  if (refused.length === 0) await adapter.tell(context, text('teams.unread'));
}

/** A card counts once, and only the newest: a second submit says nothing more, an older card says that it is over. */
async function answer(deps: RouteDeps, context: TurnContext, data: unknown): Promise<string> {
  const { adapter, cards } = deps;
  const { activity } = context;
  const read = Submitted.safeParse(data);
  const conversation = activity.conversation.id;
  const card = { activity: read.data?.activity ?? '', sent: activity.replyToId ?? '' };
  const claim = read.success ? await cards.claim(conversation, card.activity, activity.id ?? '') : 'old';
  if (claim === 'used') return text('teams.card_past');
  if (claim === 'old' || !read.success) {
    await adapter.tell(context, text('teams.card_old'));
    if (read.success) await adapter.retire(context, card);
    return text('teams.card_past');
  }
  try {
    await turn(deps, activity, { type: 'message', text: read.data.value });
  } catch (error) {
    await cards.release(conversation, card.activity);
    throw error;
  }
  await adapter.retire(context, card, read.data.value);
  return text('teams.card_past');
}

/** What was filed stays as it is when the message it came in is changed or taken back: nobody shall think otherwise. */
async function changed({ adapter }: RouteDeps, context: TurnContext): Promise<void> {
  const { type, channelData } = context.activity;
  const { eventType } = (channelData ?? {}) as { eventType?: string };
  if (eventType === 'undeleteMessage') return;
  await adapter.tell(context, text(type === 'messageDelete' ? 'teams.deleted' : 'teams.edited'));
}

/** The bot was added to a personal chat: it greets. Others who are added are none of its business. */
async function arrived(deps: RouteDeps, { activity }: TurnContext): Promise<void> {
  const added = (activity.membersAdded ?? []).some(({ id }) => id === activity.recipient.id);
  if (added) await turn(deps, activity, { type: 'conversationUpdate' });
}
