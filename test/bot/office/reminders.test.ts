/** Reminders by hand, notices to the group, and what came of them, on a real store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Activity, TurnContext } from 'botbuilder';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { painter } from '../../../adapters/files/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { type Bot, createBot, type Reach } from '../../../bot/app.ts';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { keys } from '../../../bot/keys.ts';
import { createLog } from '../../../bot/log.ts';
import { Dates, datesWrite } from '../../../bot/office/dates.ts';
import type { LedgerEntry } from '../../../bot/office/ledger.ts';
import { countsOf } from '../../../bot/office/reminders/counts.ts';
import type { SendToGroup } from '../../../bot/office/reminders/group.ts';
import { planDue } from '../../../bot/office/reminders/plan.ts';
import type { Reminder } from '../../../bot/office/reminders/record.ts';
import { metWrites, rosterWrites } from '../../../bot/office/rosters.ts';
import { Standings } from '../../../bot/office/standings.ts';
import { recordsIn } from '../../../bot/pages.ts';
import { AppError } from '../../../forms/error.ts';
import type { Json } from '../../../forms/json.ts';
import { NOTHING_SET } from '../../../forms/office/deadline.ts';
import type { Grant } from '../../../forms/office/roles.ts';
import { emptyRoster, type Roster, type RosterEntry } from '../../../forms/office/roster.ts';
import type { Store, Write } from '../../../forms/ports.ts';
import { CollectingAdapter, capabilities } from '../../fakes/channel.ts';
import { type FakeClock, fakeClock } from '../../fakes/clock.ts';
import { commitAll, conversationOf, draftOf, handIn, memberWrites } from '../../fixtures/crowd.ts';

const catalog = loadCalls([OWN_CALLS]);
const CALL = 'sustainable-tech-2025';
const NAME = '可持续发展技术';
const call = catalog.get(CALL);
if (!call) throw new Error('no call');
const ours = call;

let folder = '';
let store: Store;
let clock: FakeClock;
let told: { readonly to: string; readonly text: string }[] = [];
/** Fails the commits that it names, after so many of them. */
let failing: (writes: readonly Write[]) => boolean = () => false;
let refusing = false;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'shenbao-remind-'));
  store = await openStore({ path: path.join(folder, 'store.sqlite') });
  clock = fakeClock('2025-03-19T10:00:00+08:00');
  told = [];
  failing = () => false;
  refusing = false;
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const grant = (limits: Partial<Grant> = {}): Grant => ({
  role: 'coordinator',
  calls: [CALL],
  units: null,
  fields: null,
  by: 'claim',
  at: '',
  ...limits,
});

const entry = (id: string, more: Partial<RosterEntry>): RosterEntry => ({
  id,
  call: CALL,
  unit: '甲大学',
  person: id,
  phone: '',
  email: '',
  wecom: '',
  met: null,
  due: null,
  ...more,
});

/** Somebody of the office. */
async function official(id: string, limits: Partial<Grant> = {}): Promise<void> {
  const record = { person: id, name: id, grants: [grant(limits)], pending: null };
  await commitAll(store, [{ key: keys.office(id), value: record as unknown as Json, expect: 'absent' }]);
}

async function crowd(count: number, more: { channel?: string; begun?: string } = {}): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, at) => `p${String(at).padStart(4, '0')}`);
  const { channel = 'web', begun = '2025-03-18T02:00:00.000Z' } = more;
  await commitAll(
    store,
    ids.flatMap((id) => memberWrites(ours, { id, channel, begun })),
  );
  return ids;
}

async function openBot(group?: SendToGroup): Promise<Bot> {
  const files = await openFiles({ folder: path.join(folder, 'files') });
  const log = createLog(clock, () => undefined);
  const wrapped: Store = {
    read: (some) => store.read(some),
    list: (prefix, options) => store.list(prefix, options),
    async commit(writes) {
      if (failing(writes)) throw new AppError('store.failed', 'the process is gone');
      return store.commit(writes);
    },
    scrub: () => store.scrub(),
    close: async () => undefined,
  };
  const reach: Reach = {
    deliver: async (channel, reference, logic) => {
      const event = { ...reference, channelId: channel };
      const activity = TurnContext.applyConversationReference({ type: 'event' }, event, true);
      const adapter = new CollectingAdapter();
      const context = new TurnContext(adapter, activity);
      context.turnState.set('capabilities', { ...capabilities, replays: channel === 'web' });
      await logic(context);
      for (const { text } of adapter.sent) told.push({ to: reference.user?.id ?? '', text: text ?? '' });
    },
  };
  return createBot({ store: wrapped, files, painter, catalog, clock, log, reach, group });
}

