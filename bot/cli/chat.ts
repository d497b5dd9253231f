/**
 * `npm run -s chat -- [--user NAME] [--data DIR] [--json]`: the bot in a terminal. One message a line from standard
 * input; `/upload PATH` sends a file. Ends with exit code 0 at the end of input, 1 if a message could not be handled.
 */
import '../compiled.ts';
import { userInfo } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  CHANNEL,
  consoleAccount,
  consoleAdapter,
  runConsole,
} from '../../adapters/channels/console/index.ts';
import { painter } from '../../adapters/files/index.ts';
import { readOfficeForm } from '../../adapters/files/office-form.ts';
import { openFiles } from '../../adapters/store/files.ts';
import { openStore } from '../../adapters/store/sqlite.ts';
import { text } from '../../forms/text/index.ts';
import { createBot } from '../app.ts';
import { loadCalls, OWN_CALLS } from '../calls.ts';
import { keptCalls } from '../checked.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { log } from '../log.ts';
import { reasonOf } from '../reason.ts';

interface Asked {
  readonly user: string;
  readonly data: string | undefined;
  readonly json: boolean;
}

function askedFor(): Asked | undefined {
  try {
    const { values } = parseArgs({
      options: {
        user: { type: 'string' },
        data: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    return { user: values.user ?? userInfo().username, data: values.data, json: values.json };
  } catch {
    return undefined;
  }
}

async function chat({ user, data, json }: Asked): Promise<number> {
  const config = readConfig();
  const folder = data === undefined ? config.dataDir : path.resolve(data);
  const folders = [OWN_CALLS, ...(config.callsDir ? [config.callsDir] : [])];
  const catalog = loadCalls(folders, keptCalls(), readOfficeForm);
  const store = await openStore({ path: path.join(folder, 'shenbao.sqlite') });
  const files = await openFiles({ folder: path.join(folder, 'files') });
  const limits = { draftBytes: config.maxDraftBytes, fileBytes: config.maxUploadBytes };
  const screen = { output: process.stdout, json, files, folder: path.join(folder, 'out') };
  const adapter = consoleAdapter(screen);
  const bot = createBot({
    store,
    files,
    painter,
    catalog,
    clock: systemClock,
    log,
    limits,
    administrators: config.administrators,
    reach: {
      deliver: (_, reference, logic) => adapter.continueConversation(reference, logic),
      // Others have terminals of their own.
      has: (channel, conversation) => channel === CHANNEL && conversation === consoleAccount(user),
    },
  });
  const tell = async (): Promise<void> => void (await bot.notices.sweep());
  const { failed } = await runConsole({
    ...screen,
    adapter,
    logic: bot.logic,
    input: process.stdin,
    errors: process.stderr,
    user,
    intake: bot.intake,
    clock: systemClock,
    between: tell,
  });
  // What was asked for last is done before one leaves, and told.
  await bot.jobs.sweep();
  await tell();
  await store.close();
  return failed > 0 ? 1 : 0;
}

const asked = askedFor();
if (!asked) {
  console.error(text('chat.usage'));
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await chat(asked);
  } catch (error) {
    console.error(text('start.failed', { why: reasonOf(error) }));
    process.exitCode = 1;
  }
}
