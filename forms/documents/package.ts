/**
 * Plans the package that goes up (002 四(二); 004 四): which document and which file stands in which folder under which
 * name, and where the summary table lies. Pure; painting and zipping are the callers'.
 */
import type { Call } from '../call.ts';
import { filesOf } from '../kinds/file.ts';
import { fitsName, safeFileName } from '../name.ts';
import type { Plan } from '../plan.ts';
import type { FileRef } from '../submission.ts';
import { fillingOf, isDue } from './build.ts';
import { type Filling, fill, fillText, trimJoints } from './fill.ts';
import { rowPathsOf } from './shown.ts';
import type { PackageSpec } from './spec.ts';
import type { Entry } from './table.ts';
import { marksIn } from './template.ts';

/** What a file of the package is made of: a document of the call, or what was sent. */
export type Packed =
  | { readonly is: 'document'; readonly document: string }
  | { readonly is: 'file'; readonly file: FileRef };

/** One file of the package: it belongs to the entry at `entry` and stands at `folder/name`. */
export interface PackedFile {
  /** Index into the entries given. */
  readonly entry: number;
  readonly content: Packed;
  /** Running number, 顺序号. */
  readonly number: number;
  /** Empty where the call has no folders; `/` between a folder and one inside it. */
  readonly folder: string;
  /** Safe on every system, extension included. */
  readonly name: string;
}

export interface PackagePlan {
  /** Folder by folder in the notice's order, numbered as the call says. */
  readonly files: readonly PackedFile[];
  /** Indexes of the entries in the order of their numbers, for the summary table. */
  readonly order: readonly number[];
  /** Entries that fit no folder, with what they say instead. */
  readonly unplaced: readonly { readonly entry: number; readonly folder: string }[];
}

/** Where a submission stands among all. */
export interface Placed {
  /** Index into what was arranged. */
  readonly entry: number;
  /** 顺序号: the running number over all, or in its folder. */
  readonly number: number;
  /** As the notice lists it, or as the first submission of it says. */
  readonly folder: string;
}

/** What folder a submission says it belongs to; empty where the call has none. */
export function folderOf(spec: PackageSpec, { plan, making }: Entry): string {
  return spec.folder ? fillText(spec.folder, fillingOf(plan, making)) : '';
}

/** Folder by folder in the notice's order, numbered as the call says; `folders` are what `folderOf` gave, in the order wanted. */
export function arrange(
  spec: PackageSpec,
  folders: readonly string[],
): { readonly placed: readonly Placed[]; readonly unplaced: PackagePlan['unplaced'] } {
  // A folder that carries the running number is one submission's own: the order stays as it is.
  if (marksIn(spec.folder ?? '').some(({ id }) => id === 'no'))
    return {
      placed: folders.map((folder, entry) => ({
        entry,
        folder,
        number: spec.numbering === 'overall' ? entry + 1 : 1,
      })),
      unplaced: [],
    };
  const listed = spec.folders.length > 0 ? spec.folders : [...new Set(folders)];
  const members = new Map(listed.map((name) => [name, [] as number[]]));
  const unplaced: { entry: number; folder: string }[] = [];
  for (const [entry, folder] of folders.entries()) {
    const known = members.get(folder);
    if (known) known.push(entry);
    else unplaced.push({ entry, folder });
  }
  const placed: Placed[] = [];
  for (const [folder, entries] of members)
    for (const [at, entry] of entries.entries())
      placed.push({ entry, folder, number: spec.numbering === 'overall' ? placed.length + 1 : at + 1 });
  return { placed, unplaced };
}

/**
 * The files of one submission at its place. Folder names stay exactly as the notice lists them; file names are made
 * safe, the longest answer in them cut before anything else, and two of one name told apart by a number: `taken` keeps
 * the paths of the package. What was sent keeps its own name, by which the forms speak of it.
 */
