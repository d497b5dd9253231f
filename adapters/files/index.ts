/** The painters behind the port. */
import type { DocModel, TableModel } from '../../forms/documents/model.ts';
import type { Painter } from '../../forms/ports.ts';
import { paintDocx } from './docx.ts';
import { paintHtml, paintTableHtml } from './html.ts';
import { paintXlsx } from './xlsx.ts';

export const painter: Painter = {
  docx: paintDocx,
  xlsx: paintXlsx,
  html: (models) => models.map(paintModel).join('\n'),
};

function paintModel(model: DocModel | TableModel): string {
  return 'blocks' in model ? paintHtml(model) : paintTableHtml(model);
}
