/**
 * A turn inside readiness ladders of thirteen rungs for each of five technologies, beside ordinary turns: answers to
 * questions of the first call, in a draft of ten answers and in one of some three hundred. All on the same store, taking
 * turns in the same run. Going on from step to step is measured, and opening an earlier rung and answering it anew.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { openPipeline, type Pipeline } from '../../bot/pipeline.ts';
import { questionOf } from '../../fixtures/interview.ts';
import { type Row, Samples, type Suite } from '../bench.ts';
import { draftOf } from '../drafts.ts';
import { inLastLadder, LADDER_CALLS, ladderDraft, RUNG } from '../ladders.ts';

const RUNS = 300;
const WARM_UP = 40;

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

type Deliver = Pipeline['deliver'];

async function turns(pipeline: Pipeline): Promise<Row[]> {
  const samples = new Samples(WARM_UP);
  const sizes = {
    ten: await draftOf('ten', pipeline, 'ten'),
    many: await draftOf('many', pipeline, 'many'),
  };
  let run = 0;
  const say = (who: string, id: string, text: string) =>
    pipeline.deliver({ who, channel: 'web', id: `${id}${run}`, text });
  const ordinary = async (beside: string): Promise<void> => {
    for (const who of ['ten', 'many']) {
      await samples.time(`command ${who} ${beside}`, run, () => say(who, 'c', '修改 电话'));
      await samples.time(`answer ${who} ${beside}`, run, () =>
        say(who, 'a', `010-${String(run).padStart(8, '0')}`),
      );
    }
    run += 1;
  };
  // Each turn of the last technology's ladder, an ordinary one after it.
  let inside = false;
  const deliver: Deliver = async (message, adapter) => {
    if (!inside) {
      const replies = await pipeline.deliver(message, adapter);
      inside = inLastLadder(questionOf(replies.at(-1))?.question);
      return replies;
    }
    let replies: Awaited<ReturnType<Deliver>> = [];
    await samples.time('step', run, async () => {
      replies = await pipeline.deliver(message, adapter);
      return replies;
    });
    await ordinary('step');
    return replies;
  };
  const size = await ladderDraft({ deliver, store: pipeline.store }, 'ladder');
  for (const end = run + RUNS; run < end; ) {
    await samples.time('open', run, () => say('ladder', 'c', RUNG.open));
    await samples.time('anew', run, () => say('ladder', 'a', RUNG.answer(run)));
    await ordinary('anew');
  }
  const [few, many] = [`ordinary, ${sizes.ten} stored`, `ordinary, ${sizes.many} stored`];
  return [
    samples.beside(`next step in ladders, to ${size} stored`, 'step', few, 'answer ten step'),
    samples.beside(`next step in ladders, to ${size} stored`, 'step', many, 'answer many step'),
    samples.beside(`rung answered anew, ${size} stored`, 'anew', few, 'answer ten anew'),
    samples.beside(`rung answered anew, ${size} stored`, 'anew', many, 'answer many anew'),
    samples.beside(`rung opened, ${size} stored`, 'open', few, 'command ten anew'),
    samples.beside(`rung opened, ${size} stored`, 'open', many, 'command many anew'),
  ];
}
