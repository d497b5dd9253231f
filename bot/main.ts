/** Starts the bot: settings, calls, store, channels. The one place that names adapters. */
import restify from 'restify';
import { attachWebchat } from '../adapters/channels/webchat/index.ts';
import { painter } from '../adapters/files/index.ts';
import { openFiles } from '../adapters/store/files.ts';
import { openStore } from '../adapters/store/sqlite.ts';
import { text } from '../forms/text/index.ts';
import { createBot } from './app.ts';
import { loadCatalog } from './calls.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { log } from './log.ts';

async function start(): Promise<void> {
  const config = readConfig();
  const catalog = await loadCatalog(config.callsDir);
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
  const close = async (): Promise<void> => {
    await web.close();
    server.close();
    await store.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void close());
  process.on('SIGTERM', () => void close());
  server.listen(config.port, config.host, () => {
    console.log(text('start.ready', { address: `http://${config.host}:${config.port}/` }));
  });
}

await start();
