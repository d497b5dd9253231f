/** Paints a DocModel as a Word document. */
import {
  AlignmentType,
  Document,
  Paragraph as DocxParagraph,
  Table as DocxTable,
  Footer,
  Header,
  type ISectionOptions,
  type IStylesOptions,
  Packer,
  PageNumber,
  PageOrientation,
  TabStopType,
  TextRun,
} from 'docx';
import { cleanText } from '../../forms/documents/clean.ts';
import type { Block, DocModel, Paragraph } from '../../forms/documents/model.ts';
import { text as sentence } from '../../forms/text/index.ts';
import { paintAnnexes, paintAnnexStart, paintClosing } from './docx-official.ts';
import { paintCover, paintSignature, paintTable } from './docx-table.ts';
import { type Brush, emptyLine, paintHeading, paintParagraph, runLook, spacingOf } from './docx-text.ts';
import { cutFor, fontTable } from './fonts.ts';
import { A4, lookOf } from './look.ts';
import { repack } from './zip.ts';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The document's bytes; the same model gives the same bytes. */
export async function paintDocx(model: DocModel): Promise<Uint8Array> {
  const brush: Brush = {
    look: lookOf(model.layout, model.landscape),
    cut: cutFor(allText(model)),
    draft: model.draft,
  };
  const document = new Document({
    styles: stylesOf(brush),
    ...(brush.look.mirrored ? { evenAndOddHeaderAndFooters: true } : {}),
    sections: [sectionOf(brush, model)],
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
  return JSON.stringify(model.blocks);
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

function sectionOf(brush: Brush, model: DocModel): ISectionOptions {
  const { look } = brush;
  const header = new Header({ children: [headerLine(brush, model)] });
  const footer = (even: boolean) => new Footer({ children: [footerLine(brush, model, even)] });
  return {
    properties: {
      page: {
        size: {
          width: A4.width,
          height: A4.height,
          orientation: look.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { ...look.margins, gutter: 0 },
      },
    },
    headers: look.mirrored ? { default: header, even: header } : { default: header },
    footers: look.mirrored ? { default: footer(false), even: footer(true) } : { default: footer(false) },
    children: paintBlocks(brush, model.blocks),
  };
}

function headerLine(brush: Brush, model: DocModel): DocxParagraph {
  const run = runLook(brush, { ...brush.look.footer, font: 'heading1', size: 10.5 });
  return new DocxParagraph({
    alignment: AlignmentType.RIGHT,
    spacing: { before: 0, after: 0, line: 240 },
    run,
    children: model.draft ? [new TextRun({ ...run, text: sentence('document.draft') })] : [],
  });
}

/** Version mark on one side, page number on the other (official, at the outer edge) or in the middle (form). */
function footerLine(brush: Brush, model: DocModel, even: boolean): DocxParagraph {
  const { look } = brush;
  const small = runLook(brush, { ...look.footer, size: 9 });
  const large = runLook(brush, look.footer);
  const mark = new TextRun({ ...small, text: cleanText(model.mark) });
  const tab = new TextRun({ ...small, text: '\t' });
  const right = { type: TabStopType.RIGHT, position: look.textWidth };
  if (look.mirrored) {
    const number = new TextRun({ ...large, children: ['— ', PageNumber.CURRENT, ' —'] });
    const inset = large.size ? Number(large.size) * 10 : 280;
    return new DocxParagraph({
      tabStops: [even ? right : { ...right, position: look.textWidth - inset }],
      indent: even ? { left: inset } : { right: inset },
      spacing: { before: 0, after: 0, line: 240 },
      run: small,
      children: even ? [number, tab, mark] : [mark, tab, number],
    });
  }
  const [before = '', between = '', after = ''] = sentence('document.page', {
    page: '\u0000',
    pages: '\u0000',
  }).split('\u0000');
  return new DocxParagraph({
    tabStops: [right],
    spacing: { before: 0, after: 0, line: 240 },
    run: small,
    children: [
      mark,
      tab,
      new TextRun({
        ...small,
        children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after],
      }),
    ],
  });
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
    const group = sameRole(blocks, index);
    if (block.type === 'page_break') fresh = painted.length > 0;
    else if (block.type === 'heading') put(paintHeading(brush, block, { pageBreakBefore: fresh }));
    else if (block.type === 'table') put(paintTable(brush, block));
    else if (block.type === 'space') {
      for (let line = 0; line < Math.ceil(block.lines); line += 1)
        put(emptyLine(brush, { pageBreakBefore: fresh }));
    } else if (block.type === 'annexes') put(...paintAnnexes(brush, block));
    else if (block.type === 'annex') put(...paintAnnexStart(brush, block, painted.length > 0));
    else if (block.type === 'closing') put(...paintClosing(brush, block));
    else if (block.type === 'landscape') put(...paintBlocks(brush, block.blocks));
    else if (block.role === 'cover') {
      put(paintCover(brush, group));
      index += group.length - 1;
    } else if (block.role === 'signature') {
      put(...paintSignature(brush, group, fresh));
      index += group.length - 1;
    } else put(paintParagraph(brush, block, { pageBreakBefore: fresh, ...leadIn(block, blocks[index + 1]) }));
  }
  if (painted.length === 0 || painted.at(-1) instanceof DocxTable)
    painted.push(emptyLine(brush, { height: 20 }));
  return painted;
}

/** A short line right before a table (关键指标：) belongs to it. */
function leadIn(block: Paragraph, next: Block | undefined): { keepNext?: boolean } {
  const short = block.runs.reduce((sum, run) => sum + run.text.length, 0) <= 40;
  return next?.type === 'table' && short ? { keepNext: true } : {};
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
