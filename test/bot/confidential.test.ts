import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStage, type Stage } from '../transcripts/stage.ts';

const CALLS = path.join(import.meta.dirname, '../fixtures/calls');

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ calls: CALLS });
});
afterEach(() => stage.close());

const say = (text: string) => stage.say('周工', 'web', text);

/** Whether any file of the data folder holds these words, in the encodings that we write. */
async function onDisk(words: string | Uint8Array): Promise<boolean> {
  const needle = typeof words === 'string' ? Buffer.from(words) : Buffer.from(words);
  const escaped = typeof words === 'string' ? Buffer.from(JSON.stringify(words).slice(1, -1)) : needle;
  const entries = await readdir(stage.folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name));
    if (bytes.includes(needle) || bytes.includes(escaped)) return true;
  }
  return false;
}

const logged = async (): Promise<string> => {
  const entries = await stage.bot.conversations('web').after('周工@web', 0);
  return JSON.stringify(entries);
};

const png = (text: string) =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    Buffer.from(text),
    Buffer.alloc(64, 7),
  ]);

test.each(['绝密', '机密', '秘密', '内部'])(
  'a message marked %s leaves nothing behind, in any call, and says so',
  async (mark) => {
    await say('填报：短文本');
    const [reply] = await say(`【${mark}】某型装备的试验数据`);
    expect(reply?.text).toContain(`“${mark}”`);
    expect(await onDisk('某型装备')).toBe(false);
    expect(await logged()).not.toContain('某型装备');
    await say('普通名称');
    expect(await onDisk('普通名称')).toBe(true);
  },
);

test.each(['绝密', '机密', '秘密', '内部'])(
  'neither does one before a call is chosen, marked %s',
  async (mark) => {
    await say(`${mark}\n某型装备`);
    expect(await onDisk('某型装备')).toBe(false);
  },
);

test('until the gate is answered, and after 非公开, nothing that is said is kept', async () => {
  await say('填报：公开与非公开');
  await say('成果是山谷里的新型脱硫塔');
  await say('名称：山谷脱硫塔\n简介：山谷里的');
  await say('非公开');
  await say('名称就写山谷脱硫塔');
  await say('还有：山谷二期');
  expect(await onDisk('山谷')).toBe(false);
  expect(await logged()).not.toContain('山谷');
  const [draft] = await stage.store.list('sub/');
  const answers = await stage.store.list(`ans/${draft?.key.slice('sub/'.length)}/`);
  expect(answers.map(({ key }) => key.split('/').at(-1))).toEqual(['openness']);
});

const ASIDES: readonly string[] = [
  '什么是山谷脱硫塔？',
  '山谷脱硫塔是什么意思',
  '我们的成果叫山谷脱硫塔，能填吗？',
  '山谷？',
  '回到山谷那里',
  '修改 山谷：脱硫塔',
  '山谷 修改 公开或非公开',
  '非公开，山谷脱硫塔',
  '如题山谷非公开',
];

test.each(['', '非公开'])('neither is what is said beside the gate (answered: %j)', async (answer) => {
  await say('填报：公开与非公开');
  if (answer) await say(answer);
  for (const words of ASIDES) {
    await say(words);
    expect(await onDisk('山谷'), words).toBe(false);
    expect(await logged(), words).not.toContain('山谷');
  }
});

test('bare answers and commands at the gate stay in the conversation', async () => {
  await say('填报：公开与非公开');
  for (const words of ['帮助', '是非公开的。', '换征集']) {
    await say(words);
    expect(await logged()).toContain(words);
  }
});

test.each(['未公开', '部分公开', '不公开', '公开或非公开'])('%j does not open the gate', async (words) => {
  await say('填报：公开与非公开');
  await say(words);
  expect(await stage.store.list('ans/')).toEqual([]);
});

test('what found no place before a call was chosen is not kept where a call may be closed', async () => {
  await say('项目是山谷脱硫塔');
  await say('山谷脱硫塔能报吗？');
  expect(await onDisk('山谷')).toBe(false);
});

test('what was taken while it was public is erased everywhere once it is not', async () => {
  await say('填报：公开与非公开');
  await say('公开');
  await say('山谷脱硫塔');
  await say('山谷里的一座塔，2014年建成，处理能力每天三千吨。');
  await stage.upload('周工', 'web', '山谷.png', { bytes: png('valley') });
  await say('发完了');
  await stage.say('周工', 'console', '修改 项目名称');
  await stage.say('周工', 'console', '山谷脱硫塔二期');
  await say('导出');
  expect(await onDisk('山谷')).toBe(true);
  expect(await onDisk('valley')).toBe(true);
  await say('修改 公开或非公开');
  const [asked] = await say('非公开');
  expect(asked?.text).toContain('清除');
  expect(await onDisk('山谷')).toBe(true);
  const [reply] = await say('确定，清除内容');
  expect(reply?.text).toContain('已经清除');
  expect(await onDisk('山谷')).toBe(false);
  expect(await onDisk('valley')).toBe(false);
  expect(await stage.store.list('gone/')).toEqual([]);
  expect(await readdir(path.join(stage.folder, 'files'), { recursive: true })).not.toContainEqual(
    expect.stringMatching(/[0-9a-f]{64}/),
  );
  await stage.restart();
  await say('继续');
  expect(await logged()).not.toContain('山谷');
  expect(await onDisk('山谷')).toBe(false);
});

