/** A map laid over another is the map with the changes made in it, and what it was laid over stays as it was. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Layers } from '../../forms/layers.ts';
import { type Answer, type Answers, applied, type Path } from '../../forms/submission.ts';
import { versionAt, versionsOf } from '../../forms/versions.ts';

const PATHS = [
  'a',
  'a_b',
  'a/r1',
  'a/r1/x',
  'a/r1/x/l1',
  'a/r1/x/l1_1',
  'a/r1/x/l1_1_doc',
  'a/r1/x/l2',
  'a/r2/x',
  'ab',
  'b',
];

/** Changes of the state that came out of an earlier step, counted back; many of them, so that layers are laid anew. */
const Edits = fc.array(
  fc.record({
    back: fc.nat({ max: 3 }),
    changes: fc.array(fc.tuple(fc.constantFrom(...PATHS, ...extra()), fc.option(fc.nat())), { maxLength: 6 }),
  }),
  { maxLength: 60 },
);

function extra(): string[] {
  return Array.from({ length: 60 }, (_, at) => `c/r${at + 1}/y`);
}

describe('a map in layers', () => {
  it('has what a map changed in the same way has', () => {
    fc.assert(
      fc.property(Edits, (edits) => {
        type State = { layers: ReadonlyMap<string, object>; map: ReadonlyMap<string, object> };
        const first: State = { layers: new Map([['a', {}]]), map: new Map() };
        const states: State[] = [{ ...first, map: new Map(first.layers) }];
        for (const { back, changes } of edits) {
          const from = states.at(-1 - back) ?? states[0] ?? first;
          const made = changes.map(([key, value]) => [key, value === null ? null : { value }] as const);
          const map = new Map(from.map);
          for (const [key, value] of made) {
            if (value) map.set(key, value);
            else map.delete(key);
          }
          states.push({ layers: Layers.over(from.layers, made), map });
        }
        for (const { layers, map } of states) {
          expect(layers.size).toBe(map.size);
          expect(new Map(layers)).toEqual(map);
          for (const key of [...PATHS, ...extra()]) {
            expect(layers.get(key)).toBe(map.get(key));
            expect(layers.has(key)).toBe(map.has(key));
          }
        }
      }),
    );
  });

  it('goes through its keys, values and entries alike', () => {
    const [one, two, three] = [{ n: 1 }, { n: 2 }, { n: 3 }];
    const base = new Map([
      ['a', one],
      ['b', two],
    ]);
    const layers = Layers.over<string, { n: number }>(base, [
      ['a', null],
      ['c', three],
      ['b', one],
    ]);
    expect([...layers.keys()]).toEqual(['b', 'c']);
    expect([...layers.values()]).toEqual([one, three]);
    const seen: unknown[] = [];
    layers.forEach((value, key, map) => {
      seen.push([key, value, map === layers]);
    });
    expect(seen).toEqual([
      ['b', one, true],
      ['c', three, true],
    ]);
    expect([...base.keys()]).toEqual(['a', 'b']);
  });
});

describe('versions', () => {
  const answer = (value: number): Answer => ({
    state: 'given',
    value,
    original: '',
    by: 'p',
    at: '2025-03-20T01:00:00.000Z',
    channel: 'c',
    message: 'm',
  });
  /** What a version of a path stands for. */
  const under = (answers: Answers, path: Path): string =>
    JSON.stringify(
      [...answers]
        .filter(([at]) => at === path || at.startsWith(`${path}/`) || at.startsWith(`${path}_`))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([at, { value }]) => [at, value ?? null]),
    );

  it('are the same only where the answers are, in every branch of changes', () => {
    fc.assert(
      fc.property(Edits, fc.infiniteStream(fc.boolean()), (edits, asks) => {
        const states: Answers[] = [new Map()];
        const seen = new Map<object, string>();
        const look = (answers: Answers): void => {
          for (const path of PATHS) {
            if (!asks.next().value) continue;
            const version = versionAt(versionsOf(answers), path);
            const stands = `${path} ${under(answers, path)}`;
            expect(seen.get(version) ?? stands).toBe(stands);
            seen.set(version, stands);
          }
        };
        for (const { back, changes } of edits) {
          const from = states.at(-1 - back) ?? new Map();
          look(from);
          states.push(
            applied(
              from,
              changes.map(([path, value]) => ({ path, answer: value === null ? null : answer(value) })),
            ),
          );
        }
        for (const answers of states) look(answers);
      }),
    );
  });

  it('stay where a change is elsewhere, however many changes there are', () => {
    let answers: Answers = applied(new Map(), [{ path: 'a/r1/x/l1_1', answer: answer(1) }]);
    const level = versionAt(versionsOf(answers), 'a/r1/x/l1');
    const row = versionAt(versionsOf(answers), 'a/r1');
    for (let at = 1; at <= 300; at += 1)
      answers = applied(answers, [{ path: `b/r${at}/y`, answer: answer(at) }]);
    expect(versionAt(versionsOf(answers), 'a/r1/x/l1')).toBe(level);
    const next = applied(answers, [{ path: 'a/r1/x/l2_1', answer: answer(2) }]);
    expect(versionAt(versionsOf(next), 'a/r1/x/l1')).toBe(level);
    expect(versionAt(versionsOf(next), 'a/r1')).not.toBe(row);
  });
});