export function filesOfEntry(
  call: Call,
  spec: PackageSpec,
  { plan, making }: Entry,
  { entry, number, folder: name }: Placed,
  taken: Set<string>,
): PackedFile[] {
  const filling = { ...fillingOf(plan, making), row: { path: '', number } };
  const folder = spec.folders.length > 0 ? name : fillText(spec.folder ?? '', filling);
  const place = { entry, number, folder: folder === '' ? '' : safeFileName(folder) };
  return [
    ...documentFiles(call, spec, { place, filling, taken }),
    ...sentFiles(spec, { place, filling, taken }),
  ];
}

/** The plan for the entries in the order given. */
export function planPackage(call: Call, spec: PackageSpec, entries: readonly Entry[]): PackagePlan {
  const { placed, unplaced } = arrange(
    spec,
    entries.map((entry) => folderOf(spec, entry)),
  );
  const taken = new Set<string>();
  const files = placed.flatMap((place) => {
    const entry = entries[place.entry];
    return entry ? filesOfEntry(call, spec, entry, place, taken) : [];
  });
  return { files, order: placed.map(({ entry }) => entry), unplaced };
}

interface Packing {
  readonly place: Pick<PackedFile, 'entry' | 'number' | 'folder'>;
  readonly filling: Filling;
  /** Paths already given in the package, lower case: Windows takes 甲A and 甲a for one. */
  readonly taken: Set<string>;
}

function documentFiles(call: Call, spec: PackageSpec, { place, filling, taken }: Packing): PackedFile[] {
  return spec.documents
    .filter((id) => isDue(call.documents.find((each) => each.id === id) ?? {}, filling.plan))
    .map((document) => {
      const suffix = spec.documents.length > 1 ? `-${nameOf(call, document)}` : '';
      const name = freeName(place.folder, nameFor(spec.file_name, filling, suffix), taken);
      return { ...place, content: { is: 'document', document }, name };
    });
}

function sentFiles(spec: PackageSpec, { place, filling, taken }: Packing): PackedFile[] {
  return spec.files.flatMap(({ question, folder: inner }) => {
    const folder = [place.folder, ...(inner ? [safeFileName(inner)] : [])].filter(Boolean).join('/');
    return filesAt(filling.plan, question).map((file): PackedFile => {
      const name = freeName(folder, safeFileName(file.name), taken);
      return { ...place, folder, content: { is: 'file', file }, name };
    });
  });
}

/** The files of a question that is asked as things are, `rows/column` being those of every row in order. */
function filesAt(plan: Plan, question: string): FileRef[] {
  const [rows = '', column] = question.split('/');
  const paths = column ? rowPathsOf(plan.book, rows).map((row) => `${row}/${column}`) : [rows];
  return paths
    .filter((path) => plan.at(path))
    .flatMap((path) => {
      const answer = plan.book.get(path);
      return answer?.state === 'given' ? filesOf(answer.value) : [];
    });
}

function nameOf(call: Call, document: string): string {
  return call.documents.find((each) => each.id === document)?.name ?? document;
}

const EXTENSION = '.docx';

/** `1.项目名称-建议单位`: where it is too long, its longest answer is cut, so that number and unit stay. */
function nameFor(template: string, filling: Filling, suffix: string): string {
  const texts = fill(template, filling).map((piece) => (piece.state === 'missing' ? '' : piece.text));
  const whole = (): string => `${trimJoints(texts.join(''))}${suffix}${EXTENSION}`;
  while (!fitsName(whole())) {
    const longest = texts.reduce(
      (best, text, at) => (text.length > (texts[best] ?? '').length ? at : best),
      0,
    );
    texts[longest] = [...(texts[longest] ?? '')].slice(0, -1).join('');
  }
  return safeFileName(whole());
}

/** A name that no other file of the folder has. */
function freeName(folder: string, name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
  for (let at = 1; ; at += 1) {
    const candidate = at === 1 ? name : `${name.slice(0, dot)}(${at})${name.slice(dot)}`;
    const key = `${folder}/${candidate}`.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return candidate;
  }
}
