/** Questions handed to colleagues, on the real pipeline: whose answers they are, what nobody sees, what goes. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import { expect, onTestFinished, test } from 'vitest';
import { loadCalls } from '../../../bot/calls.ts';
import { keys } from '../../../bot/keys.ts';
import type { Assist } from '../../../forms/office/assist.ts';
import type { Answer } from '../../../forms/submission.ts';
import { openStage, type Stage } from '../../transcripts/stage.ts';

const CALLS = path.join(import.meta.dirname, '../../fixtures/calls');
const OWNER = '李工';
const COLLEAGUE = '王工';

async function open(): Promise<Stage> {
  const stage = await openStage({ catalog: loadCalls([CALLS]) });
  onTestFinished(() => stage.close());
  return stage;
}

function textOf(replies: readonly Partial<Activity>[]): string {
  return replies.map(({ text }) => text).join('\n');
}

function codeIn(replies: readonly Partial<Activity>[]): string {
  return /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(textOf(replies))?.[0] ?? '';
}

/** The owner's draft of a call, with one question handed over; its code. */
async function handed(stage: Stage, call: string, about: string): Promise<string> {
  await stage.say(OWNER, 'web', `填报：${call}`);
  return codeIn(await stage.say(OWNER, 'web', `请同事补充 ${about}`));
}

const join = (stage: Stage, code: string, who = COLLEAGUE) => stage.say(who, 'wecom', `协助 ${code}`);

async function record(stage: Stage): Promise<Assist | undefined> {
  const [found] = await stage.store.list(keys.allAssists);
  return found?.value as unknown as Assist | undefined;
}

async function answerAt(stage: Stage, where: string): Promise<Answer | undefined> {
  const [draft] = await stage.store.list('sub/');
  const key = keys.answer(draft?.key.slice('sub/'.length) ?? '', where);
  return (await stage.store.read([key])).get(key)?.value as unknown as Answer | undefined;
}

test('what a colleague says is in no draft until its owner takes it, and is the colleague’s then', async () => {
  const stage = await open();
  const code = await handed(stage, '短文本', '名称');
  await join(stage, code);
  await stage.say(COLLEAGUE, 'wecom', '余热回收装置');
  expect(await answerAt(stage, 'name')).toBeUndefined();
  await stage.say(COLLEAGUE, 'wecom', '交回');
  await stage.bot.notices.sweep();
  expect(textOf(stage.heard.splice(0))).toContain('余热回收装置');
  await stage.say(OWNER, 'web', '采用');
  const taken = await answerAt(stage, 'name');
  expect(taken).toMatchObject({ state: 'given', by: COLLEAGUE, channel: 'wecom', original: '余热回收装置' });
  const history = await stage.store.list(keys.historyOfAll);
  expect(JSON.stringify(history.at(-1)?.value)).toContain(`"by":"${COLLEAGUE}"`);
  await stage.say(OWNER, 'web', '撤销');
  expect(await answerAt(stage, 'name')).toBeUndefined();
});

test('the code itself is on no disk before somebody brings it, and leads nowhere then', async () => {
  const stage = await open();
  const code = await handed(stage, '短文本', '名称');
  const entries = await readdir(stage.folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name));
    expect(bytes.includes(code) || bytes.includes(code.replace('-', ''))).toBe(false);
  }
  await join(stage, code);
  expect(textOf(await join(stage, code, '路人'))).toContain('这个码不对');
});

test('of two who bring the code at once one takes it', async () => {
  const stage = await open();
  const code = await handed(stage, '短文本', '名称');
  const said = await Promise.all(['甲工', '乙工', '丙工'].map((who) => join(stage, code, who)));
  expect(said.filter((replies) => textOf(replies).includes('请您补充'))).toHaveLength(1);
});

test('the owner hears of it once, whatever dies in between', async () => {
  const stage = await open();
  await join(stage, await handed(stage, '短文本', '名称'));
  await stage.say(COLLEAGUE, 'wecom', '余热回收装置');
  await stage.say(COLLEAGUE, 'wecom', '交回');
  await stage.restart();
  await Promise.all([stage.bot.notices.sweep(), stage.bot.notices.sweep()]);
  await stage.bot.notices.sweep();
  expect(stage.heard.map(({ to }) => to)).toEqual([{ who: OWNER, channel: 'web' }]);
});

test('taken over while another draft is open, that one stays as it was', async () => {
  const stage = await open();
  await join(stage, await handed(stage, '短文本', '名称'));
  await stage.say(COLLEAGUE, 'wecom', '余热回收装置');
  await stage.say(COLLEAGUE, 'wecom', '交回');
  await stage.say(OWNER, 'web', '换征集');
  await stage.say(OWNER, 'web', '填报：电子邮箱');
  await stage.say(OWNER, 'web', '同事填的');
  const said = textOf(await stage.say(OWNER, 'web', '采用'));
  expect(said).toContain('已采用');
  const drafts = await stage.store.list('ans/');
  expect(drafts.map(({ key }) => key.split('/').slice(2).join('/'))).toEqual(['name']);
});

