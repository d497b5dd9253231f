/** A colleague answers whole sections of every call by themselves; what they said, taken over, is what the owner would have said. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { adopt } from '../../../dialogs/engine/adopt.ts';
import { isolate, isolatedAt, realPath } from '../../../dialogs/engine/isolate.ts';
import { after, type Input, type Situation, situationOf } from '../../../dialogs/engine/situation.ts';
import { labelOf } from '../../../dialogs/engine/wording.ts';
import { assisting, firstHead, type Heard, hear, resumed } from '../../../dialogs/office/assisting.ts';
import type { Call } from '../../../forms/call.ts';
import { leafKindOf } from '../../../forms/kinds/index.ts';
import { rowsOf } from '../../../forms/kinds/rows.ts';
import { type Assist, answersTo } from '../../../forms/office/assist.ts';
import { planFor } from '../../../forms/plan.ts';
import type { Answer, Answers, Head, Path } from '../../../forms/submission.ts';
import { type Case, loadCase, type Said } from '../../fixtures/case.ts';
import { countRow, type OpenQuestion, replyTo } from '../../fixtures/interview.ts';
import { play } from '../../fixtures/play.ts';

const DAY = '2025-03-10';
const AT = '2025-03-10T02:00:00.000Z';

const catalog = loadCalls([OWN_CALLS]);
const colleague = { person: 'wecom:colleague', channel: 'wecom', message: 'm1', at: AT, today: DAY };
const owner = { person: 'web:owner', channel: 'web', message: 'm2', at: AT, today: DAY };

function head(call: Call, id: string): Head {
  const none = { focus: null, last: null, pending: null, documents: null };
  const base = { id, call: { id: call.id, version: call.version }, owner: owner.person };
  return { ...base, status: 'draft', revision: 0, createdAt: AT, updatedAt: AT, ...none };
}

function draft(call: Call, answers: Answers): Situation {
  return situationOf(call, { head: head(call, 'draft'), answers }, owner, { siblings: [], calls: [] });
}

function handed(situation: Situation, place: Parameters<typeof isolatedAt>[1]): Assist {
  const items = isolatedAt(situation.plan, place, (path) => labelOf(situation, path)).map((item) => ({
    ...item,
    was: null,
    decision: null,
  }));
  const base = {
    id: 'assist',
    number: 1,
    submission: 'draft',
    call: situation.head.call,
    owner: owner.person,
    from: '李工',
    name: '张三',
    about: place.label,
    items,
    state: 'working',
    colleague: colleague.person,
    createdAt: AT,
    expiresAt: '2025-03-17T02:00:00.000Z',
    answers: [],
    asked: null,
    heard: [],
  } as const;
  return { ...base, head: firstHead(situation.call, base) };
}

function inputOf(said: Said | undefined): Input {
  if (said?.kind !== 'files') return { text: said?.words ?? '跳过', files: [] };
  const files = said.files.map(({ name, bytes, mediaType, seconds }) => ({
    name,
    bytes: bytes.length,
    mediaType,
    hash: createHash('sha256').update(bytes).digest('hex'),
    extension: name.slice(name.lastIndexOf('.') + 1),
    ...(seconds === undefined ? {} : { seconds }),
  }));
  return { text: '', files };
}

/** Answers as the case does, until nothing is asked; all that the bot said is in `told`. */
function work(call: Call, first: Assist, story: Case, full: Answers): { assist: Assist; told: string[] } {
  const told: string[] = [];
  const rowsAsked = new Map<string, number>();
  const note = ({ assist, replies }: Heard): Assist => {
    told.push(...replies.map((reply) => reply.text));
    return assist;
  };
  let assist = note(resumed(assisting(call, first, colleague), first));
  const say = (input: Input): void => {
    assist = note(hear(assisting(call, assist, colleague), assist, input));
  };
  for (let step = 0; step < 400; step += 1) {
    const { focus, pending } = assist.head;
    if (pending?.kind === 'vague') {
      say({ text: '就这样', files: [] });
      continue;
    }
    if (!focus) return { assist, told };
    const slot = assisting(call, assist, colleague).plan.at(focus.path);
    const path = realPath(assist.items, focus.path);
    countRow(rowsAsked, path);
    const question = { question: path, kind: slot?.control ?? slot?.leaf.kind.type } as OpenQuestion;
    const said = replyTo(story, question, rowsAsked);
    const value = full.get(path)?.value;
    // 同上 is about an answer that the colleague does not see.
    const copied = said?.kind === 'words' && said.words === '同上' && slot && value !== undefined;
    const input = inputOf(
      copied ? { kind: 'words', words: leafKindOf(slot.leaf).show(value, slot.leaf.kind) } : said,
    );
    say(input);
    if (input.files.length > 0 && assist.head.focus?.path === focus.path) say({ text: '发完了', files: [] });
  }
  throw new Error(`still asking ${assist.head.focus?.path}: ${told.at(-1)}`);
}

/** What the owner takes over, question by question. */
function taken(situation: Situation, assist: Assist): Situation {
  return assist.items.reduce((now, item) => {
    const answers = answersTo(assist, item).map(([path, answer]): readonly [Path, Answer] => [
      realPath(assist.items, path),
      answer,
    ]);
    if (answers.length === 0) return now;
    const adopted = adopt(now, item.path, answers, '');
    if (adopted.kind !== 'filed')
      throw new Error(`${item.path} ${adopted.kind} ${adopted.kind === 'refused' ? adopted.why : ''}`);
    return after(now, adopted.outcome.changes);
  }, situation);
}

