/**
 * How the trail of 撤销 and 重做 is stored: by where its steps stand in the history. What was there before a filing is
 * written once, with the filing itself, and not again with every turn for as long as the trail remembers it.
 */
import type { Json } from '../forms/json.ts';
import type { Store } from '../forms/ports.ts';
import type { Answer, Filed, Head, Path } from '../forms/submission.ts';
import { keys } from './keys.ts';

/** The filing of a revision: the paths it changed besides, then the one it was about. Whole where it names no revision. */
type KeptStep = readonly [revision: number, ...paths: Path[]] | Filed;

/** A head as it is stored. */
export interface KeptHead extends Omit<Head, 'last' | 'past' | 'undone'> {
  readonly last: KeptStep | null;
  readonly past?: readonly KeptStep[];
  readonly undone?: readonly KeptStep[];
}

/** One change of one answer in the history. */
export interface HistoryEntry {
  readonly answer: Answer | null;
  /** What stood there before; absent where that was erased. */
  readonly before?: Answer | null;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
}

/** The head to be stored. */
export function keptHead({ last, past, undone, ...head }: Head): KeptHead {
  return {
    ...head,
    last: last && keptStep(last),
    ...(past ? { past: past.map(keptStep) } : {}),
    ...(undone ? { undone: undone.map(keptStep) } : {}),
  };
}

function keptStep(step: Filed): KeptStep {
  if (step.revision === undefined) return step;
  return [step.revision, ...(step.also ?? []).map(({ path }) => path), step.path];
}

/** The head that is stored, its trail read from the history. What is not there any more ends the trail. */
export async function headFrom(store: Store, { last, past, undone, ...head }: KeptHead): Promise<Head> {
  const steps = [...(last ? [last] : []), ...(past ?? []), ...(undone ?? [])];
  const wanted = steps.flatMap((step) => ('path' in step ? [] : keysOf(head.id, step)));
  const history = wanted.length > 0 ? await store.read([...new Set(wanted)]) : new Map();
  const before = (revision: number, path: Path): Answer | null | undefined =>
    (history.get(keys.history(head.id, revision, path))?.value as HistoryEntry | undefined)?.before;
  const step = (kept: KeptStep): Filed | undefined => ('path' in kept ? kept : stepOf(kept, before));
  const newest = last ? step(last) : null;
  return {
    ...head,
    last: newest ?? null,
    ...(past ? { past: newest ? whole(past.map(step)) : [] } : {}),
    ...(undone ? { undone: whole(undone.map(step)) } : {}),
  };
}

function keysOf(submission: string, [revision, ...paths]: readonly [number, ...Path[]]): string[] {
  return paths.map((path) => keys.history(submission, revision, path));
}

function stepOf(
  [revision, ...paths]: readonly [number, ...Path[]],
  before: (revision: number, path: Path) => Answer | null | undefined,
): Filed | undefined {
  const changed: { path: Path; before: Answer | null }[] = [];
  for (const path of paths) {
    const was = before(revision, path);
    if (was === undefined) return undefined;
    changed.push({ path, before: was });
  }
  const main = changed.pop();
  return main && { ...main, revision, ...(changed.length > 0 ? { also: changed } : {}) };
}

/** The latest steps up to one that is not there. */
function whole(steps: readonly (Filed | undefined)[]): Filed[] {
  return steps.slice(steps.lastIndexOf(undefined) + 1) as Filed[];
}

/** A change as the history keeps it. */
export function historyEntry(entry: HistoryEntry): Json {
  return entry as unknown as Json;
}
