import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../forms/error.ts';
import { findRule, rules } from '../../../forms/rules/index.ts';
import { similarity } from '../../../forms/rules/presence.ts';
import { hasText } from '../../../forms/text/index.ts';
import { type Given, run } from './context.ts';

const file = (name: string) => ({ name, hash: 'a'.repeat(64), bytes: 1, mediaType: 'application/pdf' });

describe('counts', () => {
  test.each([
    [1, ['count_too_small']],
    [2, []],
    [4, []],
    [5, ['count_too_large']],
  ])('%d pictures where two to four are asked', (count, codes) => {
    const pictures = { value: Array.from({ length: count }, (_, index) => file(`${index}.jpg`)) };
    const issues = run({ rule: 'count_between', min: 2, max: 4 }, { answers: { pictures }, at: 'pictures' });
    expect(issues.map(({ code }) => code)).toEqual(codes);
  });

  test('several questions together; one still to come is waited for', () => {
    const none = { state: 'none' as const, label: '证书' };
    const entry = { rule: 'count_between', questions: ['a', 'b'], min: 1 };
    expect(run(entry, { answers: { a: none } })).toEqual([]);
    expect(run(entry, { answers: { a: none, b: { ...none, label: '声明' } } })).toEqual([
      {
        code: 'count_too_small',
        level: 'must',
        params: { labels: '证书、声明', count: 0, min: 1 },
        path: 'a',
      },
    ]);
    expect(run(entry, { answers: { a: none, b: { value: [file('x.pdf')] } } })).toEqual([]);
  });

  test('as many rows as files', () => {
    const answers = {
      list: { value: { rows: ['r1', 'r2'], closed: true }, label: '照片清单' },
      photos: { value: [file('a.jpg')], label: '照片' },
    };
    expect(run({ rule: 'count_equals', question: 'list', other: 'photos' }, { answers })).toEqual([
      {
        code: 'count_differs',
        level: 'must',
        params: { label: '照片清单', count: 2, other: '照片', there: 1 },
        path: 'list',
      },
    ]);
  });
});

describe('distinct_files', () => {
  const picture = (name: string, hash: string) => ({ value: [{ ...file(name), hash: hash.repeat(64) }] });
  const check = (at: string, second: Given) =>
    run(
      { rule: 'distinct_files' },
      {
        at,
        answers: {
          'photos/r1/file': picture('甲.png', 'a'),
          'photos/r2/caption': { shown: '说明' },
          'photos/r2/file': second,
          'others/r1/file': picture('甲.png', 'a'),
        },
      },
    );

  test('another file of another name', () => {
    expect(check('photos/r2/file', picture('乙.png', 'b'))).toEqual([]);
  });

  test('the same file under another name, another file under the same name', () => {
    expect(check('photos/r2/file', picture('乙.png', 'a'))).toEqual([
      { code: 'file_twice', level: 'must', params: { name: '乙.png', number: 1 } },
    ]);
    expect(check('photos/r2/file', picture('甲.PNG', 'b'))).toEqual([
      { code: 'file_name_twice', level: 'must', params: { name: '甲.PNG', number: 1 } },
    ]);
  });

  test('the later row is told of, and rows of another list are none of these', () => {
    expect(check('photos/r1/file', picture('甲.png', 'a'))).toEqual([]);
    expect(check('others/r1/file', picture('乙.png', 'b'))).toEqual([]);
  });
});

