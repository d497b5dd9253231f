/**
 * What a coordinator asks for about everything of a call that goes up. Each task gives what is to be said, handed out and
 * stored; it runs in the turn that asked for it where it is short, and as a job where it is long.
 */
import type { Reply } from '../../dialogs/engine/situation.ts';
import { sentence } from '../../dialogs/engine/wording.ts';
import type { MadeDocument } from '../../dialogs/turn.ts';
import type { Call } from '../../forms/call.ts';
import type { TableModel } from '../../forms/documents/model.ts';
import type { Painter, SheetPage } from '../../forms/documents/ports.ts';
import { type Issue, should } from '../../forms/issue.ts';
import type { Json } from '../../forms/json.ts';
import { headingsIn, recast } from '../../forms/office/recast.ts';
import { findTwins, type Sample, sampleOf } from '../../forms/office/twins.ts';
import type { FileStore, Store, Write } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import type { Catalog } from '../calls.ts';
import { asked } from './answers.ts';
import { entryOf, type Gathered, gather, priorityOf, type Scope } from './gather.ts';
import { ledgerWrite } from './ledger.ts';
import { type Letters, lettersFrom, lettersOf } from './letters.ts';
import { noteMade } from './made.ts';
import { aboutOf, type Finding, type Named, type Prepared, prepare } from './prepare.ts';
import { type Maker, seal } from './seal.ts';
import { sizeInWords } from './size.ts';
import { SummaryTable, WORD_LINES } from './summary.ts';
import { lookForTwins, type ShownPair, undecided } from './twins.ts';

export interface TaskDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly painter: Painter;
  readonly catalog: Catalog;
}

export interface Task extends Maker {
  readonly kind: 'check' | 'pack' | 'table' | 'letter' | 'seal' | 'twins';
  readonly call: string;
  readonly scope: Scope;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
  /** Of what was shown, to be sealed. */
  readonly digest?: string;
  /** The office's own table, by which columns the summary table is made. */
  readonly form?: { readonly hash: string; readonly name: string };
}

/** What a task comes to. */
export interface Done {
  readonly replies: readonly Reply[];
  readonly documents: readonly MadeDocument[];
  readonly writes: readonly Write[];
  /** Digest of what waits for 确认. */
  readonly confirm?: string;
  /** Pairs that were shown, by which numbers said later are understood. */
  readonly pairs?: readonly ShownPair[];
}

/** Told how far it is; submissions twice where they are looked at twice. */
export type Progress = (done: number, total: number) => Promise<void>;

/** Findings said at once. */
const LISTED = 12;

export interface Doing {
  newId(): string;
  progress?: Progress;
  /** What the office said for its papers, where it is newer than what is stored. */
  readonly letters?: Letters | undefined;
}

export async function doTask(
  deps: TaskDeps,
  call: Call,
  task: Task,
  { newId, progress = async () => undefined, letters: said }: Doing,
): Promise<Done> {
  if (task.kind === 'twins') {
    const { reply, shown: pairs } = await lookForTwins(deps, call, progress);
    return { replies: [reply], documents: [], writes: [], pairs };
  }
  const gathered = await gather(deps.store, call.id, task.scope);
  const letters = said ?? (await lettersOf(deps.store, call, task.today));
  if (task.kind === 'table' || task.kind === 'letter') {
    const common = { call, task, gathered, letters };
    return tableOrLetter(deps, common, progress);
  }
  const prepared = await preparedOf(deps, call, task, { gathered, letters, progress });
  const known = task.kind === 'seal' && prepared.digest === task.digest;
  if (known) return sealed(deps, call, prepared, task, newId);
  return shown(call, prepared, task);
}

interface Common {
  readonly call: Call;
  readonly task: Task;
  readonly gathered: Gathered;
  readonly letters: Letters | null;
}

