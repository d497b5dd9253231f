/** What comes in and goes out on the long connection, with a bot that only repeats what it is told. */
import { randomBytes } from 'node:crypto';
import type { Activity, ResourceResponse, TurnContext } from 'botbuilder';
import { expect, test } from 'vitest';
import { openFiles } from '../../../../adapters/store/files.ts';
import { memoryStore } from '../../../../adapters/store/memory.ts';
import type { Intake } from '../../../../forms/ports.ts';
import { text } from '../../../../forms/text/index.ts';
import { testFolder } from '../../../adapters/store/folder.ts';
import { virtualTime } from '../../../fakes/wecom/clock.ts';
import { anything, connected, openHost, openRobot, until } from './world.ts';

async function world(intake?: Intake) {
  const timer = virtualTime();
  const store = memoryStore({ now: timer.now });
  const files = await openFiles({ folder: testFolder() });
  const turns: Activity[] = [];
  const answers: Partial<Activity>[] = [];
  const logic = async (context: TurnContext): Promise<void> => {
    turns.push(JSON.parse(JSON.stringify(context.activity)) as Activity);
    if (context.activity.text === '坏') throw new Error('the store is gone');
    const answer = answers.shift();
    if (answer) await context.adapter.sendActivities(context, [{ type: 'message', ...answer }]);
  };
  const opened = await openRobot({ logic, store, files, timer, ...(intake ? { intake } : {}) });
  await connected(opened);
  const { host, robot } = opened;
  let sent = 0;
  return {
    ...opened,
    store,
    files,
    turns,
    answers,
    /** As the outbox does: writes to somebody outside any turn. */
    async push(chat: string, activity: Partial<Activity>): Promise<ResourceResponse[] | undefined> {
      let responses: ResourceResponse[] | undefined;
      sent += 1;
      const reference = { conversation: { id: `robot:robot1:${chat}` } as never, channelId: 'wecomrobot' };
      await robot.adapter.continueConversation(reference, async (context) => {
        const message = { type: 'message', id: `p|${sent}`, ...activity };
        responses = await context.adapter.sendActivities(context, [message]);
      });
      return responses;
    },
    async said(chat: string, words: string): Promise<void> {
      await host.say(chat, words);
      await robot.settled();
    },
  };
}

const question = (id: string, words: string, ...titles: string[]): Partial<Activity> => ({
  id,
  text: words,
  suggestedActions: { to: [], actions: titles.map((title) => ({ type: 'imBack', title, value: title })) },
});

test('who speaks is the same person in either case and on either transport', async () => {
  const { turns, said } = await world();
  await said('LiMing', '你好');
  expect(turns[0]).toMatchObject({
    id: expect.stringMatching(/^\d{19}$/),
    channelId: 'wecomrobot',
    from: { id: 'wecom:liming' },
    conversation: { id: 'robot:robot1:LiMing', isGroup: false },
    text: '你好',
  });
});

test('somebody who never wrote is welcomed once, without a turn; afterwards opening the chat is a turn', async () => {
  const { host, robot, turns, said } = await world();
  await host.enter('zhou');
  await robot.settled();
  expect(host.welcomed).toEqual([{ chat: 'zhou', text: text('wecom.welcome') }]);
  expect(turns).toEqual([]);
  await said('zhou', '开始');
  await host.enter('zhou');
  await robot.settled();
  expect(turns.map(({ type }) => type)).toEqual(['message', 'conversationUpdate']);
  expect(host.welcomed).toHaveLength(1);
  expect(host.breaches).toEqual([]);
});

test('what is written is shown as it was meant, not as markup', async () => {
  const { host, answers, said } = await world();
  answers.push({ id: 'a|1', text: '# 一\n*重点* 5~6 与 7~8\n\n1. 选项_一' });
  await said('zhou', '好');
  expect(host.seenBy('zhou')).toMatchObject([
    { type: 'markdown', text: '# 一\n*重点* 5~6 与 7~8\n\n1. 选项_一' },
  ]);
});

test('a click is a message with its value; the card then shows only what was chosen', async () => {
  const { host, robot, turns, answers, said } = await world();
  answers.push(question('c|1', '有专利吗？', '是', '否'));
  await said('zhou', '好');
  const [card] = host.seenBy('zhou');
  expect(card?.buttons.map(({ title }) => title)).toEqual(['是', '否']);
  answers.push(question('c|2', '有论文吗？', '是', '否'));
  await host.click('zhou', card?.task ?? '', '否');
  await robot.settled();
  expect(turns.at(-1)).toMatchObject({
    type: 'message',
    text: '否',
    value: { EventKey: '否', TaskId: card?.task },
  });
  expect(host.changed.get(card?.task ?? '')).toEqual(['否']);
  expect(host.seenBy('zhou')).toHaveLength(2);
  // The card before is over.
  await host.click('zhou', card?.task ?? '', '是');
  await robot.settled();
  expect(turns).toHaveLength(2);
  expect(host.seenBy('zhou').at(-1)?.text).toBe(text('wecom.card_old'));
  expect(host.breaches).toEqual([]);
});

