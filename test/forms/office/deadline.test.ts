import { describe, expect, test } from 'vitest';
import { deadlines } from '../../../dialogs/engine/explain.ts';
import type { Call, Deadline } from '../../../forms/call.ts';
import {
  callWith,
  concernOf,
  type DeadlineRecord,
  isOpen,
  NOTHING_SET,
  type SetDate,
} from '../../../forms/office/deadline.ts';
import { instantOf } from '../../../forms/office/schedule.ts';

const official: Deadline = {
  id: 'official',
  name: '推荐单位报送截止',
  who: 'recommender',
  official: true,
  date: '2026-12-20',
  status: 'stated',
};
const internal: Deadline = {
  id: 'to_recommender',
  name: '材料交推荐单位的日期',
  who: 'applicant',
  official: false,
  date: null,
  status: 'to_confirm',
  ask: '推荐单位',
  note: '由推荐单位定。',
};
const callOf = (...deadlines: Deadline[]) => ({ id: 'c', deadlines }) as unknown as Call;
const call = callOf(internal, official);
const set = (day: string, time: string | null = null): SetDate => ({
  day,
  time,
  by: 'p',
  at: '2026-11-01T00:00:00Z',
});
const record = (some: Partial<DeadlineRecord>): DeadlineRecord => ({ ...NOTHING_SET, ...some });

describe('a call with what the office set', () => {
  test('is the call itself where nothing is', () => {
    expect(callWith(call, NOTHING_SET)).toBe(call);
  });

  test('is the same one for the same record', () => {
    const one = record({ official: set('2026-12-25') });
    expect(callWith(call, one)).toBe(callWith(call, one));
    expect(callWith(call, one)).not.toBe(callWith(call, { ...one }));
  });

  test('has the set dates in place of the notice’s, and its own names', () => {
    const changed = callWith(
      call,
      record({ official: set('2026-12-25', '16:00'), internal: set('2026-12-10') }),
    );
    expect(deadlines(changed, { today: '2026-12-11', at: '2026-12-11T01:00:00Z' })).toEqual([
      '请注意：材料交推荐单位的日期是 2026年12月10日，已经过了。还可以填，用来演练或者留底。',
      '推荐单位报送截止：2026年12月25日 16:00。',
    ]);
  });

  test('passes at its time, and not before', () => {
    const changed = callWith(callOf(official), record({ official: set('2026-12-25', '16:00') }));
    const at = (time: string) =>
      deadlines(changed, { today: '2026-12-25', at: instantOf('2026-12-25', time) })[0];
    expect(at('15:59')).toBe('推荐单位报送截止：2026年12月25日 16:00。');
    expect(at('16:00')).toContain('已经过了');
  });

  test('gets the date the notice does not have', () => {
    const added = callWith(callOf(), record({ official: set('2026-12-25'), internal: set('2026-12-10') }));
    expect(added.deadlines.map(({ id, name, date }) => [id, name, date])).toEqual([
      ['internal', '内部截止', '2026-12-10'],
      ['official', '报送截止', '2026-12-25'],
    ]);
    const taken = callWith(callOf({ ...official, id: 'internal' }), record({ internal: set('2026-12-10') }));
    expect(taken.deadlines.map(({ id }) => id)).toEqual(['office_internal', 'internal']);
  });
});

describe('the deadline that concerns someone', () => {
  const both = callWith(call, record({ internal: set('2026-12-10') })).deadlines;
  test.each([
    ['the office’s, before the notice’s', both, null, ['internal', '2026-12-10']],
    ['the unit’s own in place of the office’s, though later', both, '2026-12-15', ['unit', '2026-12-15']],
    ['the notice’s where the unit’s is later still', both, '2026-12-31', ['official', '2026-12-20']],
    ['the notice’s where there is no other', call.deadlines, null, ['official', '2026-12-20']],
    ['none where no date is known', [internal], null, undefined],
  ] as const)('%s', (_, dates, unitDue, expected) => {
    const concern = concernOf(dates, unitDue);
    expect(concern && [concern.of, concern.due.day]).toEqual(expected);
  });
});

describe('handing in', () => {
  const whose = { submission: 's1', unit: '甲大学', unitDue: null };
  const at = instantOf('2026-12-21', '00:00');

  test('is open to the last moment of the day, and closed after it', () => {
    expect(isOpen(call.deadlines, [], '2026-12-20T15:59:59.999Z', whose)).toEqual({ open: true });
    expect(isOpen(call.deadlines, [], at, whose)).toMatchObject({
      open: false,
      passed: { of: 'official', name: '推荐单位报送截止', due: { day: '2026-12-20', time: null } },
    });
  });

  test('is closed by the unit’s own date', () => {
    expect(isOpen(call.deadlines, [], at, { ...whose, unitDue: '2026-12-01' })).toMatchObject({
      open: false,
      passed: { of: 'unit' },
    });
  });

  test('stays open where the date was only inferred, or is not known', () => {
    expect(isOpen([{ ...official, status: 'inferred' }], [], at, whose)).toEqual({ open: true });
    expect(isOpen([internal], [], at, whose)).toEqual({ open: true });
  });

  test('opens again for the submission or the unit that was let in, for no other', () => {
    const by = { why: '系统故障', by: 'p', at: '2026-12-21T00:00:00Z' };
    const open = { open: true, exception: '系统故障' };
    expect(isOpen(call.deadlines, [{ to: { kind: 'submission', id: 's1' }, ...by }], at, whose)).toEqual(
      open,
    );
    expect(isOpen(call.deadlines, [{ to: { kind: 'unit', unit: '甲大学' }, ...by }], at, whose)).toEqual(
      open,
    );
    const others = [
      { to: { kind: 'submission', id: 's2' }, ...by },
      { to: { kind: 'unit', unit: '乙大学' }, ...by },
    ] as const;
    expect(isOpen(call.deadlines, others, at, whose).open).toBe(false);
  });
});
