/** Hears what is meant for the office, before the interview does, and tells notices. */
import type { Activity } from 'botbuilder-core';
import type { Reply } from '../../dialogs/engine/situation.ts';
import { optionNumbered } from '../../dialogs/engine/understand/options.ts';
import { ASSIST_HOLD } from '../../dialogs/office/assist.ts';
import type { Reading } from '../../dialogs/office/reading.ts';
import { isNo, isYes } from '../../dialogs/office/words.ts';
import type { Json } from '../../forms/json.ts';
import type { Store, Write } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import { keys } from '../keys.ts';
import type { Read } from '../read.ts';
import type { Unit } from '../unit.ts';
import { said } from './answers.ts';
import type { Family, OfficeNow, OfficeOutcome, OfficePerson, Pending } from './family.ts';
import { grantsHeld } from './grants.ts';
import { type Notice, noticeIn } from './notices.ts';
import { afterInterview } from './submitting.ts';

/** How long an act waits for 确认, in ms. */
const LAPSES_MS = 10 * 60_000;

export interface Office {
  /**
   * What the office answers; null where the message is not for it, `gone` where it tells a notice that is not there any
   * more. What is to be stored is staged in the unit.
   */
  attend(activity: Activity, unit: Unit, read: Read): Promise<OfficeOutcome | null | 'gone'>;
  /** What the office adds below the interview's own reply; null for nothing. */
  after(activity: Activity, unit: Unit, read: Read): Promise<Reply | null>;
}

export interface OfficeDeps {
  readonly store: Store;
  // biome-ignore lint/suspicious/noExplicitAny: each family knows its own acts; here they only pass through.
  readonly families: readonly Family<any>[];
  newId(): string;
  /** Accounts that a setting makes administrators. */
  readonly administrators: readonly string[];
}

export function createOffice(deps: OfficeDeps): Office {
  return {
    async attend(activity, unit, read) {
      const now = nowOf(deps, unit, read, activity.from);
      const notice = noticeIn(activity);
      if (notice) return tell(deps, now, read, notice);
      // What carries a mark is answered where it was said: by the interview, or by the questions of a colleague.
      const aside = read.office.holds?.[ASSIST_HOLD] !== undefined;
      if (activity.type !== 'message' || (unit.input.withheld && !aside)) return null;
      const outcome = nameNumbered(unit, read) ? await hear(deps, now, read) : said('office.which_number');
      if (outcome) stage(now, read, outcome, null);
      else if (read.office.pending || read.office.offered) stageOffice(now, read, lapsed(read.office));
      return outcome;
    },
    after: (activity, unit, read) => afterInterview(deps, nowOf(deps, unit, read, activity.from)),
  };
}

function nowOf(
  { newId, administrators }: OfficeDeps,
  unit: Unit,
  read: Read,
  from: Activity['from'],
): OfficeNow {
  const { person, at, today } = unit.speaker;
  const name = read.office.name || (from.name ?? '').slice(0, 60);
  const grants = grantsHeld(read.office, administrators, { account: from.id, person, at });
  const office = { ...read.office, name, grants };
  const accounts = [person, ...(read.person.accounts ?? [])];
  return { person, account: from.id, accounts, office, unit, conversation: read.key, at, today, newId };
}

async function hear(deps: OfficeDeps, now: OfficeNow, read: Read): Promise<OfficeOutcome | null> {
  const pending = waiting(now, read);
  const reading = readingOf(now, pending);
  if (pending && isYes(reading.words)) {
    const family = deps.families.find(({ name }) => name === pending.family);
    if (family) return family.run(pending.act, now, true);
  }
  if (pending && isNo(reading.words)) return { replies: [{ text: text('office.dropped') }] };
  for (const family of deps.families) {
    const act: unknown = family.read(reading);
    if (act !== undefined) return family.run(act, now, false);
  }
  return null;
}

