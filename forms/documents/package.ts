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

interface Placed {
  readonly index: number;
  readonly folder: string;
  readonly filling: Filling;
}

/**
 * The plan for the entries in the order given. Folder names stay exactly as the notice lists them; file names are made
 * safe, the longest answer in them cut before anything else, and two of one name told apart by a number. What was sent
 * keeps its own name, by which the forms speak of it.
 */
export function planPackage(call: Call, spec: PackageSpec, entries: readonly Entry[]): PackagePlan {
  const placed = entries.map(({ plan, making }, index): Placed => {
    const filling = fillingOf(plan, making);
    return { index, folder: spec.folder ? fillText(spec.folder, filling) : '', filling };
  });
  const listed = spec.folders.length > 0 ? spec.folders : [...new Set(placed.map((each) => each.folder))];
  const files: PackedFile[] = [];
  const order: number[] = [];
  const taken = new Set<string>();
  for (const name of listed) {
    for (const [at, { index, filling }] of placed.filter((each) => each.folder === name).entries()) {
      order.push(index);
      const number = spec.numbering === 'overall' ? order.length : at + 1;
      const numbered = { ...filling, row: { path: '', number } };
      const folder = spec.folders.length > 0 ? name : fillText(spec.folder ?? '', numbered);
      const place = { entry: index, number, folder: folder === '' ? '' : safeFileName(folder) };
      files.push(...documentFiles(call, spec, { place, filling: numbered, taken }));
      files.push(...sentFiles(spec, { place, filling: numbered, taken }));
    }
  }
  const unplaced = placed
    .filter((each) => !listed.includes(each.folder))
    .map(({ index, folder }) => ({ entry: index, folder }));
  return { files, order, unplaced };
}

interface Packing {
  readonly place: Pick<PackedFile, 'entry' | 'number' | 'folder'>;
  readonly filling: Filling;
  /** Paths already given, lower case: Windows takes 甲A and 甲a for one. */
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
