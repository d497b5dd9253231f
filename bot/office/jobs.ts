/**
 * Work that takes longer than a turn may: kept as a record, done by one process at a time, begun again after a crash.
 * Its result is stored together with the notice that tells it, so that it is told once.
 */
import type { Json } from '../../forms/json.ts';
import type { Lease, Store, Stored, Write } from '../../forms/ports.ts';
import type { Clock } from '../clock.ts';
import { keys } from '../keys.ts';
import type { Log } from '../log.ts';
import { recordsIn } from '../pages.ts';
import { Queue } from '../queue.ts';
import { noticeWrite } from './notices.ts';
import type { Done, Progress, Task } from './tasks.ts';

/** What is left of a result once its writes are stored. */
export type JobResult = Omit<Done, 'writes'>;

/** A job's record. */
export interface Job {
  readonly task: Task;
  /** Steps done, and all; both 0 before it begins. */
  readonly done: number;
  readonly total: number;
  /** How often it failed. */
  readonly failed: number;
  /** Set once it is done; `null` where it was given up. */
  readonly result?: JobResult | null;
}

/** Name of the family that tells results. */
const FAMILY = 'packing';
/** How often what waits is looked for, in ms. */
const EVERY_MS = 5_000;
/** How long a process holds a job without a sign of life, in ms; it renews that in time. */
const HELD_MS = 120_000;
/** How often progress is noted, in ms. */
const NOTED_MS = 5_000;
/** Tries before a job is given up. */
const TRIES = 3;

export interface JobDeps {
  readonly store: Store;
  readonly lease: Lease;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  newId(): string;
  run(task: Task, progress: Progress): Promise<Done>;
}

export interface Jobs {
  /** Looks for work now, without waiting for it. */
  kick(): void;
  /** Does all that waits; how many jobs were done. */
  sweep(): Promise<number>;
  /** Looks now and then, until it is stopped. */
  start(): () => void;
}

/** The key of the job of its kind that a person has in a call: one at a time. */
export function jobKey({ kind, call, by }: Pick<Task, 'kind' | 'call' | 'by'>): string {
  return keys.job(`${kind === 'seal' ? 'pack' : kind}:${call}:${by}`);
}

/** What waits or is told next of a person's in a call; undefined for none. */
export async function jobAt(store: Store, key: string): Promise<(Stored & { job: Job }) | undefined> {
  const record = (await store.read([key])).get(key);
  return record && { ...record, job: record.value as unknown as Job };
}

/** The write that begins a job; `rev` is that of a finished one that is still there, 0 for none. */
export function jobWrite(task: Task, rev: number): Write {
  const job: Job = { task, done: 0, total: 0, failed: 0 };
  return { key: jobKey(task), value: job as unknown as Json, expect: rev === 0 ? 'absent' : rev };
}

export function createJobs(deps: JobDeps): Jobs {
  const queue = new Queue();
  const sweep = () => queue.run('sweep', () => sweepOnce(deps));
  const look = () => void sweep().catch((error: unknown) => deps.log.failure('job.failed', error));
  return {
    kick: look,
    sweep,
    start() {
      const timer = setInterval(look, EVERY_MS);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

async function sweepOnce(deps: JobDeps): Promise<number> {
  let done = 0;
  const waiting: string[] = [];
  for await (const { key, value } of recordsIn(deps.store, keys.jobPrefix))
    if ((value as unknown as Job).result === undefined) waiting.push(key);
  for (const key of waiting) {
    const name = `job-${key.slice(keys.jobPrefix.length)}`;
    if (!(await deps.lease.claim(name, HELD_MS))) continue;
    try {
      if (await work(deps, key, name)) done += 1;
    } finally {
      await deps.lease.release(name);
    }
  }
  return done;
}

/** Does one job; false where it was done meanwhile, or failed and will be tried again. */
async function work(deps: JobDeps, key: string, lease: string): Promise<boolean> {
  const found = await jobAt(deps.store, key);
  if (!found || found.job.result !== undefined) return false;
  const { job } = found;
  let { rev } = found;
  let noted = deps.clock.now().getTime();
  const progress: Progress = async (done, total) => {
    // Between two submissions others are served.
    await new Promise((resume) => setImmediate(resume));
    const now = deps.clock.now().getTime();
    if (now - noted < NOTED_MS) return;
    noted = now;
    await deps.lease.claim(lease, HELD_MS);
    const value = { ...job, done, total } as unknown as Json;
    if ((await deps.store.commit([{ key, value, expect: rev }])).done) rev += 1;
  };
  try {
    const { writes, ...result } = await deps.run(job.task, progress);
    return await settle(deps, key, { ...job, result }, rev, writes);
  } catch (error) {
    deps.log.failure('job.failed', error);
    const failed = job.failed + 1;
    const next: Job = failed < TRIES ? { ...job, failed } : { ...job, failed, result: null };
    if (next.result === null) return settle(deps, key, next, rev, []);
    await deps.store.commit([{ key, value: next as unknown as Json, expect: rev }]);
    return false;
  }
}

/** Stores a result with what tells it; false where something of it changed meanwhile, so that it is done again. */
async function settle(
  { store, clock, newId }: JobDeps,
  key: string,
  job: Job,
  rev: number,
  writes: readonly Write[],
): Promise<boolean> {
  const at = clock.now().toISOString();
  const notice = noticeWrite({ to: job.task.by, family: FAMILY, data: { job: key }, at }, newId());
  const stored: Write = { key, value: job as unknown as Json, expect: rev };
  return (await store.commit([stored, ...writes, notice])).done;
}