function readingOf({ unit, office, today }: OfficeNow, waiting: Pending | null): Reading {
  const { input, calls, current } = unit;
  const { grants } = office;
  const { [ASSIST_HOLD]: aside, ...others } = office.holds ?? {};
  // A click on one's own draft, or files that set out for it, are not for a colleague's questions.
  const own = input.place !== undefined || input.edit !== undefined;
  const holds = aside === undefined || own ? others : { ...others, [ASSIST_HOLD]: aside };
  return { words: input.text.trim(), files: input.files, grants, calls, today, current, holds, waiting };
}

/**
 * A number of what the office offered last stands for those words: the interview's own options are further up. False
 * where a bare number stands for nothing: outside a draft it would begin something from a list that scrolled away.
 */
function nameNumbered(unit: Unit, { office: { offered }, key }: Read): boolean {
  if (offered?.conversation !== key) return true;
  const options = offered.values.map((value) => ({ title: value, value }));
  const meant = optionNumbered(options, unit.input.text);
  if (meant) unit.hear(meant.value);
  return meant !== undefined || unit.current !== null || !/^\s*\d{1,3}\s*$/.test(unit.input.text);
}

/** Nothing waits any more, and what was offered was passed over. */
function lapsed({ offered: _, ...office }: OfficePerson): OfficePerson {
  return { ...office, pending: null };
}

/** What waits for 确认 in this conversation, unless it lapsed. */
function waiting({ at, conversation }: OfficeNow, { office }: Read): Pending | null {
  const { pending } = office;
  if (!pending || pending.conversation !== conversation) return null;
  return Date.parse(at) - Date.parse(pending.at) <= LAPSES_MS ? pending : null;
}

/** Tells a notice as things stand; with it, or without a word where it no longer holds, the notice goes. */
async function tell(
  deps: OfficeDeps,
  now: OfficeNow,
  read: Read,
  key: string,
): Promise<OfficeOutcome | 'gone'> {
  const record = (await deps.store.read([key])).get(key);
  if (!record) return 'gone';
  const notice = record.value as unknown as Notice;
  // Somebody else's conversation by mistake: it stays for whom it is meant.
  if (notice.to !== now.person) return 'gone';
  now.unit.also.push({ key, value: null, expect: record.rev });
  const family = deps.families.find(({ name }) => name === notice.family);
  const outcome = (await family?.tell?.(notice, now)) ?? { replies: [] };
  // What waits for 确认 goes on waiting: nobody answered it.
  stage(now, read, outcome, read.office.pending);
  return outcome;
}

/** Stages what an act or a notice came to; `kept` is what else goes on waiting for 确认. */
function stage(now: OfficeNow, read: Read, outcome: OfficeOutcome, kept: Pending | null): void {
  const { writes = [], office = now.office, pending, after } = outcome;
  now.unit.also.push(...writes);
  if (after) now.unit.afterwards.push(after);
  if (office === 'moved') return;
  const waits = pending ? { ...pending, at: now.at, conversation: now.conversation } : kept;
  const values = numbered(outcome);
  const same = office === now.office && waits === read.office.pending;
  if (same && values === undefined && !read.office.offered) return;
  const offered = values ? { offered: { conversation: now.conversation, values } } : {};
  stageOffice(now, read, { ...lapsed(office), pending: waits, ...offered });
}

/** What the next number stands for; undefined where a question is asked below, or nothing was said. */
function numbered({ replies, offers, goesOn }: OfficeOutcome): readonly string[] | undefined {
  if (goesOn || replies.length === 0 || replies.some(({ question }) => question)) return undefined;
  const options = replies.findLast((reply) => reply.options && reply.options.length > 0)?.options ?? [];
  return offers ?? options.map(({ value }) => value);
}

function stageOffice({ person, unit }: OfficeNow, { officeRev }: Read, office: OfficePerson): void {
  // What a setting gives is the setting's to take.
  const grants = office.grants.filter(({ by }) => by !== 'setting');
  const write: Write = {
    key: keys.office(person),
    value: { ...office, grants } as unknown as Json,
    expect: officeRev === 0 ? 'absent' : officeRev,
  };
  unit.also.push(write);
}
