/** The owner hands questions to a colleague, sees what became of them, takes them back. */
import { confidentialGate } from '../../dialogs/engine/gate.ts';
import { type Isolated, isolatedAt } from '../../dialogs/engine/isolate.ts';
import { type Situation, standing } from '../../dialogs/engine/situation.ts';
import { labelOf } from '../../dialogs/engine/wording.ts';
import type { AssistAct } from '../../dialogs/office/assist.ts';
import { countOf, firstHead } from '../../dialogs/office/assisting.ts';
import { ASSIST_MS, type Assist, answersTo, closedWhy, overlaps } from '../../forms/office/assist.ts';
import { nameKey } from '../../forms/office/roster.ts';
import type { Write } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import { lineOf } from '../line.ts';
import type { Opened } from '../unit.ts';
import { said } from './answers.ts';
import { type AssistDeps, assistsOf, assistWrite, type KeptAssist } from './assists.ts';
import { newCode } from './codes.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import { noticeWrite } from './notices.ts';
import { reviewOf } from './reviews.ts';

/** Most that is out of one draft at a time: each of them may send somebody a notice. */
const MOST_OUT = 20;

type Hand = Extract<AssistAct, { do: 'hand' }>;

export async function hand(deps: AssistDeps, act: Hand, now: OfficeNow): Promise<OfficeOutcome> {
  const opened = now.unit.current;
  if (!opened) return said('office.assist.draft_gone');
  const { call, submission } = opened;
  const situation = standing(call, submission, now.today);
  if (confidentialGate(situation)) return said('office.assist.gate');
  const { review } = await reviewOf(deps.store, submission.head.id);
  if (review?.state === 'passed' || review?.state === 'refused') return said('office.assist.gone_closed');
  const [place] = act.places;
  if (!place) return said('office.assist.which_place', { about: act.about });
  if (act.places.length > 1) return which(act);
  const items = isolatedAt(situation.plan, place, (path) => labelOf(situation, path));
  if (items.length === 0) return said('office.assist.not_this', { about: place.label });
  return handed(deps, { act, opened, items, about: place.label, situation }, now);
}

function which({ name, about, places }: Hand): OfficeOutcome {
  const who = name || text('office.assist.colleague');
  const options = places
    .map(({ label }) => text('office.assist.hand_word', { name: who, about: label }))
    .map((title) => ({ title, value: title }));
  return { replies: [{ text: text('office.assist.places', { about }), options }] };
}

interface Handing {
  readonly act: Hand;
  readonly opened: Opened;
  readonly items: readonly Isolated[];
  readonly about: string;
  readonly situation: Situation;
}

async function handed(deps: AssistDeps, handing: Handing, now: OfficeNow): Promise<OfficeOutcome> {
  const { act, opened, situation } = handing;
  const before = await assistsOf(deps.store, opened.submission.head.id);
  const out = before.filter(({ assist: each }) => closedWhy(each, now.at) === null);
  if (out.length >= MOST_OUT) return said('office.assist.too_many', { count: MOST_OUT });
  const assist = fresh(handing, (before[0]?.assist.number ?? 0) + 1, now);
  const expiresAt = Date.parse(assist.expiresAt);
  const data = { submission: assist.submission, id: assist.id };
  const code = newCode({ kind: 'assist', data, by: now.person, expiresAt }, Date.parse(now.at));
  const known = await colleagueOf(deps, act.name, opened, before, now);
  const params = {
    about: assist.about,
    count: countOf(situation.call, assist),
    name: assist.name,
    code: code.shown,
  };
  const lines = [text(known ? 'office.assist.handed_known' : 'office.assist.handed', params)];
  const other = out.find((each) => overlaps(each.assist, assist));
  if (other)
    lines.push(text('office.assist.also_handed', { label: other.assist.about, name: other.assist.name }));
  const answered = assist.items.find(({ was }) => was !== null);
  if (answered && !other) lines.push(text('office.assist.answered_there', { label: answered.label }));
  const { at, person: by } = now;
  const detail = { count: assist.items.length };
  const noted = {
    at,
    by,
    act: 'assist.hand',
    outcome: 'done',
    call: situation.call.id,
    submission: assist.submission,
    detail,
  } as const;
  const writes: Write[] = [assistWrite(assist, 0), code.write, ledgerWrite(noted, now.newId())];
  if (known)
    writes.push(
      noticeWrite({ to: known, family: 'assist', data: { ...data, kind: 'invited' }, at }, now.newId()),
    );
  return { replies: [{ text: lines.join('\n') }], once: code.shown, writes };
}

