/**
 * What Teams may bring, as routes of teams-ai's application: messages, submits of cards, consent to files, the bot's
 * arrival. All of them end in the one turn logic; in company only one sentence is said.
 */
import { Application, type TurnState } from '@microsoft/teams-ai';
import { type Activity, TurnContext } from 'botbuilder';
import { text } from '../../../forms/text/index.ts';
import { setCapabilities } from '../capabilities.ts';
import { type OfficeTeamsAdapter, type TurnLogic, teamsCapabilities } from './adapter.ts';
import { answerInCompany, type CompanyDeps } from './company.ts';
import { type EvidenceDeps, fetchEvidence } from './evidence.ts';
import { isPersonal, personOf, turnActivity, wordsOf } from './incoming.ts';
import { accept, decline, type OfferDeps } from './offers.ts';
import type { Cards } from './past.ts';
import { addSearch, type SearchDeps } from './search.ts';
import { submitted, VERBS } from './submits.ts';

export interface RouteDeps extends EvidenceDeps, OfferDeps, CompanyDeps, SearchDeps {
  readonly adapter: OfficeTeamsAdapter;
  readonly logic: TurnLogic;
  readonly cards: Cards;
  readonly clock: { now(): Date };
}

export function teamsApplication(deps: RouteDeps): Application {
  const { adapter } = deps;
  // One typing timer serves all turns of an application at once: it stays off.
  const app = new Application({ adapter, startTypingTimer: false, removeRecipientMention: false });
  // May be asked anywhere: what is found is seen by nobody else.
  addSearch(app, deps);
  const inCompany = async ({ activity }: TurnContext) => !isPersonal(activity);
  app.addRoute(inCompany, (context) => answerInCompany(deps, context));
  app.addRoute(inCompany, async () => undefined, true);
  const submits = { ...deps, turn: (came: Activity, said: Said) => turn(deps, came, said) };
  for (const verb of VERBS) {
    const act = (context: TurnContext, data: object) => submitted(submits, context, { ...data, verb });
    app.adaptiveCards.actionSubmit<object>(verb, async (context, _state: TurnState, data) => {
      await act(context, data);
    });
    app.adaptiveCards.actionExecute<object>(verb, async (context, _state, data) => act(context, data));
  }
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

type Said = Parameters<typeof turnActivity>[1];

async function turn({ adapter, logic, clock }: RouteDeps, came: Activity, said: Said): Promise<void> {
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
