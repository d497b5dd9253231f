/** What every store must do, whatever it keeps its records in. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../forms/json.ts';
import type { Expect, Store, Write } from '../../forms/ports.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';

export interface StoreUnderTest {
  readonly name: string;
  /** A new, empty store that tells the time by `now`. */
  open(now: () => number): Promise<Store>;
}

const put = (key: string, value: Json, expect: Expect = 'any', ttlMs?: number): Write =>
  ttlMs === undefined ? { key, value, expect } : { key, value, expect, ttlMs };
const remove = (key: string, expect: Expect = 'any'): Write => ({ key, value: null, expect });

export function storeContract({ name, open }: StoreUnderTest): void {
  describe(`${name}: the store's contract`, () => {
    const opened: Store[] = [];
    const fresh = async (clock = fakeClock()) => {
      const store = await open(() => clock.now().getTime());
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
    });

    basics(fresh);
    conditions(fresh);
    lists(fresh);
    time(fresh);
    refusals(fresh);
  });
}

type Fresh = (clock?: FakeClock) => Promise<Store>;

async function valueAt(store: Store, key: string): Promise<Json | undefined> {
  return (await store.read([key])).get(key)?.value;
}

function basics(fresh: Fresh): void {
  it('reads back what was committed, with revisions that count the commits of each key', async () => {
    const store = await fresh();
    expect(await store.commit([put('a/1', { n: 1 }), put('a/2', ['x'])])).toEqual({ done: true });
    expect(await store.commit([put('a/1', { n: 2 })])).toEqual({ done: true });
    expect(await store.read(['a/1', 'a/2', 'a/3'])).toEqual(
      new Map([
        ['a/1', { value: { n: 2 }, rev: 2 }],
        ['a/2', { value: ['x'], rev: 1 }],
      ]),
    );
  });

  it('answers for no keys and an empty commit', async () => {
    const store = await fresh();
    expect(await store.read([])).toEqual(new Map());
    expect(await store.commit([])).toEqual({ done: true });
    expect(await store.list('')).toEqual([]);
  });

  it('reads a key asked for twice', async () => {
    const store = await fresh();
    await store.commit([put('a/1', 1)]);
    expect(await store.read(['a/1', 'a/1'])).toEqual(new Map([['a/1', { value: 1, rev: 1 }]]));
  });

  it('keeps any JSON value exactly', async () => {
    const store = await fresh();
    const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }).filter((value) => value !== null);
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        await store.commit([put('any/value', value as Json)]);
        // -0 and 0 are one number in JSON.
        expect(await valueAt(store, 'any/value')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['marks that Keyv gives a meaning', [':base64:AAAA', ':bigint:1', ':x', '::']],
    ['what could be taken for an envelope', { value: { rev: 7, value: 1 }, expires: 1 }],
    ['quotes, NUL and half a surrogate pair', `'"\\ \u0000 \u2028 \ud800`],
    ['false, zero and the empty string', [false, 0, '']],
    ['nothing inside', { a: null }],
    ['a __proto__ key', JSON.parse('{"__proto__":{"x":1}}')],
    ['200 KB of Chinese', '技术成熟度'.repeat(13_000)],
  ] as [string, Json][])('keeps %s', async (_what, value) => {
    const store = await fresh();
    await store.commit([put('odd', value)]);
    expect(JSON.stringify(await valueAt(store, 'odd'))).toBe(JSON.stringify(value));
  });

  it('shares nothing with its callers', async () => {
    const store = await fresh();
    const given = { list: [1] };
    await store.commit([put('a', given)]);
    given.list.push(2);
    const first = (await valueAt(store, 'a')) as { list: number[] };
    first.list.push(3);
    expect(await valueAt(store, 'a')).toEqual({ list: [1] });
  });

  it('writes hundreds of records in one commit', async () => {
    const store = await fresh();
    const writes = Array.from({ length: 600 }, (_, index) => put(`many/${index}`, { index }, 'absent'));
    expect(await store.commit(writes)).toEqual({ done: true });
    expect((await store.read(writes.map(({ key }) => key))).size).toBe(600);
    expect(await store.commit(writes.map((write) => ({ ...write, expect: 1 })))).toEqual({ done: true });
  });
}

