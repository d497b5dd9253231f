/**
 * One point of a readiness level: met, not met (what is missing may stand beside it), not applicable (with the reason).
 * The same for evidence's environment and scale (as here, or otherwise with the difference) and for a decision that is
 * the person's (reached or not, each with the reason).
 */
import { z } from 'zod';
import { must } from '../issue.ts';
import { text as sentence } from '../text/index.ts';
import { conditions, no, yes } from '../text/zh-CN/lexicon/answers.ts';
import {
  differentWords,
  metWords,
  notApplicableWords,
  notMetWords,
  notReachedWords,
  reachedWords,
  sameWords,
} from '../text/zh-CN/lexicon/readiness.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { excerpt, half, LINE_LIMIT, oneLine } from './reading.ts';

const Config = z.strictObject({
  type: z.literal('readiness_item'),
  about: z
    .enum(['point', 'conditions', 'decision'])
    .default('point')
    .describe('A point, environment and scale, or a decision of the person’s own'),
});
type Config = z.infer<typeof Config>;

const States = z.enum(['met', 'not_met', 'not_applicable']);
type State = z.infer<typeof States>;

/** `words` is what is missing, or the reason. */
export const RungValue = z.strictObject({ state: States, words: z.string().min(1).optional() });
export type RungValue = z.infer<typeof RungValue>;

const STATES: Readonly<Record<Config['about'], readonly State[]>> = {
  point: States.options,
  conditions: ['met', 'not_met'],
  decision: ['met', 'not_met'],
};

const title = (state: State, about: Config['about']): string => sentence(`readiness.${about}.${state}`);

const OWN: Readonly<Record<Config['about'], Readonly<Record<State, readonly string[]>>>> = {
  point: { met: metWords, not_met: notMetWords, not_applicable: notApplicableWords },
  conditions: { met: sameWords, not_met: differentWords, not_applicable: [] },
  decision: { met: reachedWords, not_met: notReachedWords, not_applicable: [] },
};
const COMMON: Readonly<Record<State, readonly string[]>> = { met: yes, not_met: no, not_applicable: [] };

interface Word {
  readonly word: string;
  readonly state: State;
}

function wordsOf(about: Config['about']): readonly Word[] {
  const words = STATES[about].flatMap((state) =>
    [title(state, about), ...OWN[about][state], ...COMMON[state]].map((word) => ({ word, state })),
  );
  return words.sort((a, b) => b.word.length - a.word.length);
}
const WORDS = {
  point: wordsOf('point'),
  conditions: wordsOf('conditions'),
  decision: wordsOf('decision'),
};

const SEPARATOR = /^[\s,，.。;；、:：!！~～—\-(（]+/u;
const PARTICLE = /^[了的吧呢啊哦呀嘛哈]+$/u;

function parse(text: string, { about }: Config): Parsed<RungValue> {
  const line = oneLine(text);
  const unclear: Parsed<RungValue> = {
    kind: 'issue',
    issue: must(`readiness.${about}_unclear`, { text: excerpt(line) }),
  };
  if (text.length > LINE_LIMIT) return unclear;
  const plain = half(line).toLowerCase();
  if (/[?吗么]$/u.test(plain)) return unclear;
  const said = WORDS[about].find(({ word }) => {
    const rest = line.slice(word.length);
    const alone = rest === '' || SEPARATOR.test(rest) || PARTICLE.test(rest);
    return plain.startsWith(word) && alone;
  });
  if (!said) return unclear;
  const rest = line
    .slice(said.word.length)
    .replace(SEPARATOR, '')
    .replace(/[)）]$/u, '');
  const words = PARTICLE.test(rest) ? '' : rest;
  if (said.state === 'met' && about !== 'decision') {
    return conditions.some((word) => words.startsWith(word))
      ? unclear
      : { kind: 'value', value: { state: 'met' } };
  }
  return { kind: 'value', value: { state: said.state, ...(words === '' ? {} : { words }) } };
}

export const rung: LeafKind<Config, RungValue> = {
  shape: 'leaf',
  type: 'readiness_item',
  config: Config,
  value: RungValue,
  parse,
  check: () => [],
  show: ({ state, words }, { about }) =>
    words === undefined ? title(state, about) : `${title(state, about)}，${words}`,
  plain: ({ state }) => state,
  field: () => 'none',
  options: ({ about }) =>
    STATES[about].map((state) => ({ title: title(state, about), value: title(state, about) })),
};
