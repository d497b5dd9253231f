import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOfficeForm } from '../../adapters/files/office-form.ts';
import { loadCalls, type ReadForm } from '../../bot/calls.ts';
import { parseCall } from '../../forms/check.ts';
import { AppError } from '../../forms/error.ts';
import { paragraph, table, wordFile } from '../fixtures/office-form.ts';

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

function refusal(readForm?: ReadForm): AppError {
  try {
    loadCalls([folder], parseCall, readForm);
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

test('a Word form beside a call is read with it; a lock file of Word is none', () => {
  const source_ = source.replace(/documents:[\s\S]*?\n(?=\w)/u, DOCUMENTS);
  put('office/call.yaml', source_);
  writeFileSync(
    join(folder, 'office/form.docx'),
    wordFile(paragraph('{{name}}') + table(['{{cases.title}}'])),
  );
  writeFileSync(join(folder, 'office/~$form.docx'), 'lock');
  const [call] = loadCalls([folder], parseCall, readOfficeForm).list();
  expect(call?.forms?.['form.docx']?.marks).toHaveLength(2);
  writeFileSync(join(folder, 'office/form.docx'), wordFile(paragraph('{{nam}}')));
  expect(refusal(readOfficeForm).message).toContain(
    'form.docx 里的 {{nam}} 没有对应的问题或计算值，您是想写 name 吗',
  );
  expect(refusal().message).toContain('没有找到 form.docx');
});

const DOCUMENTS = `documents:
  - id: form
    name: 表
    file_name: 表
    template: form.docx
`;

test('an empty folder, and none at all', () => {
  expect(refusal().code).toBe('calls.none');
  const missing = join(folder, 'missing');
  expect(() => loadCalls([missing])).toThrow(`读不到 ${missing}，请检查 CALLS_DIR 和文件权限`);
});
