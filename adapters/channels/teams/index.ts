/** Microsoft Teams: its route, its adapter, and the conditions under which it may start. */
import type { Server } from 'restify';
import { AppError } from '../../../forms/error.ts';
import type { ConversationLog, FileStore, Inquiry, Intake, Store } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import { attachDownloads } from '../download.ts';
import { type AdapterDeps, OfficeTeamsAdapter, type TurnLogic } from './adapter.ts';
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
  /** Waits so many ms. */
  readonly wait?: AdapterDeps['wait'];
  readonly timeoutMs?: number;
  /** Gets the tokens that the bot sends by; the library's own unless told. */
  readonly credentials?: AdapterDeps['credentials'];
}

export interface Teams {
  readonly adapter: OfficeTeamsAdapter;
  /** Waits for what is being handled. */
  close(): Promise<void>;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

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
  const cards = new Cards(store);
  const consent = new Consent({ store, files, hosts, linkTo });
  const { credentials, timeoutMs } = deps;
  const adapter = new OfficeTeamsAdapter({
    settings,
    cards,
    consent,
    log: deps.log,
    wait: deps.wait ?? sleep,
    report,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  await adapter.mustBeClosed();
  const { logic } = deps;
  const { inquiry } = deps;
  const routes = teamsApplication({
    adapter,
    logic,
    cards,
    consent,
    files,
    intake,
    hosts,
    clock,
    report,
    inquiry,
  });
  const door = new Door({
    adapter,
    settings,
    report,
    logic: async (context) => void (await routes.run(context)),
  });
  server.post(MESSAGES_PATH, async (request, response) => door.receive(request, response));
  return { adapter, close: () => door.settled() };
}
