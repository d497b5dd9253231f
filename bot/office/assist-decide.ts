/** The owner looks through what a colleague handed back, and decides of each answer whether the draft takes it. */
import { adopt } from '../../dialogs/engine/adopt.ts';
import { isolate, realPath } from '../../dialogs/engine/isolate.ts';
import { type Reply, type Situation, situationOf } from '../../dialogs/engine/situation.ts';
import { type AssistAct, REVIEW_HOLD } from '../../dialogs/office/assist.ts';
import { shownAnswer } from '../../forms/documents/shown.ts';
import { compositeKindOf } from '../../forms/kinds/index.ts';
import {
  type Assist,
  type AssistDecision,
  type AssistItem,
  answersOf,
  answersTo,
  decided,
  undecided,
} from '../../forms/office/assist.ts';
import { type Plan, planFor, questionAt } from '../../forms/plan.ts';
import type { Answer, Path } from '../../forms/submission.ts';
import { hasText, text } from '../../forms/text/index.ts';
import { said } from './answers.ts';
import { givenAt } from './assist-hand.ts';
import {
  type AssistDeps,
  assistAt,
  assistWrite,
  callOf,
  draftOf,
  heldUnder,
  holding,
  type KeptAssist,
} from './assists.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';
import { afterInterview } from './submitting.ts';

/** Shows the first answer that waits, below a line. */
export async function showNext(
  deps: AssistDeps,
  assist: Assist,
  now: OfficeNow,
  lead: readonly string[],
): Promise<OfficeOutcome> {
  const [item, ...others] = undecided(assist);
  if (!item) {
    const done = text('office.assist.all_decided', { name: assist.name });
    return {
      replies: [{ text: [...lead, done].join('\n') }],
      office: holding(now.office, REVIEW_HOLD, null),
      goesOn: true,
    };
  }
  const shown = await shownItem(deps, assist, item, now);
  const left = others.length > 0 ? [text('office.assist.left_ask', { count: others.length + 1 })] : [];
  const names = ['take', 'decline', 'edit', ...(others.length > 0 ? ['take_all'] : []), 'later'];
  const options = names
    .map((name) => text(`office.assist.${name}`))
    .map((title) => ({ title, value: title }));
  const reply: Reply = { text: [...lead, ...shown, ...left].join('\n'), options };
  const { submission, id } = assist;
  return { replies: [reply], office: holding(now.office, REVIEW_HOLD, { submission, id }) };
}

/** The colleague's answer whole, and what stands in the draft where that came later than the handing over. */
async function shownItem(
  deps: AssistDeps,
  assist: Assist,
  item: AssistItem,
  now: OfficeNow,
): Promise<readonly string[]> {
  const call = callOf(deps, assist);
  if (!call) return [];
  const small = planFor(isolate(call, assist.items), answersOf(assist));
  const lines = [
    text('office.assist.item', { label: item.label, name: assist.name, shown: wholeOf(small, item.id) }),
  ];
  const owned = await draftOf(deps, assist);
  const draft =
    now.unit.current?.submission.head.id === assist.submission
      ? now.unit.current.submission
      : owned?.submission;
  if (draft && givenAt(draft, item.path) !== null) {
    const own = wholeOf(planFor(call, draft.answers), item.path);
    if (own !== '') lines.push(text('office.assist.item_now', { shown: own }));
  }
  const warned = new Set(answersTo(assist, item).flatMap(([, { kept = [] }]) => kept));
  const findings = [...warned].map((code) => `issue.${code}`).filter(hasText);
  if (findings.length > 0)
    lines.push(
      text('office.assist.item_warned', { findings: findings.map((code) => text(code)).join('；') }),
    );
  if (owned?.review === 'open') lines.push(text('office.assist.item_closed'));
  return lines;
}

/** The answer of a question, or all of a composite one. */
function wholeOf(plan: Plan, path: Path): string {
  const question = questionAt(plan.call, path);
  if (!question) return '';
  const whole = compositeKindOf(question)?.show(question, path, plan.book);
  return whole ?? (shownAnswer(plan, path) || text(`state.${plan.book.get(path)?.state ?? 'none'}`));
}

type What = Extract<AssistAct, { do: 'decide' }>['what'];

export async function decide(deps: AssistDeps, what: What, now: OfficeNow): Promise<OfficeOutcome> {
  const hold = heldUnder(now, REVIEW_HOLD);
  const kept = hold && (await assistAt(deps.store, hold));
  const items = kept ? undecided(kept.assist) : [];
  const [item] = items;
  if (!kept || !item || !isOwn(kept.assist, now))
    return { ...said('office.assist.review_none'), office: holding(now.office, REVIEW_HOLD, null) };
  switch (what) {
    case 'later':
      return {
        ...said('office.assist.put_aside'),
        office: holding(now.office, REVIEW_HOLD, null),
        goesOn: true,
      };
    case 'decline':
      return after(
        deps,
        kept,
        [[item, 'declined', text('office.assist.declined', { label: item.label })]],
        now,
      );
    case 'edit':
      return edit(deps, kept, item, now);
    case 'take':
      return take(deps, kept, [item], now);
    case 'take_all':
      return take(deps, kept, items, now);
  }
}

/** The draft is the person's, whichever account handed the questions over. */
function isOwn({ submission }: Assist, { unit }: OfficeNow): boolean {
  return unit.current?.submission.head.id === submission || unit.drafts.some(({ id }) => id === submission);
}

type Decided = readonly [AssistItem, AssistDecision, string];

