/** People at terminals on one data folder, one process after another: each is told there what waits for them, once. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import type { Activity } from 'botbuilder';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../adapters/store/sqlite.ts';
import { systemClock } from '../../bot/clock.ts';
import { claimCode } from '../../bot/office/claim.ts';

const root = path.join(import.meta.dirname, '../..');

/** A data folder, and a way to sit down at a terminal before it. */
function world() {
  const data = mkdtempSync(path.join(tmpdir(), 'shenbao-terminal-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  /** Sits down at a terminal; what was printed comes with leaving it. */
  function sit(user: string, ...more: string[]) {
    const child = spawn(
      process.execPath,
      ['--import', './bot/compiled.ts', 'bot/cli/chat.ts', '--user', user, '--data', data, ...more],
      { cwd: root, env: { CALLS_DIR: 'test/fixtures/calls/short_text' } },
    );
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const printed = Promise.all([textOf(child.stdout), textOf(child.stderr)]);
    return {
      say: (line: string) => child.stdin.write(`${line}\n`),
      /** Resolves when something is printed. */
      heard: () => new Promise((resolve) => child.stdout.once('data', resolve)),
      async leave(): Promise<string> {
        child.stdin.end();
        const [[out, err], code] = await Promise.all([printed, ended]);
        expect({ code, err }).toEqual({ code: 0, err: '' });
        return out;
      },
    };
  }
  function chat(user: string, lines: readonly string[], ...more: string[]): Promise<string> {
    const terminal = sit(user, ...more);
    for (const line of lines) terminal.say(line);
    return terminal.leave();
  }
  /** The code by which the first administrator is made, as the start of the server shows it. */
  async function claim(): Promise<string> {
    const store = await openStore({ path: path.join(data, 'shenbao.sqlite') });
    const code = await claimCode(store, systemClock.now(), []);
    await store.close();
    return code ?? '';
  }
  return { sit, chat, claim };
}

const CODE = /[A-Z0-9]{4}-[A-HJ-NP-Z2-9]{4}/;

test('a reviewer sends back; the researcher is told on opening the terminal, once, and not before', async () => {
  const { chat, claim } = world();
  const made = await chat('管理', [`认领 ${await claim()}`, '确认', '邀请评审 短文本']);
  const [code = ''] = CODE.exec(made.slice(made.lastIndexOf('邀请码'))) ?? [];
  expect(await chat('周评审', [`邀请码 ${code}`])).toContain('评审（短文本）');
  const handed = await chat('李工', [
    '填报：短文本',
    '沼液膜浓缩还田设备',
    '环境治理',
    '完成并导出',
    '提交',
    '确认',
  ]);
  expect(handed).toContain('受理号');
  const [number = ''] = CODE.exec(handed.slice(handed.lastIndexOf('受理号'))) ?? [];
  const decided = await chat('周评审', [`详情 ${number}`, '退回 所属行业：请写全', '确认']);
  expect(decided).toContain('已退回');
  // Nothing of it at anybody else's terminal.
  expect(decided).not.toContain('被退回了');
  expect(await chat('路人', [])).toBe('');
  const told = JSON.parse(await chat('李工', [], '--json')) as Partial<Activity>;
  expect(told).toMatchObject({ type: 'message', conversation: { id: 'console:李工' } });
  expect(told.text).toContain('被退回了');
  expect(told.text).toContain('所属行业：请写全');
  expect(await chat('李工', [])).toBe('');
}, 120_000);

test('who sits at the terminal is told below the answer to what they say', async () => {
  const { sit, chat } = world();
  const begun = await chat('李工', ['填报：短文本', '请同事补充 所属行业']);
  const [code = ''] = CODE.exec(begun) ?? [];
  const waiting = sit('李工', '--json');
  const answered = waiting.heard();
  waiting.say('进度');
  await answered;
  expect(await chat('王工', [`协助 ${code}`, '环境治理', '交回'])).toContain('已经交给李工');
  waiting.say('进度');
  const lines = (await waiting.leave()).trimEnd().split('\n');
  const texts = lines.map((line) => (JSON.parse(line) as Activity).text);
  expect(texts).toEqual([
    expect.stringContaining('已填'),
    expect.stringContaining('已填'),
    expect.stringContaining('交回来了'),
  ]);
}, 120_000);
