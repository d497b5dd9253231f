/** Head and foot of a page: 草稿, version mark and page number. */
import {
  AlignmentType,
  BorderStyle,
  Paragraph as DocxParagraph,
  Table as DocxTable,
  HeightRule,
  type IBorderOptions,
  LineRuleType,
  PageNumber,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextDirection,
  TextRun,
  WidthType,
} from 'docx';
import { cleanText } from '../../forms/documents/clean.ts';
import type { DocModel } from '../../forms/documents/model.ts';
import { text as sentence } from '../../forms/text/index.ts';
import { type Brush, runLook } from './docx-text.ts';
import { A4 } from './look.ts';

/** Height of the line that says 草稿, in twips. */
export const DRAFT_LINE = 240;

/** Height of a line with the page number: size 4, exactly. */
const NUMBER_LINE = 280;
const numberSpacing = { before: 0, after: 0, line: NUMBER_LINE, lineRule: LineRuleType.EXACT } as const;

/** 草稿 at the right of every page's head as long as something must still be fixed. */
export function draftLine(brush: Brush, model: DocModel): DocxParagraph {
  const run = runLook(brush, { ...brush.look.footer, font: 'heading1', size: 10.5 });
  return new DocxParagraph({
    alignment: AlignmentType.RIGHT,
    spacing: { before: 0, after: 0, line: DRAFT_LINE, lineRule: LineRuleType.EXACT },
    run,
    children: model.draft ? [new TextRun({ ...run, text: sentence('document.draft') })] : [],
  });
}

/**
 * The mark as it is printed. A finished letter has nothing in its footer but the page number; its mark is in the
 * file's properties.
 */
export function printedMark(model: DocModel): string {
  return model.letterhead && !model.draft ? '' : cleanText(model.mark);
}

/** Version mark on one side, page number on the other (official, at the outer edge) or in the middle (form). */
export function footerLine(brush: Brush, model: DocModel, even: boolean): DocxParagraph {
  const { look } = brush;
  const small = runLook(brush, { ...look.footer, size: 9 });
  const mark = new TextRun({ ...small, text: printedMark(model) });
  const tab = new TextRun({ ...small, text: '\t' });
  const right = { type: TabStopType.RIGHT, position: look.textWidth };
  if (look.mirrored) {
    const inset = look.footer.size * 20;
    const number = numberRun(brush);
    return new DocxParagraph({
      tabStops: [even ? right : { ...right, position: look.textWidth - inset }],
      indent: even ? { left: inset } : { right: inset },
      spacing: numberSpacing,
      run: small,
      children: even ? [number, tab, mark] : [mark, tab, number],
    });
  }
  const [before = '', between = '', after = ''] = sentence('document.page', {
    page: '\u0000',
    pages: '\u0000',
  }).split('\u0000');
  const count = [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after];
  return new DocxParagraph({
    tabStops: [right],
    spacing: { before: 0, after: 0, line: 240 },
    run: small,
    children: [mark, tab, new TextRun({ ...small, children: count })],
  });
}

/** — 1 — (7.5): size 4 宋体, a dash on each side. */
function numberRun(brush: Brush): TextRun {
  return new TextRun({ ...runLook(brush, brush.look.footer), children: ['— ', PageNumber.CURRENT, ' —'] });
}

const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE };
/** From the sheet's edge to the far side of the number, on pages turned or not: the dash is 28 mm from the edge. */
const FROM_EDGE = 1447;

/**
 * The footer of a turned page in official layout: number and version mark in a strip beside the text, read from above
 * to below. GB/T 9704-2012 clause 8: "页码位置与公文其他页码保持一致", that is at the short edge of the sheet; bound with the
 * others and read upright, the number stands where theirs stand. The head of a table is at the binding edge of odd
 * pages and at the trim edge of even ones: both times the sheet is turned the same way, its lower edge to the left, so
 * one footer serves, with the number at either end.
 */
export function turnedFooter(brush: Brush, model: DocModel, even: boolean): (DocxTable | DocxParagraph)[] {
  const { look } = brush;
  const length = A4.width - look.margins.top - look.margins.bottom;
  const inset = look.footer.size * 20;
  const small = runLook(brush, { ...look.footer, size: 9 });
  const mark = new TextRun({ ...small, text: printedMark(model) });
  const tab = new TextRun({ ...small, text: '\t' });
  const number = numberRun(brush);
  const line = new DocxParagraph({
    tabStops: [{ type: TabStopType.RIGHT, position: even ? length : length - inset }],
    indent: even ? { left: inset } : { right: inset },
    spacing: numberSpacing,
    run: small,
    children: even ? [number, tab, mark] : [mark, tab, number],
  });
  const strip = new DocxTable({
    rows: [
      new TableRow({
        height: { value: length, rule: HeightRule.EXACT },
        children: [
          new TableCell({
            width: { size: NUMBER_LINE, type: WidthType.DXA },
            textDirection: TextDirection.TOP_TO_BOTTOM_RIGHT_TO_LEFT,
            borders: NO_BORDERS,
            children: [line],
          }),
        ],
      }),
    ],
    width: { size: NUMBER_LINE, type: WidthType.DXA },
    columnWidths: [NUMBER_LINE],
    layout: TableLayoutType.FIXED,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    borders: { ...NO_BORDERS, insideHorizontal: NONE, insideVertical: NONE },
    float: {
      horizontalAnchor: TableAnchorType.PAGE,
      verticalAnchor: TableAnchorType.PAGE,
      absoluteHorizontalPosition: FROM_EDGE,
      absoluteVerticalPosition: look.margins.top,
    },
  });
  const rest = new DocxParagraph({
    spacing: { before: 0, after: 0, line: 20, lineRule: LineRuleType.EXACT },
    run: small,
    children: [],
  });
  return [strip, rest];
}