describe('files_cover_identifiers', () => {
  const patents = {
    value: ['ZL202010566088.9', '2019SR0322683'],
    plain: ['ZL202010566088.9', '2019SR0322683'],
    shown: 'ZL202010566088.9、2019SR0322683',
  };
  const entry = { rule: 'files_cover_identifiers', identifiers: 'patents' };
  const check = (...names: string[]) =>
    run(entry, { answers: { patents, files: { value: names.map(file) } }, at: 'files' });

  test('too few files', () => {
    expect(check('证书.pdf')).toEqual([
      {
        code: 'certificates_too_few',
        level: 'must',
        params: { files: 1, identifiers: 2, numbers: 'ZL202010566088.9、2019SR0322683' },
      },
    ]);
  });

  test('enough files with the numbers in their names', () => {
    expect(check('发明专利 2020105660889.pdf', '软著2019SR0322683.pdf')).toEqual([]);
  });

  test('enough files, a name that does not tell: a person confirms', () => {
    expect(check('发明专利 202010566088.9.pdf', '扫描件.pdf')).toEqual([
      { code: 'certificates_match', level: 'person', params: { numbers: '2019SR0322683' } },
    ]);
  });

  test('nothing to cover', () => {
    expect(
      run(entry, { answers: { patents: { state: 'none' }, files: { state: 'none' } }, at: 'files' }),
    ).toEqual([]);
    expect(run(entry, { answers: { patents, files: { state: 'none' } }, at: 'files' })).toMatchObject([
      { code: 'certificates_too_few', params: { files: 0 } },
    ]);
    expect(run(entry, { answers: { patents, files: { state: 'skipped' } }, at: 'files' })).toEqual([]);
  });
});

