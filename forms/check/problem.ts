/** What is wrong with a call file, as data with a place and a sentence. */
import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Pair } from 'yaml';
import type { Params } from '../issue.ts';
import { text } from '../text/index.ts';

/** Where in the call: `['sections', 2, 'questions', 0]`. */
export type Place = readonly (string | number)[];

export interface Problem {
  /** An `error` refuses the call, a `warning` does not. */
  readonly level: 'error' | 'warning';
  /** Stable name of the finding; its sentence is under `check.<code>`. */
  readonly code: string;
  readonly params: Params;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `sections[2].questions[0].kind.unit`; empty for the file as a whole. */
  readonly path: string;
  /** What to write instead, for a person. */
  readonly sentence: string;
}

/** Collects the problems of one file. */
export interface Report {
  error(place: Place, code: string, params?: Params): void;
  warning(place: Place, code: string, params?: Params): void;
}

export class Findings implements Report {
  readonly problems: Problem[] = [];
  private readonly file: string;
  private readonly document: Document | undefined;
  private readonly lines: LineCounter;

  constructor(file: string, lines: LineCounter, document?: Document) {
    this.file = file;
    this.lines = lines;
    this.document = document;
  }

  error(place: Place, code: string, params: Params = {}): void {
    this.add('error', place, this.offsetOf(place), code, params);
  }

  warning(place: Place, code: string, params: Params = {}): void {
    this.add('warning', place, this.offsetOf(place), code, params);
  }

  /** A problem of the YAML itself, which has an offset instead of a path. */
  at(offset: number, code: string, params: Params = {}): void {
    this.add('error', [], offset, code, params);
  }

  private add(level: Problem['level'], place: Place, offset: number, code: string, params: Params): void {
    const { line, col } = this.lines.linePos(offset);
    const path = show(place);
    if (
      this.problems.some(
        (known) =>
          known.code === code &&
          known.path === path &&
          known.line === line &&
          sameParams(known.params, params),
      )
    )
      return;
    const { file } = this;
    this.problems.push({
      level,
      code,
      params,
      file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path,
      sentence: text(`check.${code}`, params),
    });
  }

  /** Offset of the deepest node that exists on the way; the key's, where the last step is a key of a map. */
  private offsetOf(place: Place): number {
    let node: unknown = this.document?.contents;
    let offset = startOf(node);
    for (const step of place) {
      if (isMap(node)) {
        const pair: Pair | undefined = node.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === String(step),
        );
        if (!pair) break;
        offset = startOf(pair.key);
        node = pair.value;
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(step)];
        if (item === undefined) break;
        node = item;
        offset = startOf(item);
      } else break;
    }
    return offset;
  }
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function sameParams(left: Params, right: Params): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** `sections[2].questions[0].kind`. */
export function show(place: Place): string {
  return place.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path ? `${path}.${step}` : step),
    '',
  );
}

/** One line as compilers print it: `file:line:column path: sentence`. */
export function line(problem: Problem): string {
  const where = `${problem.file}:${problem.line}:${problem.column}`;
  return `${where}${problem.path ? ` ${problem.path}` : ''}: ${problem.level === 'warning' ? `（提醒）${problem.sentence}` : problem.sentence}`;
}
