/** A step of a schedule with ten thousand reminders: planned, then each told in a turn of its own, on the real disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TurnContext } from 'botbuilder-core';
import { painter } from '../../../adapters/files/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { type Bot, createBot } from '../../../bot/app.ts';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { createLog } from '../../../bot/log.ts';
import { countsOf } from '../../../bot/office/reminders/counts.ts';
import { AppError } from '../../../forms/error.ts';
import type { Store } from '../../../forms/ports.ts';
import { CollectingAdapter, capabilities } from '../../fakes/channel.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { commitAll, memberWrites } from '../../fixtures/crowd.ts';
import type { Row, Suite } from '../bench.ts';

const PEOPLE = 10_000;
/** The call's deadline is 18 April 2025, a Friday: a week before it is a working day. */
const CALL = 'sustainable-tech-2025';
const STEP = '20250418-7';
const MIB = 1024 ** 2;

export const remindersSuite: Suite = {
  name: 'reminders',
  unit: 's',
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const store = await openStore({ path: path.join(folder, 'store.sqlite') });
    try {
      return await rows(store, await openBot(store, folder));
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const clock = fakeClock('2025-04-11T09:00:00+08:00');

async function openBot(store: Store, folder: string): Promise<Bot> {
  const catalog = loadCalls([OWN_CALLS]);
  const [call] = catalog.list().filter(({ id }) => id === CALL);
  if (!call) throw new AppError('call.unknown', `no call ${CALL}`);
  for (let from = 0; from < PEOPLE; from += 500) {
    const some = Array.from({ length: 500 }, (_, at) => `p${String(from + at).padStart(5, '0')}`);
    const begun = '2025-04-01T02:00:00.000Z';
    await commitAll(
      store,
      some.flatMap((id) => memberWrites(call, { id, channel: 'web', begun })),
    );
  }
  const files = await openFiles({ folder: path.join(folder, 'files') });
  const log = createLog(clock, () => undefined);
  const deliver: NonNullable<Parameters<typeof createBot>[0]['reach']>['deliver'] = async (
    channel,
    reference,
    logic,
  ) => {
    const event = { ...reference, channelId: channel };
    const activity = TurnContext.applyConversationReference({ type: 'event' }, event, true);
    const context = new TurnContext(new CollectingAdapter(), activity);
    context.turnState.set('capabilities', capabilities);
    await logic(context);
  };
  return createBot({ store, files, painter, catalog, clock, log, reach: { deliver } });
}

async function rows(store: Store, bot: Bot): Promise<Row[]> {
  const planned = await timed(() => bot.reminders.tick());
  const idle = await timed(() => bot.reminders.tick());
  globalThis.gc?.();
  const before = process.memoryUsage();
  let most = before.rss;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  const told = await timed(async () => {
    while ((await bot.notices.sweep()) > 0);
  });
  clearInterval(watch);
  globalThis.gc?.();
  const left = process.memoryUsage().heapUsed - before.heapUsed;
  const counts = await countsOf(store, CALL, STEP);
  if (counts.said !== PEOPLE) throw new AppError('bench.wrong', `${counts.said} of ${PEOPLE} were reminded`);
  const single = (name: string, median: number): Row => ({ name, median, runs: 1 });
  return [
    single(`${PEOPLE} planned`, planned),
    single('a look with nothing to do', idle),
    single(`${PEOPLE} told, each a turn with its question`, told),
    single('told a second (count)', PEOPLE / told),
    single('most resident memory while telling (MiB)', most / MIB),
    single('objects left after telling (MiB)', left / MIB),
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
