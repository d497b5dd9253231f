/**
 * A notice to the office's group. It is sent at most once: a process that dies while sending leaves open whether it
 * arrived, and whoever ordered it is asked to look.
 */

import { AppError } from '../../../forms/error.ts';
import type { Json } from '../../../forms/json.ts';
import { mayAnywhere } from '../../../forms/office/roles.ts';
import type { Write } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import { keys } from '../../keys.ts';
import { recordsIn } from '../../pages.ts';
import { refused } from '../answers.ts';
import type { OfficeNow, OfficeOutcome } from '../family.ts';
import { ledgerWrite } from '../ledger.ts';
import { noticeWrite } from '../notices.ts';
import type { ManualDeps } from './manual.ts';
import { REMINDERS, type ReminderDeps } from './record.ts';

export interface GroupDeps extends ManualDeps {
  readonly group?: SendToGroup | undefined;
}

/** Writes to the group. Rejects with `AppError`: `send.refused` (nobody is there), `send.failed` (it may have arrived). */
export type SendToGroup = (words: string) => Promise<void>;

interface GroupJob {
  readonly kind: 'group';
  readonly id: string;
  readonly words: string;
  readonly by: string;
  /** Instant of the last change, ISO 8601 UTC. */
  readonly at: string;
  readonly state: 'waiting' | 'sending' | 'sent' | 'refused' | 'failed';
}

/** A process that sends takes no longer, in ms. */
const SENDING_MS = 5 * 60_000;
/** What was sent is known so long, in ms. */
const KEPT_MS = 90 * 24 * 3600_000;

/** Shows the notice as it would stand there, or once confirmed orders it. */
export async function groupNotice(
  { group, hurry }: Pick<GroupDeps, 'group' | 'hurry'>,
  words: string,
  now: OfficeNow,
  confirmed: boolean,
): Promise<OfficeOutcome> {
  if (!mayAnywhere(now.office.grants, 'remind')) return refused(now, 'remind', {});
  if (!group) return { replies: [{ text: text('office.group.none') }] };
  if (words === '') return { replies: [{ text: text('office.group.usage') }] };
  if (!confirmed) {
    const options = ['office.yes', 'office.no'].map((each) => ({ title: text(each), value: text(each) }));
    return {
      replies: [{ text: text('office.group.preview', { words }), options }],
      pending: { family: REMINDERS, act: { kind: 'group', words } },
    };
  }
  const id = now.newId();
  const job: GroupJob = { kind: 'group', id, words, by: now.person, at: now.at, state: 'waiting' };
  const entry = {
    at: now.at,
    by: now.person,
    act: 'group_notice',
    outcome: 'done',
    detail: { job: id },
  } as const;
  return {
    replies: [{ text: text('office.group.ordered') }],
    writes: [jobWrite(job, 'absent'), ledgerWrite(entry, now.newId())],
    after: hurry,
  };
}

function jobWrite(job: GroupJob, expect: Write['expect']): Write {
  const over = job.state !== 'waiting' && job.state !== 'sending';
  return {
    key: keys.remindJob(job.id),
    value: job as unknown as Json,
    expect,
    ...(over ? { ttlMs: KEPT_MS } : {}),
  };
}

/** Sends what waits. */
export async function runGroup(deps: ReminderDeps, send: SendToGroup | undefined): Promise<void> {
  for await (const { value, rev } of recordsIn(deps.store, keys.remindJobs)) {
    const job = value as unknown as GroupJob;
    if (job.kind !== 'group') continue;
    const at = deps.clock.now().toISOString();
    if (job.state === 'sending' && Date.parse(at) - Date.parse(job.at) > SENDING_MS)
      await end(deps, { ...job, state: 'failed', at }, rev);
    if (job.state !== 'waiting' || !send) continue;
    const taken = await deps.store.commit([jobWrite({ ...job, state: 'sending', at }, rev)]);
    if (taken.done) await end(deps, { ...job, state: await sent(deps, send, job.words), at }, rev + 1);
  }
}

async function sent(deps: ReminderDeps, send: SendToGroup, words: string): Promise<GroupJob['state']> {
  try {
    await send(words);
    return 'sent';
  } catch (error) {
    deps.log.failure('group.failed', error);
    return error instanceof AppError && error.code === 'send.refused' ? 'refused' : 'failed';
  }
}

async function end(deps: ReminderDeps, job: GroupJob, rev: number): Promise<void> {
  const notice = { to: job.by, family: REMINDERS, data: { group: job.id }, at: job.at };
  await deps.store.commit([jobWrite(job, rev), noticeWrite(notice, deps.newId())]);
}

/** What came of a notice to the group. */
export async function tellGroup(
  { store }: Pick<ReminderDeps, 'store'>,
  id: string,
): Promise<OfficeOutcome | null> {
  const key = keys.remindJob(id);
  const job = (await store.read([key])).get(key)?.value as unknown as GroupJob | undefined;
  return job ? { replies: [{ text: text(`office.group.${job.state}`) }] } : null;
}
