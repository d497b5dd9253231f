/**
 * Plans the reminders of the calls' schedules: finds the steps that are due and writes, for everyone with something
 * undone, the reminder together with the notice that tells it. A reminder is written where there is none of its step
 * for that person, so that any number of processes may plan, and die while planning, and it is there once.
 */
import { AppError } from '../../../forms/error.ts';
import { type Concern, concernOf, type DeadlineRecord, scheduleOf } from '../../../forms/office/deadline.ts';
import { type Remindable, remindable, type UnitDues } from '../../../forms/office/reminder.ts';
import { afterQuiet, closesAt, dueStep, type Step, stepsFor } from '../../../forms/office/schedule.ts';
import { workdays } from '../../../forms/office/workdays.ts';
import type { Write } from '../../../forms/ports.ts';
import { keys } from '../../keys.ts';
import { recordsIn } from '../../pages.ts';
import type { DatedCall } from '../dates.ts';
import { ledgerWrite } from '../ledger.ts';
import { batchWrites, duesOf, type Reminder, type ReminderDeps } from './record.ts';

/** People written in one commit. */
const BATCH = 200;
/** How often a batch is tried again where another process wrote into it. */
const TRIES = 5;

/** Plans what is due now; how many reminders were written. Rejects as the store does; what was written stays. */
export async function planDue(deps: ReminderDeps): Promise<number> {
  const now = deps.clock.now().toISOString();
  let written = 0;
  for (const dated of await deps.dates.all(deps.store)) written += await planCall(deps, dated, now);
  return written;
}

async function planCall(deps: ReminderDeps, dated: DatedCall, now: string): Promise<number> {
  const dues = duesOf(await deps.roster(), dated.call.id);
  const due = dueSteps(dated, dues, now);
  if (due.size === 0) return 0;
  const marks = [...due.values()].map(({ id, at }) => keys.planned(dated.call.id, id, at));
  const planned = await deps.store.read(marks);
  const open = [...due.values()].filter(({ id, at }) => !planned.has(keys.planned(dated.call.id, id, at)));
  if (open.length === 0) return 0;
  const lines = (await deps.standings.all()).filter(({ call }) => call === dated.call.id);
  const people = remindable(lines);
  let written = 0;
  for (const step of open) {
    const ids = people.filter((each) => stepFor(dated, dues, each, now)?.id === step.id);
    written += await planStep(deps, dated, { step, people: ids, now });
  }
  return written;
}

/** The steps that are due for anyone at all, by id. */
function dueSteps({ call, record }: DatedCall, dues: UnitDues, now: string): ReadonlyMap<string, Step> {
  const found = new Map<string, Step>();
  for (const day of [null, ...dues.days]) {
    const concern = concernOf(call.deadlines, day);
    const step = concern && stepOf(record, concern, now, '');
    if (step) found.set(step.id, step);
  }
  return found;
}

/** The step that is due for one person: none that came before they began, or before the date was set. */
function stepFor(
  { call, record }: DatedCall,
  dues: UnitDues,
  { person, met, line }: Remindable,
  now: string,
): Step | undefined {
  const concern = concernOf(call.deadlines, dues.of({ person: met ? person : null, unit: line.unit }));
  return concern && stepOf(record, concern, now, line.createdAt ?? '');
}

function stepOf(record: DeadlineRecord, { of, due }: Concern, now: string, begun: string): Step | undefined {
  const set = (of === 'unit' ? undefined : record[of]?.at) ?? '';
  const steps = stepsFor(due, scheduleOf(record), workdays);
  return dueStep(steps, { now, closes: closesAt(due), since: set > begun ? set : begun });
}

interface StepPlan {
  readonly step: Step;
  readonly people: readonly Remindable[];
  readonly now: string;
}

async function planStep(
  deps: ReminderDeps,
  { call, record }: DatedCall,
  { step, people, now }: StepPlan,
): Promise<number> {
  const day = dayOf(step);
  const from = Date.parse(afterQuiet(now, scheduleOf(record).quiet));
  const batch = { call: call.id, step: step.id, day, at: now, from };
  let written = 0;
  for (let at = 0; at < people.length; at += BATCH)
    written += await writeBatch(deps, async () => batchWrites(deps, batch, people.slice(at, at + BATCH)));
  await mark(deps, call.id, step, now);
  return written;
}

/** `2026-12-20` out of `20261220-7`. */
function dayOf({ id }: Step): string {
  return `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`;
}

/** Commits a batch; where another process wrote into it meanwhile, what is left of it. */
export async function writeBatch(
  { store }: Pick<ReminderDeps, 'store'>,
  make: () => Promise<{ readonly writes: readonly Write[]; readonly count: number }>,
): Promise<number> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { writes, count } = await make();
    if (writes.length === 0) return 0;
    if ((await store.commit(writes)).done) return count;
  }
  throw new AppError('reminders.conflict', `a batch met ${TRIES} conflicts in a row`);
}

/** Notes that all reminders of a step are there, with a line in the book; whoever is second notes nothing. */
async function mark({ store, newId }: ReminderDeps, call: string, step: Step, now: string): Promise<void> {
  let count = 0;
  let unreachable = 0;
  for await (const { value } of recordsIn(store, keys.reminderStep(call, step.id))) {
    count += 1;
    if ((value as unknown as Reminder).state === 'no_channel') unreachable += 1;
  }
  const detail = { step: step.id, count, no_channel: unreachable };
  const key = keys.planned(call, step.id, step.at);
  const entry = { at: now, by: 'schedule', act: 'remind', outcome: 'done', call, detail } as const;
  const writes: Write[] = [{ key, value: { at: now, count }, expect: 'absent' }];
  if (count > 0) writes.push(ledgerWrite(entry, newId()));
  await store.commit(writes);
}
