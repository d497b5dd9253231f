/** Paths inside a ladder that every look at it needs. */
import type { Path } from '../submission.ts';

interface LadderPaths {
  /** What the answers of each level stand under, from the lowest. */
  readonly levels: readonly Path[];
  /** The answer whether the levels up to each are all reached. */
  readonly below: readonly Path[];
  /** What the numbers stand under. */
  readonly numbers: Path;
}

/** Ladders whose paths are kept. */
const MOST = 200;

const known = new Map<Path, LadderPaths>();

/** The paths of a ladder of so many levels, put together once. */
export function pathsOf(path: Path, count: number): LadderPaths {
  const present = known.get(path);
  if (present && present.levels.length === count) return present;
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const paths = {
    levels: numbers.map((number) => `${path}/l${number}`),
    below: numbers.map((number) => `${path}/to${number}`),
    numbers: `${path}/n`,
  };
  if (known.size >= MOST) known.clear();
  known.set(path, paths);
  return paths;
}
