/** The gate's static part: every check in order, the cheapest first; stops at the first that fails. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { checkTree } from './arrows.ts';

const root = path.join(import.meta.dirname, '../..');

const COMMANDS: readonly (readonly [name: string, command: string])[] = [
  ['format and lint', 'biome check --error-on-warnings .'],
  ['types', 'tsc'],
  ['types of the page', 'tsc -p adapters/channels/webchat/page'],
  ['types of the browser tests', 'tsc -p test/browser'],
  ['unused files, exports and dependencies', 'knip'],
];

function report(name: string, ok: boolean, started: number): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`check: ${name}: ${ok ? 'ok' : 'FAILED'} (${seconds} s)`);
  if (!ok) process.exit(1);
}

function checkArrows(): void {
  const started = performance.now();
  const complaints = checkTree(root);
  for (const line of complaints) console.error(line);
  report('imports and purity', complaints.length === 0, started);
}

checkArrows();
for (const [name, command] of COMMANDS) {
  const started = performance.now();
  const { status } = spawnSync(command, { cwd: root, shell: true, stdio: 'inherit' });
  report(name, status === 0, started);
}
