/** Gathers the finished submissions of a call and paints the package that goes up. */
import { dayInWords } from '../dialogs/engine/finish.ts';
import type { Call } from '../forms/call.ts';
import { buildDocument, isDue } from '../forms/documents/build.ts';
import { type PackedFile, planPackage } from '../forms/documents/package.ts';
import { shownAt } from '../forms/documents/shown.ts';
import type { PackageSpec, TableSpec } from '../forms/documents/spec.ts';
import { buildTable, checkTable, type Entry } from '../forms/documents/table.ts';
import { AppError } from '../forms/error.ts';
import type { Issue } from '../forms/issue.ts';
import { safeFileName } from '../forms/name.ts';
import { planOf } from '../forms/plan.ts';
import type { FileStore, PackedBytes, Painter, Store } from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';
import { type Catalog, callOf } from './calls.ts';
import { paint } from './documents.ts';
import { keys } from './keys.ts';
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

/** A file of the package before it is painted or read. */
interface Part {
  readonly path: string;
  bytes(): Promise<PackedBytes['bytes']>;
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
  const order = plan.order.flatMap((index) => entries[index] ?? []);
  const table = order.length > 0 && spec.table ? call.summary_table : undefined;
  const parts = [
    ...(table ? [tablePart(deps, table, order)] : []),
    ...plan.files.flatMap((file) => partOf(deps, whole[file.entry], file)),
  ];
  const title = (index: number): string => titleOf(entries[index]);
  return {
    content: parts.length > 0 ? deps.painter.zip(read(parts)) : undefined,
    paths: parts.map((part) => part.path),
    count: order.length,
    leftOut: [
      ...drafts.map((each): LeftOut => ({ why: 'draft', title: titleOf(entryOf(deps, each)) })),
      ...painted
        .filter((each) => each.faulty)
        .map(({ entry }): LeftOut => ({ why: 'faulty', title: titleOf(entry) })),
      ...plan.unplaced.map(
        ({ entry, folder }): LeftOut => ({ why: 'unplaced', title: title(entry), folder }),
      ),
    ],
    issues: call.summary_table ? checkTable(call.summary_table, order.length) : [],
  };
}

/** A submission with its documents: they are small, what was sent beside them is not and is read in its turn. */
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
  const due = plan.call.documents.filter((each) => documents.includes(each.id) && isDue(each, plan));
  for (const spec of due) {
    const made = await paint(painter, { kind: 'docx', model: buildDocument(spec, plan, making), spec, plan });
    bytes.set(spec.id, made.bytes);
    faulty ||= made.faults.length > 0;
  }
  return { entry, bytes, faulty };
}

/** One after the other, so that only one is in memory. */
async function* read(parts: readonly Part[]): AsyncIterable<PackedBytes> {
  for (const { path, bytes } of parts) yield { path, bytes: await bytes() };
}

function tablePart({ painter }: Deps, spec: TableSpec, entries: readonly Entry[]): Part {
  const model = buildTable(spec, entries);
  return { path: safeFileName(`${model.fileName}.xlsx`), bytes: () => painter.xlsx(model) };
}

function partOf({ files }: Deps, painted: PaintedEntry | undefined, file: PackedFile): Part[] {
  const { folder, name, content } = file;
  const path = folder ? `${folder}/${name}` : name;
  if (content.is === 'file') return [{ path, bytes: () => kept(files, content.file.hash) }];
  const bytes = painted?.bytes.get(content.document);
  return bytes ? [{ path, bytes: async () => bytes }] : [];
}

/** Throws `package.file_gone` where what was sent is no longer kept. */
async function kept(files: FileStore, hash: string): Promise<AsyncIterable<Uint8Array>> {
  const file = await files.open(hash);
  if (!file) throw new AppError('package.file_gone', `the file ${hash} is no longer kept`);
  return file.read();
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
  for await (const { key, value, rev } of recordsIn(store, keys.submissionPrefix)) {
    if (headOf({ value }).call.id !== call.id) continue;
    const id = key.slice(keys.submissionPrefix.length);
    found.push((await submissions.load(id, { value, rev })).submission);
  }
  return found.sort((left, right) => (left.head.updatedAt < right.head.updatedAt ? -1 : 1));
}
