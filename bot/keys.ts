/** Keys of the records in the store. Foreign ids are hashed where they would not fit a key. */
import { createHash } from 'node:crypto';

/** An id as part of a key: itself if short and plain, else 32 hex characters of its SHA-256. */
export function part(id: string): string {
  if (/^[\w.:@-]{1,64}$/.test(id)) return id;
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

const padded = (number: number): string => String(number).padStart(9, '0');

export const keys = {
  /** The conversation: who, how far its log has come, its dialog state. */
  conversation: (channel: string, id: string): string => `conv/${part(channel)}/${part(id)}`,
  /** What one turn added to a conversation's log, by the number of its last entry. */
  log: (conversation: string, seq: number): string =>
    `log/${conversation.slice('conv/'.length)}/${padded(seq)}`,
  logPrefix: (conversation: string): string => `log/${conversation.slice('conv/'.length)}/`,
  /** Replies of one turn that are not delivered yet, by the number of its last entry. */
  out: (conversation: string, seq: number): string =>
    `out/${conversation.slice('conv/'.length)}/${padded(seq)}`,
  outPrefix: (conversation: string): string => `out/${conversation.slice('conv/'.length)}/`,
  outboxPrefix: 'out/',
  /** A message that was handled. */
  seen: (conversation: string, activity: string): string =>
    `seen/${conversation.slice('conv/'.length)}/${part(activity)}`,
  /** Which process does what only one may do. */
  lease: (name: string): string => `lease/${part(name)}`,
  person: (person: string): string => `person/${part(person)}`,
  /** A submission's head, with what lists show of it. */
  submission: (id: string): string => `sub/${id}`,
  submissionPrefix: 'sub/',
  answer: (submission: string, path: string): string => `ans/${submission}/${path}`,
  answerPrefix: (submission: string): string => `ans/${submission}/`,
  /** One change of one answer, for ever. */
  history: (submission: string, revision: number, path: string): string =>
    `his/${submission}/${padded(revision)}/${path}`,
  /** A link for uploading, by the hash of its token. */
  link: (hash: string): string => `link/${hash}`,
  linkPrefix: 'link/',
  /** Hashes of files that have to go. */
  removal: (id: string): string => `gone/${id}`,
  removalPrefix: 'gone/',
  /** What a person was granted, and what they are about to confirm. */
  office: (person: string): string => `office/${part(person)}`,
  officePrefix: 'office/',
  /** What the office did with a submission. */
  review: (submission: string): string => `review/${submission}`,
  reviewPrefix: 'review/',
  /** The answers of a round as they were submitted. */
  sent: (submission: string, round: number): string => `sent/${submission}/${padded(round)}`,
  allSent: 'sent/',
  sentPrefix: (submission: string): string => `sent/${submission}/`,
  /** Something to tell a person who is not speaking, from that instant (ms since 1970) on. */
  notice: (from: number, id: string): string => `notice/${String(from).padStart(14, '0')}-${id}`,
  noticePrefix: 'notice/',
  /** That something changed in a stretch of time, by kind and id. */
  changed: (stretch: number, kind: string, id: string): string =>
    `chg/${padded(stretch)}/${kind}/${part(id)}`,
  changedIn: (stretch: number): string => `chg/${padded(stretch)}/`,
  /** Who did what in the office, in order of time. */
  ledger: (at: string, id: string): string => `ledger/${at.replace(/[:.]/g, '-')}-${id}`,
  ledgerPrefix: 'ledger/',
  /** A one-time code, by the hash of it. */
  code: (hash: string): string => `code/${hash}`,
  codePrefix: 'code/',
  /** A link to the office's page, or the session it became, by the hash of its token. */
  console: (hash: string): string => `console/${hash}`,
  /** A call's list of people: which generation of it holds, and how large it is. */
  roster: (call: string): string => `roster/${call}`,
  rosterPrefix: 'roster/',
  /** Some of the entries of a generation. */
  people: (call: string, generation: number, at: number): string =>
    `people/${call}/${padded(generation)}/${padded(at)}`,
  peoplePrefix: (call: string, generation: number): string => `people/${call}/${padded(generation)}/`,
  /** Who an entry turned out to be. */
  met: (call: string, entry: string): string => `met/${call}/${entry}`,
  metPrefix: (call: string): string => `met/${call}/`,
  /** A question of a submission that was handed to a colleague. */
  assist: (submission: string, id: string): string => `assist/${submission}/${id}`,
  assistPrefix: (submission: string): string => `assist/${submission}/`,
  allAssists: 'assist/',
  /** That a receipt number is taken. */
  number: (number: string): string => `number/${number}`,
  /** What the office decided about a call's dates. */
  deadline: (call: string): string => `deadline/${call}`,
  /** One person's reminder: of a step of the call's schedule, or of one sent by hand. */
  reminder: (call: string, step: string, person: string): string =>
    `reminder/${call}/${step}/${part(person)}`,
  reminderStep: (call: string, step: string): string => `reminder/${call}/${step}/`,
  remindersOf: (call: string): string => `reminder/${call}/`,
  /** That a step's reminders are all there. */
  planned: (call: string, step: string, at: string): string =>
    `planned/${call}/${at.replace(/[:.]/g, '-')}-${step}`,
  plannedOf: (call: string): string => `planned/${call}/`,
  /** That a person wants no reminders. */
  mute: (person: string): string => `mute/${part(person)}`,
  /** Reminders sent by hand, and notices to the group. */
  remindJob: (id: string): string => `remind/${id}`,
  remindJobs: 'remind/',
  /** Which submissions of a call go up first. */
  order: (call: string): string => `order/${call}`,
  /** What the office was asked for its own papers of a call. */
  papers: (call: string): string => `papers/${call}`,
  /** A package that was made of a call, by its number. */
  pack: (call: string, number: number): string => `pack/${call}/${padded(number)}`,
  packPrefix: (call: string): string => `pack/${call}/`,
  /** Files that were made of a submission or a call for the office. */
  made: (of: string): string => `made/${part(of)}`,
  /** Whether two submissions are one and the same, as a person decided. */
  twins: (call: string, pair: string): string => `twins/${call}/${pair}`,
  twinsPrefix: (call: string): string => `twins/${call}/`,
  /** Work that takes longer than a turn. */
  job: (id: string): string => `job/${part(id)}`,
  jobPrefix: 'job/',
  allAnswers: 'ans/',
  historyOfAll: 'his/',
  historyPrefix: (submission: string): string => `his/${submission}/`,
};
