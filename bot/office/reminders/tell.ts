/** Says a reminder, as things stand at that moment, or notes why it is not needed any more. */

import { momentInWords } from '../../../dialogs/engine/finish.ts';
import { sectionName } from '../../../dialogs/engine/wording.ts';
import type { Draft } from '../../../dialogs/turn.ts';
import type { Call } from '../../../forms/call.ts';
import { type Concern, concernOf, scheduleOf } from '../../../forms/office/deadline.ts';
import { type Undone, undoneOf } from '../../../forms/office/reminder.ts';
import { openComments, type Review } from '../../../forms/office/review.ts';
import { afterQuiet, closesAt, daysLeft } from '../../../forms/office/schedule.ts';
import { type SectionCount, type Stage, stageOf } from '../../../forms/office/standing.ts';
import { text } from '../../../forms/text/index.ts';
import { keys } from '../../keys.ts';
import type { KeptSubmission } from '../../submissions.ts';
import type { Conversation } from '../../unit.ts';
import type { OfficeNow, OfficeOutcome } from '../family.ts';
import { type Notice, noticeWrite } from '../notices.ts';
import { duesOf, type NotNeeded, type Reminder, type ReminderDeps, reminderWrite } from './record.ts';

/** Who said something so lately is in the middle of something: no draft is opened under their hands. In ms. */
const BUSY_MS = 15 * 60_000;

/** What a person is reminded of. */
export interface Matter {
  readonly call: Call;
  readonly stage: Undone;
  /** Null where nothing was begun. */
  readonly draft: Draft | null;
  readonly sections: readonly SectionCount[];
  readonly review: Review | null;
  readonly concern: Concern | undefined;
}

/** Null where the reminder is not there any more. */
export async function tellReminder(
  deps: ReminderDeps,
  notice: Notice,
  now: OfficeNow,
): Promise<OfficeOutcome | null> {
  const { reminder: key } = notice.data as { reminder: string };
  const stored = (await deps.store.read([key])).get(key);
  const reminder = stored?.value as unknown as Reminder | undefined;
  if (!stored || reminder?.state !== 'waiting') return null;
  const settled = (state: 'said' | 'not_needed', why?: NotNeeded) =>
    reminderWrite(
      {
        ...reminder,
        state,
        ...(why ? { why } : {}),
        at: now.at,
        ...(state === 'said' ? { notice: now.unit.speaker.message } : {}),
      },
      stored.rev,
    );
  const found = await matterOf(deps, reminder, now);
  if (typeof found === 'string') return { replies: [], writes: [settled('not_needed', found)] };
  const awake = await wakes(deps, reminder.call, now.at);
  // An outage carried it into the night: it is looked at again in the morning.
  if (awake > now.at) return { replies: [], writes: [noticeWrite(notice, deps.newId(), Date.parse(awake))] };
  return { ...(await said(deps, found, now)), writes: [settled('said')] };
}

async function wakes({ dates, store }: ReminderDeps, call: string, at: string): Promise<string> {
  const dated = await dates.one(store, call);
  return dated ? afterQuiet(at, scheduleOf(dated.record).quiet) : at;
}

interface Line {
  readonly draft: Draft | null;
  readonly stage: Stage;
  readonly updatedAt: string | null;
}

const NOTHING_BEGUN: Line = { draft: null, stage: 'absent', updatedAt: null };

/** What there is to remind of, or why there is nothing. */
async function matterOf(
  deps: ReminderDeps,
  reminder: Reminder,
  { unit, at }: OfficeNow,
): Promise<Matter | NotNeeded> {
  const drafts = unit.drafts.filter(({ call }) => call === reminder.call);
  const muteKey = keys.mute(reminder.person);
  const records = await deps.store.read([
    muteKey,
    ...drafts.flatMap(({ id }) => [keys.review(id), keys.submission(id)]),
  ]);
  if (records.has(muteKey)) return 'muted';
  const dated = await deps.dates.one(deps.store, reminder.call);
  if (!dated) return 'gone';
  const reviewOf = (id: string) => (records.get(keys.review(id))?.value ?? null) as unknown as Review | null;
  const begun = drafts.map((draft): Line => {
    return { draft, stage: stageOf(draft.status, reviewOf(draft.id)), updatedAt: draft.updatedAt };
  });
  const line = undoneOf<Line>(begun.length > 0 ? begun : [NOTHING_BEGUN]);
  if (!line) return 'submitted';
  const { draft, stage } = line;
  if (draft?.known === false) return 'gone';
  const dues = duesOf(await deps.roster(), reminder.call);
  const whose = { person: reminder.person, unit: draft?.organisation ?? '' };
  const concern = concernOf(dated.call.deadlines, dues.of(whose));
  const why = outOfTime(reminder, concern, stage, at);
  if (why) return why;
  const kept = draft ? (records.get(keys.submission(draft.id))?.value as unknown as KeptSubmission) : null;
  return {
    call: dated.call,
    stage,
    draft,
    sections: kept?.line.sections ?? [],
    review: draft ? reviewOf(draft.id) : null,
    concern,
  };
}

