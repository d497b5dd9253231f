/** The settings of WeCom: each way of speaking is on when its set is complete, and half a set stops the start. */
import { z } from 'zod';
import { AppError } from '../forms/error.ts';
import { text } from '../forms/text/index.ts';

/** An application (自建应用). */
export interface WecomAppConfig {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  readonly token: string;
  readonly aesKey: string;
  readonly apiUrl: string;
}

/** A robot (智能机器人) on its long connection. */
export interface WecomRobotConfig {
  readonly botId: string;
  readonly secret: string;
  readonly url: string;
}

export interface WecomConfig {
  readonly app?: WecomAppConfig;
  readonly robot?: WecomRobotConfig;
  /** The webhook of a group's robot, key included. */
  readonly groupUrl?: string;
}

const server = (protocol: string, otherwise: string) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && new RegExp(`^${protocol}s?:$`).test(new URL(value).protocol))
    .transform((value) => value.replace(/\/+$/, ''))
    .default(otherwise);

/** As they are written. */
export const WecomEnvironment = {
  WECOM_CORP_ID: z
    .string()
    .regex(/^[A-Za-z0-9_-]{4,64}$/)
    .optional(),
  WECOM_AGENT_ID: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .optional(),
  WECOM_SECRET: z.string().regex(/^\S+$/).optional(),
  WECOM_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/)
    .optional(),
  WECOM_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/)
    .optional(),
  WECOM_BOT_ID: z.string().regex(/^\S+$/).optional(),
  WECOM_BOT_SECRET: z.string().regex(/^\S+$/).optional(),
  WECOM_GROUP_URL: z
    .string()
    .refine((value) => URL.canParse(value) && (new URL(value).searchParams.get('key') ?? '') !== '')
    .optional(),
  WECOM_API_URL: server('http', 'https://qyapi.weixin.qq.com'),
  WECOM_ROBOT_URL: server('ws', 'wss://openws.work.weixin.qq.com'),
} as const;

/** Names of settings whose values nobody may read anywhere. */
export const SECRETS: ReadonlySet<string> = new Set([
  'WECOM_SECRET',
  'WECOM_TOKEN',
  'WECOM_AES_KEY',
  'WECOM_BOT_SECRET',
  'WECOM_GROUP_URL',
]);

type Written = z.infer<z.ZodObject<typeof WecomEnvironment>> & { readonly PUBLIC_URL?: string | undefined };

/**
 * The application needs an address under which the platform and the members' phones reach it. Throws
 * `settings.invalid` where a set is begun and not complete.
 */
export function wecomConfig(written: Written): WecomConfig {
  const app = complete(written, 'app', [
    'WECOM_CORP_ID',
    'WECOM_AGENT_ID',
    'WECOM_SECRET',
    'WECOM_TOKEN',
    'WECOM_AES_KEY',
  ]);
  const robot = complete(written, 'robot', ['WECOM_BOT_ID', 'WECOM_BOT_SECRET']);
  if (app && written.PUBLIC_URL === undefined) throw half('app', ['PUBLIC_URL'], Object.keys(app));
  return {
    ...(app
      ? {
          app: {
            corpId: app.WECOM_CORP_ID,
            agentId: app.WECOM_AGENT_ID,
            secret: app.WECOM_SECRET,
            token: app.WECOM_TOKEN,
            aesKey: app.WECOM_AES_KEY,
            apiUrl: written.WECOM_API_URL,
          },
        }
      : {}),
    ...(robot
      ? { robot: { botId: robot.WECOM_BOT_ID, secret: robot.WECOM_BOT_SECRET, url: written.WECOM_ROBOT_URL } }
      : {}),
    ...(written.WECOM_GROUP_URL === undefined ? {} : { groupUrl: written.WECOM_GROUP_URL }),
  };
}

type Complete<K extends keyof Written> = { readonly [N in K]: NonNullable<Written[N]> };

function complete<K extends keyof Written>(
  written: Written,
  which: string,
  names: readonly K[],
): Complete<K> | undefined {
  const missing = names.filter((name) => written[name] === undefined);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0)
    throw half(
      which,
      missing,
      names.filter((name) => !missing.includes(name)),
    );
  return Object.fromEntries(names.map((name) => [name, written[name]])) as Complete<K>;
}

function half(which: string, missing: readonly string[], given: readonly string[]): AppError {
  const params = {
    which: text(`settings.wecom.${which}`),
    missing: missing.join('、'),
    given: given.join('、'),
  };
  return new AppError('settings.invalid', text('settings.wecom_half', params));
}