/** Says something and gives what was answered. */
async function say(bot: Bot, who: string, text: string): Promise<string> {
  const adapter = new CollectingAdapter();
  const activity: Partial<Activity> = {
    type: 'message',
    id: `${who}-${clock.now().getTime()}-${text}`,
    channelId: 'web',
    from: { id: who, name: who },
    recipient: { id: 'shenbao', name: 'shenbao' },
    conversation: { id: `${who}@web`, isGroup: false, conversationType: 'personal', name: '' },
    text,
  };
  const context = new TurnContext(adapter, activity);
  context.turnState.set('capabilities', capabilities);
  await bot.logic(context);
  clock.advance(1000);
  return adapter.sent.map((each) => each.text).join('\n');
}

async function work(bot: Bot): Promise<void> {
  await bot.reminders.tick();
  await bot.notices.sweep();
  await bot.reminders.tick();
  await bot.notices.sweep();
}

async function ledger(): Promise<LedgerEntry[]> {
  const lines: LedgerEntry[] = [];
  for await (const { value } of recordsIn(store, keys.ledgerPrefix))
    lines.push(value as unknown as LedgerEntry);
  return lines;
}

describe('reminders by hand', () => {
  test('go on where a process died while writing them, and reach everyone once', async () => {
    const people = await crowd(450);
    await official('chief');
    const first = await openBot();
    expect(await say(first, 'chief', '提醒 未完成')).toContain('450 人');
    expect(await say(first, 'chief', '确认')).toContain('450 人');
    let batches = 0;
    failing = (writes) => writes.some(({ key }) => key.startsWith('reminder/')) && ++batches === 2;
    await expect(first.reminders.tick()).rejects.toMatchObject({ code: 'store.failed' });
    failing = () => false;
    await work(await openBot());
    const asked = told.filter(({ to }) => to !== 'chief');
    expect(asked.map(({ to }) => to).sort()).toEqual(people);
    expect(asked.every(({ text }) => text.includes('还有 30 天') && text.includes('【开始之前 1/5】'))).toBe(
      true,
    );
    expect(told.filter(({ to }) => to === 'chief').map(({ text }) => text)).toEqual([
      `“${NAME}”的提醒发完了。\n共 450 人：已提醒 450。`,
    ]);
    const lines = (await ledger()).filter(({ act }) => act === 'remind');
    expect(lines).toMatchObject([{ by: 'chief', outcome: 'done', call: CALL, detail: { count: 450 } }]);
  });

  test('a reply to one answers the question that it ended with', async () => {
    await crowd(1);
    await official('chief');
    const bot = await openBot();
    await say(bot, 'chief', '提醒 未完成');
    await say(bot, 'chief', '确认');
    await work(bot);
    expect(told.find(({ to }) => to === 'p0000')?.text).toContain('先对一下征集条件');
    expect(await say(bot, 'p0000', '是')).toContain('已记下“符合当地政策，能落地推广”：是');
  });

  test('leave out who was reminded within a day, unless they are wanted too', async () => {
    await crowd(3);
    await official('chief');
    const bot = await openBot();
    await say(bot, 'chief', '提醒 未完成');
    await say(bot, 'chief', '确认');
    await work(bot);
    clock.advance(23 * 3600_000);
    expect(await say(bot, 'chief', '提醒 未完成')).toContain('一天之内都已经提醒过了');
    expect(await say(bot, 'chief', '提醒 未完成 包括近期')).toContain('其中 3 人一天之内已经提醒过');
    clock.advance(2 * 3600_000);
    expect(await say(bot, 'chief', '提醒 未完成')).not.toContain('一天之内');
  });

  test('say nothing to who handed in between the order and the telling', async () => {
    const [first = '', second = ''] = await crowd(2);
    await official('chief');
    const bot = await openBot();
    await say(bot, 'chief', '提醒 未完成');
    await say(bot, 'chief', '确认');
    await bot.reminders.tick();
    await commitAll(store, await handIn(store, ours, first, clock.now().toISOString()));
    await work(bot);
    expect(told.filter(({ to }) => to !== 'chief').map(({ to }) => to)).toEqual([second]);
    expect(told.at(-1)?.text).toContain('已提醒 1，已提交不用提醒 1');
  });

  test('reach no further than the unit of whoever orders them, who sees no counts of others', async () => {
    await crowd(2);
    const line = (await store.read([keys.submission(draftOf('p0001'))])).get(
      keys.submission(draftOf('p0001')),
    );
    const kept = line?.value as { line: object };
    const value = { ...kept, line: { ...kept.line, organisation: '甲大学' } } as unknown as Json;
    await commitAll(store, [{ key: keys.submission(draftOf('p0001')), value, expect: 'any' }]);
    await official('own', { units: ['甲大学'] });
    const bot = await openBot();
    expect(await say(bot, 'own', '提醒 未完成')).toContain('1 人');
    await say(bot, 'own', '确认');
    await work(bot);
    expect(told.filter(({ to }) => to !== 'own').map(({ to }) => to)).toEqual(['p0001']);
    expect(await say(bot, 'own', '提醒情况')).toContain('不在您的权限里');
    expect(await say(bot, 'own', `截止 ${NAME} 2025-04-20`)).toContain('不在您的权限里');
    expect((await ledger()).filter(({ outcome }) => outcome === 'refused')).toMatchObject([
      { by: 'own', act: 'remind', call: CALL },
      { by: 'own', act: 'deadline', call: CALL },
    ]);
  });

  test('what a platform refused stands in the report, with the reason', async () => {
    await crowd(2, { channel: 'app' });
    await official('chief');
    const bot = await openBot();
    refusing = true;
    bot.outbox.attach('app', {
      continueConversation: async (reference) => {
        if (refusing && reference.user?.id === 'p0000') throw new AppError('send.refused', 'not visible');
      },
    });
    await say(bot, 'chief', '提醒 未完成');
    await say(bot, 'chief', '确认');
    await bot.reminders.tick();
    await bot.notices.sweep();
    await bot.outbox.settled();
    const report = await say(bot, 'chief', '提醒情况');
    expect(report).toContain('共 2 人：已提醒 1，没发成 1。');
    expect(report).toContain('平台拒收');
  });
});

