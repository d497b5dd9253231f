/**
 * What coordinators ordered and what takes a while: reminders by hand, a notice to the group. A job is a record; its
 * reminders are written batch by batch, each together with how far the job came, so that it goes on after a restart
 * where it stopped. Whoever ordered it is told how it goes and what came of it.
 */
import type { Json } from '../../../forms/json.ts';
import { isMeant, type Remindable, type Whom } from '../../../forms/office/reminder.ts';
import { type Grant, may } from '../../../forms/office/roles.ts';
import type { Write } from '../../../forms/ports.ts';
import { keys } from '../../keys.ts';
import { recordsIn } from '../../pages.ts';
import { ledgerWrite } from '../ledger.ts';
import { noticeWrite } from '../notices.ts';
import { countsOf, remindableOf } from './counts.ts';
import { batchWrites, REMINDERS, type Reminder, type ReminderDeps } from './record.ts';

/** Reminders by hand. */
export interface RemindJob {
  readonly kind: 'remind';
  readonly id: string;
  readonly call: string;
  readonly whom: Whom;
  /** Also those who were reminded within a day. */
  readonly again: boolean;
  /** Whoever ordered it, and what they might reach then. */
  readonly by: string;
  readonly grants: readonly Grant[];
  /** Instants are ISO 8601 UTC. */
  readonly at: string;
  readonly state: 'writing' | 'sending' | 'done';
  /** The last person written, in the order of ids. */
  readonly after: string;
  /** Reminders written. */
  readonly count: number;
  /** When its progress was last told. */
  readonly toldAt: string;
}

/** People written in one commit. */
const BATCH = 200;
/** Nobody is reminded by hand within so long of another reminder, unless that is wanted. In ms. */
const RECENT_MS = 24 * 3600_000;
/** So long between two words about how it goes, in ms. */
const PROGRESS_MS = 60_000;
/** A finished job is known so long, in ms. */
const KEPT_MS = 90 * 24 * 3600_000;

export const stepOfJob = (id: string): string => `m-${id}`;

export function jobWrite(job: RemindJob, expect: Write['expect']): Write {
  const kept = job.state === 'done' ? { ttlMs: KEPT_MS } : {};
  return { key: keys.remindJob(job.id), value: job as unknown as Json, expect, ...kept };
}

/** Whom an order reaches, in the order of ids, and how many were reminded too lately to be reminded again. */
export async function targetsOf(
  { store, standings }: Pick<ReminderDeps, 'store' | 'standings'>,
  order: Pick<RemindJob, 'call' | 'whom' | 'again' | 'grants' | 'id'>,
  at: string,
): Promise<{ readonly people: readonly Remindable[]; readonly recent: number }> {
  const { call, whom, grants, again, id } = order;
  const meant = remindableOf(await standings.all(), call).filter(
    (each) =>
      isMeant(each, whom) && may(grants, 'remind', { call, unit: each.line.unit, field: each.line.field }),
  );
  const lately = await remindedLately(store, call, { at, but: stepOfJob(id) });
  const people = meant.filter(({ person }) => again || !lately.has(person));
  return { people, recent: meant.filter(({ person }) => lately.has(person)).length };
}

/** Who of a call was reminded within a day, or is about to be. */
async function remindedLately(
  store: ReminderDeps['store'],
  call: string,
  { at, but }: { at: string; but: string },
): Promise<ReadonlySet<string>> {
  const since = new Date(Date.parse(at) - RECENT_MS).toISOString();
  const found = new Set<string>();
  for await (const { value } of recordsIn(store, keys.remindersOf(call))) {
    const reminder = value as unknown as Reminder;
    const counts = reminder.state === 'said' || reminder.state === 'waiting';
    if (counts && reminder.at > since && reminder.step !== but) found.add(reminder.person);
  }
  return found;
}

/** Goes on with every job that is not done. Rejects as the store does; what was written stays. */
export async function runJobs(deps: ReminderDeps): Promise<void> {
  for await (const { key, value, rev } of recordsIn(deps.store, keys.remindJobs)) {
    const job = value as unknown as RemindJob | { kind: 'group' };
    if (job.kind !== 'remind' || job.state === 'done') continue;
    if (job.state === 'writing') await write(deps, job, rev);
    const now = (await deps.store.read([key])).get(key);
    const written = now?.value as unknown as RemindJob | undefined;
    if (now && written?.state === 'sending') await follow(deps, written, now.rev);
  }
}

/** Writes what is left of a job; stops where another process goes on with it. */
async function write(deps: ReminderDeps, begun: RemindJob, rev: number): Promise<void> {
  const at = deps.clock.now().toISOString();
  const { people } = await targetsOf(deps, begun, begun.at);
  const left = people.filter(({ person }) => person > begun.after);
  let job = begun;
  let expect = rev;
  for (let from = 0; from < left.length; from += BATCH) {
    const some = left.slice(from, from + BATCH);
    const batch = { call: job.call, step: stepOfJob(job.id), day: null, at, from: Date.parse(at) };
    const { writes, count } = await batchWrites(deps, batch, some);
    job = { ...job, after: some.at(-1)?.person ?? job.after, count: job.count + count };
    if (!(await deps.store.commit([jobWrite(job, expect), ...writes])).done) return;
    expect += 1;
  }
  const detail = { job: job.id, count: job.count, ...job.whom };
  const entry = { at, by: job.by, act: 'remind', outcome: 'done', call: job.call, detail } as const;
  await deps.store.commit([
    jobWrite({ ...job, state: 'sending', toldAt: at }, expect),
    ledgerWrite(entry, deps.newId()),
  ]);
}

/** Tells how it goes now and then, and what came of it once nothing waits any more. */
async function follow(deps: ReminderDeps, job: RemindJob, rev: number): Promise<void> {
  const at = deps.clock.now().toISOString();
  const { waiting } = await countsOf(deps.store, job.call, stepOfJob(job.id));
  if (waiting > 0 && Date.parse(at) - Date.parse(job.toldAt) < PROGRESS_MS) return;
  const next: RemindJob = { ...job, state: waiting === 0 ? 'done' : 'sending', toldAt: at };
  await deps.store.commit([
    jobWrite(next, rev),
    noticeWrite({ to: job.by, family: REMINDERS, data: { job: job.id }, at }, deps.newId()),
  ]);
}
