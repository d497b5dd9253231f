/** `npm run bench [-- SUITE…] [--json]`: runs the suites and prints a table, or JSON. */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Result, type Suite, table } from './bench.ts';
import { commitsSuite } from './suites/commits.ts';
import { consoleSuite } from './suites/console.ts';
import { documentsSuite } from './suites/documents.ts';
import { ladderSuite } from './suites/ladder.ts';
import { memorySuite } from './suites/memory.ts';
import { remindersSuite } from './suites/reminders.ts';
import { robotSuite } from './suites/robot.ts';
import { startSuite } from './suites/start.ts';
import { statusSuite } from './suites/status.ts';
import { storeSuite } from './suites/store.ts';
import { tableSuite } from './suites/table.ts';
import { teamsSuite } from './suites/teams.ts';
import { turnSuite } from './suites/turn.ts';
import { twinsSuite } from './suites/twins.ts';
import { uploadSuite } from './suites/upload.ts';
import { wecomSuite } from './suites/wecom.ts';

const suites: readonly Suite[] = [
  storeSuite,
  turnSuite,
  ladderSuite,
  commitsSuite,
  startSuite,
  documentsSuite,
  memorySuite,
  uploadSuite,
  wecomSuite,
  robotSuite,
  tableSuite,
  twinsSuite,
  teamsSuite,
  statusSuite,
  consoleSuite,
  remindersSuite,
];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const known = suites.map(({ name }) => name);
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No suite ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  process.exit(2);
}

const results: Result[] = [];
for (const suite of suites) {
  if (positionals.length > 0 && !positionals.includes(suite.name)) continue;
  results.push({ suite: suite.name, unit: suite.unit, rows: await suite.run() });
}
if (values.json) {
  const machine = {
    node: process.version,
    cpus: cpus().length,
    platform: `${process.platform}-${process.arch}`,
  };
  console.log(JSON.stringify({ machine, results }, null, 2));
} else {
  console.log(table(results));
}
