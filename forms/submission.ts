/**
 * A submission: one person's answers to one call. The answers are the truth; everything else (what comes next,
 * progress, documents) is computed from them and the call.
 */
import type { Json } from './json.ts';
import { Layers } from './layers.ts';
import { takeOver } from './versions.ts';

/**
 * Address of one answer, by stable ids: `tech_name`, `process/key_problem` (a part), `cases/r2/scale` (a cell of a
 * row). Never an index: rows keep their id when they move.
 */
export type Path = string;

/**
 * `given` has a value; `none` means the person said there is none; `unknown` means asked and not known yet (comes
 * back at the end); `skipped` means put off.
 */
export type AnswerState = 'given' | 'none' | 'unknown' | 'skipped';

/** One answer with its provenance: who said it, when, where, in which words. */
export interface Answer {
  readonly state: AnswerState;
  /** Shape by kind, see `forms/kinds`; present iff `given`. */
  readonly value?: Json;
  /** The person's own words, unchanged. */
  readonly original: string;
  /** Person id. */
  readonly by: string;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  /** Name of the channel, for the record only. */
  readonly channel: string;
  /** Id of the message it came in. */
  readonly message: string;
  /** Codes of the warnings that the person was told and kept. */
  readonly kept?: readonly string[];
  /** The draft of the bot that these words rest on, as it was then (`propose:` in a call). */
  readonly proposed?: string;
}

export type Answers = ReadonlyMap<Path, Answer>;

/** `draft` is being filled; `finished` means the documents were made from the present answers and declared final. */
export type Status = 'draft' | 'finished';

export interface Head {
  readonly id: string;
  readonly call: { readonly id: string; readonly version: number };
  readonly owner: string;
  readonly status: Status;
  /** Grows by one with every committed change of the answers. */
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The question being asked, by path; null when none is. */
  readonly focus: Focus | null;
  /** The filing made last and what stood there before, for 撤销 and for "这是上一题的". */
  readonly last: Filed | null;
  /** Filings before that, the latest last: 撤销 goes on through them. Bounded, see `trail.ts` of the engine. */
  readonly past?: readonly Filed[];
  /** What 撤销 took back, the latest last, for 重做; gone with the next filing. */
  readonly undone?: readonly Filed[];
  /** Something said that waits for the person's decision; it survives restarts. */
  readonly pending: Pending | null;
  /** Revision of the answers of which documents were last made; null when never. */
  readonly documents: number | null;
  /** Round in which it was last handed in to the office; absent while it never was. */
  readonly handed?: number;
}

/** What one filing changed: the answer it was about, and what else changed with it (a row's other cells). */
export interface Filed {
  readonly path: Path;
  readonly before: Answer | null;
  readonly also?: readonly { readonly path: Path; readonly before: Answer | null }[];
  /** Revision of the answers that it made, by which the history knows it. */
  readonly revision?: number;
}

/**
 * Where the interview stands. `edit` returns to where the person was (`back`) after the answer; `fix` goes through
 * what is missing or was put off, and then back to the formal check.
 */
export interface Focus {
  readonly path: Path;
  readonly mode: 'walk' | 'edit' | 'fix';
  readonly back?: Path | null;
  /** In which mode the edit returns, where that is not walking. */
  readonly resume?: 'fix';
}

/** One proposed filing, shown back before anything is stored. */
export interface Proposal {
  readonly path: Path;
  readonly value: Json;
  /** The words it came from. */
  readonly original: string;
}

/** A kept file as an answer or a pending message refers to it. */
export interface FileRef {
  readonly name: string;
  /** Lower-case hex SHA-256 of the bytes. */
  readonly hash: string;
  readonly bytes: number;
  readonly mediaType: string;
  /** How long a video runs, read from the file; absent where it could not be read. */
  readonly seconds?: number;
  /** A picture's size in pixels, read from the file; absent where it could not be read. */
  readonly width?: number;
  readonly height?: number;
}

