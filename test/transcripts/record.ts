/**
 * Plays transcripts and writes the bot's part down afresh: `node test/transcripts/record.ts NAME.txt…`. The result is
 * to be read line by line before it is committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { play, stageOptions } from './script.ts';
import { openStage } from './stage.ts';

for (const name of process.argv.slice(2)) {
  const file = path.join(import.meta.dirname, path.basename(name));
  const script = readFileSync(file, 'utf8');
  const stage = await openStage(stageOptions(script));
  try {
    writeFileSync(file, await play(script, stage));
  } finally {
    await stage.close();
  }
}
