/** Who may do what: the whole table, and how grants are limited. */
import { describe, expect, test } from 'vitest';
import {
  callsFor,
  type Grant,
  may,
  mayAnywhere,
  OFFICE_ACTS,
  type OfficeActName,
  ROLES,
  type Role,
} from '../../../forms/office/roles.ts';

function grant(role: Role, limits: Partial<Grant> = {}): Grant {
  return { role, calls: null, units: null, fields: null, by: 'a', at: '2025-03-10T02:00:00.000Z', ...limits };
}

/** What each role may do, in the order of the acts: reviewer, coordinator, administrator. */
const TABLE: Readonly<Record<OfficeActName, readonly [boolean, boolean, boolean]>> = {
  standing: [true, true, true],
  answers: [true, true, false],
  return: [true, true, false],
  decide: [true, true, false],
  remind: [false, true, false],
  roster: [false, true, false],
  deadline: [false, true, true],
  exception: [false, true, false],
  duplicates: [false, true, false],
  package: [false, true, false],
  console: [true, true, true],
  invite_reviewer: [false, true, true],
  invite_coordinator: [false, false, true],
  invite_administrator: [false, false, true],
  grants: [false, false, true],
};

describe('what a role may do', () => {
  test.each(OFFICE_ACTS)('%s', (act) => {
    expect(ROLES.map((role) => may([grant(role)], act, { call: 'c', unit: 'u', field: 'f' }))).toEqual(
      TABLE[act],
    );
  });

  test('nobody without a grant may do anything', () => {
    for (const act of OFFICE_ACTS) expect(may([], act, {})).toBe(false);
  });
});

describe('how far a grant reaches', () => {
  const limited = grant('reviewer', { calls: ['c1'], units: ['甲大学'], fields: ['新材料'] });
  test.each([
    [{ call: 'c1', unit: '甲大学', field: '新材料' }, true],
    [{ call: 'c2', unit: '甲大学', field: '新材料' }, false],
    [{ call: 'c1', unit: '甲大学附属医院', field: '新材料' }, false],
    [{ call: 'c1', unit: '甲大学', field: '能源' }, false],
    [{ call: 'c1', unit: '甲大学' }, false],
    [{ call: 'c1', field: '新材料' }, false],
    [{ call: 'c1', unit: '', field: '' }, false],
    [{}, false],
  ])('%o', (target, expected) => {
    expect(may([limited], 'answers', target)).toBe(expected);
  });

  test('limits of different grants are not mixed', () => {
    const grants = [grant('reviewer', { calls: ['c1'] }), grant('coordinator', { calls: ['c2'] })];
    expect(may(grants, 'remind', { call: 'c1' })).toBe(false);
    expect(may(grants, 'remind', { call: 'c2' })).toBe(true);
    expect(callsFor(grants, 'standing', ['c1', 'c2', 'c3'])).toEqual(['c1', 'c2']);
    expect(callsFor(grants, 'package', ['c1', 'c2', 'c3'])).toEqual(['c2']);
    expect(mayAnywhere(grants, 'grants')).toBe(false);
  });
});
