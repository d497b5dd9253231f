/** Microsoft Teams: its route, its adapter, and the conditions under which it may start. */
import type { Activity } from 'botbuilder';
import type { Server } from 'restify';
import { AppError } from '../../../forms/error.ts';
import type { Inquiry } from '../../../forms/office/ports.ts';
import type { ConversationLog, FileStore, Intake, Store } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import { attachDownloads } from '../download.ts';
import { systemTimer, type Timer } from '../pace.ts';
import { type AdapterDeps, OfficeTeamsAdapter, type TurnLogic } from './adapter.ts';
import { Arrivals } from './arrivals.ts';
import { Background } from './background.ts';
import { Consent } from './consent.ts';
import { Door } from './door.ts';
import { Hosts } from './hosts.ts';
import { Cards } from './past.ts';
import { teamsApplication } from './routes.ts';
import type { TeamsSettings } from './settings.ts';

/** Where the channel sends activities: Azure Bot → Configuration → Messaging endpoint. */
export const MESSAGES_PATH = '/api/messages';

export interface TeamsDeps {
  readonly settings: TeamsSettings;
  readonly logic: TurnLogic;
  readonly log: ConversationLog;
  readonly store: Store;
  readonly files: FileStore;
  readonly intake: Intake;
  readonly clock: { now(): Date };
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
  /** Where submissions stand, for the message extension; absent where nothing can be looked up. */
  readonly inquiry?: Inquiry | undefined;
  /** By which sending is paced. */
  readonly timer?: Timer;
  /** Resolves after so many ms: then Teams has waited long enough for an answer. */
  readonly alarm?: (ms: number) => Promise<void>;
  /** A request is given up after so many ms; a piece of an upload and a download likewise. */
  readonly timeoutMs?: number;
  readonly putMs?: number;
  readonly fetchMs?: number;
  /** Gets the tokens that the bot sends by; the library's own unless told. */
  readonly credentials?: AdapterDeps['credentials'];
}

export interface Teams {
  readonly adapter: OfficeTeamsAdapter;
  /** Takes up what came before the process ended. Call it once the adapter is attached to the outbox. */
  resume(): Promise<void>;
  /** Waits for what is being handled. */
  close(): Promise<void>;
}

/** Keeps no process alive. */
const ring = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/**
 * Adds the routes and gives the adapter, to be attached to the outbox. Rejects with `settings.invalid` where anybody
 * would be believed in production, whatever the settings were read from.
 */
export async function attachTeams(server: Server, deps: TeamsDeps): Promise<Teams> {
  const { settings, store, files, intake, clock, report } = deps;
  const { app, anonymous, overrides, publicUrl } = settings;
  if (settings.mode === 'production' && (anonymous || overrides))
    throw new AppError('settings.invalid', text('settings.teams_development'));
  if (!anonymous && (!app?.id || !app.password || !app.tenant))
    throw new AppError('settings.invalid', text('settings.teams_open'));
  const hosts = new Hosts(settings.fileHosts, { plain: settings.mode !== 'production' });
  const linkTo = attachDownloads(server, { channel: 'teams', store, files, publicUrl });
  const { credentials, timeoutMs, putMs, timer = systemTimer, alarm = ring } = deps;
  const cards = new Cards(store);
  const consent = new Consent({
    ...{ store, files, hosts, linkTo, clock, timer },
    ...(putMs === undefined ? {} : { putMs }),
  });
  const adapter = new OfficeTeamsAdapter({
    ...{ settings, cards, consent, log: deps.log, timer, report },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  await adapter.mustBeClosed();
  const background = new Background(report);
  const routes = teamsApplication({
    ...{ adapter, logic: deps.logic, cards, consent, files, intake, hosts, clock, report },
    later: (work) => background.run(work),
    appId: app?.id,
    fetchMs: deps.fetchMs,
    inquiry: deps.inquiry,
  });
  const logic: TurnLogic = async (context) => void (await routes.run(context));
  const tell = (activity: Activity, code: string): Promise<void> =>
    adapter.again(activity, (context) => adapter.tell(context, text(code)));
  const arrivals = new Arrivals({
    ...{ store, alarm, report },
    again: (activity) => adapter.again(activity, logic),
    reassure: (activity) => tell(activity, 'teams.working'),
    apologize: (activity) => tell(activity, 'teams.not_handled'),
  });
  const door = new Door({ adapter, arrivals, settings, report, logic });
  server.post(MESSAGES_PATH, async (request, response) => door.receive(request, response));
  return {
    adapter,
    resume: () => arrivals.resume(),
    close: async () => {
      await arrivals.settled();
      await background.settled();
    },
  };
}
