/** What the office does with a submission: every move from every state, and what is never lost on the way. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerComment,
  decide,
  lastRound,
  type Moved,
  openComments,
  type Review,
  submit,
} from '../../../forms/office/review.ts';

const AT = '2025-03-10T02:00:00.000Z';
const by = (person: string) => ({ by: person, at: AT });
const what = (revision: number) => ({ submission: 's1', call: 'c1', number: '0310-AAAA', revision });

function done(moved: Moved): Review {
  if (!moved.ok) throw new Error(`refused: ${moved.why}`);
  return moved.review;
}

const submitted = done(submit(null, what(5), by('owner')));
const returned = done(
  decide(submitted, 1, { did: 'returned', why: '' }, [{ path: 'unit', text: '请核对' }], by('r')),
);

describe('submit', () => {
  test('the same revision is not taken twice', () => {
    expect(submit(submitted, what(5), by('owner'))).toEqual({ ok: false, why: 'unchanged' });
  });

  test('a newer revision replaces what nobody decided yet', () => {
    const again = done(submit(submitted, what(6), by('owner')));
    expect([again.state, again.number, again.rounds.length]).toEqual(['submitted', '0310-AAAA', 2]);
  });

  test('returned with open comments the same revision is not taken, with all answered it is', () => {
    expect(submit(returned, what(5), by('owner'))).toEqual({ ok: false, why: 'unchanged' });
    const answered = answerComment(returned, 'c1', { did: 'kept', why: '公章如此', at: AT });
    expect(openComments(answered)).toEqual([]);
    expect(done(submit(answered, what(5), by('owner'))).rounds).toHaveLength(2);
  });

  test.each(['passed', 'refused'] as const)('what was %s stays so', (did) => {
    const closed = done(decide(submitted, 1, { did, why: 'x' }, [], by('r')));
    expect(submit(closed, what(9), by('owner'))).toEqual({ ok: false, why: 'closed' });
  });
});

describe('decide', () => {
  test('of two people the second is refused', () => {
    const first = done(decide(submitted, 1, { did: 'passed', why: '' }, [], by('r1')));
    expect(decide(first, 1, { did: 'refused', why: 'y' }, [], by('r2'))).toEqual({
      ok: false,
      why: 'changed_meanwhile',
    });
  });

  test('a round that was replaced is not decided', () => {
    const again = done(submit(submitted, what(6), by('owner')));
    expect(decide(again, 1, { did: 'passed', why: '' }, [], by('r'))).toEqual({
      ok: false,
      why: 'changed_meanwhile',
    });
    expect(done(decide(again, 2, { did: 'passed', why: '' }, [], by('r'))).state).toBe('passed');
  });

  test('nothing is decided of what was not submitted', () => {
    expect(decide(null, 1, { did: 'passed', why: '' }, [], by('r'))).toEqual({
      ok: false,
      why: 'not_submitted',
    });
  });

  test('comments are numbered on through the rounds', () => {
    const answered = answerComment(returned, 'c1', { did: 'changed', revision: 6, at: AT });
    const again = done(submit(answered, what(6), by('owner')));
    const twice = done(
      decide(again, 2, { did: 'returned', why: '' }, [{ path: null, text: '还差' }], by('r')),
    );
    expect(twice.rounds.flatMap(({ comments }) => comments.map(({ id }) => id))).toEqual(['c1', 'c2']);
  });
});

type Step =
  | { readonly do: 'submit'; readonly revision: number }
  | { readonly do: 'decide'; readonly did: 'returned' | 'passed' | 'refused'; readonly comments: number }
  | { readonly do: 'answer'; readonly id: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('submit' as const), revision: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    do: fc.constant('decide' as const),
    did: fc.constantFrom('returned' as const, 'passed' as const, 'refused' as const),
    comments: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({ do: fc.constant('answer' as const), id: fc.integer({ min: 1, max: 6 }) }),
);

function taken(before: Review | null, each: Step): Review | null {
  if (each.do === 'answer')
    return before && answerComment(before, `c${each.id}`, { did: 'kept', why: 'w', at: AT });
  if (each.do === 'submit') {
    const moved = submit(before, what(each.revision), by('owner'));
    return moved.ok ? moved.review : before;
  }
  const comments = Array.from({ length: each.comments }, () => ({ path: null, text: 't' }));
  const round = before ? lastRound(before).round : 1;
  const moved = decide(before, round, { did: each.did, why: 'w' }, comments, by('r'));
  return moved.ok ? moved.review : before;
}

test('whatever happens, rounds only grow, the number stays, and a decision is never undone', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let before: Review | null = null;
      for (const each of steps) {
        const after: Review | null = taken(before, each);
        if (before && after) {
          expect(after.number).toBe(before.number);
          expect(after.rounds.length).toBeGreaterThanOrEqual(before.rounds.length);
          for (const [at, round] of before.rounds.entries()) {
            if (round.decision) expect(after.rounds[at]?.decision).toEqual(round.decision);
            expect(after.rounds[at]?.revision).toBe(round.revision);
          }
          if (before.state === 'passed' || before.state === 'refused') expect(after.state).toBe(before.state);
        }
        before = after;
      }
    }),
  );
});
