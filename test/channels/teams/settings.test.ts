/** The last guard before the routes are there, whatever the settings were read from. */
import { createServer } from 'restify';
import { expect, test } from 'vitest';
import { attachTeams, type TeamsDeps } from '../../../adapters/channels/teams/index.ts';
import type { TeamsSettings } from '../../../adapters/channels/teams/settings.ts';
import { memoryStore } from '../../../adapters/store/memory.ts';

const app = {
  id: '00000000-0000-4000-8000-00000000b07a',
  password: 'secret-of-the-tests',
  tenant: '00000000-0000-4000-8000-0000000000aa',
  type: 'SingleTenant',
} as const;
const overrides = { metadataUrl: 'https://keys.example.com/', issuer: 'https://issuer.example.com' };

function attach(settings: Partial<TeamsSettings>): Promise<unknown> {
  const whole = { mode: 'production', anonymous: false, tenants: [], fileHosts: [], ...settings } as const;
  const deps = { settings: whole, store: memoryStore({ now: () => 0 }) } as unknown as TeamsDeps;
  return attachTeams(createServer(), deps);
}

test.each([
  ['anonymous in production', { anonymous: true }],
  ['anonymous beside a registration in production', { app, anonymous: true }],
  ['with keys from elsewhere in production', { app, overrides }],
  ['without a registration', {}],
  ['without a registration in development', { mode: 'development' }],
  ['without a secret', { app: { ...app, password: '' } }],
  ['without a tenant', { app: { ...app, tenant: '' } }],
  ['without an id', { app: { ...app, id: '' } }],
] as const)('it is not opened %s', async (_, settings) => {
  await expect(attach(settings)).rejects.toMatchObject({ code: 'settings.invalid' });
});

test('it is opened with a whole registration', async () => {
  await expect(attach({ app, tenants: [app.tenant] })).resolves.toBeDefined();
});