function fresh({ act, opened, items, about, situation }: Handing, number: number, now: OfficeNow): Assist {
  const { call, submission } = opened;
  const { head } = submission;
  const base = {
    id: now.newId(),
    number,
    submission: head.id,
    call: head.call,
    owner: now.person,
    from: lineOf(call, submission).person || now.office.name,
    name: act.name || text('office.assist.colleague'),
    about,
    items: items.map((item) => ({ ...item, was: givenAt(situation, item.path), decision: null })),
    state: 'waiting',
    colleague: null,
    createdAt: now.at,
    expiresAt: new Date(Date.parse(now.at) + ASSIST_MS).toISOString(),
    answers: [],
    asked: null,
    heard: [],
  } as const;
  return { ...base, head: firstHead(call, base) };
}

/** When the draft's newest answer at or under a path was given; null where there is none. */
export function givenAt({ answers }: Pick<Situation, 'answers'>, path: string): string | null {
  let newest: string | null = null;
  for (const [each, { at, state }] of answers) {
    if (state !== 'given' && state !== 'none') continue;
    if (each !== path && !each.startsWith(`${path}/`)) continue;
    if (newest === null || at > newest) newest = at;
  }
  return newest;
}

/** A colleague who is known by that name: from before, or as the one of that name of the same unit on the list. */
async function colleagueOf(
  { rosters }: AssistDeps,
  name: string,
  { call, submission }: Opened,
  before: readonly KeptAssist[],
  { person }: OfficeNow,
): Promise<string | undefined> {
  if (name === '') return undefined;
  const earlier = new Set(
    before
      .filter(({ assist }) => nameKey(assist.name) === nameKey(name))
      .flatMap(({ assist }) => assist.colleague ?? []),
  );
  const { organisation } = lineOf(call, submission);
  const listed = (await rosters.all()).filter(
    (entry) => nameKey(entry.person) === nameKey(name) && nameKey(entry.unit) === nameKey(organisation),
  );
  const met = new Set([...earlier, ...listed.flatMap(({ met: who }) => who ?? [])]);
  met.delete(person);
  const [only] = met;
  return met.size === 1 ? only : undefined;
}

/** What the owner handed over, of all their drafts. */
export async function ownAssists(deps: AssistDeps, now: OfficeNow): Promise<readonly KeptAssist[]> {
  const all: KeptAssist[] = [];
  const ids = new Set(now.unit.drafts.map(({ id }) => id));
  if (now.unit.current) ids.add(now.unit.current.submission.head.id);
  for (const id of ids) all.push(...(await assistsOf(deps.store, id)));
  return all;
}

/** Records listed at once. */
const LISTED = 12;

export function listed(all: readonly KeptAssist[], now: OfficeNow): string {
  if (all.length === 0) return text('office.assist.list_none');
  const lines = all.slice(0, LISTED).map(({ assist }) => {
    const closed = closedWhy(assist, now.at);
    const stage = closed === 'expired' ? 'expired' : assist.state;
    const done = assist.items.filter((item) => answersTo(assist, item).length > 0).length;
    const state = text(`office.assist.stage.${stage}`, { done, total: assist.items.length });
    return text('office.assist.list_line', { about: assist.about, name: assist.name, state });
  });
  return [text('office.assist.list_head'), ...lines].join('\n');
}

/** 收回协助: the one that is meant, or the only one that is out. */
export async function withdraw(deps: AssistDeps, about: string, now: OfficeNow): Promise<OfficeOutcome> {
  const open = (await ownAssists(deps, now)).filter(({ assist }) => closedWhy(assist, now.at) === null);
  const key = nameKey(about);
  const named =
    key === ''
      ? open
      : open.filter(({ assist }) => nameKey(assist.about).includes(key) || nameKey(assist.name) === key);
  const [only] = named;
  if (!only) return said('office.assist.withdraw_none');
  if (named.length > 1) {
    const same = new Set(named.map((each) => each.assist.about)).size < named.length;
    const words = named.map(({ assist: { about: what, name } }) => (same ? name : what));
    const options = [...new Set(words)].map((each) => text('office.assist.withdraw_word', { about: each }));
    // Of several for one person under one name the latest is meant.
    if (options.length > 1)
      return {
        replies: [
          {
            text: text('office.assist.withdraw_which'),
            options: options.map((title) => ({ title, value: title })),
          },
        ],
      };
  }
  const { assist, rev } = only;
  const { at, person: by } = now;
  const noted = {
    at,
    by,
    act: 'assist.withdraw',
    outcome: 'done',
    call: assist.call.id,
    submission: assist.submission,
  } as const;
  return {
    ...said('office.assist.withdrawn', { about: assist.about, name: assist.name }),
    writes: [assistWrite({ ...assist, state: 'withdrawn' }, rev), ledgerWrite(noted, now.newId())],
  };
}