test('a file that another submission refers to stays', async () => {
  const bytes = png('valley');
  await stage.say('李工', 'web', '填报：公开与非公开');
  await stage.say('李工', 'web', '公开');
  await stage.say('李工', 'web', '修改 照片');
  await stage.upload('李工', 'web', '塔.png', { bytes });
  await say('填报：公开与非公开');
  await say('公开');
  await say('修改 照片');
  await stage.upload('周工', 'web', '塔.png', { bytes });
  await say('发完了');
  await say('修改 公开或非公开');
  await say('非公开');
  await say('确定，清除内容');
  expect(await onDisk('valley')).toBe(true);
});

test('erased with it: small pictures, files on their way and links that were used', async () => {
  await say('填报：公开与非公开');
  await say('公开');
  await say('修改 照片');
  const size = { width: 600, height: 400, channels: 3 as const };
  const photo = await sharp({ create: { ...size, background: '#283' } })
    .png()
    .toBuffer();
  await stage.upload('周工', 'web', '山谷.png', { bytes: photo });
  const submission = (await stage.bot.desk.view('周工')).submission?.id ?? '';
  const place = { submission, path: 'photo' };
  const { hash } = await stage.files.put(once(photo), { maxBytes: 1e6 });
  expect(await stage.bot.desk.picture('周工', submission, hash)).toBeDefined();
  await stage.files.parts.append('half', once(Buffer.from('valley half')), { offset: 0, maxBytes: 100 });
  await stage.store.commit([
    { key: 'upload/someone/half', value: { name: '山谷二.png', place, kept: null }, expect: 'absent' },
    { key: 'upload/someone/other', value: { name: '别的.png', place: null, kept: null }, expect: 'absent' },
    {
      key: 'link/abc',
      value: { place, used: { files: [{ name: '山谷三.png' }], told: true } },
      expect: 'absent',
    },
  ]);
  await say('修改 公开或非公开');
  await say('非公开');
  expect((await say('确定，清除内容'))[0]?.text).toContain('已经清除');
  expect(await onDisk('山谷')).toBe(false);
  expect(await onDisk('valley half')).toBe(false);
  const left = await readdir(path.join(stage.folder, 'files'), { recursive: true, withFileTypes: true });
  expect(left.filter((each) => each.isFile())).toEqual([]);
  expect((await stage.store.list('upload/')).map(({ key }) => key)).toEqual(['upload/someone/other']);
});

test('what a process noted to remove and did not live to is removed at the next start, unless it is in use', async () => {
  await say('填报：公开与非公开');
  await say('公开');
  await say('修改 照片');
  await stage.upload('周工', 'web', '塔.png', { bytes: png('in use') });
  const { hash: used } = await stage.files.put(once(png('in use')), { maxBytes: 1e6 });
  const { hash: left } = await stage.files.put(once(png('valley')), { maxBytes: 1e6 });
  await stage.store.commit([{ key: 'gone/1', value: [used, left], expect: 'absent' }]);
  await stage.restart();
  await stage.bot.begin();
  expect(await onDisk('valley')).toBe(false);
  expect(await onDisk('in use')).toBe(true);
  expect(await stage.store.list('gone/')).toEqual([]);
});

test('a file is refused by its name or by the gate before a byte of it comes', async () => {
  const admit = (name: string) => stage.bot.intake.admit('周工', { name, bytes: 10 });
  expect(await admit('机密-试验.png')).toMatchObject({
    ok: false,
    code: 'secrecy.file',
    say: expect.stringContaining('“机密”'),
  });
  await say('填报：公开与非公开');
  expect(await admit('塔.png')).toMatchObject({ ok: false, code: 'confidential' });
  await say('公开');
  expect(await admit('塔.png')).toMatchObject({ ok: true });
  await say('修改 公开或非公开');
  await say('非公开');
  await say('确定，清除内容');
  expect(await admit('塔.png')).toMatchObject({ ok: false, code: 'confidential' });
});

test('where a channel learnt the name too late, the bytes go with the message', async () => {
  await say('填报：公开与非公开');
  await say('公开');
  await stage.upload('周工', 'web', '秘密.png', { bytes: png('valley') });
  expect(await onDisk('valley')).toBe(false);
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
