/**
 * The calls on offer: those of the project (`forms/calls/<slug>/call.yaml`) and those of the folder in `CALLS_DIR`,
 * read and checked once at start. Older versions stay beside a call as `call.v1.yaml`, since drafts are pinned to
 * the version they were begun with.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Call } from '../forms/call.ts';
import { line, type Problem, parseCall } from '../forms/check.ts';
import type { OfficeForm, OfficeForms } from '../forms/documents/office-form.ts';
import { AppError } from '../forms/error.ts';
import { text } from '../forms/text/index.ts';
import type { ReadCall } from './checked.ts';

export interface Catalog {
  /** The newest version of each call, by id. */
  list(): readonly Call[];
  /** A version of a call, the newest where none is named; undefined where there is no such call or version. */
  get(id: string, version?: number): Call | undefined;
  /** What the checks warned of. */
  readonly warnings: readonly Problem[];
}

/** Reads the marks of a Word form; null where the bytes are no such file. */
export type ReadForm = (bytes: Uint8Array) => OfficeForm | null;

/** The Word forms in the folder of a call file, by name; Word's own lock files (~$form.docx) are none. */
export function formsBeside(file: string, readForm: ReadForm): OfficeForms {
  const folder = dirname(file);
  const names = readFolder(folder).filter((name) => /^[^~.].*\.docx$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readForm(readBytes(join(folder, name)))]));
}

/** Folder of the project's own calls. */
export const OWN_CALLS: string = fileURLToPath(new URL('../forms/calls', import.meta.url));

/**
 * Reads all calls of these folders, each with `read`. Throws `AppError` with everything that is wrong:
 * `calls.unreadable` (no such folder), `calls.broken` (a file with problems), `calls.twice` (same id and version),
 * `calls.none`. Without `readForm` no document of a call may name an office's own Word form.
 */
export function loadCalls(
  folders: readonly string[],
  read: ReadCall = parseCall,
  readForm?: ReadForm,
): Catalog {
  const calls = new Map<string, Map<number, { call: Call; file: string }>>();
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  for (const file of folders.flatMap(callFiles)) {
    const checked = read(readText(file), file, readForm && formsBeside(file, readForm));
    if (!checked.ok) {
      problems.push(...checked.problems);
      continue;
    }
    warnings.push(...checked.warnings);
    const { call } = checked;
    const versions = calls.get(call.id) ?? new Map<number, { call: Call; file: string }>();
    const twin = versions.get(call.version);
    if (twin) {
      const params = { id: call.id, version: call.version, one: twin.file, other: file };
      throw new AppError('calls.twice', text('check.calls_twice', params));
    }
    calls.set(call.id, versions.set(call.version, { call, file }));
  }
  if (problems.length > 0) {
    throw new AppError('calls.broken', [text('check.calls_broken'), ...problems.map(line)].join('\n'));
  }
  if (calls.size === 0)
    throw new AppError('calls.none', text('check.calls_none', { folders: folders.join('、') }));
  return catalogOf(calls, warnings);
}

function catalogOf(
  calls: ReadonlyMap<string, ReadonlyMap<number, { readonly call: Call }>>,
  warnings: readonly Problem[],
): Catalog {
  const newest = (id: string): Call | undefined => {
    const versions = calls.get(id);
    return versions?.get(Math.max(...versions.keys()))?.call;
  };
  const list = [...calls.keys()].sort().flatMap((id) => newest(id) ?? []);
  return {
    list: () => list,
    get: (id, version) => (version === undefined ? newest(id) : calls.get(id)?.get(version)?.call),
    warnings,
  };
}

const CALL_FILE = /^call(?:\.v\d+)?\.ya?ml$/;

/** `call.yaml` and `call.v<n>.yaml` in each subfolder, and any YAML file of the folder itself, in a fixed order. */
function callFiles(folder: string): string[] {
  const names = readFolder(folder);
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (/\.ya?ml$/.test(name)) return [path];
    if (name.startsWith('.') || !statSync(path).isDirectory()) return [];
    return readFolder(path)
      .filter((file) => CALL_FILE.test(file))
      .map((file) => join(path, file));
  });
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function readText(file: string): string {
  return readBytes(file).toString('utf8');
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The call that a submission is pinned to. Throws `call.unknown`: a draft is never answered to another version. */
export function callOf(catalog: Catalog, pinned: { readonly id: string; readonly version: number }): Call {
  const call = catalog.get(pinned.id, pinned.version);
  if (!call) throw new AppError('call.unknown', `no call ${pinned.id} version ${pinned.version}`);
  return call;
}

function unreadable(folder: string, cause: unknown): AppError {
  return new AppError('calls.unreadable', text('check.calls_unreadable', { folder }), { cause });
}
