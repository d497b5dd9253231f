/** The overview of all submissions: built once, then kept by what changed, also by another process. */
import { expect, onTestFinished, test } from 'vitest';
import { memoryStore } from '../../../adapters/store/memory.ts';
import { keys } from '../../../bot/keys.ts';
import { changeMark } from '../../../bot/office/changes.ts';
import { reviewWrites } from '../../../bot/office/reviews.ts';
import { Standings } from '../../../bot/office/standings.ts';
import type { Json } from '../../../forms/json.ts';
import { submit } from '../../../forms/office/review.ts';
import type { RosterEntry } from '../../../forms/office/roster.ts';
import type { Store, Write } from '../../../forms/ports.ts';
import { keptSubmission } from '../../fixtures/standing.ts';
import { play } from '../../transcripts/script.ts';
import { openStage } from '../../transcripts/stage.ts';

const AT = Date.parse('2025-03-10T02:00:00.000Z');

function world(roster: readonly RosterEntry[] = []) {
  let now = AT;
  const clock = { now: () => new Date(now) };
  const store = memoryStore({ now: () => now });
  const open = () => new Standings({ store, clock, roster: async () => roster });
  return {
    store,
    open,
    later: (ms: number) => {
      now += ms;
    },
    now: () => new Date(now),
  };
}

const put = (n: number, done?: number): Write => {
  const kept = keptSubmission(n);
  const line = done === undefined ? kept.line : { ...kept.line, done };
  return { key: keys.submission(`s${n}`), value: { ...kept, line } as unknown as Json, expect: 'any' };
};

async function change(store: Store, n: number, done: number, at: Date): Promise<void> {
  await store.commit([put(n, done), changeMark('sub', `s${n}`, at)]);
}

test('what another process changed is seen at the next look, hours later too', async () => {
  const { store, open, later, now } = world();
  await store.commit([put(1), put(2)]);
  const standings = open();
  expect((await standings.all()).map(({ id, done }) => [id, done])).toEqual([
    ['s1', 1],
    ['s2', 2],
  ]);
  await change(store, 2, 50, now());
  expect((await standings.one('s2'))?.done).toBe(50);
  later(5 * 3600_000);
  await change(store, 3, 7, now());
  expect((await standings.all()).map(({ id }) => id).sort()).toEqual(['s1', 's2', 's3']);
  later(30 * 3600_000);
  await change(store, 1, 33, now());
  later(40 * 3600_000);
  // The note of that change is gone; whoever did not look for so long reads everything anew.
  expect((await standings.one('s1'))?.done).toBe(33);
});

test('a change noted by a clock that is minutes behind is seen', async () => {
  const { store, open, later, now } = world();
  await store.commit([put(1)]);
  const standings = open();
  await standings.all();
  later(11 * 60_000);
  await standings.all();
  await change(store, 1, 44, new Date(now().getTime() - 9 * 60_000));
  expect((await standings.one('s1'))?.done).toBe(44);
});

test('the office’s record decides the stage, and later answers show as a revision', async () => {
  const { store, open, now } = world();
  await store.commit([put(5)]);
  const standings = open();
  expect((await standings.one('s5'))?.stage).toBe('finished');
  const moved = submit(
    null,
    { submission: 's5', call: 'shandong-intl-2025', number: '0310-AAAA', revision: 4 },
    { by: 'web-5', at: now().toISOString() },
  );
  if (!moved.ok) throw new Error(moved.why);
  await store.commit(reviewWrites(moved.review, 0, now().toISOString()));
  expect(await standings.one('s5')).toMatchObject({ stage: 'submitted', number: '0310-AAAA', revised: true });
});

test('who is on the roster and has begun nothing is absent; who has, is not', async () => {
  const entry = (id: string, person: string, met: string | null = null): RosterEntry => ({
    id,
    call: 'shandong-intl-2025',
    unit: '示例大学第0部',
    person,
    phone: '',
    email: '',
    wecom: '',
    met,
    due: null,
  });
  const { store, open } = world([
    entry('r1', '没来的人'),
    entry('r2', '建议人0'),
    entry('r3', '别名', 'web-0'),
  ]);
  await store.commit([put(0)]);
  const lines = await open().all();
  expect(lines.filter(({ stage }) => stage === 'absent').map(({ person }) => person)).toEqual(['没来的人']);
});

test('after a real interview the kept overview equals one that is built afresh', async () => {
  const stage = await openStage();
  onTestFinished(() => stage.close());
  await play('[fill 王工@web tech_name]', stage);
  await stage.bot.standings.all();
  await stage.say('王工', 'web', '余热回收示例技术');
  const kept = await stage.bot.standings.all();
  const clock = { now: () => new Date('2025-03-10T02:00:00Z') };
  const fresh = await new Standings({ store: stage.store, clock, roster: async () => [] }).all();
  expect(kept).toEqual(fresh);
  expect(kept).toMatchObject([{ title: '余热回收示例技术', stage: 'draft', field: '', levels: [] }]);
});
