/** A colleague takes questions up, answers them, hands them back. */
import { ASSIST_HOLD, type AssistHold } from '../../dialogs/office/assist.ts';
import { assisting, countOf, hear, resumed } from '../../dialogs/office/assisting.ts';
import { dayAt, showDay } from '../../forms/kinds/calendar.ts';
import { type Assist, type AssistItem, answersTo, closedWhy } from '../../forms/office/assist.ts';
import { planFor, settled } from '../../forms/plan.ts';
import type { Write } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import { said } from './answers.ts';
import { givenAt } from './assist-hand.ts';
import {
  type AssistDeps,
  aside,
  assistAt,
  assistWrite,
  draftOf,
  heldUnder,
  holding,
  type KeptAssist,
  type Owned,
  setAside,
} from './assists.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import { noticeWrite } from './notices.ts';
import type { UseCode } from './people.ts';

/** 协助 CODE: whoever brings it first takes the questions up. */
export function takeAssistCode(deps: AssistDeps): UseCode {
  return async (code, use, now) => {
    const hold = code.data as unknown as AssistHold;
    const kept = await assistAt(deps.store, hold);
    if (!kept) return null;
    if (now.accounts.includes(kept.assist.owner)) return said('office.assist.own');
    const { wrong: _, ...office } = now.office;
    const outcome = await takeUp(deps, kept, { ...now, office });
    // Closed for good, the code leads nowhere; what somebody took up keeps its own way in.
    return { ...outcome, writes: [...(outcome.writes ?? []), use] };
  };
}

/** 开始协助, 继续协助: what was taken up before, or was offered in a notice. */
export async function start(deps: AssistDeps, now: OfficeNow): Promise<OfficeOutcome> {
  const hold = heldUnder(now, ASSIST_HOLD) ?? setAside(now.office).at(-1);
  const kept = hold && (await assistAt(deps.store, hold));
  return kept ? takeUp(deps, kept, now) : said('office.assist.none');
}

/** Asks the first or the next question, where there is something left to ask. */
async function takeUp(deps: AssistDeps, kept: KeptAssist, now: OfficeNow): Promise<OfficeOutcome> {
  const { assist } = kept;
  const owned = await draftOf(deps, assist);
  const closed = closedFor(assist, owned, now);
  if (closed || !owned) return over(now, closed ?? 'gone', assist);
  if (assist.colleague !== null && !now.accounts.includes(assist.colleague))
    return said('office.assist.taken');
  const live = without(assist, owned);
  if (live.items.every(({ lapsed }) => lapsed)) return allLapsed(live, kept.rev, now);
  const first = assist.colleague === null;
  const taken: Assist = { ...live, state: 'working', colleague: now.person };
  const heard = resumed(assisting(owned.call, taken, now.unit.speaker), taken);
  const lead = first ? [{ text: beginning(taken, owned, 'begin') }] : told(assist, live);
  const { at, person: by } = now;
  const { call, submission } = assist;
  const noted = { at, by, act: 'assist.join', outcome: 'done', call: call.id, submission } as const;
  return {
    replies: [...lead, ...heard.replies],
    office: begun(now, assist),
    writes: [
      assistWrite(noticed(heard.assist, now), kept.rev),
      ...(first ? [ledgerWrite(noted, now.newId())] : []),
    ],
  };
}

/** One message of the colleague; words, files, buttons: whatever the questions take. */
export async function say(deps: AssistDeps, now: OfficeNow): Promise<OfficeOutcome> {
  const hold = heldUnder(now, ASSIST_HOLD);
  const kept = hold && (await assistAt(deps.store, hold));
  if (!kept || !isTheirs(kept.assist, now)) return over(now, 'gone', hold);
  const owned = await draftOf(deps, kept.assist);
  const closed = closedFor(kept.assist, owned, now);
  if (closed || !owned) return over(now, closed ?? 'gone', kept.assist);
  const live = without(kept.assist, owned);
  if (live.items.every(({ lapsed }) => lapsed)) return allLapsed(live, kept.rev, now);
  const heard = hear(assisting(owned.call, live, now.unit.speaker), live, now.unit.input);
  return {
    replies: [...told(kept.assist, live), ...heard.replies],
    ...(heard.left ? { office: left(now, kept.assist) } : {}),
    writes: [assistWrite(noticed(heard.assist, now), kept.rev)],
  };
}

/** 退出协助: the questions wait, and the colleague's own interview hears them again. */
export async function leave(deps: AssistDeps, now: OfficeNow): Promise<OfficeOutcome> {
  const hold = heldUnder(now, ASSIST_HOLD);
  const kept = hold && (await assistAt(deps.store, hold));
  if (!kept) return over(now, 'gone', hold);
  const option = { title: text('office.assist.resume'), value: text('office.assist.resume') };
  return {
    replies: [{ text: text('office.assist.left'), options: [option] }],
    office: left(now, kept.assist),
  };
}

