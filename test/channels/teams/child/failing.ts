/** A bot before a service that fails in every way, in a process of its own: all it prints is looked at. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { painter } from '../../../../adapters/files/index.ts';
import { openFiles } from '../../../../adapters/store/files.ts';
import { memoryStore } from '../../../../adapters/store/memory.ts';
import { createBot } from '../../../../bot/app.ts';
import { loadCalls } from '../../../../bot/calls.ts';
import { log } from '../../../../bot/log.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { openOffice } from '../../../fakes/teams/office.ts';
import { testFile } from '../../../fixtures/files.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'shenbao-'));
const clock = fakeClock();
const store = memoryStore({ now: () => clock.now().getTime() });
const files = await openFiles({ folder });
const calls = new URL('../../../fixtures/calls/', import.meta.url).pathname;
const bot = createBot({ store, files, painter, catalog: loadCalls([calls]), clock, log });
const office = await openOffice({
  logic: bot.logic,
  log: bot.conversations('msteams'),
  store,
  files,
  intake: bot.intake,
  clock,
  timeoutMs: 300,
  putMs: 100,
  report: log,
});
bot.outbox.attach('msteams', office.teams.adapter);
const { troubles, uploadStatuses } = office.service;
const settled = async (): Promise<void> => {
  await office.teams.close();
  await bot.outbox.settled();
};
const person = office.person('周言');
for (const words of ['填报：文件', '很要紧的项目', '导出']) {
  await person.say(words);
  await settled();
}
const offer = person.seen.findLast(({ first }) => first.attachments?.[0]?.contentType.endsWith('consent'));
uploadStatuses.push(403, 500, 0, 0);
for (let times = 0; offer && times < 2; times += 1) {
  await person.consent(offer, 'accept', times === 0 ? undefined : 'https://files.example.org/x');
  await settled();
}
for (const status of [400, 401, 403, 404, 412, 429, 500, 502]) {
  troubles.push({ status, headers: { 'Retry-After': '1' } });
  await person.say('很要紧的项目');
  await settled();
  // What failed is tried again before what comes next.
  clock.advance(700_000);
  await bot.outbox.sweep();
}
troubles.push({ status: 0, hang: true });
await person.say('很要紧的项目');
await person.attach([testFile('现场.png')], '很要紧的项目');
await settled();
for (const odd of [
  { spoil: true },
  { alg: 'none' as const },
  { claims: { exp: 1_700_000_000 } },
  { claims: { aud: 'x' } },
])
  await person.say('很要紧的项目', odd);
await office.close();
await rm(folder, { recursive: true, force: true });
process.stdout.write('done\n');
process.exit(0);
