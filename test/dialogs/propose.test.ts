import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outdatedIssues, proposalFor, resting } from '../../dialogs/engine/proposal.ts';
import { receive } from '../../dialogs/engine/receive.ts';
import { type Outcome, type Situation, situationOf } from '../../dialogs/engine/situation.ts';
import { parseCall } from '../../forms/check.ts';
import type { Json } from '../../forms/json.ts';
import type { Answer, Answers, Head, Path, Pending } from '../../forms/submission.ts';

const file = path.join(import.meta.dirname, '../../forms/calls/sustainable-tech-2025/call.yaml');
const checked = parseCall(readFileSync(file, 'utf8'), file);
if (!checked.ok) throw new Error('the call does not hold');
const { call } = checked;

const WHO = { by: 'p1', at: '2025-03-10T00:00:00Z', channel: 'web', message: 'm1' };
const given = (value: Json, original = ''): Answer => ({ state: 'given', value, original, ...WHO });
const GROUNDS = 'maturity/grounds';

/** A ladder with one rung, at the question that proposes its paragraph. */
function world(more: readonly (readonly [Path, Answer])[] = [], pending: Pending | null = null): Situation {
  const answers: Answers = new Map([
    ['gate_public', given({ yes: true })],
    ['ladder/claimed', given(9)],
    ['ladder/l7_1', given({ state: 'met' })],
    ['ladder/l7_1_doc', given({ title: '示范工程运行报告' })],
    ...more,
  ]);
  const head: Head = {
    ...{ id: 's1', call: { id: call.id, version: call.version }, owner: 'p1', status: 'draft', revision: 3 },
    ...{ createdAt: WHO.at, updatedAt: WHO.at, last: null, documents: null, pending },
    focus: { path: GROUNDS, mode: 'walk' },
  };
  const speaker = { person: 'p1', channel: 'web', message: 'm2', at: WHO.at, today: '2025-03-10' };
  return situationOf(call, { head, answers }, speaker, { siblings: [], calls: [] });
}

function draftOf(now: Situation): string {
  const slot = now.plan.at(GROUNDS);
  const draft = slot && proposalFor(now, slot);
  if (draft === undefined) throw new Error('nothing is proposed');
  return draft;
}

const DRAFT = draftOf(world());
const proposed: Pending = { kind: 'proposed', path: GROUNDS, text: DRAFT };

function say(now: Situation, text: string): Outcome {
  return receive(now, { text, files: [] }, { submission: 's1', question: GROUNDS, revision: 3 });
}

const filed = (outcome: Outcome): Answer | null | undefined =>
  outcome.changes.find((change) => change.path === GROUNDS)?.answer;

describe('a draft of other answers', () => {
  it('is filed as shown when it is taken, and remembered', () => {
    expect(filed(say(world([], proposed), '用这段'))).toMatchObject({ value: DRAFT, proposed: DRAFT });
    expect(filed(say(world([], proposed), '好的'))).toMatchObject({ value: DRAFT });
    // What was shown is filed, whatever could be made now.
    const shown: Pending = { ...proposed, text: '系统样机已在实际使用环境中演示，依据为旧报告。' };
    expect(filed(say(world([], shown), '用这段'))).toMatchObject({ value: shown.text, proposed: shown.text });
  });

  it('is never filed by anything else that is said', () => {
    const words = fc
      .array(fc.constantFrom('样机', '运行', '三年', '没有问题，', '数据完整。', '不用', '这段', '跳过'), {
        minLength: 3,
        maxLength: 12,
      })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(words, (text) => {
        const answer = filed(say(world([], proposed), text));
        expect(answer?.value).not.toBe(DRAFT);
        expect(answer?.proposed).toBeUndefined();
      }),
    );
  });

  it('never takes the place of words that are there without a choice', () => {
    const own: [Path, Answer] = [GROUNDS, given('自己写的一段。', '自己写的一段。')];
    const outcome = say(world([own], proposed), '用这段');
    expect(outcome.changes).toEqual([]);
    expect(outcome.pending).toEqual({ kind: 'join', path: GROUNDS, original: DRAFT });
  });

  it('stays the ground of an edited text, not of one’s own words', () => {
    const now = world();
    const slot = now.plan.at(GROUNDS);
    if (!slot) throw new Error('not asked');
    const edited = `${DRAFT.slice(0, DRAFT.indexOf('，'))}，另有用户证明。`;
    expect(resting(now, slot, given(edited)).proposed).toBe(DRAFT);
    expect(resting(now, slot, given('我们自己的话，与此无关。')).proposed).toBeUndefined();
  });

  it('is told of in the check once its grounds have changed, until the person has looked', () => {
    const taken: [Path, Answer] = [GROUNDS, { ...given(DRAFT, DRAFT), proposed: DRAFT }];
    const codes = (now: Situation): string[] => {
      const slot = now.plan.at(GROUNDS);
      return slot ? outdatedIssues(now, slot).map(({ level, code }) => `${level}:${code}`) : [];
    };
    expect(codes(world([taken]))).toEqual([]);
    const changed = world([taken, ['ladder/l7_1_doc', given({ title: '三年运行报告' })]]);
    expect(codes(changed)).toEqual(['should:draft.outdated']);
    const looked = filed(say(changed, '就这样'));
    expect(looked).toMatchObject({ value: DRAFT, proposed: draftOf(changed) });
  });
});
