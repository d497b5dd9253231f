/** One point of a readiness level: met, not met (what is missing may stand beside it), not applicable (with the reason). */
import { z } from 'zod';
import { must } from '../issue.ts';
import { text as sentence } from '../text/index.ts';
import { conditions, no, yes } from '../text/zh-CN/lexicon/answers.ts';
import { metWords, notApplicableWords, notMetWords } from '../text/zh-CN/lexicon/readiness.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { excerpt, half, LINE_LIMIT, oneLine } from './reading.ts';

const Config = z.strictObject({ type: z.literal('readiness_item') });
type Config = z.infer<typeof Config>;

const States = z.enum(['met', 'not_met', 'not_applicable']);
type State = z.infer<typeof States>;

/** `words` is what is missing, or the reason. */
export const RungValue = z.strictObject({ state: States, words: z.string().min(1).optional() });
export type RungValue = z.infer<typeof RungValue>;

const title = (state: State): string => sentence(`readiness.state.${state}`);

const WORDS: readonly { word: string; state: State }[] = [
  ...[title('met'), ...metWords, ...yes].map((word) => ({ word, state: 'met' as const })),
  ...[title('not_met'), ...notMetWords, ...no].map((word) => ({ word, state: 'not_met' as const })),
  ...[title('not_applicable'), ...notApplicableWords].map((word) => ({
    word,
    state: 'not_applicable' as const,
  })),
].sort((a, b) => b.word.length - a.word.length);

const SEPARATOR = /^[\s,，.。;；、:：!！~～—\-(（]+/u;
const PARTICLE = /^[了的吧呢啊哦呀嘛哈]+$/u;

function parse(text: string): Parsed<RungValue> {
  const line = oneLine(text);
  const unclear: Parsed<RungValue> = {
    kind: 'issue',
    issue: must('readiness.rung_unclear', { text: excerpt(line) }),
  };
  if (text.length > LINE_LIMIT) return unclear;
  const plain = half(line).toLowerCase();
  if (/[?吗么]$/u.test(plain)) return unclear;
  const said = WORDS.find(({ word }) => {
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
  if (said.state === 'met') {
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
  show: ({ state, words }) => (words === undefined ? title(state) : `${title(state)}，${words}`),
  plain: ({ state }) => state,
  options: () => States.options.map((state) => ({ title: title(state), value: title(state) })),
};
