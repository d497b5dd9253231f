/** Drafts over time: damaged memory of a conversation, versions of a call side by side and gone, what grows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/store/sqlite.ts';
import { type Catalog, loadCalls, OWN_CALLS } from '../../bot/calls.ts';
import { keys } from '../../bot/keys.ts';
import { Submissions } from '../../bot/submissions.ts';
import type { Conversation } from '../../bot/unit.ts';
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import type { Store } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import { loadCase } from '../fixtures/case.ts';
import { questionOf } from '../fixtures/interview.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import { tell } from './storyteller.ts';
import { answersOf, brokenIn, openOf } from './whole.ts';

const catalog = loadCalls([OWN_CALLS]);
const story = loadCase('sustainable-tech-2025');
const FIRST = '填报：可持续发展技术';
const person = { who: 'p1', channel: 'web' };
const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'shenbao-drafts-'));
  closing.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function open(at: string, calls: Catalog = catalog, lines: string[] = []): Promise<Pipeline> {
  const pipeline = await openPipeline(at, calls, { report: (line) => lines.push(line) });
  closing.push(() => pipeline.close());
  return pipeline;
}

async function setDialog(store: Store, dialog: Json): Promise<void> {
  const key = keys.conversation('web', 'p1@web');
  const stored = (await store.read([key])).get(key);
  const value = { ...(stored?.value as unknown as Conversation), dialog };
  await store.commit([{ key, value: value as unknown as Json, expect: stored?.rev ?? 'absent' }]);
}

const GARBAGE: readonly (readonly [name: string, state: Json])[] = [
  ['nothing', null],
  ['a text', 'garbage'],
  ['a list', [1, 2, 3]],
  ['no stack', {}],
  ['a stack that is none', { dialogStack: 'x' }],
  ['an unknown dialog', { dialogStack: [{ id: 'gone', state: {} }] }],
  ['no state', { dialogStack: [{ id: 'section' }] }],
  ['an empty state', { dialogStack: [{ id: 'section', state: {} }] }],
  ['a state that is none', { dialogStack: [{ id: 'section', state: 7 }] }],
  ['dialogs inside another', { dialogStack: [{ id: 'shenbao', state: { dialogs: { dialogStack: [] } } }] }],
  [
    'an unknown step',
    {
      dialogStack: [{ id: 'section', state: { options: {}, values: { instanceId: 'x' }, stepIndex: 99 } }],
    },
  ],
  [
    'another question',
    {
      dialogStack: [
        {
          id: 'section',
          state: {
            options: {},
            values: { instanceId: 'x', asked: { submission: 'gone', question: 'gone', revision: 7 } },
            stepIndex: 0,
          },
        },
      ],
    },
  ],
];

describe('the memory of a conversation', () => {
  test.each(GARBAGE)('%s in its place: nothing is lost, and the same question is asked', async (_, state) => {
    const pipeline = await open(folder());
    await tell(pipeline, story, FIRST, { ...person, until: 'phone' });
    const before = await answersOf(pipeline.store, (await openOf(pipeline.store, 'p1'))?.id ?? '');
    await setDialog(pipeline.store, state);
    const back = await pipeline.deliver({ ...person, id: 'x1', text: '继续' });
    expect(questionOf(back.at(-1))?.question).toBe('phone');
    const filed = await pipeline.deliver({ ...person, id: 'x2', text: '010-00000000' });
    expect(questionOf(filed.at(-1))?.question).toBe('email');
    const after = await answersOf(pipeline.store, (await openOf(pipeline.store, 'p1'))?.id ?? '');
    expect([...after.keys()].sort()).toEqual([...before.keys(), 'phone'].sort());
    for (const [at, answer] of before) expect(after.get(at)).toEqual(answer);
    expect(await brokenIn(pipeline.store, catalog)).toEqual([]);
  });

  test('its size does not grow with the interview', async () => {
    const pipeline = await open(folder());
    const sizes: number[] = [];
    const key = keys.conversation('web', 'p1@web');
    const measured: Pick<Pipeline, 'deliver'> = {
      async deliver(message) {
        const replies = await pipeline.deliver(message);
        const value = (await pipeline.store.read([key])).get(key)?.value as unknown as Conversation;
        sizes.push(JSON.stringify(value.dialog).length);
        return replies;
      },
    };
    await tell(measured, story, FIRST, person);
    expect(sizes.length).toBeGreaterThan(100);
    expect(Math.max(...sizes)).toBeLessThan(2000);
  });
});

/** The catalog with another version of the first call, whose question about the phone is asked in other words. */
function catalogOf(...versions: readonly number[]): Catalog {
  const first = catalog.get('sustainable-tech-2025');
  if (!first) throw new Error('no call');
  const sections = (version: number): Call['sections'] =>
    first.sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) =>
        question.id === 'phone' ? { ...question, ask: `电话（第 ${version} 版）？` } : question,
      ),
    }));
  const calls = new Map(
    versions.map((version) => [version, { ...first, version, sections: sections(version) }]),
  );
  const newest = calls.get(Math.max(...versions)) ?? first;
  return {
    list: () => [newest],
    get: (id, version) => (id === first.id ? calls.get(version ?? newest.version) : undefined),
    warnings: [],
  };
}

