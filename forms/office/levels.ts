/** The levels of a submission's ladders, as its line among others has them. */
import type { PlannedBlock } from '../blocks.ts';
import type { PlannedGroup } from '../groups.ts';
import { compositeKindOf } from '../kinds/index.ts';
import type { CompositeKind } from '../kinds/kind.ts';
import { type Plan, questionAt } from '../plan.ts';
import type { Question } from '../question.ts';
import type { Path } from '../submission.ts';
import type { LevelPair } from './standing.ts';

interface Place {
  readonly path: Path;
  readonly question: Question;
  readonly derived: NonNullable<CompositeKind['derived']>;
}

/** Where the ladder of a group is, null where it is of none: that does not change with the answers. */
const places = new WeakMap<PlannedGroup, Place | null>();

/** The levels of a row or question, which last as long as nothing in it is answered anew. */
const levels = new WeakMap<PlannedBlock, readonly LevelPair[]>();

/** Claimed beside supported level of every ladder on which a level was claimed, in the form's order. */
export function levelsOf(plan: Plan): readonly LevelPair[] {
  return plan.blocks.flatMap((block) => {
    const known = levels.get(block);
    if (known) return known;
    const found = levelsIn(plan, block);
    if (block.lasting) levels.set(block, found);
    return found;
  });
}

function levelsIn(plan: Plan, { groups }: PlannedBlock): readonly LevelPair[] {
  const found = new Map<Path, LevelPair>();
  for (const group of groups) {
    const place = placeOf(plan, group);
    if (!place || found.has(place.path)) continue;
    const { question, path, derived } = place;
    const level = (name: string): number | null => {
      const value = derived.value(question, path, plan.book, name);
      return typeof value === 'number' && value > 0 ? value : null;
    };
    const claimed = level('claimed');
    if (claimed !== null) found.set(path, { claimed, supported: level('supported') });
  }
  return [...found.values()];
}

function placeOf(plan: Plan, group: PlannedGroup): Place | null {
  const known = places.get(group);
  if (known !== undefined) return known;
  const place = group.slots[0] ? ladderAbove(plan, group.slots[0].path) : null;
  places.set(group, place);
  return place;
}

function ladderAbove(plan: Plan, slot: Path): Place | null {
  for (let path = slot; path.includes('/'); ) {
    path = path.slice(0, path.lastIndexOf('/'));
    const question = questionAt(plan.call, path);
    const kind = question && compositeKindOf(question);
    if (question && kind?.ladder && kind.derived) return { path, question, derived: kind.derived };
  }
  return null;
}
