/** A ladder as a model to be painted: every level of the scale, where the claim, the evidence and the aim stand. */
import type { LadderModel, Rung } from '../documents/model.ts';
import type { Slot } from '../kinds/kind.ts';
import type { Path } from '../submission.ts';
import type { Assessment, LadderAnswers } from './assess.ts';
import { NEEDS } from './numbers.ts';
import { levelOf, type Scale } from './scale.ts';
import { gapText, lookOf, summaryText } from './show.ts';

/** What a picture is made of; `slots` are the steps that are asked now. */
export interface Pictured {
  readonly scale: Scale;
  readonly answers: LadderAnswers;
  readonly result: Assessment;
  readonly slots: readonly Slot[];
  readonly path: Path;
}

/** The picture of one ladder under its title. */
export function pictureOf(pictured: Pictured, title: string): LadderModel {
  const { scale, result, path } = pictured;
  const rungs = scale.levels.map((level, at) => rungOf(pictured, at + 1, level.name)).reverse();
  const summary = summaryText(scale, result);
  return { path, title, scale: scale.title, summary, rungs, gaps: result.gaps.map(gapText) };
}

function rungOf(pictured: Pictured, level: number, name: string): Rung {
  const { answers, result } = pictured;
  const marks = (['claimed', 'supported', 'expected'] as const).filter((mark) => result[mark] === level);
  const path = questionOf(pictured, level, marks);
  return {
    level,
    name,
    state: lookOf(level, result, answers),
    marks,
    steps: `${pictured.path}/l${level}_`,
    ...(path === undefined ? {} : { path }),
  };
}

/**
 * The first question about a level: one of its points or numbers; where it was confirmed with others, that question;
 * for the claim and the aim, the questions that set them.
 */
function questionOf(
  { scale, result, slots, path }: Pictured,
  level: number,
  marks: Rung['marks'],
): Path | undefined {
  const named = (id: string): Path | undefined => slots.find((slot) => slot.path === `${path}/${id}`)?.path;
  const own = slots.find((slot) => slot.path.startsWith(`${path}/l${level}_`))?.path;
  if (own !== undefined) return own;
  const formula = levelOf(scale, level)?.numbers;
  const asked = result.levels.some((each) => each.level === level);
  if (formula && asked) return named(`n_${NEEDS[formula.formula][0] ?? ''}`);
  if (level <= result.assumed) return named(`to${result.assumed}`);
  return marks.includes('claimed')
    ? named('claimed')
    : marks.includes('expected')
      ? named('expected')
      : undefined;
}
