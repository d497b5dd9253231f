/** The page's preview: all documents and ladders, with pictures below their answers. */
import type { DocModel, LadderSheet, TableModel } from '../../forms/documents/model.ts';
import { tableDocument } from '../../forms/documents/table-blocks.ts';
import type { FileRef, Path } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { escapeHtml, paintHtml, paintPictures } from './html.ts';
import { paintLadders } from './html-ladder.ts';

type Model = DocModel | TableModel | LadderSheet;
type Pictures = ReadonlyMap<Path, readonly FileRef[]>;

/** All models, each picture once: below the first place of its answer, or on a sheet of its own at the end. */
export function paintPreview(models: readonly Model[], pictures: Pictures = new Map()): string {
  const left = new Map(pictures);
  const sheets = models.map((model) => paintModel(model, left));
  if (left.size > 0) sheets.push(picturesSheet(left));
  return sheets.join('\n');
}

function paintModel(model: Model, left: Map<Path, readonly FileRef[]>): string {
  if ('ladders' in model) return paintLadders(model);
  return paintHtml('blocks' in model ? model : tableDocument(model), left);
}

function picturesSheet(left: Pictures): string {
  const title = escapeHtml(text('document.pictures'));
  const painted = [...left].map(([path, files]) => paintPictures(path, files)).join('');
  return `<article class="doc doc-form" data-document="pictures" aria-label="${title}">${painted}</article>`;
}
