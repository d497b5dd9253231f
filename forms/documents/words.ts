/** The words of a model in reading order, as a reader of the painted file finds them. */
import { cleanText } from './clean.ts';
import type { Block, Cell, DocModel, Paragraph, Run, TableModel } from './model.ts';

/** The text of a paragraph or cell line. */
export interface ShownText {
  readonly text: string;
  /** The answer it leads to. */
  readonly path?: string;
  /** Whether a place in it must still be filled. */
  readonly missing: boolean;
  /** What stands right before the first missing place, as far as that place leads to no answer itself. */
  readonly before?: string;
  /** The one answer whose words stand in it, and those words. */
  readonly answer?: string;
  readonly own: string;
}

/** All text of a document: the head of a letter first. An office's own form has the text that is put in it. */
export function textsOfModel(model: DocModel): ShownText[] {
  if (model.office) return textsOfOffice(model.office);
  const { letterhead } = model;
  const head = letterhead ? [...(letterhead.printed ? [] : [letterhead.organ]), letterhead.number] : [];
  return [...head.flatMap((runs) => textOf(runs)), ...model.blocks.flatMap(textsOfBlock)];
}

/** All cells of a summary table that have text. */
export function textsOfTable(table: TableModel): ShownText[] {
  const texts = [
    table.title,
    ...table.columns.map((column) => column.title),
    ...table.rows.flatMap((row) => row.map((value) => (value === null ? '' : String(value)))),
    ...table.notes,
  ];
  return texts.flatMap((text) => textOf([{ text }]));
}

/** Without white space, and without what XML cannot carry: line ends and blanks are the painter's to set. */
export function compact(text: string): string {
  return cleanText(text).replace(/[\s\uFDD0-\uFDD2]/gu, '');
}

function textsOfOffice({ fields, rows }: NonNullable<DocModel['office']>): ShownText[] {
  const records = Object.entries(rows).flatMap(([, all]) => all.flatMap((record) => Object.values(record)));
  return [...Object.values(fields), ...records].flatMap((lines) => lines.flatMap((runs) => textOf(runs)));
}

function textsOfBlock(block: Block): ShownText[] {
  switch (block.type) {
    case 'paragraph':
      return textsOfParagraph(block);
    case 'heading':
      return textOf([{ text: block.text }], block.path);
    case 'table':
      return block.rows.flatMap((row) => row.cells.flatMap(textsOfCell));
    case 'annexes':
      return block.items.flatMap((item) => textOf(item.runs, item.path));
    case 'annex':
      return [...textOf([{ text: block.label }]), ...textOf(block.runs, block.path)];
    case 'closing': {
      const organ = block.seal === 'stamp' ? (block.post ?? block.organ) : block.organ;
      return [...textOf(organ, block.path), ...textOf(block.date, block.path)];
    }
    case 'section':
      return block.blocks.flatMap(textsOfBlock);
    case 'space':
    case 'page_break':
      return [];
  }
}

function textsOfCell(cell: Cell): ShownText[] {
  const texts = cell.blocks.flatMap(textsOfParagraph);
  // An empty cell of a row still tells that the row is there.
  if (texts.length > 0 || cell.path === undefined) return texts;
  return [{ text: '', path: cell.path, missing: false, own: '' }];
}

function textsOfParagraph(paragraph: Paragraph): ShownText[] {
  return textOf(paragraph.runs, paragraph.path);
}

function textOf(runs: readonly Run[], path?: string): ShownText[] {
  const text = runs.map((run) => run.text).join('');
  const missing = runs.some((run) => run.missing === true);
  const answers = new Set(runs.flatMap((run) => run.path ?? []));
  const [answer] = answers;
  if (text === '' && !missing && path === undefined && answer === undefined) return [];
  const first = runs.findIndex((run) => run.missing === true && run.path === undefined);
  const before = runs.slice(0, Math.max(0, first)).map((run) => run.text);
  const own = runs.filter((run) => run.path !== undefined).map((run) => run.text);
  return [
    {
      text,
      missing,
      own: own.join(''),
      ...(first < 0 ? {} : { before: before.join('') }),
      ...(path === undefined ? (answer === undefined ? {} : { path: answer }) : { path }),
      ...(answers.size === 1 && answer !== undefined ? { answer } : {}),
    },
  ];
}
