/** From the start of the process to the first answer: the page's server over Direct Line, and the terminal. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Row, row, type Suite } from '../bench.ts';
import { FIRST } from '../drafts.ts';

const RUNS = 7;
const root = path.join(import.meta.dirname, '../../..');

export const startSuite: Suite = {
  name: 'start',
  unit: 's',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const [page, terminal]: [number[], number[]] = [[], []];
    try {
      for (let run = 0; run < RUNS; run += 1) {
        page.push(await pageAnswers(path.join(folder, `page${run}`)));
        terminal.push(await terminalAnswers(path.join(folder, `terminal${run}`)));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return [row('server to first reply (Direct Line)', page), row('terminal to first reply', terminal)];
  },
};

/** As the package's scripts do it. */
function start(script: string, args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--import', './bot/compiled.ts', script, ...args], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** The first line of a process; rejects where it ends without one. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it said anything`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

async function pageAnswers(data: string): Promise<number> {
  const started = performance.now();
  const child = start('bot/main.ts', [], { PORT: '0', DATA_DIR: data });
  try {
    const origin = /http:\/\/[^\s/]+/.exec(await firstLine(child))?.[0];
    if (!origin) throw new Error('no address');
    const json = { 'Content-Type': 'application/json' };
    const entered = await fetch(`${origin}/session`, { method: 'POST', headers: json, body: '{}' });
    const { token, conversationId } = (await entered.json()) as { token: string; conversationId: string };
    const headers = { ...json, Authorization: `Bearer ${token}` };
    const activities = `${origin}/v3/directline/conversations/${conversationId}/activities`;
    const body = JSON.stringify({ type: 'message', text: FIRST });
    await fetch(activities, { method: 'POST', headers, body });
    const answered = (await (await fetch(activities, { headers })).json()) as { activities: unknown[] };
    const took = performance.now() - started;
    if (answered.activities.length < 2) throw new Error('no reply');
    return took / 1000;
  } finally {
    await ended(child);
  }
}

async function terminalAnswers(data: string): Promise<number> {
  const started = performance.now();
  const child = start('bot/cli/chat.ts', ['--data', data, '--user', 'bench'], {});
  try {
    child.stdin?.end(`${FIRST}\n`);
    await firstLine(child);
    return (performance.now() - started) / 1000;
  } finally {
    await ended(child);
  }
}