/** Keeps the decisions and shows what is next. */
async function after(
  deps: AssistDeps,
  { assist, rev }: KeptAssist,
  decisions: readonly Decided[],
  now: OfficeNow,
  others: readonly string[] = [],
): Promise<OfficeOutcome> {
  const next = decisions.reduce((record, [{ id }, decision]) => decided(record, id, decision), assist);
  const outcome = await showNext(deps, next, now, [...decisions.map(([, , line]) => line), ...others]);
  const { at, person: by } = now;
  const { call, submission } = assist;
  const detail = decisions.map(([{ path }, decision]) => ({ path, decision }));
  const noted = { at, by, act: 'assist.decide', outcome: 'done', call: call.id, submission, detail } as const;
  const writes = decisions.length > 0 ? [assistWrite(next, rev), ledgerWrite(noted, now.newId())] : [];
  return { ...outcome, writes };
}

/** Files answers in the draft; what a rule refuses, or is not asked any more, waits or falls away. */
async function take(
  deps: AssistDeps,
  kept: KeptAssist,
  items: readonly AssistItem[],
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const filed = await file(deps, kept.assist, items, now);
  return 'decisions' in filed ? after(deps, kept, filed.decisions, now, filed.others) : filed;
}

interface Taken {
  readonly decisions: readonly Decided[];
  /** What was refused and why, and what else it came to. */
  readonly others: readonly string[];
}

async function file(
  deps: AssistDeps,
  assist: Assist,
  items: readonly AssistItem[],
  now: OfficeNow,
): Promise<Taken | OfficeOutcome> {
  const owned = await draftOf(deps, assist);
  if (!owned) return said('office.assist.gate_shut');
  if (owned.review === 'closed')
    return { ...said('office.assist.gone_closed'), office: holding(now.office, REVIEW_HOLD, null) };
  const decisions: Decided[] = [];
  const others: string[] = [];
  const done = await inDraft(assist.submission, now, async (situation) => {
    let here = situation();
    for (const item of items) {
      const { label } = item;
      const line = text('office.assist.adopted', { label, name: assist.name });
      const adopted = adopt(here, item.path, answersFor(assist, item), line);
      if (adopted.kind === 'refused') others.push(text('office.assist.refused', { label, why: adopted.why }));
      else if (adopted.kind === 'gone')
        decisions.push([item, 'declined', text('office.assist.item_gone', { label })]);
      else {
        now.unit.apply(adopted.outcome);
        here = situation();
        decisions.push([item, 'taken', adopted.outcome.replies.map((reply) => reply.text).join('\n')]);
      }
    }
    // A comment of the office on just this question is answered by it.
    const more = await afterInterview(deps, now);
    if (more) others.push(more.text);
  });
  return done ? { decisions, others } : said('office.assist.draft_gone');
}

function answersFor(assist: Assist, item: AssistItem): readonly (readonly [Path, Answer])[] {
  return answersTo(assist, item).map(([path, answer]) => [realPath(assist.items, path), answer]);
}

/**
 * The owner writes it themselves: the interview asks that question, with what the colleague said above it. What has
 * several parts is filed as it is first, to be changed part by part.
 */
async function edit(
  deps: AssistDeps,
  kept: KeptAssist,
  item: AssistItem,
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const { assist, rev } = kept;
  const { unit } = now;
  const parts = answersFor(assist, item).some(([path]) => path !== item.path);
  const filed = parts ? await file(deps, assist, [item], now) : undefined;
  if (filed && !('decisions' in filed)) return filed;
  if (filed && filed.decisions.length === 0) return after(deps, kept, [], now, filed.others);
  const here = unit.current?.submission.head.id;
  if (here !== assist.submission && !(await unit.open(assist.submission)))
    return said('office.assist.draft_gone');
  const opened = unit.current;
  const slots = opened ? planFor(opened.call, opened.submission.answers).slots : [];
  const slot =
    slots.find(({ path }) => path === item.path) ??
    slots.find(({ path }) => path.startsWith(`${item.path}/`));
  if (!opened || !slot)
    return after(
      deps,
      kept,
      [[item, 'declined', text('office.assist.item_gone', { label: item.label })]],
      now,
    );
  const { focus } = opened.submission.head;
  unit.focus({
    path: slot.path,
    mode: 'edit',
    back: focus?.path === slot.path ? null : (focus?.path ?? null),
  });
  const next = decided(assist, item.id, 'edited');
  const more = undecided(next).length > 0;
  return {
    ...said(parts ? 'office.assist.edited_parts' : 'office.assist.edited', { label: item.label }),
    office: more ? now.office : holding(now.office, REVIEW_HOLD, null),
    writes: [assistWrite(next, rev)],
    goesOn: true,
  };
}

/** Does something in a draft, whatever draft is open, and comes back; false where it cannot be opened. */
async function inDraft(
  submission: string,
  { unit }: OfficeNow,
  act: (situation: () => Situation) => Promise<void>,
): Promise<boolean> {
  const here = unit.current?.submission.head.id;
  if (here !== submission && !(await unit.open(submission))) return false;
  await act(() => {
    const opened = unit.current;
    if (!opened) throw new RangeError('the draft was closed while something was filed in it');
    const siblings = unit.drafts.filter(({ id }) => id !== submission);
    return situationOf(opened.call, opened.submission, unit.speaker, { siblings, calls: unit.calls });
  });
  if (here === undefined) unit.leave();
  else if (here !== submission) await unit.open(here);
  return true;
}
