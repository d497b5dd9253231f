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

const versions = new WeakMap<Answers, Map<Path, Version>>();

/** The version of the answers at and under a path. Only for answers that nobody changes any more. */
export function versionAt(answers: Answers, path: Path): Version {
  let own = versions.get(answers);
  if (!own) {
    own = new Map();
    versions.set(answers, own);
  }
  let version = own.get(path);
  if (!version) {
    version = {};
    own.set(path, version);
  }
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
  const own = new Map(before);
  for (const path of changed) {
    for (let at: Path = path; at !== ''; at = shorter(at)) own.delete(at);
  }
  versions.set(to, own);
}

/** What a path stands under: without its last id, or without the last part of that id. */
function shorter(path: Path): Path {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'), path.lastIndexOf('_')));
}