test('two colleagues at one question: both answers are shown, the owner chooses', async () => {
  const stage = await open();
  const first = await handed(stage, '短文本', '名称');
  const second = codeIn(await stage.say(OWNER, 'web', '请同事补充 名称'));
  for (const [who, code, words] of [
    ['甲工', first, '余热回收装置'],
    ['乙工', second, '余热回收系统'],
  ] as const) {
    await join(stage, code, who);
    await stage.say(who, 'wecom', words);
    await stage.say(who, 'wecom', '交回');
  }
  const shown = textOf(await stage.say(OWNER, 'web', '同事填的'));
  await stage.say(OWNER, 'web', '采用');
  const then = textOf(await stage.say(OWNER, 'web', '同事填的'));
  expect([shown, then].map((each) => /余热回收(装置|系统)/.exec(each)?.[1]).sort()).toEqual(['系统', '装置']);
  expect(then).toContain('您现在填的是');
  await stage.say(OWNER, 'web', '不采用');
  const [, kind = ''] = /余热回收(装置|系统)/.exec(shown) ?? [];
  expect((await answerAt(stage, 'name'))?.value).toBe(`余热回收${kind}`);
});

test('files come in by the same limits and go to the owner’s question', async () => {
  const stage = await open();
  const code = await handed(stage, '视频', '成果视频');
  await join(stage, code);
  const admitted = await stage.bot.intake.admit(COLLEAGUE, { name: '成果.mp4', bytes: 30 * 2 ** 20 });
  expect(admitted).toMatchObject({ ok: true, place: null });
  expect(textOf(await stage.upload(COLLEAGUE, 'wecom', '成果.pdf'))).toContain('格式这里用不了');
  await stage.upload(COLLEAGUE, 'wecom', '成果.mp4');
  await stage.say(COLLEAGUE, 'wecom', '交回');
  await stage.say(OWNER, 'web', '同事填的');
  await stage.say(OWNER, 'web', '采用');
  expect(await answerAt(stage, 'film')).toMatchObject({ by: COLLEAGUE, value: [{ name: '成果.mp4' }] });
});

test('nothing marked secret stays with the colleague, either', async () => {
  const stage = await open();
  await join(stage, await handed(stage, '短文本', '名称'));
  const said = textOf(await stage.say(COLLEAGUE, 'wecom', '【机密】某型装备'));
  expect(said).toContain('没有保存');
  expect(JSON.stringify(await record(stage))).not.toContain('某型');
  const log = await stage.bot.conversations('wecom').after(`${COLLEAGUE}@wecom`, 0);
  expect(JSON.stringify(log)).not.toContain('某型');
});

test('nothing is handed over before the gate is open; what was said is erased when it closes', async () => {
  const stage = await open();
  await stage.say(OWNER, 'web', '填报：公开与非公开');
  expect(textOf(await stage.say(OWNER, 'web', '请同事补充 项目名称'))).not.toMatch(/[A-Z0-9]{4}-[A-Z0-9]{4}/);
  await stage.say(OWNER, 'web', '公开');
  await join(stage, codeIn(await stage.say(OWNER, 'web', '请同事补充 项目名称')));
  await stage.say(COLLEAGUE, 'wecom', '山谷脱硫塔');
  await stage.say(COLLEAGUE, 'wecom', '退出协助');
  stage.setDay('2025-03-11');
  await stage.say(COLLEAGUE, 'wecom', '你好');
  await stage.say(OWNER, 'web', '修改 公开或非公开');
  await stage.say(OWNER, 'web', '非公开');
  await stage.say(OWNER, 'web', '确定，清除内容');
  expect(await record(stage)).toBeUndefined();
  const log = JSON.stringify(await stage.bot.conversations('wecom').after(`${COLLEAGUE}@wecom`, 0));
  expect(log).not.toContain('山谷');
  expect(log).toContain('你好');
  expect(textOf(await stage.say(COLLEAGUE, 'wecom', '继续协助'))).toContain('没有要您协助的题');
});

test('what waits for the owner is never taken for an answer of theirs', async () => {
  const stage = await open();
  await join(stage, await handed(stage, '短文本', '名称'));
  await stage.say(COLLEAGUE, 'wecom', '余热回收装置');
  await stage.say(COLLEAGUE, 'wecom', '交回');
  await stage.bot.notices.sweep();
  await stage.say(OWNER, 'web', '以后再看');
  expect(await answerAt(stage, 'name')).toBeUndefined();
  await stage.say(OWNER, 'web', '同事填的');
  await stage.say(OWNER, 'web', '不采用');
  expect(await answerAt(stage, 'name')).toBeUndefined();
  expect((await record(stage))?.state).toBe('done');
});

test('owner and colleague may go on from other accounts of theirs', async () => {
  const stage = await open();
  await join(stage, await handed(stage, '短文本', '名称'));
  const link = async (who: string, other: string): Promise<void> => {
    const code = codeIn(await stage.say(who, 'console', '绑定'));
    await stage.say(other, 'wecom', `绑定 ${code}`);
    await stage.say(other, 'wecom', '确认');
  };
  await stage.say('王工的手机', 'console', '你好');
  await link('王工的手机', COLLEAGUE);
  await stage.say('王工的手机', 'console', '余热回收装置');
  await stage.say('李工的手机', 'console', '你好');
  const code = codeIn(await stage.say('李工的手机', 'console', '绑定'));
  await stage.say(OWNER, 'web', `绑定 ${code}`);
  await stage.say(OWNER, 'web', '确认');
  await stage.say(COLLEAGUE, 'wecom', '交回');
  await stage.bot.notices.sweep();
  expect(stage.heard.map(({ text }) => text).join()).toContain('余热回收装置');
  await stage.say('李工的手机', 'console', '采用');
  expect((await answerAt(stage, 'name'))?.value).toBe('余热回收装置');
});
