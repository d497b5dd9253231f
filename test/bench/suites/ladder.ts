/**
 * A turn inside readiness ladders of thirteen rungs for each of five technologies, beside ordinary turns, all on the same
 * store and taking turns in the same run. Going on from step to step is measured, and opening an earlier rung and
 * answering it anew.
 *
 * Ordinary turns are those of an applicant who mends a draft of the first call: a question is opened (修改 电话) and its
 * answer given anew, a phone number, the technology's name, and a cell in the last of 45 rows, one after the other. A
 * draft of some three hundred answers is what a full form comes to; most of its answers are cells of rows. One of ten
 * answers has no rows yet. A phone number is told by its shape alone, which makes it the shortest turn there is, so that
 * each kind is set beside the rung by itself as well.
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

/** An answer that is given anew. */
interface Mended {
  readonly what: string;
  readonly open: string;
  readonly answer: (run: number) => string;
}

const PHONE: Mended = {
  what: 'phone number',
  open: '修改 电话',
  answer: (run) => `010-${String(run).padStart(8, '0')}`,
};
const NAME: Mended = {
  what: 'name',
  open: '修改 技术名称',
  answer: (run) => `焦炉上升管荒煤气显热高效回收和利用技术第${run}版`,
};
const CELL: Mended = {
  what: 'cell of a row',
  open: '修改 指标45的数据来源',
  answer: (run) => `并网蒸汽计量表 2024 年度的逐日记录，编号 KY-${run}`,
};
const ORDINARY = { ten: [PHONE, NAME], many: [PHONE, NAME, CELL] } as const;

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
    for (const who of ['ten', 'many'] as const) {
      const { what, open, answer } = ORDINARY[who][run % ORDINARY[who].length] ?? PHONE;
      await samples.time([`command ${who} ${beside}`], run, () => say(who, 'c', open));
      const names = [`answer ${who} ${beside}`, `${what} ${who} ${beside}`];
      await samples.time(names, run, () => say(who, 'a', answer(run)));
    }
    run += 1;
  };
  const size = await stepByStep(pipeline, samples, { now: () => run, ordinary: () => ordinary('step') });
  for (const end = run + RUNS; run < end; ) {
    await samples.time(['open'], run, () => say('ladder', 'c', RUNG.open));
    await samples.time(['anew'], run, () => say('ladder', 'a', RUNG.answer(run)));
    await ordinary('anew');
  }
  return rowsOf(samples, sizes, size);
}

/** Fills the ladders; each turn of the last technology's is measured, an ordinary one after it. */
async function stepByStep(
  pipeline: Pipeline,
  samples: Samples,
  { now, ordinary }: { now: () => number; ordinary: () => Promise<void> },
): Promise<number> {
  let inside = false;
  const deliver: Deliver = async (message, adapter) => {
    if (!inside) {
      const replies = await pipeline.deliver(message, adapter);
      inside = inLastLadder(questionOf(replies.at(-1))?.question);
      return replies;
    }
    let replies: Awaited<ReturnType<Deliver>> = [];
    await samples.time(['step'], now(), async () => {
      replies = await pipeline.deliver(message, adapter);
      return replies;
    });
    await ordinary();
    return replies;
  };
  return ladderDraft({ deliver, store: pipeline.store }, 'ladder');
}

function rowsOf(samples: Samples, sizes: Record<'ten' | 'many', number>, size: number): Row[] {
  const [few, many] = [`${sizes.ten} stored`, `${sizes.many} stored`];
  const [step, anew, open] = [
    `next step in ladders, to ${size} stored`,
    `rung answered anew, ${size} stored`,
    `rung opened, ${size} stored`,
  ];
  return [
    samples.beside(step, 'step', `ordinary answer, ${few}`, 'answer ten step'),
    samples.beside(step, 'step', `ordinary answer, ${many}`, 'answer many step'),
    samples.beside(anew, 'anew', `ordinary answer, ${few}`, 'answer ten anew'),
    samples.beside(anew, 'anew', `ordinary answer, ${many}`, 'answer many anew'),
    ...ORDINARY.many.map(({ what }) => samples.beside(anew, 'anew', `${what}, ${many}`, `${what} many anew`)),
    samples.beside(open, 'open', `ordinary command, ${few}`, 'command ten anew'),
    samples.beside(open, 'open', `ordinary command, ${many}`, 'command many anew'),
  ];
}
