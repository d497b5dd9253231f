/**
 * The bot as a process of its own on a data folder, speaking JSON lines: `pipeline.ts FOLDER`. Answers each message
 * with `{"to": ID, "said": [activities]}`, one after another. `"die": true` in a message makes it die between the
 * commit of that turn and its reply.
 */
import { createInterface } from 'node:readline';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import type { Store } from '../../../forms/ports.ts';
import { type Message, openPipeline } from '../pipeline.ts';

let dying = false;

const deadly = (store: Store): Store => ({
  read: (keys) => store.read(keys),
  list: (prefix, options) => store.list(prefix, options),
  close: () => store.close(),
  async commit(writes) {
    const outcome = await store.commit(writes);
    if (dying) process.kill(process.pid, 'SIGKILL');
    return outcome;
  },
});

const [folder = ''] = process.argv.slice(2);
const pipeline = await openPipeline(folder, loadCalls([OWN_CALLS]), { wrap: deadly });
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as Message & { die?: boolean };
  dying = message.die ?? false;
  const said = await pipeline.deliver(message);
  process.stdout.write(`${JSON.stringify({ to: message.id, said })}\n`);
}
await pipeline.close();