function givenIn(answers: Answers, ids: readonly string[]): [Path, unknown][] {
  return [...answers]
    .filter(([path, { state }]) => state === 'given' && ids.includes(path.split('/')[0] ?? ''))
    .map(([path, { value }]): [Path, unknown] => [
      path,
      JSON.parse(JSON.stringify(value, (key, each) => (key === 'extension' ? undefined : each))),
    ])
    .sort(([a], [b]) => a.localeCompare(b));
}

const SECTIONS = catalog
  .list()
  .flatMap((call) => call.sections.filter(({ later }) => !later).map((section) => ({ call, section })));

describe('a whole section', () => {
  test.each(SECTIONS.map((each) => [`${each.call.id} ${each.section.id}`, each] as const))(
    '%s',
    (_, { call, section }) => {
      const story = loadCase(call.id);
      const full = play(call, story, DAY).answers;
      const ids = section.questions.map(({ id }) => id);
      const without = new Map([...full].filter(([path]) => !ids.includes(path.split('/')[0] ?? '')));
      const situation = draft(call, without);
      const first = situation.plan.slots.find((slot) => slot.section?.id === section.id);
      // A section that the answers before it leave out is nobody's to fill.
      if (!first) return;
      const place = { kind: 'section', id: section.id, path: first.path, label: section.title } as const;
      const { assist, told } = work(call, handed(situation, place), story, full);
      const { answers } = taken(situation, assist);
      const steers = (path: Path): boolean => planFor(call, full).at(path)?.control === 'confirm';
      expect(givenIn(answers, ids).filter(([path]) => !steers(path))).toEqual(
        givenIn(full, ids).filter(([path]) => !steers(path)),
      );
      for (const [path, { by, at }] of answers)
        if (ids.includes(path.split('/')[0] ?? '')) expect([by, at]).toEqual([colleague.person, AT]);
      const said = [...answers].filter(([path]) => !without.has(path)).map(([, { original }]) => original);
      leaksNothing(call, without, said.join('\n'), told.join('\n'));
    },
  );
});

/** Nothing that was answered elsewhere in the draft was said to the colleague. */
function leaksNothing(call: Call, answers: Answers, said: string, told: string): void {
  const own = `${JSON.stringify(call)}${said}`;
  for (const { original } of answers.values()) {
    if (original.length < 6 || own.includes(original)) continue;
    expect(told).not.toContain(original);
  }
}

describe('one question of many', () => {
  const call = catalog.get('sustainable-tech-2025')!;
  const full = play(call, loadCase(call.id), DAY).answers;

  test('a part of a long text, a cell of a row, a whole list', () => {
    const situation = draft(call, full);
    const items = (path: Path, kind: 'slot' | 'question' | 'row') =>
      isolatedAt(situation.plan, { kind, id: path, path, label: '' }, (each) => labelOf(situation, each)).map(
        ({ path: real, label }) => [real, label],
      );
    const slots = situation.plan.slots;
    const cell = slots.find(({ row, control, detail }) => row && !control && !detail && row.number === 2)!;
    const part = slots.find(({ leaf, question, row, control }) => !row && !control && leaf !== question)!;
    expect(items(part.path, 'slot')).toEqual([[part.path, part.leaf.label]]);
    expect(items(cell.path, 'slot')).toEqual([[cell.path, labelOf(situation, cell.path)]]);
    expect(items(cell.path, 'question')).toEqual([[cell.question.id, cell.question.label]]);
  });

  test('conditions of the call and scans that come later are nobody else’s', () => {
    const situation = draft(call, full);
    const [gate] = call.gates;
    const place = { kind: 'slot', id: gate!.id, path: gate!.id, label: '' } as const;
    expect(isolatedAt(situation.plan, place, () => '')).toEqual([]);
    const later = situation.plan.slots.find(({ section }) => section?.later);
    if (later) expect(isolatedAt(situation.plan, { ...place, path: later.path }, () => '')).toEqual([]);
  });

  test('rows of a colleague come behind those that are there', () => {
    const situation = draft(call, full);
    const list = situation.plan.slots.find(({ row }) => row)!.question;
    const place = { kind: 'question', id: list.id, path: `${list.id}/r1`, label: list.label } as const;
    const first = situation.plan.slots.find(({ question }) => question === list)!;
    const { assist } = work(call, handed(situation, { ...place, path: first.path }), loadCase(call.id), full);
    const before = rowsOf(situation.plan.book, list.id).rows;
    const now = taken(situation, assist);
    const rows = rowsOf(now.plan.book, list.id).rows;
    expect(rows.slice(0, before.length)).toEqual(before);
    expect(new Set(rows).size).toBe(before.length * 2);
  });

  test('what a rule of the whole form refuses is not taken, and says why', () => {
    const situation = draft(call, full);
    const answer: Answer = {
      state: 'given',
      value: '2025-05-01',
      original: '2025年5月1日',
      by: colleague.person,
      at: AT,
      channel: 'wecom',
      message: 'm1',
    };
    const adopted = adopt(situation, 'apply_date', [['apply_date', answer]], '');
    expect(adopted).toMatchObject({ kind: 'refused', why: expect.stringContaining('2025年4月18日') });
  });

  test('the small call is the same object for the same questions, and asks nothing else', () => {
    const items = [{ id: 'phone', path: 'phone', label: '电话' }];
    const small = isolate(call, items);
    expect(isolate(call, [...items])).toBe(small);
    expect(planFor(small, new Map()).slots.map(({ path }) => path)).toEqual(['phone']);
  });
});
