/** What the page beside the chat shows of a person's current draft; nobody else's is ever read. */

import { progressOf } from '../dialogs/engine/next.ts';
import { type Situation, standing } from '../dialogs/engine/situation.ts';
import { labelOf } from '../dialogs/engine/wording.ts';
import type { Call } from '../forms/call.ts';
import { ladderSheet } from '../forms/documents/ladders.ts';
import type { Painter } from '../forms/documents/ports.ts';
import { shownAnswer } from '../forms/documents/shown.ts';
import { filesIn, isPicture } from '../forms/kinds/file.ts';
import { type PlannedSlot, planFor } from '../forms/plan.ts';
import type { Desk, DeskItem, DeskSection, DeskView, FileStore } from '../forms/ports.ts';
import type { FileRef, Path, Submission } from '../forms/submission.ts';
import { text } from '../forms/text/index.ts';
import type { Clock } from './clock.ts';
import { modelsOf, paint } from './documents.ts';
import { type Drafts, draftsOf } from './drafts.ts';

export interface DeskDeps extends Drafts {
  readonly clock: Clock;
  readonly painter: Painter;
  readonly files: FileStore;
}

interface Current {
  readonly call: Call;
  readonly submission: Submission;
}

export function createDesk(deps: DeskDeps): Desk {
  const drafts = draftsOf(deps);
  return {
    async view(person) {
      const current = await drafts.current(person);
      return { submission: current ? viewOf(deps, current) : null };
    },
    async preview(person, submission) {
      const own = await drafts.own(person, submission);
      if (!own) return undefined;
      const whole = new Set(own.call.documents.flatMap(({ id, preview }) => (preview ? [] : [id])));
      const models = modelsOf(own.call, own.submission, deps.clock.today()).map((each) => each.model);
      const ladders = ladderSheet(planFor(own.call, own.submission.answers));
      const shown = models.filter((model) => !whole.has(model.id));
      return deps.painter.html(ladders ? [...shown, ladders] : shown, picturesOf(own.submission));
    },
    async download(person, submission, document) {
      const own = await drafts.own(person, submission);
      const model =
        own &&
        modelsOf(own.call, own.submission, deps.clock.today()).find((each) => each.model.id === document);
      return model ? paint(deps.painter, model) : undefined;
    },
    async picture(person, submission, hash) {
      const own = await drafts.own(person, submission);
      const all = own ? [...picturesOf(own.submission).values()].flat() : [];
      return all.some((file) => file.hash === hash) ? deps.files.thumbnail(hash) : undefined;
    },
  };
}

/** The pictures among a submission's files, by the answer they belong to. */
function picturesOf({ answers }: Submission): ReadonlyMap<Path, readonly FileRef[]> {
  const found = [...answers].map(([path, answer]) => [path, filesIn(answer).filter(isPicture)] as const);
  return new Map(found.filter(([, files]) => files.length > 0));
}

function viewOf(deps: DeskDeps, { call, submission }: Current): NonNullable<DeskView['submission']> {
  const now = standing(call, submission, deps.clock.today());
  const { done, total } = progressOf(now.plan);
  const { head } = submission;
  return {
    id: head.id,
    call: call.short,
    title: shownAnswer(now.plan, call.name_question),
    revision: head.revision,
    focus: head.focus?.path ?? null,
    done,
    total,
    sections: sectionsOf(now),
    documents: modelsOf(call, submission, deps.clock.today()).map((each) => ({
      id: each.model.id,
      name: each.kind === 'docx' ? each.model.title : text('document.table'),
      fileName: each.model.fileName,
      kind: each.kind,
      draft: each.model.draft === true,
    })),
  };
}

function sectionsOf(now: Situation): DeskSection[] {
  const gates = now.plan.slots.filter((slot) => slot.section === null);
  const list =
    gates.length > 0 ? [sectionOf(now, { id: 'gates', number: '', title: text('ask.gate') }, gates)] : [];
  for (const section of now.call.sections) {
    const own = now.plan.slots.filter((slot) => slot.section === section);
    if (own.length > 0) list.push(sectionOf(now, section, own));
  }
  return list;
}

function sectionOf(
  now: Situation,
  head: { id: string; number: string; title: string },
  slots: readonly PlannedSlot[],
): DeskSection {
  const { done, total } = progressOf(now.plan, slots);
  const items = slots.filter((slot) => !slot.control).map((slot): DeskItem => itemOf(now, slot));
  return { id: head.id, number: head.number, title: head.title, done, total, items };
}

function itemOf(now: Situation, slot: PlannedSlot): DeskItem {
  const state = now.answers.get(slot.path)?.state ?? 'open';
  const value = shownAnswer(now.plan, slot.path).replace(/\s+/g, ' ').slice(0, 80);
  return { path: slot.path, label: labelOf(now, slot.path), state, required: slot.required, value };
}
