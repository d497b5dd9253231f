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

/** The document's sections: a new one wherever the paper is turned. The first carries the head of a letter. */
export function sectionsOf(brush: Brush, model: DocModel, paint: PaintBlocks): ISectionOptions[] {
  return stretches(model.blocks, model.landscape).map(({ landscape, blocks }, index) => {
    const own: Brush = { ...brush, look: lookOf(model.layout, landscape) };
    return sectionOf(own, model, paint(own, blocks), index === 0 ? model.letterhead : undefined);
  });
}

interface Stretch {
  readonly landscape: boolean;
  readonly blocks: Block[];
}

/** Neighbouring blocks of one orientation. A page break where the paper is turned anyway is no second one. */
function stretches(blocks: readonly Block[], landscape: boolean): Stretch[] {
  const all: Stretch[] = [{ landscape, blocks: [] }];
  for (const block of blocks) {
    const turned = block.type === 'landscape';
    const inner = turned ? block.blocks : [block];
    const last = all.at(-1) as Stretch;
    if (last.landscape === (turned || landscape)) last.blocks.push(...inner);
    else all.push({ landscape: turned || landscape, blocks: [...inner] });
  }
  const filled = all.filter((each) => each.blocks.length > 0);
  for (const [index, { blocks: own }] of filled.entries()) {
    if (index > 0 && own[0]?.type === 'page_break') own.shift();
    if (index < filled.length - 1 && own.at(-1)?.type === 'page_break') own.pop();
  }
  return filled.length > 0 ? filled : all;
}

function sectionOf(
  brush: Brush,
  model: DocModel,
  children: (DocxParagraph | DocxTable)[],
  letterhead: Letterhead | undefined,
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
      ...(look.mirrored ? { even: header } : {}),
      ...(letterhead ? { first: letterHeader(brush, model, letterhead) } : {}),
    },
    footers: {
      default: footer(false),
      ...(look.mirrored ? { even: footer(true) } : {}),
      ...(letterhead ? { first: letterFooter(brush, model, letterhead) } : {}),
    },
    children: [...(letterhead ? [numberLine(brush, letterhead)] : []), ...children],
  };
}
