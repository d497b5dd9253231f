/**
 * `npm run -s teams:package -- [--out FILE.zip] [--version 1.0.0]`: makes the app package of Teams from the settings.
 * Exit code 1 where a setting is missing or the file cannot be written, 2 for wrong use.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { AppSettings } from '../../adapters/channels/teams/manifest.ts';
import { appPackage } from '../../adapters/channels/teams/package.ts';
import { AppError } from '../../forms/error.ts';
import { text } from '../../forms/text/index.ts';
import { type Config, readConfig } from '../config.ts';

interface Asked {
  readonly out: string;
  readonly version: string;
}

/** What Teams takes for a version: three numbers, none with a needless zero. */
const VERSION = /^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}$/;

function askedFor(): Asked | undefined {
  try {
    const { values } = parseArgs({ options: { out: { type: 'string' }, version: { type: 'string' } } });
    const { out = 'shenbao-teams.zip', version = ownVersion() } = values;
    return out !== '' && VERSION.test(version) ? { out, version } : undefined;
  } catch {
    return undefined;
  }
}

function ownVersion(): string {
  const file = path.join(import.meta.dirname, '../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Everything that the package needs, or throws `settings.invalid` with the names of all that is missing. */
function settingsOf({ teams, teamsApp, publicUrl }: Config, version: string): AppSettings {
  const { developer, websiteUrl, privacyUrl, termsUrl } = teamsApp;
  const app = teams?.app;
  if (!app || !publicUrl || !developer || !websiteUrl || !privacyUrl || !termsUrl) {
    const names = Object.entries({
      MICROSOFT_APP_ID: app?.id,
      MICROSOFT_APP_PASSWORD: app?.password,
      MICROSOFT_APP_TYPE: app?.type,
      MICROSOFT_APP_TENANT_ID: app?.tenant,
      PUBLIC_URL: publicUrl,
      TEAMS_DEVELOPER: developer,
      TEAMS_WEBSITE_URL: websiteUrl,
      TEAMS_PRIVACY_URL: privacyUrl,
      TEAMS_TERMS_URL: termsUrl,
    }).flatMap(([name, value]) => (value ? [] : [name]));
    throw new AppError('settings.invalid', text('teams_app.missing', { names: names.join('、') }));
  }
  if (new URL(publicUrl).protocol !== 'https:')
    throw new AppError('settings.invalid', text('teams_app.public_plain', { value: publicUrl }));
  return {
    id: app.id.toLowerCase(),
    version,
    publicUrl,
    developer: { name: developer, websiteUrl, privacyUrl, termsUrl },
  };
}

async function make({ out, version }: Asked): Promise<void> {
  const settings = settingsOf(readConfig(), version);
  const zip = await appPackage(settings);
  try {
    await writeFile(out, zip);
  } catch (error) {
    throw unwritten(out, error);
  }
  const name = text('teams_app.name.short');
  console.log(text('teams_app.made', { file: out, name, version, id: settings.id }));
}

function unwritten(file: string, cause: unknown): AppError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return new AppError('file.unwritten', text('teams_app.unwritten', { file, code }), { cause });
}

const asked = askedFor();
if (!asked) {
  console.error(text('teams_app.usage'));
  process.exitCode = 2;
} else {
  try {
    await make(asked);
  } catch (error) {
    console.error(error instanceof AppError ? error.message : String((error as Error).stack));
    process.exitCode = 1;
  }
}
