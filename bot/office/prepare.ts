/**
 * Everything that goes up of a call, made and checked before a package is sealed: documents painted and held against the
 * answers, files held against their hashes, the summary table against its rows, the office's own papers. One submission
 * is in memory at a time.
 */
import { createHash } from 'node:crypto';
import type { Call } from '../../forms/call.ts';
import { buildDocument, isDue, type OfficeSum } from '../../forms/documents/build.ts';
import type { TableModel } from '../../forms/documents/model.ts';
import { arrange, filesOfEntry, folderOf } from '../../forms/documents/package.ts';
import type { Painter } from '../../forms/documents/ports.ts';
import { shownAt } from '../../forms/documents/shown.ts';
import type { PackageSpec } from '../../forms/documents/spec.ts';
import type { Entry } from '../../forms/documents/table.ts';
import { type Issue, must, should } from '../../forms/issue.ts';
import { fitsName, safeFileName } from '../../forms/name.ts';
import { filesOfPlan, inspect } from '../../forms/office/inspect.ts';
import type { Plan } from '../../forms/plan.ts';
import type { FileStore, Store } from '../../forms/ports.ts';
import type { Catalog } from '../calls.ts';
import { once, paint } from '../documents.ts';
import { entryOf, type Source } from './gather.ts';
import { type Letters, lettersFrom } from './letters.ts';
import { noteMade } from './made.ts';
import { SummaryTable } from './summary.ts';

export interface PrepareDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly painter: Painter;
  readonly catalog: Catalog;
}

/** What else goes in, and who wants to know how far it is. */
export interface Wanted {
  /** Submissions that were handed in. */
  readonly received: number;
  /** The office's own papers; null where the call has none, or they are not kept here. */
  readonly letters: Letters | null;
  /** Told after every submission of both rounds. */
  progress(done: number, total: number): Promise<void>;
  /** Shown every submission that may go up, once. */
  seen?: ((id: string, plan: Plan) => void) | undefined;
}

/** One file of the package, kept by its hash. */
export interface Part {
  readonly path: string;
  readonly hash: string;
  readonly bytes: number;
  /** Place of its submission in `entries`; null for what belongs to all. */
  readonly entry: number | null;
}

/** A submission as lists name it. */
export interface Named {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly unit: string;
  readonly round: number | null;
}

/** Something found about one submission, or about all (`about` null). */
export interface Finding {
  readonly about: Named | null;
  readonly issue: Issue;
}

export interface Prepared {
  /** In the order of the table. */
  readonly entries: readonly Named[];
  readonly parts: readonly Part[];
  /** Those that may not go up, each with why. */
  readonly leftOut: readonly { readonly about: Named; readonly why: readonly Issue[] }[];
  /** What should be seen to, and does not keep anything out. */
  readonly findings: readonly Finding[];
  /** The same parts give the same digest: what was shown is what is sealed. */
  readonly digest: string;
}

/** A submission after the first round. */
interface Checked {
  readonly source: Source;
  readonly about: Named;
  readonly folder: string;
  /** Kept documents by id. */
  readonly documents: ReadonlyMap<string, { readonly hash: string; readonly bytes: number }>;
}

/** Makes and checks everything. Rejects as store and files do. */
export async function prepare(
  deps: PrepareDeps,
  call: Call,
  spec: PackageSpec,
  sources: readonly Source[],
  wanted: Wanted,
): Promise<Prepared> {
  const leftOut: { about: Named; why: Issue[] }[] = [];
  const findings: Finding[] = [];
  const checked: Checked[] = [];
  const total = sources.length * 2;
  for (const [at, source] of sources.entries()) {
    const entry = await entryOf(deps.catalog, source);
    // Erased meanwhile: nothing of it is left, not even a name.
    if (entry) {
      const { one, issues } = await check(deps, spec, source, entry);
      const why = issues.filter(({ level }) => level === 'must');
      if (why.length > 0) leftOut.push({ about: one.about, why });
      else {
        wanted.seen?.(source.id, entry.plan);
        checked.push(one);
        findings.push(...issues.map((issue) => ({ about: one.about, issue })));
      }
    }
    await wanted.progress(at + 1, total);
  }
  const { placed, unplaced } = arrange(
    spec,
    checked.map(({ folder }) => folder),
  );
  for (const { entry, folder } of unplaced) {
    const about = checked[entry]?.about;
    if (about) leftOut.push({ about, why: [must('pack.unplaced', { folder })] });
  }
  const order = placed.flatMap((place) => {
    const one = checked[place.entry];
    return one ? [{ place, one }] : [];
  });
  const { parts, table } = await named(deps, call, spec, order, async (at) =>
    wanted.progress(sources.length + at, total),
  );
  const sum = { received: wanted.received, recommended: order.length, lines: table?.lines ?? 0 };
  const head = await commonParts(deps, spec, { table, letters: wanted.letters, sum, findings });
  if (head.length > 0)
    await noteMade(
      deps.store,
      call.id,
      head.map(({ hash }) => hash),
    );
  if (table) findings.push(...table.issues(order.map(({ one }) => one.about)));
  const all = unique([...head, ...parts], findings);
  return {
    entries: order.map(({ one }) => one.about),
    parts: all,
    leftOut,
    findings,
    digest: digestOf(all),
  };
}

