/** Drafts of the first call with a given number of answers, made by telling a case to the bot. */
import type { Pipeline } from '../bot/pipeline.ts';
import { tell } from '../bot/storyteller.ts';
import { answersOf, openOf } from '../bot/whole.ts';
import { type Case, loadCase } from '../fixtures/case.ts';

export const FIRST = '填报：可持续发展技术';

// Names without figures, which would be taken for the value.
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

/** The full case; with `rows`, so many quantified indicators instead of its three, of five answers each. */
export function caseWith(rows = 3): Case {
  const more: Record<string, string> = {};
  for (let row = 4; row <= rows; row += 1) {
    more[`indicators/r${row}/name`] = `${STEMS[row % 10]}${BRANCHES[row % 12]}炉年节约标准煤`;
    more[`indicators/r${row}/nature`] = '绝对值';
    more[`indicators/r${row}/value`] = `${9000 + row} 吨`;
    more[`indicators/r${row}/scale`] = '年产焦炭 100 万吨';
    more[`indicators/r${row}/source`] = '并网蒸汽计量表 2024 年记录';
  }
  return loadCase('sustainable-tech-2025', more);
}

/** A draft of ten answers, or of some three hundred; the next question is open in both. */
export async function draftOf(size: 'ten' | 'many', pipeline: Pipeline, who: string): Promise<number> {
  const [story, until] = size === 'ten' ? [caseWith(), 'apply_date'] : [caseWith(45), 'certificates'];
  await tell(pipeline, story, FIRST, { who, channel: 'web', until });
  const head = await openOf(pipeline.store, who);
  return (await answersOf(pipeline.store, head?.id ?? '')).size;
}
