/** Every transcript played by phones in the chat with an application: they see what stands there, in WeCom's way. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openChannelStage, plainly } from '../../fakes/driver.ts';
import { appWing } from '../../fakes/wecom/app-wing.ts';
import type { Platform } from '../../fakes/wecom/platform.ts';
import { isPainted, play, stageOptions } from '../../transcripts/script.ts';

const here = path.join(import.meta.dirname, '../../transcripts');
// This channel paints no cards.
const scripts = readdirSync(here).filter(
  (name) => name.endsWith('.txt') && !isPainted(readFileSync(path.join(here, name), 'utf8')),
);

test.each(scripts)('%s', async (name) => {
  const script = readFileSync(path.join(here, name), 'utf8');
  const platforms = new Map<string, Platform>();
  const stage = await openChannelStage(appWing(platforms), stageOptions(script));
  onTestFinished(async () => {
    await stage.close();
    for (const platform of platforms.values()) await platform.close();
  });
  expect(plainly(await play(script, stage))).toBe(plainly(script));
  expect([...platforms.values()].flatMap(({ breaches }) => breaches)).toEqual([]);
});
