/**
 * The bot as a process of its own on a data folder, speaking JSON lines: `pipeline.ts FOLDER CALLS`, CALLS being a
 * JSON file of calls that were checked before, since a test that starts it often need not do that again. Answers each
 * message with `{"to": ID, "said": [activities]}`, one after another. `"die": true` in a message makes it die between the
 * commit of that turn and its reply.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Catalog } from '../../../bot/calls.ts';
import type { Call } from '../../../forms/call.ts';
import type { Store } from '../../../forms/ports.ts';
import { type Message, openPipeline } from '../pipeline.ts';

let dying = false;

const deadly = (store: Store): Store => ({
  read: (keys) => store.read(keys),
  list: (prefix, options) => store.list(prefix, options),
  close: () => store.close(),
  scrub: () => store.scrub(),
  async commit(writes) {
    const outcome = await store.commit(writes);
    if (dying) process.kill(process.pid, 'SIGKILL');
    return outcome;
  },
});

const [folder = '', file = ''] = process.argv.slice(2);
const calls = JSON.parse(readFileSync(file, 'utf8')) as Call[];
const catalog: Catalog = {
  list: () => calls,
  get: (id, version) => calls.find((call) => call.id === id && (version ?? call.version) === call.version),
  warnings: [],
};
const pipeline = await openPipeline(folder, catalog, { wrap: deadly });
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as Message & { die?: boolean };
  dying = message.die ?? false;
  const said = await pipeline.deliver(message);
  process.stdout.write(`${JSON.stringify({ to: message.id, said })}\n`);
}
await pipeline.close();
