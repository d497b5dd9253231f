/** Quick replies by what they say, send, or their number in the list. */
import type { Option } from '../../../forms/kinds/kind.ts';
import {
  formerLatter,
  lastOption,
  ordinalHeads,
  ordinalTails,
} from '../../../forms/text/zh-CN/lexicon/phrases.ts';
import { numeral } from './numerals.ts';
import { fold, headOf, squeeze, tailOf } from './words.ts';

/** Longest message that can name a quick reply. */
const LONGEST = 200;

/** The option whose words these are exactly; a remark in brackets or a letter in front may be left out. */
export function optionNamed(options: readonly Option[], text: string): Option | undefined {
  if (options.length === 0 || text.length > LONGEST) return undefined;
  const same = options.find((each) => each.value === text || each.title === text);
  if (same) return same;
  const typed = squeeze(text);
  if (typed === '') return undefined;
  const whole = options.filter((each) => squeeze(each.title) === typed || squeeze(each.value) === typed);
  if (whole.length === 1) return whole[0];
  const short = options.filter((each) => shortNames(each.title).includes(typed));
  return short.length === 1 ? short[0] : undefined;
}

/** "其他（请说明）" also as 其他, "A 生态农业" also as A and as 生态农业. */
function shortNames(title: string): string[] {
  const folded = fold(title).trim();
  const bracket = folded.search(/[(【[]/);
  const [, letter, words] = /^([a-z])[\s.、)]+(.+)$/.exec(folded) ?? [];
  return [bracket > 0 ? folded.slice(0, bracket) : '', letter ?? '', words ?? '']
    .map(squeeze)
    .filter(Boolean);
}

/** The option by number: 2, ②, 第二个, 选2, 最后一个, 前者. */
export function optionNumbered(options: readonly Option[], text: string): Option | undefined {
  if (options.length === 0 || text.length > 16) return undefined;
  const bare = fold(text).trim();
  const [first, second] = options;
  if (options.length === 2 && formerLatter.former.includes(bare)) return first;
  if (options.length === 2 && formerLatter.latter.includes(bare)) return second;
  if (lastOption.includes(bare)) return options.at(-1);
  const head = headOf(bare, ordinalHeads) ?? '';
  const rest = bare.slice(head.length).replace(/^\(/, '');
  const tail = tailOf(rest, ordinalTails) ?? '';
  const number = numeral(rest.slice(0, rest.length - tail.length));
  return number !== undefined && number >= 1 ? options[number - 1] : undefined;
}
