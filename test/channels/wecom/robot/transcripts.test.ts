/** Every transcript played by phones in the chat with a robot: they see what stands there, in WeCom's way. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openChannelStage, plainly } from '../../../fakes/driver.ts';
import { robotWing } from '../../../fakes/wecom/robot-wing.ts';
import type { RobotHost } from '../../../fakes/wecom/socket.ts';
import { isPainted, play, stageOptions } from '../../../transcripts/script.ts';

const here = path.join(import.meta.dirname, '../../../transcripts');
// This channel paints no cards.
const scripts = readdirSync(here).filter(
  (name) => name.endsWith('.txt') && !isPainted(readFileSync(path.join(here, name), 'utf8')),
);

test.each(scripts)('%s', async (name) => {
  const script = readFileSync(path.join(here, name), 'utf8');
  const hosts = new Map<string, RobotHost>();
  const stage = await openChannelStage(robotWing(hosts), stageOptions(script));
  onTestFinished(async () => {
    await stage.close();
    for (const host of hosts.values()) await host.close();
  });
  expect(plainly(await play(script, stage))).toBe(plainly(script));
  expect([...hosts.values()].flatMap(({ breaches }) => breaches)).toEqual([]);
});
