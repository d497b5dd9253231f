/**
 * Tells whether what was answered under a path is still the same after a change elsewhere, so that what was made of it
 * stands. Answers are never changed in place: a change gives new answers, which take over the versions of every path
 * that the change does not touch.
 */
import type { Answers, Path } from './submission.ts';

/**
 * A token: two sets of answers that give the same object for a path hold the same answers at and under it, and at what
 * begins with it and `_`: `trl/l5` stands for `trl/l5_1` and `trl/l5_1_doc` as well.
 */
export type Version = object;

/** The versions of one set of answers: of what changed since the base was laid, its own; of everything else, the base's. */
export interface Versions {
  /** Shared by all that come from one another; each sees in it only what has not changed for it since. */
  readonly base: Map<Path, Version>;
  /** By every path that changed since; null where nobody has asked for its version yet. */
  readonly own: Map<Path, Version | null>;
}

const versions = new WeakMap<Answers, Versions>();

/** From so many changed paths on, a new base is laid. */
const MOST = 96;

/** The versions of answers that nobody changes any more. */
export function versionsOf(answers: Answers): Versions {
  let known = versions.get(answers);
  if (!known) {
    known = { base: new Map(), own: new Map() };
    versions.set(answers, known);
  }
  return known;
}

/** The version of the answers at and under a path. */
export function versionAt({ base, own }: Versions, path: Path): Version {
  const changed = own.get(path);
  const present = changed === undefined ? base.get(path) : changed;
  if (present) return present;
  const version = {};
  if (changed === undefined) base.set(path, version);
  else own.set(path, version);
  return version;
}

/** What goes along with the answers from change to change, see `recall.ts`. */
const along = new WeakMap<Answers, object>();

/** What goes along with answers; given a second object, it goes along from now on. */
export function passedOn(answers: Answers, given?: object): object | undefined {
  if (given) along.set(answers, given);
  return along.get(answers);
}

/** Lets answers that come from others by changes at these paths keep the versions of everything else. */
export function takeOver(from: Answers, to: Answers, changed: Iterable<Path>): void {
  const carried = along.get(from);
  if (carried) along.set(to, carried);
  const before = versions.get(from);
  if (!before) return;
  const own = new Map(before.own);
  for (const path of changed) {
    for (let at: Path = path; at !== ''; at = shorter(at)) own.set(at, null);
  }
  versions.set(to, own.size > MOST ? laid(before.base, own) : { base: before.base, own });
}

function laid(under: ReadonlyMap<Path, Version>, own: ReadonlyMap<Path, Version | null>): Versions {
  const base = new Map(under);
  for (const [path, version] of own) {
    if (version) base.set(path, version);
    else base.delete(path);
  }
  return { base, own: new Map() };
}

/** What a path stands under: without its last id, or without the last part of that id. */
function shorter(path: Path): Path {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'), path.lastIndexOf('_')));
}
