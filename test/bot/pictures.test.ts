/** Pictures in the preview: by the answer they belong to, for their owner only. */
import path from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { loadCalls } from '../../bot/calls.ts';
import { openStage } from '../transcripts/stage.ts';

const WHO = '研究人员';
const CALLS = path.join(import.meta.dirname, '../fixtures/calls');

test('a picture that was sent stands in the preview, and only its owner gets it', async () => {
  const stage = await openStage({ catalog: loadCalls([CALLS]) });
  onTestFinished(() => stage.close());
  await stage.say(WHO, 'web', '填报：文件');
  await stage.say(WHO, 'web', '余热回收');
  const size = { width: 900, height: 600, channels: 3 as const };
  const bytes = await sharp({ create: { ...size, background: '#2a6' } })
    .png()
    .toBuffer();
  await stage.upload(WHO, 'web', '现场.png', { bytes });
  const { desk } = stage.bot;
  const submission = (await desk.view(WHO)).submission?.id ?? '';
  const html = (await desk.preview(WHO, submission)) ?? '';
  const hash = /data-picture="([0-9a-f]{64})" alt="现场\.png" width="900" height="600"/.exec(html)?.[1] ?? '';
  expect(await sharp(await desk.picture(WHO, submission, hash)).metadata()).toMatchObject({
    width: 480,
    height: 320,
  });
  expect(await desk.picture('别人', submission, hash)).toBeUndefined();
  expect(await desk.picture(WHO, submission, 'f'.repeat(64))).toBeUndefined();
  // Kept, but in no draft of this person's: not shown.
  const { hash: loose } = await stage.files.put(
    (async function* () {
      yield await sharp({ create: { ...size, background: '#a26' } })
        .png()
        .toBuffer();
    })(),
    { maxBytes: 1e6 },
  );
  expect(await desk.picture(WHO, submission, loose)).toBeUndefined();
});