function conditions(fresh: Fresh): void {
  it('commits on the expected revision and refuses a stale one', async () => {
    const store = await fresh();
    await store.commit([put('a', 1, 'absent')]);
    expect(await store.commit([put('a', 2, 1)])).toEqual({ done: true });
    expect(await store.commit([put('a', 3, 1)])).toEqual({ done: false, conflict: 'a' });
    expect(await store.commit([put('a', 3, 3)])).toEqual({ done: false, conflict: 'a' });
    expect(await store.read(['a'])).toEqual(new Map([['a', { value: 2, rev: 2 }]]));
  });

  it('refuses "absent" where there is a record, and a revision where there is none', async () => {
    const store = await fresh();
    await store.commit([put('a', 1)]);
    expect(await store.commit([put('a', 2, 'absent')])).toEqual({ done: false, conflict: 'a' });
    expect(await store.commit([put('b', 2, 1)])).toEqual({ done: false, conflict: 'b' });
    expect(await store.list('')).toEqual([{ key: 'a', value: 1, rev: 1 }]);
  });

  it('does nothing at all when one expectation of many fails, and names the first that does', async () => {
    const store = await fresh();
    await store.commit([put('b', 1), put('c', 1), put('d', 1)]);
    const writes = [
      put('z', 2, 'absent'),
      remove('b', 1),
      put('d', 2, 5),
      put('c', 2, 'absent'),
      put('y', 2),
    ];
    expect(await store.commit(writes)).toEqual({ done: false, conflict: 'd' });
    expect(await store.list('')).toEqual(['b', 'c', 'd'].map((key) => ({ key, value: 1, rev: 1 })));
  });

  it('deletes and writes in one step', async () => {
    const store = await fresh();
    await store.commit([put('old', 1), put('kept', 1)]);
    expect(await store.commit([remove('old', 1), put('new', 2, 'absent'), put('kept', 2, 1)])).toEqual({
      done: true,
    });
    expect((await store.list('')).map(({ key }) => key)).toEqual(['kept', 'new']);
    expect(await store.read(['old'])).toEqual(new Map());
  });

  it('keeps everything that is there when it is scrubbed', async () => {
    const store = await fresh();
    await store.commit([put('a', 'old'), put('b', 'kept')]);
    await store.commit([put('a', 'new'), remove('c')]);
    await store.scrub();
    expect(await valueAt(store, 'a')).toBe('new');
    expect(await valueAt(store, 'b')).toBe('kept');
    expect(await store.commit([put('a', 'newer', 2)])).toEqual({ done: true });
  });

  it('takes a deleted record for absent, but never for the one of a revision before its deletion', async () => {
    const store = await fresh();
    await store.commit([put('a', 'first')]);
    await store.commit([remove('a', 1)]);
    expect(await store.commit([put('a', 'late', 1)])).toEqual({ done: false, conflict: 'a' });
    expect(await store.commit([put('a', 'late', 2)])).toEqual({ done: false, conflict: 'a' });
    expect(await store.commit([put('a', 'second', 'absent')])).toEqual({ done: true });
    expect(await store.commit([put('a', 'late', 1)])).toEqual({ done: false, conflict: 'a' });
    expect(await valueAt(store, 'a')).toBe('second');
  });

  it('deletes what is not there, when told that anything goes', async () => {
    const store = await fresh();
    expect(await store.commit([remove('never')])).toEqual({ done: true });
    expect(await store.commit([remove('never', 'absent')])).toEqual({ done: true });
    expect(await store.commit([remove('never', 1)])).toEqual({ done: false, conflict: 'never' });
    expect(await store.commit([put('never', 1, 'absent')])).toEqual({ done: true });
  });

  it('lets exactly one of many concurrent writers of a revision win', async () => {
    const store = await fresh();
    await store.commit([put('counter', 0)]);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.commit([put('counter', index, 1), put(`by/${index}`, 1, 'absent')]),
      ),
    );
    expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
    expect(await store.list('by/')).toHaveLength(1);
  });
}

function lists(fresh: Fresh): void {
  it('lists a prefix in the order of keys, page by page', async () => {
    const store = await fresh();
    const keys = ['s/b', 's/a', 's/a/1', 's0', 'r/z', 's/~', 's/Z', 't/a', 's/0'];
    await store.commit(keys.map((key) => put(key, key)));
    const all = ['s/0', 's/Z', 's/a', 's/a/1', 's/b', 's/~'];
    expect((await store.list('s/')).map(({ key }) => key)).toEqual(all);
    expect(await store.list('s/', { limit: 2 })).toEqual([
      { key: 's/0', value: 's/0', rev: 1 },
      { key: 's/Z', value: 's/Z', rev: 1 },
    ]);
    expect((await store.list('s/', { after: 's/Z', limit: 2 })).map(({ key }) => key)).toEqual([
      's/a',
      's/a/1',
    ]);
    expect((await store.list('s/', { after: 's/a/0' })).map(({ key }) => key)).toEqual([
      's/a/1',
      's/b',
      's/~',
    ]);
    expect(await store.list('s/', { after: 's/~' })).toEqual([]);
    expect(await store.list('s/', { after: 'a' })).toHaveLength(all.length);
    expect(await store.list('s/', { after: 't' })).toEqual([]);
    expect(await store.list('nothing/')).toEqual([]);
    expect(await store.list('')).toHaveLength(keys.length);
  });

  it('takes marks of pattern languages in a prefix for themselves', async () => {
    const store = await fresh();
    await store.commit(['a%b/1', 'axb/1', 'a_b/1', 'a*b/1', '~/1', '~~/1'].map((key) => put(key, 1)));
    for (const prefix of ['a%b/', 'a_b/', 'a*b/', '~/', '~~/']) {
      expect((await store.list(prefix)).map(({ key }) => key)).toEqual([`${prefix}1`]);
    }
  });

  it('lists a thousand unless told otherwise, and leaves deleted records out', async () => {
    const store = await fresh();
    const keys = Array.from({ length: 1005 }, (_, index) => `n/${String(index).padStart(5, '0')}`);
    await store.commit(keys.map((key) => put(key, 1)));
    expect(await store.list('n/')).toHaveLength(1000);
    await store.commit(keys.slice(0, 10).map((key) => remove(key)));
    const listed = await store.list('n/', { limit: 5000 });
    expect(listed.map(({ key }) => key)).toEqual(keys.slice(10));
  });
}

