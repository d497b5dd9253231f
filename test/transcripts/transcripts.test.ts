/** Every transcript beside this file, played whole: what the bot says must be exactly what stands there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { play, stageOptions } from './script.ts';
import { openStage } from './stage.ts';

const here = import.meta.dirname;
const scripts = readdirSync(here).filter((name) => name.endsWith('.txt'));

test.each(scripts)('%s', async (name) => {
  const script = readFileSync(path.join(here, name), 'utf8');
  const stage = await openStage(stageOptions(script));
  try {
    expect(await play(script, stage)).toBe(script);
  } finally {
    await stage.close();
  }
});