async function tableOrLetter(
  deps: TaskDeps,
  { call, task, gathered, letters }: Common,
  progress: Progress,
): Promise<Done> {
  const spec = call.summary_table;
  if (!spec) return plain(text('office.pack.no_table', { call: call.short }));
  const table = new SummaryTable(deps, spec, call);
  const abouts: Named[] = [];
  for (const [at, source] of gathered.sources.entries()) {
    const entry = await entryOf(deps.catalog, source);
    if (entry) {
      table.add(entry);
      abouts.push(aboutOf(source, entry));
    }
    await progress(at + 1, gathered.sources.length);
  }
  const model = table.model(letters?.head ?? {});
  const issues = table.issues(abouts);
  const sum = { received: gathered.received, recommended: abouts.length, lines: table.lines };
  if (task.kind === 'letter' && letters) {
    const made = await lettersFrom(deps, letters, { ...sum, table: model });
    const findings = [...issues, ...made.issues.map((issue) => ({ about: null, issue }))];
    const names = made.documents.map(({ fileName }) => `《${fileName}》`).join('');
    const lines = [
      text('office.pack.letter_made', { names, sum: text('office.pack.letter_sum', sum) }),
      ...listed(findings),
      text('office.pack.letter_seal'),
    ];
    await noteMade(
      deps.store,
      call.id,
      made.documents.map(({ hash }) => hash),
    );
    return { ...plain(lines.join('\n')), documents: made.documents };
  }
  if (task.form) return inOwnColumns(deps, call, { table, model, form: task.form });
  const documents = await table.painted(model);
  await noteMade(
    deps.store,
    call.id,
    documents.map(({ hash }) => hash),
  );
  const faults = (documents[0]?.faults ?? []).map((issue) => ({ about: null, issue }));
  const lines = [
    text('office.pack.table_made', {
      call: call.short,
      scope: text(`office.pack.scope.${task.scope}`),
      count: abouts.length,
      lines: table.lines,
    }),
    await orderLine(deps.store, call.id),
    ...(table.lines > WORD_LINES ? [text('office.pack.table_word_left', { most: WORD_LINES })] : []),
    ...headLeft(model, call),
    ...listed([...faults, ...issues]),
  ];
  return { ...plain(lines.join('\n')), documents };
}

/** The table in the columns of the office's own form; what could not be matched is told. */
async function inOwnColumns(
  deps: TaskDeps,
  call: Call,
  own: {
    readonly table: SummaryTable;
    readonly model: TableModel;
    readonly form: NonNullable<Task['form']>;
  },
): Promise<Done> {
  const { table, model, form } = own;
  const read = await workbookOf(deps, form.hash);
  const spec = call.summary_table;
  const headings = read && spec ? headingsIn(read, spec) : undefined;
  if (!spec || !headings) return plain(text('office.pack.form_unread', { name: form.name }));
  const { model: recasted, empty, left } = recast(model, spec, headings);
  const documents = await table.painted(recasted, 'xlsx');
  await noteMade(
    deps.store,
    call.id,
    documents.map(({ hash }) => hash),
  );
  const lines = [
    text('office.pack.form_made', { name: form.name, count: table.lines }),
    ...(empty.length > 0 ? [text('office.pack.form_empty', { labels: empty.join('、') })] : []),
    ...(left.length > 0 ? [text('office.pack.form_left', { labels: left.join('、') })] : []),
  ];
  return { ...plain(lines.join('\n')), documents };
}

/** Limits of a form that is sent: it is empty, or nearly so. */
const FORM = { rows: 2000, bytes: 20 * 1024 ** 2 };

async function workbookOf(
  { files, painter }: TaskDeps,
  hash: string,
): Promise<readonly SheetPage[] | undefined> {
  const kept = await files.open(hash);
  if (!kept || kept.bytes > FORM.bytes) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of kept.read()) chunks.push(chunk);
  const read = await painter.workbook(Buffer.concat(chunks), FORM);
  return read.ok ? read.sheets : undefined;
}

async function orderLine(store: Store, call: string): Promise<string> {
  const { order } = await priorityOf(store, call);
  return text('office.pack.table_order', {
    order: text(order.length > 0 ? 'office.pack.order.own' : 'office.pack.order.received'),
  });
}

/** Lines above the table that the office can fill and nobody did. */
function headLeft(model: TableModel, call: Call): string[] {
  const known = Object.keys(call.office?.head ?? {});
  const open = model.head.filter(({ label, value }) => known.includes(label) && value.trim() === '');
  const labels = open.map(({ label }) => label.replace(/[：:]$/, '')).join('、');
  return labels === '' ? [] : [text('office.pack.table_head_left', { labels })];
}

