/** Links to upload by: one person, one question, one batch, in time; and nothing of the token on disk. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Activity, TurnContext } from 'botbuilder';
import { expect, onTestFinished, test } from 'vitest';
import { loadCalls } from '../../bot/calls.ts';
import type { SentAttachment } from '../../forms/ports.ts';
import { CollectingAdapter, capabilities } from '../fakes/channel.ts';
import { testFile } from '../fixtures/files.ts';
import { openStage, type Stage } from '../transcripts/stage.ts';

const WHO = '研究人员';
const CALLS = path.join(import.meta.dirname, '../fixtures/calls');

interface Scene {
  readonly stage: Stage;
  /** What the bot said without having been spoken to. */
  readonly heard: Partial<Activity>[];
}

/** At the question for a film, on a channel where the bot can begin a turn. */
async function scene(): Promise<Scene> {
  const links = { base: () => 'https://shenbao.example.com', minutes: 60 };
  const stage = await openStage({ catalog: loadCalls([CALLS]), links });
  onTestFinished(() => stage.close());
  await stage.say(WHO, 'teams', '填报：视频');
  await stage.say(WHO, 'teams', '余热回收');
  return { stage, heard: stage.heard };
}

const tokenIn = (activity: Partial<Activity> | undefined): string =>
  /https:\/\/shenbao\.example\.com\/u\/([\w-]{43})/.exec(activity?.text ?? '')?.[1] ?? '';

async function attachment(stage: Stage, name: string): Promise<SentAttachment> {
  const one = (async function* () {
    yield testFile(name).bytes;
  })();
  const kept = await stage.files.put(one, { maxBytes: 1e9 });
  return { name, contentType: kept.mediaType, contentUrl: `file:${kept.hash}`, content: kept };
}

test('a link is for the question that is asked; its files arrive in the chat and are told there', async () => {
  const { stage, heard } = await scene();
  const [said] = await stage.say(WHO, 'teams', '给我上传链接');
  expect(said?.text).toContain(
    '请在浏览器里打开这个网页，把“成果视频”的文件传上来：\nhttps://shenbao.example.com/u/',
  );
  expect(said?.text).toContain('1 小时内有效');
  expect(said?.channelData.question).toMatchObject({ question: 'film' });
  const token = tokenIn(said);
  expect(await stage.bot.links.view(token)).toMatchObject({
    state: 'open',
    person: WHO,
    place: { path: 'film' },
    call: '视频',
    label: '成果视频',
    accept: ['mp4', 'mov', 'avi', 'mkv', 'wmv'],
    most: 2,
  });
  const file = await attachment(stage, '成果.mp4');
  expect(await stage.bot.links.finish(token, [file])).toBe('done');
  expect(heard.map(({ text }) => text)).toEqual([
    '收到《成果.mp4》，“成果视频”现在有 1 个文件。\n还有就接着发，没有了回“发完了”。',
  ]);
  const log = await stage.bot.conversations('teams').after(`${WHO}@teams`, 0);
  expect(log.at(-2)?.activity).toMatchObject({
    type: 'message',
    from: { id: WHO },
    attachments: [{ name: '成果.mp4' }],
  });
  // The answer was lost: the same batch again is done, and told once.
  expect(await stage.bot.links.finish(token, [file])).toBe('done');
  expect(await stage.bot.links.finish(token, [await attachment(stage, '另一个.mp4')])).toBe('used');
  expect(await stage.bot.links.view(token)).toEqual({ state: 'used' });
  expect(heard).toHaveLength(1);
});

test('neither store nor log holds the token', async () => {
  const { stage } = await scene();
  const token = tokenIn((await stage.say(WHO, 'teams', '上传链接'))[0]);
  expect(token).not.toBe('');
  const log = await stage.bot.conversations('teams').after(`${WHO}@teams`, 0);
  expect(JSON.stringify(log)).not.toContain(token);
  expect(log.at(-1)?.activity).toMatchObject({
    text: expect.stringContaining('（只显示一次，要新的请再说一遍）'),
  });
  for (const name of ['shenbao.sqlite', 'shenbao.sqlite-wal']) {
    expect(readFileSync(path.join(stage.folder, name)).includes(token)).toBe(false);
  }
});

