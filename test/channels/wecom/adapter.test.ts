/** The adapter above a transport that only keeps what it is given. */
import { type Activity, TurnContext } from 'botbuilder';
import { expect, test } from 'vitest';
import { WecomAdapter } from '../../../adapters/channels/wecom/adapter.ts';
import type { Address, Incoming, Part, Transport } from '../../../adapters/channels/wecom/transport.ts';
import { memoryStore } from '../../../adapters/store/memory.ts';
import { AppError } from '../../../forms/error.ts';
import { capabilities } from '../../fakes/channel.ts';
import { fakeClock } from '../../fakes/clock.ts';

const FROM: Address = { conversation: 'wecom:app:corp:1:zhou', member: 'zhou' };

function world() {
  const sent: Part[] = [];
  const retired: string[] = [];
  let failing = 0;
  const transport: Transport = {
    channel: 'wecom',
    capabilities,
    async send(_, part) {
      if (failing > 0 && --failing === 0) throw new AppError('send.failed', 'busy');
      sent.push(part);
      return undefined;
    },
    async retire(_, task) {
      retired.push(task);
    },
  };
  const adapter = new WecomAdapter({
    transport,
    store: memoryStore(),
    linkTo: async (name) => (name.includes('大') ? 'https://example.com/f/1' : undefined),
    clock: fakeClock(),
  });
  const context = new TurnContext(adapter, {
    type: 'message',
    conversation: { id: FROM.conversation } as never,
  });
  return {
    adapter,
    sent,
    retired,
    fail: (at: number) => {
      failing = at;
    },
    say: (...activities: Partial<Activity>[]) => adapter.sendActivities(context, activities),
  };
}

const reply = (id: string, text: string, ...titles: string[]): Partial<Activity> => ({
  type: 'message',
  id,
  text,
  suggestedActions: { to: [], actions: titles.map((title) => ({ type: 'imBack', title, value: title })) },
});

test('a short question with buttons is one card', async () => {
  const { say, sent } = world();
  await say(reply('c|1', '有专利吗？', '是', '否'));
  expect(sent).toEqual([
    {
      kind: 'card',
      task: expect.stringMatching(/^[0-9a-f]{32}$/),
      text: '有专利吗？',
      buttons: [
        { title: '是', value: '是' },
        { title: '否', value: '否' },
      ],
    },
  ]);
});

test('a long one is text, then a card', async () => {
  const { say, sent } = world();
  await say(reply('c|1', '长'.repeat(2000), '是', '否'));
  expect(sent.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'card']);
  for (const part of sent)
    if (part.kind === 'text') expect(Buffer.byteLength(part.text)).toBeLessThanOrEqual(2048);
});

test.each([
  ['more than six', Array.from({ length: 7 }, (_, at) => `第${at}项`)],
  ['too long to read on a button', ['面向“一带一路”国家可持续发展技术', '其他']],
  ['alike', ['是', '是']],
])('options that are %s are numbered in the text', async (_what, titles) => {
  const { say, sent } = world();
  await say(reply('c|1', '选哪一个？', ...titles));
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ kind: 'text', text: expect.stringContaining(`1. ${titles[0]}`) });
});

test('files go as files, those that are too large as a link, or a sentence', async () => {
  const { say, sent } = world();
  const file = (name: string, bytes: number) => ({
    name,
    contentType: 'x/y',
    contentUrl: `file:${'a'.repeat(64)}`,
    content: { bytes, mediaType: 'x/y' },
  });
  await say({
    type: 'message',
    id: 'c|1',
    text: '做好了',
    attachments: [file('申报书.docx', 9000), file('大视频.mp4', 30_000_000), file('录像.mp4', 30_000_000)],
  });
  expect(sent.map((part) => (part.kind === 'text' ? part.text : part.kind))).toEqual([
    '做好了',
    'file',
    expect.stringContaining('https://example.com/f/1'),
    expect.stringContaining('《录像.mp4》'),
  ]);
});

test('a reply that breaks off goes on behind the part that was taken', async () => {
  const { say, sent, fail } = world();
  fail(3);
  const long = reply('c|1', '长'.repeat(2000), '是', '否');
  await expect(say(long)).rejects.toMatchObject({ code: 'send.failed' });
  expect(sent).toHaveLength(2);
  await say(long);
  expect(sent.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'card']);
});

test('a later reply retires the card before it, and a click on that one says so', async () => {
  const { adapter, say, sent, retired } = world();
  await say(reply('c|1', '有专利吗？', '是', '否'));
  const [card] = sent;
  const task = card?.kind === 'card' ? card.task : '';
  const turns: Partial<Activity>[] = [];
  const click = (id: string): Incoming => ({ id, from: FROM, said: { kind: 'click', value: '是', task } });
  const logic = async (context: TurnContext) => void turns.push(context.activity);
  await adapter.receive(click('e1'), logic);
  expect(turns).toMatchObject([
    { type: 'message', text: '是', value: { EventKey: '是', TaskId: task }, from: { id: 'wecom:zhou' } },
  ]);
  await say(reply('c|2', '专利号是多少？'));
  expect(retired).toEqual([task]);
  await adapter.receive(click('e2'), logic);
  expect(turns).toHaveLength(1);
  expect(sent.at(-1)).toMatchObject({ kind: 'text', text: expect.stringContaining('最新') });
});
