/**
 * Keeps what the checks made of a call file, so that a start need not read and check again what has not changed. Only
 * a call that passed every check is kept, and it stands for this text under this name, read by this program: a changed
 * file, a changed check and a new version of a package are all checked anew, and so is whatever cannot be read back.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Checked, parseCall } from '../forms/check.ts';
import type { OfficeForms } from '../forms/documents/office-form.ts';

/** Reads and checks the text of a call file, with the Word forms beside it; see `parseCall`. */
export type ReadCall = (source: string, file: string, forms?: OfficeForms) => Checked;

const root = path.join(import.meta.dirname, '..');

/** Beside the compiled code, see `compiled.ts`. */
const KEPT = path.join(root, 'node_modules/.cache/shenbao');

/** What decides how a call is read: everything in `forms`, and the packages. */
const PROGRAM = [path.join(root, 'forms'), path.join(root, 'package-lock.json')];

interface Kept {
  /** Hash of the program, the file's name and its text. */
  readonly of: string;
  readonly checked: Checked;
}

/** Reads calls with the help of what is kept in a folder; `program` are the files and folders that decide how. */
export function keptCalls(folder: string = KEPT, program: readonly string[] = PROGRAM): ReadCall {
  const made = hash(program.flatMap(stamps));
  return (source, file, forms = {}) => {
    // A Word form is read afresh at every start: its bytes are part of the call, and the office may change them.
    if (Object.keys(forms).length > 0) return parseCall(source, file, forms);
    const place = path.join(folder, `${hash([path.resolve(file)])}.json`);
    const of = hash([made, file, source]);
    const known = readKept(place);
    if (known?.of === of) return known.checked;
    const checked = parseCall(source, file);
    if (checked.ok) keep(place, { of, checked });
    return checked;
  };
}

function hash(parts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${part.length}:`).update(part);
  return sum.digest('hex').slice(0, 32);
}

/** A file, or all code in a folder, with size and time of the last change. */
function stamps(place: string): string[] {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return [place];
  if (!found.isDirectory()) return [`${place} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`];
  return readdirSync(place, { withFileTypes: true })
    .filter((each) => each.isDirectory() || each.name.endsWith('.ts'))
    .flatMap((each) => stamps(path.join(place, each.name)));
}

function readKept(place: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(place, 'utf8')) as Kept;
  } catch {
    // Not there, or not whole: it is made anew.
    return undefined;
  }
}

/** Written beside and renamed, so that it is whole or not there; where the folder cannot be written, nothing is kept. */
function keep(place: string, kept: Kept): void {
  try {
    mkdirSync(path.dirname(place), { recursive: true });
    const beside = `${place}.${process.pid}`;
    writeFileSync(beside, JSON.stringify(kept));
    renameSync(beside, place);
  } catch {
    // The next start checks again.
  }
}
