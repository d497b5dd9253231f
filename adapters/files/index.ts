/** The painters behind the port. Word and Excel are loaded when first needed: the bot answers sooner after a start. */
import type { DocModel, LadderSheet, TableModel } from '../../forms/documents/model.ts';
import type { Painter } from '../../forms/ports.ts';
import { paintHtml, paintTableHtml } from './html.ts';
import { paintLadders } from './html-ladder.ts';

export const painter: Painter = {
  docx: async (model) => (await import('./docx.ts')).paintDocx(model),
  xlsx: async (model) => (await import('./xlsx.ts')).paintXlsx(model),
  read: async (bytes) => (await import('./read.ts')).readText(bytes),
  async *zip(files) {
    yield* (await import('./zip.ts')).paintZip(files);
  },
  html: (models) => models.map(paintModel).join('\n'),
};

function paintModel(model: DocModel | TableModel | LadderSheet): string {
  if ('ladders' in model) return paintLadders(model);
  return 'blocks' in model ? paintHtml(model) : paintTableHtml(model);
}
