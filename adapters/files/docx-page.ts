/** The sections of a document: paper, margins, what stands at the head and foot of their pages. */
import {
  type Paragraph as DocxParagraph,
  type Table as DocxTable,
  Footer,
  Header,
  type ISectionOptions,
  PageOrientation,
} from 'docx';
import type { Block, DocModel, Letterhead } from '../../forms/documents/model.ts';
import { draftLine, footerLine, turnedFooter } from './docx-footer.ts';
import { letterFooter, letterHeader, numberLine } from './docx-letter.ts';
import type { Brush } from './docx-text.ts';
import { A4, lookOf } from './look.ts';

/** Paints blocks for a brush; the body of a section. */
export type PaintBlocks = (brush: Brush, blocks: readonly Block[]) => (DocxParagraph | DocxTable)[];

/** The document's sections: a new one wherever paper or layout change. The first carries the head of a letter. */
export function sectionsOf(brush: Brush, model: DocModel, paint: PaintBlocks): ISectionOptions[] {
  return stretches(model).map(({ layout, landscape, blocks }, index) => {
    const own: Brush = { ...brush, look: lookOf(layout, landscape) };
    const section: Part = {
      mirrored: isMirrored(model),
      letterhead: index === 0 ? model.letterhead : undefined,
    };
    return sectionOf(own, model, paint(own, blocks), section);
  });
}

/** Whether even pages differ from odd ones anywhere: Word switches that for the document as a whole. */
export function isMirrored(model: DocModel): boolean {
  return stretches(model).some(({ layout, landscape }) => lookOf(layout, landscape).mirrored);
}

interface Stretch {
  readonly layout: DocModel['layout'];
  readonly landscape: boolean;
  readonly blocks: Block[];
}

/** Neighbouring blocks of one look. A page break where a new section begins anyway is no second one. */
function stretches({ blocks, layout, landscape }: DocModel): Stretch[] {
  const all: Stretch[] = [{ layout, landscape, blocks: [] }];
  for (const block of blocks) {
    const own = block.type === 'section' ? block : { layout, landscape, blocks: [block] };
    const last = all.at(-1) as Stretch;
    if (last.layout === own.layout && last.landscape === own.landscape) last.blocks.push(...own.blocks);
    else all.push({ layout: own.layout, landscape: own.landscape, blocks: [...own.blocks] });
  }
  const filled = all.filter((each) => each.blocks.some((block) => block.type !== 'page_break'));
  for (const [index, { blocks: own }] of filled.entries()) {
    if (index > 0 && own[0]?.type === 'page_break') own.shift();
    if (index < filled.length - 1 && own.at(-1)?.type === 'page_break') own.pop();
  }
  return filled.length > 0 ? filled : all;
}

interface Part {
  readonly mirrored: boolean;
  readonly letterhead: Letterhead | undefined;
}

function sectionOf(
  brush: Brush,
  model: DocModel,
  children: (DocxParagraph | DocxTable)[],
  { mirrored, letterhead }: Part,
): ISectionOptions {
  const { look } = brush;
  const header = new Header({ children: [draftLine(brush, model)] });
  const footer = (even: boolean): Footer =>
    new Footer({
      children:
        look.mirrored && look.landscape ? turnedFooter(brush, model, even) : [footerLine(brush, model, even)],
    });
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
      ...(letterhead ? { titlePage: true } : {}),
    },
    headers: {
      default: header,
      ...(mirrored ? { even: header } : {}),
      ...(letterhead ? { first: letterHeader(brush, model, letterhead) } : {}),
    },
    footers: {
      default: footer(false),
      ...(mirrored ? { even: footer(true) } : {}),
      ...(letterhead ? { first: letterFooter(brush, model, letterhead) } : {}),
    },
    children: [...(letterhead ? [numberLine(brush, letterhead)] : []), ...children],
  };
}