describe('versions of a call', () => {
  test('a draft stays with the version it was begun with; a new one takes the newest', async () => {
    const at = folder();
    const old = await open(at, catalogOf(1));
    await tell(old, story, FIRST, { ...person, until: 'phone' });
    await old.close();
    const both = await open(at, catalogOf(1, 2));
    const back = await both.deliver({ ...person, id: 'x1', text: '继续' });
    expect(back.at(-1)?.text).toContain('电话（第 1 版）？');
    expect((await openOf(both.store, 'p1'))?.call.version).toBe(1);
    const other = { who: 'p2', channel: 'web' };
    await tell(both, story, FIRST, { ...other, until: 'phone' });
    expect((await both.deliver({ ...other, id: 'y1', text: '继续' })).at(-1)?.text).toContain(
      '电话（第 2 版）？',
    );
    expect(await brokenIn(both.store, catalogOf(1, 2))).toEqual([]);
  });

  test('a version that is gone: its draft says so and takes nothing, others open, and it opens again later', async () => {
    const at = folder();
    const both = await open(at, catalogOf(1));
    await tell(both, story, FIRST, { ...person, until: 'phone' });
    const begun = await openOf(both.store, 'p1');
    const answers = await answersOf(both.store, begun?.id ?? '');
    await both.close();

    const lines: string[] = [];
    const without = await open(at, catalogOf(2), lines);
    const title = '焦炉上升管荒煤气显热高效回收技术';
    const gone = text('home.gone', { title, call: '可持续发展技术' });
    const [refusal] = await without.deliver({ ...person, id: 'x1', text: '010-00000000' });
    expect(refusal?.text).toContain(`${gone}\n${text('home.unfiled')}`);
    expect(refusal?.suggestedActions?.actions?.map((each) => each.title)).toEqual([FIRST]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ code: 'draft.refused', level: 'warn' }]);
    expect(await answersOf(without.store, begun?.id ?? '')).toEqual(answers);
    expect((await without.bot.desk.view('p1')).submission).toBeNull();
    expect((await without.deliver({ ...person, id: 'x2', text: title })).at(-1)?.text).toContain(gone);
    await tell(without, story, FIRST, { who: 'p1', channel: 'teams', until: 'tech_name' });
    const second = await openOf(without.store, 'p1');
    expect([second?.id === begun?.id, second?.call.version]).toEqual([false, 2]);
    await without.close();

    const again = await open(at, catalogOf(1, 2));
    await again.deliver({ ...person, id: 'x3', text: '我的草稿' });
    const replies = await again.deliver({ ...person, id: 'x4', text: `打开：${title}` });
    expect(replies.at(-1)?.text).toContain('电话（第 1 版）？');
    expect((await openOf(again.store, 'p1'))?.id).toBe(begun?.id);
    expect(await brokenIn(again.store, catalogOf(1, 2))).toEqual([]);
  });
});

test('more drafts than are kept in memory are read back from the store', async () => {
  const at = folder();
  const store = await openStore({ path: path.join(at, 'shenbao.sqlite') });
  closing.push(() => store.close());
  const submissions = new Submissions(store);
  const record = (id: string) => ({ head: { id, revision: 1 }, line: {} }) as unknown as Json;
  const ids = Array.from({ length: 600 }, (_, number) => `s${number}`);
  for (const id of ids) {
    await store.commit([
      { key: keys.submission(id), value: record(id), expect: 'absent' },
      {
        key: keys.answer(id, 'tech_name'),
        value: { state: 'given', value: id } as unknown as Json,
        expect: 'absent',
      },
    ]);
  }
  for (const round of [1, 2]) {
    for (const id of ids) {
      const { submission } = await submissions.load(
        id,
        (await store.read([keys.submission(id)])).get(keys.submission(id)),
      );
      expect([round, submission.answers.get('tech_name')?.value]).toEqual([round, id]);
    }
  }
  expect(submissions.cached).toBe(500);
});
