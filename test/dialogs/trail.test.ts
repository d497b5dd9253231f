/** The trail of filings that 撤销 and 重做 walk along. */
import { describe, expect, it } from 'vitest';
import { trailAfter } from '../../dialogs/engine/trail.ts';
import type { Answer, Filed, Head } from '../../forms/submission.ts';

const answer = (words: string): Answer => ({
  state: 'given',
  value: words,
  original: words,
  by: 'p',
  at: '2025-03-01T00:00:00.000Z',
  channel: 'web',
  message: 'm',
});
const filed = (path: string, before: string | null = null): Filed => ({
  path,
  before: before === null ? null : answer(before),
});
type Trail = Pick<Head, 'last' | 'past' | 'undone'>;
const empty: Trail = { last: null };
const paths = (trail: Trail): string =>
  `${(trail.past ?? []).map((each) => each.path).join(' ')} | ${trail.last?.path ?? '-'} | ${(trail.undone ?? []).map((each) => each.path).join(' ')}`;

describe('the trail', () => {
  const three = ['a', 'b', 'c'].reduce<Trail>(
    (trail, path) => trailAfter(trail, filed(path), undefined),
    empty,
  );

  it('goes back step by step and forward again', () => {
    expect(paths(three)).toBe('a b | c | ');
    const once = trailAfter(three, filed('c', 'now'), 'undo');
    expect(paths(once)).toBe('a | b | c');
    const twice = trailAfter(once, filed('b', 'now'), 'undo');
    expect(paths(twice)).toBe(' | a | c b');
    const thrice = trailAfter(twice, filed('a', 'now'), 'undo');
    expect(paths(thrice)).toBe(' | - | c b a');
    expect(thrice.undone?.at(-1)?.before?.original).toBe('now');
    expect(paths(trailAfter(thrice, filed('a'), 'redo'))).toBe(' | a | c b');
  });

  it('forgets what was taken back once something else is filed', () => {
    const once = trailAfter(three, filed('c', 'now'), 'undo');
    expect(paths(trailAfter(once, filed('d'), undefined))).toBe('a b | d | ');
  });

  it('is left alone by a turn that files nothing', () => {
    expect(paths(trailAfter(three, undefined, undefined))).toBe('a b | c | ');
  });

  it('keeps no more steps than fit, the latest always', () => {
    let trail = empty;
    for (let at = 0; at < 50; at += 1) trail = trailAfter(trail, filed(`q${at}`), undefined);
    expect(trail.past).toHaveLength(20);
    for (let at = 0; at < 5; at += 1)
      trail = trailAfter(trail, filed(`long${at}`, '长'.repeat(15_000)), undefined);
    expect(trail.last?.path).toBe('long4');
    expect(JSON.stringify(trail.past).length).toBeLessThan(33_000);
    expect(trail.past?.map((each) => each.path)).toEqual(['long3']);
  });
});