describe('a notice to the group', () => {
  test('is shown, then sent once', async () => {
    const sent: string[] = [];
    await official('chief');
    const bot = await openBot(async (words) => void sent.push(words));
    expect(await say(bot, 'chief', '群通知 请各单位\n周五前报送。')).toContain('请各单位\n周五前报送。');
    await work(bot);
    expect(sent).toEqual([]);
    await say(bot, 'chief', '确认');
    await work(bot);
    await work(await openBot(async (words) => void sent.push(words)));
    expect(sent).toEqual(['请各单位\n周五前报送。']);
    expect(told).toEqual([{ to: 'chief', text: '群通知发好了。' }]);
  });

  test('that the group refused is told so', async () => {
    await official('chief');
    const bot = await openBot(() => Promise.reject(new AppError('send.refused', 'gone')));
    await say(bot, 'chief', '群通知 开会');
    await say(bot, 'chief', '确认');
    await work(bot);
    expect(told.map(({ text }) => text)).toEqual([
      '群通知没有发出去：群机器人不在群里了，或者地址不对，请管理员看一下。',
    ]);
  });

  test('is not sent again where a process died while sending: somebody looks', async () => {
    const sent: string[] = [];
    await official('chief');
    const bot = await openBot(async (words) => {
      sent.push(words);
      failing = () => true;
    });
    await say(bot, 'chief', '群通知 开会');
    await say(bot, 'chief', '确认');
    await expect(bot.reminders.tick()).rejects.toMatchObject({ code: 'store.failed' });
    failing = () => false;
    const next = await openBot(async (words) => void sent.push(words));
    await work(next);
    expect(told).toEqual([]);
    clock.advance(6 * 60_000);
    await work(next);
    expect(told.map(({ text }) => text)).toEqual([
      '群通知不确定有没有发到，请到群里看一眼；没有的话再发一次。',
    ]);
    expect(sent).toEqual(['开会']);
  });

  test('is nothing to a researcher', async () => {
    const sent: string[] = [];
    const bot = await openBot(async (words) => void sent.push(words));
    await say(bot, 'nobody', '群通知 开会');
    await say(bot, 'nobody', '确认');
    await work(bot);
    expect(sent).toEqual([]);
  });
});

