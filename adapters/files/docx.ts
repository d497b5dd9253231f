/** Paints a DocModel as a Word document. */
import {
  AlignmentType,
  Document,
  type Paragraph as DocxParagraph,
  Table as DocxTable,
  type IStylesOptions,
  Packer,
} from 'docx';
import { cleanText } from '../../forms/documents/clean.ts';
import type { Block, DocModel, Paragraph } from '../../forms/documents/model.ts';
import { paintOfficeForm } from './docx-office.ts';
import { paintAnnexes, paintAnnexStart, paintClosing } from './docx-official.ts';
import { isMirrored, sectionsOf } from './docx-page.ts';
import { paintCover, paintSignature, paintTable } from './docx-table.ts';
import { type Brush, emptyLine, paintHeading, paintParagraph, runLook, spacingOf } from './docx-text.ts';
import { cutFor, fontTable } from './fonts.ts';
import { lookOf } from './look.ts';
import { repack } from './zip.ts';

/** The document's bytes; the same model gives the same bytes. */
export async function paintDocx(model: DocModel): Promise<Uint8Array> {
  if (model.office) return paintOfficeForm(model, model.office);
  const brush: Brush = {
    look: lookOf(model.layout, model.landscape),
    cut: cutFor(allText(model)),
    draft: model.draft,
  };
  const document = new Document({
    styles: stylesOf(brush),
    ...(isMirrored(model) ? { evenAndOddHeaderAndFooters: true } : {}),
    sections: sectionsOf(brush, model, paintBlocks),
  });
  const bytes = await Packer.pack(document, 'uint8array', undefined, [
    { path: 'word/fontTable.xml', data: fontTable(brush.cut) },
    { path: 'docProps/core.xml', data: coreProperties(model) },
  ]);
  return repack(bytes);
}

/** Title and version mark; no dates and no author, which would differ between two makings of the same thing. */
function coreProperties(model: DocModel): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    `<dc:title>${escapeXml(model.title)}</dc:title><cp:version>${escapeXml(model.mark)}</cp:version></cp:coreProperties>`
  );
}

function escapeXml(text: string): string {
  return cleanText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function allText(model: DocModel): string {
  return JSON.stringify([model.letterhead, model.blocks]);
}

/** Styles with all four font slots; headings carry outline levels. */
function stylesOf(brush: Brush): IStylesOptions {
  const { look } = brush;
  const body = look.role.body;
  const heading = (level: 1 | 2 | 3 | 4) => ({
    run: { ...runLook(brush, look.heading[level]), color: '000000' },
    paragraph: {
      spacing: spacingOf(look.heading[level]),
      outlineLevel: level - 1,
      keepNext: true,
      keepLines: true,
      alignment: AlignmentType.LEFT,
      indent: {
        firstLine: Math.round(2 * (look.heading[level].size * 20 + (look.heading[level].spacing ?? 0))),
      },
    },
  });
  const role = (id: string, name: string, key: Paragraph['role']) => ({
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    run: runLook(brush, look.role[key]),
    paragraph: { spacing: spacingOf(look.role[key]) },
  });
  return {
    default: {
      document: {
        run: { ...runLook(brush, body), language: { value: 'en-US', eastAsia: 'zh-CN' } },
        paragraph: { spacing: spacingOf(body) },
      },
      heading1: heading(1),
      heading2: heading(2),
      heading3: heading(3),
      heading4: heading(4),
    },
    paragraphStyles: [
      {
        id: 'Normal',
        name: 'Normal',
        quickFormat: true,
        run: runLook(brush, body),
        paragraph: { spacing: spacingOf(body) },
      },
      role('FormTitle', 'Form Title', 'title'),
      role('FormNote', 'Form Note', 'note'),
      role('FormCell', 'Form Cell', 'cell'),
    ],
  };
}

/** A thin line between a table and its neighbours, on the page of what follows. */
function gap(brush: Brush, pageBreakBefore: boolean): DocxParagraph {
  return emptyLine(brush, { pageBreakBefore, height: 120, keepNext: true });
}

/** Blocks in order; neighbours that belong together (cover lines, signature lines) are painted as one. */
function paintBlocks(brush: Brush, blocks: readonly Block[]): (DocxParagraph | DocxTable)[] {
  const painted: (DocxParagraph | DocxTable)[] = [];
  let fresh = false;
  const put = (...items: (DocxParagraph | DocxTable)[]): void => {
    for (const item of items) {
      const table = item instanceof DocxTable;
      const before = painted.at(-1);
      // Two tables in a row would grow together, a table cannot begin a page by itself, and both want some air.
      if (table && (fresh || before !== undefined)) painted.push(gap(brush, fresh));
      else if (!table && before instanceof DocxTable && !fresh) painted.push(gap(brush, false));
      painted.push(item);
      fresh = false;
    }
  };
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index] as Block;
    if (block.type === 'page_break') {
      fresh = painted.length > 0;
      continue;
    }
    const group = sameRole(blocks, index);
    const starts = block.type === 'annex' ? painted.length > 0 : fresh;
    put(...paintBlock(brush, block, { group, next: blocks[index + 1], pageBreakBefore: starts }));
    if (block.type === 'paragraph' && GROUPED.has(block.role)) index += group.length - 1;
  }
  if (painted.length === 0 || painted.at(-1) instanceof DocxTable)
    painted.push(emptyLine(brush, { height: 20 }));
  return painted;
}

