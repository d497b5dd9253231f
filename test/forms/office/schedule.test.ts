import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayAt } from '../../../forms/kinds/calendar.ts';
import {
  afterQuiet,
  closesAt,
  type Due,
  daysLeft,
  dueStep,
  instantOf,
  type Schedule,
  stepsFor,
  timeAt,
  USUAL,
  unpublishedYears,
} from '../../../forms/office/schedule.ts';
import { workdays } from '../../../forms/office/workdays.ts';

const shown = (due: Due, schedule: Schedule = USUAL) =>
  stepsFor(due, schedule, workdays).map(({ days, at }) => `${days}: ${dayAt(at)} ${timeAt(at)}`);

describe('working days', () => {
  test.each([
    ['2026-02-14', true, 'a Saturday worked for the Spring Festival'],
    ['2026-02-16', false, 'the Spring Festival'],
    ['2026-02-28', true, 'a Saturday worked for the Spring Festival'],
    ['2026-10-07', false, 'the National Day'],
    ['2026-10-10', true, 'a Saturday worked for the National Day'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-23', true, 'a Monday'],
    ['2017-10-02', false, 'a National Day of long ago'],
    ['2099-01-03', false, 'a Saturday of which nothing is published'],
    ['2099-01-05', true, 'a Monday of which nothing is published'],
    ['1969-12-31', true, 'a Wednesday before 1970'],
    ['1969-12-28', false, 'a Sunday before 1970'],
  ])('%s: %s, %s', (day, is) => {
    expect(workdays.isWorkday(day)).toBe(is);
  });

  test('knows which years are published', () => {
    expect(workdays.isPublished('2026')).toBe(true);
    expect(workdays.isPublished('2099')).toBe(false);
    const due: Due = { day: '2099-01-05', time: null };
    expect(unpublishedYears(due, USUAL, workdays)).toEqual(['2098', '2099']);
    expect(unpublishedYears({ day: '2026-06-05', time: null }, USUAL, workdays)).toEqual([]);
  });
});

describe('the steps of a deadline', () => {
  test('stand 14, 7, 3, 1 and 0 days before it at nine', () => {
    expect(shown({ day: '2026-11-27', time: null })).toEqual([
      '14: 2026-11-13 09:00',
      '7: 2026-11-20 09:00',
      '3: 2026-11-24 09:00',
      '1: 2026-11-26 09:00',
      '0: 2026-11-27 09:00',
    ]);
  });

  test('move to the working day before a holiday, and are said once where two meet', () => {
    // The holiday lasts from the 1st to the 7th; the 20th, a Sunday, is worked.
    expect(shown({ day: '2026-10-04', time: null })).toEqual([
      '14: 2026-09-20 09:00',
      '7: 2026-09-24 09:00',
      '0: 2026-09-30 09:00',
    ]);
  });

  test('come before a deadline early in the day', () => {
    expect(shown({ day: '2026-11-27', time: '08:30' }).slice(-2)).toEqual([
      '3: 2026-11-24 09:00',
      '0: 2026-11-26 09:00',
    ]);
  });

  test('wait for the end of the quiet hours', () => {
    expect(shown({ day: '2026-11-27', time: null }, { ...USUAL, days: [3, 0], at: '22:00' })).toEqual([
      '3: 2026-11-25 08:00',
      '0: 2026-11-27 08:00',
    ]);
  });
});

test('quiet hours end in the morning, over midnight too', () => {
  const at = (day: string, time: string) => afterQuiet(instantOf(day, time), USUAL.quiet);
  expect(at('2026-11-23', '20:59')).toBe(instantOf('2026-11-23', '20:59'));
  expect(at('2026-11-23', '21:00')).toBe(instantOf('2026-11-24', '08:00'));
  expect(at('2026-11-24', '00:10')).toBe(instantOf('2026-11-24', '08:00'));
  expect(at('2026-11-24', '08:00')).toBe(instantOf('2026-11-24', '08:00'));
  const noon = { from: '12:00', to: '14:00' };
  expect(afterQuiet(instantOf('2026-11-24', '12:30'), noon)).toBe(instantOf('2026-11-24', '14:00'));
  expect(afterQuiet(instantOf('2026-11-24', '23:30'), noon)).toBe(instantOf('2026-11-24', '23:30'));
  expect(afterQuiet(instantOf('2026-11-24', '23:30'), null)).toBe(instantOf('2026-11-24', '23:30'));
});

describe('the step that is due', () => {
  const due: Due = { day: '2026-11-27', time: '16:00' };
  const steps = stepsFor(due, USUAL, workdays);
  const closes = closesAt(due);
  const at = (day: string, time: string, since = '') =>
    dueStep(steps, { now: instantOf(day, time), closes, since })?.days;

  test.each([
    ['2026-11-13', '08:59', undefined],
    ['2026-11-13', '09:00', 14],
    ['2026-11-19', '23:00', 14],
    ['2026-11-25', '12:00', 3],
    ['2026-11-27', '09:00', 0],
    ['2026-11-27', '15:59', 0],
    ['2026-11-27', '16:00', undefined],
  ])('%s %s: %s', (day, time, days) => {
    expect(at(day, time)).toBe(days);
  });

  test('is none that came before the person did', () => {
    expect(at('2026-11-25', '12:00', instantOf('2026-11-24', '09:00'))).toBeUndefined();
    expect(at('2026-11-26', '12:00', instantOf('2026-11-24', '09:00'))).toBe(1);
  });
});

describe('whatever the deadline and the schedule', () => {
  const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
  const time = minutes.map(
    (of) => `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`,
  );
  const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays('2004-02-01', days));
  const due = fc.record({ day, time: fc.option(time) });
  const schedule = fc.record({
    days: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 8 }),
    at: time,
    quiet: fc.option(fc.record({ from: time, to: time })),
  });

  test('every step is on a working day, outside quiet hours, before the deadline and not later than planned', () => {
    fc.assert(
      fc.property(due, schedule, (when, plan) => {
        const steps = stepsFor(when, plan, workdays);
        for (const { at, days } of steps) {
          expect(workdays.isWorkday(dayAt(at))).toBe(true);
          expect(afterQuiet(at, plan.quiet)).toBe(at);
          expect(at < closesAt(when)).toBe(true);
          // Quiet hours may carry it over midnight, no further.
          expect(daysLeft(when.day, dayAt(at))).toBeGreaterThanOrEqual(days - 1);
        }
        const instants = steps.map(({ at }) => at);
        expect(instants).toEqual([...new Set(instants)].sort());
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
        expect(steps.length > 0).toBe(plan.days.length > 0);
      }),
    );
  });

  test('going through time minute by minute or in leaps, each step is the due one at most once and in order', () => {
    const leaps = fc.array(fc.integer({ min: 1, max: 20 * 24 * 60 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(due, schedule, leaps, (when, plan, minutes) => {
        const steps = stepsFor(when, plan, workdays);
        const closes = closesAt(when);
        const seen: string[] = [];
        let now = Date.parse(instantOf(addDays(when.day, -70), '00:00'));
        for (const leap of minutes) {
          now += leap * 60_000;
          const step = dueStep(steps, { now: new Date(now).toISOString(), closes, since: '' });
          if (step && seen.at(-1) !== step.id) seen.push(step.id);
          if (step) expect(now >= Date.parse(closes)).toBe(false);
        }
        const order = steps.map(({ id }) => id);
        expect(seen).toEqual(order.filter((id) => seen.includes(id)));
      }),
    );
  });
});
