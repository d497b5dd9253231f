/** What the bot says of a file before it comes: by the question asked, the form's room, and what is there already. */
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadCalls } from '../../bot/calls.ts';
import { openStage, type Stage } from '../transcripts/stage.ts';

const WHO = '研究人员';
const MB = 1024 * 1024;
const CALLS = path.join(import.meta.dirname, '../fixtures/calls');

async function open(): Promise<Stage> {
  const stage = await openStage({ catalog: loadCalls([CALLS]) });
  onTestFinished(() => stage.close());
  return stage;
}

async function atFilm(): Promise<Stage> {
  const stage = await open();
  await stage.say(WHO, 'web', '填报：视频');
  await stage.say(WHO, 'web', '余热回收');
  return stage;
}

const ask = (stage: Stage, name: string, bytes?: number, pending = 0) =>
  stage.bot.intake.admit(WHO, { name, ...(bytes === undefined ? {} : { bytes }), pending });

test('without a draft only a small file may come', async () => {
  const stage = await open();
  expect(await ask(stage, 'a.pdf', MB)).toEqual({ ok: true, maxBytes: 20 * MB, place: null });
  expect(await ask(stage, 'a.pdf', 21 * MB)).toEqual({
    ok: false,
    code: 'file.too_large',
    say: '“a.pdf”有 21 MB，超过了 20 MB，请压缩一下再发。',
  });
});

test('at a question for files its own limits hold', async () => {
  const stage = await atFilm();
  expect(await ask(stage, '成果.mp4', 200 * MB)).toMatchObject({
    ok: true,
    maxBytes: 500 * MB,
    place: { path: 'film' },
  });
  expect(await ask(stage, '成果.mp4', 501 * MB)).toMatchObject({ ok: false, code: 'file.too_large' });
  expect(await ask(stage, '成果.pdf', MB)).toMatchObject({
    ok: false,
    code: 'file.type',
    say: '“成果.pdf”的格式这里用不了，可以用的格式：mp4、mov、avi、mkv、wmv。',
  });
});

test('all files of the form have room together, counting what is there and what is on its way', async () => {
  const stage = await atFilm();
  expect(await ask(stage, '成果.mp4', 200 * MB, 450 * MB)).toMatchObject({
    ok: false,
    code: 'file.quota',
    say: '“成果.mp4”放不下了：这份材料的文件合起来最多 600 MB，还能放 150 MB。',
  });
  expect(await ask(stage, '成果.mp4', 100 * MB, 600 * MB)).toMatchObject({
    say: expect.stringContaining('已经满了'),
  });
  expect(await ask(stage, '成果.mp4', undefined, 590 * MB)).toMatchObject({ ok: true, maxBytes: 10 * MB });
  await stage.upload(WHO, 'web', '甲60s.mp4');
  const before = (await ask(stage, '乙.mp4')) as { maxBytes: number };
  expect(before.maxBytes).toBe(500 * MB);
  const full = (await ask(stage, '乙.mp4', undefined, 200 * MB)) as { maxBytes: number };
  expect(full.maxBytes).toBeLessThan(400 * MB);
});

test('nobody else’s draft is a place', async () => {
  const stage = await atFilm();
  const { submission } = (await stage.bot.desk.view(WHO)) as { submission: { id: string } };
  const place = { submission: submission.id, path: 'film' };
  const mine = await stage.bot.intake.admit(WHO, { name: 'a.mp4', bytes: 200 * MB }, place);
  expect(mine).toMatchObject({ ok: true, place });
  const other = await stage.bot.intake.admit('别人', { name: 'a.mp4', bytes: 200 * MB }, place);
  expect(other).toMatchObject({ ok: false });
});

test('files that set out for one question are filed there, wherever the person is by then', async () => {
  const stage = await atFilm();
  const { submission } = (await stage.bot.desk.view(WHO)) as { submission: { id: string } };
  const value = { place: { submission: submission.id, path: 'film' } };
  const asked = await stage.say(WHO, 'web', '修改 项目名称');
  expect(asked[0]?.text).toContain('项目叫什么名字');
  const [arrived] = await stage.upload(WHO, 'web', '成果.mp4', { value });
  expect(arrived?.text).toBe('收到《成果.mp4》，“成果视频”现在有 1 个文件。');
  expect(arrived?.channelData.question.question).toBe('name');
  // Another draft is open by now; the file goes to its own, and the person stays.
  await stage.say(WHO, 'web', '换征集');
  await stage.say(WHO, 'web', '填报：文件');
  const [elsewhere] = await stage.upload(WHO, 'web', '成果612s.mp4', { value });
  expect(elsewhere?.text).toContain('另一份草稿《余热回收》的文件：“成果612s.mp4”长 10 分 12 秒');
  expect(elsewhere?.channelData.question).toMatchObject({ call: 'example-file', question: 'name' });
  const [second] = await stage.upload(WHO, 'web', '成果30s.mp4', { value });
  expect(second?.text).toBe('另一份草稿《余热回收》的文件：收到《成果30s.mp4》，“成果视频”现在有 2 个文件。');
  // At home no draft is open at all.
  await stage.say(WHO, 'web', '换征集');
  const [full] = await stage.upload(WHO, 'web', '成果31s.mp4', { value });
  expect(full?.text).toContain('这里最多 2 个文件');
});

test('the form’s room is kept even where nobody asked before', async () => {
  const stage = await atFilm();
  const kept = await stage.upload(WHO, 'web', '大.mp4', { size: 601 * MB });
  expect(kept[0]?.text).toContain('合起来最多 600 MB，还能放 600 MB');
});
