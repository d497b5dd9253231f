/**
 * One turn, from the message to the reply handed to the channel, beside a bare botbuilder waterfall that keeps its
 * answers in dialog state, with the same store on the same disk, taking turns in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { openPipeline, type Pipeline } from '../../bot/pipeline.ts';
import { tell } from '../../bot/storyteller.ts';
import { answersOf, openOf } from '../../bot/whole.ts';
import { quantile, type Row, row, Samples, type Suite } from '../bench.ts';
import { caseWith, draftOf, FIRST } from '../drafts.ts';
import { type Bare, bareWaterfall } from '../waterfall.ts';

const RUNS = 400;
const WARM_UP = 80;

export const turnSuite: Suite = {
  name: 'turn',
  unit: 'ms',
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const pipeline = await openPipeline(folder, loadCalls([OWN_CALLS]));
    const store = await openStore({ path: path.join(folder, 'bare.sqlite') });
    try {
      const sizes = {
        ten: await draftOf('ten', pipeline, 'ten'),
        many: await draftOf('many', pipeline, 'many'),
      };
      const bare = {
        ten: await bareOf(pipeline, 'ten', bareWaterfall(store, 'ten', questions(sizes.ten))),
        many: await bareOf(pipeline, 'many', bareWaterfall(store, 'many', questions(sizes.many))),
      };
      const rows = await answers(pipeline, bare, sizes);
      return [...rows, await interview(pipeline, bareWaterfall(store, 'whole', questions(120)))];
    } finally {
      await pipeline.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const questions = (count: number) => Array.from({ length: count }, (_, at) => `请回答第 ${at + 1} 题。`);

/** The bare bot with the same answers as a draft: the words of each, in one interview. */
async function bareOf(pipeline: Pipeline, who: string, bare: Bare): Promise<Bare> {
  const head = await openOf(pipeline.store, who);
  await bare.say(FIRST);
  for (const { original } of (await answersOf(pipeline.store, head?.id ?? '')).values())
    await bare.say(original);
  return bare;
}

/** An answer that is filed, at both sizes; the question before it is opened with a command, which is timed as well. */
async function answers(
  pipeline: Pipeline,
  bare: Record<'ten' | 'many', Bare>,
  sizes: Record<'ten' | 'many', number>,
): Promise<Row[]> {
  const samples = new Samples(WARM_UP);
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    for (const who of ['ten', 'many'] as const) {
      const say = (id: string, text: string) =>
        pipeline.deliver({ who, channel: 'web', id: `${id}${run}`, text });
      const number = `010-${String(run).padStart(8, '0')}`;
      await samples.time([`command ${who}`], run, () => say('c', '修改 电话'));
      await samples.time([`answer ${who}`], run, () => say('a', number));
      await samples.time([`bare ${who}`], run, () => bare[who].say(number));
    }
  }
  const [few, many] = [`${sizes.ten} answers stored`, `${sizes.many} answers stored`];
  return [
    samples.beside(`answer, ${few}`, 'answer ten', 'bare waterfall', 'bare ten'),
    samples.beside(`answer, ${many}`, 'answer many', 'bare waterfall', 'bare many'),
    samples.beside(`answer, ${many}`, 'answer many', `with ${few}`, 'answer ten'),
    samples.beside(`command, ${few}`, 'command ten', 'bare waterfall', 'bare ten'),
    samples.beside(`command, ${many}`, 'command many', 'bare waterfall', 'bare many'),
  ];
}

/** Every turn of whole interviews, documents included, beside as many turns of a bare interview with the same words. */
async function interview(pipeline: Pipeline, bare: Bare): Promise<Row> {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < 4; round += 1) {
    const timed: Pick<Pipeline, 'deliver'> = {
      async deliver(message) {
        const started = performance.now();
        const replies = await pipeline.deliver(message);
        const between = performance.now();
        await bare.say(message.text);
        if (round > 0) {
          mine.push(between - started);
          theirs.push(performance.now() - between);
        }
        return replies;
      },
    };
    await tell(timed, caseWith(), FIRST, { who: `whole${round}`, channel: 'web' });
  }
  const [measured, median] = [row('each turn of a whole interview', mine), quantile(theirs, 0.5)];
  return { ...measured, beside: { name: 'bare waterfall', median, ratio: measured.median / median } };
}
