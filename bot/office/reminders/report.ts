/** What came of reminders, for coordinators: the newest of a call, by schedule and by hand. */

import { dayInWords } from '../../../dialogs/engine/finish.ts';
import type { Named } from '../../../dialogs/office/reminders.ts';
import type { Call } from '../../../forms/call.ts';
import { may } from '../../../forms/office/roles.ts';
import { text } from '../../../forms/text/index.ts';
import { keys } from '../../keys.ts';
import { undelivered } from '../../outbox.ts';
import { recordsIn } from '../../pages.ts';
import { refused } from '../answers.ts';
import type { OfficeNow, OfficeOutcome } from '../family.ts';
import { timeInWords } from '../time.ts';
import { chosenCall } from './choice.ts';
import { type Counts, countsOf, namesOf } from './counts.ts';
import { type RemindJob, stepOfJob } from './jobs.ts';
import type { ReminderDeps } from './record.ts';

/** Runs that are told of, newest first. */
const RUNS = 5;
/** People that are named of those who were not reached. */
const NAMED = 10;

/** One reminding: a step of the schedule, or a job. */
interface Run {
  readonly step: string;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
}

export async function report(deps: ReminderDeps, named: Named, now: OfficeNow): Promise<OfficeOutcome> {
  const chosen = chosenCall(now, named, { act: 'remind', word: text('office.remind.report_word') });
  if ('instead' in chosen) return chosen.instead;
  const { call } = chosen;
  // It counts people of all units: whoever may remind some only has no business with the others.
  if (!may(now.office.grants, 'remind', { call: call.id })) return refused(now, 'remind', { call: call.id });
  const runs = await runsOf(deps, call.id);
  if (runs.length === 0) return { replies: [{ text: text('office.remind.no_runs', { call: call.short }) }] };
  const out = await undelivered(deps.store);
  const name = namesOf((await deps.standings.all()).filter((line) => line.call === call.id));
  const lines = [text('office.remind.report', { call: call.short })];
  for (const run of runs) {
    const counts = await countsOf(deps.store, call.id, run.step, out);
    lines.push(
      text('office.remind.run', { what: runWords(run), when: timeInWords(run.at) }),
      countLine(counts),
    );
    lines.push(...trouble(counts, name));
  }
  return { replies: [{ text: lines.join('\n') }] };
}

async function runsOf({ store }: ReminderDeps, call: string): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for await (const { key, value } of recordsIn(store, keys.plannedOf(call))) {
    const { at, count } = value as unknown as { at: string; count: number };
    if (count > 0) runs.push({ step: key.split('-').slice(-2).join('-'), at });
  }
  for await (const { value } of recordsIn(store, keys.remindJobs)) {
    const job = value as unknown as RemindJob;
    if (job.kind === 'remind' && job.call === call) runs.push({ step: stepOfJob(job.id), at: job.at });
  }
  return runs.sort((a, b) => b.at.localeCompare(a.at)).slice(0, RUNS);
}

function runWords({ step }: Run): string {
  if (step.startsWith('m-')) return text('office.remind.run_manual');
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d\d)(\d\d)-/.exec(step) ?? [];
  return text('office.remind.run_step', { date: dayInWords(`${year}-${month}-${day}`) });
}

/** 共 20 人：已提醒 15，在发 1，… */
function countLine({ total, said, waiting, notNeeded, failed, unreachable }: Counts): string {
  const parts = [
    text('office.remind.count_said', { count: said }),
    ...(waiting > 0 ? [text('office.remind.count_waiting', { count: waiting })] : []),
    ...Object.entries(notNeeded).map(([why, count]) => text(`office.remind.count_${why}`, { count })),
    ...(failed.length > 0 ? [text('office.remind.count_failed', { count: failed.length })] : []),
    ...(unreachable.length > 0
      ? [text('office.remind.count_unreachable', { count: unreachable.length })]
      : []),
  ];
  return text('office.remind.counts', { total, parts: parts.join('，') });
}

/** Who was not reached, and why. */
function trouble({ failed, unreachable }: Counts, name: (person: string) => string): string[] {
  const shown = (person: string) => name(person) || text('office.remind.no_name');
  const lost = failed.slice(0, NAMED).map(({ person, why }) => {
    const code = `office.remind.why_${why.replace('.', '_')}`;
    const reason = text(code) === code ? text('office.remind.why_other') : text(code);
    return text('office.remind.failed_line', { name: shown(person), why: reason });
  });
  const list = unreachable.slice(0, NAMED).map(shown).join('；');
  const code = unreachable.length > NAMED ? 'office.remind.unreachable_more' : 'office.remind.unreachable';
  return [...lost, ...(list === '' ? [] : [text(code, { list, count: unreachable.length })])];
}

/** How a job goes, or what came of it; null where it is not there any more. */
export async function tellJob(
  deps: ReminderDeps,
  id: string,
  calls: readonly Call[],
): Promise<OfficeOutcome | null> {
  const key = keys.remindJob(id);
  const job = (await deps.store.read([key])).get(key)?.value as unknown as RemindJob | undefined;
  const call = calls.find((each) => each.id === job?.call);
  if (!job || !call) return null;
  const counts = await countsOf(deps.store, job.call, stepOfJob(id));
  const code = counts.waiting === 0 ? 'office.remind.job_done' : 'office.remind.job_going';
  const name = namesOf((await deps.standings.all()).filter((line) => line.call === job.call));
  const lines = [text(code, { call: call.short }), countLine(counts)];
  return {
    replies: [{ text: [...lines, ...(counts.waiting === 0 ? trouble(counts, name) : [])].join('\n') }],
  };
}
