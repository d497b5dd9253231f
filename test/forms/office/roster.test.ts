import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Known, matchPerson } from '../../../forms/office/match.ts';
import {
  applyRoster,
  compareRoster,
  emptyRoster,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterEntry,
  type RosterLine,
  type RosterLines,
  unitsOf,
  withDue,
} from '../../../forms/office/roster.ts';

const CALL = 'sustainable-tech-2025';

function line(unit: string, person: string, more: Partial<RosterLine> = {}): RosterLine {
  return { unit, person, phone: '', email: '', wecom: '', due: '', ...more };
}

const chen = line('示例大学', '陈云岫', { phone: '13800000000' });
const lin = line('示例大学', '林知远', { email: 'lin@example.com' });
const zhou = line('样例研究院', '周以南');

/** Lines of a workbook with all columns, or without some. */
function lines(list: readonly RosterLine[], without: readonly RosterColumn[] = []): RosterLines {
  return { columns: ROSTER_COLUMNS.filter((column) => !without.includes(column)), lines: list };
}

describe('a replacement', () => {
  const first = applyRoster(emptyRoster(CALL), lines([chen, lin]), false);

  test('counts who is new, changed, as before and gone', () => {
    const { added, changed, unchanged, gone } = compareRoster(
      first,
      lines([{ ...chen, phone: '13800000001' }, zhou]),
    );
    const names = (entries: readonly RosterEntry[]) => entries.map(({ person }) => person);
    expect([added, changed, unchanged, gone].map(names)).toEqual([['周以南'], ['陈云岫'], [], ['林知远']]);
  });

  test('keeps those gone unless they go', () => {
    const names = (drop: boolean) =>
      applyRoster(first, lines([zhou]), drop).entries.map(({ person }) => person);
    expect([names(false), names(true)]).toEqual([['周以南', '陈云岫', '林知远'], ['周以南']]);
  });

  test('never gives an id twice, and keeps who was met', () => {
    const met = { ...first, entries: first.entries.map((each) => ({ ...each, met: 'web:a' })) };
    const without = applyRoster(met, lines([chen]), true);
    const again = applyRoster(without, lines([{ ...chen, unit: '示例大学 ' }, lin]), false);
    expect(again.entries.map(({ id, met: by }) => [id, by])).toEqual([
      ['p1', 'web:a'],
      ['p3', null],
    ]);
    expect(again.generation).toBe(3);
  });

  test('a namesake who comes first in the new list does not take the other’s place', () => {
    const other = { ...chen, phone: '13800000009' };
    const { added, unchanged } = compareRoster(first, lines([other, chen]));
    expect([added, unchanged].map((each) => each.map(({ phone }) => phone))).toEqual([
      ['13800000009'],
      ['13800000000'],
    ]);
  });

  test('says nothing of columns that are not there; who is new shares the unit’s deadline', () => {
    const due = withDue(first, '示例大学', '2026-12-10');
    const { added, changed, unchanged } = compareRoster(
      due,
      lines([{ ...chen, phone: '' }, lin, line('示例大学', '沈若溪')], ['due', 'phone']),
    );
    expect(
      [added, changed, unchanged].map((each) => each.map(({ person, due: day }) => [person, day])),
    ).toEqual([
      [['沈若溪', '2026-12-10']],
      [],
      [
        ['陈云岫', '2026-12-10'],
        ['林知远', '2026-12-10'],
      ],
    ]);
  });

  const people = fc.uniqueArray(
    fc.record({
      unit: fc.constantFrom('甲大学', '乙研究院', '丙公司'),
      person: fc.constantFrom('陈云岫', '林知远', '周以南', '吴清和'),
      phone: fc.constantFrom('', '13800000000', '13800000001'),
    }),
    { selector: ({ unit, person }) => `${unit}${person}`, maxLength: 8 },
  );

  test('with the same lines changes nothing, and every entry is counted once', () => {
    fc.assert(
      fc.property(people, people, (a, b) => {
        const before = applyRoster(
          emptyRoster(CALL),
          lines(a.map((each) => line(each.unit, each.person, each))),
          false,
        );
        const now = lines(b.map((each) => line(each.unit, each.person, each)));
        const change = compareRoster(before, now);
        const { added, changed, unchanged, gone } = change;
        expect(changed.length + unchanged.length + gone.length).toBe(before.entries.length);
        expect(added.length + changed.length + unchanged.length).toBe(b.length);
        const once = applyRoster(before, now, true);
        const twice = compareRoster(once, now);
        expect([twice.added, twice.changed, twice.gone]).toEqual([[], [], []]);
        const ids = applyRoster(before, now, false).entries.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

test('a unit’s own deadline holds for its people, however its name is written', () => {
  const roster = applyRoster(emptyRoster(CALL), lines([line('示例大学（青岛）', '陈云岫'), zhou]), false);
  const dues = withDue(roster, '示例大学(青岛)', '2026-12-10').entries.map(({ due }) => due);
  expect(dues).toEqual(['2026-12-10', null]);
  expect(unitsOf(roster.entries).map(({ unit, entries }) => [unit, entries.length])).toEqual([
    ['示例大学（青岛）', 1],
    ['样例研究院', 1],
  ]);
});

describe('who somebody is', () => {
  const nobody: Known = { wecom: [], email: [], phone: [], unit: '', names: [] };
  const entry = (id: string, unit: string, person: string, more: Partial<RosterEntry> = {}): RosterEntry => ({
    ...line(unit, person),
    id,
    call: CALL,
    met: null,
    ...more,
    due: null,
  });
  const list = [
    entry('p1', '示例大学', '陈云岫', { phone: '13800000000', wecom: 'ChenYX' }),
    entry('p2', '示例大学', '林知远', { email: 'Lin@example.com' }),
    entry('p3', '样例研究院', '林知远', { phone: '13800000009' }),
    entry('p4', '样例研究院', '周以南', { phone: '13800000009' }),
    entry('p5', '示例大学', '吴清和', { met: 'web:taken', wecom: 'wuqh' }),
  ];

  test.each<[string, Partial<Known>, unknown]>([
    ['account, in any case', { wecom: ['chenyx'] }, 'p1 wecom'],
    ['address', { email: ['lin@EXAMPLE.com'] }, 'p2 email'],
    ['phone', { phone: ['138 0000 0000'] }, 'p1 phone'],
    ['unit and name', { unit: '样例研究院', names: ['林知远'] }, 'p3 form'],
    ['name without unit', { names: ['陈云岫'] }, 'none'],
    ['unit without name', { unit: '示例大学' }, 'none'],
    [
      'a phone of two, told apart by the name',
      { phone: ['13800000009'], unit: '样例研究院', names: ['周以南'] },
      'p4 phone',
    ],
    ['a phone of two', { phone: ['13800000009'] }, 'several p3 p4'],
    [
      'a phone of one unit in the form of another',
      { phone: ['13800000000'], unit: '样例研究院' },
      'several p1',
    ],
    ['somebody who is met already', { wecom: ['wuqh'] }, 'none'],
    ['nothing at all', {}, 'none'],
  ])('%s', (_, known, expected) => {
    const match = matchPerson(list, { ...nobody, ...known });
    const shown =
      match.kind === 'one'
        ? `${match.entry.id} ${match.by}`
        : match.kind === 'several'
          ? ['several', ...match.entries.map(({ id }) => id)].join(' ')
          : 'none';
    expect(shown).toBe(expected);
  });

  test('never somebody who was met, and never without a word in common', () => {
    const words = fc.constantFrom('chenyx', 'lin@example.com', '13800000000', '13800000009', '', 'x');
    const known = fc.record({
      wecom: fc.array(words, { maxLength: 2 }),
      email: fc.array(words, { maxLength: 2 }),
      phone: fc.array(words, { maxLength: 2 }),
      unit: fc.constantFrom('', '示例大学', '样例研究院'),
      names: fc.array(fc.constantFrom('陈云岫', '林知远', '周以南', '吴清和'), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(known, (each) => {
        const match = matchPerson(list, each);
        if (match.kind !== 'one') return;
        expect(match.entry.met).toBeNull();
        const contacts = [...each.wecom, ...each.email, ...each.phone].map((word) => word.toLowerCase());
        const own = [match.entry.wecom, match.entry.email, match.entry.phone].map((word) =>
          word.toLowerCase(),
        );
        expect(
          own.some((word) => word !== '' && contacts.includes(word)) ||
            each.names.some((name) => name === match.entry.person),
        ).toBe(true);
      }),
    );
  });
});
