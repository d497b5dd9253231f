import { describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { filesOfPlan, inspect } from '../../../forms/office/inspect.ts';
import { manifestOf, sumsOf } from '../../../forms/office/manifest.ts';
import { papersOf } from '../../../forms/office/papers.ts';
import { planOf } from '../../../forms/plan.ts';
import type { Answer, Answers } from '../../../forms/submission.ts';
import { caseAnswers } from '../../fixtures/handed.ts';

const DAY = '2025-03-26';
const catalog = loadCalls([OWN_CALLS]);

function planWith(id: string, change: (answers: Map<string, Answer>) => void = () => undefined) {
  const call = catalog.get(id);
  if (!call) throw new Error(`no call ${id}`);
  const answers = new Map<string, Answer>(caseAnswers(call, DAY) as Answers);
  change(answers);
  return planOf(call, answers);
}

const codes = (...args: Parameters<typeof planWith>) =>
  inspect(planWith(...args)).map(({ code, level }) => `${level} ${code}`);

const set = (path: string, value: Answer['value']) => (answers: Map<string, Answer>) => {
  const answer = answers.get(path);
  if (!answer || value === undefined) throw new Error(`no answer at ${path}`);
  answers.set(path, { ...answer, value });
};

describe('what stands against going up', () => {
  test.each(catalog.list().map(({ id }) => id))('nothing against the whole case of %s', (id) => {
    expect(codes(id)).toEqual([]);
  });

  test('非公开 keeps it out', () => {
    expect(codes('intl-outcomes-2015', set('disclosure', 'restricted'))).toEqual(['must pack.closed']);
  });

  test('a mark of secret papers in an answer or a file’s name keeps it out', () => {
    expect(codes('sustainable-tech-2025', set('tech_name', '机密★10年'))).toContain('must pack.mark');
    const renamed = (answers: Map<string, Answer>): void => {
      const [first] = (answers.get('certificates')?.value ?? []) as { name: string }[];
      set('certificates', [{ ...first, name: '专利证书-内部.pdf' }] as never)(answers);
    };
    expect(new Set(codes('sustainable-tech-2025', renamed))).toEqual(new Set(['must pack.mark']));
  });

  test('a scan that is not there is told, and keeps nothing out', () => {
    const without = (answers: Map<string, Answer>): void => {
      answers.delete('signed_page_scan');
      answers.delete('commitment_scan');
    };
    expect(codes('sustainable-tech-2025', without)).toEqual(['should pack.scan', 'should pack.scan']);
  });

  test('files are those of every row, as things are', () => {
    const names = filesOfPlan(planWith('intl-outcomes-2015')).map(({ name }) => name);
    expect(names.filter((name) => name.endsWith('.png')).length).toBeGreaterThanOrEqual(6);
    expect(names.some((name) => name.endsWith('.mp4'))).toBe(true);
  });
});

test('the manifest lists every file with its submission, the sums in the form that sha256sum reads', () => {
  const line = {
    path: '甲/1.题-单位.docx',
    hash: 'a'.repeat(64),
    bytes: 12,
    number: '0320-AAAA',
    title: '题',
    unit: '单位',
  };
  const common = { ...line, path: '汇总表.xlsx', number: '', title: '', unit: '' };
  const model = manifestOf([common, line], {
    number: 2,
    call: '某征集',
    name: '李明',
    time: '2025年3月26日 10:00',
    submissions: 1,
  });
  expect(model.rows).toEqual([
    [1, null, null, null, '汇总表.xlsx', 12, 'a'.repeat(64)],
    [2, '0320-AAAA', '题', '单位', '甲/1.题-单位.docx', 12, 'a'.repeat(64)],
  ]);
  expect(model.head.map(({ label, value }) => `${label}${value}`)).toEqual([
    '第几包：2',
    '制作时间：2025年3月26日 10:00',
    '制作人：李明',
    '项数：1',
  ]);
  expect(sumsOf([line])).toBe(`${'a'.repeat(64)}  甲/1.题-单位.docx\n`);
});

test('the office’s papers of a call are a call of their own, made once', () => {
  for (const call of catalog.list()) {
    const papers = papersOf(call);
    expect(papers).toBe(papersOf(call));
    expect(papers?.sections.flatMap(({ questions }) => questions.map(({ id }) => id))).toContain('organ');
    expect(papers && planOf(papers, new Map()).slots.length).toBeGreaterThan(2);
  }
});
