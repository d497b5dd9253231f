/** Gathers the finished submissions of a call and paints the package that goes up. */
import { dayInWords } from '../dialogs/engine/finish.ts';
import type { Call } from '../forms/call.ts';
import { buildDocument } from '../forms/documents/build.ts';
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
import { keys } from './keys.ts';
import { headOf, type Submissions } from './submissions.ts';

/** Why a submission is not in the package. */
export type LeftOut =
  | { readonly why: 'draft'; readonly title: string }
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
  const entries = finished.map((each) => entryOf(deps, each));
  const plan = planPackage(call, spec, entries);
  const order = plan.order.flatMap((index) => entries[index] ?? []);
  const table = order.length > 0 && spec.table ? call.summary_table : undefined;
  const parts = [
    ...(table ? [tablePart(deps, table, order)] : []),
    ...plan.files.flatMap((file) => partOf(deps, entries[file.entry], file)),
  ];
  const title = (index: number): string => titleOf(entries[index]);
  return {
    content: parts.length > 0 ? deps.painter.zip(read(parts)) : undefined,
    paths: parts.map((part) => part.path),
    count: order.length,
    leftOut: [
      ...drafts.map((each): LeftOut => ({ why: 'draft', title: titleOf(entryOf(deps, each)) })),
      ...plan.unplaced.map(
        ({ entry, folder }): LeftOut => ({ why: 'unplaced', title: title(entry), folder }),
      ),
    ],
    issues: call.summary_table ? checkTable(call.summary_table, order.length) : [],
  };
}

/** One after the other, so that only one is in memory. */
async function* read(parts: readonly Part[]): AsyncIterable<PackedBytes> {
  for (const { path, bytes } of parts) yield { path, bytes: await bytes() };
}

function tablePart({ painter }: Deps, spec: TableSpec, entries: readonly Entry[]): Part {
  const model = buildTable(spec, entries);
  return { path: safeFileName(`${model.fileName}.xlsx`), bytes: () => painter.xlsx(model) };
}

function partOf({ painter, files }: Deps, entry: Entry | undefined, file: PackedFile): Part[] {
  const { folder, name, content } = file;
  const path = folder ? `${folder}/${name}` : name;
  if (content.is === 'file') return [{ path, bytes: () => kept(files, content.file.hash) }];
  const spec = entry?.plan.call.documents.find((each) => each.id === content.document);
  if (!entry || !spec) return [];
  return [{ path, bytes: () => painter.docx(buildDocument(spec, entry.plan, entry.making)) }];
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
