/** Whether a file may come, for every channel: decided by the question that is asked and by what is there already. */
import { closedReply, confidentialGate } from '../dialogs/engine/gate.ts';
import type { Call } from '../forms/call.ts';
import type { Issue } from '../forms/issue.ts';
import { checkAnnounced, checkSize, checkTotal, fileBytes, MIB } from '../forms/kinds/file.ts';
import { leafKindOf } from '../forms/kinds/index.ts';
import { type Plan, type PlannedSlot, planFor } from '../forms/plan.ts';
import type { Admission, Intake, Place } from '../forms/ports.ts';
import { securityMarkIn } from '../forms/secrecy.ts';
import type { Submission } from '../forms/submission.ts';
import { text } from '../forms/text/index.ts';
import { type Drafts, draftsOf } from './drafts.ts';
import { awaitedBy } from './office/awaited.ts';

export interface IntakeDeps extends Drafts {
  readonly limits: UploadLimits;
}

export interface UploadLimits {
  /** All files of one draft together, where its call sets nothing. */
  readonly draftBytes: number;
  /** One file while no draft is open. */
  readonly fileBytes: number;
}

/** One file for a colleague's question: as large as a film may be. */
const MOST_ASIDE = 512 * MIB;

type Announced = Parameters<Intake['admit']>[1];

export function createIntake(deps: IntakeDeps): Intake {
  const drafts = draftsOf(deps);
  return {
    async admit(person, file, place) {
      // The one point where a file's name is known and none of its bytes are written yet.
      const mark = securityMarkIn(file.name);
      if (mark) return { ok: false, code: 'secrecy.file', say: text('secrecy.file', { mark }) };
      const awaited = place ? undefined : await awaitedBy(deps.store, person, file.name);
      if (awaited) return admitAside(awaited, file, deps.limits);
      const own = place ? await drafts.own(person, place.submission) : await drafts.current(person);
      if (own) return admitTo(own, file, deps.limits.draftBytes, place);
      // Nothing asks for files; what is sent all the same is told so, and need not be large.
      const most = deps.limits.fileBytes;
      return refusal(checkSize(file, most)) ?? { ok: true, maxBytes: most, place: null };
    },
  };
}

/** A file that belongs to no draft of whoever sends it: what it is for looks at it once it is here. */
function admitAside(awaited: 'roster' | 'assist', file: Announced, limits: UploadLimits): Admission {
  const most = awaited === 'roster' ? limits.fileBytes : Math.min(limits.draftBytes, MOST_ASIDE);
  return refusal(checkSize(file, most)) ?? { ok: true, maxBytes: most, place: null };
}

interface Own {
  readonly call: Call;
  readonly submission: Submission;
}

function admitTo({ call, submission }: Own, file: Announced, draftBytes: number, place?: Place): Admission {
  const plan = planFor(call, submission.answers);
  const now = { call, plan, answers: submission.answers };
  const gate = confidentialGate(now);
  if (gate) return { ok: false, code: 'confidential', say: closedReply(now, gate) };
  const slot = fileSlotAt(plan, place?.path ?? submission.head.focus?.path);
  const slots = slot ? [slot] : plan.slots.filter(takesFiles);
  if (slots.length === 0) return { ok: false, code: 'file.nowhere', say: text('file.nowhere') };
  const most = call.media ? call.media.max_mb_total * MIB : draftBytes;
  const used = fileBytes(submission.answers) + (file.pending ?? 0);
  const announced = slot ? checkAnnounced(file.name, file.bytes, slot.leaf.kind) : [];
  // Even a file whose size nobody told has at least one byte.
  const refused = refusal([...announced, ...checkTotal(file.name, file.bytes ?? 1, { used, most })]);
  if (refused) return refused;
  const one = Math.max(...slots.map(({ leaf }) => Number(leaf.kind.max_mb ?? 0) * MIB));
  const here = slot ? { submission: submission.head.id, path: slot.path } : null;
  return { ok: true, maxBytes: Math.floor(Math.min(one, most - used)), place: here };
}

function refusal([issue]: readonly Issue[]): Admission | undefined {
  if (!issue) return undefined;
  return { ok: false, code: issue.code, say: text(`issue.${issue.code}`, issue.params) };
}

function takesFiles(slot: PlannedSlot): boolean {
  return !slot.control && leafKindOf(slot.leaf).takesFiles === true;
}

/** The question at a path, where it takes files. */
export function fileSlotAt(plan: Plan, path: string | undefined): PlannedSlot | undefined {
  const slot = path === undefined ? undefined : plan.at(path);
  return slot && takesFiles(slot) ? slot : undefined;
}
