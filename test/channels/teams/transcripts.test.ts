/** Transcripts played by people in Teams, over HTTP: they see what stands there, in Teams' way. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openChannelStage, plainly } from '../../fakes/driver.ts';
import { Service } from '../../fakes/teams/service.ts';
import { teamsWing } from '../../fakes/teams/wing.ts';
import { play, stageOptions } from '../../transcripts/script.ts';

const here = path.join(import.meta.dirname, '../../transcripts');
const scripts = readdirSync(here).filter((name) => name.endsWith('.txt'));

test.each(scripts)('%s', async (name) => {
  const script = readFileSync(path.join(here, name), 'utf8');
  const service = new Service();
  await service.listen();
  const stage = await openChannelStage(teamsWing(service), stageOptions(script));
  onTestFinished(async () => {
    await stage.close();
    await service.close();
  });
  expect(plainly(await play(script, stage))).toBe(plainly(script));
  expect(service.breaches).toEqual([]);
});
