import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../forms/kinds/index.ts';
import { rules } from '../../forms/rules/index.ts';
import { paragraph, wordFile } from '../fixtures/office-form.ts';

const root = join(import.meta.dirname, '../..');

function run(script: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('bot/cli', script), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe('call:check', () => {
  test('a good call is told with its counts', () => {
    const file = 'test/fixtures/calls/rows/call.yaml';
    expect(run('call-check.ts', file)).toEqual({
      code: 0,
      out: `${file}: ok example-rows v1，1 节、2 个问题、2 个计算值、1 份文档、0 张汇总表\n`,
      err: '',
    });
  });

  test('one broken file among good ones: its problem, and exit code 1', () => {
    const broken = 'test/fixtures/broken-calls/kind-value.yaml';
    const { code, out } = run('call-check.ts', broken, 'test/fixtures/calls/email/call.yaml', 'no-such.yaml');
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `${broken}:27:30 sections[0].questions[1].kind.unit: unit 不能是 万，您是想写 万元 吗；可以写：元、千元、万元、百万元、亿元`,
      'test/fixtures/calls/email/call.yaml: ok example-email v1，1 节、2 个问题、0 个计算值、1 份文档、0 张汇总表',
      'no-such.yaml:1:1: 读不到这个文件（ENOENT），请检查路径',
      '',
    ]);
  });

  test('a warning does not refuse', () => {
    const { code, out } = run('call-check.ts', 'test/fixtures/broken-calls/unused.yaml');
    expect(code).toBe(0);
    expect(out).toContain('（提醒）“公开”（public）要填，但没有文档、汇总表或规则用到它');
  });

  test('an office’s own form beside the call is checked with it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'form-'));
    const file = join(folder, 'call.yaml');
    copyFileSync('test/fixtures/broken-calls/office-missing.yaml', file);
    writeFileSync(join(folder, 'some.docx'), wordFile(paragraph('{{tech_na', 'me}}，{{investmnt}}')));
    const { code, out } = run('call-check.ts', file);
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(out).toContain(
      'documents[0].template: some.docx 里的 {{investmnt}} 没有对应的问题或计算值，您是想写 investment 吗',
    );
  });

  test('no file at all: how it is used', () => {
    expect(run('call-check.ts')).toEqual({
      code: 1,
      out: '用法：npm run -s call:check -- 文件...\n',
      err: '',
    });
  });
});

test('call:schema prints a schema in which every kind and rule stands and every reference leads somewhere', () => {
  const { code, out } = run('call-schema.ts');
  expect(code).toBe(0);
  const schema = JSON.parse(out) as { $defs: Record<string, { anyOf?: unknown[] }> };
  const names = Object.keys(schema.$defs);
  expect(names).toEqual(
    expect.arrayContaining([
      ...kinds.map((kind) => `kind.${kind.type}`),
      ...rules.map((rule) => `rule.${rule.name}`),
    ]),
  );
  const targets = [...out.matchAll(/"\$ref": "#\/\$defs\/([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(targets).toEqual(expect.arrayContaining(['kind', 'rule', 'kind.rows', 'rule.payback']));
  expect(targets.filter((name) => !names.includes(name))).toEqual([]);
  expect(schema.$defs.kind?.anyOf?.[0]).toEqual({ enum: kinds.map((kind) => kind.type) });
});
