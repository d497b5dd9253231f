/** Turns that meet: quick messages, two channels, two processes, a message delivered twice, a store that fails. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity, ResourceResponse } from 'botbuilder';
import { afterEach, describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../bot/calls.ts';
import { AppError } from '../../forms/error.ts';
import type { Store } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import { CollectingAdapter } from '../fakes/channel.ts';
import { loadCase } from '../fixtures/case.ts';
import { openPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
import { tell } from './storyteller.ts';
import { answersOf, brokenIn, openOf, saidIn } from './whole.ts';

const catalog = loadCalls([OWN_CALLS]);
const story = loadCase('sustainable-tech-2025');
const FIRST = '填报：可持续发展技术';
const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'shenbao-turns-'));
  closing.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function open(at: string, options: PipelineOptions = {}): Promise<Pipeline> {
  const pipeline = await openPipeline(at, catalog, options);
  closing.push(() => pipeline.close());
  return pipeline;
}

const texts = (activities: readonly Partial<Activity>[]) => activities.map((each) => each.text);

/** The words that the answers of a person's open draft came from, by path. */
async function wordsOf(store: Store, who: string): Promise<Record<string, string>> {
  const answers = await answersOf(store, (await openOf(store, who))?.id ?? '');
  return Object.fromEntries([...answers].map(([at, answer]) => [at, answer.original]));
}

describe('one person, one channel', () => {
  test('twenty messages at once are answered in order, each once', async () => {
    const one = await open(folder());
    const person = { who: 'p1', channel: 'web' };
    const told = await tell(one, story, FIRST, { ...person, most: 21 });
    const other = await open(folder());
    await other.deliver({ ...person, id: 'm1', text: told[0]?.text ?? '' });
    const quick = told.slice(1).map((said, at) => other.deliver({ ...person, id: `m${at + 2}`, ...said }));
    const replies = await Promise.all(quick);
    expect(replies.map((each) => each.length)).toEqual(Array(20).fill(1));
    expect(texts(await saidIn(other.store, 'web', 'p1'))).toEqual(
      texts(await saidIn(one.store, 'web', 'p1')),
    );
    expect(await wordsOf(other.store, 'p1')).toEqual(await wordsOf(one.store, 'p1'));
    expect(await brokenIn(other.store, catalog)).toEqual([]);
  });

  test('a message delivered twice is answered once, at the same time or later', async () => {
    const pipeline = await open(folder());
    const first = { who: 'p1', channel: 'web', id: 'm1', text: FIRST };
    const both = await Promise.all([pipeline.deliver(first), pipeline.deliver(first)]);
    expect(both.map((each) => each.length)).toEqual([1, 0]);
    expect(await pipeline.deliver(first)).toEqual([]);
    // A web client that sends again gives the message its own name, and the server another id.
    const named = { who: 'p1', channel: 'web', text: '是', client: 'c1' };
    expect(await pipeline.deliver({ ...named, id: 'm2' })).toHaveLength(1);
    expect(await pipeline.deliver({ ...named, id: 'm3' })).toEqual([]);
    expect(await saidIn(pipeline.store, 'web', 'p1')).toHaveLength(4);
    expect(await brokenIn(pipeline.store, catalog)).toEqual([]);
  });
});

