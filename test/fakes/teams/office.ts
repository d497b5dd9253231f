/** The bot's end of Teams before the emulated service: both on loopback. */
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import {
  attachTeams,
  MESSAGES_PATH,
  type Teams,
  type TeamsDeps,
} from '../../../adapters/channels/teams/index.ts';
import type { TeamsSettings } from '../../../adapters/channels/teams/settings.ts';
import { ISSUER } from './keys.ts';
import { APP_ID, Person, TENANT } from './person.ts';
import { BOT_TOKEN, Service } from './service.ts';

export interface OfficeOptions
  extends Pick<
    TeamsDeps,
    'logic' | 'log' | 'store' | 'files' | 'intake' | 'clock' | 'inquiry' | 'timeoutMs' | 'putMs' | 'fetchMs'
  > {
  readonly settings?: Partial<TeamsSettings>;
  /** Hears what is reported besides. */
  readonly report?: TeamsDeps['report'];
  /** An emulated service that is there already: the bot is started again before it. */
  readonly service?: Service;
}

export interface Office {
  readonly service: Service;
  readonly teams: Teams;
  readonly reports: { readonly code: string; readonly fields: Readonly<Record<string, unknown>> }[];
  /** Times after which the bot wants to be woken, in ms, and the bell of each. */
  readonly alarms: readonly { readonly ms: number; ring(): void }[];
  person(name: string, room?: string): Person;
  /** Ends the bot; the service too unless it is to stay. */
  close(options?: { readonly keep: boolean }): Promise<void>;
}

/** Shows the bot's token without asking anybody for it. */
const credentials = {
  isValidAppId: async (id: string) => id === APP_ID,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    getToken: async () => BOT_TOKEN,
    signRequest: async <R extends { headers: { set(name: string, value: string): void } }>(request: R) => {
      request.headers.set('Authorization', `Bearer ${BOT_TOKEN}`);
      return request;
    },
  }),
};

export async function openOffice(options: OfficeOptions): Promise<Office> {
  const { settings = {}, report, service = new Service(), ...deps } = options;
  if (!options.service) await service.listen();
  const reports: Office['reports'] = [];
  const alarms: { ms: number; ring: () => void }[] = [];
  const server = restify.createServer();
  Object.assign(server.log, { level: 'silent' });
  const teams = await attachTeams(server, {
    ...deps,
    settings: {
      mode: 'test',
      app: { id: APP_ID, password: 'secret-of-the-tests', tenant: TENANT, type: 'SingleTenant' },
      anonymous: false,
      tenants: [TENANT],
      fileHosts: ['127.0.0.1'],
      overrides: { metadataUrl: `${service.url}metadata`, issuer: ISSUER },
      ...settings,
    },
    report: (code, fields = {}) => {
      reports.push({ code, fields });
      report?.(code, fields);
    },
    timer: service.timer,
    alarm: (ms) => new Promise((ring) => void alarms.push({ ms, ring: () => ring() })),
    credentials: credentials as unknown as NonNullable<TeamsDeps['credentials']>,
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  return {
    service,
    teams,
    reports,
    alarms,
    person: (name, room) => new Person(name, `http://127.0.0.1:${port}${MESSAGES_PATH}`, service, room),
    async close({ keep } = { keep: false }) {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.server.closeAllConnections();
      });
      if (!keep) await service.close();
    },
  };
}
