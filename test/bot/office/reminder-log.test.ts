/** What the office's page shows of reminders: every state a record can be in, as the chat's report tells it. */
import { expect, test } from 'vitest';
import { memoryStore } from '../../../adapters/store/memory.ts';
import { keys } from '../../../bot/keys.ts';
import { reminderLog } from '../../../bot/office/console/reminders.ts';
import { type NotNeeded, type Reminder, reminderWrite } from '../../../bot/office/reminders/record.ts';

const CALL = 'sustainable-tech-2025';
const reminder = (person: string, more: Partial<Reminder>): Reminder => ({
  call: CALL,
  step: '20251220-3',
  person,
  day: '2025-12-20',
  state: 'said',
  at: '2025-12-17T01:00:00.000Z',
  ...more,
});

test('each state has its outcome and its reason', async () => {
  const store = memoryStore();
  const outgoing = (notice: string, failed?: string) => ({
    key: keys.out('conv/wecom/a', notice === 'n1' ? 1 : 2),
    value: { activities: [{ replyToId: notice }], ...(failed === undefined ? {} : { failed }) },
    expect: 'any' as const,
  });
  await store.commit([
    reminderWrite(reminder('a', {}), 'any'),
    reminderWrite(reminder('b', { notice: 'n1' }), 'any'),
    reminderWrite(reminder('c', { notice: 'n2', step: '20251220-0' }), 'any'),
    reminderWrite(reminder('d', { state: 'waiting', step: 'm-abc' }), 'any'),
    reminderWrite(reminder('e', { state: 'no_channel' }), 'any'),
    reminderWrite(reminder('f', { call: 'another' }), 'any'),
    outgoing('n1'),
    outgoing('n2', 'send.refused'),
  ]);
  const log = await reminderLog(store, CALL);
  expect(
    Object.fromEntries(log.map(({ person, outcome, why, step }) => [person, [step, outcome, why]])),
  ).toEqual({
    a: ['截止前 3 天', 'sent', ''],
    b: ['截止前 3 天', 'waiting', ''],
    c: ['截止当天', 'failed', '平台拒收，可能不在可见范围或者已经离开'],
    d: ['手动提醒', 'waiting', ''],
    e: ['截止前 3 天', 'no_channel', ''],
  });
});

test.each<NotNeeded>(['submitted', 'muted', 'passed', 'moved', 'gone'])(
  'why nothing was said has words: %s',
  async (why) => {
    const store = memoryStore();
    await store.commit([reminderWrite(reminder('a', { state: 'not_needed', why }), 'any')]);
    const [first] = await reminderLog(store, CALL);
    expect(first).toMatchObject({ outcome: 'not_needed', why: expect.stringMatching(/^\p{Script=Han}+$/u) });
  },
);
