/** The trail of 撤销 and 重做 as the store keeps it: read back, it is the trail that was in memory. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../adapters/store/memory.ts';
import { keys } from '../../bot/keys.ts';
import { newSubmission, Submissions, writesOf } from '../../bot/submissions.ts';
import { trailAfter } from '../../dialogs/engine/trail.ts';
import type { Call } from '../../forms/call.ts';
import type { Store } from '../../forms/ports.ts';
import { type Answer, applied, type Change, type Filed, type Submission } from '../../forms/submission.ts';

const AT = '2025-03-10T04:00:00.000Z';
const LINE = { callTitle: '', title: '', organisation: '', done: 0, total: 0 };
const call = { id: 'a-call', version: 1 } as Call;

const answer = (words: string): Answer => ({
  state: 'given',
  value: words,
  original: words,
  by: 'p',
  at: AT,
  channel: 'web',
  message: 'm',
});

interface Kept {
  readonly submission: Submission;
  readonly stored: number;
}

/** One turn: a filing of some answers, or a step back or forward, stored as the pipeline stores it. */
async function turn(
  store: Store,
  kept: Kept,
  changes: readonly Change[],
  step?: 'undo' | 'redo',
): Promise<Kept> {
  const { head, answers } = kept.submission;
  const revision = head.revision + 1;
  const filed = changes.map(({ path }) => ({ path, before: answers.get(path) ?? null }));
  const main = filed.at(-1);
  const also = filed.slice(0, -1);
  const one: Filed | undefined = main && { ...main, revision, ...(also.length > 0 ? { also } : {}) };
  const submission: Submission = {
    head: { ...head, ...trailAfter(head, one, step), revision },
    answers: applied(answers, changes),
  };
  const { stored } = kept;
  const commit = await store.commit(writesOf(submission, { stored, changes, before: answers, line: LINE }));
  expect(commit.done).toBe(true);
  return { submission, stored: stored + 1 };
}

function back(step: Filed): Change[] {
  return [...(step.also ?? []), step].map(({ path, before }) => ({ path, answer: before }));
}

async function readBack(store: Store, id: string): Promise<Submission> {
  const key = keys.submission(id);
  const record = (await store.read([key])).get(key);
  return (await new Submissions(store).load(id, record)).submission;
}

const paths = ['a', 'b', 'c/r1/x', 'c/r1/y', 'd'];
const filing = fc.record({
  paths: fc.uniqueArray(fc.constantFrom(...paths), { minLength: 1, maxLength: 4 }),
  words: fc.option(fc.string({ maxLength: 12 }), { nil: null }),
});
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: filing }, fc.constantFrom('undo', 'redo')), {
  maxLength: 60,
});

describe('the trail in the store', () => {
  it('is read back as it was, whatever was filed, taken back and done again', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (said) => {
        const store = memoryStore();
        let now: Kept = { submission: newSubmission('s1', call, 'p', AT), stored: 0 };
        for (const each of said) {
          const { last, undone = [] } = now.submission.head;
          if (each === 'undo' || each === 'redo') {
            const step = each === 'undo' ? last : undone.at(-1);
            if (step) now = await turn(store, now, back(step), each);
          } else {
            const filed = each.words === null ? null : answer(each.words);
            now = await turn(
              store,
              now,
              each.paths.map((path) => ({ path, answer: filed })),
            );
          }
          const { head, answers } = now.submission;
          if (now.stored > 0)
            expect(await readBack(store, 's1')).toEqual({ head, answers: new Map(answers) });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('names what was there before and does not hold it', async () => {
    const store = memoryStore();
    let now: Kept = { submission: newSubmission('s1', call, 'p', AT), stored: 0 };
    for (let at = 0; at < 12; at += 1)
      now = await turn(store, now, [{ path: 'a', answer: answer('长'.repeat(1000)) }]);
    const record = (await store.read([keys.submission('s1')])).get(keys.submission('s1'));
    expect(JSON.stringify(record?.value).length).toBeLessThan(1000);
    expect((await readBack(store, 's1')).head.past).toHaveLength(11);
  });

  it('ends where its history was erased', async () => {
    const store = memoryStore();
    let now: Kept = { submission: newSubmission('s1', call, 'p', AT), stored: 0 };
    for (const words of ['一', '二', '三', '四'])
      now = await turn(store, now, [{ path: 'a', answer: answer(words) }]);
    await store.commit([{ key: keys.history('s1', 2, 'a'), value: null, expect: 'any' }]);
    const { head } = await readBack(store, 's1');
    expect(head.last).toEqual(now.submission.head.last);
    expect(head.past).toEqual(now.submission.head.past?.slice(-1));
    await store.commit([{ key: keys.history('s1', 4, 'a'), value: null, expect: 'any' }]);
    expect((await readBack(store, 's1')).head).toMatchObject({ last: null, past: [] });
  });

  it('reads steps that hold what was there before', async () => {
    const store = memoryStore();
    const empty = newSubmission('s1', call, 'p', AT);
    const last: Filed = { path: 'a', before: answer('从前') };
    const submission: Submission = { ...empty, head: { ...empty.head, last, past: [last] } };
    await store.commit(writesOf(submission, { stored: 0, changes: [], before: new Map(), line: LINE }));
    expect((await readBack(store, 's1')).head).toMatchObject({ last, past: [last] });
  });
});