test('a click in the flat form of the SDK means the same', async () => {
  const { host, robot, turns, answers, said } = await world();
  answers.push(question('c|1', '有专利吗？', '是', '否'));
  await said('zhou', '好');
  const task = host.seenBy('zhou')[0]?.task;
  await host.event(
    'zhou',
    { eventtype: 'template_card_event', event_key: '是', task_id: task },
    'click',
    task,
  );
  await robot.settled();
  expect(turns.at(-1)).toMatchObject({ text: '是', value: { TaskId: task } });
});

test('an answer in words leaves the card, which can no longer be changed', async () => {
  const { host, answers, said } = await world();
  answers.push(question('c|1', '有专利吗？', '是', '否'), { id: 'c|2', text: '记下了' });
  await said('zhou', '好');
  await said('zhou', '是');
  expect(host.changed.size).toBe(0);
  expect(host.calls.map(({ cmd }) => cmd)).not.toContain('aibot_respond_update_msg');
});

test('a card that the platform does not take is said in words', async () => {
  const { host, answers, said } = await world();
  host.failures.push({ cmd: 'aibot_send_msg', how: 42045 });
  answers.push(question('c|1', '有专利吗？', '是', '否'));
  await said('zhou', '好');
  expect(host.seenBy('zhou')).toMatchObject([{ type: 'markdown', text: '有专利吗？\n\n1. 是\n2. 否' }]);
});

test('files come with their names, in order with what is said after them', async () => {
  const { host, robot, timer, turns } = await world();
  host.failingDownloads = 1;
  await host.file('zhou', '检测 报告.pdf', Buffer.from('%PDF-1.7 x'));
  await host.say('zhou', '发完了');
  await until(() => host.failingDownloads === 0);
  await until(async () => {
    await timer.advance(1_000);
    return turns.length === 2;
  });
  await host.message('zhou', { msgtype: 'image', image: host.offer('', Buffer.from('GIF89a  ')) });
  await robot.settled();
  expect(turns.map(({ text: words, attachments }) => attachments?.[0]?.name ?? words)).toEqual([
    '检测 报告.pdf',
    '发完了',
    'image.gif',
  ]);
});

test('a file that was being fetched when the process ended is fetched by the next, or asked for again', async () => {
  const timer = virtualTime();
  const host = await openHost(timer);
  const store = memoryStore({ now: timer.now });
  const files = await openFiles({ folder: testFolder() });
  const fetching = async (): Promise<number> => (await store.list('wecom/fetching/')).length;
  const turns: (string | undefined)[] = [];
  const logic = async ({ activity }: TurnContext): Promise<void> => {
    turns.push(activity.attachments?.[0]?.name);
  };
  // Its time stands still: it waits for ever before it tries again, and renews no lease.
  const dead = await openRobot({ logic, store, files, timer: virtualTime() }, host, 'one');
  await connected(dead);
  host.failingDownloads = 2;
  await host.file('zhou', '报告.pdf', Buffer.from('%PDF-1.7 x'));
  await host.file('wang', '合同.pdf', Buffer.from('%PDF-1.7 y'));
  await until(async () => (await fetching()) === 2 && host.failingDownloads === 0);
  host.withdraw('合同.pdf');
  const next = await openRobot({ logic, store, files, timer }, host, 'two');
  await until(async () => {
    await timer.advance(1_000);
    return next.robot.state() === 'connected';
  });
  await until(async () => {
    await timer.advance(1_000);
    return (await fetching()) === 0;
  });
  expect(turns).toEqual(['报告.pdf']);
  expect(host.seenBy('wang').map((each) => each.text)).toEqual([text('wecom.file_lost')]);
});

test('pictures with words are each a message, the words last', async () => {
  const { host, robot, turns } = await world();
  const item = (name: string) => ({
    msgtype: 'image',
    image: host.offer(name, Buffer.from(`GIF89a ${name}`)),
  });
  const items = [{ msgtype: 'text', text: { content: '两张现场照片' } }, item('一.gif'), item('二.gif')];
  await host.message('zhou', { msgtype: 'mixed', mixed: { msg_item: items } });
  await robot.settled();
  expect(turns.map(({ text: words, attachments }) => attachments?.[0]?.name ?? words)).toEqual([
    '一.gif',
    '二.gif',
    '两张现场照片',
  ]);
  expect(new Set(turns.map(({ id }) => id)).size).toBe(3);
});

test('a voice is what was understood of it', async () => {
  const { host, robot, turns } = await world();
  await host.message('zhou', { msgtype: 'voice', voice: { content: '我们单位是示例大学' } });
  await robot.settled();
  expect(turns.map(({ text: words }) => words)).toEqual(['我们单位是示例大学']);
});

test('a file beyond the limit is told with the limit', async () => {
  const { host, robot, turns } = await world(anything(2 * 1024 * 1024));
  await host.file('zhou', '大.bin', Buffer.alloc(2 * 1024 * 1024 + 1, 1));
  await robot.settled();
  expect(turns).toEqual([]);
  expect(host.seenBy('zhou').map((each) => each.text)).toEqual([text('wecom.file_large', { size: 2 })]);
});

