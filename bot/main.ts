/** Starts the bot: settings, calls, store, channels. The one place that names adapters. */
import './compiled.ts';
import restify from 'restify';
import { attachWebchat } from '../adapters/channels/webchat/index.ts';
import { painter } from '../adapters/files/index.ts';
import { openFiles } from '../adapters/store/files.ts';
import { openStore } from '../adapters/store/sqlite.ts';
import { AppError } from '../forms/error.ts';
import { text } from '../forms/text/index.ts';
import { createBot } from './app.ts';
import { loadCalls, OWN_CALLS } from './calls.ts';
import { keptCalls } from './checked.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { log } from './log.ts';

/** Starts everything; resolves when the page can be opened. */
async function start(): Promise<void> {
  const config = readConfig();
  const catalog = loadCalls([OWN_CALLS, ...(config.callsDir ? [config.callsDir] : [])], keptCalls());
  const store = await openStore({ path: `${config.dataDir}/shenbao.sqlite` });
  const files = await openFiles({ folder: `${config.dataDir}/files` });
  const bot = createBot({ store, files, painter, catalog, clock: systemClock, log });
  const server = restify.createServer({ name: 'shenbao' });
  const web = attachWebchat(server, {
    logic: bot.logic,
    log: bot.conversations('webchat'),
    desk: bot.desk,
    files,
    store,
    clock: systemClock,
    settings: config.web,
    report: log,
  });
  const stopSending = bot.outbox.start();
  const close = async (): Promise<void> => {
    stopSending();
    await bot.outbox.settled();
    await web.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await store.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void close());
  process.once('SIGTERM', () => void close());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => resolve());
  });
  const { port } = server.address();
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  console.log(text('start.ready', { address: `http://${host}:${port}/` }));
}

/** One sentence for what a person can mend, the whole error otherwise. */
function explain(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return text('start.port_taken', { port: readConfig().port });
  return String((error as Error).stack ?? error);
}

try {
  await start();
} catch (error) {
  console.error(text('start.failed', { why: explain(error) }));
  process.exit(1);
}
