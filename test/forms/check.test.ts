import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, nearest } from '../../forms/check/nearest.ts';
import { line, parseCall } from '../../forms/check.ts';
import { kinds } from '../../forms/kinds/index.ts';
import { check as sentences } from '../../forms/text/zh-CN/check.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const read = (path: string) => readFileSync(join(fixtures, path), 'utf8');

const mark = (inside: string, row = false) => ({ inside, row });
const wordForm = (marks: { inside: string; row: boolean }[], stray: string[] = []) => ({
  bytes: new Uint8Array(),
  marks,
  stray,
});

/** Word forms beside the broken calls: one broken in every way, one that is no Word file, one that lacks marks. */
const FORMS = {
  'marks.docx': wordForm(
    [mark('tech_nam'), mark('investment|numbr'), mark('cases.title'), mark('cases.titel', true)],
    ['技术：{{tech_name}'],
  ),
  'old.docx': null,
  'whole.docx': wordForm([mark('tech_name')]),
  'some.docx': wordForm([mark('tech_name'), mark('nature'), mark('cases.title', true)]),
};

/** What the check of a broken call says, without the name of the file. */
function linesOf(name: string): string[] {
  const checked = parseCall(read(`broken-calls/${name}.yaml`), name, FORMS);
  const problems = checked.ok ? checked.warnings : checked.problems;
  return problems.map((problem) => line(problem).slice(name.length + 1));
}

/** `name:line:column path: sentence` of every broken call, as a person reads it in a terminal. */
const expected = read('broken-calls/expected.txt').trim().split('\n');

describe('broken calls', () => {
  const names = readdirSync(join(fixtures, 'broken-calls')).flatMap((name) =>
    name.endsWith('.yaml') ? [name.slice(0, -5)] : [],
  );

  test.each(names)('%s', (name) => {
    const said = linesOf(name);
    expect(said).not.toEqual([]);
    expect(said).toEqual(
      expected.filter((each) => each.startsWith(`${name}:`)).map((each) => each.slice(name.length + 1)),
    );
  });

  test('nothing is expected of a file that is not there', () => {
    expect(
      expected.map((each) => each.slice(0, each.indexOf(':'))).filter((name) => !names.includes(name)),
    ).toEqual([]);
  });

  test('nearly every sentence has its broken call', () => {
    const codes = names.flatMap((name) => {
      const checked = parseCall(read(`broken-calls/${name}.yaml`), name, FORMS);
      return (checked.ok ? checked.warnings : checked.problems).map((problem) => `check.${problem.code}`);
    });
    const helpers = /^check\.(?:key|type|calls)[._]/;
    const untold = Object.keys(sentences).filter((code) => !helpers.test(code) && !codes.includes(code));
    // Left: what only a later kind, rule or YAML oddity brings, and the size limit, which has its own test.
    expect(untold.sort()).toEqual([
      'check.too_long',
      'check.too_short',
      'check.wrong',
      'check.yaml.MULTILINE_IMPLICIT_KEY',
      'check.yaml.other',
    ]);
  });
});

describe('example calls', () => {
  const examples = readdirSync(join(fixtures, 'calls'));

  test('there is one for each kind', () => {
    expect(kinds.map((kind) => kind.type).filter((type) => !examples.includes(type))).toEqual([]);
  });

  test.each(examples.filter((type) => kinds.some((kind) => kind.type === type)))(
    '%s passes without a warning',
    (type) => {
      const checked = parseCall(read(`calls/${type}/call.yaml`), type);
      expect(checked.ok ? checked.warnings.map(line) : checked.problems.map(line)).toEqual([]);
      expect(checked.ok && JSON.stringify(checked.call.sections)).toContain(`"type":"${type}"`);
    },
  );
});

describe('parseCall', () => {
  const source = read('calls/rows/call.yaml');

  test('entries are replaced by their parsed form, defaults included, inside rows too', () => {
    const checked = parseCall(source, 'rows');
    if (!checked.ok) throw new Error(checked.problems.map(line).join('\n'));
    const [name, cases] = checked.call.sections[0]?.questions ?? [];
    expect(name?.kind).toEqual({ type: 'short_text', list: false });
    expect(cases?.kind).toMatchObject({
      columns: [
        { kind: { type: 'short_text' }, required: true },
        { kind: { type: 'money', unit: '万元', foreign: false } },
        { id: 'years' },
      ],
    });
  });

  test('the same source gives the same call', () => {
    expect(parseCall(source, 'rows')).toEqual(parseCall(source, 'rows'));
  });

  test('a kind that is like no other: all are named', () => {
    const checked = parseCall(source.replace('kind: short_text', 'kind: picture'), 'rows');
    const known = kinds.map((kind) => kind.type).join('、');
    expect(checked.ok ? [] : checked.problems.map((problem) => problem.sentence)).toEqual([
      `没有叫 picture 的回答类型；现有：${known}`,
    ]);
  });

  test('a file of more than a million characters is refused unread', () => {
    const checked = parseCall(`#${'x'.repeat(1_000_000)}`, 'big');
    expect(checked.ok ? [] : checked.problems.map((problem) => problem.code)).toEqual(['too_long']);
  });

  test('whatever line is lost, there is a call or a problem with a Chinese sentence and a place', () => {
    const lines = source.split('\n');
    for (const lost of lines.keys()) {
      const checked = parseCall(lines.filter((_, index) => index !== lost).join('\n'), 'lost');
      for (const problem of checked.ok ? checked.warnings : checked.problems) {
        expect(problem.sentence).toMatch(/\p{Script=Han}/u);
        expect(problem.sentence).not.toMatch(/Invalid|undefined|\[object|check\./);
        expect(problem.line).toBeGreaterThan(0);
      }
    }
  });

  test('no text makes it throw', () => {
    const piece = fc.constantFrom(
      'schema: 1',
      'sections:',
      '  - id: a',
      '    questions:',
      '      - id: b',
      ' kind: rows',
      '{{',
      '- ',
      ':',
      '&a',
      '*a',
      '!t x',
      '"',
      '\t',
      '[',
      '{',
      '\n',
      '~',
      '? ',
      '<<: ',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const checked = parseCall(pieces.join('\n'), 'any');
        return checked.ok || checked.problems.length > 0;
      }),
    );
  });
});

describe('did you mean', () => {
  test.each([
    ['teh', 'the', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['same', 'same', 0],
  ])('%s → %s takes %d changes', (left, right, steps) => {
    expect(distance(left, right)).toBe(steps);
  });

  test('distance is symmetric and never more than the longer word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (left, right) => {
        const steps = distance(left, right);
        return steps === distance(right, left) && steps <= Math.max(left.length, right.length);
      }),
    );
  });

  test('far words are not suggested', () => {
    expect(nearest('moeny', ['number', 'money', 'date'])).toBe('money');
    expect(nearest('picture', ['number', 'money', 'date'])).toBeUndefined();
    expect(nearest('9', ['1', '2'])).toBeUndefined();
  });
});