describe('two processes on one store', () => {
  test('the same message delivered to both is answered by one', async () => {
    const at = folder();
    const pipelines = [await open(at), await open(at)];
    for (const id of ['m1', 'm2', 'm3']) {
      const message = { who: 'p1', channel: 'web', id, text: id === 'm1' ? FIRST : '是' };
      const replies = await Promise.all(pipelines.map((each) => each.deliver(message)));
      expect(replies.map((each) => each.length).sort()).toEqual([0, 1]);
    }
    expect(await saidIn(pipelines[0]?.store as Store, 'web', 'p1')).toHaveLength(6);
    expect(await brokenIn(pipelines[0]?.store as Store, catalog)).toEqual([]);
  });

  test('a person who answers on one channel and asks on another gets both, and no turn is lost', async () => {
    const plain = await open(folder());
    const told = await tell(plain, story, FIRST, { who: 'p1', channel: 'web', most: 40 });
    const at = folder();
    const lines: string[] = [];
    const web = await open(at, { report: (line) => lines.push(line) });
    const teams = await open(at, { report: (line) => lines.push(line) });
    const replies: Partial<Activity>[] = [];
    for (const [number, said] of told.entries()) {
      const ask =
        number === 0 ? [] : [teams.deliver({ who: 'p1', channel: 'teams', id: `t${number}`, text: '进度' })];
      const [, answer] = await Promise.all([
        web.deliver({ who: 'p1', channel: 'web', id: `m${number}`, ...said }),
        ...ask,
      ]);
      replies.push(...(answer ?? []));
    }
    expect(texts(await saidIn(web.store, 'web', 'p1'))).toEqual(
      texts(await saidIn(plain.store, 'web', 'p1')),
    );
    expect(await wordsOf(web.store, 'p1')).toEqual(await wordsOf(plain.store, 'p1'));
    const done = replies.map((each) => Number(/已填 (\d+)\//.exec(each.text ?? '')?.[1]));
    expect(done).toHaveLength(39);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(await brokenIn(web.store, catalog)).toEqual([]);
    // Without a conflict this would test nothing.
    expect(lines.filter((line) => line.includes('turn.retry')).length).toBeGreaterThan(0);
  });

  test('two answers to the same question at once: one is filed, the other waits for its place', async () => {
    const at = folder();
    const pipelines = { web: await open(at), teams: await open(at) };
    const { web, teams } = pipelines;
    await tell(web, story, FIRST, { who: 'p1', channel: 'web', most: 6 });
    await teams.deliver({ who: 'p1', channel: 'teams', id: 't0', text: '继续' });
    const head = await openOf(web.store, 'p1');
    const path = head?.focus?.path ?? '';
    expect(path).toBe('tech_name');
    const words = { web: '焦炉上升管荒煤气显热高效回收技术', teams: '焦炉荒煤气余热回收成套技术' };
    await Promise.all([
      web.deliver({ who: 'p1', channel: 'web', id: 'w1', text: words.web }),
      teams.deliver({ who: 'p1', channel: 'teams', id: 't1', text: words.teams }),
    ]);
    const filed = (await wordsOf(web.store, 'p1'))[path];
    const loser = filed === words.web ? 'teams' : 'web';
    expect(Object.values(words)).toContain(filed);
    expect((await openOf(web.store, 'p1'))?.pending).toMatchObject({ kind: 'place', original: words[loser] });
    expect((await saidIn(web.store, loser, 'p1')).at(-1)?.text).toContain(
      text('elsewhere.ask', { label: '技术提供单位' }),
    );
    expect(await brokenIn(web.store, catalog)).toEqual([]);
  });
});

/** A store that fails where it is told to. */
function failing() {
  let broken: 'read' | 'commit' | 'acknowledgement' | null = null;
  const fail = () => Promise.reject(new AppError('store.failed', 'The store cannot answer.'));
  const wrap = (store: Store): Store => ({
    read: (keys) => (broken === 'read' ? fail() : store.read(keys)),
    list: (prefix, options) => (broken === 'read' ? fail() : store.list(prefix, options)),
    close: () => store.close(),
    scrub: () => store.scrub(),
    commit: (writes) => {
      if (broken === 'commit') return fail();
      return broken === 'acknowledgement' ? store.commit(writes).then(fail) : store.commit(writes);
    },
  });
  return { wrap, break: (what: typeof broken) => (broken = what) };
}

describe('a store that fails', () => {
  test.each(['read', 'commit'] as const)(
    'at a %s: nothing is said, nothing kept, and the next try works',
    async (what) => {
      const store = failing();
      const pipeline = await open(folder(), { wrap: store.wrap });
      await tell(pipeline, story, FIRST, { who: 'p1', channel: 'web', most: 6 });
      const before = {
        log: await saidIn(pipeline.store, 'web', 'p1'),
        words: await wordsOf(pipeline.store, 'p1'),
      };
      const message = { who: 'p1', channel: 'web', id: 'x1', text: '焦炉上升管荒煤气显热高效回收技术' };
      const adapter = new CollectingAdapter();
      store.break(what);
      await expect(pipeline.deliver(message, adapter)).rejects.toMatchObject({ code: 'store.failed' });
      store.break(null);
      expect(adapter.sent).toEqual([]);
      expect(await saidIn(pipeline.store, 'web', 'p1')).toEqual(before.log);
      expect(await wordsOf(pipeline.store, 'p1')).toEqual(before.words);
      expect(await pipeline.deliver(message)).toHaveLength(1);
      expect(await wordsOf(pipeline.store, 'p1')).toEqual({ ...before.words, tech_name: message.text });
      expect(await brokenIn(pipeline.store, catalog)).toEqual([]);
    },
  );

  test('that stored a turn but could not say so: the same message sent again is filed once', async () => {
    const store = failing();
    const pipeline = await open(folder(), { wrap: store.wrap });
    await tell(pipeline, story, FIRST, { who: 'p1', channel: 'web', most: 6 });
    const name = { who: 'p1', channel: 'web', id: 'x1', text: '焦炉上升管荒煤气显热高效回收技术' };
    store.break('acknowledgement');
    await expect(pipeline.deliver(name)).rejects.toMatchObject({ code: 'store.failed' });
    store.break(null);
    expect(await pipeline.deliver(name)).toEqual([]);
    const org = { who: 'p1', channel: 'web', id: 'x2', text: '北京云岫示例热能科技有限公司' };
    expect((await pipeline.deliver(org)).map((each) => each.text?.split('\n')[0])).toEqual([
      '已记下“技术提供单位”：北京云岫示例热能科技有限公司',
    ]);
    expect(await wordsOf(pipeline.store, 'p1')).toMatchObject({
      tech_name: name.text,
      applicant_org: org.text,
    });
    expect(await brokenIn(pipeline.store, catalog)).toEqual([]);
  });

  test('a channel that cannot send loses nothing: the log has the reply', async () => {
    const lines: string[] = [];
    const pipeline = await open(folder(), { report: (line) => lines.push(line) });
    class Mute extends CollectingAdapter {
      override async sendActivities(): Promise<ResourceResponse[]> {
        throw new Error('no connection');
      }
    }
    expect(await pipeline.deliver({ who: 'p1', channel: 'web', id: 'm1', text: FIRST }, new Mute())).toEqual(
      [],
    );
    expect((await saidIn(pipeline.store, 'web', 'p1')).at(-1)?.text).toContain(
      text('home.began', { title: catalog.get('sustainable-tech-2025')?.title ?? '' }),
    );
    expect(lines.map((line) => JSON.parse(line).code)).toEqual(['send.failed']);
  });
});
