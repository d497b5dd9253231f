import { expect, test } from 'vitest';
import { sameContent, versionMark } from '../../../forms/documents/version.ts';
import { exampleCall, fullAnswers, given, planWith } from './example.ts';

const mark = (changes: Parameters<typeof planWith>[0] = {}, revision = 12): string =>
  versionMark(planWith(changes), revision);

test('revision and eight hex digits', () => {
  expect(mark()).toMatch(/^版本 r12·[0-9a-f]{8}$/);
});

test('the same answers are the same content, whoever gave them, in whatever words, at whatever revision', () => {
  const again = {
    ...fullAnswers.name!,
    original: '叫沼液膜浓缩还田技术',
    by: 'other',
    at: '2025-04-01T00:00:00.000Z',
    kept: ['x'],
  };
  expect(sameContent(mark({ name: again }, 30), mark())).toBe(true);
});

test('order of keys, whether more rows may follow, and a confirmation do not count', () => {
  expect(
    mark({
      cost: given({ unit: '万元', number: 1200 }),
      cases: given({ closed: false, last: 9, rows: ['r2', 'r1'] }),
      principle: given({ of: '0123456789abcdef' }),
    }),
  ).toBe(mark());
});

test.each([
  ['a text', { name: given('别的技术') }],
  ['an answer taken back', { phone: undefined }],
  ['a cell', { 'cases/r1/title': given('丙县中心') }],
  ['the order of rows', { cases: given({ rows: ['r1', 'r2'], closed: true }) }],
  ['an operand of a computed value', { output: given({ number: 8, unit: 't' }) }],
])('%s changes it', (_, changes) => {
  expect(sameContent(mark(changes), mark())).toBe(false);
});

test('an answer that no document shows does not count; nor does one not asked as things are', () => {
  const call = {
    ...exampleCall,
    documents: [{ ...exampleCall.documents[0]!, blocks: [{ text: '{{name}}' }] }],
  };
  const of = (changes: Parameters<typeof planWith>[0]): string => versionMark(planWith(changes, call), 1);
  expect(of({ org: given('别的单位有限公司') })).toBe(of({}));
  expect(mark({ localised: given('部分') })).toBe(mark());
});

test('what stands above the summary table counts', () => {
  const table = { ...exampleCall.summary_table!, head: [{ label: '主管部门：', value: '{{localised}}' }] };
  const call = {
    ...exampleCall,
    documents: [{ ...exampleCall.documents[0]!, blocks: [{ text: '{{name}}' }] }],
  };
  const of = (changes: Parameters<typeof planWith>[0], summary_table = table): string =>
    versionMark(planWith({ imported: given({ yes: true }), ...changes }, { ...call, summary_table }), 1);
  expect(of({ localised: given('甲') })).not.toBe(of({ localised: given('乙') }));
  const bare = { ...table, head: [] };
  expect(of({ localised: given('甲') }, bare)).toBe(of({ localised: given('乙') }, bare));
});

test('the call and its version count', () => {
  expect(sameContent(versionMark(planWith({}, { ...exampleCall, version: 2 }), 12), mark())).toBe(false);
});

test('what is no mark equals nothing', () => {
  expect(sameContent('', '')).toBe(false);
  expect(sameContent('版本 r1·zzzzzzzz', '版本 r1·zzzzzzzz')).toBe(false);
});
