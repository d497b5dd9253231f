/** The painters behind the port. Word and Excel are loaded when first needed: the bot answers sooner after a start. */
import type { Painter } from '../../forms/documents/ports.ts';
import { paintPreview } from './html-preview.ts';

export const painter: Painter = {
  docx: async (model) => (await import('./docx.ts')).paintDocx(model),
  xlsx: async (model) => (await import('./xlsx.ts')).paintXlsx(model),
  sheets: async (model) => (await import('./fill.ts')).paintFill(model),
  workbook: async (bytes, limits) => (await import('./sheet.ts')).sheetReader.workbook(bytes, limits),
  read: async (bytes) => (await import('./read.ts')).readText(bytes),
  async *zip(files) {
    yield* (await import('./zip.ts')).paintZip(files);
  },
  html: paintPreview,
};
