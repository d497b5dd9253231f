/** The summary table (汇总表) of what goes up, line by line, checked and painted in both forms. */

import type { MadeDocument } from '../../dialogs/turn.ts';
import type { Call } from '../../forms/call.ts';
import { cleanText } from '../../forms/documents/clean.ts';
import type { TableModel } from '../../forms/documents/model.ts';
import type { Painter } from '../../forms/documents/ports.ts';
import type { TableSpec } from '../../forms/documents/spec.ts';
import { checkTable, type Entry, type GrowingTable, growTable } from '../../forms/documents/table.ts';
import { tableDocument } from '../../forms/documents/table-blocks.ts';
import { compact, textsOfTable } from '../../forms/documents/words.ts';
import { type Issue, must, should } from '../../forms/issue.ts';
import { safeFileName } from '../../forms/name.ts';
import type { FileStore } from '../../forms/ports.ts';
import { DOCX, once, XLSX } from '../documents.ts';
import type { Finding, Named } from './prepare.ts';

/** Lines up to which the table is also made as a Word document: longer ones no one prints, and Word opens them slowly. */
export const WORD_LINES = 1000;
/** Lines up to which the painted workbook is read back and held against the model. */
const READ_BACK = 20_000;

export class SummaryTable {
  readonly #deps: { readonly files: FileStore; readonly painter: Painter };
  readonly #spec: TableSpec;
  readonly #call: Call;
  readonly #table: GrowingTable;
  /** Where the lines of each submission begin. */
  readonly #starts: number[] = [];

  constructor(deps: { readonly files: FileStore; readonly painter: Painter }, spec: TableSpec, call: Call) {
    this.#deps = deps;
    this.#spec = spec;
    this.#call = call;
    this.#table = growTable(spec);
  }

  add(entry: Entry): void {
    this.#starts.push(this.#table.lines.length);
    this.#table.add(entry);
  }

  /** Lines so far, without those printed empty. */
  get lines(): number {
    return this.#table.lines.length;
  }

  /** Lines that lack what must stand in them, that repeat what only one may have, and more than the notice allows. */
  issues(entries: readonly Named[]): Finding[] {
    const found: Finding[] = checkTable(this.#spec, entries.length).map((issue) => ({ about: null, issue }));
    const seen = new Map<string, number>();
    for (const [at, cells] of this.#table.lines.entries()) {
      const about = entries[this.#starts.findLastIndex((start) => start <= at)] ?? null;
      const line = at + 1;
      for (const [index, { id, title: label, required, unique, value }] of this.#spec.columns.entries()) {
        const cell = String(cells[index] ?? '').trim();
        if (value !== '' && cell === '' && (required || unique))
          found.push({ about, issue: (required ? must : should)('pack.cell', { line, label }) });
        const other = unique && cell !== '' ? seen.get(`${id} ${cell}`) : undefined;
        if (other !== undefined)
          found.push({ about, issue: should('pack.twice', { line, other, label, cell }) });
        else if (unique) seen.set(`${id} ${cell}`, line);
      }
    }
    return found;
  }

  /** The table, its head filled with what the office said, by printed label. */
  model(head: Readonly<Record<string, string>>): TableModel {
    return withHead(this.#table.model(), head);
  }

  /** Both forms, kept; `faults` are cells that the workbook lacks. */
  async painted(model: TableModel, only?: 'xlsx'): Promise<MadeDocument[]> {
    const { files, painter } = this.#deps;
    const bytes = await painter.xlsx(model);
    const faults = this.lines <= READ_BACK ? await lost(painter, model, bytes) : [];
    const forms = [{ bytes, mediaType: XLSX, extension: 'xlsx' }];
    if (only !== 'xlsx' && this.lines <= WORD_LINES) {
      const word = await painter.docx(tableDocument(model));
      forms.push({ bytes: word, mediaType: DOCX, extension: 'docx' });
    }
    const made: MadeDocument[] = [];
    for (const { bytes: content, mediaType, extension } of forms) {
      const kept = await files.put(once(content), { maxBytes: Number.MAX_SAFE_INTEGER });
      const fileName = safeFileName(`${model.fileName || this.#call.short}.${extension}`);
      made.push({
        name: model.title,
        fileName,
        mediaType,
        hash: kept.hash,
        bytes: kept.bytes,
        draft: false,
        faults,
      });
    }
    return made;
  }
}

function withHead(model: TableModel, head: Readonly<Record<string, string>>): TableModel {
  return {
    ...model,
    head: model.head.map(({ label, value }) => ({ label, value: head[label] || value })),
  };
}

/** Cells of the table that do not stand in the workbook. */
async function lost(painter: Painter, model: TableModel, bytes: Uint8Array): Promise<Issue[]> {
  const lines = (text: string): string[] => text.split('\n').map(compact);
  const there = new Set(lines(await painter.read(bytes)));
  const missing = textsOfTable(model).filter(
    ({ text }) => !lines(cleanText(text)).every((each) => there.has(each)),
  );
  return missing
    .slice(0, 3)
    .map(({ text }) => must('document_not_painted', { text: [...text].slice(0, 30).join('') }));
}
