/** Who is told by which process, and how long what nobody could tell is kept. */
import type { ConversationReference } from 'botbuilder';
import { expect, test } from 'vitest';
import { memoryStore } from '../../../adapters/store/memory.ts';
import { keys } from '../../../bot/keys.ts';
import type { Log } from '../../../bot/log.ts';
import { createNotices, noticeWrite } from '../../../bot/office/notices.ts';
import type { Conversation } from '../../../bot/unit.ts';
import { fakeClock } from '../../fakes/clock.ts';

const DAY = 24 * 3600_000;
const silent: Log = Object.assign(() => undefined, { failure: () => undefined });

/** A store with a notice for someone who was met there, the last at the end: channel and conversation. */
async function world(...met: readonly (readonly [string, string])[]) {
  const clock = fakeClock();
  const store = memoryStore({ now: () => clock.now().getTime() });
  const records = met.map(([channelId, id], at) => {
    const value = {
      person: 'p',
      seq: 1,
      dialog: null,
      reference: { channelId, conversation: { id, isGroup: false, conversationType: 'personal', name: '' } },
      at: new Date(clock.now().getTime() + at).toISOString(),
    } satisfies Conversation;
    return { key: keys.conversation(channelId, id), value: JSON.parse(JSON.stringify(value)) };
  });
  const conversations = records.map(({ key }) => key);
  const notice = { to: 'p', family: 'review', data: null, at: clock.now().toISOString() };
  await store.commit([
    ...records.map((record) => ({ ...record, expect: 'absent' as const })),
    ...(met.length > 0
      ? [
          {
            key: keys.person('p'),
            value: { current: null, submissions: [], conversations },
            expect: 'absent' as const,
          },
        ]
      : []),
    noticeWrite(notice, 'n'),
  ]);
  const told: (string | undefined)[] = [];
  /** A process that reaches these conversations. */
  const process = (...reached: readonly string[]) =>
    createNotices({
      store,
      clock,
      log: silent,
      logic: async () => undefined,
      reaches: (channel, conversation) => reached.includes(`${channel} ${conversation}`),
      async deliver(_, { conversation }: Partial<ConversationReference>) {
        told.push(conversation?.id);
      },
    });
  const waiting = async (): Promise<number> => (await store.list(keys.noticePrefix)).length;
  return { clock, process, told, waiting };
}

test('a terminal tells its own user, in its own conversation, though another place is newer', async () => {
  const { process, told } = await world(['console', 'console:李工'], ['msteams', 'a:1']);
  expect(await process('console console:王工').sweep()).toBe(0);
  expect(await process('console console:李工').sweep()).toBe(1);
  expect(await process('msteams a:1', 'console console:李工').sweep()).toBe(1);
  expect(told).toEqual(['console:李工', 'a:1']);
});

test('what waits for someone at a terminal outlasts a server that cannot tell it, for a month', async () => {
  const { clock, process, told, waiting } = await world(['console', 'console:李工']);
  const server = process('msteams a:1');
  clock.advance(29 * DAY);
  await server.sweep();
  expect(await waiting()).toBe(1);
  expect(await process('console console:李工').sweep()).toBe(1);
  expect(told).toEqual(['console:李工']);
  clock.advance(2 * DAY);
  await server.sweep();
  expect(await waiting()).toBe(0);
});

test('what waits for someone who was never met is dropped after a week', async () => {
  const { clock, process, waiting } = await world();
  clock.advance(6 * DAY);
  await process('msteams a:1').sweep();
  expect(await waiting()).toBe(1);
  clock.advance(2 * DAY);
  await process('msteams a:1').sweep();
  expect(await waiting()).toBe(0);
});
