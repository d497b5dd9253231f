import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCalls } from '../../bot/calls.ts';
import { AppError } from '../../forms/error.ts';

const source = readFileSync(join(import.meta.dirname, '../fixtures/calls/rows/call.yaml'), 'utf8');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'calls-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function refusal(): AppError {
  try {
    loadCalls([folder]);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
}

test('folders of calls and single files; older versions stay at hand', () => {
  put('rows/call.yaml', source.replace('version: 1', 'version: 2'));
  put('rows/call.v1.yaml', source);
  put('rows/notes.yaml', 'not: a call');
  put('single.yaml', source.replace('id: example-rows', 'id: another'));
  const catalog = loadCalls([folder]);
  expect(catalog.list().map((call) => [call.id, call.version])).toEqual([
    ['another', 1],
    ['example-rows', 2],
  ]);
  expect(catalog.get('example-rows')?.version).toBe(2);
  expect(catalog.get('example-rows', 1)?.version).toBe(1);
  expect(catalog.get('example-rows', 3)).toBeUndefined();
  expect(catalog.get('nothing')).toBeUndefined();
  expect(catalog.warnings).toEqual([]);
});

test('a broken call stops the start with all its problems', () => {
  put('one/call.yaml', source.replace('type: rows', 'type: row'));
  put('two/call.yaml', source.replace('version: 1', 'version: 0'));
  const error = refusal();
  expect(error.code).toBe('calls.broken');
  expect(error.message.replaceAll(folder, '')).toBe(
    [
      '征集文件有问题，改好后再启动：',
      '/one/call.yaml:23:11 sections[0].questions[1].kind.type: 没有叫 row 的回答类型，您是想写 rows 吗',
      '/two/call.yaml:5:1 version: version 不能小于 1，现在是 0',
    ].join('\n'),
  );
});

test('the same version twice is refused by name', () => {
  put('one/call.yaml', source);
  put('two/call.yaml', source);
  const error = refusal();
  expect(error.code).toBe('calls.twice');
  expect(error.message.replaceAll(folder, '')).toBe(
    '征集 example-rows 的第 1 版有两份：/one/call.yaml 和 /two/call.yaml，请改版本号或删去一份',
  );
});

test('an empty folder, and none at all', () => {
  expect(refusal().code).toBe('calls.none');
  const missing = join(folder, 'missing');
  expect(() => loadCalls([missing])).toThrow(`读不到 ${missing}，请检查 CALLS_DIR 和文件权限`);
});
