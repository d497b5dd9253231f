/**
 * Submissions in the store: a head with compare-and-set, one record per answer, one per change. Answers are cached by
 * the head's store revision, so that a turn costs the same at ten answers and at three hundred.
 */

import type { Draft } from '../dialogs/turn.ts';
import type { Call } from '../forms/call.ts';
import { AppError } from '../forms/error.ts';
import type { Json } from '../forms/json.ts';
import type { LevelPair, SectionCount } from '../forms/office/standing.ts';
import type { Store, Write } from '../forms/ports.ts';
import type { Answer, Answers, Change, Head, Path, Submission } from '../forms/submission.ts';
import { keys } from './keys.ts';
import { recordsIn } from './pages.ts';
import { headFrom, historyEntry, type KeptHead, keptHead } from './trail.ts';

/** A submission with the store revision of its head; 0 while it is not stored yet. */
export interface Loaded {
  readonly submission: Submission;
  readonly stored: number;
}

/** What lists show of a draft. It is kept beside the head, so that a list reads no answers. */
export interface Line {
  readonly callTitle: string;
  readonly title: string;
  readonly organisation: string;
  readonly person?: string;
  readonly done: number;
  readonly total: number;
  /** What the office's list shows besides. */
  readonly field?: string;
  readonly sections?: readonly SectionCount[];
  readonly levels?: readonly LevelPair[];
}

/** A submission's record. */
export interface KeptSubmission {
  readonly head: KeptHead;
  readonly line: Line;
}

/** A submission as its owner's list has it. `known` tells whether the call's version is there. */
export function draftOf({ value }: { readonly value: Json }, known: (call: Head['call']) => boolean): Draft {
  const { head, line } = value as unknown as KeptSubmission;
  const { id, call, status, updatedAt } = head;
  const { callTitle, title, organisation, person, done, total } = line;
  const named = { callTitle, title, organisation, ...(person === undefined ? {} : { person }) };
  const handed = head.handed === undefined ? {} : ({ handed: true } as const);
  return { id, call: call.id, status, updatedAt, ...named, done, total, ...handed, known: known(call) };
}

/** The head in a submission's record, its trail as it is stored. */
export function headOf({ value }: { readonly value: Json }): KeptHead {
  return (value as unknown as KeptSubmission).head;
}

/** Answers of so many submissions are kept in memory. */
const CACHED = 500;
/** So many are remembered as noted; beyond them all are noted anew. */
const MARKED = 10_000;

export class Submissions {
  readonly #store: Store;
  readonly #cache = new Map<string, Loaded>();
  readonly #marks = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The submission whose record was just read. Rejects with `submission.missing` where there is none. */
  async load(id: string, head: { readonly value: Json; readonly rev: number } | undefined): Promise<Loaded> {
    if (!head) throw new AppError('submission.missing', `no submission ${id}`);
    const cached = this.#cache.get(id);
    if (cached && cached.stored === head.rev) return this.#remember(id, cached);
    const prefix = keys.answerPrefix(id);
    const answers = new Map<Path, Answer>();
    for await (const { key, value } of recordsIn(this.#store, prefix)) {
      answers.set(key.slice(prefix.length), value as unknown as Answer);
    }
    return this.#remember(id, {
      submission: { head: await headFrom(this.#store, headOf(head)), answers },
      stored: head.rev,
    });
  }

  /** How many submissions are in memory now. */
  get cached(): number {
    return this.#cache.size;
  }

  /** Keeps what a turn has committed, so that the next one need not read it again. */
  committed(submission: Submission, stored: number): void {
    this.#remember(submission.head.id, { submission, stored });
  }

  /** Whether it was noted as changed in a stretch of time by this process. */
  isMarked(id: string, stretch: number): boolean {
    return this.#marks.get(id) === stretch;
  }

  /** It is noted as changed in that stretch. */
  marked(id: string, stretch: number): void {
    if (this.#marks.size >= MARKED) this.#marks.clear();
    this.#marks.set(id, stretch);
  }

  /** Forgets a cached submission: somebody else has changed it. */
  forget(id: string): void {
    this.#cache.delete(id);
  }

  #remember(id: string, loaded: Loaded): Loaded {
    this.#cache.delete(id);
    this.#cache.set(id, loaded);
    if (this.#cache.size > CACHED) {
      for (const oldest of this.#cache.keys()) {
        this.#cache.delete(oldest);
        break;
      }
    }
    return loaded;
  }
}

/** An empty draft of a call. */
export function newSubmission(id: string, call: Call, owner: string, at: string): Submission {
  const head: Head = {
    id,
    call: { id: call.id, version: call.version },
    owner,
    status: 'draft',
    revision: 0,
    createdAt: at,
    updatedAt: at,
    focus: null,
    last: null,
    pending: null,
    documents: null,
  };
  return { head, answers: new Map() };
}

/** What of a submission is to be stored. */
export interface Changed {
  /** Store revision of its record; 0 while it is not stored yet. */
  readonly stored: number;
  readonly changes: readonly Change[];
  /** The answers before the changes, for the history; absent where they are erased. */
  readonly before: Answers | undefined;
  readonly line: Line;
}

/** The writes that store a submission: its record, its changed answers, their history. */
export function writesOf(submission: Submission, { stored, changes, before, line }: Changed): Write[] {
  const { head } = submission;
  const kept: KeptSubmission = { head: keptHead(head), line };
  const expect = stored === 0 ? 'absent' : stored;
  const writes: Write[] = [{ key: keys.submission(head.id), value: kept as unknown as Json, expect }];
  for (const { path, answer } of changes) {
    writes.push({ key: keys.answer(head.id, path), value: answer as unknown as Json, expect: 'any' });
    const was = before ? { before: before.get(path) ?? null } : {};
    writes.push({
      key: keys.history(head.id, head.revision, path),
      value: historyEntry({ answer, ...was, at: head.updatedAt }),
      expect: 'any',
    });
  }
  return writes;
}
