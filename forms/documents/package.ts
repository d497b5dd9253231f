/**
 * Plans the package that goes up (002 四(二)): which document stands in which folder under which name. Pure; painting
 * and zipping are the callers'.
 */
import type { Call } from '../call.ts';
import { fitsName, safeFileName } from '../name.ts';
import { fillingOf } from './build.ts';
import { type Filling, fill, fillText, trimJoints } from './fill.ts';
import type { PackageSpec } from './spec.ts';
import type { Entry } from './table.ts';

/** One file of the package: `documents` of the entry at `entry`, at `folder/name`. */
export interface PackedFile {
  /** Index into the entries given. */
  readonly entry: number;
  readonly document: string;
  /** Running number, 顺序号. */
  readonly number: number;
  /** Empty where the call has no folders. */
  readonly folder: string;
  /** Safe on every system, extension included. */
  readonly name: string;
}

export interface PackagePlan {
  /** Folder by folder in the notice's order, numbered as the call says. */
  readonly files: readonly PackedFile[];
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
 * safe, the longest answer in them cut before anything else, and two of one name told apart by a number.
 */
export function planPackage(call: Call, spec: PackageSpec, entries: readonly Entry[]): PackagePlan {
  const placed = entries.map(({ plan, making }, index): Placed => {
    const filling = fillingOf(plan, making);
    return { index, folder: spec.folder ? fillText(spec.folder, filling) : '', filling };
  });
  const listed = spec.folders.length > 0 ? spec.folders : [...new Set(placed.map((each) => each.folder))];
  const files: PackedFile[] = [];
  const taken = new Set<string>();
  let overall = 0;
  for (const folder of listed) {
    for (const [at, { index, filling }] of placed.filter((each) => each.folder === folder).entries()) {
      overall += 1;
      const number = spec.numbering === 'overall' ? overall : at + 1;
      const numbered = { ...filling, row: { path: '', number } };
      for (const document of spec.documents) {
        const suffix = spec.documents.length > 1 ? `-${nameOf(call, document)}` : '';
        const name = freeName(folder, nameFor(spec.file_name, numbered, suffix), taken);
        files.push({ entry: index, document, number, folder: safeFolder(folder), name });
      }
    }
  }
  const unplaced = placed
    .filter((each) => !listed.includes(each.folder))
    .map(({ index, folder }) => ({ entry: index, folder }));
  return { files, unplaced };
}

function nameOf(call: Call, document: string): string {
  return call.documents.find((each) => each.id === document)?.name ?? document;
}

function safeFolder(folder: string): string {
  return folder === '' ? '' : safeFileName(folder);
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

/** Names differ in more than case: Windows takes 甲A and 甲a for one. */
function freeName(folder: string, name: string, taken: Set<string>): string {
  for (let at = 1; ; at += 1) {
    const candidate = at === 1 ? name : `${name.slice(0, -EXTENSION.length)}(${at})${EXTENSION}`;
    const key = `${folder}/${candidate}`.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return candidate;
  }
}
