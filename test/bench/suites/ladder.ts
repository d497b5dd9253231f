/**
 * One turn inside readiness ladders of thirteen rungs for each of five technologies, beside an ordinary turn: an answer
 * to a question of the first call, in a draft of ten answers and in one of some three hundred. All on the same store,
 * taking turns in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { openPipeline, type Pipeline } from '../../bot/pipeline.ts';
import { type Row, Samples, type Suite } from '../bench.ts';
import { draftOf } from '../drafts.ts';
import { LADDER_CALLS, ladderDraft, RUNG } from '../ladders.ts';

const RUNS = 300;
const WARM_UP = 60;

export const ladderSuite: Suite = {
  name: 'ladder',
  unit: 'ms',
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const pipeline = await openPipeline(folder, loadCalls([OWN_CALLS, LADDER_CALLS]));
    try {
      return await turns(pipeline);
    } finally {
      await pipeline.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function turns(pipeline: Pipeline): Promise<Row[]> {
  const sizes = {
    ladder: await ladderDraft(pipeline, 'ladder'),
    ten: await draftOf('ten', pipeline, 'ten'),
    many: await draftOf('many', pipeline, 'many'),
  };
  const samples = new Samples(WARM_UP);
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const say = (who: string, id: string, text: string) =>
      pipeline.deliver({ who, channel: 'web', id: `${id}${run}`, text });
    for (const who of ['ten', 'many']) {
      await samples.time(`command ${who}`, run, () => say(who, 'c', '修改 电话'));
      await samples.time(`answer ${who}`, run, () => say(who, 'a', `010-${String(run).padStart(8, '0')}`));
    }
    await samples.time('command ladder', run, () => say('ladder', 'c', RUNG.open));
    await samples.time('answer ladder', run, () => say('ladder', 'a', RUNG.answer(run)));
  }
  const [few, many] = [`ordinary, ${sizes.ten} stored`, `ordinary, ${sizes.many} stored`];
  const [answer, command] = [`answer in ladders, ${sizes.ladder} stored`, 'command in ladders'];
  return [
    samples.beside(answer, 'answer ladder', few, 'answer ten'),
    samples.beside(answer, 'answer ladder', many, 'answer many'),
    samples.beside(command, 'command ladder', few, 'command ten'),
    samples.beside(command, 'command ladder', many, 'command many'),
  ];
}
