/** The settings of Teams: it is on when its set is complete; half a set, or a door left open, stops the start. */
import { z } from 'zod';
import { AppError } from '../forms/error.ts';
import { text } from '../forms/text/index.ts';

export interface TeamsConfig {
  readonly mode: 'development' | 'production' | 'test';
  readonly app?: {
    readonly id: string;
    readonly password: string;
    readonly tenant: string;
    readonly type: 'SingleTenant';
  };
  readonly anonymous: boolean;
  readonly tenants: readonly string[];
  readonly fileHosts: readonly string[];
  readonly overrides?: { readonly metadataUrl: string; readonly issuer: string };
}

const guid = z.string().regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
const listOf = (item: RegExp) =>
  z
    .string()
    .transform((value) => value.split(',').map((each) => each.trim().toLowerCase()))
    .refine((items) => items.every((each) => item.test(each)));
const url = z.string().refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol));

/** As they are written. */
export const TeamsEnvironment = {
  MICROSOFT_APP_ID: guid.optional(),
  MICROSOFT_APP_PASSWORD: z.string().regex(/^\S+$/).optional(),
  MICROSOFT_APP_TYPE: z.literal('SingleTenant').optional(),
  MICROSOFT_APP_TENANT_ID: guid.optional(),
  TEAMS_TENANTS: listOf(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/).optional(),
  TEAMS_FILE_HOSTS: listOf(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/).default(['sharepoint.com', 'sharepoint.cn']),
  TEAMS_ANONYMOUS: z.enum(['yes', 'no']).default('no'),
  TEAMS_METADATA_URL: url.optional(),
  TEAMS_TOKEN_ISSUER: url.optional(),
} as const;

/** Names of settings whose values nobody may read anywhere. */
export const TEAMS_SECRETS: readonly string[] = ['MICROSOFT_APP_PASSWORD'];

const FOUR = [
  'MICROSOFT_APP_ID',
  'MICROSOFT_APP_PASSWORD',
  'MICROSOFT_APP_TYPE',
  'MICROSOFT_APP_TENANT_ID',
] as const;

type Written = z.infer<z.ZodObject<typeof TeamsEnvironment>> & {
  readonly NODE_ENV: TeamsConfig['mode'];
};

/**
 * Undefined where Teams is not used. Throws `settings.invalid` where the four are not complete, where anybody would be
 * believed beside them or in production, and where keys would be looked up elsewhere in production.
 */
export function teamsConfig(written: Written): TeamsConfig | undefined {
  const { NODE_ENV: mode, TEAMS_METADATA_URL: metadataUrl, TEAMS_TOKEN_ISSUER: issuer } = written;
  const anonymous = written.TEAMS_ANONYMOUS === 'yes';
  const missing = FOUR.filter((name) => written[name] === undefined);
  const overridden = metadataUrl !== undefined || issuer !== undefined;
  if (mode === 'production' && (anonymous || overridden)) throw invalid('settings.teams_development');
  if (anonymous && missing.length < FOUR.length) throw invalid('settings.teams_both');
  if ((metadataUrl === undefined) !== (issuer === undefined)) throw invalid('settings.teams_metadata');
  if (missing.length === FOUR.length && !anonymous) return undefined;
  const { MICROSOFT_APP_ID: id, MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_TENANT_ID: tenant } = written;
  const common = { mode, anonymous, fileHosts: written.TEAMS_FILE_HOSTS };
  if (anonymous) return { ...common, tenants: [] };
  if (missing.length > 0 || id === undefined || password === undefined || tenant === undefined)
    throw invalid('settings.teams_half', {
      missing: missing.join('、'),
      given: FOUR.filter((name) => !missing.includes(name)).join('、'),
    });
  return {
    ...common,
    app: { id, password, tenant, type: 'SingleTenant' },
    tenants: written.TEAMS_TENANTS ?? [tenant.toLowerCase()],
    ...(metadataUrl === undefined || issuer === undefined ? {} : { overrides: { metadataUrl, issuer } }),
  };
}

function invalid(code: string, params = {}): AppError {
  return new AppError('settings.invalid', text(code, params));
}
