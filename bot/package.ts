/** Gathers the finished submissions of a call and paints the package that goes up. */
import { dayInWords } from '../dialogs/engine/finish.ts';
import type { Call } from '../forms/call.ts';
import { buildDocument } from '../forms/documents/build.ts';
import { planPackage } from '../forms/documents/package.ts';
import { shownAt } from '../forms/documents/shown.ts';
import type { PackageSpec } from '../forms/documents/spec.ts';
import type { Entry } from '../forms/documents/table.ts';
import { planOf } from '../forms/plan.ts';
import type { PackedBytes, Painter, Store } from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';
import { type Catalog, callOf } from './calls.ts';
import { paint } from './documents.ts';
import { keys } from './keys.ts';
import { headOf, type Submissions } from './submissions.ts';

/** Why a submission is not in the package. */
export type LeftOut =
  | { readonly why: 'draft' | 'faulty'; readonly title: string }
  | { readonly why: 'unplaced'; readonly title: string; readonly folder: string };

export interface Package {
  /** The zip's bytes; undefined where nothing is finished. */
  readonly bytes: Uint8Array | undefined;
  /** Paths inside, in order. */
  readonly paths: readonly string[];
  /** How many submissions went in. */
  readonly count: number;
  readonly leftOut: readonly LeftOut[];
}

interface Deps {
  readonly store: Store;
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
  const painted = await Promise.all(finished.map((each) => paintedOf(deps, entryOf(deps, each), spec)));
  const whole = painted.filter((each) => !each.faulty);
  const entries = whole.map((each) => each.entry);
  const plan = planPackage(call, spec, entries);
  const files = plan.files.flatMap(({ entry, document, folder, name }): PackedBytes[] => {
    const bytes = whole[entry]?.bytes.get(document);
    return bytes ? [{ path: folder ? `${folder}/${name}` : name, bytes }] : [];
  });
  const title = (index: number): string => titleOf(entries[index]);
  return {
    bytes: files.length > 0 ? await deps.painter.zip(files) : undefined,
    paths: files.map((file) => file.path),
    count: new Set(plan.files.map((file) => file.entry)).size,
    leftOut: [
      ...drafts.map((each): LeftOut => ({ why: 'draft', title: titleOf(entryOf(deps, each)) })),
      ...painted
        .filter((each) => each.faulty)
        .map(({ entry }): LeftOut => ({ why: 'faulty', title: titleOf(entry) })),
      ...plan.unplaced.map(
        ({ entry, folder }): LeftOut => ({ why: 'unplaced', title: title(entry), folder }),
      ),
    ],
  };
}

interface PaintedEntry {
  readonly entry: Entry;
  /** By document id. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  /** Whether a document of it does not agree with the answers: then none of it goes up, and no number is spent on it. */
  readonly faulty: boolean;
}

async function paintedOf({ painter }: Deps, entry: Entry, { documents }: PackageSpec): Promise<PaintedEntry> {
  const { plan, making } = entry;
  const bytes = new Map<string, Uint8Array>();
  let faulty = false;
  for (const spec of plan.call.documents.filter((each) => documents.includes(each.id))) {
    const made = await paint(painter, { kind: 'docx', model: buildDocument(spec, plan, making), spec, plan });
    bytes.set(spec.id, made.bytes);
    faulty ||= made.faults.length > 0;
  }
  return { entry, bytes, faulty };
}

function entryOf({ catalog, today }: Deps, { head, answers }: Submission): Entry {
  const plan = planOf(callOf(catalog, head.call), answers);
  return {
    plan,
    making: { revision: head.revision, draft: head.status === 'draft', today: dayInWords(today) },
  };
}

function titleOf(entry: Entry | undefined): string {
  return entry ? shownAt(entry.plan, entry.plan.call.name_question) : '';
}

/** All submissions of a call, whatever its version, in the order in which they were last changed. */
async function submissionsOf({ store, submissions }: Deps, call: Call): Promise<Submission[]> {
  const found: Submission[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.list(keys.submissionPrefix, {
      limit: 1000,
      ...(after === undefined ? {} : { after }),
    });
    for (const { key, value, rev } of page) {
      if (headOf({ value }).call.id !== call.id) continue;
      const id = key.slice(keys.submissionPrefix.length);
      found.push((await submissions.load(id, { value, rev })).submission);
    }
    if (page.length < 1000) break;
    after = page.at(-1)?.key;
  }
  return found.sort((left, right) => (left.head.updatedAt < right.head.updatedAt ? -1 : 1));
}
