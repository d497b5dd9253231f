/** The program itself with WeCom switched on: started by its settings, spoken to through the platform, ended. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { systemTimer } from '../../adapters/channels/pace.ts';
import { CALLBACK_PATH } from '../../adapters/channels/wecom/app/index.ts';
import { testFolder } from '../adapters/store/folder.ts';
import { Callbacks } from '../fakes/wecom/callbacks.ts';
import { Member } from '../fakes/wecom/member.ts';
import { Platform } from '../fakes/wecom/platform.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const corpId = 'ww8f2d0c5b1e6a4937';
const agentId = 1_000_002;
const token = 'QDG6eK';
const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';

test('a member writes to the application of a program that was just started, and is answered', async () => {
  const timer = systemTimer;
  const members = () => true;
  const platform = new Platform({ corpId, secret: 'app-secret', agentId, webhookKey: '', members, timer });
  await platform.listen();
  onTestFinished(() => platform.close());
  const program = spawn(process.execPath, ['--import', './bot/compiled.ts', 'bot/main.ts'], {
    cwd: ROOT,
    env: {
      PORT: '0',
      DATA_DIR: testFolder(),
      PUBLIC_URL: 'https://shenbao.example.com',
      WECOM_CORP_ID: corpId,
      WECOM_AGENT_ID: String(agentId),
      WECOM_SECRET: 'app-secret',
      WECOM_TOKEN: token,
      WECOM_AES_KEY: aesKey,
      WECOM_API_URL: platform.url,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void program.kill('SIGKILL'));
  const errors: string[] = [];
  program.stderr.on('data', (piece) => errors.push(String(piece)));
  const [said] = await once(createInterface(program.stdout), 'line');
  const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(said)) ?? [String(said)];
  const url = `${address}${CALLBACK_PATH}`;
  const callbacks = new Callbacks({ url, corpId, agentId, token, aesKey, timer });
  expect(await callbacks.verify('1616140317555161061')).toEqual({ status: 200, body: '1616140317555161061' });
  const zhou = new Member('ZhouYan', callbacks, platform);
  expect(await zhou.text('帮助').first).toBe(200);
  while (zhou.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(zhou.seen[0]?.text).toContain('先选一份草稿');
  expect(platform.breaches).toEqual([]);
  program.kill('SIGTERM');
  expect(await once(program, 'exit')).toEqual([0, null]);
  expect(errors.join('')).not.toMatch(/zhouyan|帮助|app-secret|failed/i);
});
