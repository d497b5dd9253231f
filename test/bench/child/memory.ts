/**
 * The whole bot in a process of its own: `memory.ts FOLDER PERSONS MESSAGES`. Prints its memory in bytes, resident and
 * in use by JavaScript, as JSON, idle after its start and with as many open interviews, each some answers far, garbage collected before both.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { openPipeline } from '../../bot/pipeline.ts';
import { tell } from '../../bot/storyteller.ts';
import { caseWith, FIRST } from '../drafts.ts';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

function memory(): { resident: number; used: number } {
  collect();
  const { rss, heapUsed } = process.memoryUsage();
  return { resident: rss, used: heapUsed };
}

const [folder = '', persons = '', messages = ''] = process.argv.slice(2);
const pipeline = await openPipeline(folder, loadCalls([OWN_CALLS]));
const idle = memory();
for (let person = 1; person <= Number(persons); person += 1) {
  await tell(pipeline, caseWith(), FIRST, { who: `p${person}`, channel: 'web', most: Number(messages) });
}
const open = memory();
await pipeline.close();
console.log(JSON.stringify({ idle, open }));