describe('by schedule', () => {
  const planner = (roster: readonly RosterEntry[]) => {
    const list = async () => roster;
    const log = createLog(clock, () => undefined);
    let ids = 0;
    return {
      store,
      clock,
      log,
      dates: new Dates(catalog),
      standings: new Standings({ store, clock, roster: list }),
      roster: list,
      newId: () => `id${++ids}`,
    };
  };

  async function planned(): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for await (const { value } of recordsIn(store, keys.remindersOf(CALL))) {
      const { person, step, state } = value as unknown as Reminder;
      found[`${step} ${person}`] = state;
    }
    return found;
  }

  test('a unit’s own date comes first for its people, and nobody is reminded who cannot be', async () => {
    await crowd(2, { begun: '2025-03-10T02:00:00.000Z' });
    const roster = [
      entry('e1', { met: 'p0000', due: '2025-03-21' }),
      entry('e2', { unit: '甲大学' }),
      entry('e3', { unit: '乙大学' }),
    ];
    // Three days before the unit's date; the call's own lies weeks ahead.
    clock.advance(-25 * 3600_000);
    await planDue(planner(roster));
    expect(await planned()).toEqual({
      '20250321-3 p0000': 'waiting',
      '20250321-3 roster:e2': 'no_channel',
    });
    const counts = await countsOf(store, CALL, '20250321-3');
    expect(counts).toMatchObject({ total: 2, waiting: 1, unreachable: ['roster:e2'] });
  });

  test('a step that came before the date was set is not made up for, nor one before the person began', async () => {
    const set = (day: string, at: string) => ({
      ...NOTHING_SET,
      official: { day, time: null, by: 'office', at },
    });
    await commitAll(store, [datesWrite(CALL, set('2025-03-24', '2025-03-19T01:30:00.000Z'), 0)]);
    await crowd(1);
    const own = planner([]);
    await planDue(own);
    expect(await planned()).toEqual({});
    clock.advance(2 * 24 * 3600_000);
    await commitAll(
      store,
      memberWrites(ours, { id: 'late', channel: 'web', begun: clock.now().toISOString() }),
    );
    await planDue(own);
    expect(await planned()).toEqual({ '20250324-1 p0000': 'waiting' });
  });
});

test('who is on the list, spoke and has begun nothing is offered the call, and begins it with a word', async () => {
  const at = clock.now().toISOString();
  const entries = [entry('p1', { person: '孙工' }), entry('p2', { person: '周工' })];
  const list: Roster = { call: CALL, generation: 1, last: 2, entries };
  await commitAll(store, rosterWrites({ ...emptyRoster(CALL), rev: 0 }, list, { by: 'chief', at }));
  await commitAll(store, metWrites({ call: CALL, id: 'p1' }, { person: 'sun', by: 'code', at }));
  await official('chief');
  const bot = await openBot();
  await say(bot, 'sun', '你好');
  clock.advance(3600_000);
  const preview = await say(bot, 'chief', '提醒 未开始');
  expect(preview).toContain('2 人');
  expect(preview).toContain('其中 1 人还没有和我说过话');
  await say(bot, 'chief', '确认');
  await work(bot);
  const [asked, done] = told;
  expect(asked).toMatchObject({ to: 'sun' });
  expect(asked?.text).toContain('您还没有开始填');
  expect(asked?.text).toContain('选哪一个');
  expect(done?.text).toContain('共 2 人：已提醒 1，没有联系方式 1。');
  expect(done?.text).toContain('周工，甲大学');
  expect(await say(bot, 'sun', `填报：${NAME}`)).toContain('先对一下征集条件');
});

test('a conversation holds nothing of a reminder that was not needed', async () => {
  const [person = ''] = await crowd(1);
  await official('chief');
  const bot = await openBot();
  await say(bot, person, '免打扰');
  const before = await store.list(keys.logPrefix(conversationOf({ id: person, channel: 'web', begun: '' })));
  await say(bot, 'chief', '提醒 未完成');
  await say(bot, 'chief', '确认');
  await work(bot);
  const after = await store.list(keys.logPrefix(conversationOf({ id: person, channel: 'web', begun: '' })));
  expect(after).toEqual(before);
  expect(told.map(({ text }) => text)).toEqual([`“${NAME}”的提醒发完了。\n共 1 人：已提醒 0，免打扰 1。`]);
});
