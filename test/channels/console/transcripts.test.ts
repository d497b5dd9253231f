/** Every transcript played by people at terminals: what is printed is what stands there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { consoleWing } from '../../fakes/console/wing.ts';
import { openChannelStage, plainly } from '../../fakes/driver.ts';
import { isPainted, play, stageOptions } from '../../transcripts/script.ts';

const here = path.join(import.meta.dirname, '../../transcripts');
// A terminal paints no cards.
const scripts = readdirSync(here).filter(
  (name) => name.endsWith('.txt') && !isPainted(readFileSync(path.join(here, name), 'utf8')),
);

async function played(name: string, json: boolean): Promise<void> {
  const script = readFileSync(path.join(here, name), 'utf8');
  const stage = await openChannelStage(
    consoleWing({ json, screens: new Map(), users: new Map() }),
    stageOptions(script),
  );
  onTestFinished(() => stage.close());
  expect(plainly(await play(script, stage))).toBe(plainly(script));
}

test.each(scripts)('%s', (name) => played(name, false));

test.each(['basics.txt', 'office-review.txt'])('%s, as a program reads it', (name) => played(name, true));