test('a link ends with its time; a guess leads nowhere', async () => {
  const { stage, heard } = await scene();
  const token = tokenIn((await stage.say(WHO, 'teams', '上传链接'))[0]);
  stage.setDay('2025-03-11');
  expect(await stage.bot.links.view(token)).toEqual({ state: 'expired' });
  const guess = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  for (const wrong of [guess, '', '../x', token.slice(1), `${token}A`]) {
    expect(await stage.bot.links.view(wrong)).toEqual({ state: 'unknown' });
    expect(await stage.bot.links.owner(wrong)).toBeUndefined();
    expect(await stage.bot.links.finish(wrong, [])).toBe('unknown');
  }
  expect(heard).toEqual([]);
});

test('received but not told when the process ended: told at the next start', async () => {
  const { stage, heard } = await scene();
  const token = tokenIn((await stage.say(WHO, 'teams', '上传链接'))[0]);
  const file = await attachment(stage, '成果.mp4');
  const { commit } = stage.store;
  // The process ends between the two commits: the batch is stored, the turn is not.
  let commits = 0;
  stage.store.commit = async (writes) => {
    commits += 1;
    if (commits > 1) throw new Error('the process ended');
    return commit.call(stage.store, writes);
  };
  await expect(stage.bot.links.finish(token, [file])).rejects.toThrow('the process ended');
  expect(heard).toEqual([]);
  await stage.restart();
  expect(await stage.bot.links.view(token)).toEqual({ state: 'used' });
  await stage.bot.links.resume();
  await stage.bot.links.resume();
  expect(heard.map(({ text }) => text)).toEqual([expect.stringContaining('收到《成果.mp4》')]);
});

test('the person has gone on, into another draft even: the files are filed where they belong', async () => {
  const { stage, heard } = await scene();
  const token = tokenIn((await stage.say(WHO, 'teams', '上传链接'))[0]);
  await stage.say(WHO, 'teams', '换征集');
  await stage.say(WHO, 'teams', '填报：文件');
  await stage.bot.links.finish(token, [await attachment(stage, '成果.mp4')]);
  expect(heard[0]?.text).toBe('另一份草稿《余热回收》的文件：收到《成果.mp4》，“成果视频”现在有 1 个文件。');
  expect(heard[0]?.channelData.question).toMatchObject({ call: 'example-file', question: 'name' });
});

test('asked for elsewhere: for the only question that takes files, else which one', async () => {
  const { stage } = await scene();
  await stage.say(WHO, 'teams', '修改 项目名称');
  expect((await stage.say(WHO, 'teams', '上传链接'))[0]?.text).toContain('把“成果视频”的文件传上来');
  await stage.say(WHO, 'teams', '换征集');
  await stage.say(WHO, 'teams', '填报：文件');
  const [which] = await stage.say(WHO, 'teams', '上传链接');
  expect(which?.text).toContain('要传到哪一项？先说“修改照片”这样的话');
});

test('a channel that carries no files is offered a link with the question', async () => {
  const { stage } = await scene();
  const adapter = new CollectingAdapter();
  const context = new TurnContext(adapter, {
    type: 'message',
    id: 'w1',
    channelId: 'wecom',
    from: { id: WHO, name: WHO },
    recipient: { id: 'shenbao', name: 'shenbao' },
    conversation: { id: `${WHO}@wecom`, isGroup: false, conversationType: 'personal', name: '' },
    text: '继续',
  });
  context.turnState.set('capabilities', { ...capabilities, filesIn: false });
  await stage.bot.logic(context);
  const [asked] = adapter.sent;
  expect(asked?.text).toContain('回“上传链接”，我给您一个网页来传');
  const titles = asked?.suggestedActions?.actions?.map(({ title }) => title);
  expect(titles).toContain('上传链接');
  expect(asked?.channelData.question.options.map(({ title }: { title: string }) => title)).toEqual(titles);
});
