/** The ladders among a submission's answers: where they are, what they are called, and their pictures on one sheet. */
import { compositeKindOf } from '../kinds/index.ts';
import type { CompositeKind } from '../kinds/kind.ts';
import { type Plan, type PlannedSlot, questionAt } from '../plan.ts';
import type { Question } from '../question.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import type { LadderSheet } from './model.ts';
import { shownAnswer } from './shown.ts';

/** No document of a call can have this id: ids have no hyphens. */
const SHEET = 'readiness-ladders';

interface Place {
  readonly question: Question;
  readonly path: Path;
  readonly title: string;
  readonly ladder: NonNullable<CompositeKind['ladder']>;
}

/** Every ladder that is asked now, in the form's order; one for each row where it is a column. */
function placesOf(plan: Plan): Place[] {
  const places = new Map<Path, Place>();
  for (const slot of plan.slots) {
    const path = slot.path.slice(0, Math.max(0, slot.path.lastIndexOf('/')));
    if (path === '' || places.has(path)) continue;
    const question = questionAt(plan.call, path);
    const ladder = question && compositeKindOf(question)?.ladder;
    if (question && ladder)
      places.set(path, { question, path, title: titleOf(plan, slot, question), ladder });
  }
  return [...places.values()];
}

/** 关键技术2：焦油催化裂解; without rows, the question's own name. */
function titleOf(plan: Plan, slot: PlannedSlot, question: Question): string {
  const { row } = slot;
  if (!row) return question.label;
  const label = slot.question.kind.row_label;
  const first = plan.slots.find((each) => each.path.startsWith(`${row.path}/`));
  const name = first && first !== slot ? shownAnswer(plan, first.path) : '';
  const params = {
    row: typeof label === 'string' ? label : slot.question.label,
    number: row.number,
    name,
  };
  return sentence(name === '' ? 'ladder.row' : 'ladder.named', params);
}

/** The sheet of pictures; undefined as long as no level was claimed anywhere. */
export function ladderSheet(plan: Plan): LadderSheet | undefined {
  const ladders = placesOf(plan).flatMap(({ question, path, title, ladder }) => {
    const picture = ladder.picture(question, path, plan.book, title);
    return picture ? [picture] : [];
  });
  return ladders.length === 0 ? undefined : { id: SHEET, title: sentence('ladder.sheet'), ladders };
}

/** The ladders in words, each below its name, with what changed since they were confirmed. */
export function ladderStories(plan: Plan): string[] {
  return placesOf(plan).flatMap(({ question, path, title, ladder }) => {
    const story = ladder.story(question, path, plan.book);
    return story === '' ? [] : [sentence('ladder.story', { title, story })];
  });
}