describe('presence', () => {
  test('required_together', () => {
    const answers = { name: '照片一', caption: { state: 'none' as const, label: '说明', plain: undefined } };
    expect(run({ rule: 'required_together', questions: ['name', 'caption'] }, { answers })).toEqual([
      {
        code: 'required_together',
        level: 'must',
        params: { given: 'name', missing: '说明' },
        path: 'caption',
      },
    ]);
    expect(
      run(
        { rule: 'required_together', questions: ['name', 'caption'] },
        { answers: { caption: answers.caption } },
      ),
    ).toEqual([]);
  });

  test('needs_answer, where its condition holds', () => {
    const localised = { plain: false, shown: '否', label: '是否已实现国产化' };
    const entry = { rule: 'needs_answer', is: true, when: { question: 'imported', is: true } };
    const at = (imported: boolean) =>
      run(entry, { answers: { imported: { plain: imported }, localised }, at: 'localised' });
    expect(at(true)).toEqual([
      { code: 'needs_answer', level: 'must', params: { label: '是否已实现国产化', wanted: 'yes' } },
    ]);
    expect(at(false)).toEqual([]);
  });

  test('needs_evidence: a confirmed ladder names one piece of evidence at least', () => {
    const check = (evidence: string | undefined, state: 'given' | 'skipped' = 'given') =>
      run(
        { rule: 'needs_evidence' },
        {
          answers: {
            'tech/r1/trl': { state, value: { of: 'x', assessment: null } },
            'tech/r1/trl_claimed': { plain: 4 },
            ...(evidence === undefined ? {} : { 'tech/r1/trl_evidence': { plain: evidence } }),
            'tech/r2/trl_evidence': { plain: '另一项的证据' },
          },
          at: 'tech/r1/trl',
        },
      );
    expect(check(undefined)).toEqual([{ code: 'needs_evidence', level: 'must', params: {} }]);
    expect(check('')).toHaveLength(1);
    expect(check('4级（功能级）：《样品测试报告》')).toEqual([]);
    expect(check(undefined, 'skipped')).toEqual([]);
  });

  test('ask_person asks once there is an answer', () => {
    const entry = { rule: 'ask_person', ask: '单位名称是否为全称' };
    expect(run(entry, { answers: { org: '某某公司' }, at: 'org' })).toEqual([
      {
        code: 'ask_person',
        level: 'person',
        params: { id: '单位名称是否为全称', ask: '单位名称是否为全称' },
      },
    ]);
    expect(run({ ...entry, id: 'full_name' }, { answers: { org: { state: 'skipped' } }, at: 'org' })).toEqual(
      [],
    );
    expect(run({ ...entry, id: 'full_name' }, { answers: {} })).toMatchObject([
      { params: { id: 'full_name' } },
    ]);
  });

  test('unique_among_own: a like name of the same unit', () => {
    const answers = { name: '畜禽粪污中温厌氧发酵与还田技术', org: '某某公司' };
    const sibling = {
      id: 's2',
      call: 'example',
      title: '畜禽粪污中温厌氧发酵和还田技术',
      organisation: '某某公司',
    };
    const check = (...siblings: (typeof sibling)[]) =>
      run({ rule: 'unique_among_own' }, { answers, siblings, name: 'name', organisation: 'org' });
    expect(check(sibling)).toEqual([
      { code: 'duplicate_own', level: 'should', params: { title: sibling.title }, path: 'name' },
    ]);
    expect(
      check(
        { ...sibling, organisation: '另一公司' },
        { ...sibling, call: 'other' },
        { ...sibling, title: '污水膜浓缩技术' },
      ),
    ).toEqual([]);
  });

  test('unique_among_own: a like name of any unit, where the call says so', () => {
    const answers = { name: '畜禽粪污中温厌氧发酵与还田技术', org: '某某公司' };
    const siblings = [{ id: 's2', call: 'example', title: answers.name, organisation: '另一公司' }];
    const check = (more: object) =>
      run({ rule: 'unique_among_own', ...more }, { answers, siblings, name: 'name', organisation: 'org' });
    expect(check({})).toEqual([]);
    expect(check({ any_organisation: true })).toMatchObject([{ code: 'duplicate_own', level: 'should' }]);
  });

  test('one_per_person: a finished one of the same person refuses, a draft warns', () => {
    const answers = { name: '膜材料', person: '林听澜' };
    const sibling = { id: 's2', call: 'example', title: '另一项', organisation: '', person: '林 听澜' };
    const check = (...siblings: object[]) =>
      run(
        { rule: 'one_per_person' },
        { answers, siblings: siblings as (typeof sibling)[], person: 'person' },
      );
    const params = { person: '林听澜', title: '另一项' };
    expect(check({ ...sibling, status: 'finished' })).toEqual([
      { code: 'person_again', level: 'must', params, path: 'person' },
    ]);
    expect(check({ ...sibling, status: 'draft' })).toEqual([
      { code: 'person_again_draft', level: 'should', params, path: 'person' },
    ]);
    expect(
      check({ ...sibling, status: 'draft' }, { ...sibling, status: 'finished', id: 's3' }),
    ).toMatchObject([{ code: 'person_again' }]);
    expect(
      check({ ...sibling, person: '周望舒' }, { ...sibling, call: 'other' }, { ...sibling, person: '' }),
    ).toEqual([]);
    expect(run({ rule: 'one_per_person' }, { answers, siblings: [sibling] })).toEqual([]);
  });

  test('likeness is symmetric, within 0 and 1, and 1 for the same name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (left, right) => {
        const like = similarity(left, right);
        expect(like).toBeCloseTo(similarity(right, left), 12);
        expect(like).toBeGreaterThanOrEqual(0);
        expect(like).toBeLessThanOrEqual(1);
      }),
    );
    expect(similarity('污水处理技术', '污水 处理技术')).toBe(1);
  });
});

describe('the table', () => {
  test('an unknown rule is refused loudly', () => {
    expect(() => findRule('no_such_rule')).toThrow(AppError);
  });

  test('every code that the rules may return has its sentence', async () => {
    const { readdirSync, readFileSync } = await import('node:fs');
    const folder = new URL('../../../forms/rules/', import.meta.url);
    const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const codes = sources.flatMap((source) => [
      ...source.matchAll(
        /code: '([a-z_]+)'|\? '([a-z_]+)' : '([a-z_]+)'|compare\(context, params, '([a-z_]+)'/g,
      ),
    ]);
    const names = new Set(codes.flatMap((match) => match.slice(1).filter(Boolean)));
    names.delete('must');
    expect(names.size).toBeGreaterThan(40);
    expect([...names].filter((name) => !hasText(`issue.${name}`))).toEqual([]);
  });

  test('names are unique, entries are strict', () => {
    expect(new Set(rules.map((rule) => rule.name)).size).toBe(rules.length);
    for (const rule of rules)
      expect(rule.params.safeParse({ rule: rule.name, no_such_param: 1 }).success).toBe(false);
  });
});
