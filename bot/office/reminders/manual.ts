/** Reminders by hand: first shown, with how many and whom and in which words; sent once that is confirmed. */
import type { ReminderAct } from '../../../dialogs/office/reminders.ts';
import type { Call } from '../../../forms/call.ts';
import type { Json } from '../../../forms/json.ts';
import { concernOf } from '../../../forms/office/deadline.ts';
import type { Remindable, Undone, Whom } from '../../../forms/office/reminder.ts';
import type { Store } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import { keys } from '../../keys.ts';
import type { Person } from '../../unit.ts';
import type { OfficeNow, OfficeOutcome } from '../family.ts';
import { chosenCall } from './choice.ts';
import { nameOf } from './counts.ts';
import { jobWrite, type RemindJob, targetsOf } from './jobs.ts';
import { duesOf, REMINDERS, type ReminderDeps } from './record.ts';
import { reminderWords } from './tell.ts';

export type ManualAct = Extract<ReminderAct, { kind: 'manual' }>;

export interface ManualDeps extends ReminderDeps {
  /** Begins the work on what was just ordered, without waiting for the next look. */
  hurry(): void;
}

/** People that are named in the preview. */
const NAMED = 5;

/** Shows whom it would reach, or once confirmed orders it. */
export async function manual(
  deps: ManualDeps,
  act: ManualAct,
  now: OfficeNow,
  confirmed: boolean,
): Promise<OfficeOutcome> {
  const chosen = chosenCall(now, act.named, {
    act: 'remind',
    word: text(act.whom === null ? 'office.remind.word' : 'office.remind.word_whom'),
  });
  if ('instead' in chosen) return chosen.instead;
  const { call } = chosen;
  const order = (whom: Whom, again: boolean, id: string) => ({
    call: call.id,
    whom,
    again,
    grants: now.office.grants,
    id,
  });
  if (act.whom === null) return usage(deps, call, now);
  const found = await targetsOf(deps, order(act.whom, act.again, ''), now.at);
  if (found.people.length === 0) return nobody(call, act.whom, found.recent);
  if (!confirmed) return preview(deps, { call, act, ...found }, now);
  const id = now.newId();
  const job: RemindJob = {
    kind: 'remind',
    ...order(act.whom, act.again, id),
    by: now.person,
    at: now.at,
    state: 'writing',
    after: '',
    count: 0,
    toldAt: now.at,
  };
  return {
    replies: [{ text: text('office.remind.ordered', { count: found.people.length }) }],
    writes: [jobWrite(job, 'absent')],
    after: deps.hurry,
  };
}

/** How many there are of each group, and how to remind them. */
async function usage(deps: ReminderDeps, call: Call, now: OfficeNow): Promise<OfficeOutcome> {
  const counted = async (group: Whom['group']) => {
    const whom = { group, unit: null };
    const order = { call: call.id, whom, again: true, grants: now.office.grants, id: '' };
    return (await targetsOf(deps, order, now.at)).people.length;
  };
  const [absent, unfinished, returned] = await Promise.all([
    counted('absent'),
    counted('unfinished'),
    counted('returned'),
  ]);
  const params = { call: call.short, absent, unfinished, returned };
  return { replies: [{ text: text('office.remind.usage', params) }] };
}

function nobody({ short: call }: Call, whom: Whom, recent: number): OfficeOutcome {
  const code = recent > 0 ? 'office.remind.only_recent' : 'office.remind.nobody';
  return { replies: [{ text: text(code, { call, recent, whom: whomWords(whom) }) }] };
}

/** 未完成的，单位含“甲大学” */
function whomWords({ group, unit }: Whom): string {
  const words = text(`office.remind.group_${group}`);
  return unit === null ? words : text('office.remind.group_unit', { group: words, unit });
}

interface Shown {
  readonly call: Call;
  readonly act: ManualAct;
  readonly people: readonly Remindable[];
  readonly recent: number;
}

async function preview(
  deps: ReminderDeps,
  { call, act, people, recent }: Shown,
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const { muted, unreachable, first } = await outOfReach(deps.store, people);
  const known = people.map(({ line }) => nameOf(line)).filter((name) => name !== '');
  const names = known.slice(0, NAMED).join('；');
  const code =
    people.length > Math.min(known.length, NAMED) ? 'office.remind.names_more' : 'office.remind.names';
  const lines = [
    text('office.remind.preview', {
      call: call.short,
      whom: whomWords(act.whom ?? { group: 'all', unit: null }),
      count: people.length,
    }),
    ...(names === '' ? [] : [text(code, { names })]),
    ...(recent > 0
      ? [text(act.again ? 'office.remind.recent_too' : 'office.remind.recent', { recent })]
      : []),
    ...(muted > 0 ? [text('office.remind.some_muted', { count: muted })] : []),
    ...(unreachable > 0 ? [text('office.remind.some_unreachable', { count: unreachable })] : []),
    ...(first ? [text('office.remind.sample', { sample: await sampleOf(deps, call, first, now) })] : []),
    text('office.remind.confirm'),
  ];
  const options = ['office.yes', 'office.no'].map((each) => ({ title: text(each), value: text(each) }));
  const named = { call: call.id };
  return {
    replies: [{ text: lines.join('\n'), options }],
    pending: { family: REMINDERS, act: { ...act, named } as unknown as Json },
  };
}

/** The words that one of them would read. */
async function sampleOf(
  deps: ReminderDeps,
  call: Call,
  { line, met, person }: Remindable,
  { today }: OfficeNow,
): Promise<string> {
  const { id, title, unit, stage, done, total, updatedAt, sections } = line;
  const dues = duesOf(await deps.roster(), call.id);
  const concern = concernOf(call.deadlines, dues.of({ person: met ? person : null, unit }));
  const draft =
    stage === 'absent'
      ? null
      : {
          id,
          call: call.id,
          callTitle: call.short,
          title,
          organisation: unit,
          status: stage === 'finished' ? ('finished' as const) : ('draft' as const),
          updatedAt: updatedAt ?? '',
          done,
          total,
          known: true,
        };
  return reminderWords(
    { call, stage: stage satisfies Undone, draft, sections, review: null, concern },
    today,
  );
}

/** How many of them want no reminders, how many nobody can write to, and the first who would get one. */
async function outOfReach(
  store: Store,
  people: readonly Remindable[],
): Promise<{ muted: number; unreachable: number; first: Remindable | undefined }> {
  let first: Remindable | undefined;
  let muted = 0;
  let unreachable = 0;
  for (let from = 0; from < people.length; from += 500) {
    const some = people.slice(from, from + 500);
    const records = await store.read(some.flatMap(({ person }) => [keys.mute(person), keys.person(person)]));
    for (const each of some) {
      const { person, met } = each;
      const known = records.get(keys.person(person))?.value as unknown as Person | undefined;
      if (!met || !known?.conversations?.length) unreachable += 1;
      else if (records.has(keys.mute(person))) muted += 1;
      else first ??= each;
    }
  }
  return { muted, unreachable, first };
}