/** Roles whose neighbours are painted together. */
const GROUPED: ReadonlySet<Paragraph['role']> = new Set(['cover', 'signature']);

interface Around {
  /** The block itself and its neighbours of the same role. */
  readonly group: readonly Paragraph[];
  readonly next: Block | undefined;
  readonly pageBreakBefore: boolean;
}

function paintBlock(
  brush: Brush,
  block: Block,
  { group, next, pageBreakBefore }: Around,
): (DocxParagraph | DocxTable)[] {
  switch (block.type) {
    case 'page_break':
      return [];
    case 'heading':
      return [paintHeading(brush, block, { pageBreakBefore })];
    case 'table':
      return [paintTable(brush, block)];
    case 'space':
      return Array.from({ length: Math.ceil(block.lines) }, (_, line) =>
        emptyLine(brush, { pageBreakBefore: pageBreakBefore && line === 0 }),
      );
    case 'annexes':
      return paintAnnexes(brush, block);
    case 'annex':
      return paintAnnexStart(brush, block, pageBreakBefore);
    case 'closing':
      return paintClosing(brush, block);
    case 'section':
      return paintBlocks(brush, block.blocks);
    case 'paragraph':
      if (block.role === 'cover') return [paintCover(brush, group)];
      if (block.role === 'signature') return paintSignature(brush, group, pageBreakBefore);
      return [paintParagraph(brush, block, { pageBreakBefore, ...leadIn(block, next) })];
  }
}

/**
 * A short line right before a table (关键指标：) belongs to it; the end of the text belongs to what is signed below it, so
 * that no page carries a signature alone (GB/T 9704-2012 7.3.5.5).
 */
function leadIn(block: Paragraph, next: Block | undefined): { keepNext?: boolean } {
  const short = block.runs.reduce((sum, run) => sum + run.text.length, 0) <= 40;
  const kept = (next?.type === 'table' && short) || next?.type === 'closing' || next?.type === 'annexes';
  return kept ? { keepNext: true } : {};
}

/** The paragraphs of the same role from here on. */
function sameRole(blocks: readonly Block[], from: number): Paragraph[] {
  const group: Paragraph[] = [];
  const first = blocks[from];
  for (let at = from; at < blocks.length; at += 1) {
    const block = blocks[at] as Block;
    if (block.type !== 'paragraph' || first?.type !== 'paragraph' || block.role !== first.role) break;
    group.push(block);
  }
  return group;
}
