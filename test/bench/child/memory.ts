/**
 * The whole bot in a process of its own: `memory.ts FOLDER PERSONS MESSAGES`. Prints its resident memory in bytes as
 * JSON, idle after its start and with as many open interviews, each some answers far, garbage collected before both.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { openPipeline } from '../../bot/pipeline.ts';
import { tell } from '../../bot/storyteller.ts';
import { caseWith, FIRST } from '../drafts.ts';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

function resident(): number {
  collect();
  return process.memoryUsage.rss();
}

const [folder = '', persons = '', messages = ''] = process.argv.slice(2);
const pipeline = await openPipeline(folder, loadCalls([OWN_CALLS]));
const idle = resident();
for (let person = 1; person <= Number(persons); person += 1) {
  await tell(pipeline, caseWith(), FIRST, { who: `p${person}`, channel: 'web', most: Number(messages) });
}
const open = resident();
await pipeline.close();
console.log(JSON.stringify({ idle, open }));
