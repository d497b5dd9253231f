/** Packs a call's submissions without the chat: what was declared final, or what the office took in. */
import type { Call } from '../forms/call.ts';
import type { Painter } from '../forms/documents/ports.ts';
import { shownAt } from '../forms/documents/shown.ts';
import type { PackageSpec } from '../forms/documents/spec.ts';
import type { Issue } from '../forms/issue.ts';
import { planOf } from '../forms/plan.ts';
import type { FileStore, Store } from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';
import { type Catalog, callOf } from './calls.ts';
import { keys } from './keys.ts';
import type { Source } from './office/gather.ts';
import { prepare } from './office/prepare.ts';
import { bytesOf } from './office/seal.ts';
import { recordsIn } from './pages.ts';
import { headOf, type Submissions } from './submissions.ts';

/** Why a submission is not in the package. */
export type LeftOut =
  | { readonly why: 'draft' | 'faulty'; readonly title: string }
  | { readonly why: 'unplaced'; readonly title: string; readonly folder: string };

export interface Package {
  /** The zip, chunk by chunk, to be read once; undefined where nothing is finished. */
  readonly content: AsyncIterable<Uint8Array> | undefined;
  /** Paths inside, in order. */
  readonly paths: readonly string[];
  /** How many submissions went in. */
  readonly count: number;
  readonly leftOut: readonly LeftOut[];
  /** What stands against the summary table of so many. */
  readonly issues: readonly Issue[];
}

interface Deps {
  readonly store: Store;
  readonly files: FileStore;
  readonly submissions: Submissions;
  readonly catalog: Catalog;
  readonly painter: Painter;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
}

/** The package of a call that has a `package` entry: every finished submission, the one finished first coming first. */
export async function makePackage(deps: Deps, call: Call, spec: PackageSpec): Promise<Package> {
  const all = await submissionsOf(deps, call);
  const finished = all.filter((each) => each.head.status === 'finished');
  const drafts = all.filter((each) => each.head.status === 'draft');
  const prepared = await prepare(
    deps,
    call,
    spec,
    finished.map((each) => sourceOf(deps, each)),
    { received: finished.length, letters: null, progress: async () => undefined },
  );
  const { parts, entries, findings } = prepared;
  return {
    content: parts.length > 0 ? deps.painter.zip(bytesOf(deps.files, parts)) : undefined,
    paths: parts.map((part) => part.path),
    count: entries.length,
    leftOut: [
      ...drafts.map((each): LeftOut => ({ why: 'draft', title: titleOf(deps, each) })),
      ...prepared.leftOut.map(({ about: { title }, why }): LeftOut => {
        const [unplaced] = why.filter(({ code }) => code === 'pack.unplaced');
        return unplaced
          ? { why: 'unplaced', title, folder: String(unplaced.params.folder) }
          : { why: 'faulty', title };
      }),
    ],
    issues: findings.flatMap(({ about, issue }) => (about === null ? [issue] : [])),
  };
}

function sourceOf({ today }: Deps, submission: Submission): Source {
  const { id, updatedAt } = submission.head;
  return { id, number: null, receivedAt: updatedAt, round: null, day: today, load: async () => submission };
}

function titleOf({ catalog }: Deps, { head, answers }: Submission): string {
  const call = callOf(catalog, head.call);
  return shownAt(planOf(call, answers), call.name_question);
}

/** All submissions of a call, whatever its version, in the order in which they were last changed. */
async function submissionsOf({ store, submissions }: Deps, call: Call): Promise<Submission[]> {
  const found: Submission[] = [];
  for await (const { key, value, rev } of recordsIn(store, keys.submissionPrefix)) {
    if (headOf({ value }).call.id !== call.id) continue;
    const id = key.slice(keys.submissionPrefix.length);
    found.push((await submissions.load(id, { value, rev })).submission);
  }
  return found.sort((left, right) => (left.head.updatedAt < right.head.updatedAt ? -1 : 1));
}