function time(fresh: Fresh): void {
  it('forgets a record when its time is over, and not before', async () => {
    const clock = fakeClock();
    const store = await fresh(clock);
    await store.commit([put('token/1', 'x', 'absent', 1000), put('token/2', 'y')]);
    clock.advance(999);
    expect(await valueAt(store, 'token/1')).toBe('x');
    clock.advance(1);
    expect(await store.read(['token/1', 'token/2'])).toEqual(new Map([['token/2', { value: 'y', rev: 1 }]]));
    expect((await store.list('token/')).map(({ key }) => key)).toEqual(['token/2']);
    expect(await store.commit([put('token/1', 'z', 1)])).toEqual({ done: false, conflict: 'token/1' });
    expect(await store.commit([put('token/1', 'z', 'absent')])).toEqual({ done: true });
    clock.advance(10_000_000);
    expect(await valueAt(store, 'token/1')).toBe('z');
  });

  it('gives a record a new time with each write', async () => {
    const clock = fakeClock();
    const store = await fresh(clock);
    await store.commit([put('token', 1, 'absent', 1000)]);
    clock.advance(900);
    await store.commit([put('token', 2, 1, 1000)]);
    clock.advance(900);
    expect(await valueAt(store, 'token')).toBe(2);
    await store.commit([put('token', 3, 2)]);
    clock.advance(900_000);
    expect(await valueAt(store, 'token')).toBe(3);
  });

  it('keeps a record that is renewed while its expired self is being read', async () => {
    const clock = fakeClock();
    const store = await fresh(clock);
    await store.commit([put('token', 'old', 'absent', 1000)]);
    clock.advance(2000);
    const reading = store.read(['token']);
    const renewing = store.commit([put('token', 'new', 'absent', 1000)]);
    await Promise.all([reading, renewing]);
    expect(await valueAt(store, 'token')).toBe('new');
  });

  it('does not bring deleted records back when the clock is set back', async () => {
    const clock = fakeClock();
    const store = await fresh(clock);
    await store.commit([put('a', 1)]);
    await store.commit([remove('a')]);
    clock.advance(-3_600_000);
    expect(await store.read(['a'])).toEqual(new Map());
    expect(await store.list('')).toEqual([]);
  });
}

function refusals(fresh: Fresh): void {
  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(241)],
    ['not ASCII', 'draft/技术'],
    ['with a space', 'a b'],
    ['with a line break', 'a\nb'],
    ['with NUL', 'a\u0000b'],
  ])('refuses a key that is %s', async (_what, key) => {
    const store = await fresh();
    const refusal = { name: 'AppError', code: 'store.key' };
    await expect(store.read([key])).rejects.toMatchObject(refusal);
    await expect(store.commit([put('good', 1), put(key, 1)])).rejects.toMatchObject(refusal);
    expect(await store.read(['good'])).toEqual(new Map());
  });

  it('takes a key of 240 characters and tells long keys apart by the last one', async () => {
    const store = await fresh();
    const [left, right] = [`${'k'.repeat(239)}a`, `${'k'.repeat(239)}b`];
    await store.commit([put(left, 'left'), put(right, 'right')]);
    expect(await valueAt(store, left)).toBe('left');
    expect((await store.list('k'.repeat(239))).map(({ value }) => value)).toEqual(['left', 'right']);
    expect((await store.list(right)).map(({ value }) => value)).toEqual(['right']);
  });

  it('refuses a commit that writes a key twice, expects an impossible revision or is not JSON', async () => {
    const store = await fresh();
    const refused = (writes: Write[]) => expect(store.commit(writes)).rejects;
    await refused([put('a', 1), put('a', 2)]).toMatchObject({ code: 'store.key' });
    await refused([put('a', 1, 0)]).toMatchObject({ code: 'store.key' });
    await refused([put('a', 1, -1)]).toMatchObject({ code: 'store.key' });
    await refused([put('a', 1, 1.5)]).toMatchObject({ code: 'store.key' });
    await refused([put('b', 1), put('a', undefined as unknown as Json)]).toMatchObject({
      code: 'store.value',
    });
    await refused([put('a', 1n as unknown as Json)]).toMatchObject({ code: 'store.value' });
    expect(await store.list('')).toEqual([]);
  });

  it('rejects after it is closed, instead of finding nothing', async () => {
    const store = await fresh();
    await store.commit([put('a', 1)]);
    await store.close();
    await expect(store.read(['a'])).rejects.toMatchObject({ code: 'store.failed' });
    await expect(store.list('')).rejects.toMatchObject({ code: 'store.failed' });
    await expect(store.commit([put('a', 1)])).rejects.toMatchObject({ code: 'store.failed' });
  });
}