/** Everything made and checked, duplicates among it included. */
async function preparedOf(
  deps: TaskDeps,
  call: Call,
  task: Task,
  { gathered, letters, progress }: { gathered: Gathered; letters: Letters | null; progress: Progress },
): Promise<Prepared> {
  const spec = call.package;
  if (!spec) return { entries: [], parts: [], leftOut: [], findings: [], digest: '' };
  const samples: Sample[] = [];
  const prepared = await prepare(deps, call, spec, gathered.sources, {
    received: gathered.received,
    letters,
    progress,
    seen: task.kind === 'seal' ? undefined : (id, plan) => samples.push(sampleOf(id, plan)),
  });
  const { open } = await undecided(deps.store, call.id, findTwins(samples));
  const twins = open.length > 0 ? [{ about: null, issue: should('pack.twins', { count: open.length }) }] : [];
  return { ...prepared, findings: [...prepared.findings, ...twins] };
}

/** What the check found, and whether it is to be packed now. */
function shown(call: Call, prepared: Prepared, task: Task): Done {
  const { entries, parts, leftOut, findings, digest } = prepared;
  if (!call.package) return plain(text('office.pack.no_package', { call: call.short }));
  const size = sizeInWords(parts.reduce((sum, { bytes }) => sum + bytes, 0));
  const scope = text(`office.pack.scope.${task.scope}`);
  const lines = [
    ...(task.kind === 'seal' ? [text('office.pack.changed')] : []),
    text('office.pack.checked', { call: call.short, scope, count: entries.length + leftOut.length }),
    ...(entries.length > 0
      ? [text('office.pack.checked_in', { count: entries.length, files: parts.length, size })]
      : []),
    ...(leftOut.length > 0 ? [text('office.pack.checked_out', { count: leftOut.length })] : []),
    ...leftOut.slice(0, LISTED).map(outLine),
    ...(leftOut.length > LISTED ? [text('office.pack.more', { count: leftOut.length - LISTED })] : []),
    ...(findings.length + leftOut.length === 0 ? [text('office.pack.fine')] : listed(findings)),
  ];
  if (entries.length === 0) return plain([...lines, text('office.pack.nothing_in')].join('\n'));
  if (task.kind === 'check') return plain(lines.join('\n'));
  const { replies } = asked([...lines, text('office.pack.confirm')].join('\n'));
  return { replies, documents: [], writes: [], confirm: digest };
}

function outLine({ about, why }: Prepared['leftOut'][number]): string {
  const words = why.map((issue) => sentence(issue).replace(/。$/, '')).join('；');
  return text('office.pack.out', { ...nameOf(about), why: `${words}。` });
}

function nameOf({ number, title }: Named): { number: string; title: string } {
  return { number: number ? `${number} ` : '', title: title || text('office.untitled') };
}

/** Findings line by line, those against all first. */
function listed(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const ordered = [...findings].sort(
    (left, right) => Number(left.about !== null) - Number(right.about !== null),
  );
  const lines = ordered.slice(0, LISTED).map(({ about, issue }) =>
    text('office.pack.issue', {
      about: about ? text('office.pack.about', nameOf(about)) : '',
      what: whatOf(issue),
    }),
  );
  const more = findings.length - LISTED;
  return [
    text('office.pack.issues', { count: findings.length }),
    ...lines,
    ...(more > 0 ? [text('office.pack.more', { count: more })] : []),
  ];
}

function whatOf(issue: Issue): string {
  return sentence(issue);
}

async function sealed(
  deps: TaskDeps,
  call: Call,
  prepared: Prepared,
  task: Task,
  newId: () => string,
): Promise<Done> {
  const { pack, write } = await seal(deps, call, prepared, task.scope, task);
  const { number, fileName, bytes } = pack;
  const document: MadeDocument = {
    name: fileName,
    fileName,
    mediaType: 'application/zip',
    hash: pack.hash ?? '',
    bytes,
    draft: false,
    faults: [],
  };
  const detail: Json = { number, entries: pack.entries.length, files: pack.files, hash: pack.hash };
  const entry = { at: task.at, by: task.by, act: 'package', outcome: 'done', call: call.id, detail } as const;
  const made = text('office.pack.made', {
    number,
    count: pack.entries.length,
    files: pack.files,
    size: sizeInWords(bytes),
    manifest: text('office.pack.manifest_file'),
  });
  return {
    ...plain([made, text('office.pack.kept', { number, call: call.short })].join('\n')),
    documents: [document],
    writes: [write, ledgerWrite(entry, newId())],
  };
}

function plain(words: string): Done {
  return { replies: [{ text: words }], documents: [], writes: [] };
}
