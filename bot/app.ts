/** Puts the bot together from its ports; `main.ts` and the command line choose the adapters. */
import { randomBytes } from 'node:crypto';
import type { TurnContext } from 'botbuilder-core';
import type { Call } from '../forms/call.ts';
import type { Painter } from '../forms/documents/ports.ts';
import { AppError } from '../forms/error.ts';
import type { Console, Inquiry } from '../forms/office/ports.ts';
import type { ConversationLog, Desk, FileStore, Intake, Store } from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';
import type { Catalog } from './calls.ts';
import type { Clock } from './clock.ts';
import { conversationLog } from './conversations.ts';
import { createDesk } from './desk.ts';
import { makeDocuments } from './documents.ts';
import { eraseLeft } from './erase.ts';
import { createIntake, type UploadLimits } from './intake.ts';
import { createLease } from './lease.ts';
import { createLinks, type LinkDeps } from './links.ts';
import type { Log } from './log.ts';
import { claimCode } from './office/claim.ts';
import { type ConsoleDeps, createConsole } from './office/console/console.ts';
import type { ConsoleLinkDeps } from './office/console/family.ts';
import { reminderLog } from './office/console/reminders.ts';
import { Dates } from './office/dates.ts';
import { closedBy } from './office/deadlines.ts';
import { createOffice } from './office/desk.ts';
import { officeFamilies } from './office/families.ts';
import { createInquiry, officeOf } from './office/inquiry.ts';
import { createJobs, type Jobs } from './office/jobs.ts';
import { meetIn } from './office/meet.ts';
import { createNotices, type NoticeDeps, type Notices } from './office/notices.ts';
import type { SendToGroup } from './office/reminders/group.ts';
import { createReminderWork, type ReminderWork } from './office/reminders/work.ts';
import { Rosters } from './office/rosters.ts';
import { Standings } from './office/standings.ts';
import { doTask } from './office/tasks.ts';
import { Outbox } from './outbox.ts';
import { Submissions } from './submissions.ts';
import { createTurn } from './turn.ts';
import type { LinkSettings } from './unit.ts';

export interface BotDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly painter: Painter;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: UploadLimits;
  /** Writes to the office's group; absent where there is none. */
  readonly group?: SendToGroup | undefined;
  /** Accounts that are administrators, and coordinators of every call, by setting. */
  readonly administrators?: readonly string[];
  /** Links for uploading; absent where there is no page to upload on. */
  readonly links?: LinkSettings;
  /** The office's page; absent where there is none. */
  readonly console?: ConsoleLinkDeps['console'];
  /** How conversations are begun; absent where nobody can be spoken to first. */
  readonly reach?: Reach;
}

/** Conversations that can be begun from this process. */
export interface Reach {
  readonly deliver: LinkDeps['deliver'];
  /** Whether that of a channel can be; every one can where this is left out. */
  has?(channel: string, conversation: string): boolean;
}

/** What may be uploaded where neither a question nor a setting says more. */
const LIMITS: UploadLimits = { draftBytes: 4 * 1024 ** 3, fileBytes: 20 * 1024 ** 2 };

export interface Bot {
  /** One turn, on any channel. */
  readonly logic: (context: TurnContext) => Promise<void>;
  readonly desk: Desk;
  /** The office's page, for whoever was given a link to it. */
  readonly console: Console;
  readonly intake: Intake;
  readonly links: ReturnType<typeof createLinks>;
  /** What is still to be delivered; swept at start and now and then. */
  readonly outbox: Outbox;
  /** A code by which the first administrator is made; undefined where there is one. */
  claimCode(): Promise<string | undefined>;
  /** Looking up standing, for whoever may. */
  readonly inquiry: Inquiry;
  /** Where all submissions stand, for whoever may know. */
  readonly standings: Standings;
  /** What people are to be told who are not speaking. */
  readonly notices: Notices;
  /** The calls' dates as they hold now. */
  readonly dates: Dates;
  /** Plans reminders, and goes on with those that were ordered. */
  readonly reminders: ReminderWork;
  /** Work that takes longer than a turn. */
  readonly jobs: Jobs;
  /** What must be done once at start, before anyone is served: what an earlier process began to erase. */
  begin(): Promise<void>;
  /** The log of a channel's conversations. */
  conversations(channel: string): ConversationLog;
}

