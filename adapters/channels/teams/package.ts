/** The app package: the zip that an administrator uploads. The same settings give the same bytes. */
import { strToU8, zipSync } from 'fflate';
import { colorIcon, outlineIcon } from './icons.ts';
import {
  type AppSettings,
  appEnglish,
  appManifest,
  COLOR_ICON,
  ENGLISH_FILE,
  OUTLINE_ICON,
} from './manifest.ts';

/** The first moment a zip can name, in local time as zips have it. */
const EPOCH = new Date(1980, 0, 1);

const json = (value: object): Uint8Array => strToU8(`${JSON.stringify(value, null, 2)}\n`);

/** All files stand at the top: Teams finds none in folders. */
export async function appPackage(settings: AppSettings): Promise<Uint8Array> {
  const files = {
    'manifest.json': json(appManifest(settings)),
    [ENGLISH_FILE]: json(appEnglish()),
    [COLOR_ICON]: await colorIcon(),
    [OUTLINE_ICON]: await outlineIcon(),
  };
  return zipSync(files, { mtime: EPOCH });
}
