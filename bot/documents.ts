/** Makes a submission's documents: models, a last look, paint, keep. */

import { dayInWords } from '../dialogs/engine/finish.ts';
import { review } from '../dialogs/engine/review.ts';
import { standing } from '../dialogs/engine/situation.ts';
import type { MadeDocument } from '../dialogs/turn.ts';
import type { Call } from '../forms/call.ts';
import { buildDocument, isDue } from '../forms/documents/build.ts';
import type { DocModel, TableModel } from '../forms/documents/model.ts';
import type { Painter } from '../forms/documents/ports.ts';
import type { DocumentSpec, TableSpec } from '../forms/documents/spec.ts';
import { buildTable } from '../forms/documents/table.ts';
import { verifyDocument, verifyPainted, verifyTable } from '../forms/documents/verify.ts';
import type { Issue } from '../forms/issue.ts';
import { safeFileName } from '../forms/name.ts';
import { type Plan, planFor } from '../forms/plan.ts';
import type { Download, FileStore } from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A document of a submission before it is painted. */
export type Model =
  | {
      readonly kind: 'docx';
      readonly model: DocModel;
      readonly spec: DocumentSpec;
      readonly plan: Plan;
    }
  | {
      readonly kind: 'xlsx';
      readonly model: TableModel;
      readonly spec: TableSpec;
      readonly plan: Plan;
    };

/** Models of everything that is handed out: the call's documents, then the summary row. */
export function modelsOf(call: Call, submission: Submission, today: string): Model[] {
  const draft = isDraft(call, submission, today);
  const plan = planFor(call, submission.answers);
  const making = { revision: submission.head.revision, draft, today: dayInWords(today) };
  const models: Model[] = call.documents
    .filter((spec) => isDue(spec, plan))
    .map((spec) => ({ kind: 'docx', model: buildDocument(spec, plan, making), spec, plan }));
  const spec = call.summary_table;
  if (spec) models.push({ kind: 'xlsx', model: buildTable(spec, [{ plan, making }]), spec, plan });
  return models;
}

/** Whether something must still be fixed or confirmed. */
function isDraft(call: Call, submission: Submission, today: string): boolean {
  const { must, person } = review(standing(call, submission, today));
  return must.length + person.length > 0;
}

/** A painted document and what the last look found; with findings it is painted as 草稿. */
export interface Painted extends Download {
  readonly draft: boolean;
  readonly faults: readonly Issue[];
}

/**
 * Paints one model. What would be final is looked at before it leaves: every answer that belongs in it is in the model,
 * and all of the model is in the file's bytes. A draft says itself that it is not whole.
 */
export async function paint(painter: Painter, model: Model): Promise<Painted> {
  const bytes = await bytesOf(painter, model);
  if (model.model.draft) return painted(model, bytes, []);
  const faults = [...inModel(model), ...verifyPainted(model.plan, model.model, await painter.read(bytes))];
  if (faults.length === 0) return painted(model, bytes, []);
  const draft = asDraft(model);
  return painted(draft, await bytesOf(painter, draft), faults);
}

function inModel(model: Model): Issue[] {
  return model.kind === 'docx'
    ? verifyDocument(model.spec, model.plan, model.model)
    : verifyTable(model.spec, model.model, 1);
}

function asDraft(model: Model): Model {
  return model.kind === 'docx'
    ? { ...model, model: { ...model.model, draft: true } }
    : { ...model, model: { ...model.model, draft: true } };
}

function bytesOf(painter: Painter, { kind, model }: Model): Promise<Uint8Array> {
  return kind === 'docx' ? painter.docx(model) : painter.xlsx(model);
}

function painted({ kind, model }: Model, bytes: Uint8Array, faults: readonly Issue[]): Painted {
  return {
    fileName: safeFileName(`${model.fileName}.${kind}`),
    mediaType: kind === 'docx' ? DOCX : XLSX,
    bytes,
    draft: model.draft === true,
    faults,
  };
}

/** Makes all documents and keeps them in the file store. */
export async function makeDocuments(
  deps: { painter: Painter; files: FileStore; today: string },
  call: Call,
  submission: Submission,
): Promise<MadeDocument[]> {
  const made: MadeDocument[] = [];
  for (const model of modelsOf(call, submission, deps.today)) {
    const { fileName, mediaType, bytes, draft, faults } = await paint(deps.painter, model);
    const kept = await deps.files.put(once(bytes), { maxBytes: Number.MAX_SAFE_INTEGER });
    const name = model.model.title;
    made.push({ name, fileName, mediaType, hash: kept.hash, bytes: kept.bytes, draft, faults });
  }
  return made;
}

export async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
