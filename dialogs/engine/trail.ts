/** The trail of filings that 撤销 goes back along and 重做 forward again. */
import type { Filed, Head } from '../../forms/submission.ts';

/** Steps that are kept. */
const MOST = 20;
/** Size of them together, in characters: the trail is in memory with the answers. */
const SIZE = 32_000;

type Trail = Pick<Head, 'last' | 'past' | 'undone'>;

/** The trail after a turn in which `filed` was changed; null where nothing of the form was. */
export function trailAfter(head: Trail, filed: Filed | undefined, step: 'undo' | 'redo' | undefined): Trail {
  const { last, past = [], undone = [] } = head;
  if (!filed) return { last, past, undone };
  if (step === 'undo') {
    return { last: past.at(-1) ?? null, past: past.slice(0, -1), undone: bounded([...undone, filed]) };
  }
  const before = bounded(last ? [...past, last] : past);
  return { last: filed, past: before, undone: step === 'redo' ? undone.slice(0, -1) : [] };
}

/** The latest steps, as far as they fit. */
function bounded(steps: readonly Filed[]): readonly Filed[] {
  const kept: Filed[] = [];
  let size = 0;
  for (const step of steps.slice(-MOST).reverse()) {
    size += sizeOf(step);
    if (size > SIZE) break;
    kept.unshift(step);
  }
  return kept;
}

const sizes = new WeakMap<Filed, number>();

function sizeOf(step: Filed): number {
  let size = sizes.get(step);
  if (size === undefined) {
    size = JSON.stringify(step).length;
    sizes.set(step, size);
  }
  return size;
}
