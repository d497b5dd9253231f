/** Every transcript played by people at browsers: what the page gets is what stands there, to the letter. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openChannelStage, plainly } from '../../fakes/driver.ts';
import { type Visitors, webWing } from '../../fakes/webchat/wing.ts';
import { isPainted, play, stageOptions } from '../../transcripts/script.ts';

const here = path.join(import.meta.dirname, '../../transcripts');
// The page paints no cards.
const scripts = readdirSync(here).filter(
  (name) => name.endsWith('.txt') && !isPainted(readFileSync(path.join(here, name), 'utf8')),
);

test.each(scripts)('%s', async (name) => {
  const script = readFileSync(path.join(here, name), 'utf8');
  const visitors: Visitors = { people: new Map(), port: 0 };
  const stage = await openChannelStage(webWing(visitors), stageOptions(script));
  onTestFinished(() => stage.close());
  const played = await play(script, stage);
  // The page has buttons throughout, also where a script tells what stands in their place.
  const read = /^\[buttons /m.test(script) ? plainly : cleaned;
  expect(read(played)).toBe(read(script));
});

/** What no file may be called is cleaned from its name on its way in. */
function cleaned(script: string): string {
  return script.replace(/(?<=《[^》]*)[<>]/g, ' ');
}
