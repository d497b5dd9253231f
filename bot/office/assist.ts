/** Questions that are handed to colleagues: by the owner, and by the colleague, each in their own chat. */
import { type AssistAct, type AssistHold, readAssist } from '../../dialogs/office/assist.ts';
import { closedWhy, undecided } from '../../forms/office/assist.ts';
import { text } from '../../forms/text/index.ts';
import { decide, showNext } from './assist-decide.ts';
import { hand, listed, ownAssists, withdraw } from './assist-hand.ts';
import { beginning, handBack, leave, say, start } from './assist-take.ts';
import { type AssistDeps, aside, assistAt, draftOf } from './assists.ts';
import type { Family, OfficeNow, OfficeOutcome } from './family.ts';
import type { Notice } from './notices.ts';

export function createAssist(deps: AssistDeps): Family<AssistAct> {
  return {
    name: 'assist',
    read: readAssist,
    run: (act, now) => run(deps, act, now),
    tell: (notice, now) => tell(deps, notice, now),
  };
}

function run(deps: AssistDeps, act: AssistAct, now: OfficeNow): Promise<OfficeOutcome> {
  switch (act.do) {
    case 'hand':
      return hand(deps, act, now);
    case 'list':
      return list(deps, now);
    case 'withdraw':
      return withdraw(deps, act.about, now);
    case 'decide':
      return decide(deps, act.what, now);
    case 'start':
      return start(deps, now);
    case 'leave':
      return leave(deps, now);
    case 'back':
      return handBack(deps, now);
    case 'say':
      return say(deps, now);
  }
}

/** 同事填的: what waits for a decision first, else where everything stands. */
async function list(deps: AssistDeps, now: OfficeNow): Promise<OfficeOutcome> {
  const all = await ownAssists(deps, now);
  const waiting = all.find(({ assist }) => undecided(assist).length > 0);
  const line = listed(all, now);
  return waiting ? showNext(deps, waiting.assist, now, [line]) : { replies: [{ text: line }] };
}

type Told = AssistHold & { readonly kind: 'invited' | 'handed' };

async function tell(deps: AssistDeps, notice: Notice, now: OfficeNow): Promise<OfficeOutcome | null> {
  const { kind, ...hold } = notice.data as unknown as Told;
  const kept = await assistAt(deps.store, hold);
  const owned = kept && (await draftOf(deps, kept.assist));
  if (!kept || !owned) return null;
  const { assist } = kept;
  if (kind === 'handed') {
    const count = undecided(assist).length;
    if (count === 0) return null;
    const { name, about } = assist;
    return showNext(deps, assist, now, [text('office.assist.arrived', { name, about, count })]);
  }
  if (assist.colleague !== null || closedWhy(assist, now.at) !== null) return null;
  const title = text('office.assist.start');
  return {
    replies: [{ text: beginning(assist, owned, 'invited'), options: [{ title, value: title }] }],
    office: aside(now.office, hold, true),
  };
}
