/** The bench: what a suite is, how it measures, how the result is printed. */

/** One measured case. `median` and `p95` are in the suite's unit. */
export interface Row {
  readonly name: string;
  readonly median: number;
  /** Absent for a single figure (a size, a count). */
  readonly p95?: number;
  /** How often it was measured. */
  readonly runs: number;
  /** What it stands beside in the same run, and how many times that it takes (by medians). */
  readonly beside?: { readonly name: string; readonly median: number; readonly ratio: number };
}

export interface Suite {
  /** As given on the command line to run this one only. */
  readonly name: string;
  readonly unit: 'µs' | 'ms' | 's' | 'MiB' | 'count';
  run(): Promise<readonly Row[]>;
}

export interface Result {
  readonly suite: string;
  readonly unit: string;
  readonly rows: readonly Row[];
}

type Work = (run: number) => unknown;

const PER_MS = { µs: 1000, ms: 1, s: 0.001 } as const;

/** The value below which the share `q` of the samples lies. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/** A row from single measurements, in the suite's unit. */
export function row(name: string, samples: readonly number[]): Row {
  return { name, median: quantile(samples, 0.5), p95: quantile(samples, 0.95), runs: samples.length };
}

/**
 * Times one piece of work beside another that does the same in a simpler way. They take turns, so that a machine that
 * slows down slows both; a fifth more turns are run first and not counted.
 */
export async function compare(
  name: string,
  unit: keyof typeof PER_MS,
  runs: number,
  work: Work,
  beside: { readonly name: string; readonly work: Work },
): Promise<Row> {
  const warmUp = Math.ceil(runs / 5);
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let run = 0; run < warmUp + runs; run += 1) {
    const pair = [await timed(work, run), await timed(beside.work, run)] as const;
    if (run < warmUp) continue;
    mine.push(pair[0] * PER_MS[unit]);
    theirs.push(pair[1] * PER_MS[unit]);
  }
  const measured = row(name, mine);
  const median = quantile(theirs, 0.5);
  return { ...measured, beside: { name: beside.name, median, ratio: measured.median / median } };
}

/** Times one piece of work alone. */
export async function measure(
  name: string,
  unit: keyof typeof PER_MS,
  runs: number,
  work: Work,
): Promise<Row> {
  const samples: number[] = [];
  const warmUp = Math.ceil(runs / 5);
  for (let run = 0; run < warmUp + runs; run += 1) {
    const took = (await timed(work, run)) * PER_MS[unit];
    if (run >= warmUp) samples.push(took);
  }
  return row(name, samples);
}

/** Samples of several pieces of work that take turns in one run, by name; those of the first runs are not counted. */
export class Samples {
  private readonly taken = new Map<string, number[]>();
  private readonly warmUp: number;

  constructor(warmUp: number) {
    this.warmUp = warmUp;
  }

  /**
   * Times one turn, in milliseconds, as a sample of each of these names. Throws where nothing was replied: such a turn
   * measures nothing.
   */
  async time(names: readonly string[], run: number, turn: () => Promise<readonly unknown[]>): Promise<void> {
    const started = performance.now();
    const replies = await turn();
    const took = performance.now() - started;
    if (replies.length === 0) throw new Error(`no reply: ${names.join(', ')}`);
    if (run < this.warmUp) return;
    for (const name of names) this.taken.set(name, [...(this.taken.get(name) ?? []), took]);
  }

  of(name: string): readonly number[] {
    return this.taken.get(name) ?? [];
  }

  /** One beside another, each under a title of its own. */
  beside(title: string, mine: string, other: string, theirs: string): Row {
    const [measured, median] = [row(title, this.of(mine)), quantile(this.of(theirs), 0.5)];
    return { ...measured, beside: { name: other, median, ratio: measured.median / median } };
  }
}

async function timed(work: Work, run: number): Promise<number> {
  const started = performance.now();
  await work(run);
  return performance.now() - started;
}

/** The results as text: a table per suite. */
export function table(results: readonly Result[]): string {
  return results
    .map(({ suite, unit, rows }) => [`${suite} (${unit})`, ...lines(rows)].join('\n'))
    .join('\n\n');
}

const HEAD = ['', 'median', 'p95', 'runs', 'beside', 'median', 'ratio'];

function lines(rows: readonly Row[]): string[] {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => (line[column] ?? '').length)));
  const isText = (column: number) => column === 0 || column === 4;
  return cells.map((line) =>
    line
      .map((cell, column) =>
        isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

function cellsOf({ name, median, p95, runs, beside }: Row): string[] {
  const shown = [name, figure(median), p95 === undefined ? '' : figure(p95), String(runs)];
  return beside === undefined
    ? [...shown, '', '', '']
    : [...shown, beside.name, figure(beside.median), `×${beside.ratio.toFixed(2)}`];
}

/** Three significant digits, without exponents. */
function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
