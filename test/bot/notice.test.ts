/** A person writes to a coordinators' group from the command line. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { text } from '../../forms/text/index.ts';
import { virtualTime } from '../fakes/wecom/clock.ts';
import { Platform } from '../fakes/wecom/platform.ts';

const root = path.join(import.meta.dirname, '../..');
const KEY = '00000000-1111-2222-3333-444444444444';

async function world() {
  const timer = virtualTime();
  const settings = { corpId: 'c', secret: 's', agentId: 1, webhookKey: KEY, members: () => true, timer };
  const platform = new Platform(settings);
  await platform.listen();
  onTestFinished(() => platform.close());
  const address = `${platform.url}/cgi-bin/webhook/send?key=`;
  /** Runs it with words on its standard input. */
  async function notice(args: readonly string[], input = '', url = address + KEY) {
    const child = spawn(process.execPath, [path.join(root, 'bot/cli/wecom-notice.ts'), ...args], {
      cwd: root,
      env: { WECOM_GROUP_URL: url },
    });
    child.stdin.end(input);
    const code = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
    return { code: await code, out, err };
  }
  return { platform, address, notice };
}

test('words, Markdown from standard input, and a file', async () => {
  const { platform, notice } = await world();
  const folder = mkdtempSync(path.join(tmpdir(), 'notice-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, '汇总表.xlsx');
  writeFileSync(file, 'PK and more');
  const said = await notice(['--text', '今天截止', '--at', 'zhou，wang', '--phone', '13800000000']);
  expect(said).toEqual({ code: 0, out: `${text('notice.sent', { count: 1 })}\n`, err: '' });
  expect(await notice(['--markdown', '-', '--at', 'zhou'], '**三家**还没交\n')).toMatchObject({ code: 0 });
  expect(await notice(['--file', file])).toMatchObject({
    code: 0,
    out: expect.stringContaining('汇总表.xlsx'),
  });
  expect(platform.group).toEqual([
    { type: 'text', text: '今天截止', mentioned: ['zhou', 'wang', '13800000000'] },
    { type: 'markdown', text: '<@zhou>\n**三家**还没交', mentioned: [] },
    { type: 'file', text: '汇总表.xlsx', mentioned: [] },
  ]);
  expect(platform.breaches).toEqual([]);
});

test('what stands in the way is said in a sentence, without the key', async () => {
  const { address, notice } = await world();
  expect(await notice(['--text', '好'], '', '')).toMatchObject({
    code: 1,
    err: `${text('notice.no_group')}\n`,
  });
  const gone = await notice(['--text', '好'], '', `${address}other-key`);
  expect(gone).toMatchObject({ code: 1, err: expect.stringContaining(text('notice.send_refused')) });
  expect(gone.err).not.toContain('other-key');
  const away = await notice(['--text', '好'], '', 'http://127.0.0.1:9/cgi-bin/webhook/send?key=other-key');
  expect(away).toMatchObject({ code: 1, err: expect.stringContaining(text('notice.failed')) });
  expect(away.err).not.toContain('other-key');
  expect(await notice(['--file', '/none/such.xlsx'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('ENOENT'),
  });
  expect(await notice(['--text', '-'], '  \n')).toMatchObject({
    code: 1,
    err: `${text('notice.nothing')}\n`,
  });
});

test.each([
  [['--text', '好', '--file', 'a.xlsx']],
  [['--markdown', '好', '--phone', '13800000000']],
  [['--file', 'a.xlsx', '--at', 'zhou']],
  [['--words', '好']],
  [[]],
])('wrong use: %j', async (args) => {
  const { notice } = await world();
  expect(await notice(args)).toEqual({ code: 2, out: '', err: `${text('notice.usage')}\n` });
});
