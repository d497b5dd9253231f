/**
 * `npm run -s package -- --data DIR --call ID --out FILE.zip [--scope passed|submitted]`: packs submissions of a call as
 * its notice asks, and prints what went in and what was left out. Without a scope these are the finished ones as they
 * stand; with one what was handed in to the office, as it was handed in, and the package is kept under its number like
 * one made in the chat. Exit code 1 where nothing could be packed, 2 for wrong use.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { painter } from '../../adapters/files/index.ts';
import { readOfficeForm } from '../../adapters/files/office-form.ts';
import { openFiles } from '../../adapters/store/files.ts';
import { openStore } from '../../adapters/store/sqlite.ts';
import { sentence } from '../../dialogs/engine/wording.ts';
import type { Call } from '../../forms/call.ts';
import { parseCall } from '../../forms/check.ts';
import { AppError } from '../../forms/error.ts';
import { text } from '../../forms/text/index.ts';
import { loadCalls, OWN_CALLS } from '../calls.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { SCOPES, type Scope } from '../office/gather.ts';
import { doTask, type Task, type TaskDeps } from '../office/tasks.ts';
import { type LeftOut, makePackage } from '../package.ts';
import { Submissions } from '../submissions.ts';

interface Asked {
  readonly data: string;
  readonly call: string;
  readonly out: string;
  readonly scope: Scope | null;
}

function askedFor(): Asked | undefined {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        call: { type: 'string' },
        out: { type: 'string' },
        scope: { type: 'string' },
      },
    });
    const { data, call, out, scope: wanted } = values;
    const scope = SCOPES.find((each) => each === wanted) ?? null;
    if (!call || !out || (wanted !== undefined && scope === null)) return undefined;
    return { data: data ?? readConfig().dataDir, call, out, scope };
  } catch {
    return undefined;
  }
}

async function pack(asked: Asked): Promise<number> {
  const { callsDir } = readConfig();
  const catalog = loadCalls([OWN_CALLS, ...(callsDir ? [callsDir] : [])], parseCall, readOfficeForm);
  const call = catalog.get(asked.call);
  const known = catalog.list().map((each) => each.id);
  if (!call) return fail(text('package.no_call', { id: asked.call, known: known.join('、') }));
  if (!call.package) return fail(text('package.no_package', { id: call.id }));
  const file = path.join(path.resolve(asked.data), 'shenbao.sqlite');
  // Opening would make an empty one.
  if (!existsSync(file)) return fail(text('package.no_data', { folder: asked.data }));
  const store = await openStore({ path: file });
  try {
    const files = await openFiles({ folder: path.join(path.resolve(asked.data), 'files') });
    const submissions = new Submissions(store);
    const deps = { store, files, submissions, catalog, painter, today: systemClock.today() };
    if (asked.scope)
      return await packHandedIn({ store, files, catalog, painter }, call, asked.scope, asked.out);
    const { content, paths, count, leftOut, issues } = await makePackage(deps, call, call.package);
    for (const issue of issues) console.log(sentence(issue));
    if (content) {
      await writeFile(asked.out, content);
      console.log(text('package.packed', { count, file: asked.out }));
    } else console.log(text('package.nothing'));
    for (const each of paths) console.log(text('package.file', { path: each }));
    if (leftOut.length > 0) console.log(text('package.left_out', { count: leftOut.length }));
    for (const each of leftOut) console.log(lineOf(each));
    return content ? 0 : 1;
  } finally {
    await store.close();
  }
}

/** Packs what the office took in, and keeps the package under its number. */
async function packHandedIn(deps: TaskDeps, call: Call, scope: Scope, out: string): Promise<number> {
  const at = systemClock.now().toISOString();
  const name = userInfo().username;
  const task: Task = {
    kind: 'pack',
    call: call.id,
    scope,
    by: `cli:${name}`,
    name,
    at,
    today: systemClock.today(),
  };
  const newId = () => randomUUID().slice(0, 13);
  const shown = await doTask(deps, call, task, { newId });
  for (const { text: words } of shown.replies) console.log(words);
  if (shown.confirm === undefined) return 1;
  const done = await doTask(deps, call, { ...task, kind: 'seal', digest: shown.confirm }, { newId });
  for (const { text: words } of done.replies) console.log(words);
  const [document] = done.documents;
  const kept = document && (await deps.files.open(document.hash));
  if (!kept || !(await deps.store.commit(done.writes)).done) return fail(text('package.changed'));
  await writeFile(out, kept.read());
  console.log(text('package.written', { file: out }));
  return 0;
}

function lineOf(each: LeftOut): string {
  const title = each.title || text('package.untitled');
  return each.why === 'unplaced'
    ? text('package.unplaced', { title, folder: each.folder })
    : text(`package.${each.why}`, { title });
}

function fail(why: string): number {
  console.error(why);
  return 1;
}

const asked = askedFor();
if (!asked) {
  console.error(text('package.usage'));
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await pack(asked);
  } catch (error) {
    console.error(error instanceof AppError ? error.message : String((error as Error).stack));
    process.exitCode = 1;
  }
}
