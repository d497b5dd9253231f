/** The settings of the Teams app's package; nothing else reads them, and the bot starts without. */
import { z } from 'zod';

/** Who answers for the app, as far as it is written. */
export interface TeamsAppConfig {
  readonly developer?: string | undefined;
  readonly websiteUrl?: string | undefined;
  readonly privacyUrl?: string | undefined;
  readonly termsUrl?: string | undefined;
}

const page = z
  .string()
  .max(2048)
  .refine((value) => URL.canParse(value) && new URL(value).protocol === 'https:');

/** As they are written. */
export const TeamsAppEnvironment = {
  TEAMS_DEVELOPER: z.string().max(32).optional(),
  TEAMS_WEBSITE_URL: page.optional(),
  TEAMS_PRIVACY_URL: page.optional(),
  TEAMS_TERMS_URL: page.optional(),
} as const;

export function teamsAppConfig(written: z.infer<z.ZodObject<typeof TeamsAppEnvironment>>): TeamsAppConfig {
  return {
    developer: written.TEAMS_DEVELOPER,
    websiteUrl: written.TEAMS_WEBSITE_URL,
    privacyUrl: written.TEAMS_PRIVACY_URL,
    termsUrl: written.TEAMS_TERMS_URL,
  };
}