/** A piece of pasted text: its place, null while undecided, `''` when it is not to be used. */
export interface SplitPiece {
  readonly text: string;
  readonly to: Path | null;
}

/**
 * A row as people name it: by number from 1 (from the end where negative), by what it is about (paths of rows), by
 * the name of one that was taken away, the present one, or not at all.
 */
export type RowRef =
  | { readonly number: number }
  | { readonly rows: readonly Path[] }
  | { readonly name: string }
  | 'this'
  | null;

/** Where a row goes. `number` counts from 1. */
export type RowTarget =
  | { readonly place: 'first' | 'last' | 'up' | 'down' }
  | { readonly place: 'at'; readonly number: number }
  | { readonly place: 'before' | 'after'; readonly row: RowRef };

/** Something done to the rows of a list. */
export type RowAct =
  | { readonly act: 'add' }
  | { readonly act: 'remove' | 'restore'; readonly row: RowRef }
  | { readonly act: 'move'; readonly row: RowRef; readonly to: RowTarget }
  | { readonly act: 'swap'; readonly row: RowRef; readonly with: RowRef };

/** What waits for a decision. Choosing never loses the words: they are kept here. */
export type Pending =
  | { readonly kind: 'confirm'; readonly proposals: readonly Proposal[] }
  | {
      readonly kind: 'readings';
      readonly path: Path;
      readonly original: string;
      readonly values: readonly Json[];
    }
  | { readonly kind: 'intents'; readonly original: string; readonly readings: readonly Json[] }
  | { readonly kind: 'place'; readonly original: string; readonly paths: readonly Path[] }
  | { readonly kind: 'file_place'; readonly files: readonly FileRef[]; readonly paths: readonly Path[] }
  | { readonly kind: 'go'; readonly paths: readonly Path[] }
  | { readonly kind: 'split'; readonly pieces: readonly SplitPiece[]; readonly paths: readonly Path[] }
  | { readonly kind: 'vague'; readonly path: Path; readonly codes: readonly string[] }
  | { readonly kind: 'join'; readonly path: Path; readonly original: string }
  | { readonly kind: 'more_text'; readonly path: Path; readonly original: string }
  | { readonly kind: 'more_files'; readonly path: Path }
  /** A draft made of other answers, as it is shown: taken, declined, or the person's own words instead. */
  | { readonly kind: 'proposed'; readonly path: Path; readonly text: string }
  | { readonly kind: 'remove'; readonly path: Path; readonly row: string }
  /** Something to be done to a list's rows; which list (`paths` of lists) or which row (`paths` of rows) is open. */
  | { readonly kind: 'rows'; readonly act: RowAct; readonly paths: readonly Path[] }
  /** Half an answer (是 where a reason is wanted too); the other half was asked for by itself. */
  | { readonly kind: 'half'; readonly path: Path; readonly original: string; readonly join: string }
  /** All was asked, some things were put off: go through them now, or see the formal check. */
  | { readonly kind: 'put_off'; readonly paths: readonly Path[] }
  /** The gate says that nothing may be taken, and something was: it is erased before the answer is filed. */
  | { readonly kind: 'erase'; readonly path: Path; readonly value: Json };

export interface Submission {
  readonly head: Head;
  readonly answers: Answers;
}

/** A change of one answer; `null` takes it away (a removed row), the old one staying in the history. */
export interface Change {
  readonly path: Path;
  readonly answer: Answer | null;
}

const results = new WeakMap<readonly Change[], { readonly of: Answers; readonly answers: Answers }>();

/** The answers after changes; the same changes of the same answers give the same object, so that what was computed from it stands. */
export function applied(answers: Answers, changes: readonly Change[]): Answers {
  if (changes.length === 0) return answers;
  const known = results.get(changes);
  if (known?.of === answers) return known.answers;
  const changed = Layers.over(
    answers,
    changes.map(({ path, answer }) => [path, answer] as const),
  );
  takeOver(
    answers,
    changed,
    changes.map(({ path }) => path),
  );
  results.set(changes, { of: answers, answers: changed });
  return changed;
}