/** What was returned may come back after the deadline; everything else may not, and needs no reminder. */
function outOfTime(
  { day }: Reminder,
  concern: Concern | undefined,
  stage: Undone,
  at: string,
): NotNeeded | undefined {
  if (day !== null && concern?.due.day !== day) return 'moved';
  if (concern && at >= closesAt(concern.due) && (day !== null || stage !== 'returned')) return 'passed';
  return undefined;
}

/** The words, and the question that is open, so that a reply answers it. */
async function said({ store }: ReminderDeps, matter: Matter, now: OfficeNow): Promise<OfficeOutcome> {
  const { unit, conversation, at } = now;
  const { draft, call } = matter;
  const words = reminderWords(matter, now.today);
  const here = unit.current?.submission.head.id;
  if (draft && here === draft.id) return { replies: [{ text: words }], goesOn: true };
  if (here === undefined && !unit.refused && !(await isBusy(store, conversation, at))) {
    if (!draft) return { replies: [{ text: words }], goesOn: true };
    if (await unit.open(draft.id)) return { replies: [{ text: words }], goesOn: true };
  }
  const way = draft
    ? text('office.remind.way_draft', { word: text('office.remind.open_word', { title: titleOf(matter) }) })
    : text('office.remind.way_begin', { word: text('office.remind.begin_word', { short: call.short }) });
  return { replies: [{ text: [words, way].join('\n') }] };
}

async function isBusy(store: ReminderDeps['store'], key: string, at: string): Promise<boolean> {
  const record = (await store.read([key])).get(key)?.value as unknown as Conversation | undefined;
  return record?.at !== undefined && Date.parse(at) - Date.parse(record.at) < BUSY_MS;
}

export function titleOf({ draft, call }: Pick<Matter, 'draft' | 'call'>): string {
  return draft?.title || text('home.untitled', { call: call.short });
}

/** Sections with something left that are named. */
const NAMED = 4;

/** By when, how far, what is left, in a few lines. */
export function reminderWords(matter: Matter, today: string): string {
  const { call, stage, draft, sections, review, concern } = matter;
  const open = sections.filter(({ done, total }) => done < total);
  const named = open.slice(0, NAMED).map(({ id, done, total }) => {
    const section = call.sections.find((each) => each.id === id);
    return text('office.remind.section', {
      name: section ? sectionName(section) : id,
      left: total - done,
    });
  });
  const params = {
    call: call.short,
    title: titleOf(matter),
    done: draft?.done ?? 0,
    total: draft?.total ?? 0,
    comments: review ? openComments(review).length : 0,
  };
  return [
    concern ? dueWords(concern, call, today) : text('office.remind.no_date', { call: call.short }),
    text(`office.remind.${stage}${draft && draft.title === '' ? '_untitled' : ''}`, params),
    ...(stage === 'draft' && named.length > 0
      ? [
          text(open.length > NAMED ? 'office.remind.left_more' : 'office.remind.left', {
            list: named.join('、'),
            count: open.length,
          }),
        ]
      : []),
    text('office.remind.mute_hint'),
  ].join('\n');
}

function dueWords({ name, due, firm }: Concern, call: Call, today: string): string {
  const days = daysLeft(due.day, today);
  const near = days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'days';
  const code = days < 0 ? 'over' : near;
  return text(`office.remind.due_${code}`, {
    call: call.short,
    name,
    date: momentInWords(due.day, due.time),
    days,
    sure: firm ? '' : text('office.remind.unsure'),
  });
}
