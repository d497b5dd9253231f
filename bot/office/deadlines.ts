/** A call's dates as a family of the office: shown, set, opened for one, and when people are reminded of them. */

import { dayInWords, momentInWords } from '../../dialogs/engine/finish.ts';
import { type DeadlineAct, readDeadlines } from '../../dialogs/office/deadlines.ts';
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { dayAt } from '../../forms/kinds/calendar.ts';
import {
  callWith,
  concernOf,
  type DeadlineRecord,
  isOpen,
  type SetDate,
  scheduleOf,
  type Which,
} from '../../forms/office/deadline.ts';
import { may } from '../../forms/office/roles.ts';
import {
  closesAt,
  type Due,
  type Schedule,
  stepsFor,
  timeAt,
  unpublishedYears,
} from '../../forms/office/schedule.ts';
import { workdays } from '../../forms/office/workdays.ts';
import type { Submission } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { lineOf } from '../line.ts';
import { refused } from './answers.ts';
import { type DatedCall, datesWrite } from './dates.ts';
import { exception, whereFound } from './exceptions.ts';
import type { Family, OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import { DEADLINES, type Shown, shown } from './preview.ts';
import { chosenCall } from './reminders/choice.ts';
import { duesOf, type ReminderDeps } from './reminders/record.ts';
import type { Closed, Excepted } from './submitting.ts';

type SetAct = Extract<DeadlineAct, { kind: 'set' }>;
type ScheduleAct = Extract<DeadlineAct, { kind: 'schedule' }>;

export function createDeadlines(deps: ReminderDeps): Family<Shown<DeadlineAct>> {
  return {
    name: DEADLINES,
    read: readDeadlines,
    async run(act, now, confirmed) {
      const right = act.kind === 'exception' ? 'exception' : 'deadline';
      const named = act.kind === 'exception' ? await whereFound(deps, act, now) : act.named;
      const chosen = chosenCall(now, named, {
        act: right,
        word: text(`office.deadline.word_${act.kind}`),
      });
      if ('instead' in chosen) return chosen.instead;
      const { id } = chosen.call;
      const dated = await deps.dates.one(deps.store, id);
      if (!dated) return { replies: [] };
      if (act.kind === 'exception') return exception(deps, dated, { act, confirmed }, now);
      // A date is for all units: whoever has some only may not set it.
      if (!may(now.office.grants, 'deadline', { call: id })) return refused(now, 'deadline', { call: id });
      if (act.kind === 'show') return show(dated, now);
      const fresh = confirmed && act.rev === dated.rev;
      return act.kind === 'set' ? set(dated, act, now, fresh) : plan(dated, act, now, fresh);
    },
  };
}

/** Every date with who set it, the reminders to come, the exceptions. */
function show({ call, record }: DatedCall, { at }: OfficeNow): OfficeOutcome {
  const dates = call.deadlines.map(({ name, date, time }) =>
    date === null
      ? text('office.deadline.line_none', { name })
      : text('office.deadline.line', { name, date: momentInWords(date, time) }),
  );
  const lines = [
    text('office.deadline.show', { call: call.short }),
    ...(dates.length > 0 ? dates : [text('office.deadline.none')]),
    scheduleWords(scheduleOf(record)),
    ...stepLines(call, record, at),
    ...exceptionLines(record),
    text('office.deadline.how', { short: call.short }),
  ];
  return { replies: [{ text: lines.join('\n') }] };
}

function exceptionLines({ exceptions }: DeadlineRecord): string[] {
  return exceptions.length === 0 ? [] : [text('office.deadline.exceptions', { count: exceptions.length })];
}

function scheduleWords({ days, at, quiet }: Schedule): string {
  const near = days.map((each) =>
    text(each === 0 ? 'office.deadline.day_itself' : 'office.deadline.days', { days: each }),
  );
  const code = quiet ? 'office.deadline.schedule' : 'office.deadline.schedule_no_quiet';
  return text(code, { days: near.join('、'), at, from: quiet?.from ?? '', to: quiet?.to ?? '' });
}

/** The reminders still to come, of the date that comes first, and what is not known of the calendar. */
function stepLines(call: Call, record: DeadlineRecord, at: string): string[] {
  const schedule = scheduleOf(record);
  const concern = concernOf(call.deadlines, null);
  if (!concern) return [];
  const ahead = stepsFor(concern.due, schedule, workdays).filter((step) => step.at > at);
  if (ahead.length === 0 || closesAt(concern.due) <= at) return [text('office.deadline.no_steps')];
  const list = ahead.map((step) => `${dayInWords(dayAt(step.at))} ${timeAt(step.at)}`).join('、');
  const years = unpublishedYears(concern.due, schedule, workdays);
  const unsure = years.length > 0 ? [text('office.deadline.unpublished', { years: years.join('、') })] : [];
  return [text('office.deadline.steps', { name: concern.name, list }), ...unsure];
}

function set(dated: DatedCall, act: SetAct, now: OfficeNow, confirmed: boolean): OfficeOutcome {
  const { call, record, rev } = dated;
  if (act.day === null) return { replies: [{ text: text('office.deadline.no_day', { said: act.said }) }] };
  const date: SetDate = { day: act.day, time: act.time, by: now.person, at: now.at };
  const next: DeadlineRecord = { ...record, [act.which]: date };
  const changed = callWith(call, next);
  const before = nameAndDate(call, act.which);
  const after = nameAndDate(changed, act.which);
  if (!confirmed) {
    const lines = [
      text('office.deadline.set', {
        call: call.short,
        name: after.name,
        before: before.words,
        after: after.words,
      }),
      ...doubts(changed, date, now.at),
      ...stepLines(changed, next, now.at),
    ];
    return shown(lines, act, dated);
  }
  const entry = {
    at: now.at,
    by: now.person,
    act: 'deadline',
    outcome: 'done',
    call: call.id,
    detail: { which: act.which, before: before.value, after: after.value },
  } as const;
  return {
    replies: [
      { text: text('office.deadline.was_set', { call: call.short, name: after.name, after: after.words }) },
    ],
    writes: [datesWrite(call.id, next, rev), ledgerWrite(entry, now.newId())],
  };
}

function nameAndDate({ deadlines }: Call, which: Which): { name: string; words: string; value: string } {
  const found = deadlines.find(({ official }) => official === (which === 'official'));
  const name = found?.name ?? text(`office.deadline.name_${which}`);
  if (!found?.date) return { name, words: text('office.deadline.not_set'), value: '' };
  const { date, time } = found;
  return { name, words: momentInWords(date, time), value: [date, time].filter(Boolean).join(' ') };
}

/** What speaks against a date; it is said, and the coordinator decides. */
function doubts({ deadlines }: Call, { day, time }: SetDate, at: string): string[] {
  const due: Due = { day, time };
  const found: string[] = [];
  if (closesAt(due) <= at) found.push(text('office.deadline.doubt_passed'));
  if (!workdays.isWorkday(day)) found.push(text('office.deadline.doubt_day_off'));
  const [own, theirs] = [false, true].map((official) => {
    const one = deadlines.find((each) => each.official === official);
    return one?.date ? closesAt({ day: one.date, time: one.time ?? null }) : undefined;
  });
  if (own && theirs && own > theirs) found.push(text('office.deadline.doubt_order'));
  return found;
}

function plan(dated: DatedCall, act: ScheduleAct, now: OfficeNow, confirmed: boolean): OfficeOutcome {
  const { call, record, rev } = dated;
  if (!act.usual && !act.days && !act.at && !act.quiet) {
    const lines = [scheduleWords(scheduleOf(record)), ...stepLines(call, record, now.at)];
    return {
      replies: [{ text: [...lines, text('office.deadline.schedule_how', { short: call.short })].join('\n') }],
    };
  }
  const before = scheduleOf(record);
  const schedule: Schedule | null = act.usual
    ? null
    : { days: act.days ?? before.days, at: act.at ?? before.at, quiet: act.quiet ?? before.quiet };
  const next: DeadlineRecord = { ...record, schedule };
  const words = scheduleWords(scheduleOf(next));
  if (!confirmed)
    return shown(
      [text('office.deadline.schedule_new', { call: call.short }), words, ...stepLines(call, next, now.at)],
      act,
      dated,
    );
  const detail = scheduleOf(next) as unknown as Json;
  const entry = {
    at: now.at,
    by: now.person,
    act: 'schedule',
    outcome: 'done',
    call: call.id,
    detail,
  } as const;
  return {
    replies: [{ text: [text('office.deadline.schedule_set', { call: call.short }), words].join('\n') }],
    writes: [datesWrite(call.id, next, rev), ledgerWrite(entry, now.newId())],
  };
}

/** Asked before something is handed in: whether its call is closed to it, or it was let in by an exception. */
export function closedBy(deps: Pick<ReminderDeps, 'store' | 'dates' | 'roster'>) {
  return async (call: Call, submission: Submission, now: OfficeNow): Promise<Closed | Excepted | null> => {
    const dated = await deps.dates.one(deps.store, call.id);
    if (!dated) return null;
    const { head } = submission;
    const unit = lineOf(call, submission).organisation;
    const unitDue = duesOf(await deps.roster(), call.id).of({ person: head.owner, unit });
    const whose = { submission: head.id, unit, unitDue };
    const open = isOpen(dated.call.deadlines, dated.record.exceptions, now.at, whose);
    if (open.open) return open.exception === undefined ? null : { exception: open.exception };
    const { name, due } = open.passed;
    return { name, date: momentInWords(due.day, due.time) };
  };
}
