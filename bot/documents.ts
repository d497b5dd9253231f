/** Makes a submission's documents: models, paint, keep. */

import { dayInWords } from '../dialogs/engine/finish.ts';
import { review } from '../dialogs/engine/review.ts';
import { standing } from '../dialogs/engine/situation.ts';
import type { MadeDocument } from '../dialogs/turn.ts';
import type { Call } from '../forms/call.ts';
import { buildDocument, isDue } from '../forms/documents/build.ts';
import type { DocModel, TableModel } from '../forms/documents/model.ts';
import { buildTable } from '../forms/documents/table.ts';
import { safeFileName } from '../forms/name.ts';
import { planFor } from '../forms/plan.ts';
import type { Download, FileStore, Painter } from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A document of a submission before it is painted. */
export type Model =
  | { readonly kind: 'docx'; readonly model: DocModel }
  | { readonly kind: 'xlsx'; readonly model: TableModel };

/** Models of everything that is handed out: the call's documents, then the summary row. */
export function modelsOf(call: Call, submission: Submission, today: string): Model[] {
  const draft = isDraft(call, submission, today);
  const plan = planFor(call, submission.answers);
  const making = { revision: submission.head.revision, draft, today: dayInWords(today) };
  const models: Model[] = call.documents
    .filter((spec) => isDue(spec, plan))
    .map((spec) => ({
      kind: 'docx',
      model: buildDocument(spec, plan, making),
    }));
  if (call.summary_table)
    models.push({ kind: 'xlsx', model: buildTable(call.summary_table, [{ plan, making }]) });
  return models;
}

/** Whether something must still be fixed or confirmed. */
function isDraft(call: Call, submission: Submission, today: string): boolean {
  const { must, person } = review(standing(call, submission, today));
  return must.length + person.length > 0;
}

/** Paints one model. */
export async function paint(painter: Painter, model: Model): Promise<Download> {
  if (model.kind === 'docx') {
    return {
      fileName: safeFileName(`${model.model.fileName}.docx`),
      mediaType: DOCX,
      bytes: await painter.docx(model.model),
    };
  }
  return {
    fileName: safeFileName(`${model.model.fileName}.xlsx`),
    mediaType: XLSX,
    bytes: await painter.xlsx(model.model),
  };
}

/** Makes all documents and keeps them in the file store. */
export async function makeDocuments(
  deps: { painter: Painter; files: FileStore; today: string },
  call: Call,
  submission: Submission,
): Promise<MadeDocument[]> {
  const made: MadeDocument[] = [];
  const models = modelsOf(call, submission, deps.today);
  const draft = models.some((each) => each.kind === 'docx' && each.model.draft);
  for (const model of models) {
    const { fileName, mediaType, bytes } = await paint(deps.painter, model);
    const kept = await deps.files.put(once(bytes), { maxBytes: Number.MAX_SAFE_INTEGER });
    made.push({ name: model.model.title, fileName, mediaType, hash: kept.hash, bytes: kept.bytes, draft });
  }
  return made;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