export function createBot(deps: BotDeps): Bot {
  const { store, files, painter, catalog, clock, log, administrators = [] } = deps;
  const submissions = new Submissions(store);
  const outbox = new Outbox({ store, clock, log, process: randomBytes(9).toString('base64url') });
  const newId = () => randomBytes(9).toString('base64url').replace(/[-_]/g, 'x');
  const rosters = new Rosters({ store, clock });
  const roster = () => rosters.all();
  const standings = new Standings({ store, clock, roster });
  const dates = new Dates(catalog);
  const forReminders = { store, clock, log, dates, standings, roster, newId, group: deps.group };
  const reminders = createReminderWork(forReminders);
  const made = (call: Call, submission: Submission) =>
    makeDocuments({ painter, files, today: clock.today() }, call, submission);
  const jobs = jobsOf(deps, newId);
  const families = officeFamilies({
    store,
    files,
    painter,
    rosters,
    catalog,
    submissions,
    standings,
    makeDocuments: made,
    closed: closedBy(forReminders),
    reminders: { ...forReminders, hurry: reminders.hurry },
    administrators,
    console: deps.console,
    kick: jobs.kick,
  });
  const office = createOffice({ store, families, newId, administrators });
  const logic = createTurn({
    store,
    office,
    meet: (unit, read) => meetIn(rosters, unit, read),
    files,
    submissions,
    catalog,
    dates,
    clock,
    outbox,
    log,
    links: deps.links,
    newId,
    makeDocuments: made,
  });
  return {
    logic,
    outbox,
    console: consoleFor(deps, { submissions, standings, dates, newId }),
    desk: createDesk({ store, submissions, catalog, clock, painter, files }),
    intake: createIntake({ store, submissions, catalog, limits: deps.limits ?? LIMITS }),
    links: createLinks({ store, submissions, catalog, clock, log, logic, ...reachOf(deps) }),
    standings,
    dates,
    reminders,
    inquiry: createInquiry({ store, catalog, standings, administrators }),
    claimCode: () => claimCode(store, clock.now(), administrators),
    notices: createNotices({ store, clock, log, logic, ...reachOf(deps) }),
    jobs,
    begin: () => eraseLeft({ store, files, log: deps.log }),
    conversations: (channel) => conversationLog(store, channel),
  };
}

function reachOf({ reach }: BotDeps): Pick<NoticeDeps, 'reaches' | 'deliver'> {
  return {
    reaches: (channel, conversation) => reach?.has?.(channel, conversation) ?? reach !== undefined,
    deliver: reach?.deliver ?? (async () => undefined),
  };
}

/** The office's page over the same overview that the chat answers from. */
function consoleFor(
  deps: BotDeps,
  { dates, ...parts }: Pick<ConsoleDeps, 'submissions' | 'standings' | 'newId'> & { readonly dates: Dates },
): Console {
  const { store, catalog, clock, painter, administrators = [] } = deps;
  return createConsole({
    ...parts,
    store,
    catalog,
    clock,
    painter,
    grants: async (account) => (await officeOf({ store, administrators }, account)).grants,
    calls: async () => (await dates.all(store)).map(({ call }) => call),
    reminders: (call) => reminderLog(store, call),
  });
}

function jobsOf({ store, files, painter, catalog, clock, log }: BotDeps, newId: () => string): Jobs {
  return createJobs({
    store,
    lease: createLease({ store, process: randomBytes(9).toString('base64url') }),
    clock,
    log,
    newId,
    async run(task, progress) {
      const call = catalog.get(task.call);
      if (!call) throw new AppError('call.unknown', `no call ${task.call}`);
      return doTask({ store, files, painter, catalog }, call, task, { newId, progress });
    },
  });
}
