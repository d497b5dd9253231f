import { expect, test } from 'vitest';
import { text } from '../../forms/text/index.ts';

test('quoted words keep their own quotation marks as single ones', () => {
  expect(text('note.given', { label: '任务', answer: '构建“一带一路”协作网络' })).toBe(
    '已记下“任务”：构建“一带一路”协作网络',
  );
  expect(text('note.changed', { label: '任务', old: '构建“一带一路”网络', now: '开展互认' })).toBe(
    '已把“任务”由“构建‘一带一路’网络”改成“开展互认”。',
  );
});

test('a parameter that is not given stays as it is written, quoted or not', () => {
  expect(text('note.changed', { label: '任务' })).toBe('已把“任务”由“{old}”改成“{now}”。');
  expect(text('note.given')).toBe('已记下“{label}”：{answer}');
});
