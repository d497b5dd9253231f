/**
 * `npm run playground`: the bot and Microsoft 365 Agents Playground side by side, on this machine only, until Ctrl+C.
 * Drafts stay in data/playground; the .env there holds the settings.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { MESSAGES_PATH } from '../../adapters/channels/teams/index.ts';
import { text } from '../../forms/text/index.ts';
import { freePort, Playground } from './playground.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'data/playground');
/** Where the Playground stands unless somebody else does. */
const PORT = 56_150;
/** What the bot is started with the first time; whoever changes it is left alone. */
const SETTINGS = 'PORT=0\nDATA_DIR=.\nTEAMS_ANONYMOUS=yes\n';

/** Starts the bot and shows what it writes; gives its address once it listens, or undefined where it does not start. */
async function startBot(): Promise<{ readonly bot: ChildProcess; readonly address: string } | undefined> {
  await mkdir(FOLDER, { recursive: true });
  const settings = path.join(FOLDER, '.env');
  if (!existsSync(settings)) await writeFile(settings, SETTINGS);
  const program = ['--import', path.join(ROOT, 'bot/compiled.ts'), path.join(ROOT, 'bot/main.ts')];
  const bot = spawn(process.execPath, program, { cwd: FOLDER, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: bot.stdout });
  lines.on('line', (line) => console.log(line));
  const address = await new Promise<string | undefined>((resolve) => {
    lines.on('line', (line) => {
      const found = /http:\/\/\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
    lines.once('close', () => resolve(undefined));
  });
  return address === undefined ? undefined : { bot, address };
}

const started = await startBot();
if (!started) process.exitCode = 1;
else {
  const { bot, address } = started;
  const endpoint = new URL(MESSAGES_PATH, address).href;
  const ended = bot.exitCode === null ? once(bot, 'exit') : undefined;
  console.log(text('playground.fetching'));
  try {
    const playground = await Playground.open({ endpoint, port: await freePort(PORT), folder: FOLDER });
    console.log(text('playground.ready', { address: playground.url }));
    const asked = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await Promise.race([asked, ended, playground.ended()]);
    await playground.close();
  } catch (error) {
    console.error(text('playground.failed', { why: (error as Error).message.split('\n', 1)[0] ?? '' }));
    process.exitCode = 1;
  }
  bot.kill();
  await ended;
}
