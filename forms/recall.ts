/**
 * Remembers what was made of answers together with what was read for it, and gives it again as long as that is the same.
 * What is remembered goes along with the answers from change to change, one value under a name.
 */
import type { Call } from './call.ts';
import { ROW_ID } from './kinds/kind.ts';
import type { Answer, Answers, Path } from './submission.ts';
import { passedOn, type Version, type Versions, versionAt, versionsOf } from './versions.ts';

/** Most names under one submission; beyond them all is made anew. */
const MOST = 4000;

/** What was read: answers by themselves, and versions of all that stands under a path. */
interface ReadOf {
  readonly answers: Map<Path, Answer | undefined>;
  readonly versions: Map<Path, Version>;
}

interface Recalled {
  readonly read: ReadOf;
  readonly value: unknown;
}

interface Memory {
  readonly call: Call;
  readonly byName: Map<string, Recalled>;
}

/** Notes what is read of the answers of a call. */
export class Recall {
  readonly #answers: Answers;
  readonly #versions: Versions;
  readonly #memory: Memory;
  /** What is being read for the value that is being made. */
  #read: ReadOf | undefined;
  /** The cell that was read last for it. */
  #cell: Path | undefined;

  constructor(call: Call, answers: Answers) {
    this.#answers = answers;
    this.#versions = versionsOf(answers);
    const known = passedOn(answers) as Memory | undefined;
    this.#memory = known?.call === call ? known : { call, byName: new Map() };
    if (known !== this.#memory) passedOn(answers, this.#memory);
  }

  /** The answer at a path is read. */
  note(path: Path): void {
    const read = this.#read;
    if (!read) return;
    if (path.includes('/')) this.#under(path);
    else if (!read.answers.has(path)) read.answers.set(path, this.#answers.get(path));
  }

  /** Something at or under a path is read. */
  #under(path: Path): void {
    const versions = this.#read?.versions;
    if (!versions || (this.#cell !== undefined && path.startsWith(this.#cell))) return;
    const { row, cell } = unitsOf(path);
    if (row !== undefined && versions.has(row)) return;
    if (!versions.has(cell)) versions.set(cell, versionAt(this.#versions, cell));
    if (row !== undefined) this.#cell = `${cell}/`;
  }

  /** The version of the answers at and under a path, which is read with it. */
  version(path: Path): Version {
    this.#under(path);
    return versionAt(this.#versions, path);
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
    const read: ReadOf = { answers: new Map(), versions: new Map() };
    this.#reading(read);
    let value: T;
    try {
      value = make();
    } finally {
      this.#reading(outer);
    }
    this.#noteAll(read);
    if (!keeps()) byName.delete(name);
    else {
      if (byName.size >= MOST) byName.clear();
      byName.set(name, { read, value });
    }
    return value;
  }

  #reading(read: ReadOf | undefined): void {
    this.#read = read;
    this.#cell = undefined;
  }

  #same({ answers, versions }: ReadOf): boolean {
    for (const [path, answer] of answers) if (this.#answers.get(path) !== answer) return false;
    for (const [path, version] of versions) if (versionAt(this.#versions, path) !== version) return false;
    return true;
  }

  #noteAll({ answers, versions }: ReadOf): void {
    const read = this.#read;
    if (!read) return;
    for (const [path, answer] of answers) read.answers.set(path, answer);
    for (const [path, version] of versions) read.versions.set(path, version);
  }
}

/**
 * What is noted of a path: the row that it lies in, where all of that was read, or the row's cell: `cases/r2` and
 * `cases/r2/trl` of `cases/r2/trl/l5_1`. In no row it is the path itself.
 */
function unitsOf(path: Path): { readonly row?: Path; readonly cell: Path } {
  const first = path.indexOf('/');
  const second = first < 0 ? -1 : path.indexOf('/', first + 1);
  if (second < 0 || !ROW_ID.test(path.slice(first + 1, second))) return { cell: path };
  const third = path.indexOf('/', second + 1);
  return { row: path.slice(0, second), cell: third < 0 ? path : path.slice(0, third) };
}