async function check(
  deps: PrepareDeps,
  spec: PackageSpec,
  source: Source,
  entry: Entry,
): Promise<{ one: Checked; issues: Issue[] }> {
  const { plan } = entry;
  const { call } = plan;
  const issues = inspect(plan);
  const documents = new Map<string, { hash: string; bytes: number }>();
  const closed = issues.some(({ level }) => level === 'must');
  const due = call.documents.filter((each) => spec.documents.includes(each.id) && isDue(each, plan));
  // What is not public is not even painted.
  for (const each of closed ? [] : due) {
    const model = buildDocument(each, plan, entry.making);
    const made = await paint(deps.painter, { kind: 'docx', model, spec: each, plan });
    if (made.faults.length > 0)
      issues.push(...made.faults.map((fault) => must('pack.fault', { name: each.name, ...said(fault) })));
    else {
      const { hash, bytes } = await deps.files.put(once(made.bytes), { maxBytes: Number.MAX_SAFE_INTEGER });
      documents.set(each.id, { hash, bytes });
    }
  }
  if (documents.size > 0)
    await noteMade(
      deps.store,
      source.id,
      [...documents.values()].map(({ hash }) => hash),
    );
  if (!closed) issues.push(...(await brokenFiles(deps, entry)));
  const about = aboutOf(source, entry);
  return { one: { source, about, folder: folderOf(spec, entry), documents }, issues };
}

/** A fault of a document as a parameter of the sentence about it. */
function said(fault: Issue): { readonly code: string; readonly what: string } {
  return {
    code: fault.code,
    what: String(fault.params.label ?? fault.params.text ?? fault.params.mark ?? ''),
  };
}

export function aboutOf({ id, number, round }: Source, { plan }: Entry): Named {
  const { name_question, organisation_question } = plan.call;
  return {
    id,
    number,
    round,
    title: shownAt(plan, name_question),
    unit: organisation_question === undefined ? '' : shownAt(plan, organisation_question),
  };
}

/** Files that are not kept any more, or whose bytes are not what was sent. */
async function brokenFiles({ files }: PrepareDeps, { plan }: Entry): Promise<Issue[]> {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const { name, hash } of filesOfPlan(plan)) {
    if (seen.has(hash)) continue;
    seen.add(hash);
    const kept = await files.open(hash);
    if (!kept) issues.push(must('pack.file_gone', { name }));
    else if ((await hashOf(kept.read())) !== hash) issues.push(must('pack.file_changed', { name }));
  }
  return issues;
}

async function hashOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

interface Ordered {
  readonly place: Parameters<typeof filesOfEntry>[3];
  readonly one: Checked;
}

/** Second round, in the order of the table: names by number, and the lines. */
async function named(
  { catalog, files, painter }: PrepareDeps,
  call: Call,
  spec: PackageSpec,
  order: readonly Ordered[],
  progress: (at: number) => Promise<void>,
): Promise<{ parts: Part[]; table: SummaryTable | undefined }> {
  const taken = new Set<string>();
  const parts: Part[] = [];
  const table = call.summary_table
    ? new SummaryTable({ files, painter }, call.summary_table, call)
    : undefined;
  for (const [at, { place, one }] of order.entries()) {
    const entry = await entryOf(catalog, one.source);
    if (!entry) continue;
    table?.add(entry);
    for (const { folder, name, content } of filesOfEntry(entry.plan.call, spec, entry, place, taken)) {
      const path = folder ? `${folder}/${name}` : name;
      const kept = content.is === 'document' ? one.documents.get(content.document) : content.file;
      if (kept) parts.push({ path, hash: kept.hash, bytes: kept.bytes, entry: at });
    }
    await progress(at + 1);
  }
  return { parts, table };
}

/** What belongs to all: the summary table in both forms, the office's papers. */
async function commonParts(
  deps: PrepareDeps,
  spec: PackageSpec,
  all: {
    table: SummaryTable | undefined;
    letters: Letters | null;
    sum: OfficeSum;
    findings: Finding[];
  },
): Promise<Part[]> {
  const parts: Part[] = [];
  const { table, letters, sum, findings } = all;
  if (!table || sum.recommended === 0) return parts;
  const model: TableModel = table.model(letters?.head ?? {});
  const own = (made: { fileName: string; hash: string; bytes: number }): Part => ({
    path: made.fileName,
    hash: made.hash,
    bytes: made.bytes,
    entry: null,
  });
  if (spec.table) {
    const painted = await table.painted(model);
    parts.push(...painted.map(own));
    for (const issue of painted[0]?.faults ?? []) findings.push({ about: null, issue });
  }
  if (spec.office.length === 0 || !letters) return parts;
  const made = await lettersFrom(deps, letters, { ...sum, table: model }, spec.office);
  for (const { name, draft, ...document } of made.documents) {
    if (!draft) parts.push(own(document));
    else findings.push({ about: null, issue: should('pack.letter', { name }) });
  }
  return parts;
}

/** Every path once, safe on every system; what is not is told. */
function unique(parts: readonly Part[], findings: Finding[]): Part[] {
  const seen = new Set<string>();
  return parts.filter(({ path }) => {
    const safe = path.split('/').every((name) => safeFileName(name) === name && fitsName(name));
    const key = path.toLowerCase();
    if (safe && !seen.has(key) && Buffer.byteLength(path) <= LONGEST_PATH) {
      seen.add(key);
      return true;
    }
    findings.push({ about: null, issue: must('pack.name', { name: path }) });
    return false;
  });
}

/** A zip keeps the length of a name in 16 bits; Windows opens what stays well under this. */
const LONGEST_PATH = 1000;

function digestOf(parts: readonly Part[]): string {
  const lines = parts.map(({ path, hash }) => `${hash}  ${path}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
