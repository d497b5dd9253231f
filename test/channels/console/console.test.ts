import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Activity, ConversationReference, TurnContext } from 'botbuilder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CAPABILITIES } from '../../../adapters/channels/capabilities.ts';
import {
  consoleAccount,
  consoleAdapter,
  consoleCapabilities,
  runConsole,
} from '../../../adapters/channels/console/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import type { FileStore } from '../../../forms/ports.ts';
import { roomFor } from '../../fakes/intake.ts';

let folder: string;
let files: FileStore;
let turns: Activity[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-'));
  files = await openFiles({ folder: join(folder, 'files') });
  turns = [];
});
afterEach(() => rm(folder, { recursive: true }));

/** Repeats what is said, offers two options, sends back the file it gets. */
async function logic(context: TurnContext): Promise<void> {
  const { activity } = context;
  turns.push(JSON.parse(JSON.stringify(activity)) as Activity);
  expect(context.turnState.get(CAPABILITIES)).toEqual(consoleCapabilities);
  if (activity.text === '坏') throw Object.assign(new Error('the store is locked'), { code: 'store.locked' });
  await context.sendActivities([
    { type: 'typing' },
    {
      type: 'message',
      text: `收到：${activity.text}`,
      ...(activity.attachments ? { attachments: activity.attachments } : {}),
      suggestedActions: {
        to: [],
        actions: ['是', '否'].map((title) => ({ type: 'imBack', title, value: title })),
      },
      channelData: { question: { kind: 'yes_no' } },
    },
  ]);
}

async function run(
  lines: string[],
  json = false,
): Promise<{ out: string; err: string; turns: number; failed: number }> {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const [out, err] = [text(output), text(errors)];
  const result = await runConsole({
    logic,
    input: Readable.from([lines.join('\n')]),
    output,
    errors,
    json,
    user: 'demo',
    files,
    intake: roomFor(100),
    folder: join(folder, 'out'),
    clock: { now: () => new Date(0) },
  });
  output.end();
  errors.end();
  return { out: await out, err: await err, ...result };
}

test('one message a line, in order, with numbered options; blank lines say nothing', async () => {
  const { out, err, turns: count } = await run(['\ufeff你好', '', '   ', '第二句\r', '']);
  expect(out).toBe('收到：你好\n  1. 是\n  2. 否\n收到：第二句\n  1. 是\n  2. 否\n');
  expect([err, count]).toEqual(['', 2]);
  expect(turns[0]).toMatchObject({
    type: 'message',
    channelId: 'console',
    from: { id: 'console:demo', name: 'demo' },
    conversation: { id: 'console:demo' },
    timestamp: '1970-01-01T00:00:00.000Z',
  });
});

test('--json prints one activity a line', async () => {
  const { out } = await run(['一', '二'], true);
  const activities = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Activity);
  expect(activities.map((each) => each.text)).toEqual(['收到：一', '收到：二']);
  expect(activities[0]?.channelData).toEqual({ question: { kind: 'yes_no' } });
  expect(activities[0]?.suggestedActions?.actions.length).toBe(2);
});

test('a file goes through the file store and comes back as a file', async () => {
  const path = join(folder, '我的 报告.pdf');
  await writeFile(path, '%PDF-1.7 x');
  const { out } = await run([`/upload ${path}`]);
  expect(turns[0]?.attachments?.[0]).toMatchObject({ name: '我的 报告.pdf', contentType: 'application/pdf' });
  const saved = join(folder, 'out', '我的 报告.pdf');
  expect(out).toContain(`我的 报告.pdf: ${saved}\n`);
  expect(await readFile(saved, 'utf8')).toBe('%PDF-1.7 x');
  const asJson = await run([`/upload "${path}"`], true);
  const [activity] = asJson.out
    .split('\n')
    .map((line) => (line ? (JSON.parse(line) as Activity) : undefined));
  expect(fileURLToPath(activity?.attachments?.[0]?.contentUrl ?? '')).toBe(saved);
});

test('what fails is told on the error stream and the rest goes on', async () => {
  const big = join(folder, 'big.bin');
  await writeFile(big, 'x'.repeat(101));
  const {
    out,
    err,
    turns: count,
    failed,
  } = await run(['坏', '/upload /none/such', `/upload ${big}`, '好', 'x'.repeat(100_001)]);
  expect(out).toBe('收到：好\n  1. 是\n  2. 否\n');
  const told = err.trimEnd().split('\n');
  expect(told.length).toBe(4);
  expect(told[0]).toBe(
    '第 1 条没有送到：程序出错了（store.locked: the store is locked）。说“进度”看看记到了哪里，再接着来。',
  );
  expect(told[1]).toContain('ENOENT');
  expect(told[2]).toBe('第 3 条没有送到：文件太大。');
  expect([count, failed]).toEqual([5, 4]);
});

test('nothing that is said steers the terminal', async () => {
  const { out } = await run(['a\u001b[2Jb\u0007']);
  expect(out.startsWith('收到：a[2Jb\n')).toBe(true);
});

test('what waits is told before the first line and below each answer; no line is lost by that', async () => {
  const output = new PassThrough();
  const out = text(output);
  const screen = { output, json: false, files, folder: join(folder, 'out') };
  const adapter = consoleAdapter(screen);
  let told = 0;
  await runConsole({
    ...screen,
    adapter,
    logic,
    input: Readable.from(['一\n二\n']),
    errors: new PassThrough(),
    user: 'demo',
    intake: roomFor(100),
    clock: { now: () => new Date(0) },
    async between() {
      await new Promise((resolve) => setImmediate(resolve));
      told += 1;
      const reference = { conversation: { id: consoleAccount('demo') } } as Partial<ConversationReference>;
      await adapter.continueConversation(reference, async (context) => {
        await context.sendActivity(`有事告诉您（${told}）`);
      });
    },
  });
  output.end();
  expect((await out).split('\n').filter((line) => !line.startsWith('  '))).toEqual([
    '有事告诉您（1）',
    '收到：一',
    '有事告诉您（2）',
    '收到：二',
    '有事告诉您（3）',
    '',
  ]);
});
