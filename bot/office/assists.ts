/** Questions that were handed to colleagues, in the store, and the drafts they belong to. */
import { confidentialGate } from '../../dialogs/engine/gate.ts';
import { ASIDE_HOLD, type AssistHold } from '../../dialogs/office/assist.ts';
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import type { Assist } from '../../forms/office/assist.ts';
import { planFor } from '../../forms/plan.ts';
import type { FileStore, Store, Write } from '../../forms/ports.ts';
import type { Submission } from '../../forms/submission.ts';
import type { Catalog } from '../calls.ts';
import { keys } from '../keys.ts';
import { recordsIn } from '../pages.ts';
import type { Submissions } from '../submissions.ts';
import type { OfficeNow, OfficePerson } from './family.ts';
import { reviewOf } from './reviews.ts';
import type { Rosters } from './rosters.ts';

export interface AssistDeps {
  /** Accounts that a setting makes administrators. */
  readonly administrators: readonly string[];
  readonly store: Store;
  readonly files: FileStore;
  readonly catalog: Catalog;
  readonly submissions: Submissions;
  readonly rosters: Rosters;
}

/** A record with its revision in the store. */
export interface KeptAssist {
  readonly assist: Assist;
  readonly rev: number;
}

export async function assistAt(
  store: Store,
  { submission, id }: AssistHold,
): Promise<KeptAssist | undefined> {
  const key = keys.assist(submission, id);
  const record = (await store.read([key])).get(key);
  return record && { assist: record.value as unknown as Assist, rev: record.rev };
}

/** What of a submission was handed over, the latest first. */
export async function assistsOf(store: Store, submission: string): Promise<readonly KeptAssist[]> {
  const found: KeptAssist[] = [];
  for await (const { value, rev } of recordsIn(store, keys.assistPrefix(submission)))
    found.push({ assist: value as unknown as Assist, rev });
  return found.sort((a, b) => b.assist.number - a.assist.number);
}

/** The write that keeps a record over the one that was read; 0 for a new one. */
export function assistWrite(assist: Assist, rev: number): Write {
  return {
    key: keys.assist(assist.submission, assist.id),
    value: assist as unknown as Json,
    expect: rev === 0 ? 'absent' : rev,
  };
}

/** A person's record with something kept under a name, or with nothing any more. */
export function holding(office: OfficePerson, name: string, hold: AssistHold | null): OfficePerson {
  const { [name]: _, ...others } = office.holds ?? {};
  return {
    ...office,
    holds: hold ? { ...others, [name]: { submission: hold.submission, id: hold.id } } : others,
  };
}

export function heldUnder(now: OfficeNow, name: string): AssistHold | undefined {
  return now.office.holds?.[name] as unknown as AssistHold | undefined;
}

/** What a colleague left for later or was offered, the latest last. */
export function setAside({ holds }: OfficePerson): readonly AssistHold[] {
  return (holds?.[ASIDE_HOLD] ?? []) as unknown as readonly AssistHold[];
}

/** Other questions than these that are kept for later. */
const MOST_ASIDE = 10;

/** A person's record with a hold put aside, or with it no longer there. */
export function aside(office: OfficePerson, hold: AssistHold, keep: boolean): OfficePerson {
  const { submission, id } = hold;
  const others = setAside(office).filter((each) => each.id !== id);
  const list = keep ? [...others, { submission, id }].slice(-MOST_ASIDE) : others;
  const { [ASIDE_HOLD]: _, ...holds } = office.holds ?? {};
  return {
    ...office,
    holds: list.length === 0 ? holds : { ...holds, [ASIDE_HOLD]: list as unknown as Json },
  };
}

/** The draft that a record belongs to, as it stands now. */
export interface Owned {
  readonly call: Call;
  readonly submission: Submission;
  /** What the office said of it; null where it was not handed in. */
  readonly review: 'open' | 'closed' | null;
}

/** The draft, where something may still be taken for it; undefined where not. */
export async function draftOf(deps: AssistDeps, assist: Assist): Promise<Owned | undefined> {
  const key = keys.submission(assist.submission);
  const head = (await deps.store.read([key])).get(key);
  if (!head) return undefined;
  const { submission } = await deps.submissions.load(assist.submission, head);
  const call = deps.catalog.get(submission.head.call.id, submission.head.call.version);
  if (!call) return undefined;
  const plan = planFor(call, submission.answers);
  if (confidentialGate({ call, plan, answers: submission.answers })) return undefined;
  const { review } = await reviewOf(deps.store, assist.submission);
  const closed = review?.state === 'passed' || review?.state === 'refused';
  return { call, submission, review: review === null ? null : closed ? 'closed' : 'open' };
}

/** The whole call of a record; the version the draft was begun with. */
export function callOf({ catalog }: AssistDeps, { call }: Assist): Call | undefined {
  return catalog.get(call.id, call.version);
}