/** 交回: the owner hears of it. */
export async function handBack(deps: AssistDeps, now: OfficeNow): Promise<OfficeOutcome> {
  const hold = heldUnder(now, ASSIST_HOLD);
  const kept = hold && (await assistAt(deps.store, hold));
  if (!kept || !isTheirs(kept.assist, now)) return over(now, 'gone', hold);
  const { assist, rev } = kept;
  const owned = await draftOf(deps, assist);
  const closed = closedFor(assist, owned, now);
  if (closed || !owned) return over(now, closed ?? 'gone', assist);
  if (!assist.items.some((item) => answersTo(assist, item).length > 0))
    return said('office.assist.nothing_back');
  const handed: Assist = {
    ...noticed(assist, now),
    state: 'handed',
    head: { ...assist.head, pending: null },
  };
  const data = { kind: 'handed', submission: assist.submission, id: assist.id } as const;
  return {
    ...said('office.assist.handed_back', { from: assist.from || text('office.assist.owner') }),
    office: free(now, assist),
    writes: [
      assistWrite(handed, rev),
      noticeWrite({ to: owned.submission.head.owner, family: 'assist', data, at: now.at }, now.newId()),
    ],
  };
}

/** Whether the person took it up, from whatever account of theirs. */
function isTheirs({ colleague }: Assist, { accounts }: OfficeNow): boolean {
  return colleague !== null && accounts.includes(colleague);
}

type Closed = 'withdrawn' | 'expired' | 'handed' | 'gone';

function closedFor(assist: Assist, owned: Owned | undefined, { at }: OfficeNow): Closed | null {
  if (!owned || owned.review === 'closed') return 'gone';
  return closedWhy(assist, at);
}

/** Nothing more is asked of it, and the person's own interview hears them again. */
function over(now: OfficeNow, why: Closed, hold: AssistHold | undefined): OfficeOutcome {
  return { ...said(`office.assist.closed.${why}`), office: hold ? free(now, hold) : now.office };
}

/** Without these questions, asked now or later. */
function free({ office }: OfficeNow, hold: AssistHold): OfficeNow['office'] {
  const asked = office.holds?.[ASSIST_HOLD] as AssistHold | undefined;
  return aside(asked?.id === hold.id ? holding(office, ASSIST_HOLD, null) : office, hold, false);
}

/** These questions are asked from now on; others that were being asked wait. */
function begun({ office }: OfficeNow, hold: AssistHold): OfficeNow['office'] {
  const asked = office.holds?.[ASSIST_HOLD] as AssistHold | undefined;
  const waiting = asked && asked.id !== hold.id ? aside(office, asked, true) : office;
  return holding(aside(waiting, hold, false), ASSIST_HOLD, hold);
}

function left({ office }: OfficeNow, hold: AssistHold): OfficeNow['office'] {
  return aside(holding(office, ASSIST_HOLD, null), hold, true);
}

/** Everything was answered by the owner, or is not asked any more. */
function allLapsed(live: Assist, rev: number, now: OfficeNow): OfficeOutcome {
  const done: Write = assistWrite({ ...live, state: 'done' }, rev);
  return { ...said('office.assist.all_lapsed'), office: free(now, live), writes: [done] };
}

/** The moment is noted: what was said then is about this draft. */
function noticed(assist: Assist, { at }: OfficeNow): Assist {
  return { ...assist, heard: [...assist.heard, at] };
}

/** Without the questions that the owner answered meanwhile or that the form does not ask any more, unless answered here. */
function without(assist: Assist, { call, submission }: Owned): Assist {
  const plan = planFor(call, submission.answers);
  const items = assist.items.map((item): AssistItem => {
    if (item.lapsed || answersTo(assist, item).length > 0) return item;
    const own = plan.slots.filter(({ path }) => path === item.path || path.startsWith(`${item.path}/`));
    const there = item.conditional || own.length > 0;
    const changed = givenAt(submission, item.path) !== item.was;
    const whole =
      own.length > 0 && own.every((slot) => slot.control || !slot.required || settled(slot, plan.book));
    return there && !(changed && whole) ? item : { ...item, lapsed: true };
  });
  return { ...assist, items };
}

/** Said once: these are not wanted any more. */
function told(before: Assist, live: Assist): { text: string }[] {
  const lapsed = live.items.filter(({ lapsed: now }, at) => now && !before.items[at]?.lapsed);
  if (lapsed.length === 0) return [];
  const labels = lapsed.map(({ label }) => label).join('、');
  return [{ text: text('office.assist.lapsed', { labels }) }];
}

export function beginning(assist: Assist, { call }: Pick<Owned, 'call'>, code: 'begin' | 'invited'): string {
  return text(`office.assist.${code}`, {
    from: assist.from || text('office.assist.someone'),
    call: call.short,
    about: assist.about,
    count: countOf(call, assist),
    until: showDay(dayAt(assist.expiresAt)),
  });
}
