/** The settings: the only place that reads the environment. */
import { readFileSync, statSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { AppError } from '../forms/error.ts';
import type { Params } from '../forms/issue.ts';
import { text } from '../forms/text/index.ts';
import { TEAMS_SECRETS, type TeamsConfig, TeamsEnvironment, teamsConfig } from './teams.ts';
import { type TeamsAppConfig, TeamsAppEnvironment, teamsAppConfig } from './teams-app.ts';
import { SECRETS, type WecomConfig, WecomEnvironment, wecomConfig } from './wecom.ts';

export interface Config {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute; a folder of further calls. */
  readonly callsDir?: string;
  readonly mode: 'development' | 'production' | 'test';
  readonly maxUploadBytes: number;
  /** All files of one draft together, where its call sets nothing. */
  readonly maxDraftBytes: number;
  /** How long a link for uploading may be used. */
  readonly linkMinutes: number;
  /** How long a link to the office's page, and the page once it is open, holds. */
  readonly consoleHours: number;
  /** For links that leave the machine; without a slash at the end. */
  readonly publicUrl?: string;
  /** Accounts that are administrators: `wecom:<userid>`, `teams:<Microsoft Entra object id>`. */
  readonly administrators: readonly string[];
  /** What the page needs to know. */
  readonly web: {
    readonly host: string;
    readonly publicUrl?: string;
    readonly maxUploadBytes: number;
    /** Lifetime of a web token, renewed while the page is open. */
    readonly tokenMinutes: number;
    /** How long half an upload is kept for its sender to go on. */
    readonly uploadHours: number;
  };
  /** What is configured of WeCom. */
  readonly wecom: WecomConfig;
  /** Absent where Teams is not used. */
  readonly teams?: TeamsConfig;
  /** What the Teams app's package says of who runs it. */
  readonly teamsApp: TeamsAppConfig;
}

const whole = (least: number, most: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .default(otherwise);

const address = z.string().refine((value) => {
  if (!URL.canParse(value) || /[?#]/.test(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '';
});

/** The settings as they are written. A sentence `settings.allowed.<NAME>` goes with each. */
export const Environment = z.object({
  PORT: whole(0, 65_535, 3978),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  CALLS_DIR: z.string().optional(),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  MAX_UPLOAD_MB: whole(1, 1024, 20),
  MAX_DRAFT_MB: whole(1, 1_000_000, 4096),
  UPLOAD_KEEP_HOURS: whole(1, 720, 24),
  LINK_MINUTES: whole(1, 10_080, 60),
  CONSOLE_HOURS: whole(1, 72, 8),
  TOKEN_MINUTES: whole(1, 1440, 60),
  PUBLIC_URL: address.optional(),
  ADMINISTRATORS: z
    .string()
    .transform((list) => list.split(/[\s,，]+/).filter((each) => each !== ''))
    .pipe(z.array(z.string().regex(/^(?:wecom|teams):\S{1,120}$/)).max(20))
    .optional(),
  ...WecomEnvironment,
  ...TeamsEnvironment,
  ...TeamsAppEnvironment,
});

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The settings from `.env` in a folder and from the environment, which outranks it. Throws `AppError`
 * `settings.invalid`, its message being the sentence to show: one wrong setting, and what is allowed.
 */
export function readConfig(folder = process.cwd(), environment: Variables = process.env): Config {
  const file = readEnvFile(path.join(folder, '.env'));
  for (const name of Object.keys(file)) {
    if (!Object.hasOwn(Environment.shape, name)) throw refusal('settings.unknown', { name });
  }
  return parseConfig({ ...file, ...environment }, folder);
}

/** The settings from variables; relative folders are taken from `folder`. Throws as `readConfig` does. */
export function parseConfig(variables: Variables, folder: string): Config {
  const given = Object.keys(Environment.shape).flatMap((name) => {
    const value = variables[name]?.trim();
    return value ? [[name, value] as const] : [];
  });
  const written = Object.fromEntries(given);
  const checked = Environment.safeParse(written);
  if (!checked.success) {
    const name = String(checked.error.issues[0]?.path[0]);
    const allowed = text(`settings.allowed.${name}`);
    const value =
      SECRETS.has(name) || TEAMS_SECRETS.includes(name) ? text('settings.hidden') : (written[name] ?? '');
    throw refusal('settings.wrong', { name, value, allowed }, checked.error);
  }
  const { HOST, DATA_DIR, CALLS_DIR, PUBLIC_URL } = checked.data;
  // Whoever reaches the page may speak as anyone until there is a sign-in, so nobody else may reach it.
  if (!isLoopback(HOST)) throw refusal('settings.host_open', { value: HOST });
  const publicUrl = PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL.replace(/\/+$/, '') };
  const teams = teamsConfig(checked.data);
  const maxUploadBytes = checked.data.MAX_UPLOAD_MB * 1024 * 1024;
  return {
    port: checked.data.PORT,
    host: HOST,
    dataDir: folderSetting('DATA_DIR', DATA_DIR, folder, false),
    ...(CALLS_DIR === undefined ? {} : { callsDir: folderSetting('CALLS_DIR', CALLS_DIR, folder, true) }),
    mode: checked.data.NODE_ENV,
    maxUploadBytes,
    maxDraftBytes: checked.data.MAX_DRAFT_MB * 1024 * 1024,
    linkMinutes: checked.data.LINK_MINUTES,
    consoleHours: checked.data.CONSOLE_HOURS,
    administrators: checked.data.ADMINISTRATORS ?? [],
    ...publicUrl,
    web: {
      host: HOST,
      ...publicUrl,
      maxUploadBytes,
      tokenMinutes: checked.data.TOKEN_MINUTES,
      uploadHours: checked.data.UPLOAD_KEEP_HOURS,
    },
    wecom: wecomConfig(checked.data),
    ...(teams ? { teams } : {}),
    teamsApp: teamsAppConfig(checked.data),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function folderSetting(name: string, value: string, folder: string, mustExist: boolean): string {
  const absolute = path.resolve(folder, value);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found === undefined && mustExist) throw refusal('settings.folder_missing', { name, value });
  if (found !== undefined && !found.isDirectory()) throw refusal('settings.not_a_folder', { name, value });
  return absolute;
}

function readEnvFile(file: string): Variables {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw refusal('settings.unreadable', { name: path.basename(file) }, error);
  }
}

function refusal(code: string, params: Params, cause?: unknown): AppError {
  return new AppError('settings.invalid', text(code, params), { cause });
}