test('a file that may not come is not fetched, and its sender is told why', async () => {
  const asked: unknown[] = [];
  const { host, robot, turns } = await world({
    async admit(person, file) {
      asked.push({ person, ...file });
      return { ok: false, code: 'file.nowhere', say: '现在没有要交文件的题目。' };
    },
  });
  await host.file('Zhou', '合同.pdf', Buffer.alloc(1000, 1));
  await robot.settled();
  expect(asked).toEqual([{ person: 'wecom:zhou', name: '合同.pdf', bytes: 992 }]);
  expect(turns).toEqual([]);
  expect(host.seenBy('Zhou').map((each) => each.text)).toEqual(['现在没有要交文件的题目。']);
});

test('a turn that fails is told, as the platform sends nothing twice', async () => {
  const { host, reported, said } = await world();
  await said('zhou', '坏');
  expect(host.seenBy('zhou').map((each) => each.text)).toEqual([text('wecom.not_handled')]);
  expect(JSON.stringify(reported)).not.toContain('坏');
});

test('a group is told where to go, and nothing said there is a turn', async () => {
  const { host, robot, turns } = await world();
  await host.toGroup('zhou', 'group1', '@机器人 开始');
  await robot.settled();
  expect(turns).toEqual([]);
  expect(host.groups).toEqual([{ chat: 'group1', text: text('wecom.group_private') }]);
  expect(host.breaches).toEqual([]);
});

test('a document goes up in pieces and arrives whole, under its name; once up it is not sent up again', async () => {
  const { host, files, push, said } = await world();
  await said('zhou', '好');
  const bytes = randomBytes(3 * 1024 * 1024 + 17);
  const { hash } = await files.put([bytes] as never, { maxBytes: 1e9 });
  const attachment = {
    name: '申报书-示例 项目.docx',
    contentType: 'application/octet-stream',
    contentUrl: `file:${hash}`,
    content: { bytes: bytes.length, mediaType: 'application/octet-stream' },
  };
  host.failures.push({ cmd: 'aibot_upload_media_chunk', how: -1 }, { cmd: 'aibot_send_msg', how: -1 });
  await expect(push('zhou', { attachments: [attachment] })).rejects.toMatchObject({ code: 'send.failed' });
  await push('zhou', { attachments: [attachment] });
  const [sent] = host.seenBy('zhou');
  expect(sent?.file?.name).toBe('申报书-示例 项目.docx');
  expect(sent?.file?.bytes.equals(bytes)).toBe(true);
  const pieces = host.calls.filter(({ cmd, errcode }) => cmd === 'aibot_upload_media_chunk' && errcode === 0);
  expect(pieces).toHaveLength(7);
  expect(host.breaches).toEqual([]);
});

test('more than thirty a minute wait their turn; nothing is dropped', async () => {
  const { host, timer, push, said, reported } = await world();
  await said('zhou', '好');
  const all = Promise.all(Array.from({ length: 70 }, (_, at) => push('zhou', { text: `第${at}条` })));
  await until(() => host.seenBy('zhou').length === 30);
  expect(reported.find(({ code }) => code === 'wecom.paced')?.fields).toMatchObject({ ms: 62_000 });
  await timer.advance(62_000);
  await until(() => host.seenBy('zhou').length === 60);
  await timer.advance(62_000);
  await all;
  expect(host.seenBy('zhou').map((each) => each.text)).toEqual(
    Array.from({ length: 70 }, (_, at) => `第${at}条`),
  );
  expect(host.breaches).toEqual([]);
});

test('what the line loses fails, to be sent again; what is forgotten makes a new line', async () => {
  const { host, robot, timer, push, said } = await world();
  await said('zhou', '好');
  host.failures.push({ cmd: 'aibot_send_msg', how: 'lost' });
  await expect(push('zhou', { text: '一' })).rejects.toMatchObject({ code: 'send.failed' });
  const again = push('zhou', { text: '一' });
  await timer.advance(1_000);
  await again;
  host.failures.push({ cmd: 'aibot_send_msg', how: 846609 });
  await expect(push('zhou', { text: '二' })).rejects.toMatchObject({ code: 'send.failed' });
  expect(robot.state()).toBe('connecting');
  await timer.advance(2_000);
  await connected({ robot });
  await push('zhou', { text: '二' });
  expect(host.seenBy('zhou').map((each) => each.text)).toEqual(['一', '二']);
});

test.each([
  [81013, 'send.refused'],
  [40058, 'send.refused'],
  [45009, 'send.slow_down'],
  [846607, 'send.failed'],
])('the platform answers %d: %s', async (how, code) => {
  const { host, push, said, reported } = await world();
  await said('zhou', '好');
  host.failures.push({ cmd: 'aibot_send_msg', how });
  await expect(push('zhou', { text: '一' })).rejects.toMatchObject({ code });
  expect(reported.find((each) => each.code === 'wecom.call_failed')?.fields).toMatchObject({ status: how });
});
