/** Films sent as an answer: too long is refused with its length, an unreadable length is the person's to judge. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadCalls } from '../../bot/calls.ts';
import { matroska } from '../fixtures/files/films.ts';
import { openStage } from '../transcripts/stage.ts';

const WHO = '研究人员';
const CALLS = path.join(import.meta.dirname, '../fixtures/calls');

it('refuses a film that is too long and keeps one that tells nothing, with a word about it', async () => {
  const stage = await openStage({ catalog: loadCalls([CALLS]) });
  try {
    const say = async (words: string) =>
      (await stage.say(WHO, 'web', words)).map(({ text }) => text).join('\n');
    const send = async (name: string, bytes?: Uint8Array) => {
      const replies = await stage.upload(WHO, 'web', name, bytes ? { bytes } : {});
      return replies.map(({ text }) => text).join('\n');
    };
    await say('填报：视频');
    expect(await say('余热回收')).toContain('请发不超过 10 分钟的视频');
    expect(await send('成果612s.mp4')).toBe(
      '“成果612s.mp4”长 10 分 12 秒，通知要求不超过 10 分钟，请剪短以后再发。',
    );
    expect(await send('现场.mkv', matroska('matroska'))).toBe(
      '“现场.mkv”的时长没能读出来，请自己放一遍，看看有没有超过 10 分钟。\n' +
        '收到《现场.mkv》，“成果视频”现在有 1 个文件。\n还有就接着发，没有了回“发完了”。',
    );
    const check = await send('成果600s.mp4');
    expect(check).toContain('“成果视频”的文件收好了');
    expect(check).toContain('“现场.mkv”的时长没能读出来');
    expect(check).not.toContain('成果600s');
  } finally {
    await stage.close();
  }
});
