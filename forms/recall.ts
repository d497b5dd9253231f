/**
 * Remembers what was made of answers together with what was read for it, and gives it again as long as that is the same.
 * What is remembered goes along with the answers from change to change, one value under a name.
 */
import type { Call } from './call.ts';
import { ROW_ID } from './kinds/kind.ts';
import type { Answers, Path } from './submission.ts';
import { passedOn, type Version, versionAt } from './versions.ts';

/** Most names under one submission; beyond them all is made anew. */
const MOST = 4000;

interface Recalled {
  readonly read: ReadonlyMap<Path, Version>;
  readonly value: unknown;
}

interface Memory {
  readonly call: Call;
  readonly byName: Map<string, Recalled>;
}

/** Notes what is read of the answers of a call. */
export class Recall {
  readonly #answers: Answers;
  readonly #memory: Memory;
  /** What is being read for the value that is being made. */
  #read: Map<Path, Version> | undefined;

  constructor(call: Call, answers: Answers) {
    this.#answers = answers;
    const known = passedOn(answers) as Memory | undefined;
    this.#memory = known?.call === call ? known : { call, byName: new Map() };
    if (known !== this.#memory) passedOn(answers, this.#memory);
  }

  /** Something at or under a path is read. */
  note(path: Path): void {
    const read = this.#read;
    if (!read) return;
    const unit = rowOf(path) ?? path;
    if (!read.has(unit)) read.set(unit, versionAt(this.#answers, unit));
  }

  /** The value under a name, made only where what was read for it has changed; what `keeps` refuses is not kept. */
  recall<T>(name: string, make: () => T, keeps: () => boolean = () => true): T {
    const { byName } = this.#memory;
    const known = byName.get(name);
    if (known && this.#same(known.read)) {
      this.#noteAll(known.read);
      return known.value as T;
    }
    const outer = this.#read;
    const read = new Map<Path, Version>();
    this.#read = read;
    let value: T;
    try {
      value = make();
    } finally {
      this.#read = outer;
    }
    this.#noteAll(read);
    if (!keeps()) byName.delete(name);
    else {
      if (byName.size >= MOST) byName.clear();
      byName.set(name, { read, value });
    }
    return value;
  }

  #same(read: ReadonlyMap<Path, Version>): boolean {
    for (const [path, version] of read) if (versionAt(this.#answers, path) !== version) return false;
    return true;
  }

  #noteAll(read: ReadonlyMap<Path, Version>): void {
    if (this.#read) for (const [path, version] of read) this.#read.set(path, version);
  }
}

/** The row that a path lies in: `cases/r2` of `cases/r2/scale`, undefined where it is in none. */
function rowOf(path: Path): Path | undefined {
  const first = path.indexOf('/');
  if (first < 0) return undefined;
  const second = path.indexOf('/', first + 1);
  if (!ROW_ID.test(path.slice(first + 1, second < 0 ? undefined : second))) return undefined;
  return second < 0 ? path : path.slice(0, second);
}
