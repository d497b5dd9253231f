/** Starts the bot: settings, calls, store, channels. The one place that names adapters. */
import restify from 'restify';
import { attachWebchat } from '../adapters/channels/webchat/index.ts';
import { painter } from '../adapters/files/index.ts';
import { openFiles } from '../adapters/store/files.ts';
import { openStore } from '../adapters/store/sqlite.ts';
import { text } from '../forms/text/index.ts';
import { createBot } from './app.ts';
import { loadCalls, OWN_CALLS } from './calls.ts';
import { systemClock } from './clock.ts';
import { loadSettings } from './config.ts';
import { createLog } from './log.ts';

async function start(): Promise<void> {
  const settings = loadSettings();
  const log = createLog(systemClock);
  const catalog = loadCalls([OWN_CALLS, ...(settings.callsDir ? [settings.callsDir] : [])]);
  const store = await openStore({ path: `${settings.dataDir}/shenbao.sqlite` });
  const files = await openFiles({ folder: `${settings.dataDir}/files` });
  const bot = createBot({ store, files, painter, catalog, clock: systemClock, log });
  const server = restify.createServer({ name: 'shenbao' });
  const web = attachWebchat(server, {
    logic: bot.logic,
    log: bot.conversations('webchat'),
    desk: bot.desk,
    files,
    store,
    clock: systemClock,
    settings: {
      host: settings.host,
      publicUrl: settings.publicUrl,
      maxUploadBytes: settings.maxUploadBytes,
      tokenMinutes: settings.tokenMs / 60_000,
    },
    report: (code, fields) => log.warn(code, fields),
  });
  const close = async (): Promise<void> => {
    await web.close();
    server.close();
    await store.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void close());
  process.on('SIGTERM', () => void close());
  server.listen(settings.port, settings.host, () => {
    console.log(text('start.ready', { address: `http://${settings.host}:${settings.port}/` }));
  });
}

await start();
